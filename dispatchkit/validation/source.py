"""A message that is to be checked: its bytes, its text, and where things stand in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dispatchkit.text.lines import split_lines
from dispatchkit.text.places import Places

if TYPE_CHECKING:
    from dispatchkit.model import Line


class Source:
    """A message as *data* and as *text*, and the word of its *format* ("json", "nitf", "text").

    Whoever parses XML takes the bytes, which declare their encoding.
    """

    def __init__(self, data: bytes, text: str, format_: str, encoding: str) -> None:
        self.data = data
        self.text = text
        self.format = format_
        self.encoding = encoding

    @classmethod
    def of(cls, data: bytes, encoding: str | None = None) -> Source:
        """The message in *data*; *encoding* is that of the text, if the caller names it. Raises
        DecodeError if it is no text.
        """
        from dispatchkit.reading.decode import decode
        from dispatchkit.reading.recognise import recognise

        decoded = decode(data, encoding=encoding)
        return cls(data, decoded.text, recognise(data).format.word, decoded.encoding)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the text, each with its number and the offset of its first character."""
        return split_lines(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character of the text, from 1."""
        found = self._places.place(offset, offset)
        return found.line, found.column

    @cached_property
    def _places(self) -> Places:
        return Places(self.lines)
