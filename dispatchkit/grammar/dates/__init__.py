"""Finds dates and times in text, in any language and calendar of the tables, and says how each was
read.

A small pattern finds each group of digits; the words around it are looked up (``vocabulary``), then
the date (``shapes``) and the time of day (``clock``) are read. Nothing comes from the system's
clock: what a date lacks is taken from the day that the caller names, else is None.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from dispatchkit.grammar.dates.clock import clock_after, clock_at
from dispatchkit.grammar.dates.found import FoundDate, Shape, gregorian
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.numbers import Context, full_year, proven, skip, zone_orders
from dispatchkit.grammar.dates.shapes import core_at, era_start, in_words, no_year_at
from dispatchkit.grammar.dates.vocabulary import (
    is_misprint,
    leads,
    month_number,
    names,
    names_month,
    opens,
    phrase_at,
    prefer,
    word_at,
)
from dispatchkit.grammar.dates.weekdays import Day, is_certain, settled, weekday_behind
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.scripts import FIRST_WIDE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date, datetime

    from dispatchkit.grammar.dates.clock import Clock

_DIGITS_RE = pattern(r"\d+")
# A date without a month's name has one of these.
_NUMBERS_RE = pattern(r"\d\s?[-/.‑–]\s?\d|[月월]|\d{8}T")
_YEAR_FIRST_RE = pattern(r"\d{4}")
# How many characters before a day its month and weekday may begin, and how many words before
# ("Wednesday, the 4th", "كانون الأول"): six at most.
_LOOK_BACK, _WORDS_BACK = 48, 6
# Between weekday or lead word and date: "Sunday, June 27", "Sa., 4.12.", "ika-4".
_WEEKDAY_GAP_RE = pattern(r"[.-]?[,،]?\s{0,3}")
# "Sa., 4.12.", "Sat 12/4": the weekday shows that two numbers are a date; "Fr 8-19" are hours, "SA
# 3.0" is a licence.
_BY_WEEKDAY_RE = pattern(r"\d{1,2}(?:\.\s?\d{1,2}\.|/\d{1,2})(?![\d/])")
# Between a time and the date after it: "12:20pm Jan 7", "20:00, 29 Jan 2024", "10:15 -
# 04.12.2021".
_TO_DATE_RE = pattern(r"\s{0,2}[,،|/•·–—-]?\s{0,2}")
# A time before the date has a mark of its own: "10:15", "14h05", "4.34pm", "4PM".
_TIME_FIRST_RE = pattern(r"\d{1,2}(?:\s?[:：.hH٫時时点點시]|\s?[aApP]\.?[mM])")
# "ddd mmm dd hh:mm:ss yyyy GMT", as C libraries, mail and version control print it.
_CLOCK_INSIDE_RE = pattern(
    r"\s{1,4}(\d{1,2}:\d\d(?::\d\d)?)(\s{1,4}(?:[A-Z]{1,5}|[+-]\d{4}))?\s{1,4}((?:19|20)\d\d)(?!\d)(\s{1,4}(?:[A-Z]{2,5}(?![\w])|[+-]\d{4}))?"
)
# What only the machines of wires print: "20170814T060211Z"; "181205 Mai 24", "051015 GMT Jun 23";
# "03-11-99 0915EST"; "21:37-09-12-18", the day first.
_WIRE_RE = tuple(
    pattern(form + r"(?![\w:])")
    for form in (
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?",
        r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s(?:(?P<zone>[A-Z]{3,4})\s)?(?P<month>[^\W\d_]{3,9})\.?\s(?P<year>(?:20)?\d\d)",
        r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s(?P<hour>\d\d)(?P<minute>\d\d)(?P<zone>[A-Z]{3,4})",
        r"(?P<hour>\d\d):(?P<minute>\d\d)-(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d\d)",
    )
)
# A number of two digits or of eight before "T" begins each of them.
_WIRED_RE = pattern(r"\d\d[-:]\d\d-|\d{6}\s|\d{8}T")
# Figures alone, by their number, where a date is expected: "20211204", "202112041530",
# "2112041530", Taiwan's "1101204".
_COMPACT_RE = pattern(
    r"\s{0,4}(?P<year>(?:19|20)\d\d|\d\d(?=\d{8}\s*$)|1\d\d(?=\d{4}\s*$))(?P<month>\d\d)(?P<day>\d\d)(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?(?P<zone>)\s{0,4}"
)
# Between a date of one calendar and the same in another: "29 ربيع الآخر 1443هـ الموافق 4 ديسمبر
# 2021".
_SAME_DAY_RE = pattern(r"\s?(?:هـ?|(?:A\.?)?H\b\.?)?\s{0,2}[,،/(–-]?\s{0,2}")


# Where the texts of two boxes of a page meet: "PressMarch 12", "CETUpdated", "10:41Updated".
_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я", "a-zß-öø-ÿά-ώа-џ"
_GLUED_RE = pattern(
    rf"(?<=[{_LOWER}])(?=[{_UPPER}][{_LOWER}])|(?<=[A-Z][A-Z])(?=[{_UPPER}][{_LOWER}]{{3}})"
    rf"|(?<=\d)(?=[{_UPPER}][{_LOWER}]{{3}})"
)
# How many lines keep their dates: a quarter of the lines with dates are read again, as a date line
# or as a date of the page. A page has ten such lines.
_REMEMBERED = 64


def find_dates(
    text: str, *, language: str | None = None, order: DateOrder | None = None
) -> tuple[FoundDate, ...]:
    """All dates in *text*, left to right, not overlapping.

    Which of two numbers is the day is told by *order*; without it by a number above 12, the
    weekday, another date of the text, then the custom of *language*; else the day comes first.
    """
    return _found_in(text, language, order)


@lru_cache(_REMEMBERED)
def _found_in(text: str, language: str | None, order: DateOrder | None) -> tuple[FoundDate, ...]:
    """As ``find_dates``, which has the keywords; words that a page glued together are parted."""
    if not _DIGITS_RE.search(text):
        return ()
    glued = [found.start() for found in _GLUED_RE.finditer(text)]
    if not glued:
        return _parted(text, language, order)
    inserted = [at + number for number, at in enumerate(glued)]
    return tuple(
        found._replace(
            start=found.start - bisect_left(inserted, found.start),
            end=found.end - bisect_left(inserted, found.end),
        )
        for found in _parted(unglued(text), language, order)
    )


def _parted(text: str, language: str | None, order: DateOrder | None) -> tuple[FoundDate, ...]:
    """As ``find_dates``, in a text in which nothing is glued."""
    if not _possible(text, language):
        return ()
    context = Context(language=language, order=order)
    found = tuple(_readings(text, context))
    unsure = order is None and not all(one.settled for one in found)
    other = _order_elsewhere(found) if unsure else None
    if other:
        again = context._replace(order=other, because="as another date of the text")
        found = tuple(_readings(text, again))
    return tuple(one for one in found if one.calendar != "lunar") or found


def find_date_at(
    text: str,
    position: int,
    *,
    language: str | None = None,
    order: DateOrder | None = None,
    fuzzy: bool = False,
) -> FoundDate | None:
    """The date that starts exactly at *position*; None if none does. Shapes that mean a date only
    where one is expected ("4 - 12") count too.

    *fuzzy* admits one slip in a month's name ("Macrh 31").
    """
    if not 0 <= position < len(text) or _is_within_number(text, position):
        return None
    context = Context(language=language, order=order, fuzzy=fuzzy, exact=True)
    if not _opens_no_date(text, position, context):
        found = _read(text, position, context)
        if found:
            return found
        lead = phrase_at(text, position, "lead")
        start = skip(text, lead[1], _WEEKDAY_GAP_RE) if lead else position
        found = _read(text, start, context) if lead and start < len(text) else None
        if found:
            return found._replace(start=position)
    core = in_words(text, position, context)
    return _completed(text, position, Day(None, core), None, context) if core else None


def _is_within_number(text: str, position: int) -> bool:
    """Whether *position* is that of a later digit of a number."""
    return position > 0 and text[position].isdecimal() and text[position - 1].isdecimal()


def _opens_no_date(text: str, position: int, context: Context) -> bool:
    """Whether a word stands at *position* that no date begins with. Not told in the scripts of
    East Asia, whose words have no end to look for.
    """
    first = text[position]
    if not first.isalpha() or first >= FIRST_WIDE:
        return False
    word = word_at(text, position)
    return not (leads(word, context.language) or (context.fuzzy and is_misprint(word)))


def parse_when(
    text: str,
    *,
    language: str | None = None,
    order: DateOrder | None = None,
    near: date | None = None,
) -> date | datetime | None:
    """The date or time that a line of metadata states: its first full date, else its first date
    without a year, nearest to *near*.

    None if it states none ("3 hours ago").
    """
    compact = figures_alone(text)
    if compact:
        return compact.resolve()
    found = [one for one in find_dates(text, language=language, order=order) if one.day]
    for one in sorted(found, key=lambda one: one.year is None):
        resolved = one.resolve(near)
        if resolved is not None:
            return resolved
    return None


def unglued(text: str) -> str:
    """*text* with a space where the texts of two boxes of a page meet ("CETUpdated")."""
    return _GLUED_RE.sub(" ", text)


def figures_alone(text: str) -> FoundDate | None:
    """The date of a text that is nothing but figures ("20211204", "2112041530", "1101204"); None if
    it is none.
    """
    found = _COMPACT_RE.fullmatch(text)
    return _of_figures(found) if found else None


def _possible(text: str, language: str | None) -> bool:
    """Whether a line with digits can hold a date: two numbers with a mark between, an East Asian
    unit, or a month's name.
    """
    if _NUMBERS_RE.search(text):
        return True
    return any(names_month(word, language) for word in WORD_RE.findall(text))


# --- one date -------------------------------------------------------------


def _readings(text: str, context: Context) -> Iterator[FoundDate]:
    """The dates, left to right; each search begins after the last date found, inside a row of
    digits too ("20236. November").
    """
    last = 0
    digits = _DIGITS_RE.search(text)
    while digits:
        tried = (
            _read(text, start, context) for start in _starts(text, last, digits.start(), context)
        )
        found = next((one for one in tried if one and one.end > digits.start()), None)
        if found:
            yield found
            last = found.end
            context = context if context.second else _behind(text, found, context)
        digits = _DIGITS_RE.search(text, last if found else digits.end())


def _behind(text: str, found: FoundDate, context: Context) -> Context:
    """What is known behind a date: where that has its year, two numbers beside a clock are another,
    in the order of the first ("2024/3/5 14:20 (3/5 15:02)").
    """
    year_first = _YEAR_FIRST_RE.match(text, found.start) is not None
    order = DateOrder.MONTH_FIRST if year_first and context.order is None else context.order
    return context._replace(second=found.year is not None, order=order)


def _starts(text: str, low: int, high: int, context: Context) -> Iterator[int]:
    """Where a date can begin whose first digits stand at *high*: at a month, weekday or era before
    them, not before *low*, or at the digits.
    """
    window = max(low, high - _LOOK_BACK)
    for word in [*WORD_RE.finditer(text, window, high)][-_WORDS_BACK:]:
        cut = word.start() == window > low and not text[window - 1].isspace()
        if not cut and opens(word[0], context.language):
            yield word.start()
    era = era_start(text, high)
    if era != high:
        yield era
    yield high


def _read(text: str, position: int, context: Context) -> FoundDate | None:
    """The date that starts at *position*, with the weekday before or after it and the time after or
    before it; None if none does.
    """
    number = text[position].isdecimal()
    wire = _wire(text, position) if number else None
    if wire:
        return wire
    day = _day_at(text, position, context)
    if day:
        return _inside(text, position, day) or _completed(text, position, day, None, context)
    clock = clock_at(text, position) if number and _TIME_FIRST_RE.match(text, position) else None
    if not clock or not clock.marked:
        return None
    start = skip(text, clock.end, _TO_DATE_RE)
    lead = phrase_at(text, start, "to_date")
    start = skip(text, lead[1], _TO_DATE_RE) if lead else start
    day = _day_at(text, start, context._replace(exact=False)) if start < len(text) else None
    return _completed(text, position, day, clock, context) if day else None


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
    start = skip(text, end, _WEEKDAY_GAP_RE)
    word = phrase_at(text, start, "after_weekday")
    start = skip(text, word[1], _WEEKDAY_GAP_RE) if word else start
    certain = is_certain(entry, end - position, context)
    marked = start > end + 1
    core = core_at(text, start, context) if start < len(text) and (certain or marked) else None
    if core is None and certain and _BY_WEEKDAY_RE.match(text, start):
        core = no_year_at(text, start, context)
    return settled(prefer(names(entry), context.language).number, core) if core else None


def _completed(text: str, start: int, day: Day, clock: Clock | None, context: Context) -> FoundDate:
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
    return _found(start, Day(weekday, core), clock)


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


def _found(start: int, day: Day, clock: Clock | None = None) -> FoundDate:
    """The finished date, with the time of a *clock* beside it. A lunar date keeps no numbers,
    because they tell no Gregorian day.
    """
    found = day.core._replace(start=start, weekday=day.weekday)
    if found.calendar == "lunar":
        found = found._replace(
            day=None, month=None, year=None, reason="lunar Hijri: tells no Gregorian day"
        )._replace(shape=Shape.OTHER, order=None, proved=False)
    if clock is None:
        return found
    found = _by_zone(found, clock)._replace(end=max(found.end, clock.end), civil=clock.civil)
    return found._replace(time=clock.time, days=clock.days)


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


# --- what machines print --------------------------------------------------


def _wire(text: str, position: int) -> FoundDate | None:
    """The date and time at *position* as only machines of wires print them, or None."""
    if not _WIRED_RE.match(text, position):
        return None
    matches = (form.match(text, position) for form in _WIRE_RE)
    return next((date for found in matches if found and (date := _of_figures(found))), None)


def _of_figures(found: re.Match[str]) -> FoundDate | None:
    """The date of numbers that run together, by the names of their groups; None if there is no such
    day or time.
    """
    printed = found.groupdict()
    year = full_year(int(printed["year"]))
    named = printed["month"]
    month = int(named) if named.isdecimal() else month_number(named)
    clock = None
    if printed["hour"]:
        second = f":{printed['second']}" if printed.get("second") else ""
        zone = printed.get("zone") or ""
        clock = clock_at(f"{printed['hour']}:{printed['minute']}{second} {zone}", 0)
    day = gregorian(year, month, int(printed["day"])) if month else None
    if day is None or (printed["hour"] and not clock):
        return None
    reason = "figures run together"
    core = FoundDate(*found.span(), int(printed["day"]), month, year, reason, shape=Shape.WIRE)
    return _found(found.start(), Day(None, core), clock)


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
    return _found(start, Day(day.weekday, core), clock)


# --- order of numbers -----------------------------------------------------


def _order_elsewhere(found: tuple[FoundDate, ...]) -> DateOrder | None:
    """The order of numbers that the settled dates of a text prove: by their own numbers, or by the
    same day in words; None if they prove none.
    """
    orders = {order for one in found if (order := one.proves)}
    if len(orders) == 1:
        return orders.pop()
    named = {(one.year, one.month, one.day) for one in found if one.settled and one.year}
    for one in found:
        if (
            one.order is not None
            and not one.settled
            and (one.year, one.day, one.month) in named
            and (one.year, one.month, one.day) not in named
        ):
            return one.order.exchanged
    return None


__all__ = [
    "FoundDate",
    "figures_alone",
    "find_date_at",
    "find_dates",
    "month_number",
    "parse_when",
    "unglued",
]
