"""The cards of all dispatches of a run on one table: which repeat others, and how."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from dispatchkit.compare.alike import candidates, is_cut, likeness
from dispatchkit.compare.order import compared, numbered, order, rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.compare.card import Card

# The sample and an update of it by one sentence have 0.95 of their rows in common, the sample and
# its first half 0.59.
_NEAR = 0.9
# All of a shorter text is in the longer, except the rows where it was cut or a word was changed.
_WITHIN = 0.95
# A brief is no truncated copy of a longer text; and for less than a seventh of it too few hashes
# are known to tell.
_BRIEF = 0.15
# Texts of fewer rows of five words are flashes and refer to others ("Full story to follow"), and
# two of one template may be alike by chance.
_LEAST = 20


class Relation(NamedTuple):
    """How a dispatch stands to another of the run: the same text, a near one, a version of it, or a
    part of it. *share*: how many of the rows of both are in both, from 0 to 1.
    """

    kind: Literal["same", "near", "version", "part"]
    card: Card
    other: Card
    share: float


class Deck:
    """All cards of a run, in an order that does not depend on the order of the inputs."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = sorted(cards, key=position)

    def name(self, card: Card) -> str:
        """How messages call a dispatch: by its input, and its number if that holds several."""
        return (
            f"{card.path} (dispatch {card.index + 1})" if self._held[card.path] > 1 else card.path
        )

    @cached_property
    def _held(self) -> Counter[str]:
        """How many dispatches each input holds."""
        return Counter(card.path for card in self.cards)

    @cached_property
    def relations(self) -> list[Relation]:
        """The nearest relation of each dispatch that repeats another, ordered by path and place. Of
        several with the same text the first stands for all.
        """
        groups: defaultdict[bytes, list[Card]] = defaultdict(list)
        for card in self.cards:
            if card.digest:
                groups[card.digest].append(card)
        firsts = [_first(group) for group in groups.values()]
        pairs = [
            (card, first)
            for first, group in zip(firsts, groups.values(), strict=True)
            for card in group
            if card is not first
        ]
        found = [_same(card, first) for card, first in pairs if not _is_stock(card, first)]
        return sorted(
            [*found, *_nearest(sorted(firsts, key=position))],
            key=lambda relation: position(relation.card),
        )

    def alike(self, kind: str) -> Iterator[Relation]:
        """The relations of one kind."""
        return (relation for relation in self.relations if relation.kind == kind)

    def reused(self, key: Callable[[Card], object]) -> Iterator[Relation]:
        """The dispatches for which *key* gives the same as for an earlier one, each with the first
        of these. A dispatch for which it gives None is left out.
        """
        groups: defaultdict[object, list[Card]] = defaultdict(list)
        for card in self.cards:
            value = key(card)
            if value is not None:
                groups[value].append(card)
        firsts = [(_first(group), group) for group in groups.values() if len(group) > 1]
        return (
            Relation("near", card, first, likeness(card, first).jaccard)
            for first, group in firsts
            for card in group
            if card is not first
        )


def position(card: Card) -> tuple[str, int]:
    """What cards are sorted by: the input, and the place in it."""
    return card.path, card.index


def _first(group: Sequence[Card]) -> Card:
    """The earliest of dispatches."""
    first = group[0]
    for card in group[1:]:
        first = first if _ordered(first, card)[0] is first else card
    return first


def _nearest(cards: Sequence[Card]) -> Iterator[Relation]:
    """The nearest relation of each of *cards*, which all have different texts."""
    best: dict[tuple[str, int], Relation] = {}
    for at, other in candidates(cards):
        relation = _related(cards[at], cards[other])
        if relation:
            key = position(relation.card)
            known = best.get(key)
            if known is None or (-relation.share, position(relation.other)) < (
                -known.share,
                position(known.other),
            ):
                best[key] = relation
    return iter(best.values())


def _is_stock(card: Card, first: Card) -> bool:
    """Whether two dispatches of the same text share only a stock phrase: "Full story to follow"
    below two headlines.
    """
    return (
        card.size < _LEAST
        and bool(card.headline and first.headline)
        and card.headline != first.headline
    )


def _same(card: Card, first: Card) -> Relation:
    """How a dispatch stands to the first one of the same text: it is another version if their heads
    differ.
    """
    kind: Literal["same", "version"] = "version" if _heads_differ(card, first) else "same"
    return Relation(kind, card, first, 1.0)


def _related(one: Card, other: Card) -> Relation | None:
    """How two dispatches of different texts stand to each other; None if they are two stories."""
    if min(one.size, other.size) < max(_LEAST, _BRIEF * max(one.size, other.size)):
        return None
    alike = likeness(one, other)
    earlier, later = _ordered(one, other)
    if alike.jaccard >= _NEAR:
        return Relation(
            "version" if _is_version(earlier, later) else "near", later, earlier, alike.jaccard
        )
    if alike.contained < _WITHIN:
        return None
    shorter, longer = (one, other) if one.size < other.size else (other, one)
    if longer is later and _is_version(earlier, later):
        return Relation("version", later, earlier, alike.jaccard)
    return Relation("part", shorter, longer, alike.jaccard)


def _ordered(one: Card, other: Card) -> tuple[Card, Card]:
    """The two dispatches, the earlier first: by what they state, else a whole before a part of it,
    else by their paths.
    """
    sign = order(one, other).sign or is_cut(one, other) - is_cut(other, one)
    if sign == 0:
        sign = 1 if position(one) > position(other) else -1
    return (other, one) if sign > 0 else (one, other)


def _is_version(earlier: Card, later: Card) -> bool:
    """Whether the later of two dispatches of much the same text replaces the earlier: it says so,
    or is of a later time under the same headline or from the same place.
    """
    if numbered(later, earlier) or rank(later) > rank(earlier):
        return True
    same = (later.headline and later.headline == earlier.headline) or (
        later.dateline and later.dateline == earlier.dateline
    )
    return bool(same) and compared(later.published, earlier.published) > 0


def _heads_differ(one: Card, other: Card) -> bool:
    """Whether two dispatches of the same text differ in their notices, or in a headline or time
    that both state.
    """
    first, second = one.standing, other.standing
    if (first.kind, first.version, rank(one)) != (second.kind, second.version, rank(other)):
        return True
    return (
        bool(one.headline and other.headline and one.headline != other.headline)
        or compared(one.published, other.published) != 0
    )


def may_repeat(one: Card, other: Card) -> bool:
    """Whether two dispatches of different texts have enough in common for any relation: what nearly
    all pairs with a row of words in common have not, told in a tenth of the time.
    """
    return likeness(one, other).contained >= min(_NEAR, _WITHIN)
