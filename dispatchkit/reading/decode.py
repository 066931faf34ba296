"""Bytes to text: which encoding, and why that one. No character is replaced silently.

Most inputs are UTF-8, so what only others need is imported when it is needed.
"""

from __future__ import annotations

import codecs
import re
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import DecodeError, Undecodable
from dispatchkit.reading.message import Basis, Decoded
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import canonical
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable

# Byte-order marks and what they stand for. The longer marks first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Escapes of ISO 2022: to Korean, and to and from JIS X 0208, JIS X 0201 and half-width katakana. No
# colour code of a terminal looks like them.
_KOREAN = rb"\x1b\$\)C"
_JAPANESE = rb"\x1b(?:\$[@B]|\$\([DOQ]|\([IJ])"
# Controls that wires do not use: wires have SOH to EOT, ENQ, tabs, line ends, SO, DC1 to DC4, SYN,
# ESC, FS to US and DEL.
_UNUSED = bytes(
    byte
    for byte in range(0x20)
    if byte
    not in b"\x01\x02\x03\x04\x05\t\n\x0b\x0c\r\x0e\x11\x12\x13\x14\x16\x1a\x1b\x1c\x1d\x1e\x1f"
)
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n\x0b\x0c\r")
# In a tabular ANPA message one character in fourteen is a control, of random bytes one in nine.
_MANY_CONTROLS, _MANY_UNUSED = 0.25, 0.02
# Before NUL bytes a program has a mark of so few letters, or a name.
_WORD = 16
# A short text may hold a few more: four bells and backspaces in 120 bytes are from a terminal. A
# hundred random bytes hold eight; but those are not UTF-8.
_FEW_UNUSED = 6
_MANY_IN_UTF8 = 0.1
# In UTF-16, Latin text has a NUL in every other place; Arabic, Cyrillic or Thai text at its spaces,
# and their high byte is low.
_LOW = bytes(range(0x09)) + bytes(range(0x0E, 0x20))
_FEW_LOW = 0.02
# The share of a reading that has to be one script with the marks that all share.
_COHERENT = 0.9
_LOOKED_AT = 8000
# Nine of ten characters of prose are letters, digits and spaces, and eight of ten in a table of
# results; of EBCDIC that is read as Windows' Cyrillic or Arabic they are a third.
_LEAST_WRITTEN = 0.5
# Characters that draw lines and boxes.
_FRAMES_RE = pattern("[\u2500-\u259f]{1,8000}")


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """*data* as text, with its encoding (lower-case name, never "utf-8-sig") and the reason as a
    sentence. Raises DecodeError if it is no text.
    """
    if not data:
        raise DecodeError("the file is empty")
    decoded = _detected(data) if encoding is None else _requested(data, encoding)
    if is_blank(decoded.text):
        raise DecodeError("the file holds nothing but white space")
    return decoded


def _detected(data: bytes) -> Decoded:
    """*data* in the encoding that it shows."""
    decoded = _marked(data)
    if decoded is not None:
        return decoded
    if b"\x1b" in data and data.isascii():
        decoded = _escaped(data)
    if decoded is None and b"\0" not in data.rstrip(b"\0"):
        decoded = _utf8(data)
    if decoded is None:
        decoded = _wide(data)
    if decoded is not None and decoded.encoding != "utf-8":
        return decoded
    _refuse_binary(data)
    if decoded is not None:
        return decoded
    from dispatchkit.reading.mixed import partly_utf8

    return partly_utf8(data) or _legacy(data)


def _marked(data: bytes) -> Decoded | None:
    """Text after a byte-order mark; None if there is no mark or the text is broken, so that other
    ways are tried.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(name)
                return Decoded(text, name, "byte-order mark", basis=Basis.MARK)
            except UnicodeDecodeError:
                if name != "utf-8":
                    return cut_off(data[len(mark) :], name, "byte-order mark", Basis.MARK)
                from dispatchkit.reading.mixed import partly_utf8

                return partly_utf8(data[len(mark) :])
    return None


def _escaped(data: bytes) -> Decoded | None:
    """Text with the escapes of ISO 2022, Japanese or Korean; None if there are none."""
    for escapes, codec, name in (
        (_KOREAN, "iso2022_kr", "iso-2022-kr"),
        (_JAPANESE, "iso2022_jp_ext", "iso-2022-jp"),
    ):
        if re.search(escapes, data):
            try:
                return Decoded(data.decode(codec), name, "ISO 2022 escape sequences")
            except UnicodeDecodeError:
                return None
    return None


def _utf8(data: bytes) -> Decoded | None:
    """*data* as strict UTF-8; None if it is not valid."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return valid_utf8(text, is_ascii=data.isascii())


