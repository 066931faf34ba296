"""Whether an input is a mail, a mailbox or a part of one: a block of header lines that mail
programs write, at the very beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.reading.formats import Format
from dispatchkit.reading.markup import markup
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.reading.look import Look

_MBOX_RE = pattern(
    r"\A\s*+From \S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\n]{5,60}\n["
    r" >]{0,2}[A-Za-z][A-Za-z-]{1,60}:",
    2,
)
_PART_RE = pattern(r"\A\s*+--[^\s-][^\s]{0,100}[ \t]*\r?\n(?:Content-[A-Za-z-]{3,40}:)", 2)
_HEADER_RE = pattern(r"([^\W\d_][\w-]{0,60}+)[ \u00a0]?:[ \t]?(.*)")
# A word that was encoded for a header, "=?utf-8?Q?Caf=C3=A9?="; a part of many, or one that is not
# printed as it is.
_BLANK_LINE_RE = pattern(r"\n[ \t]*\r?\n")
_WORD_RE = pattern(r"=\?[\w-]{2,40}\?[QqBb]\?[^\s?]{0,200}\?=")
_CODED_RE = pattern(r"(?:base64|quoted-printable)\b", 2)
_TYPE_RE = pattern(r"(?!text/plain)[\w.+-]{1,60}/[\w.+-]{1,80}", 2)
# Header blocks of mails that passed ten hosts have some hundred lines.
_LINES = 400


def mail(look: Look) -> tuple[Format, str] | None:
    """The format and the reason, where *look* begins as a mail does."""
    if ":" not in look.head:
        return None
    if _MBOX_RE.match(look.head):
        return Format.MBOX, 'a line "From " and the header of a mail, line 1'
    part = _PART_RE.match(look.head)
    if part:
        return (
            Format.MIME,
            (
                "the boundary and header of a part, line"
                f" {look.line(len(look.head) - len(look.head.lstrip()))}"
            ),
        )
    headers = _headers(look.head)
    if headers is None or not _is_mail(headers):
        return None
    coded = _coded(headers) or _body(look)
    return (
        (Format.MIME, f"the header of a mail with {coded}, line 1")
        if coded
        else (Format.MAIL, f"the header of a mail ({', '.join([*headers][:3])}), line 1")
    )


def _headers(text: str) -> dict[str, str] | None:
    """Names (in lower case) and values of the lines before the first blank one; None where one of
    them is no header.
    """
    found: dict[str, str] = {}
    name = ""
    for line in text.lstrip("\r\n\ufeff ").split("\n", _LINES)[:_LINES]:
        if not line.strip():
            return found
        if line[0] in " \t" and name:
            found[name] += " " + line.strip()
            continue
        header = _HEADER_RE.match(_spelled(line.rstrip("\r")))
        if header is None:
            return None
        name = header[1].lower()
        found.setdefault(name, "")
        found[name] += header[2]
    return found


def _spelled(line: str) -> str:
    """A line as it was meant: the bytes of UTF-8 were looked at one by one."""
    try:
        return line if line.isascii() else line.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line


def _is_mail(headers: dict[str, str]) -> bool:
    """Whether the headers are those of a mail: two that programs alone write, or one beside an
    address, or sender, receiver or day, and subject.
    """
    data = tables.load("data/formats")["mail"]
    certain = sum(name in data["certain"] for name in headers)
    other = sum(name in data["other"] for name in headers)
    sender = any(name in data["from"] and "@" in value for name, value in headers.items())
    told = [any(name in data[kind] for name in headers) for kind in ("to", "subject", "date")]
    return (
        certain >= 2
        or (certain == 1 and (other > 0 or sender or sum(told) > 1))
        or (sender and sum(told) > 1)
        or (other >= 2 and "content-type" in headers)
    )


def _body(look: Look) -> str:
    """What the body is, where that is no plain text though no header says so."""
    blank = _BLANK_LINE_RE.search(look.head.lstrip())
    found = markup(look._replace(head=look.head.lstrip()[blank.end() :])) if blank else None
    return f"{found[0].title} in its body" if found else ""


def _coded(headers: dict[str, str]) -> str:
    """What of a mail is not printed as it is; empty where nothing is."""
    if _TYPE_RE.match(headers.get("content-type", "").strip()):
        return f"Content-Type: {headers['content-type'].split(';')[0].strip()[:60]}"
    if _CODED_RE.match(headers.get("content-transfer-encoding", "").strip()):
        return f"Content-Transfer-Encoding: {headers['content-transfer-encoding'].strip()[:30]}"
    return "encoded words" if any(_WORD_RE.search(value) for value in headers.values()) else ""
