"""Times of day with their zone, as printed beside a date: "7.30 Uhr", "10h15", "3:07 PM", "오후
3:07", "07:15 ص", "14:05 JST".
"""

from __future__ import annotations

from datetime import time, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.dates.numbers import proven, zone_orders
from dispatchkit.grammar.dates.vocabulary import phrase_at, rule, table
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    import re

    from dispatchkit.grammar.dates.found import FoundDate

# "10:15", "10.15", "10h15", "14 h 05", "06:02:11.5", "21時37分"; "٫" is the Arabic decimal sign,
# used as a point.
_CLOCK_RE = pattern(
    r"(\d{1,2})(\s?[:：.hH٫時时点點시]\s?)(\d{2}|\d(?=\s?[分분]))(?!\d)[分분]?(?:[:.](\d{2})(?:[.,]\d{1,6})?(?!\d))?(?![.:]\d)"
)
# "10h", "21時": an hour alone needs its unit. "4PM" has one of the words of the twelve-hour clock
# instead.
_HOUR_RE = pattern(r"(\d{1,2})(?!\d)(\s?[hH](?![^\W_])|\s?[時时点點시](?!간))?")
# "0844 GMT", "1530 غرينتش": hour and minute without a sign between need their zone.
_JOINED_RE = pattern(r"(\d{2})(\d{2})(?!\d)")
# The twelve-hour word of East Asia, before the hour.
_EASTERN_RE = pattern(r"[^\W\d_a-zA-Z]{2}")
# "GMT+3", "UTC-05:30", "+03:00", "-0500".
_OFFSET_RE = pattern(r"\s?\(?(?:(GMT|UTC)\s?)?([+\-−])(\d{1,2})(?::?(\d{2}))?(?!\d)\)?")
_SPACE_RE = pattern(r"[\s(（]{0,2}")
# Between date and time: "04.12.2021 - 10:15", "2021-12-04T10:15", "2016年2月2日 / 14:05",
# "28.04.2023 | 13:00".
# "28.04.2023. | 13:00" with the stop of the year.
_JOINT_RE = pattern(
    r"(?:\.(?=\s{0,2}(?:[,|/•·–—-]|\d{1,2}:\d\d)))?\s{0,3}(?:[,،、|/•·–—@T(（-]|\.(?=\s[^\W\d]))?\s{0,3}"
)
_COLON_RE = pattern(r"\s?[:：.]?\s?")
_MIDNIGHT, _NOON, _LAST_MINUTE = 24, 12, 59
# The widest offset in use is +14:00.
_WIDEST = 14


class Clock(NamedTuple):
    """A time and the offset at which it ends. *days* is 1 for 24:00, midnight of the next day.
    *marked*: something beside the digits shows a time (a colon, a unit, AM, a zone). *zone* is the
    zone as printed, *civil* the zones that it can mean, if its offset depends on more than its
    name.
    """

    time: time
    end: int
    days: int
    marked: bool
    zone: str = ""
    civil: str = ""


def clock_at(text: str, position: int, *, iso: bool = False) -> Clock | None:
    """The time that starts at *position*; None if none does. *iso*: it follows an ISO date, so
    "-05:00" is an offset, not a second time.
    """
    half, start = _eastern_half(text, position)
    full = _CLOCK_RE.match(text, start)
    if full is None and (joined := _joined_at(text, start)):
        return joined
    found = full or _HOUR_RE.match(text, start)
    if not found:
        return None
    minute, second = full.group(3, 4) if full else (None, None)
    beside = _beside(text, found.end(), half, iso=iso or second is not None)
    if not (full or _is_hour(text, found, beside)):
        return None
    moment = _moment(int(found[1]), int(minute or 0), int(second or 0), beside.half)
    if moment is None:
        return None
    marked = _is_marked(found[2], beside)
    printed, _, civil, _ = beside.zone
    moment_at = moment[0].replace(tzinfo=beside.zone.offset())
    return Clock(moment_at, beside.end, moment[1], marked, printed, civil)


