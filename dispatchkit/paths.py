"""Paths as configurations and reports name them: seen from a folder, with forward slashes."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase


def relative(path: str, root: str | None) -> str:
    """*path* as seen from the folder *root* (None: the working folder); as it is where it lies elsewhere or is standard input."""
    try:
        seen = path if path == "-" else os.path.relpath(path, root or os.curdir)
    except ValueError:  # another drive of Windows
        seen = path
    seen = path if seen.split(os.sep)[0] == os.pardir else seen
    return seen.replace(os.sep, "/").removeprefix("./")


def fits(path: str, pattern: str) -> bool:
    """Whether a path with forward slashes, or its last part, fits a *pattern* of the shell, of which ``*`` also goes over slashes."""
    return fnmatchcase(path, pattern) or fnmatchcase(path.rpartition("/")[2], pattern)
