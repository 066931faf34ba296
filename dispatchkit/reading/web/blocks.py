"""Cuts a page of HTML into the lines that a browser shows, each with what its mark-up says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.libraries import library
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

# Elements that stand on lines of their own.
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "iframe",
        "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section",
        "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
    )
)  # fmt: skip
# Elements of which nothing is shown.
_HIDDEN = frozenset(
    (
        "audio", "canvas", "datalist", "head", "input", "link", "map", "math", "meta", "noscript",
        "object", "script", "source", "style", "svg", "template", "textarea", "title", "track",
    )
)  # fmt: skip
# The cells of a row stand on one line, unless a page is laid out by a table: then there are lines
# in its cells.
_CELLS = frozenset(("td", "th"))
_LAID_OUT = "p, br, hr, div, table, ul, ol, h1, h2, h3, h4, blockquote, center"
# The words of a class or id: "articleBody", "article-body" and "article__body" have the same two.
_NAME_RE = pattern(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SPACE_RE = pattern(r"[ \t\r\n\f]+")
_NAMING = ("class", "id", "itemprop", "role")


class Element(NamedTuple):
    """An element of a page: its *tag*, the *words* of its class, id and the like, and what tells it
    from others.
    """

    tag: str
    words: frozenset[str]
    place: int


class Block(NamedTuple):
    """A line of a page: its text, the elements that it stands in, from the outermost, and how many
    of its characters are links.
    """

    text: str
    within: tuple[Element, ...]
    linked: int

    @property
    def tag(self) -> str:
        """The innermost element that stands on lines of its own."""
        return self.within[-1].tag if self.within else ""


class _Place(NamedTuple):
    """Where in a page a node stands: the elements around it, and whether it is in a link."""

    within: tuple[Element, ...] = ()
    linked: bool = False


def parsed(html: str) -> Any:
    """The page as a tree. MissingReader without the library."""
    # A tag that is cut off in its first letters is no text, as one that is cut off later is none.
    whole = html.removesuffix("/") if html.endswith("</") else html
    whole = whole.removesuffix("<")
    return library("selectolax.lexbor", reading="html", extra="html").LexborHTMLParser(whole)


def blocks(tree: Any) -> list[Block]:
    """The lines of the page parsed as *tree*, in order."""
    return _Walk().over(tree.root)


class _Walk:
    """Goes through the nodes of a page and gathers its lines."""

    def __init__(self) -> None:
        self._found: list[Block] = []
        # The pieces of the line, and whether each is part of a link.
        self._text: list[tuple[str, bool]] = []

    def over(self, root: Any) -> list[Block]:
        """The lines of the page with this root (None: an empty one)."""
        # Each entry is a node to be entered, or None where an element ends that stands on lines of
        # its own. A page may nest deeper than Python can recurse.
        waiting: list[tuple[Any, _Place]] = [(root, _Place())] if root is not None else []
        while waiting:
            node, place = waiting.pop()
            if node is None:
                self._end_line(place)
            elif node.tag == "-text":
                self._add(node.text_content or "", place)
            elif node.tag == "br":
                self._text.append(("\n", False))
            elif node.tag[:1] not in "-!" and node.tag not in _HIDDEN and not _is_hidden(node):
                waiting += self._entered(node, place)
        self._end_line(_Place())
        return self._found

    def _entered(self, node: Any, place: _Place) -> list[tuple[Any, _Place]]:
        """What is to be done in an element, the first last."""
        tag = node.tag
        inner = _Place(_with(place.within, node), place.linked or tag == "a")
        children = []
        child = node.child
        while child is not None:
            children.append((child, inner))
            child = child.next
        children.reverse()
        if tag in _CELLS and node.css_first(_LAID_OUT) is None:
            if self._text:
                self._text.append(("\t", False))
        elif tag in _BLOCKS or tag in _CELLS:
            self._end_line(place)
            return [(None, inner), *children]
        return children

    def _add(self, piece: str, place: _Place) -> None:
        """A piece of text."""
        kept = any(element.tag == "pre" for element in place.within)
        self._text.append((piece if kept else piece.replace("\n", " "), place.linked))

    def _end_line(self, place: _Place) -> None:
        """The text so far is a line, or several with breaks between them."""
        lines: list[list[tuple[str, bool]]] = [[]]
        for piece, linked in self._text:
            first, *others = piece.split("\n")
            lines[-1].append((first, linked))
            lines += [[(other, linked)] for other in others]
        self._text.clear()
        for pieces in lines:
            text = _SPACE_RE.sub(" ", "".join([piece for piece, _ in pieces])).strip()
            if text:
                links = sum(len(piece.strip()) for piece, linked in pieces if linked)
                self._found.append(Block(text, place.within, links))


def _is_hidden(node: Any) -> bool:
    """Whether an element says that it is not shown."""
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "")
    return (
        "hidden" in attributes or "amp-access-hide" in attributes or "display:none" in style.lower()
    )


def _with(within: tuple[Element, ...], node: Any) -> tuple[Element, ...]:
    """The elements *within* which something stands, and *node*, if it is worth naming."""
    named = " ".join(filter(None, [node.attributes.get(name) for name in _NAMING]))
    if not named and node.tag not in _BLOCKS:
        return within
    words = frozenset([word.lower() for word in _NAME_RE.findall(named)])
    return (*within, Element(node.tag, words, node.mem_id))


def sizes(lines: Sequence[Block]) -> dict[int, int]:
    """How many characters of the *lines* that are no links stand in each element, by what tells it
    from others.
    """
    found: dict[int, int] = {}
    for line in lines:
        for element in line.within:
            found[element.place] = found.get(element.place, 0) + len(line.text) - line.linked
    return found
