"""When a telegram was sent, as its trailer says: groups of day, hour and minute with a zone, a
month and a year, in whatever order a wire prints them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import parse_when
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# "131137 GMT Nov 13", "310001Z JUL 97", "091223 dec 18": so many characters of the agency's own may
# follow. Month and year, or the year, may be missing where a control shows that it is a trailer.
_CLOCK = r"(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?:\s?(?P<zone>[A-Za-z]{1,5}))?"
_MONTH = r"\s{1,3}(?P<month>[^\W\d_]{3,9})\.?"
_REST = r"(?:\W.{0,40})?"
_GROUP_RE = pattern(rf"{_CLOCK}{_MONTH}\s{{1,3}}(?P<year>(?:19|20)?\d\d){_REST}")
_SHORT_RE = tuple(map(pattern, (rf"{_CLOCK}{_MONTH}{_REST}", rf"{_CLOCK}{_REST}")))
# "AP-WF-11-13-13 1509GMT<", "10-12-98 09:15 AES", "upi 02-11-93 03:09 pm est".
_SOURCE = r"(?P<source>[A-Za-z]{2,5}[- ](?:[A-Z]{2}-)?)?"
_NUMBERS_RE = pattern(
    rf"{_SOURCE}(?P<first>\d\d)-(?P<second>\d\d)-(?:19|20)?(?P<year>\d\d)"
    r"[ -](?P<hour>\d\d):?(?P<minute>\d\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"\s?(?P<zone>[A-Z]{2,5}|[a-z]{3,5})?\s?<?"
)
# "AAP-09-12-18 21-37-05", "KWS-21:37-09-12-18": these have the day first.
_DAY = r"(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d\d)"
_DAY_FIRST_RE = (
    pattern(rf"{_SOURCE}{_DAY}[ -](?P<hour>\d\d)-(?P<minute>\d\d)(?:-\d\d)?\s?<?"),
    pattern(rf"{_SOURCE}(?P<hour>\d\d):(?P<minute>\d\d)-{_DAY}\s?<?"),
)


# IPTC's sign for a day whose time is not known (NITF, ``norm``).
_NO_TIME = "0000"


class Moment(NamedTuple):
    """The readings of a trailer, the likeliest first, and the name before it, of an agency or a
    service of one. There are none if its day is not known.
    """

    readings: tuple[date | datetime, ...]
    source: str = ""


def moment(text: str, near: date | None, *, marked: bool) -> Moment | None:
    """What a line says that is a trailer; None if it is none. *marked*: a control shows that it is
    one, and a month or a year that it lacks is that of the day nearest to *near*.
    """
    found = _grouped(text) or _numbered(text)
    if found is not None and (found.readings or marked):
        return found
    if not marked:
        return None
    for form in _SHORT_RE:
        if (group := form.fullmatch(text)) and (reading := _nearest(group.groupdict(), near)):
            return Moment((reading,))
    return None


def _grouped(text: str) -> Moment | None:
    """A group of day, hour and minute with a month and a year."""
    group = _GROUP_RE.fullmatch(text)
    return (
        Moment(tuple(_of_group(group.groupdict(), group["month"], group["year"])))
        if group
        else None
    )


def _numbered(text: str) -> Moment | None:
    """A trailer of numbers with hyphens between."""
    numbers = _NUMBERS_RE.fullmatch(text)
    if numbers:
        of = {**numbers.groupdict(), "hour": _of_day(numbers["hour"], numbers["half"])}
        days = ((of["second"], of["first"]), (of["first"], of["second"]))
        read = [_read({**of, "day": day, "month": month}) for day, month in dict.fromkeys(days)]
        return Moment(tuple(filter(None, read)), _source(numbers))
    found = next(filter(None, (form.fullmatch(text) for form in _DAY_FIRST_RE)), None)
    if found is None:
        return None
    return Moment(tuple(filter(None, (_read(found.groupdict()),))), _source(found))


def _of_day(hour: str, half: str | None) -> str:
    """The hour of the day of an *hour* of one *half* of it, "a" or "p"; as it is without one."""
    if half is None or int(hour) > _HALF_DAY:
        return hour
    return f"{int(hour) % _HALF_DAY + (half == 'p') * _HALF_DAY:02}"


_HALF_DAY = 12


def _source(found: re.Match[str]) -> str:
    """The name that opens a trailer: "AP" of "AP-WF-"."""
    return (found["source"] or "").partition("-")[0].strip()


def _read(of: dict[str, str | None]) -> datetime | None:
    """The time of numbers that are day, month, year, hour and minute, perhaps with a zone; None if
    there is no such time.
    """
    zone = (of.get("zone") or "").upper()
    numbers = f"{of['month']}-{of['day']}-{of['year']} {of['hour']}{of['minute']}{zone}"
    without = f"{of['hour']}:{of['minute']}-{of['day']}-{of['month']}-{of['year']}"
    for text in (numbers, without) if zone else (without,):
        when = parse_when(text)
        if isinstance(when, datetime) and f"{when:%d-%m}" == f"{of['day']}-{of['month']}":
            return when
    return None


def _of_group(
    of: dict[str, str | None], month: str | None, year: str | int | None
) -> Iterator[date | datetime]:
    """The time of a group of six figures in a *month* and a *year*, if there is such a day."""
    zone = (of["zone"] or "").upper()
    zone = "UTC" if zone == "Z" else zone
    clock = f"{of['day']}{of['hour']}{of['minute']}"
    # What follows the figures may be no zone but a word of the agency's own.
    for beside in dict.fromkeys((zone, "")):
        when = parse_when(" ".join(filter(None, (clock, beside, month, str(year)))))
        if when:
            yield _day(when) if clock.endswith(_NO_TIME) and not beside else when
            return


def _nearest(of: dict[str, str | None], near: date | None) -> date | datetime | None:
    """The time, nearest to a day, of a group without a year; None if no day is known."""
    if near is None:
        return None
    around = [near + timedelta(days=step) for step in (0, -28, 28)]
    if month := of.get("month"):
        months = [(month, day.year) for day in around]
    else:
        months = [(_MONTHS[day.month - 1], day.year) for day in around]
    found = [when for one in months for when in _of_group(of, *one)]
    return min(found, key=lambda when: abs(_day(when) - near)) if found else None


def day_near(text: str, near: date | None) -> date | None:
    """The day, nearest to another, of a month and a day without a year ("02-26"); None if there is
    none, or no day is known.
    """
    month, _, day = text.partition("-")
    if near is None or not day:
        return None
    found = (
        parse_when(f"{year}-{month:0>2}-{day:0>2}") for year in range(near.year - 1, near.year + 2)
    )
    days = [_day(when) for when in found if when]
    return min(days, key=lambda one: abs(one - near), default=None)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
