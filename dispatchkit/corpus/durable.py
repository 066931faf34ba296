"""Files that are on the disk, whole, before their names are: neither a kill nor a power cut leaves
half of one.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.files.failures import Closing, Failure
from dispatchkit.files.inputs import reason
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO


class Written(NamedTuple):
    """A file as it lies on the disk."""

    sha256: str
    bytes: int


class Draft(Closing):
    """A file that is being written at *path* and is put in its place, *target*, at the end of the
    ``with`` block; removed if an error ends that. Raises Failure.
    """

    def __init__(self, path: str, target: str) -> None:
        self.path = path
        self.target = target
        with failing(target):
            self.stream = _created(path)

    def write(self, data: bytes) -> None:
        """Write bytes."""
        with failing(self.target):
            self.stream.write(data)

    def close(self, *, done: bool) -> None:
        """Put the file in its place; throw it away unless *done*."""
        try:
            if done:
                with failing(self.target):
                    self.stream.close()
                    put(self.path, self.target)
        finally:
            with suppress(OSError):
                self.stream.close()
            with suppress(OSError):
                os.remove(self.path)


def _created(path: str) -> BinaryIO:
    return open(path, "wb")


@contextmanager
def failing(path: str) -> Iterator[None]:
    """Turn errors of the system into a Failure that names *path*."""
    try:
        yield
    except OSError as error:
        raise Failure(f"{path}: {reason(error)}") from error


def line_of(value: Mapping[str, Any]) -> bytes:
    """*value* as a line of JSON."""
    return f"{encode(value)}\n".encode()


def put(draft: str, target: str) -> None:
    """Move a file that is finished to *target*, on the same file system, once it is on the disk."""
    with open(draft, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(draft, target)
    settle(os.path.dirname(target))


def settle(folder: str) -> None:
    """Write the names in a folder to the disk, where the system lets folders be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def written(path: str) -> Written:
    """The size and the hash of a file. Failure if it cannot be read."""
    with failing(path), open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return Written(digest.hexdigest(), file.tell())
