"""Days and times as the standards write them.

A record has a day, a time, or a time with the offset of its zone, as the source states it. A form
that wants more than is known is given nothing: a midnight or a zone that nobody printed would be a
guess.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

# What stands where a standard wants a time, but none is known: the moment from which computers
# count, which no dispatch was sent at.
UNKNOWN = "1970-01-01T00:00:00Z"

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The offsets that XML Schema knows.
_FARTHEST = timedelta(hours=14)
_MINUTE = timedelta(minutes=1)


def extended(moment: date | None) -> str | None:
    """A day or a time as XML Schema has it: "2021-12-04", "2021-12-04T09:30:00+03:00"."""
    return _utc_if_odd(moment).isoformat().replace("+00:00", "Z") if moment else None


def basic(moment: date | None) -> str | None:
    """The same without hyphens and colons: "20211204", "20211204T093000+0300"."""
    found = extended(moment)
    if found is None:
        return None
    day, mark, rest = found.partition("T")
    # The hyphen of an offset stays.
    return day.replace("-", "") + mark + rest.replace(":", "")


def timed(moment: date | None) -> str | None:
    """A time as XML Schema has it, with its offset if it is known; None for a day."""
    return extended(moment) if isinstance(moment, datetime) else None


def zoned(moment: date | None) -> str | None:
    """A time with its offset, as RFC 3339 has it; None for any other."""
    return extended(with_offset(moment))


def required(moment: date | None, zone: str = "") -> str:
    """A time where a standard does not go without one. Of a day it is the midnight that begins it,
    in that *zone* ("": none); with a zone so is that of a time without one. Of nothing it is
    UNKNOWN.
    """
    if moment is None:
        return UNKNOWN
    day = moment.date() if isinstance(moment, datetime) else moment
    found = zoned(moment) if zone else timed(moment)
    return found or f"{day.isoformat()}T00:00:00{zone}"


def undated(dispatch: Dispatch, name: str) -> str | None:
    """What is to be said of a dispatch for which the time that a standard requires by that *name*
    is UNKNOWN; None if its day is known.
    """
    if dispatch.day is not None:
        return None
    return f'no day is known, so {name}, which the standard requires, is {UNKNOWN} for "unknown"'


def mailed(moment: date | None) -> str | None:
    """A time with its offset, as RFC 822 has it: "Sat, 04 Dec 2021 09:30:00 +0300"; None for any
    other.
    """
    given = with_offset(moment)
    if given is None:
        return None
    return (
        f"{_DAYS[given.weekday()]}, {given.day:02} {MONTHS[given.month - 1]} {given.year:04}"
        f" {given:%H:%M:%S %z}"
    )


def with_offset(moment: date | None) -> datetime | None:
    """A time whose offset is known, in UTC if standards do not know that offset; None for any
    other.
    """
    given = _utc_if_odd(moment) if moment else None
    return given if isinstance(given, datetime) and given.tzinfo else None


def _utc_if_odd(moment: date) -> date:
    """The same moment; in UTC if its offset is one that XML Schema does not know, as those of the
    19th century that have seconds.
    """
    offset = moment.utcoffset() if isinstance(moment, datetime) else None
    if not isinstance(moment, datetime) or offset is None:
        return moment
    return moment if not offset % _MINUTE and abs(offset) <= _FARTHEST else in_utc(moment)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC. At the ends of time, where there is none, it has no zone."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=None)
