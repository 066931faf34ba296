"""The lines of what ``dispatchkit`` wrote, each with its label: what the readers of its forms
share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.context import Known
from dispatchkit.grammar.label import Context, Mark
from dispatchkit.grammar.sender import Detection
from dispatchkit.labels import BODY_ROLES, Label
from dispatchkit.model import ROLES, Paragraph, Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Dispatch, Line
    from dispatchkit.reading.options import ReadOptions

# Why an input is taken as one that this program wrote.
WRITTEN = "written by dispatchkit, and read back"
# What may stand above the body, in that order.
HEAD = (Label.NOTICE, Label.HEADLINE, Label.ABSTRACT, Label.BYLINE, Label.DATELINE)
# The label for each field of the record. One without a label is a line of the envelope.
FIELD_LABELS = {label.word: label for label in Label} | {
    "published": Label.DATE,
    "day": Label.DATE,
    "copyrightnotice": Label.COPYRIGHT,
}
# Fields that say which input was read then; those of the record are about the one that is read now.
OF_INPUT = ("path", "index", "encoding")
_ROLE_RE = pattern(rf" \(({'|'.join(ROLES)})\)\Z")


class Piece(NamedTuple):
    """A line and its label; ``text`` is what it says, without the signs of the form."""

    line: Line
    label: Label
    text: str


def paragraphs(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """The paragraphs of the body."""
    return tuple(
        [
            Paragraph(
                text=piece.text,
                role=BODY_ROLES[piece.label],
                lines=(piece.line.number, piece.line.number),
            )
            for piece in pieces
            if piece.label in BODY_ROLES
        ]
    )


def marks(pieces: Sequence[Piece], form: str) -> tuple[Mark, ...]:
    """The pieces as labelled units, each a line of its own. The rule names the *form*."""
    found = []
    for piece in pieces:
        unit = unit_of(piece.line, piece.text)
        found.append(Mark(unit, piece.label, f"{form}.{piece.label.word}", unit.is_prose))
    return tuple(found)


def known(fields: Dispatch, options: ReadOptions, reason: str) -> Known:
    """What is known of a dispatch whose *fields* were written, for the *reason*. The profile that
    read it first may be unknown now. Raises UnknownProfile if the caller names one that is.
    """
    lexicon = options.lexicon
    if options.profile is not None:
        profile = lexicon.facts_of(options.profile).id
    else:
        profile = fields.profile if fields.profile in lexicon.facts else GENERIC
    return Known(
        Context(profile, fields.language, options.order, options.received, lexicon),
        Detection(profile, fields.agency, (reason,)),
        guess=None,
        datelines={},
    )


def person(name: str) -> Person:
    """Somebody as a byline prints them: with the role in brackets, unless it is an author's."""
    role = _ROLE_RE.search(name)
    return Person(name[: role.start()], role[1]) if role else Person(name, "author")
