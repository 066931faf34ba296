"""What a watch is to do, what it learns of each input, and who hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from dispatchkit.corpus.durable import written
from dispatchkit.files.failures import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.files.inputs import Input, Skipped
    from dispatchkit.outcomes import Ending, Problem
    from dispatchkit.watching.commands import Command
    from dispatchkit.watching.sight import Sight


class Reading(NamedTuple):
    """An input that is being read: the hash of its bytes (None if they cannot be read), what is
    *made* of its dispatches, one after another, with its ending last, and the seconds that this
    took, if it is over.
    """

    sha256: str | None
    made: Iterable[str | Ending]
    seconds: float | None = None


class Job(NamedTuple):
    """What a watch is to do: the *folders* to look at, without what is *skipped*; the folder that
    outputs are written to, their *format*, their *ending*, and whether each dispatch has a file of
    its own (*apart*).

    *settle*: for how many seconds a file must have stayed the same. *new_only*: what is there
    before the first watch is left alone. *once*: end when all that is there was read. *read* reads
    inputs, in processes of their own if *forks* says so of their number; *write* makes a file, of
    which it returns what went wrong. *command*: what to run for each output.
    """

    folders: tuple[str, ...]
    skipped: Skipped
    output_dir: str
    format: str
    ending: str
    apart: bool
    settle: float
    new_only: bool
    once: bool
    read: Callable[[Sequence[Input]], Iterator[Reading]]
    forks: Callable[[int], bool]
    write: Callable[[Iterable[str], str], Problem | None]
    command: Command | None


class Done(NamedTuple):
    """An input of which something was made: its name, its outputs, the number of its dispatches,
    the seconds that it took, how it was read, and what is doubtful about that.
    """

    name: str
    outputs: tuple[str, ...]
    dispatches: int
    seconds: float
    read: str
    doubts: tuple[str, ...]


class Listener(Protocol):
    """Who hears what happens."""

    def begun(self, sight: Sight, known: int) -> None:
        """The watch begins; so many inputs were read by earlier ones."""

    def reading(self, left: int) -> None:
        """So many inputs are due and not read yet."""

    def waiting(self, unsettled: int) -> None:
        """Nothing is due; so many files may still be on their way."""

    def done(self, done: Done) -> None:
        """Something was made of an input."""

    def failed(self, name: str, message: str) -> None:
        """An input failed."""

    def trouble(self, message: str) -> None:
        """Something else went wrong: an output, the journal."""

    def unrun(self, message: str) -> None:
        """The command failed for an output."""

    def note(self, message: str) -> None:
        """Something that is good to know."""

    def remark(self, message: str) -> None:
        """Something that only those need to know who want to know all."""


def digest(path: str) -> str | None:
    """The hash of the bytes of a file; None if it cannot be read."""
    try:
        return written(path).sha256
    except (Failure, ValueError):
        return None
