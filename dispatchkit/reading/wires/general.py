"""Stories in XML that no dialect describes: what stands where is told by the names of elements, as
in the data of crawlers and interfaces. What does not show a text and two facts about it is no
story.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.reading.keys import name_of
from dispatchkit.reading.wires.dialect import Path, Rule, dialect
from dispatchkit.reading.wires.tree import Element
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatchkit.reading.wires.dialect import Dialect

# A text has at least so many words.
_LEAST_WORDS = 4
# Opens the name of what is said of a fact, and not of the story.
_OWN = "-"
# Two of these, and a text, make a story.
_FACTS = frozenset(("headline", "published", "author", "agency", "slugline", "dateline"))
_LEAST_FACTS = 2
# A story has a headline, one for the page and one for short; what has more is a list.
_MOST_HEADLINES = 4
# A headline and a text of so many words are a story.
_LEAST_ALONE = 12
_NOTHING: frozenset[str] = frozenset()


class _Names(NamedTuple):
    """The rank of each name of a text; the names of its paragraphs, which may stand alone; the
    fields of each name with its rank; the names that count only for elements without others
    inside; the names of what is no part of a story; those of facts of any kind, of the attributes
    that name such a fact, and of those that state it; and those of what is no name of a person.
    """

    bodies: Mapping[str, int]
    paragraphs: frozenset[str]
    fields: Mapping[str, Sequence[tuple[str, int]]]
    bare: frozenset[str]
    aside: frozenset[str]
    things: frozenset[str]
    naming: tuple[str, ...]
    stating: tuple[str, ...]
    nameless: frozenset[str]


@cache
def _names() -> _Names:
    keys, more = tables.load("data/keys"), tables.load("reading/wires/dialects/any")
    fields: dict[str, list[tuple[str, int]]] = {}
    for field in keys["fields"].keys() | more["fields"].keys():
        names = (*keys["fields"].get(field, ()), *more["fields"].get(field, ()))
        for rank, name in enumerate(names):
            fields.setdefault(name, []).append((field, rank))
    paragraphs = ("p", *more["elements"]["paragraph"])
    bodies = (*keys["body"], *more["body"], *paragraphs)
    return _Names(
        {name: rank for rank, name in enumerate(bodies)},
        frozenset(paragraphs),
        fields,
        frozenset(name for names in more["fields"].values() for name in names)
        - {name for names in keys["fields"].values() for name in names},
        frozenset((*keys["aside"], *more["aside"])),
        frozenset(keys["things"]),
        tuple(keys["naming"]),
        tuple(keys["stating"]),
        frozenset(keys["nameless"]),
    )


@cache
def general() -> Dialect:
    """The dialect in which names say everything."""
    nameless = _names().nameless
    without = nameless.union(f"{_OWN}{name}" for name in (*_names().fields, *nameless))
    rules = {
        name: [
            Rule(field, rank, Path(((name, ()),), (), without if field == "author" else _NOTHING))
            for field, rank in fields
        ]
        for name, fields in _names().fields.items()
    }
    return dialect("any")._replace(rules=rules)


class Story(NamedTuple):
    """An element that is a story, and the elements of its text."""

    element: Element
    bodies: list[Element]


class _Inside(NamedTuple):
    """What stands in an element: so many words, fields outside of any text, whether there is a
    text, whether a name in it means anything, how many headlines, and whether there are paragraphs
    that stand in no text.
    """

    words: int = 0
    fields: frozenset[str] = _NOTHING
    has_text: bool = False
    is_named: bool = False
    headlines: int = 0
    has_paragraphs: bool = False

    def joined(self, more: _Inside) -> _Inside:
        """This and what stands beside it."""
        return _Inside(
            self.words + more.words,
            self.fields | more.fields if more.fields else self.fields,
            self.has_text or more.has_text,
            self.is_named or more.is_named,
            self.headlines + more.headlines,
            self.has_paragraphs or more.has_paragraphs,
        )


class Tree:
    """A tree in which names say what is what. Its elements are named as the tables name them."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._inside: dict[int, _Inside] = {}
        self._texts: set[int] = set()
        self._look(root, aside=False)

    def stories(self) -> list[Story]:
        """The stories: the smallest elements that are one, or all around them if that is one
        story.
        """
        return list(map(self._story, self._found(self._root)))

    def story(self) -> Story | None:
        """The whole tree as a story; None if it is none."""
        return self._story(self._root) if self._is_story(self._root) else None

    def _found(self, element: Element) -> list[Element]:
        """The elements in an element, or that itself, that are stories."""
        inside = self._inside[id(element)]
        if not inside.has_text and not inside.has_paragraphs:
            return []
        listed: dict[str, list[Element]] = {}
        for one in element.elements():
            if self._is_story(one):
                listed.setdefault(one.name, []).append(one)
        several = max(listed.values(), key=len, default=[])
        if len(several) > 1:
            return several
        inner: list[Element] = max(map(self._found, element.elements()), key=len, default=[])
        # Around the root stands nothing that could be of the story.
        if len(inner) > 1 or (inner and not element.name):
            return inner
        return [element] if self._is_story(element) else inner

    def _is_story(self, element: Element) -> bool:
        inside = self._inside[id(element)]
        if not (inside.has_text or inside.has_paragraphs) or inside.headlines > _MOST_HEADLINES:
            return False
        facts = _FACTS & inside.fields.union(_fields_of_attributes(element))
        # A headline, or an author and a day, above a text that is none of a label or button.
        long = "headline" in facts and inside.words >= _LEAST_ALONE
        return long or len(facts) >= _LEAST_FACTS

    def _story(self, element: Element) -> Story:
        """A story with what its attributes state in elements of their own."""
        for key in [*element.attributes]:
            if name_of(key) in _names().fields and element.attributes[key].strip():
                inner = Element(key, {}, element.line)
                inner.key = name_of(key)
                inner.children.append(element.attributes.pop(key))
                element.children.insert(0, inner)
        ranks = _names().bodies
        texts = [one for one in element.walk() if id(one) in self._texts and one.key in ranks]
        best = min((ranks[one.key] for one in texts), default=0)
        return Story(element, [one for one in texts if ranks[one.key] == best])

    def _look(self, element: Element, *, aside: bool) -> _Inside:
        """Look at an element and all inside it; *aside*: it is no part of a story."""
        _name(element)
        aside = aside or element.key in _names().aside
        if aside:
            element.key = ""
        inside = _Inside()
        for one in element.children:
            more = _Inside(weight(one)) if isinstance(one, str) else self._look(one, aside=aside)
            inside = inside.joined(more)
        if element.key in _names().bare and any(True for _ in element.elements()):
            element.key = ""
        if not aside and inside.words:
            inside = self._as_named(element, inside)
        self._inside[id(element)] = inside
        return inside

    def _as_named(self, element: Element, inside: _Inside) -> _Inside:
        """What stands in an element, and what its own name means."""
        names = _names()
        fields = frozenset(field for field, _ in names.fields.get(element.key, ()))
        if element.key in names.paragraphs:
            self._texts.add(id(element))
            return inside._replace(has_paragraphs=inside.words >= _LEAST_WORDS)
        is_body = element.key in names.bodies
        if is_body and inside.words >= _LEAST_WORDS and not inside.is_named:
            self._texts.add(id(element))
            return _Inside(inside.words, has_text=True, is_named=True)
        if fields and not is_body:
            return _as_fact(element, fields, inside)
        return inside._replace(is_named=inside.is_named or is_body)


