"""Unpacks archives and compressed files, within bounds: no file inside may be larger than some
hundred times what it was packed to, nor all of them larger than memory allows.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zlib import error as zlib_error

from dispatchkit.errors import DecodeError
from dispatchkit.reading.libraries import library
from dispatchkit.reading.message import Broken, Inner
from dispatchkit.reading.signatures import is_tar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile, ZipInfo

# Text packs to a third or a tenth; what unpacks to more than this many times is made to fill the
# memory. So much is allowed in any case.
_RATIO, _FREE = 200, 16 << 20
# All that one archive may hold.
_MOST = 2 << 30
# Folders and files that programs leave in archives: of Finder, of Explorer, of macOS' copies.
_LEFT_FOLDERS = frozenset(("__MACOSX",))
_LEFT_FILES = (".DS_Store", "Thumbs.db", "desktop.ini")
_LEFT_PREFIX = "._"
_COMPRESSED = (
    (b"\x1f\x8b", "gzip", ""),
    (b"BZh", "bz2", ""),
    (b"\xfd7zXZ\0", "lzma", ""),
    (b"\x28\xb5\x2f\xfd", "zstandard", "zstd"),
)
# An entry of a zip that is encrypted.
_ENCRYPTED = 1
_TOO_LARGE = "it unpacks to more than memory can be trusted with"
# What the libraries raise for data that are damaged.
_DAMAGE = (EOFError, OSError, ValueError, RuntimeError, NotImplementedError, zlib_error)


def unpacked(data: bytes) -> Iterator[Inner | Broken]:
    """The files in an archive, or the one that is compressed. DecodeError for one that is broken,
    or that unpacks to more than it may; a file in it that is broken is told.
    """
    if data[:2] == b"PK":
        yield from _zip(data)
        return
    if is_tar(data):
        yield from _tar(data)
        return
    for magic, module, extra in _COMPRESSED:
        if data.startswith(magic):
            inside = _decompressed(data, module, extra)
            if is_tar(inside):
                yield from _tar(inside)
            else:
                yield Inner("", inside)
            return
    raise DecodeError("an archive of a kind that cannot be unpacked")


def _zip(data: bytes) -> Iterator[Inner | Broken]:
    """The files in a zip archive."""
    import zipfile

    total = 0
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
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
    if not _may_hold(entry.file_size, entry.compress_size):
        return Broken(entry.filename, _TOO_LARGE)
    with archive.open(entry) as file:
        # No more than it says that it has.
        return Inner(entry.filename, file.read(entry.file_size + 1))


def _tar(data: bytes) -> Iterator[Inner | Broken]:
    """The files in a tar archive; those before a place where it is damaged are given."""
    import tarfile

    total = 0
    name = ""
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for entry in archive:
                name = entry.name
                if not entry.isfile() or _is_leftover(name):
                    continue
                total += entry.size
                inside = archive.extractfile(entry)
                if total > _MOST or inside is None or not _may_hold(entry.size, len(data)):
                    yield Broken(name, _TOO_LARGE)
                    return
                yield Inner(name, inside.read())
    except (tarfile.TarError, *_DAMAGE) as error:
        if not name:
            raise DecodeError(f"a tar archive that cannot be unpacked: {error}") from error
        yield Broken(name, _why(error))


def _decompressed(data: bytes, module: str, extra: str) -> bytes:
    """What is compressed in *data*, by the *module* that reads it."""
    most = max(_FREE, _RATIO * len(data))
    opener = library(module, reading="archive", extra=extra)
    try:
        with opener.open(io.BytesIO(data)) as file:
            inside: bytes = file.read(most + 1)
    except Exception as error:
        if not (isinstance(error, _DAMAGE) or type(error).__module__.startswith(("_lzma", module))):
            raise
        raise DecodeError(f"compressed data that cannot be unpacked: {error}") from error
    if len(inside) > most:
        raise DecodeError(f"compressed data: {_TOO_LARGE}")
    return inside


def _may_hold(size: int, packed: int) -> bool:
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
