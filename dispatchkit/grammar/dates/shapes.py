"""The shapes of dates: day, month and year at one place of a text. The weekday and the time of day
are read elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dates.found import FoundDate, Shape
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.dates.numbers import (
    DAYS,
    HIJRI,
    YEAR_RE,
    YEARS,
    Context,
    Named,
    admitted,
    between,
    checked,
    full_year,
    glued,
    goes_on,
    misleading,
    month_end,
    named,
    numeric_year,
    of,
    ordered,
    ordinal_end,
    skip,
    speaks,
    year_after,
)
from dispatchkit.grammar.dates.vocabulary import (
    day_in_words,
    kin,
    month_at,
    opens_day,
    phrase_at,
    prefer,
    rule,
    word_at,
)
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.scripts import FIRST_WIDE

if TYPE_CHECKING:
    import re
    from collections.abc import Callable


# The year before the first of each era; Taiwan counts from 1912.
_ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "民國": 1911,
    "民国": 1911,
    "公元": 0,
    "西元": 0,
}
# "2021年12月4日", "12月4日", "令和3年12月4日", "2021년 12월 4일".
_EASTERN_RE = pattern(
    r"(?:(令和|平成|昭和|大正|明治|民國|民国|公元|西元)?\s?(\d{1,4}|元)\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日號号일]"
)
# "令和 12 年 12 月 31 日" has 16 characters.
_EASTERN_REACH = 20
# "4日", as Taiwan's agency prints it; but 日 also begins 日本.
_EASTERN_DAY_RE = pattern(r"(\d{1,2})\s?[日號号일](?![本元前常間间])")
# A number of up to four digits and what follows it, which tells which shapes to try.
_PROBE_RE = pattern(r"(\d{1,4})(?!\d{4})\s{0,3}(\D|\d|$)")
_UNITS, _MARKS, _ORDINALS = frozenset("年月日號号년월일元"), frozenset("./-‑–"), frozenset("º°ª'’")
# "2021-12-04", "2021/12/4", "2025. 5. 15."
# "113/05/14" in Taiwan; "2024 03/15", of two boxes of a page.
_YEAR_FIRST_RE = pattern(r"(\d{3,4})\s?([-/.‑])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_YEAR_APART_RE = pattern(r"(20\d\d)([\s/-])(\d\d)[/-](\d\d)(?![\d/-])")
# "04.12.2021", "4/12/21", "06. 01. 2026". "20232:23", "1908:46" and "202430. Januar" are pages that
# glued year and time or two dates; "4.12. 14:30" is no year.
_NUMERIC_RE = pattern(
    r"(\d{1,2})\s?([-/.‑])\s?(\d{1,2})\s?\2\s?(\d{4}(?!:\d)|\d{2}(?!-[^\W\d]|:\d\d))(?:(?!\d)|(?=\d{1,2}(?::\d\d|\.\s?[^\W\d])))"
)
# "4.12.", "04/12", "4 - 12": only where a date is expected.
_NO_YEAR_RE = pattern(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})(?!\d)(\.(?!\d))?")
_TIMED_RE = pattern(r"\d{1,2}(?:\.\s?\d{1,2}\.|/\d{1,2})\s\d{1,2}[:：]\d\d(?!\d)")
_DAY_RE = pattern(r"(\d{1,2})(?!\d)")
# Between day and month: spaces, the stop of "4.", a hyphen ("04-Dic-21", "4-dekabr"), the
# apostrophe of "d'octubre" and "ta'".
_GAP_RE = pattern(r"['’]?\s{0,3}(?:[.]\s{0,2}|[/‑-])?")
_CREDIT_RE = pattern(r"\.?\s?[(（/\[]")
# The words of a day that is spelled out, and what stands between them: "treizeci și unu".
_DAY_WORDS, _WORDS_GAP_RE = 4, pattern(r"[\s-]")
# Between a year that comes first and its unit: "2021. gada", "2021-yil", "2021eko".
_UNIT_GAP_RE = pattern(r"\.?[\s‑-]?")
# Before a number that is no day: decimals, amounts, numbers of paragraphs.
_BEFORE_RE = pattern(r"\d[.,:/]$|[$€£¥₺#№§+]$")
# After a number that is no day: "Dec 4.5", "May 4,000", "March 4:30", "April 4%", "Juli 7h30".
_NO_DAY_RE = pattern(r"[.,]\d|:\d\d|\s?[%°€$£₺]|[hH]\d\d")


def core_at(text: str, position: int, context: Context) -> FoundDate | None:
    """The date without weekday and time that starts at *position*; None if none does."""
    number = _PROBE_RE.match(text, position)
    if not number:
        return _eastern(text, position, context) or _month_first(text, position, context)
    for shape in _shapes(number):
        found = shape(text, position, context)
        if found:
            return found
    timed = context.second and _TIMED_RE.match(text, position)
    return no_year_at(text, position, context) if context.exact or timed else None


def _shapes(number: re.Match[str]) -> tuple[Callable[[str, int, Context], FoundDate | None], ...]:
    """The readers of the shapes that a number can begin, by its length and by what follows it."""
    short, behind = number.end(1) - number.start(1) <= len("31"), number[2]
    if behind in _UNITS:
        return (_eastern,)
    if behind in _MARKS:
        return (_numeric, _day_first, _by_unit) if short else (_year_first, _year_named)
    if behind.isalpha() or behind in _ORDINALS:
        return (_day_first, _by_unit) if short else (_year_named,)
    return () if short else (_year_first,)


def era_start(text: str, position: int) -> int:
    """Where the name of an East Asian era begins that ends at *position*, else *position*."""
    return position - 2 if text[max(0, position - 2) : position] in _ERAS else position


def no_year_at(text: str, position: int, context: Context) -> FoundDate | None:
    """Day and month by number, without a year: "4.12.", "04/12", "4 - 12"."""
    found = _NO_YEAR_RE.match(text, position)
    if not found or goes_on(text, found, context):
        return None
    end = found.end() if found[4] is None or found[2] == "." else found.start(4)
    return ordered(end, (int(found[1]), int(found[3])), None, "gregorian", context)


def _eastern(text: str, position: int, context: Context) -> FoundDate | None:
    """The date of numbers with 年 月 日 or 년 월 일 after them."""
    if max(text[position : position + _EASTERN_REACH], default="") < FIRST_WIDE:
        return None
    found = _EASTERN_RE.match(text, position)
    if found:
        year = None
        if found[2] and (found[1] or len(found[2]) > 1):
            number = 1 if found[2] == "元" else int(found[2])
            year = number + _ERAS[found[1]] if found[1] else full_year(number)
        reason = "year, month and day by their units"
        return checked(FoundDate(0, found.end(), int(found[4]), int(found[3]), year, reason))
    day = _EASTERN_DAY_RE.match(text, position) if context.exact else None
    return checked(FoundDate(0, day.end(), int(day[1]), None, None, "day alone")) if day else None


def _year_first(text: str, position: int, context: Context) -> FoundDate | None:
    """The date in ISO form, or with other marks."""
    found = _YEAR_FIRST_RE.match(text, position) or _YEAR_APART_RE.match(text, position)
    if not found or goes_on(text, found, context):
        return None
    era = numeric_year(int(found[1]), context)
    spaced = found[2] == "." and " " in found[0] and text[found.end() : found.end() + 1] == "."
    if era is None:
        return None
    core = FoundDate(
        0, found.end() + spaced, int(found[4]), int(found[3]), era[0], "year first", calendar=era[1]
    )
    return checked(core._replace(reason="ISO", shape=Shape.ISO) if found[2] == "-" else core)


def _numeric(text: str, position: int, context: Context) -> FoundDate | None:
    """The date of three numbers, the year last (or two digits of it first, where that is
    custom).
    """
    found = _NUMERIC_RE.match(text, position)
    if not found or goes_on(text, found, context):
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) > len("21"):
        era = numeric_year(third, context)
        return ordered(found.end(), (first, second), era[0], era[1], context) if era else None
    # "6-3-10" is a record of wins; with hyphens each number must have two digits.
    if misleading(text, position) or (found[2] == "-" and len(found[0]) < len("04-12-21")):
        return None
    if len(found[1]) > 1 and _expects_year_first(context):
        by_year = checked(FoundDate(0, found.end(), third, second, full_year(first), "year first"))
        if by_year:
            return by_year
    return ordered(found.end(), (first, second), full_year(third), "gregorian", context)


def _expects_year_first(context: Context) -> bool:
    """Whether the first of three short numbers is the year, as asked for or by custom."""
    if context.order is None:
        return speaks(context, "year_first")
    return context.order is DateOrder.YEAR_FIRST


def _day_first(
    text: str, position: int, context: Context, year: int | None = None
) -> FoundDate | None:
    """Day and month's name: "4 déc 2021", "22nd April, 2026", "4 de diciembre de 2021", "4.
    prosinca 2021.", "4ธันวาคม2564".
    """
    day = _DAY_RE.match(text, position)
    if (
        not day
        or not 0 < int(day[1]) <= DAYS
        or _BEFORE_RE.search(text[max(0, position - 2) : position])
        or glued(text, position)
    ):
        return None
    start = between(text, ordinal_end(text, day.end()), _GAP_RE)
    return _with_month(text, start, int(day[1]), year, context)


def _with_month(
    text: str, start: int, day: int, year: int | None, context: Context
) -> FoundDate | None:
    """The date whose month's name starts at *start*, after its day; a year may follow."""
    month = month_at(text, start, language=context.language, fuzzy=context.fuzzy)
    if not month:
        return None
    end = month_end(text, month, context)
    follows = (year, end) if year else year_after(text, end, month[0][0].calendar, short=True)
    printed = text[start : month[1]]
    # "12" is no year in "10 ago 12", but is in "10-ago-12".
    certain = follows is not None and (
        text[follows[1] - 3 : follows[1]].isdecimal() or not text[end : end + 1].isspace()
    )
    # "Jaca, 5 may (EFE)": where a date is expected, nothing else has a credit after it.
    certain = certain or (context.exact and _CREDIT_RE.match(text, end) is not None)
    name = admitted(month[0], printed, context, year=certain, first=False)
    return named(text, Named(name, printed, day, end, follows), context) if name else None


