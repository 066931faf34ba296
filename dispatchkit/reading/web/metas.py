"""What the meta elements of a page state about it."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The names of each field, the best first.
_META = {
    "published": (
        "article:published_time", "datepublished", "og:published_time", "date", "dc.date",
        "dc.date.issued", "dcterms.issued", "dcterms.created", "publish-date", "pubdate",
        "publishdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    ),
    "updated": (
        "article:modified_time", "datemodified", "og:updated_time", "last-modified",
        "dcterms.modified",
    ),
    "author": (
        "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl",
        "sailthru.author",
    ),
    "headline": ("og:title", "twitter:title", "dc.title"),
    "section": ("article:section",),
    "keywords": ("news_keywords", "article:tag", "keywords"),
    "language": ("content-language", "dc.language", "dcterms.language"),
}  # fmt: skip
_NAMED = ("property", "name", "itemprop", "http-equiv")
_PAPER = ("og:site_name", "application-name", "apple-mobile-web-app-title")


def metas(tree: Any) -> dict[str, list[str]]:
    """The texts of the meta elements of a page, by their names in small letters."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        text = unescape(attributes.get("content") or "").strip()
        for key in _NAMED:
            name = (attributes.get(key) or "").lower()
            if name and text:
                found.setdefault(name, []).append(text)
                break
    return found


def of_metas(told: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of a field and a text that meta elements state: for each field those of the first name
    that is given.
    """
    for field, names in _META.items():
        for name in names:
            if name in told:
                yield from ((field, text) for text in told[name])
                break


def papers_in(told: Mapping[str, Sequence[str]]) -> list[str]:
    """The names of the paper or site."""
    return [text for name in _PAPER for text in told.get(name, ())]
