"""How much two dispatches have in common, and which pairs of many are worth asking."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.card import SKETCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.card import Card

# Of each sketch the smallest hashes are indexed. Of a story and its first fifth they share five on average, and none in one case of 200.
_INDEXED = 24
# A pair must share so many of them: one common paragraph (a boilerplate that no rule knows) gives one or two.
_SHARED = 2
# A hash of more dispatches than these is of a template. Then each is paired with the few before it in the order of paths alone, so
# that a year of market reports costs time in proportion to their number.
_COMMON, _NEIGHBOURS = 64, 8
_WORD = 32


class Likeness(NamedTuple):
    """Of the rows of words of two dispatches: how many of all of them are in both, and how many of the shorter's are in the longer."""

    jaccard: float
    contained: float


def likeness(one: Card, other: Card) -> Likeness:
    """Estimated from the sketches; exact where both have no more rows than a sketch holds.

    Below the largest hash of a sketch that is full all hashes of its dispatch are known; so they are compared as far as both are.
    """
    first, second = one.hashes, other.hashes
    known = min((hashes[-1] for card, hashes in ((one, first), (other, second)) if card.size > SKETCH), default=None)
    left = {value for value in first if known is None or value <= known}
    right = {value for value in second if known is None or value <= known}
    both = len(left & right)
    shorter = left if one.size <= other.size else right
    return Likeness(both / max(1, len(left | right)), both / max(1, len(shorter)))


def candidates(cards: Sequence[Card]) -> Iterator[tuple[int, int]]:
    """The pairs of positions in *cards*, the smaller first, that share several of their smallest hashes. Their order is that of the cards."""
    entries = sorted((value & 0xFFFFFFFF) << _WORD | at for at, card in enumerate(cards) for value in card.hashes[:_INDEXED])
    shared: Counter[int] = Counter()
    for _, group in groupby(entries, key=lambda entry: entry >> _WORD):
        holders = [entry & 0xFFFFFFFF for entry in group]
        if len(holders) > 1:
            reach = len(holders) if len(holders) <= _COMMON else _NEIGHBOURS
            for at, later in enumerate(holders):
                for earlier in holders[max(0, at - reach) : at]:
                    shared[earlier << _WORD | later] += 1
    for pair, count in sorted(shared.items()):
        first, second = pair >> _WORD, pair & 0xFFFFFFFF
        if count >= min(_SHARED, cards[first].size, cards[second].size):
            yield first, second
