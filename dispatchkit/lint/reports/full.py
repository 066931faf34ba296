"""Each finding with its source line, the place marked below it, its fix, and where its rule is
explained.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from dispatchkit.lint.reports.concise import COLOURS, line
from dispatchkit.text.visible import DIM, GREEN, paint, unarmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Change, Finding, Remedy
    from dispatchkit.lint.reports import About, Failed
    from dispatchkit.text.places import Place

# Columns for the source text: with its number in front a line fits most terminals, so that the mark
# stays below its place.
_ROOM = 100
# How many characters are shown before the place if the line is cut.
_LEAD = 30
# A fix with more changes than this is a rewriting that ``--diff`` shows better.
_CHANGES = 3
_QUOTED = 40
# Joiners and marks of direction belong to the words around them; all other invisible characters are
# shown as numbers.
_JOINING = "\u200c\u200d\u200e\u200f\u061c"
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Cn", "Co"}
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TAB = "    "


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._coloured = about.coloured

    def begin(self) -> str:
        """Nothing opens it."""
        return ""

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """A block for each finding, with a blank line after each."""
        return "".join(
            line(path, finding, coloured=self._coloured) + self._below(finding)
            for finding in findings
        )

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:  # noqa: ARG002 - the protocol's
        """Nothing closes it."""
        return iter(())

    def _below(self, finding: Finding) -> str:
        number = str(finding.place.line)
        margin = " " * len(number)
        text, mark = excerpted(finding)
        rows = [f"{margin} |", f"{number} | {text}".rstrip()]
        if mark:
            rows.append(f"{margin} | {self._paint(mark, COLOURS[finding.severity])}")
        if finding.fix:
            rows.append(f"{margin} = {self._paint(fix_in_words(finding.fix, finding), GREEN)}")
        rows.append(f"{margin} = {self._paint(f'dispatchkit rule {finding.code}', DIM)}")
        return "".join(f"{unarmed(row)}\n" for row in rows) + "\n"

    def _paint(self, text: str, style: str) -> str:
        bare = text.lstrip(" ")
        return text[: len(text) - len(bare)] + paint(bare, style) if self._coloured else text


def excerpted(finding: Finding) -> tuple[str, str]:
    """The source line of a finding, or the part of it that fits, and what marks the place below it
    ("" if it is the whole dispatch).
    """
    place, excerpt = finding.place, finding.excerpt
    shown = [drawn(character) for character in excerpt.text]
    begin = min(max(place.column - excerpt.column, 0), len(shown))
    end = (
        max(place.end_column - excerpt.column, begin)
        if place.end_line == place.line
        else len(shown)
    )
    first = max(0, begin - _LEAD) if sum(map(width, shown)) > _ROOM else 0
    last = _fitting(shown, first)
    before = "…" if first or excerpt.column > 1 else ""
    text = before + "".join(shown[first:last]) + ("…" if last < len(shown) else "")
    if place[:2] == place[2:4]:
        return text, ""
    lead = len(before) + sum(map(width, shown[first:begin]))
    return text, " " * lead + "^" * max(1, sum(map(width, shown[begin : min(end, last)])))


def _fitting(shown: Sequence[str], first: int) -> int:
    """The index after the last of the characters *shown* for which there is room, beginning with
    *first*.
    """
    room = _ROOM
    for at in range(first, len(shown)):
        room -= width(shown[at])
        if room < 0:
            return at
    return len(shown)


def drawn(character: str) -> str:
    """A character as the excerpt shows it."""
    if character == "\t":
        return _TAB
    return character if unicodedata.category(character) == "Zs" else named(character)


@lru_cache(1024)
def named(character: str) -> str:
    """A character, or its escape if it would not be seen (any blank except the space) or would move
    what follows.
    """
    if character == " " or character in _JOINING or unicodedata.category(character) not in _UNSEEN:
        return character
    code = ord(character)
    if character in _NAMED:
        return _NAMED[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@lru_cache(1024)
def width(text: str) -> int:
    """How many columns of a terminal *text* takes: wide East Asian characters take two, marks on
    the letter before them none.
    """
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    # Vowels and finals of decomposed Korean are drawn in the block of the consonant before them.
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fix_in_words(remedy: Remedy, finding: Finding) -> str:
    """What the fix does, in words."""
    changes = [_change(change, finding) for change in remedy.changes[:_CHANGES]]
    if len(remedy.changes) > _CHANGES:
        changes.append(f"{len(remedy.changes) - _CHANGES} more")
    if remedy.encoding:
        changes.append(f"write the file in {remedy.encoding}")
    return f"{'fix' if remedy.safety == 'safe' else 'unsafe fix'}: {', '.join(changes)}"


def _change(change: Change, finding: Finding) -> str:
    place = change.place
    where = "" if place.line == finding.place.line else f"line {place.line}: "
    if place[:2] == place[2:4]:
        return f"{where}insert {_quoted(change.text)}"
    old = _replaced(change, finding)
    if old is not None:
        return (
            f"{where}delete {_quoted(old)}"
            if not change.text
            else f"{where}{_quoted(old)} -> {_quoted(change.text)}"
        )
    if place.column == place.end_column == 1:
        where, extent = "", _lines(place)
    else:
        extent = _extent(place)
    return (
        f"{where}delete {extent}"
        if not change.text
        else f"{where}put {_quoted(change.text)} in place of {extent}"
    )


def _replaced(change: Change, finding: Finding) -> str | None:
    """The characters that are replaced; None if the excerpt does not hold them."""
    place, excerpt = change.place, finding.excerpt
    begin, end = place.column - excerpt.column, place.end_column - excerpt.column
    within = (
        place.line == place.end_line == finding.place.line
        and begin >= 0
        and end <= len(excerpt.text)
    )
    return excerpt.text[begin:end] if within else None


def _extent(place: Place) -> str:
    """How much of a line, or of it and the next ones, is replaced, in words."""
    if place.line == place.end_line:
        return f"columns {place.column} to {place.end_column - 1}"
    return (
        "the line end"
        if place.end_line == place.line + 1 and place.end_column == 1
        else f"the text up to {place.end_line}:{place.end_column}"
    )


def _lines(place: Place) -> str:
    """Whole lines, in words: "line 3", "lines 3 to 5"."""
    last = place.end_line - 1
    return f"line {place.line}" if last == place.line else f"lines {place.line} to {last}"


def _quoted(text: str) -> str:
    short = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
    return f'"{"".join(map(named, short))}"'
