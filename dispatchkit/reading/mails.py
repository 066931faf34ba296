"""Decodes mails: header words, the text among the parts, attachments. What comes out is a mail as
it would look without any encoding, and is read as such.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from dispatchkit.reading.message import Inner
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart

# The line that opens a mail of a mailbox: a header must follow it, for "From " opens sentences too.
_FROM_RE = re.compile(
    rb"^From \S{1,200}[^\r\n]{5,120}\r?\n(?=[A-Za-z][A-Za-z-]{1,60}:)", re.MULTILINE
)
_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_BLANK_RE = pattern(r"[\s\u00a0\u200b\ufeff]*\Z")
# A text of so few words beside HTML says that the reader's program cannot show HTML.
_FEW = 25
# Attachments that hold text, by their type.
_ATTACHED = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/rtf",
    "text/rtf",
    "text/plain",
    "text/html",
)


def parted(data: bytes) -> Iterator[Inner]:
    """The mails of a mailbox."""
    begins = [found.start() for found in _FROM_RE.finditer(data)]
    for begin, end in zip(begins, [*begins[1:], len(data)], strict=True):
        mail = data[data.index(b"\n", begin) + 1 : end]
        yield Inner("", re.sub(rb"(?m)^>(>*From )", rb"\1", mail))


def decoded(data: bytes) -> Iterator[Inner]:
    """A mail without encodings: its header and its text; or the text that is attached to it, if
    that is longer.
    """
    mail: EmailMessage = message_from_bytes(data, policy=policy.default)
    head = "".join(
        f"{name}: {' '.join(str(mail[name]).split())}\n" for name in _HEADERS if mail[name]
    )
    text = _text(mail)
    for part in mail.iter_attachments() if mail.is_multipart() else ():
        if part.get_content_type() in _ATTACHED:
            inside = _bytes(part)
            if len(inside) > 4 * len(text) and part.get_content_maintype() == "application":
                yield Inner(part.get_filename() or "", inside)
                return
            more = _of_part(part)
            text = more if len(more.split()) > 2 * len(text.split()) else text
    yield Inner("", f"{head}\n{text}".encode("utf-8", "surrogatepass"))


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
    """The text of a part, in whatever encoding it is; HTML as a browser shows it."""
    data = _bytes(part)
    text = _decoded(data, part.get_content_charset())
    if part.get_content_type() == "text/html":
        from dispatchkit.reading.web.blocks import blocks

        return "\n\n".join(block.text for block in blocks(text))
    return text


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(data: bytes, charset: str | None) -> str:
    """Bytes as text: in the encoding that they declare, if there is such a one and it fits."""
    from dispatchkit.errors import DecodeError
    from dispatchkit.reading.decode import decode

    for name in (charset, None):
        try:
            return data.decode(name) if name else decode(data).text
        except (LookupError, UnicodeDecodeError, DecodeError):
            continue
    return data.decode("latin-1")
