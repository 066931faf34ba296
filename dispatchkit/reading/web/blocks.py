"""Cuts a page of HTML into the lines that a browser shows, each with what its mark-up says."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.libraries import library
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

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
        "object", "script", "source", "style", "svg", "template", "title", "track",
    )
)  # fmt: skip
# Elements that nest deeper than this are not told apart: pages of the web nest up to sixty deep.
_DEEPEST = 100
# Tags that nest deeper are left out before a page is parsed. Elements that have no end, or are
# closed by what follows them, do not nest however often they are opened.
_SUNK = 2000
_TAG_RE = pattern(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})(?:[ \t\r\n\f/][^<>]*)?>")
_CLOSED_BY_OTHERS = frozenset(
    (
        "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
        "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt",
        "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    )
)  # fmt: skip
# Elements that may give a time for programs.
_TIMES = frozenset(("time", "abbr"))
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
    """A line of a page: its text, the innermost element that stands on lines of its own (*tag*),
    the elements that hold all of it, from the outermost, and how many of its characters are links.
    """

    text: str
    tag: str
    within: tuple[Element, ...]
    linked: int

    def stands_in(self, element: int | None) -> bool:
        """Whether the line stands in an element, given by what tells it (None: in no element)."""
        return any(one.place == element for one in self.within)


class Moment(NamedTuple):
    """A time that a page gives in a form for programs: *line* is the place of the line in which it
    stands, *words* are those of the names of its element.
    """

    line: int
    text: str
    words: frozenset[str]


class Shown(NamedTuple):
    """What a page shows: its lines, the times among them, and what tells the elements that hold a
    field for longer texts, with all elements around these.
    """

    lines: list[Block]
    times: list[Moment]
    fields: frozenset[int]


class _Place(NamedTuple):
    """Where in a page a node stands: the elements around it that are worth naming, the innermost
    that stands on lines of its own, and whether it is in a link, or keeps its line ends.
    """

    within: tuple[Element, ...] = ()
    block: str = ""
    linked: bool = False
    kept: bool = False

    def inside(
        self, node: Any, tag: str, attributes: Mapping[str, str | None], *, apart: bool
    ) -> _Place:
        """The place inside a *node* that stands here. *apart*: it stands on lines of its own."""
        within = self.within
        named = " ".join([attributes[name] or "" for name in _NAMING if name in attributes])
        small = _is_small(tag, attributes)
        if (named or small or tag in _BLOCKS) and len(within) < _DEEPEST:
            within = (*within, Element("small" if small else tag, _words(named), node.mem_id))
        return _Place(
            within,
            tag if apart else self.block,
            self.linked or tag == "a",
            self.kept or tag == "pre",
        )


def _is_small(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is printed in small letters: <small>, <font size="-1">."""
    return tag == "small" or (tag == "font" and (attributes.get("size") or "")[:1] == "-")


@lru_cache(maxsize=4096)
def _words(named: str) -> frozenset[str]:
    """The words of the names of an element, in small letters. Most elements of a page have names
    that others have, too.
    """
    return frozenset([word.lower() for word in _NAME_RE.findall(named)])


def parsed(html: str) -> Any:
    """The page as a tree. MissingReader without the library."""
    # A tag that is cut off in its first letters is no text, as one that is cut off later is none.
    whole = html.removesuffix("/") if html.endswith("</") else html
    whole = _flattened(whole.removesuffix("<"))
    lexbor = library("selectolax", reading="html", extra="html", module="selectolax.lexbor")
    return lexbor.LexborHTMLParser(whole)


def _flattened(html: str) -> str:
    """The page without the tags that nest deeper than ``_SUNK``: the time that the parser takes
    grows with the square of their number. A line break stands for each, so that no two lines
    become one.
    """
    if html.count("<") <= _SUNK:
        return html
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        """The tag, or what stands for it if it is too deep."""
        nonlocal depth
        if tag["name"].lower() in _CLOSED_BY_OTHERS:
            return tag[0]
        closes = bool(tag["end"])
        deep = depth > _SUNK if closes else depth >= _SUNK
        depth = max(0, depth + (-1 if closes else 1))
        return "<br>" if deep else tag[0]

    return _TAG_RE.sub(kept, html)


def blocks(tree: Any) -> list[Block]:
    """The lines of the page parsed as *tree*, in order."""
    return shown(tree).lines


def shown(tree: Any) -> Shown:
    """What the page parsed as *tree* shows."""
    return _Walk().over(tree.root)


