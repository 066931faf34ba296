"""The lines of a text or Markdown that ``dispatchkit`` wrote, each with its label: what the readers
of both share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.label import Mark
from dispatchkit.model import BODY_ROLES, Label, Paragraph
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Line

# Why an input is taken as one that this program wrote.
WRITTEN = "written by dispatchkit, and read back"
# What may stand above the body, in that order.
HEAD = (Label.NOTICE, Label.HEADLINE, Label.ABSTRACT, Label.BYLINE, Label.DATELINE)


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
