"""Parts of dates that several shapes share: years, ordinals, small words, and which of two numbers
is the day.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates.found import FoundDate, Shape
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.dates.vocabulary import Name, kin, month_at, phrase_at, prefer, rule, table
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence


class Context(NamedTuple):
    """What the caller knows: language, the order of numbers and why it is known (*because*), and
    how much to admit.

    *fuzzy* admits slips in month names. *exact*: a date is expected here, so shapes count that
    elsewhere may mean something else ("4 - 12"); *second*: one with its year stands before, so two
    numbers beside a clock count.
    """

    language: str | None = None
    order: DateOrder | None = None
    because: str = "as asked"
    fuzzy: bool = False
    exact: bool = False
    second: bool = False


# Years of news; of the solar and lunar Hijri calendars; of the Buddhist era.
YEARS, HIJRI, BUDDHIST = range(1500, 2101), range(1300, 1500), range(2400, 2700)
BUDDHIST_START = 543
_EXPECTED = {"gregorian": (YEARS, BUDDHIST), "ethiopian": (YEARS,), "bikram": (YEARS,)}
# Taiwan counts from 1912.
ROC_START = 1911
# Thai years of two digits are those of the 26th century: "64" is 2564, which is 2021.
_THAI_CENTURY = 2500 - BUDDHIST_START
# The solar year is 1400 and some, the lunar one 1440 and some; Arabic pages print the lunar one
# alone.
_LAST_SOLAR = 1430
# Two digits are this century up to here: a wire of the 1970s may be digitised, one of the 2070s is
# not written.
_PIVOT, _CENTURY = 69, 100
DAYS, MONTHS = 31, 12
# Pages glue a year and a time, or two dates: "20232:23", "20236. November", "20212 years ago".
YEAR_RE = pattern(
    r"(\d{4})(?:(?!\d)|(?=\d{1,2}(?::\d\d|\.\s?[^\W\d]|\s[^\W\d_]{3})))|['’](\d{2})(?!\d)"
)
# "3 APR 90", "04-Dic-21", but not "3 April 15 people": no letter or further number follows.
_SHORT_YEAR_RE = pattern(r"(\d{2})(?![\d%]|[.,:/-]\d|\s?[^\W\d_])")
# "Jul 22, 09 10:00 AM", "Jul 22, 09", "05 mars 24 à 14h20": a clock or the end follows.
_LAST_YEAR_RE = pattern(
    r"(\d\d)(?=\s{0,2}(?:$|[|)•·–—/](?!\s?\d)|\s?[,|•·]?\s(?:[^\W\d_]{1,8}\.?\s){0,2}\d{1,2}[:.h]\d\d))"
)
# Between month and year: a comma, the hyphen of "04-Dic-21".
_COMMA_RE = pattern(r"['’]?\s{0,3}(?:[,،፣/‑-]\s{0,2})?")
# A unit may have a space before it: "2021 г.", "2021-yil", "4 d.".
_SPACE_RE = pattern(r"[\s-]?")
# "4.", "4º".
_ORDINAL_MARK_RE = pattern(r"[º°ª]|\.[ºª]?")
# A month's name followed by its name elsewhere: "كانون الأول/ديسمبر", "تموز (يوليو)".
_OTHER_NAME_RE = pattern(r"\s?[/(]\s?")
# The word before a number that only looks like a date: "Version 4.12.21", "Tel. 04-12-21",
# "v4.12.21".
_LEAD_RE = pattern(r"([^\W\d_]{1,40}|§)[.:]?\s?$")
_GLUED_RE = pattern(r"[^\W\d_]{1,40}$")
# "06-01-2026-14:02" is a date and a time.
_HYPHEN_TIME_RE = pattern(r"-\d{1,2}:\d\d")
_SHORT_NAME = 2
_LEAD_LENGTH, _GLUED = 16, 3


class Named(NamedTuple):
    """A month's name and a day as printed: the end of the later one, and the year after it with
    its end.
    """

    name: Name
    printed: str
    day: int
    end: int
    follows: tuple[int, int] | None


def named(text: str, found: Named, context: Context) -> FoundDate | None:
    """The date of a month's name, day and year, with the unit of the year after it; None if there
    is no such day.
    """
    name, printed, day, end, follows = found
    year = None
    if follows:
        year, end = follows
        if "th" in name.languages and not text[end - 4 : end].isdecimal():
            year = int(text[end - 2 : end]) + _THAI_CENTURY
        end = year_end(text, end, name, context)
    if name.calendar == "gregorian" and year is not None and year in BUDDHIST:
        year -= BUDDHIST_START
    spoken = [
        language for language in kin(context.language) if language in name.languages
    ] or name.languages
    language = f" ({spoken[0]})" if len(spoken) == 1 or spoken is not name.languages else ""
    reason = f"month name {printed}{language}"
    return checked(
        FoundDate(0, end, day, name.number, year, reason, calendar=name.calendar, shape=Shape.NAME)
    )


def admitted(
    meanings: Sequence[Name], printed: str, context: Context, *, year: bool, first: bool
) -> Name | None:
    """The meaning of a month's name that counts; None if none does. Without a year a word like
    "may" needs its capital or its own language, and a name before its day (*first*) a language that
    prints it there: "mars 4" may be a planet, "he may 4 times" is no date.
    """
    if not year:
        meanings = [
            name
            for name in meanings
            if not _is_cut(printed, name) or _expected(name, printed, context)
        ]
        if key(printed) in rule("guarded"):
            meanings = _unguarded(meanings, printed, context)
        if first:
            month_first = rule("month_first")
            meanings = [name for name in meanings if not month_first.isdisjoint(name.languages)]
    return prefer(meanings, context.language) if meanings else None


def _unguarded(meanings: Sequence[Name], printed: str, context: Context) -> list[Name]:
    """The meanings of a month's name like "may" that count without a year: those of the language of
    the text, in small letters only if it prints months so, and those that are written like a name.
    """
    own = frozenset(kin(context.language))
    if printed.islower():
        own -= rule("capitals")
    return [
        name
        for name in meanings
        if not own.isdisjoint(name.languages) or _stands_out(printed, name)
    ]


def _is_cut(printed: str, name: Name) -> bool:
    """Whether a name is an abbreviation, or no longer than one: Breton's whole "Du"."""
    return name.short or (len(printed) <= _SHORT_NAME and printed.isascii())


