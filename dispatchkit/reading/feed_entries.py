"""The stories in feeds (RSS, Atom). What the channel says of itself is not the story's, but for its
language.
"""

from __future__ import annotations

import io
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.items import Item, is_teaser
from dispatchkit.reading.libraries import library
from dispatchkit.reading.structured import document, without_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.reading.message import Broken, Document, Opened
    from dispatchkit.reading.options import ReadOptions

# What stands around a mail address or a name: "desk@example.org (Ada Finch)".
_BRACKETS = "()<>[] \t,"
# Fields of the record, and the keys under which the library gives them.
_KEYS = (("headline", "title"), ("altid", "id"), ("copyrightnotice", "rights"))


def feed_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each entry of a feed that holds a text. MissingReader without its library."""
    word = source.recognised.format.word
    feedparser = library("feedparser", reading=word, extra="feeds")
    feed = feedparser.parse(
        io.BytesIO(source.held),
        response_headers=_headers(source.held),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    numbers = count(1)
    language = feed.feed.get("language") or ""
    for place, entry in enumerate(feed.entries, 1):
        story = _entry(entry, language)
        if story.body:
            yield document(story, options, numbers, f"entry {place} of a feed")
        else:
            yield without_text(f"entry {place}", story)


def _headers(data: bytes) -> dict[str, str]:
    """What overrides the encoding that a feed declares: it is UTF-8 if all of it is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return {}
    return {"content-type": "application/xml; charset=utf-8"}


def _entry(entry: Any, language: str) -> Item:
    """An entry of a feed as a story."""
    contents = [one.get("value") or "" for one in entry.get("content", ())]
    body, abstract, teaser = _texts(contents, entry.get("summary") or "")
    told = [*_told(entry, language), ("abstract", abstract)]
    others = [("summary", teaser), *_others(entry), *[("content", one) for one in contents]]
    return Item(
        [(field, text) for field, text in told if text],
        body,
        [(name, text) for name, text in others if text.strip() and text not in body],
    )


class _Texts(NamedTuple):
    """The texts of an entry ("": none): its *body*, an *abstract* of that, and a *teaser* that says
    what the body begins with.
    """

    body: str
    abstract: str = ""
    teaser: str = ""


def _texts(contents: Sequence[str], summary: str) -> _Texts:
    """What the texts of an entry are: the longest of its *contents* is the body; without any the
    *summary* is.
    """
    body = max(contents, key=len, default="")
    if not body.strip() or body.strip() == summary.strip():
        # The library gives the content of an entry without a summary as its summary, too.
        return _Texts(summary)
    return _Texts(body, teaser=summary) if is_teaser(summary, body) else _Texts(body, summary)


def _told(entry: Any, language: str) -> Iterator[tuple[str, str | None]]:
    """What an entry states of its story, by field; the *language* is that of the feed."""
    yield "language", entry.get("language") or language
    for field, key in _KEYS:
        yield field, entry.get(key)
    yield from _days(entry)
    for author in _authors(entry):
        yield "author", _author(author)
    for tag in entry.get("tags", ()):
        yield "keywords", tag.get("term")


def _others(entry: Any) -> Iterator[tuple[str, str]]:
    """What an entry says besides: its addresses, and the texts of pictures and of what it was
    taken from.
    """
    for link in entry.get("links", ()):
        yield "link", link.get("href") or ""
    for key in ("media_description", "media_text", "subtitle", "comments", "publisher"):
        value = entry.get(key)
        if isinstance(value, str):
            yield key, value
    for credit in entry.get("media_credit", ()):
        yield "media_credit", credit.get("content") or ""
    yield "source", (entry.get("source") or {}).get("title") or ""


def _days(entry: Any) -> list[tuple[str, str | None]]:
    """The days of an entry. RSS 1.0 has one date, which the library calls that of an update."""
    published, updated = entry.get("published"), entry.get("updated")
    return [("published", published or updated), ("updated", updated if published else None)]


def _authors(entry: Any) -> list[str]:
    """The authors of an entry, as it has them."""
    whole = entry.get("author") or ""
    if "@" in whole:
        return [whole]
    return [one.get("name") or "" for one in entry.get("authors", ())] or [whole]


def _author(text: str) -> str:
    """An author without the mail address beside the name: "desk@example.org (Ada Finch)", "Ada
    Finch <desk@example.org>".
    """
    return " ".join(word for word in text.split() if "@" not in word).strip(_BRACKETS)
