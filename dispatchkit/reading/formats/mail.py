"""Mails: a block of header lines that mail programs write, a story, and perhaps a signature.

The story is read as if it came alone. The lines of header and signature are kept as boilerplate;
the subject is the headline of a story that has none, the day of sending its date of publication
where the story prints none, and the name of the mail its own. Mailboxes and mails that are encoded
are recognised and not read.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.mail_ends import end_of_story, visible
from dispatchkit.reading.markup import markup
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dispatchkit.model import Line, Notice
    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.MAIL,)
ASKED = 200

_MBOX_RE = pattern(
    r"\A\s*+From \S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\n]{5,60}\n["
    r" >]{0,2}[A-Za-z][A-Za-z-]{1,60}:",
    2,
)
_PART_RE = pattern(r"\A\s*+--[^\s-][^\s]{0,100}[ \t]*\r?\n(?:Content-[A-Za-z-]{3,40}:)", 2)
# "Subject:", "보낸 사람:", "De :", "主题：".
_FIELD_RE = pattern(r"([^\W\d_][\w-]{0,60}+(?: [\w-]{1,20}+){0,2}+)[ \u00a0]?[:：][ \t\u00a0]?(.*)")
_NAME_RE = pattern(r"[A-Za-z]{1,20}(?:-[A-Za-z]{0,20}){0,4}")
# What mail programs print above the header of a mail that somebody sent on: a ruler, perhaps with
# words ("---------- Forwarded message ---------"), or words that end with a colon.
_SENT_ON_RE = pattern(r"[-_=*]{5}.{0,80}|[^:]{8,60}:")
_BLANK_LINE_RE = pattern(r"\n[ \t]*\r?\n")
# A word that was encoded for a header, "=?utf-8?Q?Caf=C3=A9?="; the encoding of a body; a type of
# body other than plain text.
_WORD_RE = pattern(r"=\?[\w-]{2,40}\?[QqBb]\?[^\s?]{0,200}\?=")
_CODED_RE = pattern(r"(?:base64|quoted-printable)\b", 2)
_TYPE_RE = pattern(r"(?!text/plain)[\w.+-]{1,60}/[\w.+-]{1,80}", 2)
# Header blocks of mails that passed ten hosts have some hundred lines.
_LINES = 400

# A browser has nobody to name: "<Saved by Windows Internet Explorer 7>", "<Saved by Blink>".
_SAVED_RE = pattern(r'["<]{0,2}Saved by\b')
# Mails are sent on with a note of so many words and lines, and so often at most.
_LONGEST_NOTE, _NOTE_LINES, _DEEPEST = 80, 40, 5

# A sender with an address and two of receiver, subject and day make a mail.
_TOLD = 3
# A subject that stands alone above a text has so many words; "Topic: Economy" is none.
_SUBJECT_WORDS = 3


def recognise(look: Look) -> tuple[Kind, str] | None:
    """The format and the reason, if *look* begins as a mail does; else None."""
    if ":" not in look.head:
        return None
    opening = look.head.lstrip()
    if opening[:5].lower() == "from " and _MBOX_RE.match(look.head):
        return Format.MBOX, 'a line "From " and the header of a mail, line 1'
    if opening.startswith("--") and _PART_RE.match(look.head):
        return (
            Format.MIME,
            (f"the boundary and header of a part, line {look.line(len(look.head) - len(opening))}"),
        )
    headers = _mail_headers(look.head)
    if not headers:
        return None
    coded = _coded(headers) or _body(look)
    return (
        (Format.MIME, f"the header of a mail with {coded}, line 1")
        if coded
        else (Format.MAIL, f"the header of a mail ({', '.join([*headers][:3])}), line 1")
    )


def _mail_headers(text: str) -> dict[str, str]:
    """Names and values of the header of a mail at the beginning of *text*, perhaps below words that
    say that it was sent on; empty if there is none.
    """
    headers = _headers(text)
    if not _is_mail(headers):
        first, _, rest = text.lstrip().partition("\n")
        headers = _headers(rest.lstrip()) if _SENT_ON_RE.fullmatch(first.strip()) else {}
    return headers if _is_mail(headers) else {}


def _headers(text: str) -> dict[str, str]:
    """Names (in lower case) and values of the lines before the first blank one; empty if one of
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
        header = _FIELD_RE.match(_spelled(line.rstrip("\r")))
        if header is None:
            # The last line of a mail that is cut off may be half of one.
            return found if _NAME_RE.fullmatch(line) and text.endswith(line) else {}
        name = header[1].lower()
        found.setdefault(name, "")
        found[name] += header[2]
    return found


def _spelled(line: str) -> str:
    """A header line as it was meant: the look has the bytes of UTF-8 as one character each."""
    try:
        return line if line.isascii() else line.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line


def _is_mail(headers: dict[str, str]) -> bool:
    """Whether the headers are those of a mail: two that only programs write, or one beside others;
    a sender with an address and two of receiver, subject and day; two others and a type of content.
    """
    data = tables.load("data/formats")["mail"]
    certain = len(headers.keys() & data["certain"])
    other = len(headers.keys() & data["other"])
    told = _told(headers)
    if certain:
        return certain > 1 or other > 0 or told > 1
    return told > _TOLD or (other > 1 and "content-type" in headers) or _is_subject(headers)


def _told(headers: dict[str, str]) -> int:
    """How much of sender, receiver, subject and day the headers tell; a sender with an address
    counts twice.
    """
    data = tables.load("data/formats")["mail"]
    sender = any(name in data["from"] and "@" in value for name, value in headers.items())
    return 2 * sender + sum(
        not headers.keys().isdisjoint(data[key]) for key in ("to", "subject", "date")
    )


def _is_subject(headers: dict[str, str]) -> bool:
    """Whether nothing is left of a header but the subject."""
    return len(headers) == 1 and any(
        name in tables.load("data/formats")["mail"]["subject"]
        and len(value.split()) >= _SUBJECT_WORDS
        for name, value in headers.items()
    )


def _body(look: Look) -> str:
    """What the body is if it is not plain text, though no header says so; else ""."""
    blank = _BLANK_LINE_RE.search(look.head.lstrip())
    found = markup(look._replace(head=look.head.lstrip()[blank.end() :])) if blank else None
    return f"{found[0].title} in its body" if found else ""


def _coded(headers: dict[str, str]) -> str:
    """The header that shows that a mail is encoded or not plain text; empty if none does."""
    if _TYPE_RE.match(headers.get("content-type", "").strip()):
        return f"Content-Type: {headers['content-type'].split(';')[0].strip()[:60]}"
    if _CODED_RE.match(headers.get("content-transfer-encoding", "").strip()):
        return f"Content-Transfer-Encoding: {headers['content-transfer-encoding'].strip()[:30]}"
    return "encoded words" if any(_WORD_RE.search(value) for value in headers.values()) else ""


def documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """The documents of a mail's body, the first below its header, the last above its signature."""
    from dispatchkit.labels import Label
    from dispatchkit.reading.cut import cut, wrapped
    from dispatchkit.reading.message import Document

    mail = _opened(source.lines)
    if mail is None:
        yield from cut(source.lines, options)
        return
    sent = mail.sent
    day = sent.date() if isinstance(sent, datetime) else sent
    header = wrapped(mail.header, Label.ENVELOPE, "mail.header")
    if not mail.body:
        yield Document((), "a mail without a text", above=header)
        return
    found = [document._replace(received=day) for document in cut(mail.body, options)]
    found[0] = found[0]._replace(
        above=header.joined(found[0].above),
        otherwise={
            "headline": mail.subject,
            "published": sent,
            "altid": mail.name,
            "notice": notice_of(mail.subject or ""),
        },
    )
    signature = wrapped(mail.signature, Label.OTHER, "mail.signature")
    found[-1] = found[-1]._replace(below=found[-1].below.joined(signature))
    yield from found


def notice_of(subject: str) -> Notice | None:
    """The notice that the *subject* of a mail gives ("KILL: Ferry sinks"); None if it gives
    none.
    """
    from dispatchkit.grammar.notices import headline_notice, line_notice

    return headline_notice(subject) or line_notice(subject)


class Mail(NamedTuple):
    """The lines of a mail: header, story, signature or quotation."""

    header: tuple[Line, ...]
    body: tuple[Line, ...]
    signature: tuple[Line, ...]

    @property
    def subject(self) -> str | None:
        """What the mail is about, or the one that was sent on in it; None if it does not say."""
        return _value(self.header, "subject") or None

    @property
    def name(self) -> str | None:
        """The name that the program of the sender gave the mail; None if it does not say."""
        return _value(self.header, "id").strip(" <>") or None

    @property
    def sent(self) -> date | datetime | None:
        """When it was sent; None if it does not say, or not in full, or is a page that somebody has
        saved then.
        """
        from dispatchkit.grammar.dates import parse_when

        if is_saved(_value(self.header, "from")):
            return None
        return parse_when(_value(self.header, "date"))


def is_saved(sender: str) -> bool:
    """Whether the *sender* of a mail is a browser that has saved a page as one."""
    return _SAVED_RE.match(sender) is not None


def _opened(lines: Sequence[Line]) -> Mail | None:
    """The *lines* of a mail cut into header, story and what follows it; None if they begin with no
    header.
    """
    first = visible(lines, 0)
    if first < len(lines) and _SENT_ON_RE.fullmatch(lines[first].text.strip()):
        first = visible(lines, first + 1)
    end = next((at for at in range(first, len(lines)) if is_blank(lines[at].text)), len(lines))
    if first == end or not _FIELD_RE.match(lines[first].text):
        return None
    if visible(lines, end) == len(lines):
        # A header of one line may as well be all of a text.
        return Mail(tuple(lines), (), ()) if end - first > 1 else None
    end = _sent_on(lines, end)
    cut = end_of_story(lines, end)
    return Mail(tuple(lines[:end]), tuple(lines[end:cut]), tuple(lines[cut:]))


def _sent_on(lines: Sequence[Line], end: int) -> int:
    """Where the header of the mail ends that was sent on below a note; *end*, where that of the
    note does, if none was. A mail below an answer that is as long is what was answered.
    """
    for _ in range(_DEEPEST):
        found = _header_below(lines, end)
        if found is None:
            return end
        begin, below = found
        note, story = (
            sum(len(line.text.split()) for line in part)
            for part in (lines[end:begin], lines[below:])
        )
        if note > _LONGEST_NOTE or 2 * note > story:
            return end
        end = below
    return end


def _header_below(lines: Sequence[Line], at: int) -> tuple[int, int] | None:
    """Where a header begins and ends among the first *lines* from *at* on, below a ruler or a blank
    line; None if there is none.
    """
    for begin in range(at, min(len(lines), at + _NOTE_LINES)):
        text = lines[begin].text.strip()
        if not text or not (_SENT_ON_RE.fullmatch(text) or _FIELD_RE.match(text)):
            continue
        first = begin if _FIELD_RE.match(text) else visible(lines, begin + 1)
        end = next((at for at in range(first, len(lines)) if is_blank(lines[at].text)), len(lines))
        headers = _headers("\n".join(line.text.strip() for line in lines[first:end]) + "\n\n")
        if _told(headers) > _TOLD and visible(lines, end) < len(lines):
            return begin, end
    return None


def _value(header: Sequence[Line], field: str) -> str:
    """The value of the header line that has the name of *field* in any language, with its
    continuation lines; empty if there is none.
    """
    names = tables.load("data/formats")["mail"][field]
    found: list[str] = []
    for line in header:
        if found and line.text[:1] in (" ", "\t"):
            found.append(line.text.strip())
        elif found:
            break
        elif (match := _FIELD_RE.match(line.text)) and match[1].lower() in names:
            found.append(match[2].strip())
    return " ".join(found)
