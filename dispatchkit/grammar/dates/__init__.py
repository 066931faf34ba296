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

from dispatchkit.grammar.dates.found import UNTOLD, FoundDate
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.numbers import Context, skip
from dispatchkit.grammar.dates.numerals import in_figures
from dispatchkit.grammar.dates.shapes import era_start, in_words
from dispatchkit.grammar.dates.single import GAP_RE, completed, date_at
from dispatchkit.grammar.dates.vocabulary import (
    is_misprint,
    leads,
    may_open,
    month_number,
    names_month,
    opens,
    phrase_at,
    word_at,
)
from dispatchkit.grammar.dates.weekdays import Day
from dispatchkit.grammar.dates.wires import figures_alone
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.scripts import FIRST_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from dispatchkit.grammar.dates.numerals import InFigures

_DIGITS_RE = pattern(r"\d+")
# A date without a month's name has one of these.
_NUMBERS_RE = pattern(r"\d\s?[-/.‑–]\s?\d|[月월]|\d{8}T")
_YEAR_FIRST_RE = pattern(r"\d{4}")
# How many characters before a day its month and weekday may begin, and how many words before
# ("Wednesday, the 4th", "كانون الأول"): six at most.
_LOOK_BACK, _WORDS_BACK = 48, 6
# "中華民國一百一十二年十二月二十一日星期四下午" has 21 characters.
_NUMERALS_REACH = 40
# Where the texts of two boxes of a page meet: "PressMarch 12", "CETUpdated", "10:41Updated". All
# that is looked for at most places is a capital before a small letter.
_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я", "a-zß-öø-ÿά-ώа-џ"
_GLUED_RE = pattern(
    rf"(?=[{_UPPER}][{_LOWER}])(?:(?<=[{_LOWER}])|(?<=[A-Z][A-Z])(?=.[{_LOWER}]{{3}})"
    rf"|(?<=\d)(?=.[{_LOWER}]{{3}}))"
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
    """As ``find_dates``, which has the keywords; dates in numerals are put in figures, and words
    that a page glued together are parted.
    """
    figures = in_figures(text)
    if figures:
        return tuple(
            found._replace(start=figures.printed(found.start), end=figures.printed(found.end))
            for found in _found_in(figures.text, language, order)
        )
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
    return tuple(one for one in found if one.calendar not in UNTOLD) or found


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
    word = _word_opening(text, position)
    if word and not may_open(word, language, fuzzy=fuzzy):
        return None
    context = Context(language=language, order=order, fuzzy=fuzzy, exact=True)
    figures = in_figures(text[position : position + _NUMERALS_REACH])
    if figures:
        return _in_numerals(text, position, figures, context)
    if _may_lead(word, context):
        found = date_at(text, position, context) or _date_behind_lead(text, position, context)
        if found:
            return found
    core = in_words(text, position, context)
    return completed(text, position, Day(None, core), None, context) if core else None


def _may_lead(word: str, context: Context) -> bool:
    """Whether a date that is not spelled out may begin with *word* ("": with what is no word)."""
    return not word or leads(word, context.language) or (context.fuzzy and is_misprint(word))


def _in_numerals(
    text: str, position: int, figures: InFigures, context: Context
) -> FoundDate | None:
    """The date at *position* where numerals stand that are put in *figures*; None if there is
    none.
    """
    counted = text[:position] + figures.text + text[position + _NUMERALS_REACH :]
    found = find_date_at(
        counted, position, language=context.language, order=context.order, fuzzy=context.fuzzy
    )
    return found and found._replace(end=figures.printed(found.end - position) + position)


def _date_behind_lead(text: str, position: int, context: Context) -> FoundDate | None:
    """The date behind words at *position* that lead to one ("on the"), which belong to it; None if
    there are no such words or no date behind them.
    """
    lead = phrase_at(text, position, "lead")
    if not lead:
        return None
    start = skip(text, lead[1], GAP_RE)
    found = date_at(text, start, context) if start < len(text) else None
    return found._replace(start=position) if found else None


def _is_within_number(text: str, position: int) -> bool:
    """Whether *position* is that of a later digit of a number."""
    return position > 0 and text[position].isdecimal() and text[position - 1].isdecimal()


def _word_opening(text: str, position: int) -> str:
    """The word at *position*; "" if none stands there, and in the scripts of East Asia, whose words
    have no end to look for.
    """
    first = text[position]
    return word_at(text, position) if first.isalpha() and first < FIRST_WIDE else ""


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
        found = _around(text, last, digits.start(), context)
        if found:
            yield found
            last = found.end
            context = context if context.second else _behind(text, found, context)
        digits = _DIGITS_RE.search(text, last if found else digits.end())


def _around(text: str, low: int, high: int, context: Context) -> FoundDate | None:
    """The date whose first digits stand at *high*, which begins there or before them, but not
    before *low*; None if there is none.
    """
    for start in _starts(text, low, high, context):
        found = date_at(text, start, context)
        if found and found.end > high:
            return found
    return None


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
