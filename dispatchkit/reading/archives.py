"""Unpacks archives and compressed files, within bounds: no file inside may be larger than some
hundred times what it was packed to, nor all of them larger than memory allows.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dispatchkit.errors import DecodeError
from dispatchkit.reading.message import Inner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

# Text packs to a third or a tenth; what unpacks to more than this many times is made to fill the
# memory. So much is allowed in any case.
_RATIO, _FREE = 200, 16 << 20
# All that one archive may hold.
_MOST = 2 << 30
# Folders that programs leave in archives.
_LEFTOVERS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def unpacked(data: bytes) -> Iterator[Inner]:
    """The files in an archive, or the one that is compressed. DecodeError for one that is broken,
    or that unpacks to more than it may.
    """
    if data[:2] == b"PK":
        yield from _zip(data)
    elif data[257:262] == b"ustar":
        yield from _tar(io.BytesIO(data), len(data))
    elif data[:2] == b"\x1f\x8b":
        yield from _compressed(data, "gzip")
    elif data[:3] == b"BZh":
        yield from _compressed(data, "bz2")
    elif data[:6] == b"\xfd7zXZ\0":
        yield from _compressed(data, "lzma")
    elif data.lstrip()[:5] == b"WARC/":
        yield from _warc(io.BytesIO(data))
    else:
        raise DecodeError("an archive of a kind that cannot be unpacked")


def _zip(data: bytes) -> Iterator[Inner]:
    import zipfile

    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.is_dir() or _is_leftover(entry.filename):
                    continue
                total += entry.file_size
                _check(entry.file_size, entry.compress_size, total)
                with archive.open(entry) as file:
                    yield Inner(entry.filename, _read(file, entry.file_size))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise DecodeError(f"a zip archive that cannot be unpacked: {error}") from error


def _tar(file: IO[bytes], size: int) -> Iterator[Inner]:
    import tarfile

    total = 0
    try:
        with tarfile.open(fileobj=file) as archive:
            for entry in archive:
                if not entry.isfile() or _is_leftover(entry.name):
                    continue
                total += entry.size
                _check(entry.size, size, total)
                inside = archive.extractfile(entry)
                if inside is not None:
                    yield Inner(entry.name, inside.read())
    except (tarfile.TarError, EOFError, OSError) as error:
        raise DecodeError(f"a tar archive that cannot be unpacked: {error}") from error


def _compressed(data: bytes, module: str) -> Iterator[Inner]:
    """The file that is compressed, or the files of the tar archive that it is."""
    from importlib import import_module
    from zlib import error as zlib_error

    most = max(_FREE, _RATIO * len(data))
    try:
        with import_module(module).open(io.BytesIO(data)) as file:
            inside = file.read(most + 1)
    except (OSError, EOFError, ValueError, zlib_error) as error:
        raise DecodeError(f"compressed data that cannot be unpacked: {error}") from error
    _check(len(inside), len(data), len(inside))
    if inside[257:262] == b"ustar":
        yield from _tar(io.BytesIO(inside), len(inside))
    else:
        yield Inner("", inside)


def _warc(file: IO[bytes]) -> Iterator[Inner]:
    """The pages that a web archive holds; the day of a record is no day of its story."""
    from warcio.archiveiterator import ArchiveIterator

    for record in ArchiveIterator(file):
        if record.rec_type not in ("response", "resource", "conversion"):
            continue
        headers = record.http_headers
        if headers is not None and not headers.get_statuscode().startswith("2"):
            continue
        kind = (headers.get_header("Content-Type") if headers else None) or (
            record.rec_headers.get_header("Content-Type") or ""
        )
        if "html" in kind or "xml" in kind or kind.startswith("text/plain"):
            uri = record.rec_headers.get_header("WARC-Target-URI") or ""
            if not uri.endswith("/robots.txt"):
                yield Inner(uri, record.content_stream().read())


def _read(file: IO[bytes], size: int) -> bytes:
    """The bytes of a file in a zip, no more than it says that it has."""
    return file.read(size + 1)


def _check(size: int, packed: int, total: int) -> None:
    """DecodeError if a file unpacks to more than it may."""
    if (size > _FREE and size > _RATIO * packed) or total > _MOST:
        raise DecodeError("an archive that unpacks to more than memory can be trusted with")


def _is_leftover(name: str) -> bool:
    return any(name.startswith(part) or name.endswith(part) for part in _LEFTOVERS)
