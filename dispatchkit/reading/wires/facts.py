"""What a message states about its story, by the paths of its dialect; its texts; and all that it
says besides.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.told import with_time
from dispatchkit.reading.wires.besides import Besides
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.scripts import is_spaceless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.reading.wires.dialect import Dialect, Path, Rule
    from dispatchkit.reading.wires.tree import Element

# Fields that may be stated more than once, in other words each time.
_SEVERAL = frozenset(
    (
        "author",
        "contributor",
        "editor",
        "photographer",
        "translator",
        "keywords",
        "ednote",
        "usageterms",
        "section",
    )
)
# Fields of which the first that can be read counts, so that all are told, the best first.
_READ = frozenset(
    (
        "published",
        "updated",
        "language",
        "urgency",
        "status",
        "embargoed",
        "agency",
        "dateline",
        "altid",
    )
)
# Space before these is where elements meet; before a colon French sets one.
_SPACED_RE = pattern(r"\s{1,40}([,.)])")
_TAG_RE = pattern(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,400})?/?>")


class Facts(NamedTuple):
    """What a message states, by field; the elements that hold its text; and what it says
    *besides*, each with the name of its elements or attributes.
    """

    told: list[tuple[str, str]]
    bodies: list[Element]
    besides: list[tuple[str, str]]


class _Found(NamedTuple):
    """What a rule found: the text, the element that says it and the line of elements to it."""

    rule: Rule
    text: str
    element: Element


def facts_of(
    item: Element,
    dialect: Dialect,
    envelope: Element,
    bodies: Sequence[Element] | None = None,
) -> Facts:
    """What an *item* states in its *dialect*; the *envelope* is what stands around it in its input,
    and states what it does not. *bodies*: the elements of its text, where the caller knows them.
    """
    found = [*_found(item, dialect)]
    if bodies is None:
        bodies = _bodies([one for one in found if one.rule.field == "body"])
    within = frozenset(id(inner) for body in bodies for inner in body.walk())
    taken = _taken(_timed(_stated(found, within)), _stated(_found(envelope, dialect), frozenset()))
    besides = _besides(item, taken, frozenset(map(id, bodies)))
    for body in bodies:
        besides.add_text(body)
    return Facts([(one.rule.field, one.text) for one in taken], [*bodies], besides.told())


def _besides(item: Element, taken: Sequence[_Found], bodies: frozenset[int]) -> Besides:
    """What an *item* says outside of its texts and the facts that are *taken* from it."""
    # Of several datelines one alone is told.
    facts = [one for one in taken if one.rule.field != "dateline"]
    whole = {id(one.element): one.rule.path for one in facts if not one.rule.path.attributes}
    besides = Besides(one.text for one in facts)
    besides.add(item, whole, bodies)
    return besides


def _stated(found: Iterable[_Found], within: frozenset[int]) -> list[_Found]:
    """What was *found* that is no text, outside of the elements *within* one, by their ids."""
    return [one for one in found if one.rule.field != "body" and id(one.element) not in within]


def _timed(found: Sequence[_Found]) -> list[_Found]:
    """What was *found*, in which a day of publication that a clock follows has that time."""
    timed = [*found]
    places = [at for at, one in enumerate(found) if one.rule.field == "published"]
    for at, after in pairwise(places):
        timed[at] = timed[at]._replace(text=with_time(found[at].text, found[after].text))
    return timed


def _found(root: Element, dialect: Dialect) -> Iterator[_Found]:
    """All that the rules of a dialect find in an element and in those inside it, in order."""
    line: list[Element] = []
    waiting: list[tuple[Element, int]] = [(root, 0)]
    rules = dialect.rules
    while waiting:
        element, depth = waiting.pop()
        del line[depth:]
        line.append(element)
        for rule in rules.get(element.key, ()):
            if rule.path.leads_to(line):
                yield from _said(rule, element)
        waiting += [
            (one, depth + 1) for one in reversed(element.children) if not isinstance(one, str)
        ]


def _said(rule: Rule, element: Element) -> Iterator[_Found]:
    """What an element says to which a rule leads, if it says something."""
    if rule.field == "body":
        yield _Found(rule, "", element)
        return
    if rule.field == "keywords" and not rule.path.attributes and (words := _listed(element)):
        yield from (_Found(rule, text, one) for one, text in words)
        return
    text = value_of(element, rule.path)
    if text:
        yield _Found(rule, text, element)


def _listed(element: Element) -> list[tuple[Element, str]]:
    """The elements inside one that has no text of its own, each with what it says."""
    if any(isinstance(one, str) and one.strip() for one in element.children):
        return []
    return [(one, text) for one in element.elements() if (text := told_text(one))]


def value_of(element: Element, path: Path) -> str:
    """What the last element of a path says."""
    if not path.attributes:
        return told_text(element, path.without)
    folded = {key.lower(): value for key, value in element.attributes.items()}
    found = [
        value.rpartition(":")[2] if key == "qcode" else value
        for key in path.attributes
        if (value := folded.get(key, "").strip())
    ]
    # A year without a name says nothing.
    return " ".join(found) if len(found) == len(path.attributes) else ""


def told_text(element: Element, without: frozenset[str] = frozenset()) -> str:
    """The text of an element on one line, but for that of some elements; those inside it are
    parted, as lines of their own are.
    """
    from dispatchkit.reading.wires.stream import tree_of

    text = ""
    for piece in _pieces(element, without):
        text += f" {piece}" if _is_apart(text[-1:], piece[:1]) else piece
    if "<" in text and _TAG_RE.search(text):
        text = " ".join(tree_of(text).texts())
    return _SPACED_RE.sub(r"\1", " ".join(text.split()))


def _is_apart(before: str, after: str) -> bool:
    """Whether letters of two elements are parted: those of a script without spaces are not."""
    return (
        before.isalnum() and after.isalnum() and not (is_spaceless(before) or is_spaceless(after))
    )


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    """The texts of an element, each whole between two tags: readers of XML tell one with references
    to characters ("caf&eacute;") in pieces.
    """
    whole = ""
    for child in element.children:
        if isinstance(child, str):
            whole += child
        elif child.key not in without:
            yield whole
            whole = ""
            yield from _pieces(child, without)
    yield whole


def _bodies(found: Sequence[_Found]) -> list[Element]:
    """The elements that hold the text: those of the best path to any text, in order, each once."""
    told = [one for one in found if any(text.strip() for text in one.element.texts())]
    best = min((one.rule.rank for one in told), default=0)
    bodies: list[Element] = []
    within: set[int] = set()
    for one in told:
        if one.rule.rank == best and id(one.element) not in within:
            bodies.append(one.element)
            within.update(id(inner) for inner in one.element.walk())
    return bodies


def _taken(inner: Sequence[_Found], outer: Sequence[_Found]) -> list[_Found]:
    """Of all that was found, what counts: of an element and of others inside it the outermost; of
    the several forms of a fact those of the best rank, or all of them, the best first, if the first
    that can be read is to count.
    """
    by_field: dict[str, list[_Found]] = {}
    for one in inner:
        by_field.setdefault(one.rule.field, []).append(one)
    for one in outer:
        if one.rule.field not in by_field or one.rule.field in _READ:
            by_field.setdefault(one.rule.field, []).append(
                one._replace(rule=one.rule._replace(rank=one.rule.rank + _OUTER))
            )
    taken: list[_Found] = []
    for field, found in by_field.items():
        taken += _different(_counting(field, found))
    headline = next((fold(one.text) for one in taken if one.rule.field == "headline"), "")
    # Programs fill a second headline with the first.
    return [
        one
        for one in taken
        if one.rule.field != "abstract" or not one.rule.rank or fold(one.text) != headline
    ]


_OUTER = 1000


def _counting(field: str, found: Sequence[_Found]) -> Sequence[_Found]:
    """Of the forms of a *field* that were found those that count, the best first."""
    ranked = sorted(found, key=lambda one: one.rule.rank)
    if field in _READ:
        return ranked
    best = [one for one in ranked if one.rule.rank == ranked[0].rule.rank]
    return best if field in _SEVERAL else best[:1]


def _different(found: Iterable[_Found]) -> list[_Found]:
    """What was *found*, each text once."""
    different: dict[str, _Found] = {}
    for one in found:
        different.setdefault(one.text, one)
    return list(different.values())
