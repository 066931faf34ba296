"""What files that are no text begin with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

# A program for Windows or DOS: two letters, then numbers, of which some are NUL.
_PROGRAM, _HEADER = b"MZ", 64
_TAR, _TAR_AT = b"ustar", 257


def signatures(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The kinds of binary files that begin as *data* does, each with its first bytes."""
    yield from ((kind, magic) for kind, magic in _signatures() if data.startswith(magic))
    if data.startswith(_PROGRAM) and b"\0" in data[:_HEADER]:
        yield "program for Windows", _PROGRAM


@cache
def _signatures() -> tuple[tuple[str, bytes], ...]:
    """The kinds of binary files, each with the bytes with which its files begin."""
    table = tables.load("data/encodings")["binary"]
    # Half a byte is left out.
    return tuple([(kind, bytes.fromhex(one[: len(one) // 2 * 2])) for kind, one in table.items()])


def is_tar(data: bytes) -> bool:
    """Whether *data* has the mark of a tar archive."""
    return data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR
