"""Bytes to text: which encoding, and why that one. Nothing is replaced unseen."""

from __future__ import annotations

import codecs
import re
from functools import cache

from dispatchkit.errors import DecodeError
from dispatchkit.lines import is_blank
from dispatchkit.model import Decoded

# Byte-order marks and what they stand for. The longer marks first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Escapes to and from JIS X 0208, JIS X 0201 and half-width katakana. No colour code of a terminal looks so.
_JAPANESE = rb"\x1b(?:\$[@B]|\$\([DOQ]|\([IJ])"
# Text of another encoding is hardly ever valid UTF-8 in more than a tenth of its characters; a page with a few pasted cp1252
# quotes in it is in nine tenths at the least.
_MOSTLY = 0.9
# Controls that wires do not use: wires have SOH to EOT, ENQ, tabs, line ends, SO, DC1 to DC4, SYN, ESC, FS to US and DEL.
_UNUSED = bytes(byte for byte in range(0x20) if byte not in b"\x01\x02\x03\x04\x05\t\n\x0b\x0c\r\x0e\x11\x12\x13\x14\x16\x1a\x1b\x1c\x1d\x1e\x1f")
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n\x0b\x0c\r")
# A tabular ANPA message is one control in fourteen characters; of random bytes every ninth is one.
_MANY_CONTROLS, _MANY_UNUSED = 0.25, 0.02
# A short text may hold a few more: four bells and backspaces in 120 bytes are from a terminal. A hundred random bytes hold eight; but those are not UTF-8.
_FEW_UNUSED = 6
_MANY_IN_UTF8 = 0.1
# In UTF-16, Latin text has a NUL in every other place; Arabic, Cyrillic or Thai text at its spaces, and their high byte is low.
_LOW = bytes(range(0x09)) + bytes(range(0x0E, 0x20))
_FEW_LOW = 0.02
# The share of a reading that has to be one script with the marks that all share.
_COHERENT = 0.9
_LOOKED_AT = 8000


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """*data* as text, with its encoding (lower-case name, never "utf-8-sig") and a sentence why. DecodeError where it is no text."""
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
    if b"\x1b" in data and data.isascii() and re.search(_JAPANESE, data):
        decoded = _japanese(data)
    if decoded is None and b"\0" not in data.rstrip(b"\0"):
        decoded = _utf8(data)
    if decoded is None:
        decoded = _wide(data)
    if decoded is not None and decoded.encoding != "utf-8":
        return decoded
    _refuse_binary(data)
    return decoded or _mostly_utf8(data) or _legacy(data)


def _marked(data: bytes) -> Decoded | None:
    """Text behind a byte-order mark. A broken character behind it falls through to the other ways."""
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(name), name, "byte-order mark")
            except UnicodeDecodeError:
                return _mostly_utf8(data[len(mark) :]) if name == "utf-8" else None
    return None


def _japanese(data: bytes) -> Decoded | None:
    """Text with the escapes of ISO 2022."""
    try:
        return Decoded(data.decode("iso2022_jp_ext"), "iso-2022-jp", "ISO 2022 escape sequences")
    except UnicodeDecodeError:
        return None


