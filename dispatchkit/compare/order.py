"""Which of two dispatches of one story is the newer, and what tells it: the number of its version,
else its time, else its mark.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from dispatchkit.compare.standing import REPLACES

if TYPE_CHECKING:
    from datetime import date

    from dispatchkit.compare.card import Card
    from dispatchkit.compare.standing import Mark


class Order(NamedTuple):
    """How one dispatch stands to another in time: *sign* is 1 if it is newer, -1 if it is older, 0
    if nothing tells. *why* says what tells it, of the newer one.
    """

    sign: int
    why: str = ""


_UNKNOWN = Order(0)


def order(one: Card, other: Card) -> Order:
    """Which of two dispatches is the newer one, by what they state."""
    return _by_version(one, other) or _by_time(one, other) or _by_mark(one, other) or _UNKNOWN


def numbered(one: Card, other: Card) -> Order | None:
    """The order of two dispatches by the numbers of their versions; None if these do not tell."""
    return _by_version(one, other)


def versions(one: Card, other: Card) -> tuple[int, int] | None:
    """The numbers that two dispatches both state for their versions, of one id or of one series of
    marks; None if they do not both have one.
    """
    first, second = one.standing, other.standing
    if first.version is not None and second.version is not None and _share_item(one, other):
        return first.version, second.version
    left, right = first.mark, second.mark
    if left is None or right is None or left.series != right.series:
        return None
    return (left.number, right.number) if left.number and right.number else None


def compared(one: date | datetime | None, other: date | datetime | None) -> int:
    """-1, 0 or 1 if a time is before, the same as, or after another; 0 if one is missing. Two times
    of which only one has a zone are compared by their days.
    """
    if one is None or other is None:
        return 0
    if (
        isinstance(one, datetime)
        and isinstance(other, datetime)
        and bool(one.tzinfo) == bool(other.tzinfo)
    ):
        return (one > other) - (one < other)
    first, second = (
        moment.date() if isinstance(moment, datetime) else moment for moment in (one, other)
    )
    return (first > second) - (first < second)


def rank(card: Card) -> int:
    """A number that grows with the version that the mark of a dispatch says it is: 0 without a mark
    of an update or correction, 1 for one without a number, 2 for UPDATE 1, 3 for UPDATE 2.
    """
    mark = card.standing.mark
    return 0 if mark is None or mark.kind not in REPLACES else 1 + (mark.number or 0)


def _by_version(one: Card, other: Card) -> Order | None:
    """By the numbers of their versions; a story without a mark is older than its UPDATE 1."""
    numbers = versions(one, other)
    if numbers:
        return _signed(*numbers, "version {} after {}")
    first, second = one.standing.mark, other.standing.mark
    if first is None and _counts(second):
        return Order(-1, f"{second.text} after none")
    if second is None and _counts(first):
        return Order(1, f"{first.text} after none")
    return None


def _counts(mark: Mark | None) -> TypeGuard[Mark]:
    """Whether a mark has the number of a version that takes the place of others."""
    return mark is not None and mark.number is not None and mark.kind in REPLACES


def _share_item(one: Card, other: Card) -> bool:
    """Whether the versions of two dispatches are counted for one item: their ids are the same but
    for that, or neither has one.
    """
    first, second = one.standing.identity, other.standing.identity
    if first is None or second is None:
        return first is second
    return first.stem == second.stem or one.altid == other.altid


def _signed(one: int, other: int, why: str) -> Order | None:
    """The order of two numbers; None if they are the same."""
    if one == other:
        return None
    return Order(1 if one > other else -1, why.format(max(one, other), min(one, other)))


def _by_time(one: Card, other: Card) -> Order | None:
    """By the times at which two dispatches were updated or published; on one day by the hours of
    their marks.
    """
    sign = compared(one.published, other.published)
    if sign:
        later, earlier = (one, other) if sign > 0 else (other, one)
        return Order(sign, f"{later.published} after {earlier.published}")
    left, right = one.standing.mark, other.standing.mark
    if left and right and left.clock and right.clock:
        return _signed(left.clock, right.clock, "{:04} after {:04}")
    return None


def _by_mark(one: Card, other: Card) -> Order | None:
    """By what their marks say without a number; a correction is of what an update may have said."""
    first, second = _weight(one), _weight(other)
    if first == second:
        return None
    return Order(1 if first > second else -1, "newer by its mark")


def _weight(card: Card) -> tuple[bool, int, bool]:
    """What the kind and the mark of a dispatch weigh: a kill most."""
    kind = card.standing.kind
    return kind == "kill", rank(card), kind == "correction"
