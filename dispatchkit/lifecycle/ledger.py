"""The ledger of a run: its dispatches sorted into stories, each with its versions, the newest last,
and whether it may be used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property, cmp_to_key
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from dispatchkit.compare.alike import is_cut
from dispatchkit.compare.deck import Deck
from dispatchkit.compare.order import compared, numbered, order, rank, versions
from dispatchkit.lifecycle.links import Joined, Link, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from dispatchkit.compare.card import Card

# What is said of notices that are alone.
_ALONE = {
    "kill": "a kill; what it takes down is not among the inputs",
    "correction": "a correction; what it corrects is not among the inputs",
}
# Why a text takes the place of its part.
_WHOLE = "it has all of that text, and more"
# The statuses of ninjs and NewsML-G2.
Status = Literal["usable", "withheld", "canceled"]


class Related(NamedTuple):
    """A dispatch that another replaces, or may replace, and why. *by*: the one of the two that
    raises a doubt, if this is one.
    """

    card: Card
    why: str
    by: Card | None = None


class Story(NamedTuple):
    """The dispatches of one story.

    ``newest`` is the one that counts, ``replaced`` are the others, the newest first. ``status`` is
    that of the newest: once it is killed, a story is canceled. ``until`` is when it may be used, if
    it is withheld and says so. ``doubts`` are dispatches that may be of the story, and ``note``
    says what a person should know.
    """

    name: str
    newest: Card
    replaced: tuple[Related, ...]
    status: Status
    until: date | datetime | None
    doubts: tuple[Related, ...]
    note: str | None

    @property
    def version(self) -> int | None:
        """The number of the newest version, as its envelope or its mark has it. That of a part is
        one only if it takes the place of others.
        """
        standing = self.newest.standing
        mark = standing.mark
        if standing.version is not None or mark is None:
            return standing.version
        return mark.number if mark.kind != "part" or self.replaced else None


class Ledger:
    """The *cards* of a run, in the order of its inputs, which decides where nothing else does."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = list(cards)
        self.deck = Deck(self.cards)
        joined = Joined(self.cards)
        self._links: defaultdict[int, list[Link]] = defaultdict(list)
        self._doubts: defaultdict[int, list[Link]] = defaultdict(list)
        for link in links(self.cards, self.deck) if len(self.cards) > 1 else ():
            kept = self._links if link.sure and joined.join(link) else self._doubts
            kept[link.one].append(link)
            kept[link.other].append(link)
        self._groups = joined.groups()
        self._story_of = {at: number for number, group in enumerate(self._groups) for at in group}

    def name(self, card: Card) -> str:
        """How messages call a dispatch."""
        return self.deck.name(card)

    @cached_property
    def stories(self) -> list[Story]:
        """The stories in the order of their newest versions, those that are canceled last."""
        found = [self._story(group) for group in self._groups]
        names = Counter(name for _, story in found for name in {*_names(story.newest)})
        named = [(at, story._replace(name=_name(story.newest, names))) for at, story in found]
        named.sort(key=lambda one: (one[1].status == "canceled", one[0]))
        return [story for _, story in named]

    def are_of_one_story(self, one: Card, other: Card) -> bool:
        """Whether two dispatches are of one story."""
        at = self._positions
        return self._story_of[at[id(one)]] == self._story_of[at[id(other)]]

    def rewritten(self) -> Iterator[tuple[Card, Related]]:
        """The dispatches that say that they are versions, though they repeat the text of no other,
        each with one that it replaces, and what shows it.
        """
        repeating = {id(relation.card) for relation in self.deck.relations}
        for at, card in enumerate(self.cards):
            if id(card) in repeating or card.standing.kind == "kill":
                continue
            for link in self._links[at]:
                older = self.cards[link.other if link.one == at else link.one]
                told = order(card, older)
                if told.sign > 0 and (numbered(card, older) or rank(card) > rank(older)):
                    yield card, Related(older, f"{link.why}; {told.why}")
                    break

    def pairs(self) -> Iterator[tuple[Card, Card]]:
        """The versions of each story that both have a number, the older before the newer one; those
        that follow each other.
        """
        for story in self.stories:
            cards = [one.card for one in reversed(story.replaced)]
            for older, newer in pairwise([*cards, story.newest]):
                if versions(newer, older):
                    yield older, newer

    @cached_property
    def _positions(self) -> dict[int, int]:
        """The position of each card."""
        return {id(card): at for at, card in enumerate(self.cards)}

    def _story(self, group: Sequence[int]) -> tuple[int, Story]:
        """The story of the cards at the positions *group*, and the position of its newest one."""
        ranked = sorted(group, key=cmp_to_key(self._ordered))
        newest = _killing(self.cards, ranked)
        killed = newest is not None
        newest = ranked[-1] if newest is None else newest
        card = self.cards[newest]
        replaced = [self._related(newest, at) for at in reversed(ranked) if at != newest]
        held = _held(card, [one.card for one in replaced])
        status = _status(held, killed=killed)
        return newest, Story(
            name="",
            newest=card,
            replaced=tuple(replaced),
            status=status,
            until=held.standing.until if held and status == "withheld" else None,
            doubts=tuple(self._doubted(group)),
            note=_note(card, status, [one.card for one in replaced]),
        )

    def _ordered(self, one: int, other: int) -> int:
        """Which of two positions holds the newer card. Where nothing that they state tells, a whole
        replaces its part, whatever their places are.
        """
        first, second = self.cards[one], self.cards[other]
        return (
            order(first, second).sign
            or is_cut(second, first) - is_cut(first, second)
            or (one > other) - (one < other)
        )

    def _related(self, newest: int, at: int) -> Related:
        """The card *at* a position, with what links it to its story, and what shows that the
        *newest* is newer.
        """
        card = self.cards[at]
        return Related(card, f"{self._why(newest, at)}; {_newer(self.cards[newest], card)}")

    def _why(self, newest: int, at: int) -> str:
        """What links the card *at* a position to that at another, or to others of its story."""
        near = self._links[at]
        return next((one.why for one in near if newest in (one.one, one.other)), near[0].why)

    def _doubted(self, group: Sequence[int]) -> Iterator[Related]:
        """The cards that may be of the story of the positions *group* and are of another."""
        within = set(group)
        seen = set()
        for at in group:
            for link in self._doubts[at]:
                other = link.other if link.one == at else link.one
                if other not in within and other not in seen:
                    seen.add(other)
                    yield Related(self.cards[other], link.why, by=self.cards[at])


