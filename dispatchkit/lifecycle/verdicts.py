"""Whether two dispatches that have an id, a slugline or a headline in common are of one story."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare.alike import is_cut, likeness
from dispatchkit.compare.compared_words import words
from dispatchkit.compare.order import order
from dispatchkit.lifecycle.kinship import (
    LEAST_WORDS,
    are_akin,
    are_near,
    in_common,
    is_marked,
    is_marked_after,
    is_part,
    of_one_house,
    shares_text,
    takes_back,
    with_mark,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

    from dispatchkit.compare.card import Card
    from dispatchkit.compare.deck import Relation

# What an update leaves of a headline that it opens with.
_NEARLY_ALL = 0.8
# Two texts with half of all their rows in common are of about the same length.
_MUCH = 0.5
# "ferry-4711" is the id of one item, "a1" may be that of several.
_TELLING = 4
# Days between versions of a story; an update of the evening before comes after midnight.
_SPAN, OVERNIGHT = 7, 1


class Sureness(IntEnum):
    """How sure it is that two dispatches are of one story: it is in doubt, sure if no other story
    has what the two have in common, or sure.
    """

    DOUBT = 0
    ALONE = 1
    SURE = 2


class Verdict(NamedTuple):
    """Whether two dispatches are of one story, and why."""

    sureness: Sureness
    why: str


def full_id(card: Card) -> Hashable:
    """The id as it is; None if there is none."""
    return card.altid.casefold() if card.altid else None


def stem(card: Card) -> Hashable:
    """The id without its version."""
    identity = card.standing.identity
    return identity.stem if identity else None


def by_id(one: Card, other: Card) -> Verdict | None:
    """Two dispatches of the very same id."""
    first, second = one.standing.identity, other.standing.identity
    if first is None or second is None:
        return None
    if not first.unique and not _are_close(one, other, _SPAN):
        return None
    known = first.unique or one.agency is not None or _is_telling(first.stem)
    sure = known and (_are_versions(one, other) or _is_withdrawn(one, other))
    if sure or are_akin(one, other) or not min(one.size, other.size):
        return Verdict(Sureness.SURE, "the same id")
    return Verdict(Sureness.DOUBT, "the same id, but another text")


def _is_telling(id_: str) -> bool:
    """Whether an id is more than a number, which many messages may have."""
    return len(id_) >= _TELLING and any(map(str.isalpha, id_))


def by_stem(one: Card, other: Card) -> Verdict | None:
    """Two dispatches whose ids are the same but for a version; where that may also be a number of
    another kind, they must have much in common.
    """
    first, second = one.standing.identity, other.standing.identity
    if first is None or second is None or first.version == second.version:
        return None
    if first.sure and second.sure:
        return by_id(one, other)
    if not (_are_close(one, other, _SPAN) and are_akin(one, other)):
        return None
    return Verdict(Sureness.SURE, "ids that differ in a number, and much in common")


def _are_versions(one: Card, other: Card) -> bool:
    """Whether two dispatches state different versions, or one has a mark of a version."""
    first, second = one.standing, other.standing
    if first.version is not None and second.version is not None:
        return first.version != second.version
    return is_marked(first) or is_marked(second)


def _is_withdrawn(one: Card, other: Card) -> bool:
    """Whether one of two dispatches is a kill."""
    return "kill" in (one.standing.kind, other.standing.kind)


def slugline(card: Card) -> Hashable:
    """The slugline without its marks."""
    return card.slugline or None


def headline(card: Card) -> Hashable:
    """The headline without its marks, if it has words enough to be of one story."""
    return card.headline if len(words((card.headline,))) >= LEAST_WORDS else None


def by_slugline(one: Card, other: Card) -> Verdict | None:
    """Two dispatches of one slugline: desks give one to the versions of a story, and to what else
    they send about it.
    """
    if not of_one_house(one, other):
        return None
    marked = is_marked(one.standing) or is_marked(other.standing)
    undated = _is_withdrawn(one, other) and not _are_dated(one, other)
    if not undated and not are_near(one, other, OVERNIGHT if marked else 0):
        return None
    if is_part(one) or is_part(other):
        return _continued(one, other, "slugline")
    if marked:
        sureness = Sureness.SURE if are_akin(one, other) else Sureness.ALONE
        return Verdict(sureness, with_mark("the same slugline", one, other))
    return _unmarked(one, other, "slugline") if shares_text(one, other) else None


def by_headline(one: Card, other: Card) -> Verdict | None:
    """Two dispatches under one headline."""
    if not _are_close(one, other, OVERNIGHT) or not (
        _are_dated(one, other) or shares_text(one, other)
    ):
        return None
    if is_part(one) or is_part(other):
        return _continued(one, other, "headline")
    if is_marked(one.standing) or is_marked(other.standing):
        sureness = Sureness.SURE if shares_text(one, other) else Sureness.ALONE
        return Verdict(sureness, with_mark("the same headline", one, other))
    if shares_text(one, other) or not min(one.size, other.size):
        return _unmarked(one, other, "headline")
    return Verdict(Sureness.DOUBT, "the same headline, but another text, and no mark of a version")


def _are_close(one: Card, other: Card, most: int) -> bool:
    """Whether two dispatches may be of one agency, with at *most* so many days between them."""
    return of_one_house(one, other) and are_near(one, other, most)


def _are_dated(one: Card, other: Card) -> bool:
    """Whether the days of both dispatches are known."""
    return one.day is not None and other.day is not None


def _unmarked(one: Card, other: Card, what: str) -> Verdict:
    """Two dispatches without marks, with some of their texts in common: one may be a brief."""
    if not min(one.size, other.size):
        return Verdict(Sureness.SURE, f"the same {what}, one without a text")
    alike = likeness(one, other).jaccard
    if order(one, other).sign or alike >= _MUCH:
        shared = "the same text" if alike == 1 else "much of the text"
        return Verdict(Sureness.SURE, f"the same {what}, and {shared}")
    if is_cut(one, other) or is_cut(other, one):
        return Verdict(Sureness.SURE, f"the same {what}, and all of the shorter text")
    return Verdict(Sureness.DOUBT, f"the same {what}, but nothing tells which is the newer")


def opening(card: Card) -> Hashable:
    """The first words of a headline."""
    opening = tuple(words((card.headline,))[:LEAST_WORDS])
    return opening if len(opening) == LEAST_WORDS else None


def by_opening(one: Card, other: Card) -> Verdict | None:
    """Two dispatches whose headlines open alike, of which one is marked: "UPDATE 3-Ferry runs again
    after storm, two hurt" behind "Ferry runs again after storm".
    """
    if one.headline == other.headline or not is_marked_after(one, other):
        return None
    if not of_one_house(one, other):
        return None
    if not _are_dated(one, other) or not are_near(one, other, OVERNIGHT):
        return None
    common = in_common(one, other)
    akin = shares_text(one, other)
    if common < _NEARLY_ALL and not akin:
        return None
    why = with_mark("much the same headline", one, other)
    return _nearly_headed(why, common, akin=akin, strict=takes_back(one, other))


def _nearly_headed(why: str, common: float, *, akin: bool, strict: bool) -> Verdict:
    """The verdict on two headlines that have the share *common* of their words in common, over
    texts that are *akin* or not. "Council backs new ferry" and "Council backs new bridge" are two
    stories, even where both tell the same background. *strict*: one of the two is a kill or a
    correction, which does harm where it hits another story.
    """
    if common < 1 and (strict or not akin):
        return Verdict(Sureness.DOUBT, f"{why}, but words of it differ")
    if akin:
        return Verdict(Sureness.SURE, why)
    if strict:
        return Verdict(Sureness.DOUBT, f"{why}, but one says more")
    return Verdict(Sureness.ALONE, why)


def _continued(one: Card, other: Card, what: str) -> Verdict:
    """Two dispatches of which one is numbered as a part, which may go on where the other ends."""
    if shares_text(one, other):
        return Verdict(Sureness.SURE, with_mark(f"the same {what}", one, other))
    return Verdict(
        Sureness.DOUBT, f"the same {what}, but a number may be that of a part that goes on"
    )


def repeated(relation: Relation) -> Verdict:
    """Whether a dispatch that repeats another is a version of it. A part of it may be a brief."""
    if relation.kind == "same" or relation.share == 1:
        return Verdict(Sureness.SURE, "the same text")
    if relation.kind != "part":
        return Verdict(Sureness.SURE, f"{relation.share:.0%} the same text")
    one, other = relation.card, relation.other
    if one.headline == other.headline or (one.slugline and one.slugline == other.slugline):
        return Verdict(Sureness.SURE, "all of the shorter text")
    return Verdict(
        Sureness.DOUBT, "all of the shorter text, under another headline: perhaps a brief"
    )
