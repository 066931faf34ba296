"""Compressed files, opened as files of what they hold. One file may hold several compressed streams
in a row ("members"). What follows a member is another one, or zeros that fill a block; a file that
goes on with anything else is damaged.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from dispatchkit.reading.libraries import library
from dispatchkit.reading.stored import file_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

    from dispatchkit.reading.stored import Stored

GZIP = b"\x1f\x8b"
_MAGIC = 6
_PIECE = 1 << 16


def opened(head: bytes, file: BinaryIO) -> io.BufferedReader | None:
    """What is compressed in a *file* that begins with *head*; None if it is no such file.
    MissingReader without the library that it needs.
    """
    if head.startswith(GZIP):
        # It reports what is wrong after a member, about which the modules below are silent.
        unpacked: io.BufferedReader = import_module("gzip").open(file)
        return unpacked
    for magic, decompressor in _DECOMPRESSORS.items():
        if head.startswith(magic):
            return io.BufferedReader(_Members(file, decompressor()), _PIECE)
    return None


def plain(data: bytes | Stored) -> io.BufferedIOBase:
    """The bytes of an input as a file: unpacked, if they are compressed."""
    return opened(data[:_MAGIC], file_of(data)) or file_of(data)


class _Members(io.RawIOBase):
    """What is compressed in a *file*, by one *decompressor* a member."""

    def __init__(self, file: BinaryIO, decompressor: Callable[[], Any]) -> None:
        super().__init__()
        self._file = file
        self._decompressor = decompressor
        self._member = decompressor()
        self._given = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        found = b""
        while not found and (not self._member.eof or self._is_next()):
            given, self._given = self._given, b""
            if self._member.needs_input and not given:
                given = self._file.read(_PIECE)
                if not given:
                    raise EOFError("it is cut off")
            found = self._member.decompress(given, len(view))
        view[: len(found)] = found
        return len(found)

    def _is_next(self) -> bool:
        """Whether another member follows, perhaps after zeros that fill a block."""
        rest = self._member.unused_data
        while not (given := rest.lstrip(b"\0")):
            rest = self._file.read(_PIECE)
            if not rest:
                return False
        self._member, self._given = self._decompressor(), given
        return True


def _zstd() -> Any:
    """The module that reads zstd: Python's own from 3.14 on."""
    if sys.version_info >= (3, 14):
        return import_module("compression.zstd")
    return library("backports.zstd", reading="archive", extra="zstd")


_DECOMPRESSORS: dict[bytes, Callable[[], Any]] = {
    b"BZh": lambda: import_module("bz2").BZ2Decompressor,
    b"\xfd7zXZ\0": lambda: import_module("lzma").LZMADecompressor,
    b"\x28\xb5\x2f\xfd": lambda: _zstd().ZstdDecompressor,
}
