"""A light tree of XML, within bounds, made item by item: whatever is told of the elements of an
input, in order, becomes trees of its stories; what stands around them is the envelope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.message import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Messages nest some thirty deep; what stands deeper than this belongs to the element around it.
_DEEPEST = 100
# The characters of one item, and its elements and attributes: the longest story of a wire has some
# hundred thousand of the one and thousands of the other.
_LONGEST = 1 << 25
_MOST_NODES = 1 << 19
# Names that recur need not be cut again; no standard has more than some hundred.
_MOST_NAMES = 4096


class Element:
    """An element: its name and its attributes without namespaces, what it holds, and its line."""

    __slots__ = ("attributes", "children", "key", "line", "name")

    def __init__(self, name: str, attributes: dict[str, str], line: int = 0) -> None:
        self.name = name
        # Agencies spell the names of standards as they like: <Header>, <ednote>.
        self.key = name.lower()
        self.attributes = attributes
        self.children: list[Element | str] = []
        self.line = line

    def elements(self) -> Iterator[Element]:
        """The elements directly inside."""
        return (child for child in self.children if not isinstance(child, str))

    def walk(self) -> Iterator[Element]:
        """This element and all inside it, in order."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed([one for one in element.children if not isinstance(one, str)])

    def texts(self) -> Iterator[str]:
        """The pieces of text inside, in order."""
        waiting: list[Element | str] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                yield one
            else:
                waiting += reversed(one.children)

    @property
    def text(self) -> str:
        """All text inside."""
        return "".join(self.texts())


class _Place(NamedTuple):
    """The elements that were open at a place of the input, and how much each held."""

    stack: tuple[Element, ...]
    held: tuple[int, ...]


class Builder:
    """Makes trees of what it is told of an input. Elements with one of the names *items* are
    stories, unless they stand in one: each is handed to *receive* when it is whole, or *refuse* is
    told why it is not. All others are in ``envelope``; those of them that had items in them and are
    closed are no envelope of the next one, and in ``passed``.
    """

    def __init__(
        self,
        items: frozenset[str],
        receive: Callable[[Element], None],
        refuse: Callable[[Broken], None],
    ) -> None:
        self._items = items
        self._receive = receive
        self.refuse = refuse
        self._names: dict[str, str] = {}
        # How many items have begun.
        self.begun = 0
        self.envelope = Element("", {})
        self.passed: list[Element] = []
        self._stack = [self.envelope]
        # How many elements are open that stand too deep to be told apart, and how many were open
        # where the item began (0: there is none).
        self._deeper = 0
        self._item = 0
        # How many of the elements that are open have had an item in them.
        self._holders = 0
        self._characters = self._nodes = 0
        self._why = ""
        self._place = _Place((self.envelope,), (0,))

    @property
    def is_inside(self) -> bool:
        """Whether an item is open."""
        return self._item > 0

    @property
    def is_open(self) -> bool:
        """Whether an element is open."""
        return len(self._stack) > 1

    def start(self, name: str, attributes: Sequence[str], line: int) -> bool:
        """Open an element with these *attributes*, name and value by turns; whether it is an
        item.
        """
        if self._deeper or len(self._stack) > _DEEPEST:
            self._deeper += 1
            return False
        name = self._local(name)
        begins = not self._item and name in self._items
        if begins:
            self._begin()
        if self._is_too_much(sum(map(len, attributes)), 1 + len(attributes)):
            attributes = ()
        element = Element(name, self._said(attributes) if attributes else {}, line)
        if not begins:
            self._stack[-1].children.append(element)
        self._stack.append(element)
        return begins

    def _said(self, attributes: Sequence[str]) -> dict[str, str]:
        """What attributes say, by their names without namespaces, which say nothing."""
        named = zip(attributes[::2], attributes[1::2], strict=True)
        return {self._local(key): value for key, value in named if not key.startswith("xmlns")}

    def data(self, text: str) -> None:
        """Add *text* to the element that is open."""
        children = self._stack[-1].children
        if not self._item and children and isinstance(children[-1], str) and text.isspace():
            return
        if not self._is_too_much(len(text), 1):
            children.append(text)

    def end(self) -> bool:
        """Close the element that was opened last; whether it was an item."""
        if self._deeper:
            self._deeper -= 1
            return False
        if len(self._stack) == 1:
            return False
        element = self._stack.pop()
        if self._item != len(self._stack):
            if len(self._stack) < self._holders:
                self._pass(element)
            return False
        self._item = 0
        if self._why:
            self.refuse(Broken(f"line {element.line}", self._why))
        else:
            self._receive(element)
        self._remember()
        return True

    def open_names(self) -> list[str]:
        """The names of the elements that are open, outermost first."""
        return [element.name for element in self._stack[1:]]

    def close(self) -> None:
        """Close all elements that are open: the input is at its end."""
        self._deeper = 0
        while len(self._stack) > 1:
            self.end()
        if self._why:
            self.refuse(Broken("the input", self._why))

    def spoil(self, why: str) -> None:
        """Give up the item that is open, or the envelope."""
        self._why = self._why or why

    def go_back(self) -> None:
        """Forget all since the last item began, or ended."""
        self._stack = [*self._place.stack]
        for element, held in zip(self._place.stack, self._place.held, strict=True):
            del element.children[held:]
        self._deeper = self._item = 0
        self._fresh()

    def _pass(self, element: Element) -> None:
        """Take an element that had items in it, and is closed, from the envelope."""
        self._holders = len(self._stack)
        siblings = self._stack[-1].children
        if siblings and siblings[-1] is element:
            siblings.pop()
            self.passed.append(element)

    def _begin(self) -> None:
        """Remember where an item begins, whose limits are its own."""
        self._remember()
        self.begun += 1
        self._holders = len(self._stack)
        self._item = len(self._stack)

    def _remember(self) -> None:
        self._place = _Place(tuple(self._stack), tuple([len(one.children) for one in self._stack]))
        self._fresh()

    def _fresh(self) -> None:
        self._characters = self._nodes = 0
        self._why = ""

    def _local(self, name: str) -> str:
        """A name without its namespace."""
        found = self._names.get(name)
        if found is None:
            if len(self._names) >= _MOST_NAMES:
                self._names.clear()
            found = self._names[name] = name.rpartition(":")[2]
        return found

    def _is_too_much(self, characters: int, nodes: int) -> bool:
        """Whether an item grows beyond all bounds by so much more; it is told then as broken."""
        self._characters += characters
        self._nodes += nodes
        if self._characters > _LONGEST:
            self._why = f"longer than {_LONGEST:,} characters"
        elif self._nodes > _MOST_NODES:
            self._why = f"more than {_MOST_NODES:,} elements and attributes"
        return bool(self._why)
