"""Bytes that are UTF-8 in part: files put together from sources in two encodings, quotes that were pasted in, a last character that was cut off.

Text in an older encoding is hardly ever valid UTF-8: the bytes of its letters would have to stand in just the right pairs. So a line that is valid, and has letters beyond
ASCII, is UTF-8, and the lines that are not are read by themselves, in the encoding that fits them and the language of the others.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.coherence import coherence
from dispatchkit.model import Decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

# Text of another encoding is hardly ever valid UTF-8 in more than a tenth of its characters; a page with a few pasted cp1252
# quotes in it is in nine tenths at the least.
_MOSTLY = 0.9
# A line with strays in it is UTF-8 where at least half of what stands beyond ASCII is valid.
_HALF = 0.5
# What is valid by chance is a wild mixture of scripts.
_COHERENT = 0.9
# In encodings of two bytes a character pairs are valid by chance more often ("C4 A3" is one in both): so many have to be. Characters of three bytes count thrice.
_ENOUGH, _ENOUGH_BESIDE_PAIRS, _LONG = 1, 12, 3
# Two curly quotes or dashes of UTF-8.
_ENOUGH_IN_LINES = 6
_LAST_ASCII = 0x7F


class _Line(NamedTuple):
    """A line with its ending: how much of it is valid UTF-8 beyond ASCII, and how many bytes are not."""

    data: bytes
    valid: int
    strays: int

    @property
    def is_utf8(self) -> bool:
        return not self.strays or self.valid >= _HALF * (self.valid + self.strays)


def first_stray(data: bytes) -> int:
    """The offset of the first byte that is part of no character of UTF-8; the length of *data* where there is none."""
    return next((match.start() for match in _sequences().finditer(data) if not match.group(1)), len(data))


def partly_utf8(data: bytes) -> Decoded | None:
    """*data* as text, where it is UTF-8 in part: for a last character, by lines, or but for a few bytes. None where it is not UTF-8 at all."""
    cut = _cut_off(data)
    if cut is not None and first_stray(data) >= cut and _strays(data[:cut])[0]:
        reason = f"UTF-8, cut off within a character (byte {cut}, shown as U+FFFD)"
        return Decoded(data[:cut].decode("utf-8") + "\ufffd", "utf-8", reason, "the last character is cut off")
    lines = [_Line(line, 0, 0) if line.isascii() else _Line(line, *_strays(line)) for line in data.splitlines(keepends=True)]
    return _by_lines(lines) or _mostly(data, lines)


def _strays(data: bytes) -> tuple[int, int]:
    """How much of *data* is valid UTF-8 beyond ASCII, and how many bytes are not."""
    found = [match.group(1) for match in _sequences().finditer(data)]
    return sum(min(len(character) * 2 - 3, _LONG) for character in found if character), found.count(None)


def _by_lines(lines: Sequence[_Line]) -> Decoded | None:
    """Lines of UTF-8 and lines of something else. None where either are missing, or where the valid ones are so by chance."""
    others = [line for line in lines if not line.is_utf8]
    valid = sum(line.valid for line in lines if line.is_utf8)
    if not others or valid < _ENOUGH:
        return None
    from dispatchkit.charsets import choose, is_double, read

    beside = "".join([_cp1252(line) for line in lines if line.is_utf8])
    best, why, sure = choose(b"".join([line.data for line in others]), beside=beside)
    beyond = "".join(character for character in beside if ord(character) > _LAST_ASCII)
    if coherence(beyond) < _COHERENT or (is_double(best.encoding) and valid < _ENOUGH_BESIDE_PAIRS):
        return None
    texts = [_cp1252(line) if line.is_utf8 else read(line.data, best.encoding) for line in lines]
    where = _ranges([number for number, line in enumerate(lines, 1) if not line.is_utf8])
    lost = sum(text.count("\ufffd") for text, line in zip(texts, lines, strict=True) if not line.is_utf8)
    reason = f"two encodings: UTF-8, and {where} in {best.encoding} ({why})"
    doubt = f"two encodings in one input: {where} read as {best.encoding}, the rest as UTF-8{'' if sure else '; which one is a guess'}{f'; {lost} characters lost' if lost else ''}"
    return Decoded("".join(texts), "utf-8", reason, doubt)


def _cp1252(line: _Line) -> str:
    """A line of UTF-8, in which bytes that are none are read as cp1252."""
    return _read(line.data) if line.strays else line.data.decode("utf-8")


def _read(data: bytes) -> str:
    from dispatchkit.charsets import read

    parts = []
    start = 0
    for place in [match.start() for match in _sequences().finditer(data) if not match.group(1)]:
        parts += [data[start:place].decode("utf-8"), read(data[place : place + 1], "cp1252")]
        start = place + 1
    return "".join([*parts, data[start:].decode("utf-8")])


def _ranges(numbers: Sequence[int]) -> str:
    """Such as "line 4", "lines 2 to 9", "12 lines from line 2 on"."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"line {first}"
    return f"lines {first} to {last}" if last - first + 1 == len(numbers) else f"{len(numbers)} lines from line {first} on"


def _mostly(data: bytes, lines: Sequence[_Line]) -> Decoded | None:
    """UTF-8 with a few bytes of cp1252 in it: a tenth at most, or some in each of several lines that are UTF-8 for the greater part."""
    places = [match.start() for match in _sequences().finditer(data) if not match.group(1)]
    valid = sum(1 for match in _sequences().finditer(data) if match.group(1))
    by_line = sum(line.valid for line in lines) >= _ENOUGH_IN_LINES and all(line.is_utf8 for line in lines)
    if not valid or not (valid >= _MOSTLY * (valid + len(places)) or by_line):
        return None
    where = f"{len(places)} stray byte{'s' if len(places) > 1 else ''} read as cp1252, the first 0x{data[places[0]]:02x} at {places[0]}"
    return Decoded(_read(data), "utf-8", f"UTF-8 but for {where}", where)


def _cut_off(data: bytes) -> int | None:
    """Where a character begins that the end of *data* cuts off."""
    try:
        data[-4:].decode("utf-8")
    except UnicodeDecodeError as error:
        tail = data[-4:]
        while error.reason != "unexpected end of data" and len(tail) > 1:
            tail = tail[1:]
            try:
                tail.decode("utf-8")
            except UnicodeDecodeError as again:
                error = again
            else:
                return None
        return len(data) - len(tail) + error.start if error.reason == "unexpected end of data" else None
    return None


@cache
def _sequences() -> re.Pattern[bytes]:
    """A character of UTF-8 beyond ASCII (group 1), or a byte that is part of none."""
    return re.compile(
        rb"([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
        rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|[\x80-\xff]"
    )
