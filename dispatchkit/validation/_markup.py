"""Messages of XML against a table of what their elements may hold.

The head of ``data/markup.toml`` says how such a table is written.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.meant import hint, shown
from dispatchkit.validation._kinds import KINDS, Kind
from dispatchkit.validation._xml import tree_of
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from dispatchkit.validation._xml import Tree
    from dispatchkit.validation.source import Source

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXT, _FREE = "$text", "$free"
# How often what such a sign follows may stand there: least and most (None: any number).
_TIMES: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_ONCE = (1, 1)
# So many elements are named where one of them has to be.
_NAMED = 6


class _Piece(NamedTuple):
    """What stands at one place of an element: one of the *names*, so often."""

    names: tuple[str, ...]
    least: int
    most: int | None


class _Model(NamedTuple):
    """What stands in an element: *text* besides elements, those in order or *free*."""

    pieces: tuple[_Piece, ...]
    text: bool
    free: bool


class Node(NamedTuple):
    """An element with its place: its name without a namespace, the path of elements to it."""

    element: Element
    name: str
    line: int
    column: int
    path: str

    def problem(self, rule: str, message: str) -> Problem:
        """A problem at this element."""
        return Problem(self.line, self.column, self.path, rule, message)


class Markup:
    """What a standard says of the elements of its messages; *title* is its name, for people."""

    def __init__(self, standard: str, title: str) -> None:
        table = tables.load("data/markup")[standard]
        self._title = title
        self._spaces: list[str] = table["spaces"]
        self._roots: list[str] = table["roots"]
        self._elements: Mapping[str, str] = table["elements"]
        self._groups: Mapping[str, str] = table["groups"]
        self._attributes: Mapping[str, str] = table["attributes"]
        self._kinds: Mapping[str, str] = table["kinds"]
        self._texts: Mapping[str, str] = table["texts"]
        self._values: Mapping[str, list[str]] = table["values"]
        self._models: dict[str, _Model] = {}

    def is_root(self, element: Element) -> bool:
        """Whether an element is one that a message begins with."""
        return self.name_of(element) in self._roots

    def name_of(self, element: Element) -> str | None:
        """The name of an element without its namespace; None if it is of another standard."""
        space, _, name = element.tag.rpartition("}")
        return name if space.removeprefix("{") in self._spaces else None

    def nodes(self, tree: Tree, root: Element | None = None) -> Iterator[Node]:
        """The elements of the standard from *root* on, in the order of the document."""
        top = tree.root if root is None else root
        name = self.name_of(top) or ""
        waiting = [Node(top, name, *tree.places[top], f"/{name}")]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(list(self._inner(tree, node)))

    def _inner(self, tree: Tree, node: Node) -> Iterator[Node]:
        """The elements of the standard in an element; those of one name have numbers in their
        paths.
        """
        named = [(one, name) for one in node.element if (name := self.name_of(one)) is not None]
        totals = Counter(name for _, name in named)
        numbers: Counter[str] = Counter()
        for child, name in named:
            numbers[name] += 1
            number = f"[{numbers[name]}]" if totals[name] > 1 else ""
            yield Node(child, name, *tree.places[child], f"{node.path}/{name}{number}")

    def problems(self, tree: Tree, nodes: Iterable[Node]) -> Iterator[Problem]:
        """What is wrong with elements: with what stands in them, their attributes, their texts."""
        for node in nodes:
            if node.name in self._elements:
                yield from self._content(tree, node)
            if node.name in self._elements or node.name in self._attributes:
                yield from self._stated(node)
            kind = self._texts.get(node.name)
            if kind and not len(node.element):
                text = (node.element.text or "").strip()
                yield from self._value(node, text, kind, f"<{node.name}>")

    # --- what stands in an element ------------------------------------------------------------

    def _model(self, name: str) -> _Model:
        """What may stand in the element of that name."""
        if name not in self._models:
            words = self._elements[name].replace("|\n", "|").split()
            pieces = [self._piece(word) for word in words if word not in (_TEXT, _FREE)]
            self._models[name] = _Model(tuple(pieces), _TEXT in words, _FREE in words)
        return self._models[name]

    def _piece(self, word: str) -> _Piece:
        least, most = _TIMES.get(word[-1], _ONCE)
        names: list[str] = []
        for name in word.rstrip("?*+").split("|"):
            group = self._groups[name[1:]].replace("\n", "") if name.startswith("%") else name
            names += group.split("|")
        return _Piece(tuple(names), least, most)

    def _content(self, tree: Tree, node: Node) -> Iterator[Problem]:
        """What is wrong with the elements and the text in an element."""
        model = self._model(node.name)
        if not model.text and self._has_text(node.element):
            yield node.problem("unknown", f"text stands in <{node.name}>, which has none")
        counts = [0] * len(model.pieces)
        last = 0
        for child in self._inner(tree, node):
            at = _place(model, child.name, last)
            if at is None:
                yield child.problem("unknown", self._stray(node.name, child.name, model))
                continue
            counts[at] += 1
            if at < last and not model.free:
                told = f"<{child.name}> stands too far below in <{node.name}>"
                yield child.problem("order", told)
            elif model.pieces[at].most == 1 and counts[at] > 1:
                told = f"<{node.name}> has more than one <{child.name}>"
                yield child.problem("repeated", told)
            last = max(last, at)
        for piece, count in zip(model.pieces, counts, strict=True):
            if count < piece.least:
                yield node.problem("missing", _lacking(node.name, piece))

    def _has_text(self, element: Element) -> bool:
        """Whether text that is no white space stands between the elements in an element."""
        return bool(
            (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        )

    def _stray(self, parent: str, name: str, model: _Model) -> str:
        known = {one for piece in model.pieces for one in piece.names}
        close = hint(name, known)
        if name in self._elements:
            return f"<{name}> does not stand in <{parent}>{close}"
        return f"{self._title} has no <{name}> in <{parent}>{close}"

    # --- attributes and values ----------------------------------------------------------------

    def _stated(self, node: Node) -> Iterator[Problem]:
        """What is wrong with the attributes of an element."""
        own = self._attributes.get(node.name)
        words = [*self._attributes["any"].split(), *(own or "").split()]
        known = {word.rstrip("!") for word in words}
        for word in words:
            if word.endswith("!") and word[:-1] not in node.element.attrib:
                told = f"<{node.name}> has no {word[:-1]!r}, which it must have"
                yield node.problem("missing", told)
        for name, value in node.element.attrib.items():
            if name == _LANG:
                yield from self._value(node, value, "language", "xml:lang")
            elif name.startswith("{"):
                continue
            elif name not in known:
                told = f"{self._title} has no {shown(name)} in <{node.name}>{hint(name, known)}"
                yield node.problem("unknown", told)
            else:
                kind = self._kinds.get(f"{node.name}@{name}") or self._kinds.get(name, "any")
                yield from self._value(node, value, kind, name)

    def _value(self, node: Node, value: str, kind: str, name: str) -> Iterator[Problem]:
        """What is wrong with the *value* that stands under a *name*."""
        allowed = self._values.get(kind)
        if allowed is not None:
            form = Kind(allowed.__contains__, f"one of {', '.join(allowed)}{hint(value, allowed)}")
        else:
            form = KINDS[kind]
        if not form.has(value):
            yield node.problem(form.rule, f"{name}: {shown(value)} is not {form.wants}")


def _lacking(name: str, piece: _Piece) -> str:
    """What is said of an element that lacks a piece."""
    if len(piece.names) > _NAMED:
        return f"<{name}> has nothing in it, and must have an element"
    return f"<{name}> has no {' or '.join(f'<{one}>' for one in piece.names)}, which it must have"


def _place(model: _Model, name: str, last: int) -> int | None:
    """Which piece of a model an element is: the first from the *last* one on that has its name,
    else one before it; None if none has.
    """
    pieces = range(len(model.pieces))
    ahead = [at for at in pieces if at >= last and name in model.pieces[at].names]
    behind = [at for at in pieces if name in model.pieces[at].names]
    return next(iter(ahead or behind), None)


def root_of(source: Source, markup: Markup) -> Tree | Problem:
    """The tree of a message of that standard, or why it is none."""
    tree = tree_of(source)
    if isinstance(tree, Problem) or markup.is_root(tree.root):
        return tree
    line, column = tree.places[tree.root]
    name = tree.root.tag.rpartition("}")[2]
    return Problem(line, column, f"/{name}", "unknown", f"<{name}> does not begin such a message")
