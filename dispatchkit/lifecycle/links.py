"""Which dispatches are of one story, and why: the same id, an id that another names, the slugline
or the headline with a mark, an order that names its story, much the same text. Where something
speaks for it and something against, that is a doubt, and the two are not linked.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare.alike import candidates, likeness
from dispatchkit.compare.order import rank
from dispatchkit.lifecycle.kinship import (
    are_akin,
    are_near,
    differ,
    is_marked,
    is_marked_after,
    of_one_house,
    takes_back,
    with_mark,
)
from dispatchkit.lifecycle.naming import named_links
from dispatchkit.lifecycle.verdicts import (
    OVERNIGHT,
    Sureness,
    by_headline,
    by_id,
    by_opening,
    by_slugline,
    by_stem,
    full_id,
    headline,
    opening,
    repeated,
    slugline,
    stem,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from dispatchkit.compare.card import Card
    from dispatchkit.compare.deck import Deck
    from dispatchkit.lifecycle.verdicts import Verdict

# Without a headline or slugline in common more of the shorter text must be than a background
# paragraph.
_MOST_TEXT, _LEAST_ROWS = 0.6, 20
# Nor is it a long background that a correction under another headline has in common with a story.
_NEARLY_ALL = 0.8
# A dispatch is compared with so many others of the same slugline or headline: a year of reports
# costs time in proportion to their number.
_REACH = 16
_ANSWERS = "it answers that message"


class Link(NamedTuple):
    """Two dispatches, by their positions, and why they are of one story or may be."""

    one: int
    other: int
    why: str
    sureness: Sureness = Sureness.SURE

    @property
    def sure(self) -> bool:
        """Whether they are of one story."""
        return self.sureness is Sureness.SURE


def links(cards: Sequence[Card], deck: Deck) -> Iterator[Link]:
    """The links between *cards*, the surest reasons first, and the doubts. *deck* holds the same
    cards.
    """
    yield from _grouped(cards, full_id, by_id)
    yield from _grouped(cards, stem, by_stem)
    yield from _referring(cards)
    yield from (Link(*found) for found in named_links(cards))
    yield from _grouped(cards, slugline, by_slugline)
    yield from _grouped(cards, headline, by_headline)
    yield from _grouped(cards, opening, by_opening)
    yield from _alike(cards, deck)
    yield from _rewritten(cards)


def _grouped(
    cards: Sequence[Card],
    key: Callable[[Card], Hashable],
    judge: Callable[[Card, Card], Verdict | None],
) -> Iterator[Link]:
    """The links between cards of one *key* by the verdicts of *judge*. One without a key (None) is
    left out. Those with marks come after those without, which tell how many stories there are.
    """
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, card in enumerate(cards):
        value = key(card)
        if value is not None:
            groups[value].append(at)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda at: (is_marked(cards[at].standing), rank(cards[at]), at))
            yield from _within(cards, group, judge)


def _within(
    cards: Sequence[Card], group: Sequence[int], judge: Callable[[Card, Card], Verdict | None]
) -> Iterator[Link]:
    """The links between the cards of a *group*. Each is held against the first and the last one of
    each story of the group, which are few, or so many of them.
    """
    stories: list[tuple[int, int]] = []
    for at in group:
        near = stories[-_REACH:]
        found = [(number, _judged(cards, story, at, judge)) for number, story in enumerate(near)]
        told = [(number, link) for number, link in found if link]
        number, best = max(told, key=lambda one: (one[1].sureness, one[0]), default=(0, None))
        if best and best.sureness is Sureness.ALONE:
            others = len(stories) > 1
            best = best._replace(sureness=Sureness.DOUBT if others else Sureness.SURE)
        if best:
            yield best
        if best and best.sure:
            place = len(stories) - len(near) + number
            stories[place] = (stories[place][0], at)
        else:
            stories.append((at, at))


def _judged(
    cards: Sequence[Card],
    story: tuple[int, int],
    at: int,
    judge: Callable[[Card, Card], Verdict | None],
) -> Link | None:
    """The surest link of a card with the last or the first card of a story, if there is any."""
    verdicts = [(other, judge(cards[other], cards[at])) for other in dict.fromkeys(story[::-1])]
    found = [Link(other, at, told.why, told.sureness) for other, told in verdicts if told]
    return max(found, key=lambda link: link.sureness, default=None)


def _referring(cards: Sequence[Card]) -> Iterator[Link]:
    """The dispatches that state ids of others: they take their place, or answer them."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, card in enumerate(cards):
        for id_ in card.standing.ids:
            holders[id_].append(at)
    for at, card in enumerate(cards):
        for id_, why in _references(card):
            other = _holder(cards, holders.get(id_, ()), at)
            if other is not None and (why != _ANSWERS or _goes_on(cards[other], card)):
                yield Link(other, at, why)


