"""What a whole page shows about its dates: which of two numbers is the day, and roughly when it was
printed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.found import Shape, gregorian
from dispatchkit.grammar.dates.numbers import zone_orders
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dispatchkit.grammar.dates.found import FoundDate

# A line without these holds no date that shows anything.
_NUMBERS_RE = pattern(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}|\d{4}")
_DAY_MONTH_RE = pattern(r"(?<![\d/.])(\d\d)/(\d\d)(?![\d/])")
# A day before its month's name; a half of the day; a zone after a clock.
_DAY_RE = pattern(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?\.?[\s-]{1,2}[^\W\d]{3}")
_HALF_RE = pattern(r"\d\s?[aApP]\.?[mM]\b")
_ZONE_RE = pattern(r"\d\s?(?:[aApP]\.?[mM]\.?)?[\s(]{1,2}([A-Z]{2,4})(?!\w)")
_COPYRIGHT_RE = pattern(
    r"(?:©|\([cC]\)|[cC]opyright)\D{0,40}((?:19|20)\d\d)(?:\s?[-–]\s?((?:19|20)\d\d))?"
)
# Of a paragraph longer than the first only the opening is read for the customs of its page, a line
# longer than the second not for the time of its printing.
_LONG, _SHORT = 400, 100
# What parts numbers that may have the month first.
_AMERICAN_RE = pattern(r"[/-]")
# A day without its year counts where a dateline prints it.
_OPENING = 50
_MONTHS, _DAYS = 12, 31
# How many days a dispatch may be filed or sent from the day in its dateline.
_FILED = 2


def numbers_order(
    lines: Sequence[str], text: str, unsure: FoundDate, language: str | None
) -> DateOrder | None:
    """The order of day and month in the numbers of a page; None if nothing shows it. *unsure* is a
    date of *text*, one of its lines.

    It is told by a date that can only be read one way, then by the same day written out, then (in
    English, and for numbers with a slash) how the page writes its months, its hours, its zones and
    its money.
    """
    short = [line if len(line) <= _LONG else line[:_SHORT] for line in lines]
    proof, named, written = _shown(short, language)
    proved = _winner(proof)
    if proved:
        return proved
    slashed = "/" in text[unsure.start : unsure.end]
    # A dateline's day without its year is a weaker proof. American numbers have slashes, and
    # hyphens on wires; those with stops are of countries that put the day first.
    years = (
        (unsure.year, None)
        if _AMERICAN_RE.search(text, unsure.start, unsure.end)
        else (unsure.year,)
    )
    as_read, exchanged = (
        not written.isdisjoint((year, *pair) for year in years)
        for pair in ((unsure.month, unsure.day), (unsure.day, unsure.month))
    )
    if as_read != exchanged and unsure.order is not None:
        return unsure.order if as_read else unsure.order.exchanged
    if language not in (None, "en") or not slashed:
        return None
    return _winner(_customs(short, text, unsure) + _vote(_winner(named)))


def stamp_read(lines: Sequence[str], stamp: FoundDate, language: str | None) -> FoundDate | None:
    """The stamp of a wire, in the only reading of its two numbers that falls near a day which the
    page writes out; None if none or both do.
    """
    written = _shown([line[:_LONG] for line in lines], language).written
    exchanged = stamp._replace(
        day=stamp.month, month=stamp.day, order=stamp.order and stamp.order.exchanged
    )
    readings = (stamp,) if stamp.day == stamp.month else (stamp, exchanged)
    fits = [one for one in readings if any(_is_near(one, *day) for day in written)]
    return fits[0]._replace(settled=True) if len(fits) == 1 else None


def _is_near(stamp: FoundDate, year: int | None, month: int | None, day: int | None) -> bool:
    """Whether a *stamp* is of a day that is written out, whose year may be missing, or of one close
    to it.
    """
    own = gregorian(stamp.year or 0, stamp.month or 0, stamp.day or 0)
    if own is None or not month or not day:
        return False
    years = (own.year - 1, own.year, own.year + 1) if year is None else (year,)
    others = (gregorian(one, month, day) for one in years)
    return any(other and abs((other - own).days) <= _FILED for other in others)


class _Shown(NamedTuple):
    """What the dates of a page show: the orders that numbers prove, those of dates with a month's
    name, and the days (year if printed, month, day) that can be read one way only.
    """

    proof: Counter[DateOrder]
    named: Counter[DateOrder]
    written: set[tuple[int | None, int | None, int | None]]


def _shown(lines: Sequence[str], language: str | None) -> _Shown:
    """What the dates in *lines* show."""
    shown = _Shown(Counter(), Counter(), set())
    for line in lines:
        shown.proof.update(_pairs(line))
        for found in find_dates(line, language=language) if DIGIT_RE.search(line) else ():
            if order := found.proves:
                shown.proof[order] += 1
            elif found.settled and (found.year or found.start <= _OPENING):
                shown.written.add((found.year, found.month, found.day))
                if found.year and found.shape is Shape.NAME:
                    shown.named[_order_of_names(line[found.start : found.end])] += 1
    return shown


def _order_of_names(printed: str) -> DateOrder:
    """The order of day and month in a date with the month's name."""
    before = _DAY_RE.search(printed.partition(":")[0])
    return DateOrder.DAY_FIRST if before else DateOrder.MONTH_FIRST