def _joined_at(text: str, start: int) -> Clock | None:
    """The time in four figures that starts at *start*, with a zone after it; None if none does."""
    found = _JOINED_RE.match(text, start)
    zone = _zone(text, found.end(), iso=False) if found else None
    if found is None or zone is None or not zone.printed:
        return None
    moment = _moment(int(found[1]), int(found[2]), 0, None)
    if moment is None:
        return None
    clock = moment[0].replace(tzinfo=zone.offset())
    return Clock(clock, zone.end, moment[1], marked=True, zone=zone.printed, civil=zone.civil)


def clock_after(text: str, position: int, *, iso: bool = False, year: bool = True) -> Clock | None:
    """The time after a date that ends at *position*: ", um 7.30 Uhr", " à 10h15", "T16:15:30Z".

    "07.57" without any mark counts only after a date with its *year*, where no price or score is
    to be expected.
    """
    joint = _JOINT_RE.match(text, position)
    start = joint.end() if joint else position
    lead = phrase_at(text, start, "before_time")
    if lead and lead[1] < len(text):
        colon = _COLON_RE.match(text, lead[1])
        found = clock_at(text, colon.end() if colon else lead[1], iso=iso)
        if found:
            return found
    found = clock_at(text, start, iso=iso)
    return found if found and (found.marked or year) else None


def timed(date: FoundDate, clock: Clock) -> FoundDate:
    """The *date* with the time of the *clock* beside it."""
    return _by_zone(date, clock)._replace(
        end=max(date.end, clock.end), time=clock.time, days=clock.days, civil=clock.civil
    )


def _by_zone(core: FoundDate, clock: Clock) -> FoundDate:
    """The date of two numbers in the order of the country whose zone stands beside its clock: "PDT"
    after the month.
    """
    order = zone_orders().get(clock.zone)
    if core.settled or order is None or core.order is None or core.month is None:
        return core
    if order is not core.order:
        core = core._replace(day=core.month, month=core.day, order=order)
    return proven(core, f"as {clock.zone} says")


class _Zone(NamedTuple):
    """A zone as printed ("" if there is none), its offset in minutes east of Greenwich (None: its
    name alone tells none), the zones of the database that it can mean, and where it ends.
    """

    printed: str
    minutes: int | None
    civil: str
    end: int

    def offset(self) -> timezone | None:
        """The zone as an offset from Greenwich; None if none is known."""
        return None if self.minutes is None else timezone(timedelta(minutes=self.minutes))


class _Beside(NamedTuple):
    """What stands beside the digits of a time, and where it ends: the half of the day, and the
    zone; *named*: any of these, or a unit, is there.
    """

    half: str | None
    zone: _Zone
    named: bool
    end: int


def _beside(text: str, end: int, half: str | None, *, iso: bool) -> _Beside:
    """What follows the digits of a time that end at *end*; *half* is what stood before them."""
    if half is None:
        half, end = _half(text, end)
    end, unit = _unit(text, end)
    zone = _zone(text, end, iso=iso)
    end = zone.end
    if not unit:
        end, unit = _unit(text, end)
    return _Beside(half, zone, half is not None or unit or zone.printed != "", end)


def _is_hour(text: str, found: re.Match[str], beside: _Beside) -> bool:
    """Whether one number alone is an hour: something says so, and it does not say minutes."""
    if found[2] is None and not beside.named:
        return False
    return key(text[found.end() : beside.end].strip()) not in rule("minutes")


def _is_marked(sign: str | None, beside: _Beside) -> bool:
    """Whether something shows a time: what stands *beside* it, or the *sign* between hour and
    minute, unless that is only a point, as in a price: "7.30".
    """
    pointed = sign is not None and sign.strip() in (".", "٫")
    return beside.named or not pointed