def _expected(name: Name, printed: str, context: Context) -> bool:
    """Whether an abbreviation without a year is to be expected: in the text's language or one that
    others quote ("más" is Zulu for March, "Du" Breton). If the language is not known, three letters
    will do.
    """
    if context.language:
        return not {*kin(context.language), *rule("quoted")}.isdisjoint(name.languages)
    return len(printed) > _SHORT_NAME


def _stands_out(printed: str, name: Name) -> bool:
    """Whether a word that may be a month is written like one: "May", "14 MAR", but not "iPhone 14
    Pro".
    """
    return printed.isupper() or (not name.short and not printed.islower())


def month_end(text: str, month: tuple[Sequence[Name], int], context: Context) -> int:
    """The end of a month's name with the stop of an abbreviation and a second name of the same
    month.
    """
    name, end = prefer(month[0], context.language), month[1]
    if name.short and text[end : end + 1] == ".":
        end += 1
    mark = _OTHER_NAME_RE.match(text, end)
    other = month_at(text, mark.end()) if mark else None
    if mark and other and any(meaning.number == name.number for meaning in other[0]):
        closing = ")" if "(" in mark[0] else ""
        if text.startswith(closing, other[1]):
            return other[1] + len(closing)
    return end


def year_after(text: str, position: int, calendar: str, *, short: bool) -> tuple[int, int] | None:
    """The year after day and month, and its end; None if there is none. *short* admits two digits
    ("3 APR 90"), which after a day may mean something else.
    """
    start = between(text, position, _COMMA_RE)
    found = YEAR_RE.match(text, start)
    if found:
        year = int(found[1]) if found[1] else full_year(int(found[2]))
        expected = _EXPECTED.get(calendar, (HIJRI,))
        return (year, found.end()) if any(year in years for years in expected) else None
    return _short_year(text, position, start, short=short) if calendar == "gregorian" else None