class _Piece(NamedTuple):
    """A piece of a line: its text, and where it stands."""

    text: str
    place: _Place


def _name(node: Any) -> str:
    """The name of a node; a processing instruction has none."""
    return node.tag or "-"


class _Walk:
    """Goes through the nodes of a page and gathers its lines."""

    def __init__(self) -> None:
        self._lines: list[Block] = []
        self._times: list[Moment] = []
        self._fields: set[int] = set()
        # The pieces of the line that is not ended.
        self._pieces: list[_Piece] = []

    def over(self, root: Any) -> Shown:
        """The page with this root (None: an empty one)."""
        # Each entry is a node to be entered, or None where an element ends that stands on lines of
        # its own. A page may nest deeper than Python can recurse.
        waiting: list[tuple[Any, _Place]] = [(root, _Place())] if root is not None else []
        while waiting:
            node, place = waiting.pop()
            if node is None:
                self._end_line(place)
                continue
            tag = _name(node)
            if tag == "-text":
                self._add(node.text_content or "", place)
            elif tag == "br":
                self._pieces.append(_Piece("\n", place))
            elif tag == "textarea":
                self._fields.update(element.place for element in place.within)
            elif tag[:1] not in "-!" and tag not in _HIDDEN:
                attributes = node.attributes
                if not _is_hidden(attributes):
                    waiting += self._entered(node, tag, attributes, place)
        self._end_line(_Place())
        return Shown(self._lines, self._times, frozenset(self._fields))

    def _entered(
        self, node: Any, tag: str, attributes: Mapping[str, str | None], place: _Place
    ) -> list[tuple[Any, _Place]]:
        """What is to be done in an element, the first last."""
        cell = tag in _CELLS and node.css_first(_LAID_OUT) is None
        apart = tag in _BLOCKS and not cell
        inner = place.inside(node, tag, attributes, apart=apart)
        if tag in _TIMES:
            self._add_time(attributes, inner)
        children = []
        child = node.child
        while child is not None:
            children.append((child, inner))
            child = child.next
        children.reverse()
        if apart:
            self._end_line(place)
            return [(None, inner), *children]
        if cell and self._pieces:
            self._pieces.append(_Piece("\t", place))
        return children

    def _add_time(self, attributes: Mapping[str, str | None], place: _Place) -> None:
        """A time, if the element gives one for programs."""
        text = (attributes.get("datetime") or attributes.get("title") or "").strip()
        if text[:1].isdecimal():
            words = frozenset[str]().union(*[element.words for element in place.within[-2:]])
            self._times.append(Moment(len(self._lines), text, words))

    def _add(self, text: str, place: _Place) -> None:
        """A piece of text."""
        self._pieces.append(_Piece(text if place.kept else text.replace("\n", " "), place))

    def _end_line(self, place: _Place) -> None:
        """The text so far is a line, or several with breaks between them."""
        if not self._pieces:
            return
        line: list[_Piece] = []
        for piece in self._pieces:
            first, *others = piece.text.split("\n")
            line.append(_Piece(first, piece.place))
            for other in others:
                self._add_line(line, place)
                line = [_Piece(other, piece.place)]
        self._add_line(line, place)
        self._pieces.clear()

    def _add_line(self, pieces: Sequence[_Piece], place: _Place) -> None:
        """A line of these pieces, if they show anything, in the block at a *place*."""
        text = _SPACE_RE.sub(" ", "".join([piece.text for piece in pieces])).strip()
        if not text:
            return
        seen = [piece for piece in pieces if not piece.text.isspace() and piece.text]
        within = seen[0].place.within
        for piece in seen[1:]:
            within = _common(within, piece.place.within)
        links = sum(len(piece.text.strip()) for piece in seen if piece.place.linked)
        self._lines.append(Block(text, place.block, within, links))


def _common(one: tuple[Element, ...], other: tuple[Element, ...]) -> tuple[Element, ...]:
    """The elements that two places have in common."""
    if one is other:
        return one
    number = 0
    for first, second in zip(one, other, strict=False):
        if first.place != second.place:
            break
        number += 1
    return one[:number]


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with these attributes says that it is not shown."""
    if "hidden" in attributes or "amp-access-hide" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def sizes(lines: Sequence[Block]) -> dict[int, int]:
    """How many characters of the *lines* that are no links stand in each element, by what tells it
    from others.
    """
    found: dict[int, int] = {}
    for line in lines:
        for element in line.within:
            found[element.place] = found.get(element.place, 0) + len(line.text) - line.linked
    return found
