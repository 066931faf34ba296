"""Bytes that are UTF-8 in part: files put together from sources in two encodings, quotes that were
pasted in, a last character that was cut off.

Text in an older encoding is hardly ever valid UTF-8: the bytes of its letters would have to stand
in just the right pairs. So a line that is valid, and has letters beyond ASCII, is UTF-8, and the
lines that are not are read by themselves, in the encoding that fits them and the language of the
others. In a line that is mostly UTF-8 the same holds for its words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.counted import number_of
from dispatchkit.reading.coherence import coherence
from dispatchkit.reading.message import Basis, Decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

# Text in another encoding is hardly ever valid UTF-8 in more than a tenth of its characters, a page
# with a few pasted cp1252 quotes in at least nine tenths.
_MOSTLY = 0.9
# A line with strays (invalid bytes) is UTF-8 if at least half of it beyond ASCII is valid.
_HALF = 0.5
# Text that is valid UTF-8 by chance is a wild mixture of scripts.
_COHERENT = 0.9
# In encodings of two bytes a character pairs are valid by chance more often ("C4 A3" is a
# character in both), so several have to be. Characters of three bytes count thrice.
_ENOUGH, _ENOUGH_BESIDE_PAIRS, _LONG = 1, 12, 3
# Two curly quotes or dashes of UTF-8; or one letter within a word of Latin letters ("für"), where
# no other encoding writes two signs.
_ENOUGH_IN_LINES, _ENOUGH_INSIDE = 6, 1
_LAST_ASCII = 0x7F
# What programs paste: quotes and dashes, which cp1252 has in common with its sisters. More are
# letters.
_LAST_PASTED = 0xA0


class _Line(NamedTuple):
    """A line with its ending: how much of it is valid UTF-8 beyond ASCII, how many bytes are not,
    and how many words show UTF-8 inside.
    """

    data: bytes
    valid: int
    strays: int
    inside: int

    @property
    def is_utf8(self) -> bool:
        """Whether at least half of what stands in it beyond ASCII is valid UTF-8."""
        return not self.strays or self.valid >= _HALF * (self.valid + self.strays)


def first_stray(data: bytes) -> int:
    """The offset of the first byte that is part of no character of UTF-8; the length of *data* if
    there is none.
    """
    return next(
        (match.start() for match in _sequences().finditer(data) if not match.group(1)), len(data)
    )


def partly_utf8(data: bytes) -> Decoded | None:
    """*data* as text, if it is UTF-8 in part: all but a cut last character, some of its lines, or
    all but a few bytes. None if it is not UTF-8 at all.
    """
    cut = _cut_off(data)
    if cut is not None and first_stray(data) >= cut and _strays(data[:cut])[0]:
        reason = f"UTF-8, cut off within a character (byte {cut}, shown as U+FFFD)"
        text, doubt = data[:cut].decode("utf-8") + "\ufffd", "the last character is cut off"
        return Decoded(text, "utf-8", reason, doubt, Basis.CUT_OFF)
    lines = [
        (
            _Line(line, 0, 0, 0)
            if line.isascii()
            else _Line(line, *_strays(line), len(_inside().findall(line)))
        )
        for line in data.splitlines(keepends=True)
    ]
    return _by_lines(lines) or _mostly(data, lines)


def _strays(data: bytes) -> tuple[int, int]:
    """How much of *data* is valid UTF-8 beyond ASCII, and how many bytes are not."""
    found = [match.group(1) for match in _sequences().finditer(data)]
    return sum(min(len(character) * 2 - 3, _LONG) for character in found if character), found.count(
        None
    )


def _by_lines(lines: Sequence[_Line]) -> Decoded | None:
    """Lines of UTF-8 and lines of something else. None if either are missing, or if the valid ones
    are so by chance.
    """
    others = [line for line in lines if not line.is_utf8]
    valid = sum(line.valid if line.is_utf8 else line.inside for line in lines)
    if not others or valid < _ENOUGH:
        return None
    pieces = [_pieces(line) for line in lines]
    best, why, sure = _choose(pieces)
    if _is_by_chance(pieces, valid, beside=best):
        return None
    text, lost = _joined(pieces, best)
    where = _ranges([number for number, line in enumerate(lines, 1) if not line.is_utf8])
    reason = f"two encodings: UTF-8, and {where} in {best} ({why})"
    doubt = f"two encodings in one input: {where} read as {best}, the rest as UTF-8"
    doubt += "" if sure else "; which one is a guess"
    return Decoded(text, "utf-8", reason, doubt + _loss(lost))


def _is_by_chance(pieces: Sequence[Sequence[_Piece]], valid: int, *, beside: str) -> bool:
    """Whether the pieces that are UTF-8, with so many *valid* characters, are a wild mixture of
    scripts, or too few beside an encoding of two bytes.
    """
    from dispatchkit.reading.charsets import is_double

    beyond = "".join(character for character in _valid(pieces) if ord(character) > _LAST_ASCII)
    return coherence(beyond) < _COHERENT or (is_double(beside) and valid < _ENOUGH_BESIDE_PAIRS)


def _loss(lost: int) -> str:
    """What is added to a doubt for so many characters *lost*; nothing for none."""
    return f"; {lost} characters lost" if lost else ""


def _choose(pieces: Sequence[Sequence[_Piece]]) -> tuple[str, str, bool]:
    """The encoding of those *pieces* of lines that are not UTF-8, the reason as a sentence, and
    whether it is sure. Pasted quotes are those of cp1252.
    """
    from dispatchkit.reading.charsets import choose

    strange = [b"".join([piece.data for piece in line if not piece.is_utf8]) for line in pieces]
    if max(max(line, default=0) for line in strange) <= _LAST_PASTED:
        return "cp1252", "the quotes and dashes that programs paste", True
    best, why, sure = choose(
        b"\n".join([line.rstrip(b"\r\n") for line in strange if line]), beside=_valid(pieces)
    )
    return best.encoding, why, sure


def _valid(pieces: Sequence[Sequence[_Piece]]) -> str:
    """The text of the pieces that are UTF-8."""
    return "".join(
        [piece.data.decode("utf-8") for line in pieces for piece in line if piece.is_utf8]
    )


def _joined(pieces: Sequence[Sequence[_Piece]], encoding: str) -> tuple[str, int]:
    """All *pieces* as text, and how many characters were lost in *encoding*."""
    from dispatchkit.reading.charsets import read

    texts: list[str] = []
    lost = 0
    for piece in [piece for line in pieces for piece in line]:
        texts.append(piece.data.decode("utf-8") if piece.is_utf8 else read(piece.data, encoding))
        lost += 0 if piece.is_utf8 else texts[-1].count("\ufffd")
    return "".join(texts), lost


class _Piece(NamedTuple):
    """Bytes that are UTF-8, or in another encoding."""

    data: bytes
    is_utf8: bool


def _pieces(line: _Line) -> list[_Piece]:
    """The bytes of a line as consecutive pieces, each UTF-8 or not. If the line as a whole is in
    another encoding, only words that cannot be UTF-8 by chance count as UTF-8.
    """
    if not line.strays:
        return [_Piece(line.data, is_utf8=True)]
    valid = (
        [span for run in _runs().finditer(line.data) for span in _valid_in(line.data, *run.span())]
        if line.is_utf8
        else _sure_in(line)
    )
    found: list[_Piece] = []
    at = 0
    for start, end in valid:
        found += [
            _Piece(line.data[at:start], is_utf8=False),
            _Piece(line.data[start:end], is_utf8=True),
        ]
        at = end
    return [piece for piece in [*found, _Piece(line.data[at:], is_utf8=False)] if piece.data]


def _sure_in(line: _Line) -> list[tuple[int, int]]:
    """Where a line in another encoding has words that are UTF-8, as pairs of start and end."""
    return [match.span() for match in _sure().finditer(line.data)] if line.inside else []


def _valid_in(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """The characters of UTF-8 among bytes beyond ASCII that stand together; none if most of these
    are strays, because then they are a word in another encoding.
    """
    spans = [match.span() for match in _sequences().finditer(data, start, end) if match.group(1)]
    valid = sum(stop - begin for begin, stop in spans)
    return spans if valid > _HALF * (end - start) else []


def _ranges(numbers: Sequence[int]) -> str:
    """The *numbers* of lines in words: "line 4", "lines 2 to 9", "12 lines from line 2 on"."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"line {first}"
    return (
        f"lines {first} to {last}"
        if last - first + 1 == len(numbers)
        else f"{len(numbers)} lines from line {first} on"
    )


def _mostly(data: bytes, lines: Sequence[_Line]) -> Decoded | None:
    """*data* as UTF-8 with a few other bytes in it, or None: a tenth at most, or some in each of
    several lines that are mostly UTF-8.
    """
    places = [match.start() for match in _sequences().finditer(data) if not match.group(1)]
    valid = sum(1 for match in _sequences().finditer(data) if match.group(1))
    if not valid or not (valid >= _MOSTLY * (valid + len(places)) or _are_utf8(lines)):
        return None
    pieces = [_pieces(line) for line in lines]
    best, _, sure = _choose(pieces)
    where = (
        f"{number_of(len(places), 'stray byte')} read as {best}, the first"
        f" 0x{data[places[0]]:02x} at {places[0]}"
    )
    text, lost = _joined(pieces, best)
    doubt = where if sure else f"{where}; which encoding is a guess"
    return Decoded(text, "utf-8", f"UTF-8 but for {where}", doubt + _loss(lost))


def _are_utf8(lines: Sequence[_Line]) -> bool:
    """Whether all lines are UTF-8 for the greater part, with enough of it to be no chance."""
    enough = (
        sum(line.valid for line in lines) >= _ENOUGH_IN_LINES
        or sum(line.inside for line in lines) >= _ENOUGH_INSIDE
    )
    return enough and all(line.is_utf8 for line in lines)


