"""What a look at folders finds: the files that may be inputs, and the state of each."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.files.inputs import Input, Passed, expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.files.inputs import Skipped


class Stamp(NamedTuple):
    """The state of a file, which is another one after it was written: its size, the time at which
    its content last changed, and the time at which its content, name or permissions last did, which
    nobody can set.
    """

    size: int
    modified: int
    changed: int


# What cannot be looked at has no size.
_UNKNOWN = Stamp(-1, 0, 0)


class Sighted(NamedTuple):
    """A file that was seen: the input that it is, and its state then."""

    item: Input
    stamp: Stamp


class Sight(NamedTuple):
    """What one look has found: files by their whole paths, in the order in which they are read;
    the *folders* that were looked into, and those that are *missing*.
    """

    files: dict[str, Sighted]
    folders: tuple[str, ...]
    missing: tuple[str, ...]


def look(folders: Sequence[str], skipped: Skipped) -> Sight:
    """Look at all files in *folders*. Names of uploads that are not finished are passed over, and
    so is a file that is gone before it could be looked at. A file that is in two of the folders is
    that of the first.
    """
    there = [folder for folder in folders if os.path.isdir(folder)]
    passed = Passed.none()
    found: dict[str, Sighted] = {}
    for item in expand(there, skipped, passed):
        if _is_input(item) and (stamp := stamp_of(item.name)):
            found.setdefault(os.path.abspath(item.name), Sighted(item, stamp))
    missing = tuple(folder for folder in folders if folder not in there)
    return Sight(found, tuple(passed.entered), missing)


def _is_input(item: Input) -> bool:
    """Whether it is a file to read, or a folder that cannot be looked into; not an empty one."""
    if item.problem is not None:
        return item.error is not None
    return not is_unfinished(os.path.basename(item.name))


def stamp_of(path: str) -> Stamp | None:
    """The present state of a file; None if it is gone."""
    try:
        state = os.stat(path)
    except FileNotFoundError:
        return None
    except OSError:
        return _UNKNOWN
    return Stamp(state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def is_unfinished(name: str) -> bool:
    """Whether a file has a name under which programs write what they rename at the end."""
    endings, beginnings = _unfinished()
    return name.lower().endswith(endings) or name.lower().startswith(beginnings)


@cache
def _unfinished() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The endings and the beginnings of such names."""
    return (
        tuple(tables.words("data/uploads", "endings", "words")),
        tuple(tables.words("data/uploads", "beginnings", "words")),
    )
