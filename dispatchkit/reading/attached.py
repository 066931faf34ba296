"""What is attached to a mail: texts, inputs of their own, and files that hold no text."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.kinds import Format
from dispatchkit.reading.mail_text import content, decoded, is_shown
from dispatchkit.reading.word import written
from dispatchkit.reading.word_text import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import MIMEPart

_TEXT = "text/plain"
_WORD = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
    "application/vnd.oasis.opendocument.text": Format.ODT,
    "application/rtf": Format.RTF,
    "application/x-rtf": Format.RTF,
    "text/rtf": Format.RTF,
    "text/richtext": Format.RTF,
}
# Mails that were sent on as files, archives, pages and data.
_INPUTS = frozenset(
    (
        "message/rfc822", "application/zip", "application/x-zip-compressed", "application/gzip",
        "application/x-gzip", "application/x-tar", "application/json", "application/xml",
        "application/mbox", "text/html", "text/csv", "text/tab-separated-values", "text/xml",
        "application/rss+xml", "application/atom+xml",
    )
)  # fmt: skip
# Programs that know no type of a file send it as this one; then its name tells.
_NO_TYPE = "application/octet-stream"
_BY_NAME = {
    ".docx": Format.DOCX,
    ".odt": Format.ODT,
    ".rtf": Format.RTF,
    ".txt": Format.TEXT,
}
_INPUT_NAMES = (
    ".eml", ".mbox", ".zip", ".gz", ".tar", ".tgz", ".html", ".htm", ".json", ".jsonl", ".csv",
    ".tsv", ".xml",
)  # fmt: skip


class Holds(Enum):
    """What a file that is attached to a mail holds."""

    TEXT = auto()
    INPUT = auto()
    OTHER = auto()


class Attached(NamedTuple):
    """A file that is attached to a mail: its *name*, the *type* that the mail gives it, its bytes,
    what it *holds*, the *format* of a text and the *charset* that the mail declares for it.
    """

    name: str
    type: str
    data: bytes
    holds: Holds
    format: Format
    charset: str | None

    def written(self) -> Written:
        """What is written in the file. DecodeError for one that is broken."""
        if self.format is Format.TEXT:
            return Written(decoded(self.data, self.charset).text)
        return written(self.data, self.format)


def attached(parts: Iterable[MIMEPart]) -> Iterator[Attached]:
    """The files among the *parts* of a mail, in order."""
    for part in parts:
        if not is_shown(part):
            yield _attached(part)


def _attached(part: MIMEPart) -> Attached:
    kind = part.get_content_type()
    name = " ".join((part.get_filename() or "").split())
    holds, format_ = _holds(kind, name.lower())
    if kind == "message/rfc822":
        data = b"".join(one.as_bytes() for one in part.iter_parts())
        name = name or "a mail"
    else:
        data = content(part)
    return Attached(name or "an attachment", kind, data, holds, format_, part.get_content_charset())


def _holds(kind: str, name: str) -> tuple[Holds, Format]:
    """What a file of that type and *name* holds, and the format of a text."""
    if kind == _NO_TYPE:
        for ending, format_ in _BY_NAME.items():
            if name.endswith(ending):
                return Holds.TEXT, format_
    if kind == _TEXT and not name.endswith(_INPUT_NAMES):
        return Holds.TEXT, Format.TEXT
    if kind in _WORD:
        return Holds.TEXT, _WORD[kind]
    if kind in _INPUTS or (kind in (_NO_TYPE, _TEXT) and name.endswith(_INPUT_NAMES)):
        return Holds.INPUT, Format.TEXT
    return Holds.OTHER, Format.TEXT
