"""The stories in feeds (RSS, Atom, exports of WordPress).

What the channel says of itself is not the story's, but for its language. Elements of other
namespaces tell of a story what the feed itself does not.
"""

from __future__ import annotations

import io
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.model import MADE_ID
from dispatchkit.reading.feed_elements import (
    Namespaces,
    all_texts,
    body_in,
    texts,
    told_in,
    writers,
)
from dispatchkit.reading.items import Item
from dispatchkit.reading.keys import is_of, is_part
from dispatchkit.reading.libraries import library
from dispatchkit.reading.structured import document, without_text
from dispatchkit.reading.teasers import is_teaser
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from dispatchkit.reading.message import Broken, Document, Opened
    from dispatchkit.reading.options import ReadOptions

# What stands around a mail address or a name: "desk@example.org (Ada Finch)".
_BRACKETS = "()<>[] \t,"
# Fields of the record, and the keys under which the library gives them.
_KEYS = (("headline", "title"), ("copyrightnotice", "rights"), ("agency", "publisher"))
# An element of text alone with the dateline (hNews), and the dash that parts it from the story.
_DATELINE_RE = pattern(
    r"<(?P<tag>span|b|strong|em|i)\s[^<>]{0,200}?class=[\"'](?:[^\"'<>]{0,80}\s)?dateline"
    r"(?:\s[^\"'<>]{0,80})?[\"'][^<>]{0,200}>(?P<text>[^<>]{1,200})</(?P=tag)>\s{0,8}[-–—:]?\s{0,8}",
    2,
)
# Values that the library makes of others, and those that are read in full elsewhere.
_MADE = ("_parsed", "_detail")
_READ = frozenset(
    ("title", "id", "rights", "summary", "author", "published", "updated", "created", "language")
)
# The parent of what is part of no entry.
_NONE = ""


def feed_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each entry of a feed that holds a text. MissingReader without its library."""
    word = source.recognised.format.word
    feedparser = library("feedparser", reading=word, extra="feeds")
    # Before each feed the library looks on the disk for another parser of XML than that of Python,
    # which takes a sixteenth of the time; what is read must not depend on what it finds.
    feedparser.api.PREFERRED_XML_PARSERS.clear()
    feed = feedparser.parse(
        io.BytesIO(source.held),
        response_headers=_headers(source.held),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    others = Namespaces(feed.namespaces)
    _name_writers(feed.entries, writers(source.held))
    numbers = count(1)
    language = feed.feed.get("language") or ""
    parts = _Parts(feed.entries, others)
    read = all_texts(source.held)
    # The library mends feeds that are not well formed, and may find other entries in them.
    told = read if len(read) == len(feed.entries) else [[] for _ in feed.entries]
    for place, (entry, lines) in enumerate(zip(feed.entries, told, strict=True), 1):
        if is_part(entry.get("wp_post_type") or ""):
            continue
        story = _entry(entry, language, others, others.captions(lines))
        besides = [*story.others, *parts.of(entry)]
        known = "\n".join([story.body, *(text for _, text in (*story.told, *besides))])
        left = [(name, text) for name, text in lines if text not in known]
        story = story._replace(others=[*besides, *dict.fromkeys(left)])
        if story.body:
            made = document(story, options, numbers, f"entry {place} of a feed")
            yield made._replace(item=f"entry {place}")
        else:
            yield without_text(f"entry {place}", story)


def _name_writers(entries: Iterable[Any], names: Mapping[str, str]) -> None:
    """Give the authors of *entries* who sign as they log in their *names*."""
    for entry in entries if names else ():
        for one in entry.get("authors", ()):
            one["name"] = names.get(one.get("name"), one.get("name"))
        entry["author"] = names.get(entry.get("author"), entry.get("author"))


class _Parts:
    """The entries of a feed that are parts of others or of the site: files, menus, drafts."""

    def __init__(self, entries: Iterable[Any], namespaces: Namespaces) -> None:
        self._texts: dict[str, list[tuple[str, str]]] = {}
        names = {entry.get("wp_post_id") for entry in entries}
        for entry in entries:
            kind = entry.get("wp_post_type") or ""
            if not is_part(kind):
                continue
            parent = entry.get("wp_post_parent")
            said = [("title", entry.get("title") or ""), *_others(entry, namespaces)]
            said += [("content", one) for one in (*_contents(entry), entry.get("summary"))]
            kept = self._texts.setdefault(parent if parent in names else _NONE, [])
            kept += [(f"{kind} {name}", text) for name, text in said if text]

    def of(self, entry: Any) -> list[tuple[str, str]]:
        """What the parts of an entry say, and those that are of none and were not asked for."""
        own = self._texts.pop(entry.get("wp_post_id") or _NONE, [])
        return [*self._texts.pop(_NONE, ()), *own]


def _headers(data: bytes) -> dict[str, str]:
    """What overrides the encoding that a feed declares: it is UTF-8 if all of it is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return {}
    return {"content-type": "application/xml; charset=utf-8"}


