"""Decodes mails: header words, the text among the parts, attachments. What comes out is a mail as
it would look without any encoding, and is read as such.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from typing import TYPE_CHECKING

from dispatchkit.errors import DecodeError
from dispatchkit.reading.decode import decode
from dispatchkit.reading.message import Broken, Inner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart

    from dispatchkit.reading.web.blocks import Block

# The line that opens a mail of a mailbox: a header must follow it, for "From " opens sentences too.
_FROM_RE = re.compile(
    rb"^From \S{1,200}[^\r\n]{5,120}\r?\n(?=>?[A-Za-z][A-Za-z-]{1,60}:)", re.MULTILINE
)
# Mailboxes write ">From " for a line of a mail that begins with "From ".
_ESCAPED_FROM_RE = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS = ("From", "To", "Cc", "Date", "Subject")
# A text of so few words beside HTML says that the reader's program cannot show HTML.
_FEW = 25
# Attachments that hold text, by their type, and by their name if the type says nothing.
_TYPES = frozenset(
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/rtf",
        "application/x-rtf",
        "text/rtf",
        "text/richtext",
    )
)
_TEXTS = frozenset(("text/plain", "text/html"))
_NO_TYPE = "application/octet-stream"
_NAMES = (".docx", ".rtf")
# A document holds the story if it is so many times as long as the text of the mail; a text that is
# attached, if it has more than so many times as many words.
_LONGER, _MORE = 4, 2


def parted(data: bytes) -> Iterator[Inner]:
    """The mails of a mailbox."""
    begins = [found.start() for found in _FROM_RE.finditer(data)]
    for place, (begin, end) in enumerate(zip(begins, [*begins[1:], len(data)], strict=True), 1):
        mail = data[data.index(b"\n", begin) + 1 : end]
        yield Inner(f"mail {place}", _ESCAPED_FROM_RE.sub(rb"\1", mail))


def decoded(data: bytes) -> Iterator[Inner | Broken]:
    """A mail without encodings: its header and its text; or the text that is attached to it, if
    that is longer.
    """
    mail: EmailMessage = message_from_bytes(data, policy=policy.default)
    text = _text(mail)
    for part in _attached(mail):
        kind, name = part.get_content_type(), part.get_filename() or ""
        if kind in _TEXTS:
            more = _of_part(part)
            text = more if len(more.split()) > _MORE * len(text.split()) else text
        elif kind in _TYPES or (kind == _NO_TYPE and name.lower().endswith(_NAMES)):
            inside = _bytes(part)
            if len(inside) > _LONGER * len(text):
                yield Inner(name or "an attachment", inside)
                return
    yield Inner("", f"{_head(mail)}\n{text}".encode("utf-8", "surrogatepass"))


def _head(mail: EmailMessage) -> str:
    """The lines of the header that matter, decoded."""
    lines = []
    for name in _HEADERS:
        try:
            value = mail[name]
        except (ValueError, IndexError, AttributeError, MessageError):
            # The library fails on some headers that are none: they say nothing.
            continue
        if value:
            lines.append(f"{name}: {' '.join(str(value).split())}\n")
    return "".join(lines)


def _attached(mail: EmailMessage) -> Iterator[MIMEPart]:
    """The parts of a mail that are attached to it."""
    if mail.is_multipart():
        try:
            yield from mail.iter_attachments()
        except (KeyError, ValueError, AttributeError, TypeError):
            # A multipart that is not what it says.
            return


def _text(mail: EmailMessage) -> str:
    """The text of a mail: what is plain, unless HTML beside it says much more."""
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    text = _of_part(plain) if plain is not None else ""
    if html is not None and len(text.split()) < _FEW:
        shown = _of_part(html)
        if len(shown.split()) > len(text.split()):
            return shown
    return text


def _of_part(part: MIMEPart) -> str:
    """The text of a part, in whatever encoding it is; HTML as a browser shows it, without what
    mails have beside their text.
    """
    text = _decoded(_bytes(part), part.get_content_charset())
    if part.get_content_type() == "text/html":
        from dispatchkit.reading.web.blocks import blocks, parsed

        shown = [block for block in blocks(parsed(text)) if not _is_links(block)]
        return "\n\n".join(block.text for block in shown)
    if str(part.get_param("format")).lower() == "flowed":
        return _flowed(text)
    return text


def _is_links(block: Block) -> bool:
    """Whether a line is nothing but links: "Unsubscribe | View in browser"."""
    return block.linked * 10 >= 7 * len(block.text) and block.tag not in _HEADINGS


_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))


def _flowed(text: str) -> str:
    """A text whose lines go on after a space at their end (RFC 3676), with each paragraph as one
    line.
    """
    lines: list[str] = []
    goes_on = False
    for line in text.splitlines():
        bare = line.removeprefix(" ")
        if goes_on:
            lines[-1] += bare
        else:
            lines.append(bare)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _bytes(part: MIMEPart) -> bytes:
    """The bytes of a part, without the encoding of the transfer."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(data: bytes, charset: str | None) -> str:
    """Bytes as text: in the encoding that they declare, if there is such a one and it fits."""
    for name in (charset, None):
        try:
            return data.decode(name) if name else decode(data).text
        except (LookupError, UnicodeError, DecodeError):
            continue
    return data.decode("latin-1")
