"""Where characters of a text stand: offsets as lines and columns, and what is printed there."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Line

# Reports show no more of a line, and lines of news run to thousands of characters.
_EXCERPT = 160


class Place(NamedTuple):
    """A stretch of the source: lines and columns from 1, columns in characters, the end not
    included.

    ``extra`` and ``end_extra``: how many bytes more than characters its line takes up to there in
    UTF-8, for readers that count bytes.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    extra: int = 0
    end_extra: int = 0

    def to_dict(self) -> dict[str, int]:
        """Lines and columns."""
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
    """Offsets of a decoded text to lines and columns, and to what stands there."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._starts = [line.start for line in lines]
        # Line, column and extra bytes of the last place. Places are asked for in order, so that
        # counting can go on from there.
        self._counted = (0, 1, 0)

    def place(self, start: int, end: int) -> Place:
        """The place of the characters *start* to before *end*."""
        first = self._at(start)
        last = self._end(end) if end > start and self._lines else first
        self._counted = (*first, self._extra(*first))
        return Place(*first, *last, self._counted[2], self._extra(*last))

    def excerpt(self, offset: int) -> Excerpt:
        """The line at an offset, or so much of a long one as reports show."""
        number, column = self._at(offset)
        text = self._lines[number - 1].text if self._lines else ""
        begin = max(0, min(column - 1 - _EXCERPT // 4, len(text) - _EXCERPT))
        return Excerpt(text[begin : begin + _EXCERPT], begin + 1)

    def _extra(self, number: int, column: int) -> int:
        """How many bytes more than characters UTF-8 takes for what stands before a column of a
        line.
        """
        if column == 1:
            return 0
        line, counted, extra = self._counted
        if line != number or column < counted:
            counted, extra = 1, 0
        text = self._lines[number - 1].text[counted - 1 : column - 1]
        return (
            extra
            if text.isascii()
            else extra + len(text.encode("utf-8", "surrogatepass")) - len(text)
        )

    def _end(self, offset: int) -> tuple[int, int]:
        """Number and column of an end. Behind a final line end that is the beginning of a line that
        is not there.
        """
        number, column = self._at(offset)
        line = self._lines[number - 1]
        return (
            (number + 1, 1)
            if line.ending and column > len(line.text) + len(line.ending)
            else (number, column)
        )

    def _at(self, offset: int) -> tuple[int, int]:
        """Number and column. What stands after the final line end is given as the end of the last
        line.
        """
        number = max(bisect_right(self._starts, offset), 1)
        return number, offset - self._starts[number - 1] + 1 if self._starts else 1