def _utf8(data: bytes) -> Decoded | None:
    """Strict UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "utf-8", "ASCII, which is valid UTF-8" if data.isascii() else "valid UTF-8")


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark, where low bytes stand in every other place (or three of four)."""
    head = data[:_LOOKED_AT]
    if len(head) - len(head.translate(None, _LOW)) < max(1, _FEW_LOW * len(head)):
        return None
    ranked = [(_coherence(head, name), name) for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")]
    share, name = max(ranked, key=lambda pair: pair[0])
    if share < _COHERENT:
        return None
    try:
        return Decoded(data.decode(name), name, f"no byte-order mark, but every other byte fits {name.upper()} text")
    except UnicodeDecodeError:
        return None


def _coherence(head: bytes, name: str) -> float:
    """The share of *head*, read as *name*, that is one script with white space, digits and marks. 0 where nothing parts its words."""
    unit = 4 if name.startswith("utf-32") else 2
    text = head[: len(head) - len(head) % unit].decode(name, errors="replace")
    if not text or not re.search("[ \n\u3001\u3002\uff0c]", text) or "\0" in text:
        return 0.0
    counts: dict[str | None, int] = {}
    for match in _scripts().finditer(text):
        counts[match.lastgroup] = counts.get(match.lastgroup, 0) + len(match.group())
    shared = sum(len(match.group()) for match in _shared().finditer(text))
    latin = counts.pop("latin", 0)
    return (max(counts.values(), default=0) + latin + shared) / len(text)


# Patterns with many ranges, made only when an input needs them: each costs a millisecond.


@cache
def _scripts() -> re.Pattern[str]:
    """Runs of letters of one script, which is the name of the group."""
    return re.compile(
        "(?P<latin>[\u0041-\u005a\u0061-\u007a\u00aa-\u024f\u1e00-\u1eff]+)|(?P<greek>[\u0370-\u03ff]+)|(?P<cyrillic>[\u0400-\u052f]+)"
        "|(?P<hebrew>[\u0590-\u05ff]+)|(?P<arabic>[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]+)|(?P<indic>[\u0900-\u0dff]+)|(?P<thai>[\u0e00-\u0eff]+)"
        "|(?P<georgian>[\u0530-\u058f\u10a0-\u10ff]+)|(?P<ethiopic>[\u1200-\u139f]+)|(?P<khmer>[\u1000-\u109f\u1780-\u17ff]+)"
        "|(?P<korean>[\uac00-\ud7a3]+)|(?P<east>[\u3040-\u30ff\u4e00-\u9fff]+)"
    )


@cache
def _shared() -> re.Pattern[str]:
    """Runs of white space, digits and marks that all scripts share."""
    return re.compile("[\t-\r -@\\[-`{-~\u00a0-\u00bf\u2010-\u203a\u20a0-\u20bf\u3000-\u3020\uff01-\uff20\uff3b-\uff65]+")


@cache
def _sequences() -> re.Pattern[bytes]:
    """A character of UTF-8 beyond ASCII (group 1), or a byte that is part of none."""
    return re.compile(
        rb"([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
        rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|[\x80-\xff]"
    )


def _refuse_binary(data: bytes) -> None:
    """DecodeError where *data* is an image, an archive or the like."""
    unused = len(data) - len(data.translate(None, _UNUSED))
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if not controls and not data.startswith(b"%PDF-") and data.isascii():
        return
    from dispatchkit import tables

    for kind, start in tables.load("data/encodings")["binary"].items():
        magic = bytes.fromhex(start if len(start) % 2 == 0 else start[:-1])
        if data.startswith(magic) and (not data.isascii() or b"\0" in data or magic.startswith(b"%PDF-")):
            raise DecodeError(f"the file is binary ({kind}), not text")
    if b"\0" in data.rstrip(b"\0"):
        raise DecodeError("the file is binary (NUL bytes), not text", offset=data.index(b"\0"))
    padding = len(data) - len(data.rstrip(b"\0"))
    strange = unused - padding - _FEW_UNUSED
    many = strange > _MANY_UNUSED * len(data) and (strange > _MANY_IN_UTF8 * len(data) or _utf8(data) is None)
    if many or controls - padding > _MANY_CONTROLS * len(data) + 1:
        raise DecodeError("the file is binary (many control characters), not text")


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes of cp1252 in it, or cut off within its last character."""
    valid = sum(1 for match in _sequences().finditer(data) if match.group(1))
    strays = [match.start() for match in _sequences().finditer(data) if not match.group(1)]
    cut = _cut_off(data)
    if valid and cut is not None and all(place >= cut for place in strays):
        return Decoded(data[:cut].decode("utf-8") + "\ufffd", "utf-8", f"UTF-8, cut off within a character (byte {cut}, shown as U+FFFD)")
    if not valid or valid < _MOSTLY * (valid + len(strays)):
        return None
    from dispatchkit.charsets import read

    parts = []
    start = 0
    for place in strays:
        parts += [data[start:place].decode("utf-8"), read(data[place : place + 1], "cp1252")]
        start = place + 1
    text = "".join([*parts, data[start:].decode("utf-8")])
    where = f"{len(strays)} stray byte{'s' if len(strays) > 1 else ''} read as cp1252, the first 0x{data[strays[0]]:02x} at {strays[0]}"
    return Decoded(text, "utf-8", f"UTF-8 but for {where}")


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


def _legacy(data: bytes) -> Decoded:
    """Text in the most plausible of the encodings that were used before Unicode."""
    from dispatchkit.charsets import choose, read

    first = next(match for match in _sequences().finditer(data) if not match.group(1)).start()
    best, why = choose(data)
    text = read(data, best.encoding)
    broken = len(re.findall("[\x80-\x84\x86-\x9f\ufffd]", text))
    lost = f"; {broken} bytes that it does not define" if broken else ""
    return Decoded(text, best.encoding, f"not UTF-8 (byte 0x{data[first]:02x} at {first}); {why}{lost}")


def _requested(data: bytes, encoding: str) -> Decoded:
    """*data* in the encoding that was asked for."""
    try:
        name = canonical(encoding)
        b"a".decode(name, errors="ignore")
    except (LookupError, ValueError):
        raise DecodeError(f"unknown encoding {encoding!r}") from None
    for mark, marked in MARKS:
        if data.startswith(mark) and (name == marked or marked.startswith(name + "-")):
            data, name = data[len(mark) :], marked
            break
    try:
        return Decoded(data.decode(name), name, "as asked for")
    except UnicodeDecodeError as error:
        place = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise DecodeError(f"not in {name}: {place} ({error.reason})", offset=error.start) from None
    except UnicodeError as error:
        raise DecodeError(f"not in {name}: {error}") from None


def canonical(encoding: str) -> str:
    """The name that records use for *encoding*: lower case, with hyphens. LookupError where Python knows none such."""
    name = codecs.lookup(encoding).name.replace("_", "-").removesuffix("-sig")
    return {"shift-jis": "shift_jis"}.get(name, name.replace("iso8859", "iso-8859").replace("iso2022", "iso-2022"))