def _cut_off(data: bytes) -> int | None:
    """The offset of a character that the end of *data* cuts off; None if there is none."""
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
        return (
            len(data) - len(tail) + error.start
            if error.reason == "unexpected end of data"
            else None
        )
    return None


@cache
def _sequences() -> re.Pattern[bytes]:
    """A pattern of a UTF-8 character beyond ASCII (group 1), or a byte that is part of none."""
    return re.compile(
        rb"([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
        rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|[\x80-\xff]"
    )


@cache
def _runs() -> re.Pattern[bytes]:
    """A pattern of bytes beyond ASCII that stand together."""
    return re.compile(rb"[\x80-\xff]+")


# A letter of UTF-8 between Latin ones, which in cp1252 and its sisters is a capital and a sign; and
# a word of Cyrillic letters, which is the same many times.
_LATIN = rb"(?<=[A-Za-z])(?:\xc3[\x80-\x96\x98-\xb6\xb8-\xbf]|[\xc4-\xc8][\x80-\xbf])+"
_CYRILLIC = rb"(?<![\x80-\xff])(?:[\xd0\xd1][\x80-\xbf]){%d,}(?![\x80-\xff])"


@cache
def _inside() -> re.Pattern[bytes]:
    """A pattern of what shows that a line has UTF-8 in it: a letter with letters of ASCII on both
    sides ("für", "Küste"), a Cyrillic word.
    """
    return re.compile(_LATIN + rb"(?=[a-z])|" + _CYRILLIC % 3)


@cache
def _sure() -> re.Pattern[bytes]:
    """A pattern of what is UTF-8 in a line that has some: letters after one of ASCII too ("günü"),
    and a word of one Cyrillic letter.
    """
    return re.compile(_LATIN + rb"(?![\x80-\xff])|" + _CYRILLIC % 1)
