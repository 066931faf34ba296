"""The stories in feeds (RSS, Atom). What the channel says of itself is not the story's, but for its
language.
"""

from __future__ import annotations

import io
from itertools import count
from typing import TYPE_CHECKING, Any

from dispatchkit.reading.items import Item
from dispatchkit.reading.libraries import library
from dispatchkit.reading.message import Broken
from dispatchkit.reading.structured import document
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

# "desk@example.org (Ada Finch)", "Ada Finch (desk@example.org)", "Ada Finch <desk@example.org>".
_MAIL_RE = pattern(r"[(<\[]?\s*[\w.+-]{1,64}@[\w.-]{1,255}\s*[)>\]]?")
_NAME_RE = pattern(r"\s*\(([^()]{2,80})\)\s*\Z")


def feed_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each entry of a feed that holds a text. MissingReader without its library."""
    word = source.recognised.format.word
    feedparser = library("feedparser", reading=word, extra="feeds")
    feed = feedparser.parse(
        io.BytesIO(source.data),
        response_headers=_headers(source.data),
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
            yield Broken(f"entry {place}", "what is known of a story, without its text")


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
    summary = entry.get("summary") or ""
    body = max(contents, key=len, default="")
    told = [("headline", entry.get("title")), ("language", entry.get("language") or language)]
    published, updated = entry.get("published"), entry.get("updated")
    # RSS 1.0 has one date, which the library calls that of an update.
    told.append(("published", published or updated))
    if published:
        told.append(("updated", updated))
    told.append(("altid", entry.get("id")))
    told += [("author", _author(one)) for one in _authors(entry)]
    told += [("keywords", tag.get("term")) for tag in entry.get("tags", ())]
    told.append(("copyrightnotice", entry.get("rights")))
    if body.strip() and summary != body:
        told.append(("abstract", summary))
    return Item([(field, text) for field, text in told if text], body if body.strip() else summary)


def _authors(entry: Any) -> list[str]:
    """The authors of an entry, as it has them."""
    whole = entry.get("author") or ""
    if "@" in whole:
        return [whole]
    return [one.get("name") or "" for one in entry.get("authors", ())] or [whole]


def _author(text: str) -> str:
    """An author without the mail address beside the name."""
    bare = _MAIL_RE.sub("", text).strip()
    named = _NAME_RE.fullmatch(bare)
    return named[1].strip() if named else bare
