"""What the elements of a page state about its story: by microdata (``itemprop``), RDFa
(``property``), the classes of hAtom and hNews, and links to the author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# The names of properties in small letters, without what stands before a colon.
_PROPERTIES = {
    "datepublished": "published",
    "datemodified": "updated",
    "published": "published",
    "issued": "published",
    "created": "published",
    "modified": "updated",
    "author": "author",
    "creator": "author",
    "inlanguage": "language",
}
# The classes of hAtom and hNews within the element of a story.
_ENTRY = ".hentry, .h-entry, .hnews"
_CLASSES = {
    ".published, .dt-published": "published",
    ".updated, .dt-updated": "updated",
    ".author .fn, .byline .fn, .p-author": "author",
    ".source-org .fn, .source-org": "agency",
}
# The kinds of things whose properties speak of the story or of the page that holds it.
_STORIES = ("Article", "Posting", "Report", "WebPage")
# A page names few authors; more of them wrote comments.
_MOST = 5
# The day of a page is one of the elements around a property, no farther than this.
_NEAR = 12
# A longer text is no name and no day.
_LONG = 120


def of_attributes(tree: Any) -> Iterator[tuple[str, str]]:
    """Pairs of a field and a text that the elements of the page parsed as *tree* state."""
    seen: dict[str, int] = {}
    for field, node in (*_properties(tree), *_entries(tree)):
        seen[field] = seen.get(field, 0) + 1
        text = _value(node)
        if text and len(text) <= _LONG and seen[field] <= _MOST:
            yield field, text


def of_links(tree: Any) -> Iterator[tuple[str, str]]:
    """The authors to whom a page links as such, the day that it marks as its own, and the language
    of its text.
    """
    for node in tree.css('a[rel~="author"]')[:_MOST]:
        yield "author", (node.text() or "").strip()
    node = tree.css_first("time[pubdate]")
    if node is not None:
        yield "published", _value(node)
    root = tree.css_first("html")
    if root is not None:
        yield "language", (root.attributes.get("lang") or root.attributes.get("xml:lang") or "")


def _properties(tree: Any) -> Iterator[tuple[str, Any]]:
    """The elements with properties of the story, each with the field that it fills."""
    for attribute in ("itemprop", "property"):
        for node in tree.css(f"[{attribute}]"):
            if node.tag == "meta" and attribute == "property":
                continue
            for name in (node.attributes.get(attribute) or "").split():
                field = _PROPERTIES.get(name.rpartition(":")[2].lower())
                if field and _is_of_story(node):
                    yield field, _named(node) if field == "author" else node


def _entries(tree: Any) -> Iterator[tuple[str, Any]]:
    """The elements that classes of the first entry name, each with the field that it fills."""
    entry = tree.css_first(_ENTRY)
    if entry is not None:
        for classes, field in _CLASSES.items():
            node = entry.css_first(classes)
            if node is not None:
                yield field, node


def _named(node: Any) -> Any:
    """The element that holds the name of somebody whose element is *node*."""
    return node.css_first('[itemprop~="name"], [property$="name"]') or node


def _is_of_story(node: Any) -> bool:
    """Whether the thing whose property an element states is the story or the page: it says so, or
    nothing around the element says what it is.
    """
    around = node.parent
    for _ in range(_NEAR):
        if around is None:
            return True
        attributes = around.attributes
        if "itemscope" in attributes or "typeof" in attributes:
            kind = attributes.get("itemtype") or attributes.get("typeof") or ""
            return not kind or kind.rstrip("/").endswith(_STORIES)
        around = around.parent
    return True


def _value(node: Any) -> str:
    """What an element states: for programs, if it does, else its text."""
    attributes = node.attributes
    told = attributes.get("content") or attributes.get("datetime")
    if not told and node.tag == "abbr":
        told = attributes.get("title")
    return " ".join((told or node.text() or "").split())
