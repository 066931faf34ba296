"""Text that must wait for the end of a run, because a count stands before it: kept in a temporary
file, not in memory.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Most runs need fewer bytes than this and never touch the disk.
_IN_MEMORY = 1 << 20
_PIECE = 1 << 16


class Spool:
    """Text that is written now and read once, later."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(  # noqa: SIM115 - read when the report ends
            max_size=_IN_MEMORY, mode="w+", encoding="utf-8", errors="surrogatepass", newline=""
        )

    def write(self, text: str) -> None:
        """Append *text*."""
        self._file.write(text)

    def pieces(self) -> Iterator[str]:
        """All of the text, in pieces; it can be read only once."""
        with self._file:
            self._file.seek(0)
            while piece := self._file.read(_PIECE):
                yield piece

    def lines(self) -> Iterator[str]:
        """All of the text by lines, without their ends; it can be read only once."""
        with self._file:
            self._file.seek(0)
            for line in self._file:
                yield line.removesuffix("\n")