def _is_year(text: str, found: re.Match[str], *, parted: bool) -> bool:
    """Whether two digits behind a month are a year: a comma *parted* them, they begin with a zero,
    or a word for a clock stands behind them ("05 mars 24 à 14h20").
    """
    zero = found[1].startswith("0")
    return parted or zero or phrase_at(text, found.end() + 1, "before_time") is not None


def _short_year(text: str, position: int, start: int, *, short: bool) -> tuple[int, int] | None:
    """The year of two digits at *start*, after day and month, which end at *position*, and its end:
    "3 APR 90", "04-Dic-21", "Jul 22, 09 10:00 AM"; but "29. November 30. November" is a list of
    days. Unless it is *short* and no comma stands before it, a clock or the end follows it.
    """
    found = _LAST_YEAR_RE.match(text, start) if start > position else None
    if found and _is_year(text, found, parted="," in text[position:start]):
        return full_year(int(found[1])), found.end()
    found = None if "," in text[position:start] or not short else _SHORT_YEAR_RE.match(text, start)
    if not found:
        return None
    certain = int(found[1]) > DAYS or not text[position].isspace() or text[position - 1].isupper()
    return (full_year(int(found[1])), found.end()) if certain else None


def year_end(text: str, end: int, name: Name, context: Context) -> int:
    """The end of a year with its unit ("г.", "godine", "م") or the stop that belongs to it."""
    stop = text[end : end + 1] == "."
    languages = {*kin(context.language)} & {*name.languages} or {*name.languages}
    if stop and not rule("year_stop").isdisjoint(languages):
        end += 1
    unit = phrase_at(text, skip(text, end, _SPACE_RE), "after_year")
    if not unit or languages.isdisjoint(unit[0].split(" ")):
        return end
    letters = unit[1] - end
    return unit[1] + (text[unit[1] : unit[1] + 1] == "." and letters <= len(" г") + 1)


def ordinal_end(text: str, end: int, *, stop: bool = True) -> int:
    """The end of a day's ordinal, which begins at *end*; *end* if there is none: "4.", "4º", "1er",
    "22nd", "4-го", "4'ünde"; also of "4 d." after a month.
    """
    mark = _ORDINAL_MARK_RE.match(text, end) if stop else None
    if mark:
        return mark.end()
    attached = phrase_at(text, end + (text[end : end + 1] in ("-", "‑", "'", "’")), "day")
    if attached:
        return attached[1]
    apart = None if stop else phrase_at(text, skip(text, end, _SPACE_RE), "day_apart")
    if not apart:
        return end
    return apart[1] + (text[apart[1] : apart[1] + 1] == "." and apart[1] - end <= len(" d"))


def between(text: str, position: int, gap: re.Pattern[str]) -> int:
    """Where the next part begins, after at most two small words ("4 de", "tháng 12 năm")."""
    start = skip(text, position, gap)
    for _ in range(2):
        word = phrase_at(text, start, "between")
        if not word:
            break
        # "พ.ศ." ends in a stop, "de" does not.
        start = skip(
            text, word[1] + (text[word[1] : word[1] + 1] == "." and not text[start].isascii()), gap
        )
    return start


def skip(text: str, position: int, gap: re.Pattern[str]) -> int:
    """The end of what *gap* matches at *position*."""
    found = gap.match(text, position)
    return found.end() if found else position


def full_year(number: int) -> int:
    """A year of two digits in full, one of three in Taiwan's count; a longer one as it is."""
    if number >= _CENTURY:
        return number + (ROC_START if number < 2 * _CENTURY else 0)
    return number + (2000 if number <= _PIVOT else 1900)


