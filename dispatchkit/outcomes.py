"""What becomes of an input: something made of each of its dispatches, one after another, and last
how that ended.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dispatchkit.counted import number_of
from dispatchkit.errors import (
    DecodeError,
    DispatchkitError,
    NoDispatch,
    ProfileError,
    UnknownColumn,
)
from dispatchkit.files.inputs import NO_MEMORY, Input, reason
from dispatchkit.text.repair import Repairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dispatchkit.errors import BrokenItem
    from dispatchkit.model import Dispatch
    from dispatchkit.pipeline import Sharing
    from dispatchkit.reading.message import Decoded
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
    which there are none, or no more; or, between its dispatches, that of one of its items.
    *profile*: place and problem of a ProfileError, which ends the call, for all inputs have it.

    *read* says in words how the input was read, for ``--verbose``, and *doubts* what is doubtful
    about that; *guessed* says what was read otherwise than it stands there: mojibake that was
    repaired, an encoding that is declared and was not believed.
    """

    problem: Problem | None = None
    profile: tuple[str, str] | None = None
    read: str = ""
    doubts: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()


def outcome(
    item: Input,
    reading: ReadOptions,
    make: Callable[[Dispatch], Product],
    invented: Callable[[Dispatch], str | None] | None = None,
    sharing: Sharing | None = None,
) -> Iterator[Product | Ending]:
    """Read and parse one input, and *make* something of each dispatch when it is asked for.
    *invented* says what is told of a dispatch besides, if anything: what stands in it in place of
    what is not known. *sharing* says whether several processes read what is in the input.
    UnknownColumn if it has no column as *reading* names it.
    """
    if item.problem is not None:
        yield Ending(Problem(type(item.error or NoDispatch()).__name__, item.problem))
        return
    try:
        yield from _parsed(item, reading, make, invented, sharing)
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
    invented: Callable[[Dispatch], str | None] | None,
    sharing: Sharing | None,
) -> Iterator[Product | Ending]:
    """As ``outcome``; errors are raised."""
    from dispatchkit.pipeline import ALONE, flow
    from dispatchkit.trace import dispatches

    source = flow(item.content(), reading._replace(path=item.name), sharing or ALONE)
    account = _Account(source.decoded, met=reading.split is None, invented=invented)
    told = 0
    try:
        for dispatch in dispatches(account.noted(source.parts)):
            # Before what stands behind them: the rest of a big input may never be read.
            yield from map(_lost, source.broken[told:])
            told = len(source.broken)
            yield make(dispatch)
    except NoDispatch:
        if not source.broken:
            raise
    yield from map(_lost, source.broken[told:])
    yield account.ending(source.decoded.doubt)


def _lost(error: BrokenItem) -> Ending:
    """What is told of an item that cannot be read."""
    return Ending(Problem(type(error).__name__, str(error), item=error.where))


class _Account:
    """What is told of an input at its end, noted while its parts pass by."""

    def __init__(
        self,
        decoded: Decoded,
        *,
        met: bool,
        invented: Callable[[Dispatch], str | None] | None,
    ) -> None:
        self._encoding = decoded.encoding
        self._ignored = dict.fromkeys(filter(None, (decoded.ignored,)))
        self._met = met
        self._invented = invented
        # Where the dispatches stand of which one thing is told.
        self._places: defaultdict[str, list[str]] = defaultdict(list)
        self._count = 0
        self._profiles: dict[str, None] = {}
        self._languages: dict[str, None] = {}
        self._encodings: dict[str, None] = {}
        self._doubts: dict[str, None] = {}
        self._repairs = Repairs()

    def noted(self, parts: Iterable[PartTrace]) -> Iterator[PartTrace]:
        """The *parts*, one after another."""
        from dispatchkit.doubts import doubt, undated

        for part in parts:
            self._met = self._met or part.parted
            if part.dispatch is not None:
                self._count += 1
                self._repairs = self._repairs.plus(part.repairs)
                self._ignored.update(dict.fromkeys(filter(None, (part.ignored,))))
                self._encodings[part.dispatch.encoding] = None
                self._profiles[part.dispatch.profile] = None
                self._languages[part.dispatch.language or "unknown"] = None
                where = f"{part.dispatch.item}: " if part.dispatch.item else ""
                doubted = (part.doubt, doubt(part))
                self._doubts.update(dict.fromkeys([f"{where}{one}" for one in doubted if one]))
                if self._invented and (told := self._invented(part.dispatch)):
                    line, way = undated(part, part.dispatch)
                    self._places[f"{told}{way}"].append(f"{where}{line}")
            yield part

    def ending(self, doubt: str) -> Ending:
        """The ending of the input, after its last part; *doubt* is one about its text."""
        from dispatchkit.doubts import UNMET_SPLIT, first_of

        count = number_of(self._count, "dispatch", "dispatches")
        read = (
            f"{count}, {', '.join(self._encodings) or self._encoding}, profile"
            f" {', '.join(self._profiles)}, language {', '.join(self._languages)}"
        )
        ignored = [f"declared encoding {name} ignored" for name in self._ignored]
        if repaired := ", ".join(filter(None, (*ignored, str(self._repairs)))):
            read = f"{read}; {repaired}"
        first = (doubt, "" if self._met else UNMET_SPLIT)
        told = [f"{first_of(places)}: {what}" for what, places in self._places.items()]
        mended = str(self._repairs._replace(escaped=0, unseen=0))
        return Ending(
            read=read,
            doubts=(*filter(None, first), *self._doubts, *told),
            guessed=(*ignored, *filter(None, (mended,))),
        )