def _entry(entry: Any, language: str, namespaces: Namespaces, captions: frozenset[str]) -> Item:
    """An entry of a feed as a story. The library takes *captions* of pictures for texts of it."""
    elements = namespaces.elements(entry)
    contents = _without(_contents(entry), captions) or _without([body_in(elements)], {""})
    summary = "".join(_without([entry.get("summary") or ""], captions))
    body, abstract, teaser = _texts(contents, summary)
    dateline, body = _filed(body)
    stated = [*_told(entry, language), ("abstract", abstract), ("dateline", dateline)]
    told = [(field, text) for field, text in stated if text]
    known = {field for field, _ in told}
    if not entry.get("published"):
        # The update of a feed that has no other day stands for it.
        known.discard("published")
    told = [*told_in(elements, known), *told]
    others = [("summary", teaser), *_others(entry, namespaces)]
    others += [("content", one) for one in contents]
    return Item(told, body, _left(others, body, {text for _, text in told}))


def _without(found: Iterable[str], others: AbstractSet[str]) -> list[str]:
    """The texts *found* that are none of the *others*."""
    return [text for text in found if text.strip() not in others]


def _left(others: Iterable[tuple[str, str]], body: str, taken: set[str]) -> list[tuple[str, str]]:
    """Those of the *others* that say more than the *body* and what was *taken*."""
    left = [
        (name, text)
        for name, text in others
        if text.strip() and text not in body and text not in taken
    ]
    return [*dict.fromkeys(left)]


def _contents(entry: Any) -> list[str]:
    """The texts of an entry, but for its summary."""
    return [one.get("value") or "" for one in entry.get("content", ())]


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
    yield "language", _language(entry) or language
    for field, key in _KEYS:
        yield field, entry.get(key)
    name = entry.get("id") or ""
    # The source's own name stands in an element beside one that was made.
    yield "altid", "" if name.startswith(MADE_ID) else name
    yield from _days(entry)
    for author in _authors(entry):
        yield "author", _author(author)
    for contributor in entry.get("contributors", ()):
        yield "contributor", contributor.get("name")
    yield from _categories(entry.get("tags", ()))


def _language(entry: Any) -> str | None:
    """The language of an entry: its own, or that of its text or its title."""
    texts = (*entry.get("content", ()), entry.get("title_detail") or {})
    stated = (entry.get("language"), *[text.get("language") for text in texts])
    return next(filter(None, stated), None)


def _filed(body: str) -> tuple[str, str]:
    """The dateline that the class of an element shows, and the *body* without it; "" if none
    does.
    """
    found = _DATELINE_RE.search(body)
    if found is None:
        return "", body
    return unescape(found["text"]), body[: found.start()] + body[found.end() :]


def _categories(tags: Sequence[Mapping[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """What the categories of an entry say: one of a list of sections is the section, and all others
    are keywords.
    """
    sections = [one for one in tags if is_of("section", one.get("scheme") or "")]
    for tag in tags:
        text = tag.get("label") or tag.get("term")
        if tag in sections[:1]:
            yield "section", text
        else:
            yield "keyword" if len(tags) > 1 else "keywords", text


def _others(entry: Any, namespaces: Namespaces) -> Iterator[tuple[str, str]]:
    """What an entry says besides: its addresses, the texts of pictures and of what it was taken
    from, and elements of other namespaces.
    """
    yield from (("link", link.get("href") or "") for link in entry.get("links", ()))
    yield from namespaces.attributes(entry)
    for key, value in texts(entry):
        if key not in _READ and not key.endswith(_MADE):
            yield key, value
    for credit in entry.get("media_credit", ()):
        yield "media_credit", credit.get("content") or ""
    yield from (("category", tag.get("term") or "") for tag in entry.get("tags", ()))
    yield "source", (entry.get("source") or {}).get("title") or ""


def _days(entry: Any) -> list[tuple[str, str | None]]:
    """The days of an entry. RSS 1.0 has one date, which the library calls that of an update."""
    published = entry.get("published") or entry.get("created")
    # The library gives the other day if it is asked for one that is not there.
    updated = entry.get("updated") if "updated" in entry else None
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