def _newer(newest: Card, card: Card) -> str:
    """What shows that *newest* is newer than another version."""
    if newest.standing.kind == "kill" and card.standing.kind != "kill":
        return "a kill"
    told = order(newest, card)
    if told.sign > 0:
        return told.why
    return _WHOLE if is_cut(card, newest) else "later in the input"


def _killing(cards: Sequence[Card], ranked: Sequence[int]) -> int | None:
    """The last kill among the versions of a story; None if none takes it down. What an envelope
    cancels is one version: a later number may be usable again.
    """
    kills = [at for at in ranked if cards[at].standing.kind == "kill"]
    if not kills:
        return None
    last = cards[kills[-1]]
    if last.standing.version is not None:
        for at in ranked:
            told = numbered(cards[at], last)
            if told and told.sign > 0 and cards[at].standing.version is not None:
                return None
    return kills[-1]


def _status(held: Card | None, *, killed: bool) -> Status:
    """Whether a story may be used, for which the embargo of the version *held* counts."""
    if killed:
        return "canceled"
    return "withheld" if held else "usable"


def _held(newest: Card, others: Sequence[Card]) -> Card | None:
    """The version whose embargo counts for a story: the *newest*, or one of the *others* with the
    same text, which has lost its notice on the way; None if there is no embargo.
    """
    if newest.standing.kind == "embargo":
        return newest
    embargoed = (one for one in others if one.standing.kind == "embargo")
    return next((one for one in embargoed if not _is_released(newest, one)), None)


def _is_released(newest: Card, held: Card) -> bool:
    """Whether the *newest* version is free of the embargo of another one: it has another text, the
    number of a later version, says that an embargo is over, or was sent when that was; later, if
    nobody knows when that is.
    """
    if newest.digest != held.digest or newest.standing.lifts:
        return True
    told = numbered(newest, held)
    if told is not None and told.sign > 0:
        return True
    end = held.standing.until or held.published
    return compared(newest.published, end) > 0 or (
        newest.published is not None and newest.published == held.standing.until
    )


def _note(newest: Card, status: Status, others: Sequence[Card]) -> str | None:
    """What a person should know of a story."""
    if not others:
        return _ALONE.get(newest.standing.kind or "")
    if status == "canceled":
        after = sum(order(card, newest).sign > 0 for card in others)
        return f"{after} sent after the kill" if after else None
    return _embargo_note(newest, status, others)


def _embargo_note(newest: Card, status: Status, others: Sequence[Card]) -> str | None:
    """What a person should know of the embargo of a story."""
    held = next((one for one in others if one.standing.kind == "embargo"), None)
    if held is not None and status == "usable":
        until = f" until {held.standing.until}" if held.standing.until else ""
        return f"an earlier version was embargoed{until}"
    if status == "withheld" and newest.standing.kind != "embargo":
        return "the embargo is that of an earlier version with the same text"
    return None


def _names(card: Card) -> list[str]:
    """What a story may be called, the best first: its id, unless that is of a day's file; its
    slugline and day; its headline.
    """
    identity, day = card.standing.identity, f" {card.day}" if card.day else ""
    names = [
        identity.stem if identity and identity.sure and identity.unique else "",
        f"{card.slugline}{day}" if card.slugline else "",
        card.headline,
        f"{card.headline}{day}" if card.headline else "",
    ]
    return [name for name in names if name]


def _name(card: Card, names: Counter[str]) -> str:
    """What a story is called: the best name that no other story has, else its place."""
    place = f"{card.path}#{card.index}"
    return next((name for name in _names(card) if names[name] == 1), place)
