"""Files that systems and programs leave beside the user's own, in folders and archives alike."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dispatchkit.data import tables


class _Leftovers(NamedTuple):
    """Names in lower case: whole ones of files and of folders; beginnings, whatever follows, and
    beginnings of documents that are open, which keep the *endings* of these.
    """

    files: frozenset[str]
    folders: frozenset[str]
    beginnings: tuple[str, ...]
    locks: tuple[str, ...]
    endings: tuple[str, ...]


def is_leftover(path: str) -> bool:
    """Whether a file at a *path*, as an archive or a system writes it, was left by a program."""
    *folders, last = path.replace("\\", "/").lower().split("/")
    left = _leftovers()
    if last in left.files or not left.folders.isdisjoint(folders):
        return True
    is_lock = last.startswith(left.locks) and last.endswith(left.endings)
    return is_lock or last.startswith(left.beginnings)


def is_left(name: str, *, folder: bool) -> bool:
    """Whether a file or *folder* of that *name* is one that a system or a program keeps there."""
    return name.lower() in _leftovers().folders if folder else is_leftover(name)


@cache
def _leftovers() -> _Leftovers:
    table = tables.load("data/leftovers")
    words = {key: [word.lower() for word in entry["words"]] for key, entry in table.items()}
    return _Leftovers(
        frozenset(words["files"]),
        frozenset(words["folders"]),
        tuple(words["beginnings"]),
        tuple(words["locks"]),
        tuple(words["endings"]),
    )
