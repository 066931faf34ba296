"""One date at one place of a text: day, month and year with the weekday and the time of day that
stand beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dates.clock import clock_after, clock_at, timed
from dispatchkit.grammar.dates.found import UNTOLD, FoundDate, Shape
from dispatchkit.grammar.dates.numbers import Context, skip
from dispatchkit.grammar.dates.shapes import core_at, no_year_at
from dispatchkit.grammar.dates.vocabulary import names, phrase_at, prefer
from dispatchkit.grammar.dates.weekdays import Day, is_certain, settled, weekday_behind
from dispatchkit.grammar.dates.wires import wire_at
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.grammar.dates.clock import Clock

# Between weekday or lead word and date: "Sunday, June 27", "Sa., 4.12.", "ika-4".
GAP_RE = pattern(r"[.-]?[,،]?\s{0,3}")
# "Sa., 4.12.", "Sat 12/4": the weekday shows that two numbers are a date; "Fr 8-19" are hours, "SA
# 3.0" is a licence.
_BY_WEEKDAY_RE = pattern(r"\d{1,2}(?:\.\s?\d{1,2}\.|/\d{1,2})(?![\d/])")
# Between a time and the date after it: "12:20pm Jan 7", "20:00, 29 Jan 2024", "10:15 -
# 04.12.2021".
_TO_DATE_RE = pattern(r"\s{0,2}[,،|/•·–—-]?\s{0,2}")
# A time before the date has a mark of its own: "10:15", "14h05", "4.34pm", "4PM", or a zone: "0844
# GMT".
_TIME_FIRST_RE = pattern(r"\d{1,2}(?:\s?[:：.hH٫時时点點시]|\s?[aApP]\.?[mM])|\d{4}\s?[^\W\d_]")
# "ddd mmm dd hh:mm:ss yyyy GMT", as C libraries, mail and version control print it.
_CLOCK_INSIDE_RE = pattern(
    r"\s{1,4}(\d{1,2}:\d\d(?::\d\d)?)(\s{1,4}(?:[A-Z]{1,5}|[+-]\d{4}))?\s{1,4}((?:19|20)\d\d)(?!\d)(\s{1,4}(?:[A-Z]{2,5}(?![\w])|[+-]\d{4}))?"
)
_UNTOLD = {"lunar": "lunar Hijri", "bikram": "Bikram Sambat"}
# Between a date of one calendar and the same in another: "29 ربيع الآخر 1443هـ الموافق 4 ديسمبر
# 2021".
_SAME_DAY_RE = pattern(r"\s?(?:هـ?|(?:A\.?)?H\b\.?)?\s{0,2}[,،/(–-]?\s{0,2}")


def date_at(text: str, position: int, context: Context) -> FoundDate | None:
    """The date that starts at *position*, with the weekday before or after it and the time after or
    before it; None if none does.
    """
    number = text[position].isdecimal()
    wire = wire_at(text, position) if number else None
    if wire:
        return wire
    day = _day_at(text, position, context)
    if day:
        return _inside(text, position, day) or completed(text, position, day, None, context)
    clock = clock_at(text, position) if number and _TIME_FIRST_RE.match(text, position) else None
    if not clock or not clock.marked:
        return None
    start = skip(text, clock.end, _TO_DATE_RE)
    lead = phrase_at(text, start, "to_date")
    start = skip(text, lead[1], _TO_DATE_RE) if lead else start
    day = _day_at(text, start, context._replace(exact=False)) if start < len(text) else None
    return completed(text, position, day, clock, context) if day else None


def _day_at(text: str, position: int, context: Context) -> Day | None:
    """The date at *position*, with or without a weekday before it; None if there is none."""
    weekday = None if text[position].isdecimal() else phrase_at(text, position, "weekdays")
    day = _after_weekday(text, position, weekday, context) if weekday else None
    if day:
        return day
    core = core_at(text, position, context)
    return Day(None, core) if core else None


def _after_weekday(
    text: str, position: int, weekday: tuple[str, int], context: Context
) -> Day | None:
    """The date after a *weekday* that starts at *position*: its entry of the table, and its end."""
    entry, end = weekday
    start = skip(text, end, GAP_RE)
    word = phrase_at(text, start, "after_weekday")
    start = skip(text, word[1], GAP_RE) if word else start
    certain = is_certain(entry, end - position, context)
    marked = start > end + 1
    core = core_at(text, start, context) if start < len(text) and (certain or marked) else None
    if core is None and certain and _BY_WEEKDAY_RE.match(text, start):
        core = no_year_at(text, start, context)
    return settled(prefer(names(entry), context.language).number, core) if core else None


def completed(text: str, start: int, day: Day, clock: Clock | None, context: Context) -> FoundDate:
    """The date completed by what follows it: the same day in the Gregorian calendar, the weekday,
    the time.
    """
    weekday, core = day
    if core.calendar != "gregorian":
        core = _same_day(text, core, context) or core
    if weekday is None:
        behind = weekday_behind(text, core, context)
        if behind:
            weekday, core = behind
    if clock is None and core.month:
        clock = clock_after(text, core.end, iso=core.shape is Shape.ISO, year=core.year is not None)
    return _finished(start, Day(weekday, core), clock)


def _finished(start: int, day: Day, clock: Clock | None) -> FoundDate:
    """The finished date, with the time of a *clock* beside it. A date that tells no Gregorian
    day keeps no numbers.
    """
    found = day.core._replace(start=start, weekday=day.weekday)
    if found.calendar in UNTOLD:
        found = found._replace(
            day=None,
            month=None,
            year=None,
            reason=f"{_UNTOLD[found.calendar]}: tells no Gregorian day",
            shape=Shape.OTHER,
            order=None,
            proved=False,
        )
    return timed(found, clock) if clock else found


def _same_day(text: str, core: FoundDate, context: Context) -> FoundDate | None:
    """The Gregorian date that follows one of another calendar, and counts instead of it; None if
    none follows.
    """
    start = skip(text, core.end, _SAME_DAY_RE)
    phrase = phrase_at(text, start, "same_day")
    start = skip(text, phrase[1], _SAME_DAY_RE) if phrase else start
    within = core.end < start < len(text)
    other = core_at(text, start, context._replace(exact=False)) if within else None
    return other if other and other.calendar == "gregorian" and other.month else None


def _inside(text: str, start: int, day: Day) -> FoundDate | None:
    """The date with the time between day and year ("Mon Aug 14 06:02:11 2017 GMT"), or None."""
    core = day.core
    dated = core.year is None and core.month and core.calendar == "gregorian"
    found = _CLOCK_INSIDE_RE.match(text, core.end) if dated else None
    clock = clock_at(f"{found[1]} {(found[2] or found[4] or '').strip()}", 0) if found else None
    if not found or not clock:
        return None
    reason = f"time inside, {core.reason}"
    core = core._replace(end=found.end(), year=int(found[3]), reason=reason)
    return _finished(start, Day(day.weekday, core), clock)
