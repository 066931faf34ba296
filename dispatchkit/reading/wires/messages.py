"""Documents out of messages in XML: one for each item that tells something."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from dispatchkit.errors import UnreadableFormat
from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.grammar.label import Mark
from dispatchkit.labels import Label
from dispatchkit.model import Line
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Broken, Document, Wrapping
from dispatchkit.reading.structured import Block, Seen, written
from dispatchkit.reading.wires.besides import Besides
from dispatchkit.reading.wires.body import blocks
from dispatchkit.reading.wires.dialect import dialect_of, item_names
from dispatchkit.reading.wires.facts import facts_of
from dispatchkit.reading.wires.general import Story, Tree, general
from dispatchkit.reading.wires.stream import read
from dispatchkit.reading.wires.tree import Builder, Element
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import weight
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.wires.dialect import Dialect
    from dispatchkit.reading.wires.facts import Facts

# One of these makes a dispatch of an item without a text: an alert, a withdrawal, what is called
# for.
_TOLD = frozenset(("headline", "slugline", "ednote"))
# An input in which no dialect knows an item is known by so many characters of its beginning.
_SHOWN = 1 << 19
_PIECE = 1 << 16
# So many of its items are asked whether they state what they are called.
_FEW = 5
# No line has this number.
_NOWHERE = frozenset((0,))
# A lead of so many words is a paragraph.
_LONG_LEAD = 8
# What stands around a sign-off.
_AROUND = "()[]/-–— "


def wire_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each item of an input. UnreadableFormat if it is XML of no known kind that
    shows no story.
    """
    made = _Documents(options)
    kind, reason = source.recognised
    if kind is not Format.XML or _holds_items(source.lines):
        return _items(source, made, item_names(), made.standard)
    beginning = _Beginning(source.lines)
    found = Tree(beginning.root).stories()
    if not found:
        raise UnreadableFormat(kind.word, kind.title, reason)
    if beginning.is_whole:
        return _in_tree(beginning, found, made)
    names = frozenset(story.element.name for story in found)
    return _items(source, made, names, made.perhaps)


def _items(
    source: Opened, made: _Documents, names: frozenset[str], receive: Callable[[Element], None]
) -> Iterator[Document | Broken]:
    """The documents that are *made* of the elements with one of some *names*, one by one."""
    made.builder = Builder(names, receive, made.refuse)
    for _ in read(_texts(source.lines), made.builder):
        yield from made.ready()
    yield from made.rest()


def _in_tree(
    beginning: _Beginning, found: Sequence[Story], made: _Documents
) -> Iterator[Document | Broken]:
    """The documents of the stories *found* in an input that is held as a whole."""
    made.builder = beginning.builder
    origins = frozenset(id(story.element) for story in found)
    root = beginning.root
    made.builder.envelope = Element("", {}) if id(root) in origins else _without(root, origins)
    for broken in beginning.broken:
        made.refuse(broken)
    for story in found:
        made.by_names(story)
    yield from made.rest()


def _holds_items(lines: Iterable[Line]) -> bool:
    """Whether XML with an unknown root holds messages of known dialects that state what a story is
    called, or nothing else that shows a story. Others have but a text in the form of one.
    """
    beginning = _Beginning(lines, item_names())
    for item in beginning.items[:_FEW]:
        dialect = dialect_of(item.name)
        told = facts_of(item, dialect, Element("", {})).told if dialect else []
        if any(field in _TOLD for field, _ in told):
            return True
    return bool(beginning.items) and not Tree(_Beginning(lines).root).stories()