def numeric_year(year: int, context: Context) -> tuple[int, str] | None:
    """Year and calendar of a number of four digits beside other numbers; None if it is no year:
    Gregorian, Buddhist (made Gregorian), solar or lunar Hijri.
    """
    if year in YEARS:
        return year, "gregorian"
    if year < 2 * _CENTURY and speaks(context, "republic"):
        return year + ROC_START, "gregorian"
    if year in BUDDHIST:
        return year - BUDDHIST_START, "gregorian"
    if year not in HIJRI:
        return None
    return year, "lunar" if year > _LAST_SOLAR or "ar" in kin(context.language) else "solar"


def ordered(
    end: int, numbers: tuple[int, int], year: int | None, calendar: str, context: Context
) -> FoundDate | None:
    """The date of two numbers; which is the day is told by size, by the order asked for, or by
    custom (day first). None if there is no such day.
    """
    first, second = numbers
    american = (context.language or "").lower().replace("_", "-") in rule("month_first_numbers")
    order = DateOrder.MONTH_FIRST if american else DateOrder.DAY_FIRST
    proof = ""
    if first > MONTHS:
        order, proof = DateOrder.DAY_FIRST, "first number > 12"
    elif second > MONTHS:
        order, proof = DateOrder.MONTH_FIRST, "second number > 12"
    elif context.order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
        order, proof = context.order, context.because
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    core = FoundDate(
        0,
        end,
        day,
        month,
        year,
        f"{_said(order)}: {proof}" if proof else f"{_said(order)}{of(context)}",
        settled=proof != "" or first == second,
        calendar=calendar,
        shape=Shape.NUMBERS,
        order=order,
        proved=proof != "",
    )
    return checked(core)


def proven(core: FoundDate, proof: str) -> FoundDate:
    """The date of two numbers, marked as proved: something besides custom (*proof*, in words) says
    which is the day.
    """
    return core._replace(reason=f"{_said(core.order)}: {proof}", settled=True, proved=True)


@cache
def zone_orders() -> dict[str, DateOrder]:
    """The order of day and month that goes with each zone."""
    names = (("month_first", DateOrder.MONTH_FIRST), ("day_first", DateOrder.DAY_FIRST))
    return {
        word: order for name, order in names for word in tables.words("data/updates", name, "words")
    }


def _said(order: DateOrder | None) -> str:
    """The *order* as reasons name it."""
    return "day first" if order is DateOrder.DAY_FIRST else "month first"


def checked(core: FoundDate) -> FoundDate | None:
    """The date, or None if its day or month is out of range. Whether the month has that day is
    checked when the date is resolved.
    """
    day, month = core.day, core.month
    if day is not None and not 0 < day <= DAYS:
        return None
    return core if month is None or 0 < month <= MONTHS else None


def goes_on(text: str, found: re.Match[str], context: Context) -> bool:
    """Whether numbers are part of a longer row: an IP address, a version, an ISBN, a telephone
    number.
    """
    mark, start, end = found[2], found.start(), found.end()
    if not context.exact and start > 1 and text[start - 1] == mark and text[start - 2].isalnum():
        return True
    behind = text[end : end + 6]
    if behind[:1] == mark != " " and behind[1:2].isdecimal():
        return not (mark == "-" and _HYPHEN_TIME_RE.match(behind))
    return False


def glued(text: str, position: int) -> bool:
    """Whether one or two letters stand right before a number ("9to5mac"). Longer words come from
    pages that glue lines together.
    """
    found = _GLUED_RE.search(text, max(0, position - _GLUED), position)
    return found is not None and found[0].upper() != found[0].lower() and len(found[0]) < _GLUED


def misleading(text: str, position: int) -> bool:
    """Whether the word before says that the numbers at *position* are no date, or one or two
    letters are glued to them.
    """
    found = _LEAD_RE.search(text, max(0, position - _LEAD_LENGTH), position)
    if not found:
        return False
    return key(found[1]) in table("never_after").entries or glued(text, position)


def speaks(context: Context, name: str) -> bool:
    """Whether the language of the text, or a close one, is in the list *name*."""
    return not rule(name).isdisjoint(kin(context.language))


def of(context: Context) -> str:
    """The language as reasons name it (" of en"); empty if it is not known."""
    return f" ({context.language})" if context.language else ""
