"""Inputs: files, folders and standard input, in a fixed order, with what is wrong with each."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from dispatchkit.paths import fits, relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dispatchkit.profiles import Own


class Reading(TypedDict):
    """How input is read: the keyword arguments of ``parse_bytes`` and ``trace_bytes``."""

    profile: str | None
    encoding: str | None
    date_order: str | None
    received: date | None
    own: Own
    format: str | None
    split: str | None


class Input(NamedTuple):
    """One thing to read. ``name``: as named in the call; ``inner``: its path below an output folder.

    ``data`` is there when it has been read (standard input), ``problem`` when it cannot be.
    """

    name: str
    inner: str
    data: bytes | None = None
    problem: str | None = None

    def read(self) -> bytes:
        """Its bytes; OSError when it cannot be read."""
        if self.data is not None:
            return self.data
        with open(self.name, "rb") as file:
            return file.read()


class Skipped(NamedTuple):
    """What is not met on a walk: files and folders (where the output goes, the configuration), and what fits *patterns*, seen from *root*."""

    paths: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    root: str | None = None

    def holds(self, path: str) -> bool:
        """Whether the file or folder *path* is left out."""
        if self.patterns and any(fits(relative(path, self.root), pattern) for pattern in self.patterns):
            return True
        return bool(self.paths) and os.path.realpath(path) in self.paths


def expand(names: Iterable[str], skipped: Skipped) -> Iterator[Input]:
    """The files that *names* stand for, in order. Folders are walked as ``grep -r`` does: sorted, no links, nothing hidden, nothing *skipped*.

    A link that is itself named in the call is read.
    """
    for name in names:
        if name == "-":
            yield _standard_input()
        elif os.path.isdir(name):
            found = list(_walk(name, "", skipped))
            yield from found or [Input(name, "", problem="no file in this folder")]
        else:
            yield Input(name, os.path.basename(name))


def _standard_input() -> Input:
    if sys.stdin is None:
        return Input("-", "stdin", problem="not open")
    try:
        return Input("-", "stdin", data=sys.stdin.buffer.read())
    except OSError as error:
        return Input("-", "stdin", problem=reason(error))


def _walk(folder: str, inner: str, skipped: Skipped) -> Iterator[Input]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield Input(folder, inner, problem=reason(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if skipped.holds(entry.path):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, os.path.join(inner, entry.name), skipped)
        elif entry.is_file(follow_symlinks=False):
            yield Input(entry.path, os.path.join(inner, entry.name))


def reason(error: OSError) -> str:
    """Why, in the words of the system ("No such file or directory")."""
    return error.strerror or str(error)
