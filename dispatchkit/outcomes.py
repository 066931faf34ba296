"""What becomes of an input: something made of each of its dispatches, one after another, and last
how that ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dispatchkit.errors import (
    DecodeError,
    DispatchkitError,
    NoDispatch,
    ProfileError,
    UnknownColumn,
)
from dispatchkit.files.inputs import NO_MEMORY, Input, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dispatchkit.model import Dispatch
    from dispatchkit.pipeline import Sharing
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.trace import PartTrace

# What is made of a dispatch.
Product = TypeVar("Product")


class Problem(NamedTuple):
    """Why an input failed: the class of the error by its name, the message, and the offset of the
    byte at which it was met, if that is known; or the *item* of the input that failed, while others
    were read.
    """

    error: str
    message: str
    offset: int | None = None
    item: str | None = None


class Ending(NamedTuple):
    """What is known of an input when all its dispatches are rendered: the *problem* because of
    which there are none, or no more. *profile*: place and problem of a ProfileError, which ends the
    call, for all inputs have it.

    *read* says in words how the input was read, for ``--verbose``, and *doubts* what is doubtful
    about that.
    """

    problem: Problem | None = None
    profile: tuple[str, str] | None = None
    read: str = ""
    doubts: tuple[str, ...] = ()


def outcome(
    item: Input,
    reading: ReadOptions,
    make: Callable[[Dispatch], Product],
    sharing: Sharing | None = None,
) -> Iterator[Product | Ending]:
    """Read and parse one input, and *make* something of each dispatch when it is asked for.
    *sharing* says whether several processes read what is in it. UnknownColumn if the input has no
    column as *reading* names it.
    """
    if item.problem is not None:
        yield Ending(Problem(type(item.error or NoDispatch()).__name__, item.problem))
        return
    try:
        yield from _parsed(item, reading, make, sharing)
    except MemoryError:
        yield Ending(Problem(MemoryError.__name__, NO_MEMORY))
    except OSError as error:
        yield Ending(Problem(type(error).__name__, reason(error)))
    except UnknownColumn:
        # It ends the call, for the option is wrong.
        raise
    except ProfileError as error:
        yield Ending(profile=(error.place, error.problem))
    except DispatchkitError as error:
        yield Ending(
            Problem(
                type(error).__name__,
                str(error),
                error.offset if isinstance(error, DecodeError) else None,
            )
        )


def _parsed(
    item: Input,
    reading: ReadOptions,
    make: Callable[[Dispatch], Product],
    sharing: Sharing | None,
) -> Iterator[Product | Ending]:
    """As ``outcome``; errors are raised."""
    from dispatchkit.pipeline import ALONE, flow
    from dispatchkit.trace import dispatches

    source = flow(item.content(), reading._replace(path=item.name), sharing or ALONE)
    account = _Account(source.decoded.encoding, met=reading.split is None)
    try:
        for dispatch in dispatches(account.noted(source.parts)):
            yield make(dispatch)
    except NoDispatch:
        if not source.broken:
            raise
    for error in source.broken:
        yield Ending(Problem(type(error).__name__, str(error), item=error.where))
    yield account.ending(source.decoded.doubt)


class _Account:
    """What is told of an input at its end, noted while its parts pass by."""

    def __init__(self, encoding: str, *, met: bool) -> None:
        self._encoding = encoding
        self._met = met
        self._count = 0
        self._profiles: dict[str, None] = {}
        self._languages: dict[str, None] = {}
        self._doubts: list[str] = []

    def noted(self, parts: Iterable[PartTrace]) -> Iterator[PartTrace]:
        """The *parts*, one after another."""
        from dispatchkit.doubts import doubt

        for part in parts:
            self._met = self._met or part.parted
            if part.dispatch is not None:
                self._count += 1
                self._profiles[part.dispatch.profile] = None
                self._languages[part.dispatch.language or "unknown"] = None
                if found := doubt(part):
                    self._doubts.append(found)
            yield part

    def ending(self, doubt: str) -> Ending:
        """The ending of the input, after its last part; *doubt* is one about its text."""
        from dispatchkit.doubts import UNMET_SPLIT

        count = f"{self._count} dispatch{'' if self._count == 1 else 'es'}"
        read = (
            f"{count}, {self._encoding}, profile {', '.join(self._profiles)}, language"
            f" {', '.join(self._languages)}"
        )
        first = (doubt, "" if self._met else UNMET_SPLIT)
        return Ending(read=read, doubts=(*filter(None, first), *self._doubts))
