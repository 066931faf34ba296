"""What is said where a database or table takes the place of one that had other inputs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dispatchkit.files.terminal import complain
from dispatchkit.writing.stored import format_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.files.inputs import Input


class Replaced:
    """What lies at *path* and will be replaced by a file of the format *name*."""

    def __init__(self, path: str, name: str) -> None:
        self._path = path
        self._file = _identity(path)
        self._held = _held(path, name)

    def tell(self, inputs: Iterable[Input]) -> None:
        """Say how many dispatches were there, if it was replaced and some were of none of the
        *inputs*.
        """
        read = {item.name for item in inputs}
        lost = sum(path not in read for path in self._held)
        if lost and _identity(self._path) != self._file:
            complain(
                f"{self._path}: replaced; of the {len(self._held):,} dispatches that were in it"
                f" {lost:,} are of inputs that this call does not name (to add to a collection:"
                " dispatchkit corpus --add)"
            )


def _identity(path: str) -> tuple[int, ...] | None:
    """What tells the file at *path* from one that takes its place."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _held(path: str, name: str) -> Sequence[str]:
    """The ``path`` of each dispatch in the file that is there, if it is one of ours."""
    form = format_of(name)
    try:
        if not os.path.isfile(path) or not form.is_own(path):
            return ()
        return form.paths(path)
    except OSError:
        # What cannot be read is replaced, or the writer says why not.
        return ()
