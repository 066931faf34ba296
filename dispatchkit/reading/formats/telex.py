"""Messages of wires with a frame around them: telex (ZCZC and NNNN), IPTC 7901 and ANPA 1312.

Their frames and headers are lines of the text, each with a label of its own, so they are cut and
read as plain text is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format
from dispatchkit.reading.openings import is_header
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Decoded, Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.IPTC7901, Format.ANPA1312, Format.ZCZC)
ASKED = 100

# Tapes of paper begin with a stretch of nothing but their feed holes.
_LEADER = "\0"
# A frame is a control at the beginning of a line, after padding controls, and its partner on a
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
    r"^[\x00-\x20\x7f]{0,40}zczc(?:\d{3,5})?(?:[ \t\r]*$|[^\w\n][^\n]{0,60}$)"
    r"|^[\x00-\x20]{0,40}nnnn[ \t\r\x00-\x1f\x7f]*$",
    8 | 2,
)
# "u f BC-FERRY-HARBOUR   02-26 0105": what is left of a header of ANPA without its controls.
_BARE_ANPA_RE = pattern(
    r"[a-z] [a-z] {1,4}[A-Za-z]{2}-[^\s\d]\S{1,40}(?: \S{1,24}){0,3} {1,12}\d\d-\d\d \d{3,5}"
)
_TELEX = ("zczc", "nnnn")
# A header without controls stands among the first lines.
_HEADER_LINES = 3


def recognise(look: Look) -> tuple[Kind, str] | None:
    """The format and the reason, by the controls or code words around a message, or by a header
    without them.
    """
    look = look._replace(head=look.head.lstrip(_LEADER))
    opened = _opened(look.head)
    return (
        _anpa(look, opened=opened is not None)
        or (_framed(look, opened.end()) if opened else None)
        or _code_word(look)
        or _header(look)
    )


def _opened(text: str) -> re.Match[str] | None:
    """The first SOH that may open a message, or the first STX if there is none."""
    opened = _SOH_RE.search(text) if "\x01" in text else None
    if opened is None and "\x02" in text:
        opened = _STX_RE.search(text)
    return opened


def _anpa(look: Look, *, opened: bool) -> tuple[Kind, str] | None:
    """ANPA 1312 and the place of its header, which is looked for where a control of one stands or
    a message was *opened*.
    """
    controls = "\x16" in look.head or "\x13" in look.head or "\x14" in look.head
    found = _ANPA_RE.search(look.head) if controls or opened else None
    return (
        (Format.ANPA1312, f"a header of ANPA 1312, line {look.line(found.end())}")
        if found
        else None
    )


def _framed(look: Look, begin: int) -> tuple[Kind, str] | None:
    """IPTC 7901 if a control closes the message that was opened before the offset *begin*, or may
    do so in the part that is not looked at.
    """
    closed = (
        _END_RE.search(look.head, begin)
        or _END_RE.search(look.tail)
        or _STX_RE.search(look.head, begin)
    )
    if not closed and look.whole:
        return None
    return Format.IPTC7901, f"control characters around a message, line {look.line(begin - 1)}"


def _code_word(look: Look) -> tuple[Kind, str] | None:
    """Telex if ZCZC or NNNN stands where they frame a message."""
    for text in (look.head, look.tail):
        found = _ZCZC_RE.search(text) if any(word in text.lower() for word in _TELEX) else None
        if found:
            return Format.ZCZC, f"{found.group().split()[0]} at the beginning of a line"
    return None


def _header(look: Look) -> tuple[Kind, str] | None:
    """IPTC 7901 or ANPA 1312 if one of the first lines is the header of a message, without
    controls.
    """
    first = [line.rstrip() for line in look.head[:1000].split("\n") if line.strip()]
    for line in first[:_HEADER_LINES]:
        if is_header(line):
            return Format.IPTC7901, f"the header of a message, {line.strip()[:40]!r}"
        if _BARE_ANPA_RE.fullmatch(line):
            return Format.ANPA1312, f"a header of ANPA 1312, {line[:40]!r}"
    return None


def decoded(data: bytes, options: ReadOptions) -> Decoded | None:
    """The text of an input that begins with the leader of a tape, and has nothing like that within;
    None for any other.
    """
    nothing = _LEADER.encode()
    message = data.lstrip(nothing)
    if message == data or nothing in message.rstrip(nothing):
        return None
    from dispatchkit.reading.decode import decode

    found = decode(message, encoding=options.encoding)
    return found._replace(text=_LEADER * (len(data) - len(message)) + found.text)


def documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each message, with its header and what stands below its text taken off."""
    from dispatchkit.reading.cut import cut
    from dispatchkit.reading.telegrams.reader import unwrapped

    for document in cut(source.lines, options):
        yield unwrapped(document, options)
