"""What format an input is in, and by what one can see it.

One recogniser for all commands: whatever is to be parsed, explained, checked or mended comes
through here first. It looks at the content alone, never at the name of a file, at no more than the
beginning and the end, and says what it saw in words. Each format is asked for by something that a
text of news does not have at its beginning; what has nothing of the kind is plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.errors import UnreadableFormat
from dispatchkit.reading import rows
from dispatchkit.reading.formats import Format
from dispatchkit.reading.look import Look, look_at, look_at_text
from dispatchkit.reading.mail import mail
from dispatchkit.reading.markup import escaped_markup, markup
from dispatchkit.reading.openings import is_header
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

_PDF_RE = pattern(r"\A[\s\ufeff\0]{0,1000}%PDF-\d")
_RTF_RE = pattern(r"\A[\s\ufeff]*+\{\\(?:rtf|urtf)")
_WARC_RE = pattern(r"\A\s*+(?:WARC/\d|filedesc://)")
_HTTP_RE = pattern(r"\A\s*+HTTP/\d(?:\.\d)? \d{3}\b")
# A frame is a control at the beginning of a line, behind others that fill, and its partner on a
# later line. In the middle of a sentence it is an accident.
_SOH_RE = pattern(r"^[\x00\x05\x07\x0f\x0e\x11-\x14\x16\x7f ]{0,40}\x01", 8)
_STX_RE = pattern(r"^\x02|\x02$", 8)
_END_RE = pattern(r"[\x03\x04]")
# "\x01a0105\x1f": a level of service, a number, a selector code.
_ANPA_RE = pattern(
    r"\x16\x16\x01|^[\x00\x05\x16\x7f ]{0,40}\x01[a-z]\d{4}(?:\x1f|[^\n]{0,40}$\s{1,4}[a-z]"
    r" [a-z]\s?[\x11-\x14])|^[a-z] [a-z]\s?[\x13\x14][\x11\x12]",
    8,
)
_ZCZC_RE = pattern(
    r"^[\x00-\x20\x7f]{0,40}zczc(?:[ \t\r]*$|[^\w\n][^\n]{0,60}$)|^[\x00-\x20]{0,40}nnnn["
    r" \t\r\x00-\x1f\x7f]*$",
    8 | 2,
)
_TELEX = ("zczc", "nnnn")
# A header without controls stands among the first lines.
_HEADER_LINES = 3


class Recognised(NamedTuple):
    """A format, and why it is that one, with the place."""

    format: Format
    reason: str


def admit(found: Recognised) -> Recognised:
    """*found*, where there is a reader for it; UnreadableFormat where there is none."""
    if not found.format.has_reader:
        raise UnreadableFormat(found.format.word, found.format.title, found.reason)
    return found


def asked_for(word: str) -> Recognised:
    """The format that a caller names. ValueError where no reader has that name."""
    if word not in readable():
        raise ValueError(f"format: {word!r} is none of {', '.join(readable())}")
    return Recognised(Format(word), "as asked for")


def readable() -> tuple[str, ...]:
    """The words of the formats that there is a reader for."""
    return tuple(one.word for one in Format if one.has_reader)


def recognise(data: bytes) -> Recognised:
    """The format of an input."""
    return _binary(data) or _of(look_at(data))


def recognise_text(text: str) -> Recognised:
    """As ``recognise``, for a text that is decoded already."""
    return _of(look_at_text(text))


def _of(look: Look) -> Recognised:
    asked: tuple[Callable[[Look], tuple[Format, str] | None], ...] = (
        _signed,
        _framed,
        rows.json,
        mail,
        markup,
        escaped_markup,
        rows.json_torn,
        rows.table,
    )
    for ask in asked:
        found = ask(look)
        if found is not None:
            return Recognised(*found)
    return Recognised(Format.TEXT, "nothing of another format at its beginning")


def _binary(data: bytes) -> Recognised | None:
    """By the first bytes of formats that are no text."""
    if data[257:262] == b"ustar":
        return Recognised(Format.ARCHIVE, "a tar archive, by the mark at byte 257")
    if data[:1].isalnum() and data[:1024].isascii() and b"\0" not in data[:1024]:
        return None
    for kind, start in tables.load("data/encodings")["binary"].items():
        magic = bytes.fromhex(start if len(start) % 2 == 0 else start[:-1])
        if data.startswith(magic) and not (data.isascii() and b"\0" not in data):
            return _kind(kind, magic, data)
    return None


def _kind(kind: str, magic: bytes, data: bytes) -> Recognised | None:
    if magic == b"%PDF-":
        return None
    if magic.startswith(b"PK"):
        word = b"word/" in data[:65_536] or b"word/" in data[-65_536:]
        return (
            Recognised(Format.DOCX, "a zip archive with word/ in it")
            if word
            else Recognised(Format.ZIP, "by its first bytes")
        )
    archive = kind.endswith("archive")
    return Recognised(Format.ARCHIVE if archive else Format.BINARY, f"{kind}, by its first bytes")


def _signed(look: Look) -> tuple[Format, str] | None:
    """By a signature at the very beginning."""
    for expression, kind in (
        (_PDF_RE, Format.PDF),
        (_RTF_RE, Format.RTF),
        (_WARC_RE, Format.WARC),
        (_HTTP_RE, Format.HTTP),
    ):
        found = expression.match(look.head)
        if found:
            return kind, f"{found.group().strip()} at its beginning, line {look.line(found.end())}"
    return None


def _framed(look: Look) -> tuple[Format, str] | None:
    """By the controls or code words around a message."""
    opened = _SOH_RE.search(look.head) if "\x01" in look.head else None
    if opened is None and "\x02" in look.head:
        opened = _STX_RE.search(look.head)
    anpa = (
        _ANPA_RE.search(look.head)
        if "\x16" in look.head or "\x13" in look.head or "\x14" in look.head or opened
        else None
    )
    if anpa is not None:
        return Format.ANPA1312, f"a header of ANPA 1312, line {look.line(anpa.end())}"
    if opened is not None and (
        _END_RE.search(look.head, opened.end())
        or _END_RE.search(look.tail)
        or _STX_RE.search(look.head, opened.end())
        or not look.whole
    ):
        return (
            Format.IPTC7901,
            f"control characters around a message, line {look.line(opened.end() - 1)}",
        )
    for text in (look.head, look.tail):
        found = _ZCZC_RE.search(text) if any(word in text.lower() for word in _TELEX) else None
        if found:
            return Format.ZCZC, f"{found.group().split()[0]} at the beginning of a line"
    first = look.head[:1000].split("\n")
    header = next(
        (
            line.rstrip("\r")
            for line in [line for line in first if line.strip()][:_HEADER_LINES]
            if is_header(line.rstrip("\r"))
        ),
        None,
    )
    return (
        (Format.IPTC7901, f"the header of a message, {header.strip()[:40]!r}") if header else None
    )
