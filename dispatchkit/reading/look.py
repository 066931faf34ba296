"""What the recogniser looks at: the beginning and the end of an input as characters, whatever its
encoding.

All formats mark themselves with ASCII characters, so bytes are read as Latin-1, one character each,
which never fails. UTF-16 and UTF-32 are decoded, known by their byte-order mark or by the NUL bytes
that stand beside the first characters.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dispatchkit.reading.stored import Stored

# How many bytes of the beginning and the end are looked at: a prologue of comments, a CSV header
# with some records, the tags of a page's head. And at the end: closing tags.
_HEAD, _TAIL = 65_536, 4_096
_MARKS = (
    (codecs.BOM_UTF8, "latin-1"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The NUL bytes beside the first character, if it is an ASCII one, and their offset, for each
# encoding.
_NULS = (
    (b"\0\0\0", 1, "utf-32-le"),
    (b"\0\0\0", 0, "utf-32-be"),
    (b"\0", 1, "utf-16-le"),
    (b"\0", 0, "utf-16-be"),
)
_PADDING = "\ufeff\u200b\0"


class Look(NamedTuple):
    """The first and the last characters of an input, and whether the first are all of it."""

    head: str
    tail: str
    whole: bool

    def line(self, at: int) -> int:
        """The number of the line that the character *at* stands in."""
        before = self.head[:at]
        return max(before.count("\n"), before.count("\r")) + 1


def look_at(data: bytes | Stored) -> Look:
    """The beginning and end of *data*."""
    encoding, mark = _encoding(data[:8])
    head = data[mark : mark + _HEAD].decode(encoding, errors="ignore")
    unit = 4 if encoding.startswith("utf-32") else 2
    tail = data[max(len(data) - _TAIL, mark) // unit * unit :].decode(encoding, errors="ignore")
    return Look(head, tail, len(data) <= mark + _HEAD)


def look_at_text(text: str) -> Look:
    """The beginning and end of a text that is decoded already."""
    return Look(text[:_HEAD].lstrip(_PADDING), text[-_TAIL:], len(text) <= _HEAD)


def _encoding(start: bytes) -> tuple[str, int]:
    """The encoding in which ASCII characters can be read, and the number of bytes of the byte-order
    mark.
    """
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, len(mark)
    for nuls, offset, name in _NULS:
        if start[offset : offset + len(nuls)] == nuls and start[0 if offset else len(nuls) :][
            :1
        ] not in (b"", b"\0"):
            return name, 0
    return "latin-1", 0
