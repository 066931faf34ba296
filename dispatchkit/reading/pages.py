"""The lines of an input that is too big to be held: they are read where it is stored, page by page,
each time they are asked for.

That goes for UTF-8, which can be checked a page at a time: all of it is checked before a line is
given out, so that an input reads in pages as it does when it is held. Other encodings, and what may
be no text, show what they are only as a whole.
"""

from __future__ import annotations

import errno
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, overload
from zlib import crc32

from dispatchkit.model import Line
from dispatchkit.reading.decode import MARKS, Counted, has_escapes, valid_utf8
from dispatchkit.reading.signatures import is_tar, signatures
from dispatchkit.text.lines import is_blank, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.message import Decoded
    from dispatchkit.reading.stored import Stored

# A page has 256 kB, or is one line. Its lines take some five times as much. Two pages are kept,
# because the lines that are looked at stand together.
_PAGE = 1 << 18
_KEPT = 2
# What shows by its first bytes that it is no text shows it by so many.
_HEAD = 1024


class _Page(NamedTuple):
    """Where a page begins and ends, in bytes; the number of its first line (from 0) and of its
    first character; and a sum by which its bytes are known again.
    """

    begin: int
    end: int
    line: int
    start: int
    sum: int


class Pages(Sequence[Line]):
    """The lines of a stored input of which every page was checked; a slice of them is a tuple."""

    def __init__(self, stored: Stored, pages: Sequence[_Page], lines: int) -> None:
        self._stored = stored
        self._pages = pages
        self._begins = [page.line for page in pages]
        self._lines = lines
        self._kept: deque[tuple[int, tuple[Line, ...]]] = deque(maxlen=_KEPT)

    def __len__(self) -> int:
        return self._lines

    def __iter__(self) -> Iterator[Line]:
        return chain.from_iterable(map(self._page, range(len(self._pages))))

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice[int | None, int | None, int | None]) -> tuple[Line, ...]: ...
    def __getitem__(
        self, at: int | slice[int | None, int | None, int | None]
    ) -> Line | tuple[Line, ...]:
        if isinstance(at, slice):
            return self._slice(range(self._lines)[at])
        at = range(self._lines)[at]
        number = bisect_right(self._begins, at) - 1
        return self._page(number)[at - self._begins[number]]

    def _slice(self, places: range) -> tuple[Line, ...]:
        """The lines at *places*."""
        if not places or places.step != 1:
            return tuple([self[at] for at in places])
        first, last = (bisect_right(self._begins, at) - 1 for at in (places[0], places[-1]))
        begin = self._begins[first]
        lines = chain.from_iterable(map(self._page, range(first, last + 1)))
        return tuple(lines)[places.start - begin : places.stop - begin]

    def _page(self, number: int) -> tuple[Line, ...]:
        """The lines of a page."""
        for known, lines in self._kept:
            if known == number:
                return lines
        page = self._pages[number]
        data = self._stored[page.begin : page.end]
        if crc32(data) != page.sum:
            raise OSError(errno.EIO, "changed while it was read")
        lines = split_lines(data.decode("utf-8"), line=page.line, start=page.start)
        self._kept.append((number, lines))
        return lines


def paged(stored: Stored, *, size: int = _PAGE) -> tuple[Pages, Decoded] | None:
    """The lines of an input in pages of that *size*, and what is known of its encoding; None if it
    has to be held to be read.
    """
    head = stored[:_HEAD]
    if any(head.startswith(mark) for mark, _ in MARKS) or is_tar(head) or any(signatures(head)):
        return None
    pages: list[_Page] = []
    counted = Counted()
    line = start = 0
    blank = is_ascii = True
    for begin, data in _cut(stored, size):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return None
        if has_escapes(data):
            return None
        pages.append(_Page(begin, begin + len(data), line, start, crc32(data)))
        counted = counted.joined(Counted.of(data))
        is_ascii = is_ascii and data.isascii()
        blank = blank and is_blank(text)
        line += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
        start += len(text)
    if blank or counted.show_binary(0, lambda: True):
        return None
    open_line = data[-1:] not in (b"\n", b"\r")
    return Pages(stored, pages, line + open_line), valid_utf8("", is_ascii=is_ascii)


def _cut(stored: Stored, size: int) -> Iterator[tuple[int, bytes]]:
    """The bytes of an input, each piece with its place, cut at ends of lines."""
    begin = 0
    held: list[bytes] = []
    for at in range(0, len(stored), size):
        piece = stored[at : at + size]
        end = _last_end(piece)
        if end:
            data = b"".join([*held, piece[:end]])
            yield begin, data
            begin += len(data)
            held = []
        held.append(piece[end:])
    rest = b"".join(held)
    if rest:
        yield begin, rest


def _last_end(piece: bytes) -> int:
    """The offset after the last end of a line in *piece*; 0 if there is none. A CR at its very end
    may be half of one.
    """
    return max(piece.rfind(b"\n"), piece.rfind(b"\r", 0, len(piece) - 1)) + 1
