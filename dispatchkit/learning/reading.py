"""Inputs read to learn from them, in one process or in several; a profile tried on them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit import pipeline
from dispatchkit.agencies.sources import adopted
from dispatchkit.errors import DispatchkitError, ProfileError, UnknownColumn
from dispatchkit.files.inputs import NO_MEMORY, Input, reason
from dispatchkit.files.processes import spread
from dispatchkit.learning.seen import Seen, seen
from dispatchkit.learning.written import kept_in_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatchkit.reading.options import ReadOptions


# So few inputs are read sooner than other processes are started for them.
_FEW = 8


class Outcome(NamedTuple):
    """What an input gave: its dispatches, and why there are none or no more."""

    found: tuple[Seen, ...] = ()
    problem: str | None = None


def _content(found: Sequence[Seen]) -> list[list[str]]:
    """What an input says, to sort by."""
    return [[line.text for line in one.lines] for one in found]


class Readings:
    """Reads the same inputs again and again: in so many *jobs*, with a progress bar where
    *progress* asks for one; *busy*: the terminal is taken by something else.
    """

    def __init__(
        self,
        inputs: Sequence[Input],
        options: ReadOptions,
        *,
        jobs: int = 1,
        progress: bool | None = None,
        busy: bool = False,
    ) -> None:
        self.inputs = list(inputs)
        self._options = options
        self._jobs = jobs
        self._progress = progress
        self._busy = busy

    def plain(self) -> Iterator[Outcome]:
        """What the inputs are without a profile of their own."""
        return self._read(self.inputs, self._options)

    def ranked(self, outcomes: Sequence[Outcome]) -> list[tuple[Input, Outcome]]:
        """The inputs with the *outcomes* that they gave, and from now on in the order of what they
        say: neither names nor their order are to change what is learned.
        """
        ranked = sorted(
            zip(self.inputs, outcomes, strict=True), key=lambda one: _content(one[1].found)
        )
        self.inputs = [item for item, _ in ranked]
        return ranked

    def tried(
        self, text: str, name: str, only: Collection[str] | None = None, most: int | None = None
    ) -> list[Outcome]:
        """What the inputs are with the profile that *text* is and *name* is the id of. Where *only*
        is given, those with such a path; at *most* so many.
        """
        inputs = [item for item in self.inputs if only is None or item.name in only][:most]
        with kept_in_file(text, name) as path:
            profile, own = adopted(path, self._options.own)
            options = self._options._replace(profile=profile, own=own)
            # Processes that are forked from this one need not make it again.
            options.lexicon.facts_of(profile or name)
            return list(self._read(inputs, options))

    def _read(self, inputs: Sequence[Input], options: ReadOptions) -> Iterator[Outcome]:
        return spread(
            inputs,
            partial(_outcome, options=options),
            self._jobs if len(inputs) > _FEW else 1,
            prepare=pipeline.load,
            busy=self._busy,
            progress=self._progress,
        )


def _outcome(item: Input, options: ReadOptions) -> Outcome:
    """What one input gave. ProfileError and UnknownColumn end the call."""
    if item.problem is not None:
        return Outcome(problem=item.problem)
    try:
        trace = pipeline.run(item.read(), options._replace(path=item.name))
    except MemoryError:
        return Outcome(problem=NO_MEMORY)
    except OSError as error:
        return Outcome(problem=reason(error))
    except (ProfileError, UnknownColumn):
        raise
    except DispatchkitError as error:
        return Outcome(problem=str(error))
    found = tuple(one for one in map(seen, trace.parts) if one is not None)
    problems = [str(error) for error in trace.broken]
    if not found and not problems:
        problems = ["no dispatch in it"]
    return Outcome(found, problems[0] if problems else None)
