"""The formats that an input can have, each with a name for people, and whether it can be written
back in place. Which of them can be read is said by the modules of ``reading/formats`` alone.

Only plain text can be mended in place: in any other format a character that looks wrong may belong
to the mark-up, a header or the frame.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Protocol


class Kind(Protocol):
    """What is known of a format: one of those in ``Format``, or a ``NewFormat`` of its module."""

    @property
    def word(self) -> str:
        """The word for programs and options."""

    @property
    def title(self) -> str:
        """The name for people."""

    @property
    def is_rewritable(self) -> bool:
        """Whether its text can be mended in place."""

    @property
    def is_text(self) -> bool:
        """Whether an input in it is text rather than binary data."""


class NewFormat(NamedTuple):
    """A format that only the module that reads it knows: its word for programs and its name for
    people.
    """

    word: str
    title: str
    is_rewritable: bool = False
    is_text: bool = True


class Recognised(NamedTuple):
    """The format of an input, and the reason with the place that shows it."""

    format: Kind
    reason: str


class Format(Enum):
    """What an input is. The value is the word that ``--from`` and errors use."""

    TEXT = "text"
    MAIL = "mail"
    IPTC7901 = "iptc7901"
    ANPA1312 = "anpa1312"
    ZCZC = "zczc"
    HTML = "html"
    XML = "xml"
    NITF = "nitf"
    NEWSML = "newsml"
    NEWSML_G2 = "newsml-g2"
    RSS = "rss"
    ATOM = "atom"
    SGML = "sgml"
    JSON = "json"
    NINJS = "ninjs"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    RTF = "rtf"
    MIME = "mime"
    MBOX = "mbox"
    HTTP = "http"
    WARC = "warc"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    OFFICE = "office"
    PARQUET = "parquet"
    ZIP = "zip"
    ARCHIVE = "archive"
    BINARY = "binary"

    @property
    def word(self) -> str:
        """The word for programs and options."""
        return self.value

    @property
    def title(self) -> str:
        """The name for people."""
        return _FACTS[self].title

    @property
    def is_rewritable(self) -> bool:
        """Whether its text can be mended in place."""
        return _FACTS[self].is_rewritable

    @property
    def is_text(self) -> bool:
        """Whether an input in it is text rather than binary data."""
        return _FACTS[self].is_text


class _Facts(NamedTuple):
    """What is known of a format that ships; the fields are as in ``Kind``."""

    title: str
    is_rewritable: bool = False
    is_text: bool = True


_FACTS = {
    Format.TEXT: _Facts("plain text", is_rewritable=True),
    Format.MAIL: _Facts("a mail"),
    Format.IPTC7901: _Facts("an IPTC 7901 message"),
    Format.ANPA1312: _Facts("an ANPA 1312 message"),
    Format.ZCZC: _Facts("a telex message (ZCZC)"),
    Format.HTML: _Facts("HTML"),
    Format.XML: _Facts("XML"),
    Format.NITF: _Facts("NITF"),
    Format.NEWSML: _Facts("NewsML 1"),
    Format.NEWSML_G2: _Facts("NewsML-G2"),
    Format.RSS: _Facts("an RSS feed"),
    Format.ATOM: _Facts("an Atom feed"),
    Format.SGML: _Facts("SGML"),
    Format.JSON: _Facts("JSON"),
    Format.NINJS: _Facts("ninjs"),
    Format.JSONL: _Facts("JSON Lines"),
    Format.CSV: _Facts("CSV"),
    Format.TSV: _Facts("a table parted by tabs (TSV)"),
    Format.RTF: _Facts("RTF"),
    Format.MIME: _Facts("a MIME message"),
    Format.MBOX: _Facts("a mailbox (mbox)"),
    Format.HTTP: _Facts("an HTTP response"),
    Format.WARC: _Facts("a web archive (WARC)"),
    Format.PDF: _Facts("PDF", is_text=False),
    Format.DOCX: _Facts("a Word document (DOCX)", is_text=False),
    Format.ODT: _Facts("a document of OpenOffice (ODT)", is_text=False),
    Format.OFFICE: _Facts("an old Office document (DOC, XLS)", is_text=False),
    Format.PARQUET: _Facts("a Parquet table", is_text=False),
    Format.ZIP: _Facts("a zip archive", is_text=False),
    Format.ARCHIVE: _Facts("an archive", is_text=False),
    Format.BINARY: _Facts("a binary file", is_text=False),
}
