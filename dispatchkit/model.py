"""Plain data that passes between the stages. Imports nothing of ours.

All of it is NamedTuples: frozen, typed and cheap. Frozen dataclasses would say as much, but importing ``dataclasses`` (which imports
``inspect``) and making nine classes with it takes 11 ms of the 70 that a cold ``parse`` of one file may take.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

SCHEMA = "dispatchkit/1"
ROLES = ("author", "contributor", "editor", "translator", "photographer")


class Label(StrEnum):
    """What a line is. One letter each, so that the labels of a dispatch, joined, are a picture of it.

    ``label.word`` is the name that records, ``explain`` and profiles use ("share", "text").
    """

    BLANK = "_"
    # what becomes a field
    ENVELOPE = "E"
    SLUGLINE = "K"
    SECTION = "S"
    HEADLINE = "H"
    ABSTRACT = "A"
    BYLINE = "B"
    DATE = "D"
    UPDATED = "U"
    LOCATED = "L"
    DATELINE = "P"
    NOTICE = "N"
    KEYWORDS = "W"
    AGENCY = "G"
    LANGUAGE = "V"
    CREDIT = "C"
    EDNOTE = "Q"
    # what becomes the body
    TEXT = "t"
    CROSSHEAD = "x"
    LIST = "l"
    TABLE = "b"
    # what is kept beside it
    ENDMARK = "z"
    INITIALS = "i"
    COPYRIGHT = "c"
    DUPLICATE = "d"
    COUNTER = "n"
    CAPTION = "p"
    CONTACT = "q"
    MENU = "m"
    SHARE = "s"
    RELATED = "r"
    SUBSCRIPTION = "f"
    PRINT = "y"
    COMMENT = "o"
    COOKIE = "k"
    LOGIN = "g"
    ADVERTISEMENT = "a"
    PROMO = "w"
    RULE = "-"
    OTHER = "."

    @property
    def word(self) -> str:
        """The label's name in lower case, as written in profiles and records."""
        return _WORDS[self]


# ``Enum.name`` is a descriptor in Python; every line of a page asks for the word of its label.
_WORDS = {label: label.name.lower() for label in Label}


class Decoded(NamedTuple):
    """Text, the encoding it was read in, why that one, and what a person should know of it: characters lost, a guess ("": nothing)."""

    text: str
    encoding: str
    reason: str
    doubt: str = ""


class Line(NamedTuple):
    """A source line: 1-based number, offset of its first character in the decoded text, the text, and what ended it."""

    number: int
    start: int
    text: str
    ending: str


class Block(NamedTuple):
    """The source lines of one dispatch and why they were taken as one. Blocks, in order, hold every line once."""

    lines: tuple[Line, ...]
    reason: str


class Unit(NamedTuple):
    """A logical line: a source line, or several that hard wrapping had cut.

    ``text`` is repaired and single-spaced; ``gap`` is the number of blank lines before it; ``indent`` its leading columns.
    """

    lines: tuple[Line, ...]
    text: str
    gap: int
    indent: int


class LabelledLine(NamedTuple):
    """A source line with its label and rule: what ``explain`` prints."""

    line: Line
    label: Label
    rule: str


class Agency(NamedTuple):
    """Who issued a dispatch: the id of its profile and its own name."""

    id: str
    name: str


class Person(NamedTuple):
    """A name with a role: author, translator, editor, photographer or contributor."""

    name: str
    role: str


class Dateline(NamedTuple):
    """Where and when a story was filed, as printed (``text``) and as meant.

    ``places`` as printed, ``place`` the same joined by "/"; ``agencies`` the ids of the credits that are printed, in order.
    """

    text: str
    place: str | None = None
    places: tuple[str, ...] = ()
    region: str | None = None
    country: str | None = None
    date: date | None = None
    agencies: tuple[str, ...] = ()
    byline: str | None = None


class Notice(NamedTuple):
    """A version marker: kind (update, correction, repeat, urgent, flash, kill, embargo), as printed, its number or None."""

    kind: str
    text: str
    number: int | None = None


class Paragraph(NamedTuple):
    """A paragraph of the body. ``role``: body, crosshead, list or table. ``lines``: first and last source line, 1-based."""

    text: str
    role: str
    lines: tuple[int, int]


class Boilerplate(NamedTuple):
    """What was taken out, and by which rule. ``label`` is a label's word; ``lines`` as in Paragraph."""

    text: str
    label: str
    rule: str
    lines: tuple[int, int]


class Dispatch(NamedTuple):
    """One dispatch. Field names are IPTC's where IPTC has one; ``None`` means: not in the source. See ``to_dict``."""

    path: str
    index: int  # type: ignore[assignment] # a key of the record; nobody looks for the place of a value in a dispatch
    format: str
    encoding: str
    profile: str
    agency: Agency | None = None
    language: str | None = None
    section: str | None = None
    slugline: str | None = None
    headline: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    byline: tuple[Person, ...] = ()
    dateline: Dateline | None = None
    located: str | None = None
    published: date | datetime | None = None
    updated: date | datetime | None = None
    notice: Notice | None = None
    urgency: int | None = None
    ednote: str | None = None
    copyrightnotice: str | None = None
    usageterms: str | None = None
    altid: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The record of the contract: plain JSON types, keys in the contract's order, ``schema`` first."""
        return {"schema": SCHEMA} | {name: _plain(getattr(self, name)) for name in self._fields}


def _plain(value: Any) -> Any:
    """*value* in JSON types: named tuples as objects, tuples as lists, dates in ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_fields"):
        return {name: _plain(getattr(value, name)) for name in value._fields}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
