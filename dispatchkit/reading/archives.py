"""Unpacks archives and compressed files, within bounds: no file inside may be larger than some
hundred times what it was packed to, nor all of them larger than memory allows.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from zlib import error as zlib_error

from dispatchkit.errors import DecodeError
from dispatchkit.reading.compressed import GZIP, opened
from dispatchkit.reading.leftovers import is_leftover
from dispatchkit.reading.message import Broken, Inner
from dispatchkit.reading.signatures import is_tar
from dispatchkit.reading.stored import file_of
from dispatchkit.reading.torn_zip import LOCAL, TOO_LARGE, files, is_torn
from dispatchkit.reading.web_archives import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader
    from zipfile import ZipFile, ZipInfo

    from dispatchkit.reading.stored import Stored

    # Gives the block at a place of a tar archive.
    _Block = Callable[[int], bytes]

# Text packs to a third or a tenth; what unpacks to more than this many times is made to fill the
# memory. So much is allowed in any case.
_RATIO, _FREE = 200, 16 << 20
# All that one archive may hold.
_MOST = 2 << 30
# What shows a tar archive or a web archive, and how much is unpacked at once.
_HEAD, _PIECE = 512, 1 << 20
# A tar archive is read twenty blocks at a time, and its last header may begin in any of them.
_KEPT = 1 << 15
# An entry of a zip that is encrypted.
_ENCRYPTED = 1
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
        yield from _tar(file_of(data), len(data), "r:", lambda at: data[at : at + _HEAD])
        return
    file = opened(head, file_of(data))
    if file is not None:
        with file:
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
        if data[: len(LOCAL)] != LOCAL:
            raise DecodeError(f"a zip archive that cannot be unpacked: {error}") from error
        yield from _torn(data)
        return
    with archive:
        if is_torn(archive, data[: len(LOCAL)]):
            yield from _torn(data)
            return
        for entry in archive.infolist():
            if entry.is_dir() or is_leftover(entry.filename):
                continue
            total += entry.file_size
            if total > _MOST:
                yield Broken(entry.filename, TOO_LARGE)
                return
            try:
                yield _of_zip(archive, entry)
            except (zipfile.BadZipFile, *_DAMAGE) as error:
                yield Broken(entry.filename, _why(error))


def _torn(data: bytes | Stored) -> Iterator[Inner | Broken]:
    """The files in a zip archive whose directory does not hold all of them."""
    total = 0
    for found in files(data, max(_FREE, min(_MOST, _RATIO * len(data)))):
        name = found.name if isinstance(found, Inner) else found.where
        if is_leftover(name):
            continue
        total += len(found.data) if isinstance(found, Inner) else 0
        if total > _MOST:
            yield Broken(name, TOO_LARGE)
            return
        yield found


def _of_zip(archive: ZipFile, entry: ZipInfo) -> Inner | Broken:
    """A file in a zip archive."""
    if entry.flag_bits & _ENCRYPTED:
        return Broken(entry.filename, "it is encrypted")
    if not may_hold(entry.file_size, entry.compress_size):
        return Broken(entry.filename, TOO_LARGE)
    with archive.open(entry) as file:
        # No more than it says that it has.
        return Inner(entry.filename, file.read(entry.file_size + 1))


def _tar(file: Any, packed: int, mode: Any, block: _Block) -> Iterator[Inner | Broken]:
    """The files in a tar archive of so many bytes, of which *block* gives those at a place; those
    before a place where it is damaged or cut off are given, and links are reported.
    """
    import tarfile

    total = 0
    name = ""
    try:
        with tarfile.open(fileobj=file, mode=mode) as archive:
            for entry in archive:
                name = entry.name
                if entry.isdir() or is_leftover(name):
                    continue
                if not entry.isfile():
                    yield Broken(name, "it is no file, but a link or a device")
                    continue
                total += entry.size
                inside = archive.extractfile(entry)
                if total > _MOST or inside is None or not may_hold(entry.size, packed):
                    yield Broken(name, TOO_LARGE)
                    return
                held = inside.read()
                if len(held) < entry.size:
                    yield Broken(name, "it is cut off")
                yield Inner(name, held)
            if not _is_end(block(archive.offset)):
                yield Broken(
                    f"byte {archive.offset:,}", "the tar archive is cut off or damaged here"
                )
    except _damage() as error:
        if not name:
            raise DecodeError(f"a tar archive that cannot be unpacked: {error}") from error
        yield Broken(name, _why(error))


def _is_end(block: bytes) -> bool:
    """Whether a *block* of a tar archive that is no header is its end; tarfile takes any for it."""
    return len(block) == _HEAD and not block.strip(b"\0")


def _decompressed(file: BufferedReader, data: bytes | Stored) -> Iterator[Inner | Broken]:
    """What is compressed in *data*, of which *file* gives the contents: an archive, or a file of
    its own. Of one that is cut off what is whole is given.
    """
    most = min(_MOST, max(_FREE, _RATIO * len(data)))
    found = bytearray()
    why = ""
    try:
        _read_on(file, found, _HEAD, _HEAD)
        if found.startswith(b"WARC/") and data[: len(GZIP)] == GZIP:
            # Each record of a web archive is compressed by itself.
            yield from pages(data)
            return
        if is_tar(bytes(found)):
            rest = _Rest(bytes(found), file)
            yield from _tar(rest, len(data), "r|", rest.block)
            return
        # One byte more than it may have tells that it has too many.
        _read_on(file, found, most + 1, _PIECE)
    except EOFError:
        why = "compressed data that are cut off"
    except _damage() as error:
        why = f"compressed data that cannot be unpacked: {error}"
    if len(found) > most:
        raise DecodeError(f"compressed data: {TOO_LARGE}")
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
    """A file of which the *head* was read already. What was read last is kept."""

    def __init__(self, head: bytes, file: BufferedReader) -> None:
        self._head = head
        self._file = file
        self._kept = b""
        self._read = 0

    def read(self, size: int) -> bytes:
        """So many bytes, or what is left."""
        head, self._head = self._head[:size], self._head[size:]
        found = head + self._file.read(size - len(head)) if len(head) < size else head
        self._kept = self._kept[-_KEPT:] + found
        self._read += len(found)
        return found

    def block(self, at: int) -> bytes:
        """The block at a place that was read lately."""
        start = at - (self._read - len(self._kept))
        return self._kept[start : start + _HEAD] if start >= 0 else b""


def _damage() -> tuple[type[Exception], ...]:
    """What the libraries raise for data that are damaged: those that are loaded."""
    names = (
        ("lzma", "LZMAError"), ("tarfile", "TarError"), ("compression.zstd", "ZstdError"),
        ("backports.zstd", "ZstdError"),
    )  # fmt: skip
    loaded = [getattr(sys.modules[module], name) for module, name in names if module in sys.modules]
    return (*_DAMAGE, *loaded)


def may_hold(size: int, packed: int) -> bool:
    """Whether a file may unpack to so many bytes."""
    return size <= _FREE or size <= _RATIO * packed


def _why(error: Exception) -> str:
    return f"it cannot be unpacked: {error}"
