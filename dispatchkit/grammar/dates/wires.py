"""Dates as only the machines of wires print them: numbers that run together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dates.clock import clock_at, timed
from dispatchkit.grammar.dates.found import FoundDate, Shape, gregorian
from dispatchkit.grammar.dates.numbers import DAYS, MONTHS, Context, full_year, ordered
from dispatchkit.grammar.dates.vocabulary import month_number
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    import re

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
_WIRED_RE = pattern(r"\d\d[-:/.]\d\d[-/.]|\d{6}\s|\d{8}T")
# "03/04/18-22/02": two numbers for day and month, the clock with a mark of its own, then the year,
# at the end of a line; the mark is the same before the clock and before the year.
_CLOCK_BEFORE_YEAR_RE = pattern(
    r"(\d\d)([/.-])(\d\d)\2(\d\d)(?!\2)[-:.hH/](\d\d)\2((?:19|20)?\d\d)\s*$"
)
# Figures alone, by their number, where a date is expected: "20211204", "202112041530",
# "2112041530", Taiwan's "1101204".
_COMPACT_RE = pattern(
    r"\s{0,4}(?P<year>(?:19|20)\d\d|\d\d(?=\d{8}\s*$)|1\d\d(?=\d{4}\s*$))(?P<month>\d\d)(?P<day>\d\d)(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?(?P<zone>)\s{0,4}"
)


def figures_alone(text: str) -> FoundDate | None:
    """The date of a text that is nothing but figures ("20211204", "2112041530", "1101204"); None if
    it is none.
    """
    found = _COMPACT_RE.fullmatch(text)
    return _of_figures(found) if found else None


def wire_at(text: str, position: int) -> FoundDate | None:
    """The date and time at *position* as only machines of wires print them, or None."""
    if not _WIRED_RE.match(text, position):
        return None
    matches = (form.match(text, position) for form in _WIRE_RE)
    joined = next((date for found in matches if found and (date := _of_figures(found))), None)
    return joined or _clock_before_year(text, position)


def _clock_before_year(text: str, position: int) -> FoundDate | None:
    """The date of a stamp that prints its clock before its year; None if there is none.

    Agencies differ in which of the first two numbers is the day, and a stamp need not follow the
    custom of the text above it. It is settled if one of the two can only be the day, and what
    stands after them is no day ("05/24/21-06/12" may be two days, the second without its year).
    """
    found = _CLOCK_BEFORE_YEAR_RE.match(text, position)
    if found is None or text[position - 1 : position].strip():
        return None
    clock = clock_at(f"{found[4]}:{found[5]}", 0)
    numbers, year = (int(found[1]), int(found[3])), full_year(int(found[6]))
    core = ordered(found.end(6), numbers, year, "gregorian", Context())
    if core is None or clock is None:
        return None
    last = int(found[5]), int(found[6])
    settled = core.settled and not (0 < min(last) <= MONTHS and max(last) <= DAYS)
    how = core.reason if settled else "a day in words beside it tells which number is the day"
    core = core._replace(
        start=position,
        reason=f"clock before the year, {how}",
        shape=Shape.WIRE,
        settled=settled,
        proved=False,
    )
    return timed(core, clock)._replace(end=found.end(6))


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
    return timed(core, clock) if clock else core