class _Beginning:
    """The beginning of an input as a tree. *items* are the elements with one of some *names*, which
    are left out of it.
    """

    def __init__(self, lines: Iterable[Line], names: frozenset[str] = frozenset()) -> None:
        self.items: list[Element] = []
        self.broken: list[Broken] = []
        self.builder = Builder(names, self.items.append, self.broken.append)
        self.is_whole = True
        for _ in read(self._texts(lines), self.builder):
            pass

    @property
    def root(self) -> Element:
        """What stands around the outermost element."""
        return self.builder.envelope

    def _texts(self, lines: Iterable[Line]) -> Iterator[str]:
        size = 0
        for text in _texts(lines):
            size += len(text)
            if size > _SHOWN:
                self.is_whole = False
                return
            yield text


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    """The text of the *lines*, with their ends, in pieces: a whole input may be one line."""
    for line in lines:
        text = line.text
        if len(text) > _PIECE:
            yield from (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
            text = ""
        yield f"{text}\n"


def _without(element: Element, taken: frozenset[int]) -> Element:
    """A copy of an element without those inside it that were *taken*, by their ids."""
    copy = Element(element.name, element.attributes, element.line)
    copy.children = [
        one if isinstance(one, str) else _without(one, taken)
        for one in element.children
        if id(one) not in taken
    ]
    return copy


class _Documents:
    """Makes documents of items under the caller's *options*. What an item says that tells no story
    belongs to the next one, or to the last; so does what stands around them, which the *builder*
    has.
    """

    builder: Builder

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._numbers = count(1)
        self._made: list[Document | Broken] = []
        self._strays: list[tuple[str, str]] = []
        # What the envelope has said so far.
        self._said: frozenset[tuple[str, str]] = frozenset()
        # A document that is made waits for what may belong to it.
        self._last: Document | None = None
        self._lost = ""

    def ready(self) -> Iterator[Document | Broken]:
        """The documents that are made, and what is told of others."""
        yield from self._made
        self._made.clear()

    def refuse(self, broken: Broken) -> None:
        """Tell what cannot be read."""
        self._made.append(broken)

    def standard(self, item: Element) -> None:
        """Make a document of an item of a known dialect."""
        dialect = dialect_of(item.name)
        if dialect is not None:
            self._add(item, facts_of(item, dialect, self.builder.envelope), dialect)

    def perhaps(self, item: Element) -> None:
        """Make a document of an element that is a story by the names in it, if it is one."""
        self.by_names(Tree(item).story() or Story(item, []))

    def by_names(self, story: Story) -> None:
        """Make a document of a story that is told by names."""
        facts = facts_of(story.element, general(), Element("", {}), story.bodies)
        self._add(story.element, facts, general())

    def _add(self, item: Element, facts: Facts, dialect: Dialect) -> None:
        """Make a document of an *item* that states some *facts* in a *dialect*, if it tells
        something.
        """
        self._note()
        told = dict(reversed(facts.told))
        if not facts.bodies and not told.keys() & _TOLD:
            self._strays += [*facts.told, *facts.besides]
            self._lost = self._lost or f"line {item.line}"
            return
        if self._last is not None:
            self._made.append(self._last)
        text = blocks(facts.bodies, dialect.roles, told.get("headline", ""))
        stated = [*facts.told, *_heading(text)] if "headline" not in told else facts.told
        stated, text = _with_lead(stated, text, self._options)
        reason = f"an item of XML, <{item.name}> at line {item.line}"
        self._last = _as_stated(
            written(
                stated,
                _without_signature(text, facts.told),
                [*self._strays, *facts.besides],
                self._options,
                (self._numbers, reason),
            ),
            is_dated="filed" not in told,
        )
        self._strays = []

    def rest(self) -> Iterator[Document | Broken]:
        """The last document, with all that is left; what is lost if there was none."""
        told = [*self.ready()]
        if self._last is None:
            yield from told or [Broken(self._lost or "the input", "no story")]
            return
        self._note()
        marks = []
        for field, text in self._strays:
            line = Line(next(self._numbers), 0, text, "\n")
            marks.append(Mark(unit_of(line, text), Label.ENVELOPE, f"item.{field}", prose=False))
        below = Wrapping(tuple([mark.unit.lines[0] for mark in marks]), tuple(marks))
        documents = [one for one in told if isinstance(one, Document)]
        yield from documents
        yield self._last._replace(below=below)
        yield from (one for one in told if not isinstance(one, Document))

    def _note(self) -> None:
        """Keep what the envelope says and has not said above the item before."""
        passed = [pair for element in self.builder.passed for pair in _said(element)]
        self.builder.passed.clear()
        around = _said(self.builder.envelope)
        self._strays += [pair for pair in (*passed, *around) if pair not in self._said]
        self._said = frozenset(around)


def _said(envelope: Element) -> list[tuple[str, str]]:
    """All that an envelope says."""
    besides = Besides()
    besides.add(envelope, {}, frozenset())
    return besides.told()


def _heading(text: list[Block]) -> Iterator[tuple[str, str]]:
    """The headline of a text whose message states none, if it opens with a heading; that is taken
    from the *text*.
    """
    first = next((at for at, block in enumerate(text) if block.text), None)
    if first is not None and text[first].label is Label.CROSSHEAD:
        yield "headline", text.pop(first).text


def _with_lead(
    told: Sequence[tuple[str, str]], text: list[Block], options: ReadOptions
) -> tuple[list[tuple[str, str]], list[Block]]:
    """What a message told, and its *text* with the lead that stands in a part of its own: it is the
    first paragraph, unless the text says it again, or begins with a dateline; else it is an
    abstract, as a short one is.
    """
    lead = next((said for field, said in told if field == "lead"), "")
    if lead and _opens(lead, text, options):
        told = [pair for pair in told if pair[0] != "lead"]
        return told, [Block(lead, Seen.PROSE), Block(""), *text]
    names = {"lead": "abstract", "abstract": "other"} if lead else {}
    return [(names.get(field, field), said) for field, said in told], text


def _opens(lead: str, text: Sequence[Block], options: ReadOptions) -> bool:
    """Whether a *lead* is the first paragraph of a *text*."""
    lines = [block.text for block in text if block.text]
    if not lines or weight(lead) < _LONG_LEAD or fold(lead) in fold("\n".join(lines)):
        return False
    return find_dateline(lines[0], options.lexicon) is None


def _without_signature(text: Sequence[Block], told: Sequence[tuple[str, str]]) -> list[Block]:
    """The *text*, whose last line stands beside it if it is the name of the agency alone."""
    last = max((at for at, block in enumerate(text) if block.text), default=None)
    agencies = {fold(said.strip(_AROUND)) for field, said in told if field == "agency"}
    if last is None or fold(text[last].text.strip(_AROUND)) not in agencies:
        return list(text)
    return [*text[:last], Block(text[last].text, Seen.BESIDE, Label.CREDIT), *text[last + 1 :]]


def _as_stated(document: Document, *, is_dated: bool) -> Document:
    """A document of which no line is the headline, because messages state theirs; and in which the
    place that a message names alone counts only where the text opens with no dateline. *is_dated*:
    a day in the dateline is printed there, and not what an attribute tells.
    """
    shown = document.shown._replace(heads=_NOWHERE)
    stated = {**document.stated}
    dateline = stated.get("dateline")
    dated = is_dated and dateline is not None and dateline.date is not None
    if dateline is None or dated or dateline.agencies:
        return document._replace(shown=shown)
    del stated["dateline"]
    return document._replace(shown=shown, stated=stated, otherwise={"dateline": dateline})
