"""Zip archives whose directory does not list all their files: those that are cut off, and several
in a row. Their files are found one after another by the headers that stand before them.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import DecodeError
from dispatchkit.reading.message import Broken, Inner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from dispatchkit.reading.stored import Stored

# The header before a file, its entry in the directory, and what ends the directory, by their first
# bytes; each says how long what follows it is.
LOCAL, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_HEADER = struct.Struct("<4s5HI2I2H")
_ENTRY_SIZE, _END_SIZE = 46, 22
# Flags of a file: it is encrypted; its sizes and its sum stand after it, not before it; its name
# is in UTF-8.
_ENCRYPTED, _BEHIND, _UTF8 = 1, 8, 0x800
_STORED, _DEFLATED = 0, 8
# What stands after a file: perhaps a mark, a sum, two sizes of four bytes or of eight.
_DESCRIPTOR = 24
# A size that stands elsewhere, as that of a file of more than four gigabytes does.
_ELSEWHERE = 0xFFFFFFFF
_PIECE = 1 << 18
# What is wrong with a file, as people read it.
TOO_LARGE = "it unpacks to more than memory can be trusted with"
_CUT_OFF, _WRONG_SUM = "it is cut off", "its sum (CRC) is wrong"


def is_torn(archive: ZipFile, head: bytes) -> bool:
    """Whether the directory of an *archive* that begins with *head* leaves out its first files: it
    is that of another one, which stands in it or after it.
    """
    first = min((entry.header_offset for entry in archive.infolist()), default=1)
    return head.startswith(LOCAL) and first > 0


class _Header(NamedTuple):
    """What stands before a file: its name, how it is packed, and where its bytes begin."""

    name: str
    flags: int
    method: int
    crc: int
    size: int
    begin: int

    @property
    def is_measured(self) -> bool:
        """Whether it says how long the file is."""
        return not self.flags & _BEHIND and self.size != _ELSEWHERE


def files(data: bytes | Stored, most: int) -> Iterator[Inner | Broken]:
    """The files of an archive, each of no more than *most* bytes; of one that is cut off, what
    there is of it. What is missing or damaged is reported. DecodeError if there is no file at all.
    """
    at: int | None = _next(data, 0)
    begun, found = 0, False
    while at is not None and (header := _header(data, at)) is not None:
        begun = at
        held, end, why = _held(data, header, most)
        if why:
            yield Broken(header.name, why)
        if held and not header.name.endswith("/"):
            found = True
            yield Inner(header.name, held)
        if end is None:
            return
        begun, at = end, _next(data, end)
    if at == len(data):
        return
    if not found:
        raise DecodeError("a zip archive that is cut off, with no whole file in it")
    yield Broken(f"byte {begun:,}", "the zip archive is cut off or damaged here")


def _next(data: bytes | Stored, at: int) -> int | None:
    """Where the next file begins, after a directory if one stands at that place; where the data
    end if that is after a whole directory; None if there is neither.
    """
    ended = False
    while (mark := data[at : at + len(LOCAL)]) != LOCAL:
        after = _after_directory(data, at, mark)
        if after is None:
            return at if ended and at == len(data) else None
        at, ended = after, mark == _END
    return at


def names(data: bytes) -> Iterator[str]:
    """The names of the files from the beginning of an archive. After one that does not say how
    long it is, whatever looks like a header is taken for the next.
    """
    at = 0
    while data[at : at + 4] == LOCAL and (header := _header(data, at)) is not None:
        yield header.name
        at = header.begin + header.size
        if not header.is_measured:
            at = max(data.find(LOCAL, header.begin), 0) or len(data)


def listed(data: bytes) -> Iterator[str]:
    """The names in the directory at the end of an archive; none if there is no whole one."""
    end = data.rfind(_END)
    if end < 0 or len(data) < end + _END_SIZE:
        return
    (size,) = struct.unpack_from("<I", data, end + 12)
    at = end - size
    while 0 <= at < end and data[at : at + 4] == _ENTRY:
        flags = int.from_bytes(data[at + 8 : at + 10], "little")
        length = int.from_bytes(data[at + 28 : at + 30], "little")
        yield _name(data[at + _ENTRY_SIZE : at + _ENTRY_SIZE + length], flags)
        at += _ENTRY_SIZE + sum(struct.unpack_from("<3H", data, at + 28))


def _header(data: bytes | Stored, at: int) -> _Header | None:
    """The header of a file; None if it is cut off."""
    head = data[at : at + _HEADER.size]
    if len(head) < _HEADER.size:
        return None
    _, _, flags, method, _, _, crc, size, _, length, extra = _HEADER.unpack(head)
    begin = at + _HEADER.size + length
    name = data[at + _HEADER.size : begin]
    if len(name) < length:
        return None
    return _Header(_name(name, flags), flags, method, crc, size, begin + extra)


def _name(name: bytes, flags: int) -> str:
    """The name of a file, in the encoding that its *flags* name."""
    return name.decode("utf-8" if flags & _UTF8 else "cp437", errors="backslashreplace")


def _after_directory(data: bytes | Stored, at: int, mark: bytes) -> int | None:
    """Where what follows a part of a directory begins; None if there is none at that place."""
    if mark == _ENTRY:
        lengths = data[at + 28 : at + 34]
        size = _ENTRY_SIZE + sum(struct.unpack("<3H", lengths)) if len(lengths) == 6 else 0
    elif mark == _END:
        length = data[at + 20 : at + 22]
        size = _END_SIZE + int.from_bytes(length, "little") if len(length) == 2 else 0
    else:
        return None
    return at + size if size and at + size <= len(data) else None


def _held(data: bytes | Stored, header: _Header, most: int) -> tuple[bytes, int | None, str]:
    """What a file holds, where it ends (None if nothing shows that), and what is wrong with it."""
    end = header.begin + header.size if header.is_measured else None
    if end is not None and end > len(data):
        end = None
    if header.flags & _ENCRYPTED:
        return b"", end, "it is encrypted"
    if header.method == _DEFLATED:
        return _inflated(data, header, end, most)
    if header.method != _STORED:
        return b"", end, f"it is packed by method {header.method}, in a zip archive that is cut off"
    if not header.is_measured:
        return b"", None, "the zip archive is cut off, and nothing says how long this file is"
    if header.size > most:
        return b"", None, TOO_LARGE
    held = data[header.begin : header.begin + header.size]
    if end is None:
        return held, None, _CUT_OFF
    return held, end, "" if zlib.crc32(held) == header.crc else _WRONG_SUM


def _inflated(
    data: bytes | Stored, header: _Header, end: int | None, most: int
) -> tuple[bytes, int | None, str]:
    """As ``_held``, for a file that is packed as most are."""
    packed = zlib.decompressobj(-zlib.MAX_WBITS)
    found = bytearray()
    at = header.begin
    try:
        while not packed.eof and (piece := data[at : min(at + _PIECE, end or len(data))]):
            found += packed.decompress(piece, most + 1 - len(found))
            at += len(piece) - len(packed.unused_data) - len(packed.unconsumed_tail)
            if len(found) > most:
                return b"", end, TOO_LARGE
    except zlib.error as error:
        return bytes(found), end, f"it cannot be unpacked: {error}"
    if not packed.eof:
        return bytes(found), end, _CUT_OFF
    crc = header.crc
    if not header.is_measured:
        end, crc = _measured(data, at, crc)
    return bytes(found), end, "" if zlib.crc32(found) == crc else _WRONG_SUM


def _measured(data: bytes | Stored, at: int, crc: int) -> tuple[int, int]:
    """Where a file whose sizes stand after it is over, and its sum, which stands there too."""
    after = data[at : at + _DESCRIPTOR + 4]
    start = 4 if after.startswith(b"PK\x07\x08") else 0
    if len(after) >= start + 4:
        crc = int.from_bytes(after[start : start + 4], "little")
    sizes = (start + 12, start + 20)
    marks = (LOCAL, _ENTRY)
    size = next((one for one in sizes if after[one : one + 4] in marks), min(sizes[0], len(after)))
    return at + size, crc
