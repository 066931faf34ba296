"""The pages in web archives (WARC)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.errors import DecodeError
from dispatchkit.reading.libraries import library
from dispatchkit.reading.message import Broken, Inner
from dispatchkit.reading.stored import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.stored import Stored

_PAGES = frozenset(("response", "resource", "conversion"))
_TEXTS = ("html", "xml", "json", "text/plain")
# Pages have a megabyte or two; what unpacks to more than this is made to fill the memory.
_LONGEST = 64 << 20
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
    try:
        for record in warc.ArchiveIterator(file_of(data)):
            where = record.rec_headers.get_header("WARC-Target-URI") or ""
            if _is_page(record) and not where.endswith(_FOR_ROBOTS):
                yield _page(record, where)
    except (*failures, ValueError, OSError, EOFError, IndexError, AttributeError) as error:
        why = f"a web archive that is damaged: {str(error).strip() or type(error).__name__}"
        if not where:
            raise DecodeError(why) from error
        yield Broken(where, why)


def _page(record: Any, where: str) -> Inner | Broken:
    """The page in a record."""
    found = record.content_stream().read(_LONGEST + 1)
    if len(found) > _LONGEST:
        return Broken(where, "it unpacks to more than 64 MB")
    return Inner(where, found)


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
