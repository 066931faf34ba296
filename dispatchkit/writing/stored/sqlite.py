"""An SQLite database: tables of dispatches, paragraphs, people and what was taken out; an index.

``dispatches`` has the columns of CSV and an ``id``; the others name it as ``dispatch`` and count
from 0. ``search`` is a full-text index (FTS5) over headline, abstract and text, which finds words
without their accents, too: ``SELECT rowid, headline FROM search WHERE search MATCH 'ferry' ORDER BY
rank``; its ``rowid`` is the ``id`` of the dispatch. The items of a list are lines within a cell.
The file says in its ``application_id`` who made it: a database that another program made is not
replaced.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from itertools import repeat
from typing import TYPE_CHECKING, Any

from dispatchkit.model import RECORD_KEYS
from dispatchkit.text.visible import encoded
from dispatchkit.writing._columns import columns, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch
    from dispatchkit.writing._columns import Standing

TITLE = "a database with a full-text index"
EXTRA = None
SUFFIXES = (".db", ".sqlite", ".sqlite3")
CARRIES = tuple([key for key in RECORD_KEYS if key != "schema"])

_TYPES = {"number": "INTEGER"}
_PART = "dispatch INTEGER NOT NULL REFERENCES dispatches (id), number INTEGER NOT NULL"
_LINES = "first_line INTEGER NOT NULL, last_line INTEGER NOT NULL"
# What a database begins with, and where it has the number of the program that made it: "disp".
_MAGIC, _APPLICATION_AT, _APPLICATION = b"SQLite format 3\0", 68, 0x64697370
# The file is new and not yet in its place: nothing has to be undone or kept safe while it grows.
_BEGIN = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE paragraphs (
    {_PART}, role TEXT NOT NULL, text TEXT NOT NULL, {_LINES}, PRIMARY KEY (dispatch, number)
) WITHOUT ROWID;
CREATE TABLE people (
    {_PART}, name TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (dispatch, number)
) WITHOUT ROWID;
CREATE TABLE boilerplate (
    {_PART}, label TEXT NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL, {_LINES},
    PRIMARY KEY (dispatch, number)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (
    headline, abstract, text, content = 'dispatches', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);
"""
_END = """
INSERT INTO search (search) VALUES ('rebuild');
CREATE INDEX dispatches_day ON dispatches (day);
"""


def ready() -> None:
    """Nothing is needed but Python."""


def is_own(path: str) -> bool:
    """Whether the file *path* is a database that this module made."""
    with open(path, "rb") as file:
        head = file.read(_APPLICATION_AT + 4)
    return head.startswith(_MAGIC) and head[_APPLICATION_AT:] == _APPLICATION.to_bytes(4)


def paths(path: str) -> list[str]:
    """The ``path`` of each dispatch in the database *path*."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            return [name for (name,) in base.execute("SELECT path FROM dispatches")]
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from error


def save(
    dispatches: Iterable[Dispatch], path: str, standings: Iterable[Standing] | None = None
) -> None:
    """Make the database *path* of the dispatches."""
    names = columns(standing=standings is not None)
    listed = ", ".join(f'"{one.name}" {_TYPES.get(one.kind, "TEXT")}' for one in names)
    row = f"INSERT INTO dispatches VALUES ({', '.join('?' * (len(names) + 1))})"  # noqa: S608 - no text of others
    told = repeat(()) if standings is None else standings
    # What the system says is clearer than "unable to open database file".
    open(path, "xb").close()
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.executescript(_BEGIN)
            base.execute(f"CREATE TABLE dispatches (id INTEGER PRIMARY KEY, {listed})")
            base.execute("BEGIN")
            pairs = zip(dispatches, told, strict=False)
            for number, (dispatch, standing) in enumerate(pairs, start=1):
                base.execute(row, [number, *map(_cell, values(dispatch)), *standing])
                _add_parts(base, number, dispatch)
            # This commits as well.
            base.executescript(_END)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from error


def _add_parts(base: sqlite3.Connection, number: int, dispatch: Dispatch) -> None:
    """Add the parts of the dispatch *number*."""
    base.executemany(
        "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?)",
        _rows(number, ((one.role, one.text, *one.lines) for one in dispatch.paragraphs)),
    )
    base.executemany("INSERT INTO people VALUES (?, ?, ?, ?)", _rows(number, dispatch.byline))
    base.executemany(
        "INSERT INTO boilerplate VALUES (?, ?, ?, ?, ?, ?, ?)",
        _rows(
            number,
            ((one.label, one.rule, one.text, *one.lines) for one in dispatch.boilerplate),
        ),
    )


def _rows(number: int, parts: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    """The parts of the dispatch *number* as rows."""
    for place, part in enumerate(parts):
        yield [number, place, *map(_cell, part)]


def _cell(value: Any) -> Any:
    """A value as SQLite takes it."""
    if isinstance(value, list):
        value = "\n".join(value) or None
    return encoded(value).decode() if isinstance(value, str) else value
