"""The values in JSON and JSON Lines, one after another, so that a list or a file of any length is
read without being held.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Line
    from dispatchkit.reading.message import Opened

# What may stand around a value: byte-order marks, the record separator of a text sequence, commas.
_AROUND = "\ufeff\x1e \t\r\n,"
# Decoding that stops so close to the end of what was read needs more of it: the longest token that
# an end of line cannot part is "false".
_CLOSE = 8
# Values are not written with line breaks in their strings, but some programs do it.
_DECODER = json.JSONDecoder(strict=False)


class Value(NamedTuple):
    """A value, the number of the line on which it begins, and whether it is one of a list."""

    value: Any
    line: int
    listed: bool


def values(source: Opened) -> Iterator[Value | Broken]:
    """The values in a source; those of a list that is all of it one by one."""
    by_line = source.recognised.format is Format.JSONL
    return _of_lines(source) if by_line else _Stream(source.lines).values()


def _of_lines(source: Opened) -> Iterator[Value | Broken]:
    """The values in JSON Lines. A line that is none is one that is broken."""
    for line in source.lines:
        text = line.text.strip(_AROUND)
        if not text or text in ("[", "]"):
            continue
        try:
            yield Value(json.loads(text), line.number, listed=True)
        except (ValueError, RecursionError) as error:
            column = line.text.index(text) + getattr(error, "pos", 0) + 1
            yield Broken(f"line {line.number}, column {column}", _why(error))


class _Stream:
    """The text of an input that is read line by line, as far as it is needed."""

    def __init__(self, lines: Iterator[Line] | Any) -> None:
        self._lines = iter(lines)
        self._text = ""
        self._at = 0
        self._line = 1
        # How many characters of its first line are no longer in the text.
        self._dropped = 0

    def values(self) -> Iterator[Value | Broken]:
        """The values, and what is none."""
        found = listed = False
        while self._begin(found=found):
            if self._text[self._at] == "[" and not listed:
                self._skip(self._at + 1)
                listed = found = True
                continue
            if self._text[self._at] in "]);":
                listed = listed and self._text[self._at] != "]"
                self._skip(self._at + 1)
                continue
            line = self._line
            value, error = self._decoded()
            if error is None:
                found = True
                yield Value(value, line, listed)
                continue
            yield Broken(self._place(getattr(error, "pos", self._at)), _why(error))
            found = self._recover() or found

    def _begin(self, *, found: bool) -> bool:
        """Go to the next value; False at the end. Before the first one there may be words: the name
        of a variable or of a function.
        """
        while True:
            rest = len(self._text) - len(self._text[self._at :].lstrip(_AROUND))
            self._skip(max(rest, self._at))
            if self._at < len(self._text):
                break
            if not self._more():
                return False
        if not found:
            while not (begins := [at for at in map(self._find, "{[") if at >= 0]):
                if not self._more():
                    return False
            self._skip(min(begins))
        return True

    def _find(self, sign: str) -> int:
        return self._text.find(sign, self._at)

    def _decoded(self) -> tuple[Any, Exception | None]:
        """The value that begins here, or why there is none. More lines are read, twice as many each
        time, while all that is wrong is that it ends too soon.
        """
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if not (_is_short(error, self._text) and self._more()):
                    return None, error
            else:
                self._skip(end)
                return value, None

    def _recover(self) -> bool:
        """Go to the next line that opens an object, behind what is broken; False at the end."""
        while True:
            end = self._find("\n")
            if end < 0 and not self._more():
                self._skip(len(self._text))
                return False
            if end >= 0:
                self._skip(end + 1)
                if self._text[self._at :].lstrip(" \t,\x1e")[:1] == "{":
                    return True

    def _place(self, offset: int) -> str:
        """Where an offset behind the current one stands in the input."""
        line = self._line + self._text.count("\n", self._at, offset)
        return f"line {line}, column {self._column(offset) + 1}"

    def _column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        begin = self._text.rfind("\n", 0, offset) + 1
        return offset - begin + (0 if begin else self._dropped)

    def _skip(self, to: int) -> None:
        """Go on to an offset."""
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        """Read as many lines again as wait here; False if there are none."""
        self._dropped = self._column(self._at)
        self._text = self._text[self._at :]
        self._at = 0
        wanted, got = max(len(self._text), 1 << 16), 0
        read = []
        for line in self._lines:
            read.append(line.text + (line.ending and "\n"))
            got += len(read[-1])
            if got >= wanted:
                break
        self._text += "".join(read)
        return bool(read)


def _is_short(error: Exception, text: str) -> bool:
    """Whether decoding failed because the *text* ends in a value."""
    return isinstance(error, json.JSONDecodeError) and (
        error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()) - _CLOSE
    )


def _why(error: Exception) -> str:
    """What is wrong, for people."""
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    if isinstance(error, RecursionError):
        return "no JSON: values that nest too deep"
    return "no JSON: a number that is too long"
