"""The pages in web archives (WARC)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from dispatchkit.errors import DecodeError
from dispatchkit.reading.libraries import library
from dispatchkit.reading.message import Broken, Inner

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = frozenset(("response", "resource", "conversion"))
_TEXTS = ("html", "xml", "json", "text/plain")
# Lists for robots, which are no pages.
_FOR_ROBOTS = ("/robots.txt", "/sitemap.xml")


def pages(data: bytes) -> Iterator[Inner | Broken]:
    """The pages that a web archive holds, by their addresses; those before a place where it is
    damaged are given. The day of a record is no day of its story. DecodeError if it holds none and
    is damaged, MissingReader without its library.
    """
    warc = library("warcio.archiveiterator", reading="warc", extra="warc")
    failures = (library("warcio.exceptions", reading="warc", extra="warc").ArchiveLoadFailed,)
    where = ""
    try:
        for record in warc.ArchiveIterator(io.BytesIO(data)):
            where = record.rec_headers.get_header("WARC-Target-URI") or ""
            if _is_page(record) and not where.endswith(_FOR_ROBOTS):
                yield Inner(where, record.content_stream().read())
    except (*failures, ValueError, OSError, EOFError, IndexError, AttributeError) as error:
        why = f"a web archive that is damaged: {str(error).strip() or type(error).__name__}"
        if not where:
            raise DecodeError(why) from error
        yield Broken(where, why)


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
