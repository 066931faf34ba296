"""Unpacks archives and compressed files, within bounds: no file inside may be larger than some
hundred times what it was packed to, nor all of them larger than memory allows.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO
from zlib import error as zlib_error

from dispatchkit.errors import DecodeError
from dispatchkit.reading.libraries import library
from dispatchkit.reading.message import Broken, Inner
from dispatchkit.reading.signatures import is_tar
from dispatchkit.reading.stored import file_of
from dispatchkit.reading.web_archives import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader
    from zipfile import ZipFile, ZipInfo

    from dispatchkit.reading.stored import Stored

# Text packs to a third or a tenth; what unpacks to more than this many times is made to fill the
# memory. So much is allowed in any case.
_RATIO, _FREE = 200, 16 << 20
# All that one archive may hold.
_MOST = 2 << 30
# Folders and files that programs leave in archives: of Finder, of Explorer, of macOS' copies.
_LEFT_FOLDERS = frozenset(("__MACOSX",))
_LEFT_FILES = (".DS_Store", "Thumbs.db", "desktop.ini")
_LEFT_PREFIX = "._"
# What shows a tar archive or a web archive, and how much is unpacked at once.
_HEAD, _PIECE = 512, 1 << 20
# An entry of a zip that is encrypted.
_ENCRYPTED = 1
_TOO_LARGE = "it unpacks to more than memory can be trusted with"
# What the libraries raise for data that are damaged.
_DAMAGE = (EOFError, OSError, ValueError, RuntimeError, NotImplementedError, zlib_error)


def unpacked(data: bytes | Stored) -> Iterator[Inner | Broken]:
    """The files in an archive, or the one that is compressed. DecodeError for one that is broken,
    or that unpacks to more than it may; a file in it that is broken is told.
    """
    head = data[:_HEAD]
    if head[:2] == b"PK":
        yield from _zip(data)
        return
    if is_tar(head):
        yield from _tar(file_of(data), len(data), "r:")
        return
    for magic, opener in _OPENERS.items():
        if head.startswith(magic):
            with _opened(opener, file_of(data)) as file:
                yield from _decompressed(file, data)
            return
    raise DecodeError("an archive of a kind that cannot be unpacked")


def _zip(data: bytes | Stored) -> Iterator[Inner | Broken]:
    """The files in a zip archive."""
    import zipfile

    total = 0
    try:
        archive = zipfile.ZipFile(file_of(data))
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        raise DecodeError(f"a zip archive that cannot be unpacked: {error}") from error
    with archive:
        for entry in archive.infolist():
            if entry.is_dir() or _is_leftover(entry.filename):
                continue
            total += entry.file_size
            if total > _MOST:
                yield Broken(entry.filename, _TOO_LARGE)
                return
            try:
                yield _of_zip(archive, entry)
            except (zipfile.BadZipFile, *_DAMAGE) as error:
                yield Broken(entry.filename, _why(error))


def _of_zip(archive: ZipFile, entry: ZipInfo) -> Inner | Broken:
    """A file in a zip archive."""
    if entry.flag_bits & _ENCRYPTED:
        return Broken(entry.filename, "it is encrypted")
    if not may_hold(entry.file_size, entry.compress_size):
        return Broken(entry.filename, _TOO_LARGE)
    with archive.open(entry) as file:
        # No more than it says that it has.
        return Inner(entry.filename, file.read(entry.file_size + 1))


def _tar(file: Any, packed: int, mode: Any) -> Iterator[Inner | Broken]:
    """The files in a tar archive of so many bytes; those before a place where it is damaged are
    given, and links are told.
    """
    import tarfile

    total = 0
    name = ""
    try:
        with tarfile.open(fileobj=file, mode=mode) as archive:
            for entry in archive:
                name = entry.name
                if entry.isdir() or _is_leftover(name):
                    continue
                if not entry.isfile():
                    yield Broken(name, "it is no file, but a link or a device")
                    continue
                total += entry.size
                inside = archive.extractfile(entry)
                if total > _MOST or inside is None or not may_hold(entry.size, packed):
                    yield Broken(name, _TOO_LARGE)
                    return
                held = inside.read()
                if len(held) < entry.size:
                    yield Broken(name, "it is cut off")
                yield Inner(name, held)
    except _damage() as error:
        if not name:
            raise DecodeError(f"a tar archive that cannot be unpacked: {error}") from error
        yield Broken(name, _why(error))


def _opened(opener: Callable[[], Any], file: BinaryIO) -> BufferedReader:
    """What is compressed in a *file*, as a file."""
    found: BufferedReader = opener().open(file)
    return found


def _decompressed(file: BufferedReader, data: bytes | Stored) -> Iterator[Inner | Broken]:
    """What is compressed in *data*, of which *file* gives the contents: an archive, or a file of
    its own. Of one that is cut off what is whole is given.
    """
    most = min(_MOST, max(_FREE, _RATIO * len(data)))
    found = bytearray()
    why = ""
    try:
        _read_on(file, found, _HEAD, _HEAD)
        if found.startswith(b"WARC/") and data[:2] == b"\x1f\x8b":
            # Each record of a web archive is compressed by itself.
            yield from pages(data)
            return
        if is_tar(bytes(found)):
            yield from _tar(_Rest(bytes(found), file), len(data), "r|")
            return
        # One byte more than it may have tells that it has too many.
        _read_on(file, found, most + 1, _PIECE)
    except _damage() as error:
        why = f"compressed data that cannot be unpacked: {error}"
    if len(found) > most:
        raise DecodeError(f"compressed data: {_TOO_LARGE}")
    if why and not found:
        raise DecodeError(why)
    if why:
        yield Broken(f"byte {len(found):,} of what is unpacked", why)
    yield Inner("", bytes(found))


def _read_on(file: BufferedReader, found: bytearray, least: int, at_once: int) -> None:
    """Add to *found* what a *file* gives until it has the *least* number of bytes, or all of them.
    What was read before an error stays in it.
    """
    while len(found) < least and (piece := file.read1(at_once)):
        found += piece


class _Rest:
    """A file of which the *head* was read already."""

    def __init__(self, head: bytes, file: BufferedReader) -> None:
        self._head = head
        self._file = file

    def read(self, size: int) -> bytes:
        """So many bytes, or what is left."""
        head, self._head = self._head[:size], self._head[size:]
        return head + self._file.read(size - len(head)) if len(head) < size else head


def _damage() -> tuple[type[Exception], ...]:
    """What the libraries raise for data that are damaged: those that are loaded."""
    names = (
        ("lzma", "LZMAError"), ("tarfile", "TarError"), ("compression.zstd", "ZstdError"),
        ("backports.zstd", "ZstdError"),
    )  # fmt: skip
    loaded = [getattr(sys.modules[module], name) for module, name in names if module in sys.modules]
    return (*_DAMAGE, *loaded)


def _zstd() -> Any:
    """The module that reads zstd: Python's own from 3.14 on."""
    if sys.version_info >= (3, 14):
        return import_module("compression.zstd")
    return library("backports.zstd", reading="archive", extra="zstd")


_OPENERS: dict[bytes, Callable[[], Any]] = {
    b"\x1f\x8b": lambda: import_module("gzip"),
    b"BZh": lambda: import_module("bz2"),
    b"\xfd7zXZ\0": lambda: import_module("lzma"),
    b"\x28\xb5\x2f\xfd": _zstd,
}


def may_hold(size: int, packed: int) -> bool:
    """Whether a file may unpack to so many bytes."""
    return size <= _FREE or size <= _RATIO * packed


def _why(error: Exception) -> str:
    return f"it cannot be unpacked: {error}"


def _is_leftover(name: str) -> bool:
    """Whether a file was left in an archive by a program."""
    *folders, last = name.replace("\\", "/").split("/")
    return (
        not _LEFT_FOLDERS.isdisjoint(folders)
        or last in _LEFT_FILES
        or last.startswith(_LEFT_PREFIX)
    )
