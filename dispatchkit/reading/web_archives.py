"""The pages in web archives (WARC)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.errors import DecodeError
from dispatchkit.reading.compressed import plain
from dispatchkit.reading.libraries import library
from dispatchkit.reading.message import Broken, Inner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase

    from dispatchkit.reading.stored import Stored

_PAGES = frozenset(("response", "resource", "conversion"))
_TEXTS = ("html", "xml", "json", "text/plain")
# Pages have a megabyte or two; what unpacks to more than this is made to fill the memory.
_LONGEST = 64 << 20
_PIECE = 1 << 16
# Lists for robots, which are no pages.
_FOR_ROBOTS = ("/robots.txt", "/sitemap.xml")


def pages(data: bytes | Stored) -> Iterator[Inner | Broken]:
    """The pages that a web archive holds, by their addresses; those before a place where it is
    damaged are given. The day of a record is no day of its story. DecodeError if it holds none and
    is damaged, MissingReader without its library.
    """
    warc = library("warcio", reading="warc", extra="warc", module="warcio.archiveiterator")
    failures = (
        library(
            "warcio", reading="warc", extra="warc", module="warcio.exceptions"
        ).ArchiveLoadFailed,
    )
    where = ""
    file = _Followed(plain(data))
    end = 0
    try:
        records = warc.ArchiveIterator(file)
        for record in records:
            where = record.rec_headers.get_header("WARC-Target-URI") or ""
            if _is_page(record) and not where.endswith(_FOR_ROBOTS):
                yield _page(record, where)
            if _is_cut_off(record):
                yield Broken(where or "a record", "it is cut off")
            end = file.tell() - records.reader.rem_length()
        # warcio takes a record whose header is cut off for the end.
        if file.since(end).strip():
            yield Broken(f"byte {end:,}", "the web archive is cut off here")
    except (*failures, ValueError, OSError, EOFError, IndexError, AttributeError) as error:
        why = f"a web archive that is damaged: {str(error).strip() or type(error).__name__}"
        if not where:
            raise DecodeError(why) from error
        yield Broken(where, why)


class _Followed:
    """A *file* that knows how many bytes were read from it, and which the last ones were."""

    def __init__(self, file: BufferedIOBase) -> None:
        self._file = file
        self._kept = b""
        self._read = 0

    def read(self, size: int) -> bytes:
        """No more than so many bytes. OSError where a compressed file is cut off: warcio takes
        EOFError for the end.
        """
        try:
            found = self._file.read1(size)
        except EOFError as error:
            raise OSError("compressed data that are cut off") from error
        self._kept = self._kept[-_PIECE:] + found
        self._read += len(found)
        return found

    def tell(self) -> int:
        """How many bytes were read."""
        return self._read

    def since(self, at: int) -> bytes:
        """What was read from a place on, as far as it is kept."""
        return self._kept[max(0, len(self._kept) - (self._read - at)) :]


def _page(record: Any, where: str) -> Inner | Broken:
    """The page in a record."""
    found = record.content_stream().read(_LONGEST + 1)
    if len(found) > _LONGEST:
        return Broken(where, "it unpacks to more than 64 MB")
    return Inner(where, found)


def _is_cut_off(record: Any) -> bool:
    """Whether a record that was read has fewer bytes than it says, or is cut off before it says
    how many.
    """
    if record.length is None:
        return True
    stream = record.raw_stream
    while stream.read(_PIECE):
        pass
    return getattr(stream, "limit", 0) > 0


def _is_page(record: Any) -> bool:
    """Whether a record holds a page that was found, or a text."""
    if record.rec_type not in _PAGES:
        return False
    headers = record.http_headers
    if headers is not None and not (headers.get_statuscode() or "").startswith("2"):
        return False
    kind = (headers.get_header("Content-Type") if headers else None) or (
        record.rec_headers.get_header("Content-Type") or ""
    )
    return any(one in kind.lower() for one in _TEXTS)
