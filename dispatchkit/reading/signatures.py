"""What files that are no text begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.data import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAR, _TAR_AT = b"ustar", 257


def signatures(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The kinds of binary files that begin as *data* does, each with its first bytes."""
    for kind, start in tables.load("data/encodings")["binary"].items():
        magic = bytes.fromhex(start if len(start) % 2 == 0 else start[:-1])
        if data.startswith(magic):
            yield kind, magic


def is_tar(data: bytes) -> bool:
    """Whether *data* has the mark of a tar archive."""
    return data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR
