"""Decodes mails: header words, the text among the parts, attachments. What comes out is a mail as
it would look without any encoding, and is read as such.
"""

from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from dispatchkit.errors import DecodeError
from dispatchkit.grammar.dates import parse_when
from dispatchkit.labels import Label
from dispatchkit.reading.attached import Attached, Holds, attached
from dispatchkit.reading.cut import wrapped
from dispatchkit.reading.formats.mail import notice_of
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.look import look_at_text
from dispatchkit.reading.mail_text import Text, content, parts_of, text_of
from dispatchkit.reading.mail_text import decoded as decoded_part
from dispatchkit.reading.message import Broken, Inner, Shown, Wrapping
from dispatchkit.reading.recognise import recognise_look
from dispatchkit.reading.word import inner
from dispatchkit.text.lines import split_lines
from dispatchkit.text.repair import repair

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from datetime import date
    from email.message import EmailMessage, MIMEPart

    from dispatchkit.reading.word_text import Written

# The line that opens a mail of a mailbox: a header must follow it, for "From " opens sentences too.
_FROM_RE = re.compile(rb"From \S{1,200}[^\r\n]{5,120}\r?\n")
_FIELD_RE = re.compile(rb">?[A-Za-z][A-Za-z-]{1,60}:")
# Mailboxes write ">From " for a line of a mail that begins with "From ".
_ESCAPED_FROM_RE = re.compile(rb"^>(>*From )")
# What is left of a mail without its header: a boundary, and the header of a part.
_PART_RE = re.compile(rb"\s{0,80}--([^\s\"]{1,100})[ \t]*\r?\n(?=Content-)", re.IGNORECASE)
_HEADERS = ("From", "To", "Cc", "Date", "Message-ID", "Subject")
# A text that is attached holds the story if it has more than so many times as many words as the
# mail; and it repeats the mail if it has so large a share of its words.
_MORE, _SAME = 2, 0.8


def parted(file: BinaryIO) -> Iterator[Inner]:
    """The mails of a mailbox, one after another."""
    place = 0
    mail: list[bytes] = []
    above = b""
    for line in file:
        if _FROM_RE.match(above) and _FIELD_RE.match(line):
            if place:
                yield Inner(f"mail {place}", b"".join(mail))
            place += 1
            mail.clear()
        elif place:
            mail.append(_ESCAPED_FROM_RE.sub(rb"\1", above))
        above = line
    mail.append(_ESCAPED_FROM_RE.sub(rb"\1", above))
    if place:
        yield Inner(f"mail {place}", b"".join(mail))


def decoded(data: bytes) -> Iterator[Inner | Broken]:
    """A mail without encodings: its header and its text. Texts that are attached to it and have
    more to say come in its place, with the mail as their envelope; those that repeat it stand below
    it. Other files are named in the header, and mails and archives are inputs of their own.
    """
    mail: EmailMessage = message_from_bytes(_headed(data), policy=policy.default)
    parts = parts_of(mail)
    text = text_of(parts)
    files = yield from _sorted(attached(parts))
    if page := _saved_page(mail, parts):
        yield page
        return
    sent = _sent(mail)
    yield from _unread(text, files)
    head = _head(mail, [*files.others, *files.inputs])
    stories = [one for one in files.texts if _holds_more(one[1].text, text.text)]
    if stories:
        yield from _in_place(stories, _Cover(head, text.text, sent, _header(mail, "Subject")))
    elif text.text.strip() or not files.inputs:
        yield _with_text(head, text, [words for _, words in files.texts], mail.get_content_type())
    for one in files.inputs:
        yield Inner(one.name, one.data, received=_day(sent))


def _saved_page(mail: EmailMessage, parts: Sequence[MIMEPart]) -> Inner | None:
    """The page that a browser has saved as a mail, an input of its own below the header; None for
    any other mail.
    """
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None or not _is_saved(mail):
        return None
    read = decoded_part(content(page), page.get_content_charset())
    lines = [f"{name}: {value}\n" for name in _HEADERS if (value := _header(mail, name))]
    above = wrapped(split_lines("".join([*lines, "\n"])), Label.ENVELOPE, "mail.header")
    data = read.text.encode("utf-8", "surrogatepass")
    told = {"headline": _header(mail, "Subject") or None}
    return Inner("", data, told, decoded=read._replace(text=""), above=above)


class _Files(NamedTuple):
    """What is attached to a mail: texts, each with what is written in it; *inputs* that are read by
    themselves; and *others*, of which nothing is read.
    """

    texts: list[tuple[Attached, Written]]
    inputs: list[Attached]
    others: list[Attached]


