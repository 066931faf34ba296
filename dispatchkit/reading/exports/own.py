"""Formats of a user's own: TOML files as those of the databases that ship are, with their examples
tried before they are used.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import ProfileError
from dispatchkit.reading.exports.database import own_database
from dispatchkit.reading.exports.shown import shown_in
from dispatchkit.reading.look import look_at_text
from dispatchkit.reading.options import ReadOptions
from dispatchkit.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.reading.exports.database import Database
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened


class OwnFormat(NamedTuple):
    """A format that a file of the user describes; ``path`` is that file."""

    word: str
    title: str
    path: str
    is_rewritable: bool = False
    is_text: bool = True


def own_formats(paths: Sequence[str]) -> dict[OwnFormat, Database]:
    """The formats of the files *paths*. ProfileError for a file that is not right."""
    return {
        OwnFormat(one.word, one.title, path): one for path in paths for one in [own_database(path)]
    }


def recognise(look: Look, paths: Sequence[str]) -> tuple[OwnFormat, str] | None:
    """The format of one of the files *paths* and the reason, if an input is in it. ProfileError for
    a file that is not right.
    """
    return shown_in(look, own_formats(paths))


def prove(paths: Sequence[str]) -> None:
    """Try the examples of the files *paths*: each of ``hits`` is one article, ``misses`` are no
    exports. ProfileError, OSError.
    """
    for path in paths:
        _prove(path)


@cache
def _prove(path: str) -> None:
    from dispatchkit.reading.exports.export import exported

    database = own_database(path)
    name = os.path.basename(path)
    for at, text in enumerate(database.hits):
        if not _shows(text, database):
            raise ProfileError(name, f"hits[{at}]: shown.lines fit too few of its lines")
        found = sum(1 for _ in exported(split_lines(text), database, ReadOptions()))
        if found != 1:
            raise ProfileError(name, f"hits[{at}]: it is read as {found} articles")
    for at, text in enumerate(database.misses):
        if _shows(text, database):
            raise ProfileError(name, f"misses[{at}]: it is taken for an export")


def _shows(text: str, database: Database) -> bool:
    return shown_in(look_at_text(text), {database.word: database}) is not None


def documents(source: Opened, options: ReadOptions, path: str) -> Iterator[Document]:
    """A document for each article of an input in the format of the file *path*."""
    from dispatchkit.reading.exports.export import exported

    return exported(source.lines, own_database(path), options)