def valid_utf8(text: str, *, is_ascii: bool) -> Decoded:
    """What is known of a *text* in UTF-8 that nothing speaks against."""
    return Decoded(text, "utf-8", "ASCII, which is valid UTF-8" if is_ascii else "valid UTF-8")


def has_escapes(data: bytes) -> bool:
    """Whether *data* holds a byte that may make another encoding, or none, of what is UTF-8: that
    of ISO 2022, and NUL.
    """
    return b"\x1b" in data or b"\0" in data


def _wide(data: bytes) -> Decoded | None:
    """Text in UTF-16 or UTF-32 without a mark, known by low bytes in every other place (or three of
    four); None if it is in neither.
    """
    head = data[:_LOOKED_AT]
    if len(head) - len(head.translate(None, _LOW)) < max(1, _FEW_LOW * len(head)):
        return None
    ranked = [
        (_coherence(head, name), name)
        for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    ]
    share, name = max(ranked, key=lambda pair: pair[0])
    if share < _COHERENT:
        return None
    reason = f"no byte-order mark, but every other byte fits {name.upper()} text"
    try:
        return Decoded(data.decode(name), name, reason)
    except UnicodeDecodeError:
        return cut_off(data, name, reason, Basis.OTHER)


def _coherence(head: bytes, name: str) -> float:
    """The share of *head*, read as *name*, that is one script with white space, digits and marks. 0
    if nothing separates its words.
    """
    unit = 4 if name.startswith("utf-32") else 2
    text = head[: len(head) - len(head) % unit].decode(name, errors="replace")
    if not text or not re.search("[ \n\u3001\u3002\uff0c]", text) or "\0" in text:
        return 0.0
    from dispatchkit.reading.coherence import coherence

    return coherence(text)


class Counted(NamedTuple):
    """How many bytes an input has, how many of them are controls, and how many of these are ones
    that no wire uses.
    """

    size: int = 0
    controls: int = 0
    unused: int = 0

    @classmethod
    def of(cls, data: bytes) -> Counted:
        """Those of *data*."""
        size = len(data)
        return cls(
            size,
            size - len(data.translate(None, _CONTROLS)),
            size - len(data.translate(None, _UNUSED)),
        )

    def joined(self, more: Counted) -> Counted:
        """These bytes and *more* of the same input."""
        return Counted(*map(add, self, more))

    def show_binary(self, padding: int, is_utf8: Callable[[], bool]) -> bool:
        """Whether these are too many controls for a text, without so many of *padding* at its end;
        *is_utf8* is asked where that matters.
        """
        strange = self.unused - padding - _FEW_UNUSED
        return self.controls - padding > _MANY_CONTROLS * self.size + 1 or (
            strange > _MANY_UNUSED * self.size
            and (strange > _MANY_IN_UTF8 * self.size or not is_utf8())
        )


def _refuse_binary(data: bytes) -> None:
    """Raise DecodeError if *data* is an image, an archive or the like."""
    counted = Counted.of(data)
    if not counted.controls and not data.startswith(b"%PDF-") and data.isascii():
        return
    kind = _binary_kind(data)
    if kind is not None:
        raise DecodeError(f"the file is binary ({kind}), not text")
    if b"\0" in data.rstrip(b"\0"):
        raise DecodeError("the file is binary (NUL bytes), not text", offset=data.index(b"\0"))
    if _is_mostly_padding(data):
        raise DecodeError("the file is binary (a word and NUL bytes), not text", offset=0)
    if counted.show_binary(len(data) - len(data.rstrip(b"\0")), lambda: _utf8(data) is not None):
        raise DecodeError("the file is binary (many control characters), not text")


def _is_mostly_padding(data: bytes) -> bool:
    """Whether there is no more than a word, with no line end, before so many NUL bytes that they
    are most of *data*.
    """
    text = data.rstrip(b"\0")
    return (
        2 * len(text) < len(data)
        and len(text) <= _WORD
        and len(text.split()) < 2
        and not (text.endswith((b"\n", b"\r")))
    )


