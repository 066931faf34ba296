"""Cuts a page of HTML into the lines that a browser shows, each with what its mark-up says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements that stand on lines of their own.
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
        "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "select",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "iframe",
    )
)  # fmt: skip
# Elements of which nothing is shown.
_HIDDEN = frozenset(
    (
        "script", "style", "noscript", "template", "head", "svg", "math", "object", "audio",
        "canvas", "datalist", "textarea", "input", "source", "track", "map", "title", "meta",
        "link",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_NAME_RE = pattern(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SPACE_RE = pattern(r"[ \t\r\n\f]+")


class Block(NamedTuple):
    """A line of a page: its text, the elements that it stands in, from the outermost, with the
    words of their classes and ids, and how many of its characters are links.
    """

    text: str
    path: tuple[str, ...]
    words: frozenset[str]
    linked: int
    chain: tuple = ()


class _Element(NamedTuple):
    """An element that is open: its name, its path, and the words of the names of all around it."""

    path: tuple[str, ...]
    words: frozenset[str]
    linked: bool
    chain: tuple = ()


def blocks(html: str) -> list[Block]:
    """The lines of a page, in order. ModuleNotFoundError if selectolax is not installed."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(html).root
    found: list[Block] = []
    if root is None:
        return found
    text: list[str] = []
    linked = 0
    current = _Element((), frozenset(), False)

    def flush(element: _Element) -> None:
        nonlocal linked
        lines = "".join(text).split("\n")
        said = [_SPACE_RE.sub(" ", line).strip() for line in lines]
        total = sum(map(len, said))
        for line in said:
            if line:
                share = linked * len(line) // max(1, total)
                found.append(Block(line, element.path, element.words, share, element.chain))
        text.clear()
        linked = 0

    # Each entry is a node to be entered, or the element to go back to.
    waiting: list[tuple[Any, _Element, bool]] = [(root, current, False)]
    while waiting:
        node, element, leaving = waiting.pop()
        if leaving:
            flush(element)
            continue
        tag = node.tag
        if tag == "-text":
            piece = node.text_content or ""
            if piece:
                text.append(piece if "pre" in element.path else piece.replace("\n", " "))
                if element.linked:
                    linked += len(piece.strip())
            continue
        if tag in _HIDDEN or tag.startswith("-") or tag.startswith("!"):
            continue
        if tag == "br":
            text.append("\n")
            continue
        inner = _inside(node, tag, element)
        if inner is None:
            continue
        if tag in _CELLS and text:
            text.append("\t")
        block = tag in _BLOCKS and tag not in _CELLS
        if block:
            flush(element)
            waiting.append((None, inner, True))
        children = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        waiting += [(child, inner, False) for child in reversed(children)]
    flush(current)
    return found


def _inside(node: Any, tag: str, element: _Element) -> _Element | None:
    """What holds inside a node; None if it is not shown."""
    attributes = node.attributes
    words = element.words
    own = frozenset()
    if attributes:
        style = attributes.get("style") or ""
        if "hidden" in attributes or ("display" in style and "none" in style.replace(" ", "")):
            return None
        named = " ".join(
            filter(
                None,
                [
                    attributes.get("class"),
                    attributes.get("id"),
                    attributes.get("itemprop"),
                    attributes.get("rel") if tag != "a" else "",
                    attributes.get("role"),
                ],
            )
        )
        if named:
            own = frozenset([word.lower() for word in _NAME_RE.findall(named)])
            words = words | own
    path = (*element.path, tag) if tag in _BLOCKS or tag == "a" or tag == "time" else element.path
    chain = (*element.chain, (tag, own, node.mem_id)) if own or tag in _BLOCKS else element.chain
    return _Element(path, words, element.linked or tag == "a", chain)
