"""Stories in XML that no dialect describes: what stands where is told by the names of elements, as
in the data of crawlers and interfaces. What does not show a text and two facts about it is no
story.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.reading.items import name_of
from dispatchkit.reading.wires.dialect import Path, Rule, dialect
from dispatchkit.reading.wires.tree import Element
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.reading.wires.dialect import Dialect

# A text has at least so many words.
_LEAST_WORDS = 4
# Elements for facts of any kind, the attributes that name the fact, and those that state it.
_ANY = frozenset(
    (
        "meta",
        "field",
        "property",
        "param",
        "attribute",
        "item",
        "data",
        "value",
        "element",
        "column",
    )
)
_NAMING, _STATING = ("name", "key", "property"), ("content", "value")
# What stands beside the name of an author.
_NO_NAMES = frozenset(("email", "mail", "phone", "id", "url", "uri", "twitter", "role", "initials"))
# Two of these, and a text, make a story.
_FACTS = frozenset(("headline", "published", "author", "agency", "slugline", "dateline"))
_LEAST_FACTS = 2
# A text holds elements that mean it: a headline in it may be a crosshead, but a date or an author
# show that the whole story stands in there.
_DEEPEST = 12


class _Names(NamedTuple):
    """The rank of each name of a text, the fields of each name with its rank, and the names of what
    is no part of a story.
    """

    bodies: Mapping[str, int]
    fields: Mapping[str, Sequence[tuple[str, int]]]
    aside: frozenset[str]


@cache
def _names() -> _Names:
    keys = tables.load("data/keys")
    more = tables.load("reading/wires/dialects/any")["fields"]
    fields: dict[str, list[tuple[str, int]]] = {}
    for field, names in keys["fields"].items():
        for rank, name in enumerate((*names, *more.get(field, ()))):
            fields.setdefault(name, []).append((field, rank))
    bodies = {name: rank for rank, name in enumerate(keys["body"])}
    return _Names(bodies, fields, frozenset(keys["aside"]))


@cache
def general() -> Dialect:
    """The dialect in which names say everything."""
    rules = {
        name: [
            Rule(field, rank, Path(((name, ()),), (), _NO_NAMES if field == "author" else _NOTHING))
            for field, rank in fields
        ]
        for name, fields in _names().fields.items()
    }
    return dialect("any")._replace(rules=rules)


_NOTHING: frozenset[str] = frozenset()


class Story(NamedTuple):
    """An element that is a story, as its dialect has it: what its attributes state stands in
    elements of their own; the elements of its text; and the element as it stands in its input.
    """

    element: Element
    bodies: list[Element]
    origin: Element


def stories(root: Element) -> list[Story]:
    """The stories in a tree: the smallest elements that are one, or all around them if that is one
    story.
    """
    listed = [[*filter(None, map(story_of, group))] for group in _groups(root)]
    several = max(listed, key=len, default=[])
    if len(several) > 1:
        return several
    inner = max(map(stories, root.elements()), key=len, default=[])
    # Around the root stands nothing that could be of the story.
    if len(inner) > 1 or (inner and not root.name):
        return inner
    own = story_of(root)
    return [own] if own else inner


def _groups(element: Element) -> Iterator[list[Element]]:
    """The elements in an element, those of one name together."""
    groups: dict[str, list[Element]] = {}
    for one in element.elements():
        groups.setdefault(one.name, []).append(one)
    yield from groups.values()


def story_of(element: Element) -> Story | None:
    """An element as a story; None if it is none."""
    plain = _plain(element, 0)
    bodies = _bodies(plain)
    names = _names()
    fields = {
        field
        for one in plain.walk()
        for field, _ in names.fields.get(one.key, ())
        if not any(one is body for body in bodies) and any(text.strip() for text in one.texts())
    }
    if not bodies or len(fields & _FACTS) < _LEAST_FACTS:
        return None
    return Story(plain, bodies, element)


def _plain(element: Element, depth: int) -> Element:
    """A copy of an element whose facts all stand in elements, named as the table names them."""
    name, text, attributes = _named(element)
    copy = Element(name, {}, element.line)
    copy.key = name_of(name)
    if copy.key in _names().aside:
        return _kept(element)
    if text:
        copy.children.append(text)
        return copy
    for key, value in attributes.items():
        inner = Element(key, {}, element.line)
        inner.key = name_of(key)
        # What the attributes of an element inside say is about that.
        if not depth and value.strip() and inner.key in _names().fields:
            inner.children.append(value)
            copy.children.append(inner)
        else:
            copy.attributes[key] = value
    copy.children += [
        one if isinstance(one, str) or depth > _DEEPEST else _plain(one, depth + 1)
        for one in element.children
    ]
    return copy


def _kept(element: Element) -> Element:
    """A copy of an element that is no part of the story around it: no name in it means anything."""
    copy = Element(element.name, element.attributes, element.line)
    copy.key = ""
    copy.children = [one if isinstance(one, str) else _kept(one) for one in element.children]
    return copy


def _named(element: Element) -> tuple[str, str, dict[str, str]]:
    """The name of an element, what it states ("": its text), if its attributes say that, and its
    other attributes.
    """
    if element.key not in _ANY:
        return element.name, "", element.attributes
    folded = {key.lower(): value for key, value in element.attributes.items()}
    naming = next((key for key in _NAMING if folded.get(key)), None)
    if naming is None:
        return element.name, "", element.attributes
    name = folded.pop(naming)
    stating = next((key for key in _STATING if key in folded), None)
    return name, folded.pop(stating) if stating else "", folded


def _bodies(element: Element) -> list[Element]:
    """The elements that hold the text of a story: those of the best name with enough words that are
    not the whole story.
    """
    ranks = _names().bodies
    found = [
        one
        for one in element.walk()
        if one.key in ranks and weight(one.text) >= _LEAST_WORDS and not _is_whole(one)
    ]
    best = min((ranks[one.key] for one in found), default=0)
    return [one for one in found if ranks[one.key] == best]


def _is_whole(element: Element) -> bool:
    """Whether an element holds texts by name, or facts about a story."""
    names = _names()
    return any(
        one is not element
        and (
            one.key in names.bodies
            or any(field in _FACTS for field, _ in names.fields.get(one.key, ()))
        )
        and weight(one.text) > 0
        for one in element.walk()
    )
