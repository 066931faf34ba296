"""What a page states about its story: in JSON-LD, in meta elements, in microdata and in links to
its authors. JSON-LD speaks first, because it speaks of one story; meta elements speak of the page.
"""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.surrogates import mended
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The types of schema.org that tell a story: NewsArticle, BlogPosting, ReportageNewsArticle...
_STORIES = ("Article", "Posting", "Report")
_BODIES = ("Organization", "NewsMediaOrganization", "Corporation")
# The properties of schema.org, and the field that each fills.
_PROPERTIES = {
    "headline": "headline",
    "datePublished": "published",
    "dateModified": "updated",
    "author": "author",
    "creator": "author",
    "articleSection": "section",
    "keywords": "keywords",
    "inLanguage": "language",
}
_META = {
    "published": (
        "article:published_time", "datepublished", "og:published_time", "date", "dc.date",
        "dc.date.issued", "dcterms.created", "publish-date", "pubdate", "parsely-pub-date",
        "sailthru.date",
    ),
    "updated": ("article:modified_time", "datemodified", "og:updated_time", "last-modified"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "headline": ("og:title", "twitter:title", "dc.title"),
    "section": ("article:section",),
    "keywords": ("news_keywords", "article:tag", "keywords"),
    "language": ("content-language", "dc.language"),
}  # fmt: skip
_NAMED = ("property", "name", "itemprop", "http-equiv")
_SPACE_RE = pattern(r"\s+")
_TAG_RE = pattern(r"<[^<>]{1,300}>")
# What joins the name of a site to the title of its page.
_SITE_RE = pattern(r"\s+[|–—·•-]\s+")
_ADDRESS_RE = pattern(r"(?:https?:)?//|www\.|/", 2)
# JSON-LD nests this deep and no deeper.
_DEEPEST = 12


class Stated(NamedTuple):
    """What a page states: pairs of a field and a text, the *body* of the story ("": none), and the
    *title* of the page, which is the headline with more behind it, or something else.
    """

    fields: tuple[tuple[str, str], ...]
    body: str
    title: str

    def first(self, field: str) -> str:
        """The first text that is stated for a field; "" if there is none."""
        return next((text for name, text in self.fields if name == field), "")


def stated(tree: Any) -> Stated:
    """What the page parsed as *tree* states of its story."""
    metas = _metas(tree)
    paper = {
        fold(text) for name in ("og:site_name", "application-name") for text in metas.get(name, ())
    }
    story = _story(tree)
    body = _plain(story.get("articleBody"))
    told: dict[str, list[str]] = {}
    for source in (_of_story(story, paper), _of_microdata(tree), _of_metas(metas), _of_links(tree)):
        new: dict[str, list[str]] = {}
        for field, text in source:
            if not _is_nobody(field, text, paper):
                new.setdefault(field, []).append(text)
        told = {**new, **told}
    titled = tree.css_first("title")
    title = _SPACE_RE.sub(" ", titled.text()).strip() if titled is not None else ""
    if "headline" in told:
        told["headline"] = [_without_site(told["headline"][0], paper)]
    return Stated(
        tuple((field, text) for field, texts in told.items() for text in texts), body, title
    )


def _is_nobody(field: str, text: str, paper: set[str]) -> bool:
    """Whether a text that is stated as an author is an address or the name of the paper."""
    return field == "author" and (bool(_ADDRESS_RE.match(text)) or fold(text) in paper)


def _without_site(title: str, paper: set[str]) -> str:
    """A *title* without the name of the site behind it, where the page says that name."""
    parts = _SITE_RE.split(title)
    return (
        title[: title.rindex(parts[-1])].rstrip(" |–—·•-")
        if len(parts) > 1 and fold(parts[-1]) in paper
        else title
    )


def _of_story(story: Mapping[str, Any], paper: set[str]) -> Iterator[tuple[str, str]]:
    """What an object of JSON-LD states."""
    publisher = story.get("publisher")
    if isinstance(publisher, dict):
        paper.update(fold(name) for name in _names(publisher))
    for key, field in _PROPERTIES.items():
        value = story.get(key)
        if field == "author":
            yield from _people(value, paper)
        elif field == "language":
            yield from ((field, name) for name in _names(value, "alternateName"))
        else:
            yield from ((field, name) for name in _names(value))


def _people(value: Any, paper: set[str]) -> Iterator[tuple[str, str]]:
    """The authors that JSON-LD names; one that is an organization is no person, but may be an
    agency.
    """
    for one in value if isinstance(value, list) else [value]:
        kind = one.get("@type") if isinstance(one, dict) else None
        for name in _names(one):
            if kind not in _BODIES:
                # A blog is published by its author.
                if kind == "Person":
                    paper.discard(fold(name))
                yield "author", name.partition(" | ")[0]
            yield "agency", name


def _names(value: Any, key: str = "name") -> Iterator[str]:
    """A value of JSON-LD as texts: itself, or the name of the thing that it is, or of each of
    several.
    """
    if isinstance(value, list):
        for one in value:
            if not isinstance(one, list):
                yield from _names(one, key)
    elif isinstance(value, dict):
        named = value.get(key)
        if isinstance(named, str | list):
            yield from _names(named, key)
    elif isinstance(value, str) and _plain(value):
        yield _plain(value)


def _plain(value: Any) -> str:
    """A text of JSON-LD without mark-up, whose entities are written out (twice, perhaps)."""
    text = mended(unescape(unescape(value)))[0] if isinstance(value, str) else ""
    return _TAG_RE.sub("\n", text).strip() if "<" in text else text.strip()


def _of_metas(metas: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """What the meta elements of a page state: for each field the first name that is given."""
    for field, names in _META.items():
        for name in names:
            if name in metas:
                yield from ((field, text) for text in metas[name])
                break


def _metas(tree: Any) -> dict[str, list[str]]:
    """The texts of the meta elements of a page, by their names in small letters."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        text = unescape(node.attributes.get("content") or "").strip()
        for key in _NAMED:
            name = (node.attributes.get(key) or "").lower()
            if name and text:
                found.setdefault(name, []).append(text)
                break
    return found


def _of_microdata(tree: Any) -> Iterator[tuple[str, str]]:
    """What the elements of a page state by ``itemprop``: dates and authors."""
    for field, name in (("published", "datePublished"), ("updated", "dateModified")):
        node = tree.css_first(f'[itemprop~="{name}"]')
        if node is not None:
            text = node.attributes.get("content") or node.attributes.get("datetime") or node.text()
            yield field, text.strip()
    for node in tree.css('[itemprop~="author"]')[:5]:
        named = node.css_first('[itemprop~="name"]') or node
        yield "author", (named.attributes.get("content") or named.text()).strip()


def _of_links(tree: Any) -> Iterator[tuple[str, str]]:
    """The authors to whom a page links as such, and the day that it marks as its own."""
    for node in tree.css('a[rel~="author"]')[:5]:
        yield "author", node.text().strip()
    node = tree.css_first("time[pubdate]")
    if node is not None:
        yield "published", (node.attributes.get("datetime") or node.text()).strip()
    root = tree.css_first("html")
    if root is not None:
        yield "language", (root.attributes.get("lang") or root.attributes.get("xml:lang") or "")


def _story(tree: Any) -> Mapping[str, Any]:
    """The object of JSON-LD that speaks of the story of a page: the first with a body, else the
    first. Empty if there is none.
    """
    found = []
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            found += list(_stories(json.loads(script.text(), strict=False)))
        except (ValueError, RecursionError):
            continue
    with_body = [story for story in found if isinstance(story.get("articleBody"), str)]
    return next(iter([*with_body, *found]), {})


def _stories(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects in JSON-LD that tell a story. The lists of others that a page links to are not
    among them.
    """
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _stories(one, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(
            str(kind).endswith(_STORIES) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _stories(data.get(key), depth + 1)