def _sorted(files: Iterable[Attached]) -> Generator[Broken, None, _Files]:
    """Attached *files* by what they hold. A text that cannot be read is told."""
    found = _Files([], [], [])
    for one in files:
        if one.holds is Holds.INPUT:
            found.inputs.append(one)
        elif one.holds is Holds.TEXT:
            try:
                found.texts.append((one, one.written()))
            except DecodeError as error:
                yield Broken(one.name, str(error))
        else:
            found.others.append(one)
    return found


def _unread(text: Text, files: _Files) -> Iterator[Broken]:
    """What is attached to a mail of which nothing else can be read."""
    if not (text.text.strip() or files.texts or files.inputs):
        yield from (Broken(one.name, f"no text, but {one.type}") for one in files.others)


class _Cover(NamedTuple):
    """The mail that a text is attached to."""

    head: str
    text: str
    sent: date | datetime | None
    subject: str


def _holds_more(words: str, text: str) -> bool:
    """Whether an attached text has so many *words* that it, and not the *text* of the mail, is the
    story.
    """
    own = text.split()
    told = words.split()
    if len(told) <= _MORE * len(own):
        return False
    return not own or len({*own} & {*told}) < _SAME * len({*told})


def _with_text(head: str, text: Text, attachments: Sequence[Written], kind: str) -> Inner:
    """A mail of this *kind* with its text, below which stands what is attached and has no more to
    say.
    """
    above = f"{head}\n" if head or kind != "text/plain" else ""
    data = f"{above}{text.text}"
    if not data.endswith("\n"):
        data += "\n"
    offset = above.count("\n")
    shown = Shown(
        furniture=frozenset(number + offset for number in text.furniture),
        heads=frozenset(number + offset for number in text.heads),
    )
    beside = [part for one in attachments for part in (*one.above, one.text, *one.below)]
    below = Wrapping()
    if beside:
        lines = split_lines("\n\n".join(beside), line=len(split_lines(data)))
        below = wrapped(lines, Label.DUPLICATE, "mail.attachment")
    coded = data.encode("utf-8", "surrogatepass")
    return Inner("", coded, decoded=text.decoded, shown=shown, below=below)


def _in_place(stories: Sequence[tuple[Attached, Written]], cover: _Cover) -> Iterator[Inner]:
    """The attached *stories*, inputs of their own; the first has the mail as its envelope."""
    day = _day(cover.sent)
    for place, (one, words) in enumerate(stories):
        found = inner(words, one.name) if place else _in_envelope(one, words, cover)
        yield found._replace(received=day)


def _in_envelope(one: Attached, found: Written, cover: _Cover) -> Inner:
    """An attached text as an input of its own, with the mail as its envelope: what that states
    counts if the text is in no format that states it itself.
    """
    above = wrapped(split_lines(cover.head), Label.ENVELOPE, "mail.header").joined(
        wrapped(
            split_lines(f"\n{cover.text}\n\n", line=cover.head.count("\n")),
            Label.OTHER,
            "mail.cover",
        )
    )
    told: dict[str, Any] = {}
    if recognise_look(look_at_text(found.text)).format is Format.TEXT:
        told = {
            "headline": cover.subject or None,
            "published": cover.sent,
            "notice": notice_of(cover.subject),
        }
    return inner(found, one.name, above)._replace(otherwise=told)


def _headed(data: bytes) -> bytes:
    """A mail with a header: parts that lack the one that names their boundary get it."""
    part = _PART_RE.match(data)
    if part is None:
        return data
    return b'Content-Type: multipart/mixed; boundary="' + part[1] + b'"\n\n' + data


def _head(mail: EmailMessage, others: Sequence[Attached]) -> str:
    """The lines of the header that matter, decoded, and one for each file that is attached and no
    part of the text.
    """
    names = [name for name in _HEADERS if name != "Date" or not _is_saved(mail)]
    lines = [f"{name}: {value}\n" for name in names if (value := _header(mail, name))]
    lines += [f"Attachment: {one.name} ({one.type})\n" for one in others]
    return "".join(lines)


def _header(mail: EmailMessage, name: str) -> str:
    """A line of the header, decoded; "" if there is none."""
    try:
        value = mail[name]
    except (ValueError, IndexError, AttributeError, TypeError, MessageError):
        # The library fails on some headers that are none: they say nothing.
        return ""
    # Some programs leave the bytes of UTF-8 in a word that they say is in another encoding.
    return repair(" ".join(str(value or "").split()))


def _sent(mail: EmailMessage) -> date | datetime | None:
    """When a mail was sent; None if it does not say, or is a page that somebody has saved."""
    return None if _is_saved(mail) else parse_when(_header(mail, "Date"))


def _is_saved(mail: EmailMessage) -> bool:
    """Whether a mail is a page that a browser has saved: its date is when somebody did that."""
    from dispatchkit.reading.formats.mail import is_saved

    return is_saved(_header(mail, "From"))


def _day(sent: date | datetime | None) -> date | None:
    return sent.date() if isinstance(sent, datetime) else sent
