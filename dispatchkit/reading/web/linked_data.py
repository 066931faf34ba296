"""What a page states about its story in JSON-LD, which programs of search engines read."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.surrogates import mended

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The types of schema.org that tell a story: NewsArticle, BlogPosting, ReportageNewsArticle...
_STORIES = ("Article", "Posting", "Report")
# Those that tell of the page that holds one.
_PAGES = ("WebPage",)
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
_OF_PAGES = ("published", "updated", "language")
_TAG_RE = pattern(r"<[^<>]{1,300}>")
# What scripts wrap around their data, and commas that JSON does not allow.
_AROUND_RE = pattern(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*\Z")
_COMMA_RE = pattern(r",(?=\s*[}\]])")
# JSON-LD nests this deep and no deeper.
_DEEPEST = 12


class Linked(NamedTuple):
    """What JSON-LD states: of the *story* and of the *page* pairs of a field and a text, the *body*
    of the story ("": none), and the names of those who publish it.
    """

    story: tuple[tuple[str, str], ...] = ()
    page: tuple[tuple[str, str], ...] = ()
    body: str = ""
    publishers: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()


def linked_data(tree: Any) -> Linked:
    """What the page parsed as *tree* states in JSON-LD of its story: the first with a body, else
    the first.
    """
    graph = _Graph(tree)
    found = graph.of(_STORIES)
    with_body = [story for story in found if isinstance(story.get("articleBody"), str)]
    story: Mapping[str, Any] = next(iter([*with_body, *found]), {})
    pages = [pair for page in graph.of(_PAGES)[:1] for pair in graph.told(page)]
    return Linked(
        tuple(graph.told(story)),
        tuple((field, text) for field, text in pages if field in _OF_PAGES),
        plain(story.get("articleBody")),
        tuple(_names(graph.meant(story.get("publisher")))),
        frozenset(graph.people),
    )


def plain(value: Any) -> str:
    """A text of JSON without mark-up, whose entities are written out (twice, perhaps)."""
    text = mended(unescape(unescape(value)))[0] if isinstance(value, str) else ""
    return _TAG_RE.sub("\n", text).strip() if "<" in text else text.strip()


def loaded(text: str) -> Any:
    """The data of a script; None if it is no JSON."""
    bare = _AROUND_RE.sub("", text)
    for form in (bare, _COMMA_RE.sub("", bare)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


class _Graph:
    """The objects of JSON-LD in a page. ``people`` are the names that were told as those of a
    person.
    """

    def __init__(self, tree: Any) -> None:
        self.people: set[str] = set()
        self._things: list[dict[str, Any]] = []
        self._named: dict[str, dict[str, Any]] = {}
        for script in tree.css('script[type="application/ld+json"]'):
            self._gather(loaded(script.text()), 0)

    def _gather(self, data: Any, depth: int) -> None:
        """Keep the objects that the page is about. The lists of others that it links to are not
        among them.
        """
        if depth > _DEEPEST:
            return
        if isinstance(data, list):
            for one in data:
                self._gather(one, depth + 1)
        elif isinstance(data, dict):
            self._things.append(data)
            name = data.get("@id")
            if isinstance(name, str) and len(data) > 1:
                self._named.setdefault(name, data)
            for key in ("@graph", "mainEntity", "mainEntityOfPage"):
                self._gather(data.get(key), depth + 1)

    def of(self, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
        """The objects of these kinds."""
        return [one for one in self._things if _is(one, kinds)]

    def meant(self, value: Any) -> Any:
        """A value, or the object in the page that it refers to."""
        if isinstance(value, list):
            return [self.meant(one) for one in value if not isinstance(one, list)]
        if isinstance(value, dict) and "name" not in value:
            return self._named.get(str(value.get("@id")), value)
        return value

    def told(self, thing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What an object states."""
        for name, field in _PROPERTIES.items():
            value = self.meant(thing.get(name))
            if field == "author":
                yield from self._authors(value)
            else:
                key = "alternateName" if field == "language" else "name"
                yield from ((field, text) for text in _names(value, key))
        for name in ("publisher", "sourceOrganization", "provider"):
            for text in _names(self.meant(thing.get(name))):
                yield "agency", text

    def _authors(self, value: Any) -> Iterator[tuple[str, str]]:
        """The authors that a value names: people as such, and all as agencies, which some are."""
        for one in value if isinstance(value, list) else [value]:
            for name in _names(one):
                if not (isinstance(one, dict) and _is(one, _BODIES)):
                    yield "author", name
                if isinstance(one, dict) and _is(one, ("Person",)):
                    self.people.add(name)
                yield "agency", name


def _is(thing: Mapping[str, Any], kinds: tuple[str, ...]) -> bool:
    """Whether an object is of one of the *kinds*, or of one that ends so."""
    named = thing.get("@type")
    return any(
        str(kind).endswith(kinds) for kind in (named if isinstance(named, list) else [named])
    )


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
    elif isinstance(value, str) and plain(value):
        yield plain(value)