def _binary_kind(data: bytes) -> str | None:
    """What *data* is by its first bytes, such as "PNG"; None if no kind is known to begin so, or if
    these are letters and *data* is text.
    """
    from dispatchkit.reading.signatures import signatures

    for kind, magic in signatures(data):
        if not data.isascii() or b"\0" in data or magic.startswith(b"%PDF-"):
            return kind
    return None


def _legacy(data: bytes) -> Decoded:
    """Text in the most plausible of the encodings that were used before Unicode."""
    from dispatchkit.reading.charsets import choose, read
    from dispatchkit.reading.mixed import first_stray

    first = first_stray(data)
    best, why, sure = choose(data)
    text = read(data, best.encoding)
    broken = len(re.findall("[\x80-\x84\x86-\x9f\ufffd]", text))
    lost = f"; {broken} bytes that it does not define" if broken else ""
    reason = f"not UTF-8 (byte 0x{data[first]:02x} at {first}); {why}{lost}"
    doubt = (
        ""
        if sure
        else f"read as {best.encoding}, which is a guess; --encoding NAME says what it is"
    )
    if not doubt and _is_mostly_signs(text):
        doubt = (
            f"read as {best.encoding}, which is a guess and gives text of no language; --encoding"
            " NAME says what it is"
        )
    if broken:
        what = "1 byte is no character" if broken == 1 else f"{broken} bytes are no characters"
        doubt = f"{what} in {best.encoding}"
    return Decoded(text, best.encoding, reason, doubt)


def _is_mostly_signs(text: str) -> bool:
    """Whether a text is none of any language: letters, digits and spaces are less than
    ``_LEAST_WRITTEN`` of it. Lines that frame tables do not count.
    """
    head = _FRAMES_RE.sub("", text[:_LOOKED_AT])
    written = sum(character.isalnum() or character.isspace() for character in head)
    return written < _LEAST_WRITTEN * len(head)


def _requested(data: bytes, encoding: str) -> Decoded:
    """*data* in the *encoding* that the caller asked for."""
    try:
        name = canonical(encoding)
        b"a".decode(name, errors="ignore")
    except (LookupError, ValueError):
        raise DecodeError(
            f"unknown encoding {encoding!r}", kind=Undecodable.UNKNOWN_ENCODING
        ) from None
    for mark, marked in MARKS:
        if data.startswith(mark) and (name == marked or marked.startswith(name + "-")):
            data, name = data[len(mark) :], marked
            break
    try:
        return Decoded(data.decode(name), name, "as asked for", basis=Basis.ASKED)
    except UnicodeDecodeError as error:
        if (decoded := cut_off(data, name, "as asked for", Basis.ASKED)) is not None:
            return decoded
        place = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise DecodeError(
            f"not in {name}: {place} ({error.reason})",
            offset=error.start,
            kind=Undecodable.NOT_AS_ASKED,
        ) from None
    except UnicodeError as error:
        raise DecodeError(f"not in {name}: {error}", kind=Undecodable.NOT_AS_ASKED) from None


def cut_off(data: bytes, name: str, reason: str, basis: Basis) -> Decoded | None:
    """Text in the encoding *name* of which the last character is cut off, with a doubt that says
    so; None if anything else is wrong with it.
    """
    decoder = codecs.getincrementaldecoder(name)()
    try:
        text = decoder.decode(data)
    except UnicodeError:
        return None
    lost = len(decoder.getstate()[0])
    if not lost:
        return None
    what = "1 byte at the end is" if lost == 1 else f"{lost} bytes at the end are"
    doubt = f"{what} no whole character in {name}: the input is cut off"
    return Decoded(f"{text}\ufffd", name, reason, doubt, basis)


def reads_back(decoded: Decoded, data: bytes) -> bool:
    """Whether *decoded*, written in its encoding again, gives *data*: nothing was lost, and no part
    was read in another encoding.
    """
    try:
        return written_like(data, decoded.text, decoded.encoding) == data
    except (UnicodeEncodeError, LookupError):
        return False


def written_like(data: bytes, text: str, encoding: str) -> bytes:
    """*text* in *encoding*, with the byte-order mark of that encoding if *data* begins with it.
    Raises UnicodeEncodeError or LookupError if that is not possible.
    """
    marks = (mark for mark, name in MARKS if name == encoding and data.startswith(mark))
    return next(marks, b"") + text.encode(encoding)