def _month_first(
    text: str, position: int, context: Context, year: int | None = None
) -> FoundDate | None:
    """Month's name and day: "Dec. 4", "June 27, 2021", "gruodžio 4 d.", "december 4.", "abenduaren
    4an".
    """
    month = month_at(text, position, language=context.language, fuzzy=context.fuzzy)
    if not month:
        return None
    start = between(text, month_end(text, month, context), _GAP_RE)
    day = _DAY_RE.match(text, start)
    if not day or not 0 < int(day[1]) <= DAYS or _NO_DAY_RE.match(text, day.end()):
        return None
    end = ordinal_end(text, day.end(), stop=False)
    follows = (year, end) if year else year_after(text, end, month[0][0].calendar, short=False)
    name = admitted(
        month[0], text[position : month[1]], context, year=follows is not None, first=True
    )
    if not name:
        return None
    if (
        text[end : end + 1] == "."
        and (year or speaks(context, "day_stop"))
        and not rule("day_stop").isdisjoint(name.languages)
    ):
        end += 1
        follows = (year, end) if year else None
    return named(text, Named(name, text[position : month[1]], int(day[1]), end, follows), context)


def in_words(text: str, position: int, context: Context) -> FoundDate | None:
    """The date whose day is spelled out, of at most four words: "quatorze mars", "primo maggio",
    "vingt-et-un juin", "первого мая".
    """
    # Saves the places of datelines, where most of these words are tried, a third of their dates.
    if not opens_day(key(word_at(text, position))):
        return None
    words: list[str] = []
    end = position
    while len(words) < _DAY_WORDS and (word := word_at(text, end)):
        words.append(key(word))
        start = between(text, end + len(word), _GAP_RE)
        month = month_at(text, start, language=context.language) if start > end else None
        if month:
            spoken = kin(context.language) or prefer(month[0], None).languages
            day = day_in_words(" ".join(words), spoken)
            return _with_month(text, start, day, None, context) if day else None
        end = skip(text, end + len(word), _WORDS_GAP_RE)
    return None


