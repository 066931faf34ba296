"""Articles that a press database exported as text: one module for all of them, because a database
is a table (``reading/exports/databases``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading import rows
from dispatchkit.reading.exports.database import databases
from dispatchkit.reading.exports.shown import BLANK, shown_in
from dispatchkit.reading.kinds import NewFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.exports.database import Database
    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

_DATABASES: dict[Kind, Database] = {
    NewFormat(one.word, one.title): one for one in databases() if not one.common
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
    return shown_in(look, _DATABASES)


def documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each article."""
    from dispatchkit.reading.exports.export import exported

    database = next(one for kind, one in _DATABASES.items() if kind == source.recognised.format)
    return exported(source.lines, database, options)