def _references(card: Card) -> Iterator[tuple[str, str]]:
    """The ids of others that a dispatch states, each with what they show."""
    standing = card.standing
    for ids, why in (
        (standing.before, "it states the id of what it replaces"),
        (standing.after, "it states the id of what replaces it"),
        (standing.answered, _ANSWERS),
    ):
        for id_ in ids:
            yield id_, why


def _goes_on(one: Card, other: Card) -> bool:
    """Whether a message that answers *one* is about the same story."""
    return is_marked(other.standing) or are_akin(one, other)


def _holder(cards: Sequence[Card], holders: Sequence[int], at: int) -> int | None:
    """Which of the cards that have an id the card *at* a position means: the last one; None if they
    are of several items, as the numbers of two files of a day.
    """
    others = [other for other in holders if other != at]
    items = {cards[other].standing.identity for other in others}
    stems = {identity and identity.stem for identity in items}
    return others[-1] if others and len(stems) == 1 else None


def _alike(cards: Sequence[Card], deck: Deck) -> Iterator[Link]:
    """The dispatches that repeat the text of others."""
    at = {id(card): position for position, card in enumerate(cards)}
    for relation in deck.relations:
        one, other = relation.other, relation.card
        if of_one_house(one, other):
            verdict = repeated(relation)
            yield Link(at[id(one)], at[id(other)], verdict.why, verdict.sureness)


def _rewritten(cards: Sequence[Card]) -> Iterator[Link]:
    """The dispatches that are marked and have a good part of their text in common with another of
    the same days, whatever their headlines are.
    """
    if not any(is_marked(card.standing) for card in cards):
        return
    for at, later in candidates(cards):
        one, other = cards[at], cards[later]
        near = one.day and other.day and are_near(one, other, OVERNIGHT)
        if near and is_marked_after(one, other) and of_one_house(one, other):
            share = likeness(one, other).contained
            if share >= _MOST_TEXT and min(one.size, other.size) >= _LEAST_ROWS:
                why = with_mark(f"{share:.0%} of the shorter text", one, other)
                yield Link(at, later, why, _sureness(one, other, share))


def _sureness(one: Card, other: Card, share: float) -> Sureness:
    """How sure it is that two dispatches with a good *share* of a text are of one story."""
    doubtful = share < _NEARLY_ALL and takes_back(one, other) and differ(one, other)
    return Sureness.DOUBT if doubtful else Sureness.SURE


class Joined:
    """The *cards* that sure links have joined so far. Those of two agencies are never joined, by
    whatever stands between them.
    """

    def __init__(self, cards: Sequence[Card]) -> None:
        self._parent = list(range(len(cards)))
        self._agency = [card.agency for card in cards]

    def join(self, link: Link) -> bool:
        """Join two cards and what they are joined with; returns whether they are joined now."""
        one, other = sorted((self._root(link.one), self._root(link.other)))
        agencies = {self._agency[one], self._agency[other]} - {None}
        if one != other and len(agencies) > 1:
            return False
        self._parent[other] = one
        self._agency[one] = next(iter(agencies), None)
        return True

    def groups(self) -> list[list[int]]:
        """The positions of the cards that are joined, in order."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for at in range(len(self._parent)):
            members[self._root(at)].append(at)
        return list(members.values())

    def _root(self, at: int) -> int:
        """The first of the cards that one is joined with."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at