def _year_named(text: str, position: int, context: Context) -> FoundDate | None:
    """The year, then month's name and day or day and month's name: "2021. december 4.", "2021 m.
    gruodžio 4 d.", "2021-yil 4-dekabr".
    """
    found = YEAR_RE.match(text, position)
    if not found or not found[1] or not (int(found[1]) in YEARS or int(found[1]) in HIJRI):
        return None
    end = found.end()
    unit = phrase_at(text, skip(text, end, _UNIT_GAP_RE), "year_first")
    start = between(text, unit[1] if unit else end, _GAP_RE)
    core = _month_first(text, start, context, int(found[1]))
    return core or (_day_first(text, start, context, int(found[1])) if unit else None)


def _by_unit(text: str, position: int, context: Context) -> FoundDate | None:
    """Months by number with a unit: Vietnamese "4 tháng 12 năm 2021", Mongolian "12 дугаар сарын
    4".
    """
    first = _DAY_RE.match(text, position)
    if not first or _BEFORE_RE.search(text[max(0, position - 2) : position]):
        return None
    start = skip(text, first.end(), _GAP_RE)
    before, after = phrase_at(text, start, "unit_before"), phrase_at(text, start, "unit_after")
    unit = before or after
    second = _DAY_RE.match(text, skip(text, unit[1], _GAP_RE)) if unit else None
    if not second:
        return None
    day, month = (first[1], second[1]) if before else (second[1], first[1])
    follows = year_after(text, second.end(), "gregorian", short=False)
    year, end = follows or (None, second.end())
    return checked(
        FoundDate(0, end, int(day), int(month), year, f"month by its number{of(context)}")
    )
