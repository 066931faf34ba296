"""Articles that a press database exported as text: one module for all of them, because a database
is a table (``reading/exports/databases``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading import rows
from dispatchkit.reading.exports.database import outlines, shipped
from dispatchkit.reading.exports.shown import BLANK, holds_any, shown_in
from dispatchkit.reading.kinds import NewFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.exports.database import Outline
    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

_DATABASES: dict[Kind, Outline] = {
    NewFormat(one.word, one.title): one for one in outlines() if not one.common
}
KINDS: tuple[Kind, ...] = tuple(_DATABASES)
# Before telex messages: some databases keep their frames.
ASKED = 90
# What JSON opens with.
_DATA = frozenset("{[")


def recognise(look: Look) -> tuple[Kind, str] | None:
    """The format and the reason, if enough lines of the beginning are what a database prints. None
    for mark-up and data, whose lines hold them among tags and quotes.
    """
    first = look.head.lstrip(BLANK)[:1]
    if first == "<" or (first in _DATA and rows.json(look) is not None):
        return None
    likely = {
        kind: shipped(one.name) for kind, one in _DATABASES.items() if holds_any(look, one.holds)
    }
    return shown_in(look, likely)


def documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each article."""
    from dispatchkit.reading.exports.export import exported

    outline = _DATABASES[source.recognised.format]
    return exported(source.lines, shipped(outline.name), options)
