"""A message: one document of an input, before any of its lines has been interpreted.

It is what the formats agree on. Whatever an input is, its reader cuts it into documents, takes the
lines of the envelope off them, and says what the envelope states.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dispatchkit.grammar.context import Known
    from dispatchkit.grammar.label import Mark
    from dispatchkit.labels import Label
    from dispatchkit.model import Line
    from dispatchkit.reading.kinds import Recognised
    from dispatchkit.reading.stored import Stored


class Basis(Enum):
    """What an encoding is known by, as far as that matters to users of the text."""

    # A byte-order mark.
    MARK = auto()
    # The caller, who asked for it.
    ASKED = auto()
    # All bytes but the last few, which are a character that was cut off.
    CUT_OFF = auto()
    OTHER = auto()


class Decoded(NamedTuple):
    """A text, its encoding, the reason for that encoding, and what a person should know about it:
    characters lost, a guess ("": nothing). *ignored* is the encoding that it declares, if that does
    not fit ("": it does, or none is declared).
    """

    text: str
    encoding: str
    reason: str
    doubt: str = ""
    basis: Basis = Basis.OTHER
    ignored: str = ""

    @property
    def why(self) -> str:
        """The reason, and what speaks against it."""
        return f"{self.reason}, though it declares {self.ignored}" if self.ignored else self.reason


class Wrapping(NamedTuple):
    """Lines above or below a story that belong to its envelope, and the labels of those among them
    that say something. They are kept as boilerplate of the story.
    """

    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()

    def joined(self, following: Wrapping) -> Wrapping:
        """These lines and those that follow them."""
        return Wrapping(self.lines + following.lines, self.marks + following.marks)


class Labelled(NamedTuple):
    """What a format says of a document in which every line shows what it is: the labels of all that
    say something, and what is known of the whole document.
    """

    marks: tuple[Mark, ...]
    known: Known


class Shown(NamedTuple):
    """What mark-up shows of lines, by their numbers: those that are none of the story, those that
    may be its headline (none: any of them), those whose paragraph goes on in the next line, those
    that are prose of the story, those that tell *about* it and are no text, *headings* that are no
    paragraphs; the labels of those that are none of it and known for what they are; and *roles*,
    labels of the body, of those that are text of the story and stand in an element that says so.
    """

    furniture: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()
    prose: frozenset[int] = frozenset()
    about: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()
    labels: Mapping[int, Label] = {}
    roles: Mapping[int, Label] = {}


class Broken(NamedTuple):
    """An item of an input that cannot be read: *where* it stands there, and *why*."""

    where: str
    why: str


class Document(NamedTuple):
    """One document as the reader of a format cuts it out of an input.

    *lines* is the text to be read, *reason* why it is one document, *above* and *below* are its
    envelope. *stated* holds the fields of the record that the envelope states: they override what
    the text says. *otherwise* holds those that count only where the text says nothing. *received*
    is the day on which the document arrived, if the envelope tells. *parted*: the user's expression
    (``--split``) was found at its beginning, or the format needs none. *framed*: a frame of the
    wire says where it begins. *shown* is what mark-up shows of the lines. *labelled* is given if
    the format itself says what each line is: *stated* then holds all that they say. *credit* is
    that of an agency without a profile which the envelope names. *item* says where it stands, if it
    is one item of many (a row of a table, a file in an archive): that there is no dispatch in it is
    reported then. *member* is the name of the input that a container holds and it is read from, and
    "" where there is none.
    """

    lines: tuple[Line, ...]
    reason: str
    above: Wrapping = Wrapping()
    below: Wrapping = Wrapping()
    stated: Mapping[str, Any] = {}
    otherwise: Mapping[str, Any] = {}
    received: date | None = None
    parted: bool = False
    framed: bool = False
    labelled: Labelled | None = None
    shown: Shown = Shown()
    credit: str | None = None
    item: str = ""
    member: str = ""


class Inner(NamedTuple):
    """What a container holds: an input of its own, with the *name* that it has there. *received* is
    the day on which the container arrived, if it tells; *otherwise* are fields that count where the
    story says nothing. *decoded* is given if the container says in which encoding it is. *shown* is
    what mark-up shows of its lines; *above* and *below* are the lines of the container around them,
    which are numbered from the first of *above* on.
    """

    name: str
    data: bytes
    otherwise: Mapping[str, Any] = {}
    received: date | None = None
    decoded: Decoded | None = None
    shown: Shown = Shown()
    above: Wrapping = Wrapping()
    below: Wrapping = Wrapping()


class Opened(NamedTuple):
    """An input of which the format and the text are known, and nothing else. One that is read from
    bytes has *data* and no lines; where it is big and its format allows, these are stored.
    """

    recognised: Recognised
    decoded: Decoded
    lines: Sequence[Line]
    data: bytes | Stored = b""

    @property
    def held(self) -> bytes:
        """All of the bytes."""
        return self.data[:]


class Message(NamedTuple):
    """One document of an input, with what is known of the whole input: its format and why it is
    that one, its encoding, and whether its text can be written back in place.
    """

    recognised: Recognised
    decoded: Decoded
    document: Document

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the text, without the envelope."""
        return self.document.lines

    @property
    def reason(self) -> str:
        """Why the lines were taken as one document."""
        return self.document.reason

    @property
    def stated(self) -> Mapping[str, Any]:
        """The fields of the record that the envelope states; they override what the text says."""
        return self.document.stated

    @property
    def is_rewritable(self) -> bool:
        """Whether the text can be mended in place."""
        return self.recognised.format.is_rewritable
