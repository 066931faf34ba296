"""The stories in feeds (RSS, Atom). What the channel says of itself is not the story's, but for its
language.
"""

from __future__ import annotations

import io
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.items import Item, is_teaser
from dispatchkit.reading.keys import fields_of
from dispatchkit.reading.libraries import library
from dispatchkit.reading.structured import document, without_text
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.reading.message import Broken, Document, Opened
    from dispatchkit.reading.options import ReadOptions

# What stands around a mail address or a name: "desk@example.org (Ada Finch)".
_BRACKETS = "()<>[] \t,"
# Fields of the record, and the keys under which the library gives them.
_KEYS = (
    ("headline", "title"),
    ("altid", "id"),
    ("altid", "dc_identifier"),
    ("agency", "publisher"),
    ("located", "dc_coverage"),
    ("copyrightnotice", "rights"),
)
# An element of text alone with the dateline, and the dash that parts it from the story.
_DATELINE_RE = pattern(
    r"<(?P<tag>span|b|strong|em|i)\s[^<>]{0,200}?class=[\"'](?:[^\"'<>]{0,80}\s)?dateline"
    r"(?:\s[^\"'<>]{0,80})?[\"'][^<>]{0,200}>(?P<text>[^<>]{1,200})</(?P=tag)>\s{0,8}[-–—:]?\s{0,8}",
    2,
)
# What stands before the word of a scheme: "http://news.example/schemes/section".
_SCHEME_RE = pattern(r".*[/:#]", 16)


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
    dateline, body = _filed(body)
    told = [*_told(entry, language), ("abstract", abstract), ("dateline", dateline)]
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


def _filed(body: str) -> tuple[str, str]:
    """The dateline that the class of an element shows (hNews has it), and the *body* without it; ""
    if none does.
    """
    found = _DATELINE_RE.search(body)
    if found is None:
        return "", body
    return unescape(found["text"]), body[: found.start()] + body[found.end() :]


def _told(entry: Any, language: str) -> Iterator[tuple[str, str | None]]:
    """What an entry states of its story, by field; the *language* is that of the feed."""
    yield "language", _language(entry) or language
    for field, key in _KEYS:
        yield field, entry.get(key)
    yield from _days(entry)
    for author in _authors(entry):
        yield "author", _author(author)
    for contributor in entry.get("contributors", ()):
        yield "contributor", contributor.get("name")
    yield from _categories(entry)


def _language(entry: Any) -> str | None:
    """The language of an entry: its own, or that of its text or its title."""
    texts = (*entry.get("content", ()), entry.get("title_detail") or {})
    stated = (entry.get("language"), *[text.get("language") for text in texts])
    return next(filter(None, stated), None)


def _categories(entry: Any) -> Iterator[tuple[str, str | None]]:
    """The categories of an entry: sections, as their schemes say, and keywords. A single one may be
    a list of them.
    """
    tags = [(tag.get("term"), tag.get("scheme") or "") for tag in entry.get("tags", ())]
    words = [term for term, scheme in tags if not _is_section(scheme)]
    yield from (("section", term) for term, scheme in tags if _is_section(scheme))
    yield from (("keyword" if len(words) > 1 else "keywords", word) for word in words)


def _is_section(scheme: str) -> bool:
    """Whether the scheme of a category says that it is a section."""
    return "section" in fields_of(_SCHEME_RE.sub("", scheme)) if scheme else False


def _others(entry: Any) -> Iterator[tuple[str, str]]:
    """What an entry says besides: its addresses, and the texts of pictures and of what it was
    taken from.
    """
    for link in entry.get("links", ()):
        yield "link", link.get("href") or ""
    for key in ("media_description", "media_text", "subtitle", "comments"):
        value = entry.get(key)
        if isinstance(value, str):
            yield key, value
    for credit in entry.get("media_credit", ()):
        yield "media_credit", credit.get("content") or ""
    yield "source", (entry.get("source") or {}).get("title") or ""


def _days(entry: Any) -> list[tuple[str, str | None]]:
    """The days of an entry. RSS 1.0 has one date, which the library calls that of an update. It
    gives the day of publication to those who ask for that of an update where there is none.
    """
    published, updated = entry.get("published"), dict.get(entry, "updated")
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
