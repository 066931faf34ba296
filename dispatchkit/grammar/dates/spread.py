"""Dates on pages, which may be split over lines ("Feb. 3," / "2021"), be glued to what follows, or
stand in an address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.found import FoundDate, Shape
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.numerals import may_be_dated
from dispatchkit.grammar.dates.vocabulary import opens
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.text.codes import DateOrder

# "20210203", "20210203 14:30"; the address of an article, as archives and share buttons print it:
# ".../2021/02/03/slug".
_FIGURES_RE = pattern(
    r"(?<![\w/-])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w/-])|/(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])/"
)
_YEAR_RE = pattern(r"(?:19|20)\d\d")
_DAY_MONTH_RE = pattern(r"\d{1,2}\s?[/.-]\s?\d{1,2}\.?")
# The most characters of a part of a split date, and the most lines: "Feb. 3," / "2021" / "14:30
# Uhr".
_SHORT, PIECES = 30, 3


class Spread(NamedTuple):
    """The dates that a line prints, the text that they are spans of, and the position of its last
    line.
    """

    text: str
    last: int
    dates: Sequence[FoundDate]


def dates_at(
    lines: Sequence[str], at: int, *, language: str | None = None, order: DateOrder | None = None
) -> Spread:
    """The dates that begin in the line *at*; one may end in one of the next two lines."""
    text = lines[at]
    dates = _read(text, language, order)
    best = Spread(text, at, dates)
    if not _goes_on(text, dates, language):
        return best
    joined = text
    for last in range(at + 1, min(at + PIECES, len(lines))):
        piece = lines[last]
        if len(piece) > _SHORT:
            break
        length = len(joined)
        joined += _joint(joined, piece) + piece
        found = _read(joined, language, order)
        across = found and found[0].start <= len(text) and found[0].end > length
        if across and _fuller(found[0], best.dates):
            best = Spread(joined, last, found)
    return best


def _joint(before: str, piece: str) -> str:
    """What joins two parts of a split date: "2021" and "4/12" are numbers of one row."""
    return "/" if _YEAR_RE.fullmatch(before) and _DAY_MONTH_RE.fullmatch(piece) else " "


def _goes_on(text: str, dates: Sequence[FoundDate], language: str | None) -> bool:
    """Whether a date can go on in the next line: *text* is short, and ends with a date that lacks a
    year or a time, with numbers, or with a month or weekday.
    """
    if len(text) > _SHORT:
        return False
    if dates:
        complete = dates[0].year and dates[0].time
        return not complete and not WORD_RE.search(text, dates[-1].end)
    last = text.rstrip(" ,.|·-–").rsplit(" ", 1)[-1]
    return last.isdecimal() or _DAY_MONTH_RE.fullmatch(last) is not None or opens(last, language)


def _fuller(found: FoundDate, known: Sequence[FoundDate]) -> bool:
    """Whether a date tells more than the first that is known: a year, a time of day."""
    return not known or (found.year is not None, found.time is not None) > (
        known[0].year is not None,
        known[0].time is not None,
    )


def _read(text: str, language: str | None, order: DateOrder | None) -> Sequence[FoundDate]:
    """The dates of a text, else one of eight digits or of an address; empty if there are none."""
    if not may_be_dated(text):
        return ()
    found = find_dates(text, language=language, order=order)
    if found:
        return found
    match = _FIGURES_RE.search(text)
    if not match:
        return ()
    of, reason = ("ymd", "ISO, compact") if match["y"] else (("year", "month", "day"), "address")
    year, month, day = (int(match[part]) for part in of)
    shape = Shape.OTHER if match["y"] else Shape.ADDRESS
    return (FoundDate(*match.span(), day, month, year, reason, shape=shape),)
