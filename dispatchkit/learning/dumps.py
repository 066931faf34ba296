"""All dumps together: where their stories stand, and where a line stands beside them.

Dispatches that repeat one another count once. The story of a dump reaches from its first to its
last sentence that no other dump has; what stands before is its head, what stands after its tail.
"""

from __future__ import annotations

import math
from collections import defaultdict
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare.deck import Deck
from dispatchkit.labels import SIGN_OFFS, Label
from dispatchkit.learning.forms import Piece, key_of, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.learning.seen import Seen, SeenLine

# Fewer dumps are few, and a larger share of them must agree.
FEW = 8
# What this share of the dumps has says nothing of a story: it is no news.
ALWAYS = 0.8
# Of few dumps this share must have a line, and never fewer than so many.
_FEW_SHARE, _LEAST = 0.6, 3
# Known lines of these labels end a story; advertisements, links and rights of pictures stand in it.
_CLOSING = SIGN_OFFS | {Label.CONTACT, Label.CREDIT, Label.SUBSCRIPTION, Label.COMMENT}
# A headline has so many words and signs or more.
_TITLE = 3
# How the number that is asked for grows with the dumps: 3 of 30, 6 of 100, 13 of 500.
_GROWTH = 0.6


class Stand(StrEnum):
    """Where a line stands: above the story, among its sentences, below it."""

    HEAD = "head"
    INSIDE = "inside"
    TAIL = "tail"


class Spot(NamedTuple):
    """A line in its dump: the number of the dump, the place among its lines, its pieces, where it
    stands; *deep*: other furniture stands between it and the story; *titled*: the headline stands
    above it; *over*: it stands above a line like a headline that no other dump has; *last*: no
    text stands below it; *closed*: what ends stories stands between the story and it.
    """

    dump: int
    at: int
    line: SeenLine
    pieces: tuple[Piece, ...]
    stand: Stand
    deep: bool = False
    titled: bool = False
    over: bool = False
    last: bool = False
    closed: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What it has in common with lines of its form."""
        return key_of(self.pieces)


class Dumps:
    """The dumps to learn from."""

    def __init__(self, found: Iterable[Seen]) -> None:
        self.all = sorted(found, key=lambda one: [line.text for line in one.lines])
        self.dumps = _unlike(self.all)

    @property
    def count(self) -> int:
        """How many dumps count."""
        return len(self.dumps)

    @property
    def support(self) -> int:
        """How many dumps must have a line."""
        if self.count < FEW:
            return max(_LEAST, math.ceil(_FEW_SHARE * self.count))
        return max(_LEAST, round(_GROWTH * math.sqrt(self.count)))

    @cached_property
    def spots(self) -> list[Spot]:
        """The lines of all dumps."""
        cut = [[pieces(line.text, dump.language) for line in dump.lines] for dump in self.dumps]
        holders: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, lines in enumerate(cut):
            for one in lines:
                holders[key_of(one)].add(number)
        found: list[Spot] = []
        for number, (dump, lines) in enumerate(zip(self.dumps, cut, strict=True)):
            alone = [len(holders[key_of(one)]) == 1 for one in lines]
            found += _placed(number, dump.lines, lines, alone)
        return found

    @cached_property
    def story(self) -> list[str]:
        """The sentences that only one dump has, and all else between the first and last of them
        that reads like running text.
        """
        return [
            spot.line.text for spot in self.spots if spot.stand is Stand.INSIDE and spot.line.prose
        ]


def _unlike(found: Sequence[Seen]) -> list[Seen]:
    """The dumps without those that repeat another one."""
    repeated = {
        (relation.card.path, relation.card.index)
        for relation in Deck(one.card for one in found).relations
    }
    return [one for one in found if (one.card.path, one.card.index) not in repeated]


def _placed(
    number: int, lines: Sequence[SeenLine], cut: Sequence[tuple[Piece, ...]], alone: Sequence[bool]
) -> list[Spot]:
    """The lines of one dump with their places. Empty if no sentence is its own."""
    core = _core(lines, alone)
    if not core:
        return []
    first, last = core[0], core[-1]
    title = _headline(lines, first)
    lowest = _lowest_title(cut[:first], alone)
    found = []
    known = [at for at, line in enumerate(lines) if line.known and not line.body]
    closing = [at for at in known if lines[at].label in _CLOSING]
    end = max(at for at, line in enumerate(lines) if line.body)
    for at, (line, one) in enumerate(zip(lines, cut, strict=True)):
        spot = Spot(
            number,
            at,
            line,
            one,
            _stand(at, first, last),
            deep=_is_deep(at, first, last, known),
            titled=at > title,
            over=at < lowest,
            last=at >= end,
            closed=any(last < other < at for other in closing),
        )
        found.append(spot)
    return found


def _headline(lines: Sequence[SeenLine], first: int) -> int:
    """The place of the headline; that of the *first* sentence of the story if there is none."""
    return next((at for at, line in enumerate(lines) if line.label is Label.HEADLINE), first)


def _lowest_title(above: Sequence[tuple[Piece, ...]], alone: Sequence[bool]) -> int:
    """The place of the last line *above* the story that is like a headline and that no other dump
    has; -1 if there is none.
    """
    titles = (at for at, one in enumerate(above) if alone[at] and len(one) >= _TITLE)
    return max(titles, default=-1)


def _is_deep(at: int, first: int, last: int, known: Sequence[int]) -> bool:
    """Whether one of the lines that are *known* stands between a line and the story."""
    return any(at < other < first or last < other < at for other in known)


def _core(lines: Sequence[SeenLine], alone: Sequence[bool]) -> list[int]:
    """The places of the sentences that no other dump has; without any, of such lines of text."""
    own = [at for at, line in enumerate(lines) if line.body and alone[at]]
    return [at for at in own if lines[at].prose] or own


def _stand(at: int, first: int, last: int) -> Stand:
    """Where a line stands beside the story, which reaches from one line to another."""
    if at < first:
        return Stand.HEAD
    return Stand.TAIL if at > last else Stand.INSIDE
