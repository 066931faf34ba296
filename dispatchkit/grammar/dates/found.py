"""A date as it was found in a text, and the day it means. Nothing comes from the system's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dispatchkit.text.codes import DateOrder

# 29 February recurs after eight years at the latest.
_LEAP_REACH = 8
# Calendars whose dates tell no Gregorian day.
UNTOLD = frozenset(("lunar", "bikram"))


class Shape(Enum):
    """What a date was read from, as far as that matters to callers."""

    # The month by its name: "4 Dec 2021".
    NAME = auto()
    # Two numbers, either of which could be the day by its place: "4/12/2021".
    NUMBERS = auto()
    # "2021-12-04".
    ISO = auto()
    # As only the machines of wires print it: "181205 Mai 24", "20170814T060211Z", "03/04/18-22/02".
    WIRE = auto()
    # The address of a page: "/2021/12/04/".
    ADDRESS = auto()
    OTHER = auto()


class FoundDate(NamedTuple):
    """A date as printed. ``start`` and ``end`` are its span, weekday, time and zone included;
    ``weekday`` 0 is Monday.

    ``reason`` says how it was read. ``settled`` is False if day and month are numbers that could be
    exchanged and custom alone decided. ``days`` is 1 when the time was 24:00. ``calendar``:
    gregorian, solar (Persian) or ethiopian (day, month and year as printed), or one that tells no
    Gregorian day: lunar (Hijri) or bikram (Nepal's, whose months have other lengths each year).
    ``order`` is which of two numbers was read as the day (None: the date is not of two numbers),
    ``proved`` that something besides custom said so. ``civil`` are the zones that the name of a
    zone can mean whose offset depends on the day or on who prints it.
    """

    start: int
    end: int
    day: int | None
    month: int | None
    year: int | None
    reason: str
    weekday: int | None = None
    time: time | None = None
    settled: bool = True
    days: int = 0
    calendar: str = "gregorian"
    shape: Shape = Shape.OTHER
    order: DateOrder | None = None
    proved: bool = False
    civil: str = ""

    @property
    def proves(self) -> DateOrder | None:
        """The order of numbers that the date proves by its own numbers or the weekday beside it;
        None if custom decided, or if the date shows no order.
        """
        return self.order if self.settled and self.proved else None

    @property
    def bare(self) -> FoundDate:
        """The date without its span and without how it was read, for comparison with others."""
        return self._replace(start=0, end=0, reason="", shape=Shape.OTHER, order=None, proved=False)

    def resolve(
        self, near: date | None = None, printer: tuple[str | None, ...] = ()
    ) -> date | datetime | None:
        """The full date, a datetime where a time is printed. A missing year, or year and month, is
        the one nearest to *near*. *printer* is what is known of who printed it, country and
        language, which tells what the name of a zone means there.

        None if something is missing and *near* is None, if there is no such day, or if nothing says
        which number of the stamp of a wire is the day.
        """
        open_stamp = self.shape is Shape.WIRE and not self.settled
        if self.day is None or self.calendar in UNTOLD or open_stamp:
            return None
        target = near.date() if isinstance(near, datetime) else near
        found = min(
            self._candidates(target),
            key=lambda day: (abs(day - target), day) if target else (timedelta(0), day),
            default=None,
        )
        if found is None or self.time is None:
            return found
        moment = datetime.combine(found, self.time) + timedelta(days=self.days)
        return _zoned(moment, self.civil, ("any", *printer)) if self.civil else moment

    def _candidates(self, near: date | None) -> Iterator[date]:
        """The days that the date can mean; those around *near* if its year or month is missing."""
        day = self.day or 0
        if self.month is None:
            middle = near.year * 12 + near.month - 1 if near else 0
            months = [divmod(middle + step, 12) for step in range(-2, 3) if near]
            found = [gregorian(year, month + 1, day) for year, month in months]
        else:
            before, converted = _CALENDARS[self.calendar]
            years = _years(self.year, near, before=before)
            found = [converted(year, self.month, day) for year in years]
        return (candidate for candidate in found if candidate is not None)


def _zoned(moment: datetime, civil: str, printer: tuple[str | None, ...]) -> datetime:
    """*moment* with the offset of the zone that *printer* means by a name; as it is if that is not
    known.
    """
    zones = dict(pair.split("=") for pair in civil.split(" "))
    name = next((zones[one] for one in printer if one in zones), None)
    if name is None:
        return moment
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        offset = moment.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except ZoneInfoNotFoundError:
        return moment
    return moment.replace(tzinfo=timezone(offset)) if offset is not None else moment


def _years(year: int | None, near: date | None, *, before: int) -> list[int]:
    """The *year*, or if it is None the years around *near*, in a calendar whose years are lower by
    *before*; none if both are None.
    """
    if year is None and near is not None:
        return [near.year - before + step for step in range(-_LEAP_REACH, _LEAP_REACH + 1)]
    return [] if year is None else [year]


def gregorian(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


# The years of the 2820-year cycle are not needed: from 1300 to 1499 the 33-year rule gives the
# official leap years.
_SOLAR_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_SOLAR_LONG_MONTHS = 6
# 1 Farvardin 1300.
_SOLAR_START, _SOLAR_FIRST = date(1921, 3, 21), 1300


def _from_solar(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day of the Persian solar calendar (years 1300 to 1499): six months of
    31 days, five of 30, then 29 or 30.
    """
    if month <= _SOLAR_LONG_MONTHS:
        longest = 31
    elif month < 12 or year % 33 in _SOLAR_LEAP:
        longest = 30
    else:
        longest = 29
    if not _SOLAR_FIRST <= year < _SOLAR_FIRST + 200 or day > longest:
        return None
    leaps = sum((earlier % 33) in _SOLAR_LEAP for earlier in range(_SOLAR_FIRST, year))
    before = (month - 1) * 31 - max(0, month - 1 - _SOLAR_LONG_MONTHS)
    return _SOLAR_START + timedelta(days=(year - _SOLAR_FIRST) * 365 + leaps + before + day - 1)


# The day before 1 Meskerem of the year 1, as ``date.toordinal`` counts.
_ETHIOPIAN_START, _ETHIOPIAN_MONTH = 2795, 30


def _from_ethiopian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day of the Ethiopian calendar, whose months have 30 days each; of its
    thirteenth none is read. Each fourth year, the one before a year that four divides, is longer.
    """
    if day > _ETHIOPIAN_MONTH:
        return None
    before = (year - 1) * 365 + year // 4 + (month - 1) * _ETHIOPIAN_MONTH
    return date.fromordinal(_ETHIOPIAN_START + before + day)


# How many years a calendar is behind the Gregorian one, and what makes a day of that of its own.
_CALENDARS: dict[str, tuple[int, Callable[[int, int, int], date | None]]] = {
    "gregorian": (0, gregorian),
    "solar": (621, _from_solar),
    "ethiopian": (8, _from_ethiopian),
}
