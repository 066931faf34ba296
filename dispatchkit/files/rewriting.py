"""Rewrites a file in place: it stays the same file, and nobody's work on it is lost.

The bytes are written into the file itself, not into another one that takes its place, so it keeps
its owner, permissions, extended attributes and access lists, its other names (hard links), what
points to it, and the writers that have it open. The price is that the change is not atomic.
Therefore a copy of the file is first written beside it and stays there until all is done; if
something goes wrong the change is undone, and if the process is killed the copy is left.

Only what was read is overwritten. If the file holds something else by now, nothing is done; what
another process appends during the change stays after the new bytes.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from dispatchkit.files.failures import Failure
from dispatchkit.files.inputs import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

_CHANGED = "changed while it was being checked, so it is not mended"
_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def digest(data: bytes) -> bytes:
    """The digest by which ``rewrite`` recognises content."""
    return blake2b(data).digest()


def rewrite(path: str, data: bytes, known: bytes) -> None:
    """Replace the content of the file *path*, which must have the digest *known*, by *data*.
    Failure if it has another, or may not be written.
    """
    try:
        with open(path, "r+b", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Failure(f"{path}: not a regular file, so it is not mended")
            # The superuser can write any file, but one that is write-protected is so on purpose.
            if not status.st_mode & _WRITE:
                raise Failure(f"{path}: write-protected, so it is not mended")
            before = file.read()
            # The call may have named the file by another name too.
            if before == data:
                return
            if digest(before) != known:
                raise Failure(f"{path}: {_CHANGED}")
            with _copy(path, before):
                if os.fstat(file.fileno()).st_size != len(before):
                    raise Failure(f"{path}: {_CHANGED}")
                _put(file, before, data)
    except OSError as error:
        raise Failure(f"{path}: {reason(error)}") from error


@contextmanager
def _copy(path: str, data: bytes) -> Iterator[None]:
    """Keep a copy of what a file held, beside it (or, if that is impossible, among the temporary
    files), until all is done or undone.
    """
    target = os.path.realpath(path)
    copy = _written(os.path.dirname(target), os.path.basename(target), data)
    try:
        yield
    except _Broken as error:
        raise Failure(f"{path}: {error}; what it held is in {copy}") from error
    except BaseException:
        _remove(copy)
        raise
    _remove(copy)


def _written(folder: str, name: str, data: bytes) -> str:
    """The path of a new file that safely holds *data*, in *folder* or among the temporary files."""
    try:
        descriptor, copy = tempfile.mkstemp(
            prefix=".dispatchkit-", suffix=f"-{name[-100:]}", dir=folder
        )
    except PermissionError:
        descriptor, copy = tempfile.mkstemp(prefix="dispatchkit-", suffix=f"-{name[-100:]}")
    with open(descriptor, "wb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            _remove(copy)
            raise
    return copy


def _remove(copy: str) -> None:
    """Remove a copy, if it exists and can be removed."""
    with suppress(OSError):
        os.remove(copy)


class _Broken(Exception):
    """A file that could not be restored: the message says why."""


def _put(file: FileIO, before: bytes, after: bytes) -> None:
    """Turn the content *before* of a file into *after*; what is appended meanwhile stays after
    it.
    """
    try:
        _write(file, after, 0)
        _cut(file, len(before), len(after))
        os.fsync(file.fileno())
    except BaseException as error:
        try:
            _write(file, before, 0)
            _cut(file, max(len(before), len(after)), len(before))
        except OSError as again:
            raise _Broken(
                f"{reason(error) if isinstance(error, OSError) else 'interrupted'}, and could not"
                f" be undone: {reason(again)}"
            ) from error
        raise


def _write(file: FileIO, data: bytes, offset: int) -> None:
    """Write all of *data* at an offset."""
    file.seek(offset)
    view = memoryview(data)
    while view:
        view = view[file.write(view) or 0 :]


def _cut(file: FileIO, length: int, wanted: int) -> None:
    """Make a file that was *length* bytes long *wanted* bytes long; what has been appended
    meanwhile follows these.
    """
    size = os.fstat(file.fileno()).st_size
    if size > length > wanted:
        file.seek(length)
        appended = file.read(size - length)
        _write(file, appended, wanted)
        wanted += len(appended)
    if wanted < size:
        file.truncate(wanted)
