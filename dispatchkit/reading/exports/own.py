"""Formats of a user's own: TOML files as those of the databases that ship are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.exports.database import own_database
from dispatchkit.reading.exports.shown import shown_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions


class OwnFormat(NamedTuple):
    """A format that a file of the user describes; ``path`` is that file."""

    word: str
    title: str
    path: str
    is_rewritable: bool = False
    is_text: bool = True


def recognise(look: Look, paths: Sequence[str]) -> tuple[OwnFormat, str] | None:
    """The format of one of the files *paths* and the reason, if an input is in it. ProfileError for
    a file that is not right.
    """
    known = {
        OwnFormat(one.word, one.title, path): one for path in paths for one in [own_database(path)]
    }
    return shown_in(look, known)


def documents(source: Opened, options: ReadOptions, path: str) -> Iterator[Document]:
    """A document for each article of an input in the format of the file *path*."""
    from dispatchkit.reading.exports.export import exported

    return exported(source.lines, own_database(path), options)
