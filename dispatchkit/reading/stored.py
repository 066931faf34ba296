"""Inputs as files that can be read piece by piece, wherever their bytes are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# So much is read at once.
_PIECE = 1 << 18


class Stored(Protocol):
    """The bytes of an input, wherever they are: a slice of it is read when it is asked for, which
    may raise OSError.
    """

    def __len__(self) -> int: ...
    def __getitem__(self, at: slice[int | None, int | None, int | None], /) -> bytes: ...


class Held:
    """Bytes that are held, read in pages as if they were stored."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __len__(self) -> int:
        return len(self._data)

    def __getitem__(self, at: slice[int | None, int | None, int | None]) -> bytes:
        return self._data[at]


def file_of(data: bytes | Stored) -> io.BytesIO | io.BufferedReader:
    """The bytes of an input as a file."""
    if isinstance(data, bytes):
        return io.BytesIO(data)
    return io.BufferedReader(_Reader(data), _PIECE)


class _Reader(io.RawIOBase):
    """A stored input as a file."""

    def __init__(self, stored: Stored) -> None:
        super().__init__()
        self._stored = stored
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._stored)}[whence]
        if base + offset < 0:
            raise ValueError("a place before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._stored[self._at : self._at + len(view)]
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