def latest_day(lines: Sequence[str], language: str | None) -> date | None:
    """The latest full date that a page prints on short lines; None if there is none."""
    days = []
    for line in lines:
        if len(line) <= _SHORT and _NUMBERS_RE.search(line):
            found = [one for one in find_dates(line, language=language) if one.year]
            days += [day for one in found if (day := one._replace(time=None).resolve())]
    return max(days, default=None)


def copyright_years(lines: Sequence[str]) -> list[int]:
    """The years of copyright lines and, because pages stay online, the year before each; the latest
    first.
    """
    years = {int(found[2] or found[1]) for line in lines for found in _COPYRIGHT_RE.finditer(line)}
    return sorted({year - back for year in years for back in (0, 1)}, reverse=True)


def _pairs(line: str) -> Iterator[DateOrder]:
    """The orders that dates without a year prove: "13/02", but not "24/7"."""
    for found in _DAY_MONTH_RE.finditer(line):
        first, second = int(found[1]), int(found[2])
        if 0 < min(first, second) <= _MONTHS < max(first, second) <= _DAYS:
            yield DateOrder.DAY_FIRST if first > _MONTHS else DateOrder.MONTH_FIRST


def _customs(lines: Sequence[str], text: str, unsure: FoundDate) -> Counter[DateOrder]:
    """The orders that the customs of an English page speak for: each custom once, the clock beside
    the date twice.
    """
    orders = zone_orders()
    printed = [found[1] for line in lines for found in _ZONE_RE.finditer(line)]
    zones = Counter(orders[zone] for zone in printed if zone in orders)
    votes = _vote(_winner(zones))
    votes[DateOrder.DAY_FIRST] += any(
        sign in line for line in lines for sign in tables.words("data/updates", "money", "words")
    )
    if unsure.time is not None:
        halved = _HALF_RE.search(text, unsure.start)
        votes[DateOrder.MONTH_FIRST if halved else DateOrder.DAY_FIRST] += 2
    return votes


def _vote(order: DateOrder | None) -> Counter[DateOrder]:
    """One vote for an order, if there is one."""
    return Counter([order] if order else [])


def _winner(votes: Counter[DateOrder]) -> DateOrder | None:
    """The order with more votes than the other; None if neither has."""
    day_first, month_first = votes[DateOrder.DAY_FIRST], votes[DateOrder.MONTH_FIRST]
    if day_first == month_first:
        return None
    return DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST
