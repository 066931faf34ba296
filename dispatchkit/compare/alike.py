"""How much two dispatches have in common, and which pairs of many are worth asking."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare.card import SKETCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.compare.card import Card

# How many of the smallest hashes of each sketch are indexed. A story and its first fifth share five
# of them on average, and none in one case of 200.
INDEXED = 24
# A hash that more dispatches than this have comes from a template. Each is then paired only with a
# few before it in the order of paths, so that a year of market reports costs time in proportion to
# their number.
_COMMON, _NEIGHBOURS = 64, 8
_WORD = 32
# A text that is cut off within a word has one row that its whole has not; of two rows that is half.
_TORN, _HALF = 1, 0.5


class Likeness(NamedTuple):
    """What two dispatches have in common, from 0 to 1: the share of all their rows of words that
    are in both, and the share of the shorter's rows that are in the longer.
    """

    jaccard: float
    contained: float


def likeness(one: Card, other: Card) -> Likeness:
    """How alike two dispatches are, estimated from their sketches; exactly if both have no more
    rows than a sketch holds.

    Below the largest hash of a full sketch all hashes of its dispatch are known, so they are
    compared as far as both are known.
    """
    first, second = one.hashes, other.hashes
    full = [hashes[-1] for card, hashes in ((one, first), (other, second)) if card.size > SKETCH]
    left, right = (
        set(hashes[: bisect_right(hashes, min(full))] if full else hashes)
        for hashes in (first, second)
    )
    both = len(left & right)
    shorter = left if one.size <= other.size else right
    return Likeness(both / max(1, len(left | right)), both / max(1, len(shorter)))


def is_cut(one: Card, other: Card) -> bool:
    """Whether one dispatch is a part of the other, which says more: it has no row of words of its
    own but the last one, where it may be cut off within a word.
    """
    if not 0 < one.size < other.size:
        return False
    contained = likeness(one, other).contained
    own = round((1 - contained) * min(one.size, SKETCH))
    return own <= _TORN and contained >= _HALF


def candidates(cards: Sequence[Card]) -> Iterator[tuple[int, int]]:
    """The pairs of *cards* that share one of their smallest hashes, by their positions, the smaller
    first; in the order of the cards.
    """
    entries = sorted(
        (value & 0xFFFFFFFF) << _WORD | at
        for at, card in enumerate(cards)
        for value in card.hashes[:INDEXED]
    )
    pairs: set[int] = set()
    for _, group in groupby(entries, key=lambda entry: entry >> _WORD):
        holders = [entry & 0xFFFFFFFF for entry in group]
        pairs.update(earlier << _WORD | later for earlier, later in paired(holders))
    for pair in sorted(pairs):
        yield pair >> _WORD, pair & 0xFFFFFFFF


def paired(holders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of dispatches that are worth asking among the *holders* of one hash, the smaller
    number first.
    """
    reach = len(holders) if len(holders) <= _COMMON else _NEIGHBOURS
    for at, later in enumerate(holders):
        for earlier in holders[max(0, at - reach) : at]:
            yield earlier, later
