"""Where characters of a text stand: offsets as lines and columns, and what is printed there."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Line

# Reports show at most this many characters of a line; lines of news may have thousands.
_EXCERPT = 160


class Place(NamedTuple):
    """A stretch of the source: lines and columns from 1, columns in characters, the end not
    included.

    ``extra`` and ``end_extra``: by how many the bytes of the line in UTF-8 up to its start and its
    end exceed the characters, for readers that count bytes.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    extra: int = 0
    end_extra: int = 0

    def to_dict(self) -> dict[str, int]:
        """Lines and columns by their names in JSON."""
        return {
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }


class Excerpt(NamedTuple):
    """A source line, or the part of a long one that holds a place: the text, and the column at
    which it begins.
    """

    text: str
    column: int


class Places:
    """Turns offsets in a decoded text into lines and columns, and into what is printed there."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._starts = [line.start for line in lines]
        # Which line, column and extra bytes of the last place. Places are asked for in order, so
        # that counting can go on from there.
        self._counted = (-1, 1, 0)

    def place(self, start: int, end: int) -> Place:
        """The place of the characters *start* to before *end*."""
        first = self._at(start)
        last = self._at(end) if end > start and self._lines else first
        self._counted = (*first, self._extra(*first))
        number, column = self._numbered(*first)
        end_place = self._end(*last) if end > start and self._lines else (number, column)
        return Place(number, column, *end_place, self._counted[2], self._extra(*last))

    def excerpt(self, offset: int) -> Excerpt:
        """The line at an offset, or the part of a long line that reports show."""
        at, column = self._at(offset)
        text = self._lines[at].text if self._lines else ""
        begin = max(0, min(column - 1 - _EXCERPT // 4, len(text) - _EXCERPT))
        return Excerpt(text[begin : begin + _EXCERPT], begin + 1)

    def _extra(self, at: int, column: int) -> int:
        """By how many the UTF-8 bytes before a column of a line exceed the characters."""
        if column == 1:
            return 0
        line, counted, extra = self._counted
        if line != at or column < counted:
            counted, extra = 1, 0
        text = self._lines[at].text[counted - 1 : column - 1]
        return (
            extra
            if text.isascii()
            else extra + len(text.encode("utf-8", "surrogatepass")) - len(text)
        )

    def _end(self, at: int, column: int) -> tuple[int, int]:
        """Number and column of the end of a stretch. After a final line end, that is the beginning
        of the line that would follow.
        """
        line = self._lines[at]
        if line.ending and column > len(line.text) + len(line.ending):
            return line.number + 1, 1
        return line.number, column

    def _numbered(self, at: int, column: int) -> tuple[int, int]:
        """Number and column of a place in the line *at*."""
        return (self._lines[at].number if self._lines else 1), column

    def _at(self, offset: int) -> tuple[int, int]:
        """Which of the lines an offset is in, from 0, and its column. An offset after the final
        line end is the end of the last line.
        """
        at = max(bisect_right(self._starts, offset) - 1, 0)
        return at, offset - self._starts[at] + 1 if self._starts else 1