def _moment(hour: int, minute: int, second: int, half: str | None) -> tuple[time, int] | None:
    """The time of day and days to add; None if there is no such time."""
    if half == "am" and hour == _NOON:
        hour = 0
    elif half == "pm" and hour < _NOON:
        hour += _NOON
    if hour == _MIDNIGHT and minute == second == 0:
        return time(0), 1
    if hour >= _MIDNIGHT or minute > _LAST_MINUTE or second > _LAST_MINUTE:
        return None
    return time(hour, minute, second), 0


def _eastern_half(text: str, position: int) -> tuple[str | None, int]:
    """The half of the day ("am", "pm") named before the hour ("오후 ", "下午"), or None, and where
    the hour begins.
    """
    found = _EASTERN_RE.match(text, position)
    for half in ("am", "pm") if found else ():
        if found and key(found[0]) in table(half).entries:
            space = _SPACE_RE.match(text, found.end())
            return half, space.end() if space else found.end()
    return None, position


def _half(text: str, position: int) -> tuple[str | None, int]:
    """The half of the day ("am", "pm") named after the time (" PM", "a.m.", " م"), and where its
    name ends; None and *position* if none is.
    """
    start = _skip_space(text, position)
    start += text[start : start + 1] == "/"
    for half in ("am", "pm"):
        found = phrase_at(text, start, half)
        if found:
            dotted = "." in text[start : found[1]] and text[found[1] : found[1] + 1] == "."
            return half, found[1] + dotted
    return None, position


def _unit(text: str, position: int) -> tuple[int, bool]:
    """The end of a unit after a time ("Uhr", "น.", "hrs", ": Uhr"), and whether there is one."""
    colon = _COLON_RE.match(text, position) if text[position : position + 2] == ": " else None
    start = colon.end() if colon else _skip_space(text, position)
    found = phrase_at(text, start, "after_time")
    # "17:26 UhrStuttgart" and "12:24Lesezeit": page dumps glue lines together.
    if not found:
        glued = text[start : start + 4].istitle() and text.startswith("Uhr", start)
        return (start + 3, True) if glued else (position, False)
    thai = text[found[1] : found[1] + 1] == "." and not text[start].isascii()
    return found[1] + thai, True


def _zone(text: str, position: int, *, iso: bool) -> _Zone:
    """The zone after a time that ends at *position*."""
    offset = _OFFSET_RE.match(text, position)
    if offset and _is_offset(offset, iso=iso):
        minutes = int(offset[3]) * 60 + int(offset[4] or 0)
        signed = minutes if offset[2] == "+" else -minutes
        return _Zone(offset[0].strip(), signed, "", offset.end())
    start = _skip_space(text, position)
    found = phrase_at(text, start, "zones")
    printed = text[start : found[1]] if found else ""
    if not found or _is_word(printed):
        return _Zone("", None, "", position)
    closed = text[found[1] : found[1] + 1] in (")", "）") and text[start - 1 : start] in ("(", "（")
    civil = found[0] if "=" in found[0] else ""
    minutes_east = int(found[0]) if found[0] and not civil else None
    return _Zone(printed, minutes_east, civil, found[1] + closed)


def _is_word(printed: str) -> bool:
    """Whether what a zone is called is only a word ("est", "art"): an abbreviation in Latin letters
    has capitals.
    """
    return printed.isascii() and " " not in printed and printed.upper() != printed


def _is_offset(offset: re.Match[str], *, iso: bool) -> bool:
    """Whether the signed digits after a time are a UTC offset; *iso* says that the time has the ISO
    form. In "10:15-11:30" they end a range, in "10:15 -05" nobody knows what they mean.
    """
    if int(offset[3]) > _WIDEST or int(offset[4] or 0) > _LAST_MINUTE:
        return False
    if offset[1]:
        return True
    if not offset[4] or len(offset[3]) == 1:
        return False
    return iso or offset[2] == "+" or ":" not in offset[0]


def _skip_space(text: str, position: int) -> int:
    """The offset after the space at *position*."""
    space = _SPACE_RE.match(text, position)
    return space.end() if space else position
