"""Datelines of East Asia: without spaces between place, day and credit, mostly in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline.elements import (
    Found,
    Head,
    Reader,
    credits_in,
    separator_end,
    split_places,
)
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.scripts import FIRST_WIDE, is_wide

if TYPE_CHECKING:
    import re

    from dispatchkit.grammar.dates import FoundDate

# No such dateline has more characters than this.
_REACH = 60
_BRACKET_RE = pattern(r"[(（\[［【〔]([^()（）\[\]［］【】]{2,60})[)）\]］】〕]")
_TITLE_RE = pattern(r"\s{0,4}(?:题|題)[：:]\s*|\s+")
_REPORTER_RE = pattern(r"[（(]\s{0,4}(?:记者|記者|通讯员)?\s{0,4}([^（）()]{2,30}?)\s{0,4}[）)]")
_KOREAN_BYLINE_RE = pattern(r"\s{0,4}([^=]{2,40}?(?:기자|특파원|통신원|논설위원))\s{0,4}=\s{0,4}")


def east_asian(reader: Reader, start: int) -> Found | None:
    """The dateline of an East Asian agency that begins at *start*.

    "新华社北京12月4日电", "（中央社記者王小明台北4日電）", "【ドーハ共同】",
    "［東京　２６日　ロイター］", "(서울=연합뉴스) 김철수 기자 =".
    """
    text = reader.text
    if text.isascii() or max(text[start : start + _REACH], default="") < FIRST_WIDE:
        return None
    bracket = _BRACKET_RE.match(text, start)
    if bracket:
        return (
            _korean(reader, bracket)
            or _in_bracket(reader, bracket)
            or _telegram(reader, bracket.start(1), bracket.end(1), bracket.end())
        )
    return _telegram(reader, start, min(len(text), start + 60), None)


def _korean(reader: Reader, bracket: re.Match[str]) -> Found | None:
    """The place and the credit with "=" between them, then the reporter with his title."""
    place, equals, credit = bracket[1].rpartition("=")
    agencies = credits_in(credit, reader.known) if equals else ()
    if not agencies:
        return None
    byline = _KOREAN_BYLINE_RE.match(reader.text, bracket.end())
    end = byline.end() if byline else separator_end(reader.text, bracket.end(), known=True)
    if end is None:
        return None
    return reader.found(Head(split_places(place)), end, agencies, byline[1] if byline else None)


def _in_bracket(reader: Reader, bracket: re.Match[str]) -> Found | None:
    """Place, perhaps the day, and the credit inside one bracket, with spaces between or without."""
    content = bracket[1].replace("\u3000", " ")
    parts = content.split()
    known = reader.known
    if len(parts) > 1 and (agency := known.get(fold(parts[-1]))):
        found = (
            reader.date_at(reader.text.index(parts[1], bracket.start())) if len(parts) > 2 else None
        )
        return _closed(reader, bracket.end(), split_places(parts[0]), found, agency)
    for size in range(len(content) - 1, 1, -1):
        agency = known.get(fold(content[-size:]))
        if agency and content.isalpha() and not content.isascii() and is_wide(content[0]):
            return _closed(reader, bracket.end(), split_places(content[:-size]), None, agency)
    return None


def _closed(
    reader: Reader, position: int, places: tuple[str, ...], found: FoundDate | None, agency: str
) -> Found | None:
    """The dateline of these parts, if a separator at *position* closes it; else None."""
    end = separator_end(reader.text, position, known=True)
    return None if end is None else reader.found(Head(places, None, found), end, (agency,))


def _telegram(reader: Reader, start: int, limit: int, outside: int | None) -> Found | None:
    """Credit, reporter, place and day, closed by 电 or 電. *outside* is where the text begins if
    all of it stands in a bracket.
    """
    text, known = reader.text, reader.known
    if not is_wide(text[start : start + 1]):
        return None
    size = next(
        (
            size
            for size in range(min(8, limit - start), 1, -1)
            if fold(text[start : start + size]) in known
        ),
        0,
    )
    if not size:
        return None
    agency = known[fold(text[start : start + size])]
    for position in range(start + size, limit):
        found = reader.date_at(position) if text[position].isdigit() else None
        if not found:
            continue
        end = text.find("電", found.end, found.end + 8) if outside else found.end
        if end < 0 or text[end : end + 1] not in ("电", "電"):
            return None
        reporter, place = _reporter_and_place(text[start + size : position])
        byline, end = (reporter, outside) if outside else _telegram_end(text, end + 1)
        return reader.found(Head(split_places(place), None, found), end, (agency,), byline)
    return None


def _telegram_end(text: str, position: int) -> tuple[str | None, int]:
    """The reporter in a bracket after 电, or None, and where the text begins."""
    reporter = _REPORTER_RE.match(
        text, position + len(text[position:]) - len(text[position:].lstrip())
    )
    if reporter:
        return reporter[1], reporter.end()
    title = _TITLE_RE.match(text, position)
    return None, title.end() if title else position


def _reporter_and_place(text: str) -> tuple[str | None, str]:
    """The reporter or None and the place of "記者王小明台北", without a mark between: most Chinese
    names have three characters, some two.
    """
    if not text.startswith(("记者", "記者")):
        return None, text
    size = 3 if len(text) > 6 else 2
    return text[2 : 2 + size], text[2 + size :]