def _as_fact(element: Element, fields: frozenset[str], inside: _Inside) -> _Inside:
    """What stands in an element that states some *fields*, and in no text."""
    if inside.has_text:
        # What holds the whole story states nothing of it.
        element.key = ""
        return inside
    _own(element)
    is_headline = "headline" in fields
    return _Inside(inside.words, fields, is_named=bool(fields & _FACTS), headlines=int(is_headline))


def _own(element: Element) -> None:
    """Take their meaning from the names in an element that states a fact: the title in an author is
    the author's.
    """
    for one in element.walk():
        if one is not element and (one.key in _names().fields or one.key in _names().bodies):
            one.key = f"{_OWN}{one.key}"


def _fields_of_attributes(element: Element) -> set[str]:
    return {
        field
        for key, value in element.attributes.items()
        if value.strip()
        for field, _ in _names().fields.get(name_of(key), ())
    }


def _name(element: Element) -> None:
    """Name an element as the tables do: by its attributes, if these say what it states."""
    names = _names()
    if element.key in names.things:
        folded = {key.lower(): key for key in element.attributes}
        naming = next((folded[key] for key in names.naming if key in folded), None)
        if naming is not None and element.attributes[naming].strip():
            element.name = element.attributes.pop(naming)
            stating = next((folded[key] for key in names.stating if key in folded), None)
            if stating is not None:
                element.children.append(element.attributes.pop(stating))
    element.key = name_of(element.name)
