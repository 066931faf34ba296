"""Dialects of XML, as data: which elements are stories, where in them each fact stands, and what
the elements of their text are. A dialect is a TOML file in ``dialects``, found by itself.

A path names elements from the outside in, as far as they matter, then perhaps attributes:
``docdata/doc-id@id-string``. In brackets stands what an element must have: an attribute
(``[@role]``), one with one of some values, however they are prefixed (``[@role=caption|title]``),
none of that name (``[!@role]``), or an element with an attribute (``[Role@FormalName=Body]``).
Elements behind an exclamation mark are no part of the text: ``byline!byttl``. Case does not count.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.errors import ProfileError
from dispatchkit.labels import Label
from dispatchkit.reading.fields import FIELDS
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from re import Match

    from dispatchkit.reading.wires.tree import Element

FOLDER = os.path.join(tables.ROOT, "reading", "wires", "dialects")
# Paths of one rank stand in one text, parted by this.
_SAME_RANK = " | "
_PATH_RE = pattern(
    r"(?P<steps>[^@!\[\]]++(?:\[[^\]]++\][^@!\[\]]*+)*+)(?P<attributes>(?:@[^@!/]++)*+)(?P<without>(?:![^!/@]++)*+)"
)
_CONDITION_RE = pattern(
    r"\[(?P<none>!?)(?P<child>[\w.-]*+)@(?P<key>[\w.:-]++)(?:=(?P<values>[^\]]++))?\]"
)
_STEP_RE = pattern(r"(?P<name>[\w.-]++)(?:\[!?[\w.-]*+@[\w.:-]++(?:=[^\]]++)?\])*+")
# What the elements of a text may be, and the label of those that are no plain paragraphs.
ROLES: Mapping[str, Label | None] = {
    "paragraph": None,
    "crosshead": Label.CROSSHEAD,
    "list": Label.LIST,
    "row": Label.TABLE,
    "cell": None,
    "break": None,
    "lines": None,
    "section": None,
    "caption": Label.CAPTION,
    "credit": Label.CREDIT,
    "note": Label.EDNOTE,
    "other": Label.OTHER,
}


_KEYS = frozenset(("items", "also", "aside", "fields", "body", "elements"))


class Condition(NamedTuple):
    """What an element must have (or not: *none*): an attribute *key*, itself or a *child* of it,
    with one of some *values* (none: whatever it says).
    """

    key: str
    values: frozenset[str] = frozenset()
    child: str = ""
    none: bool = False

    def holds(self, element: Element) -> bool:
        """Whether the *element* has it."""
        if not self.child:
            return self._told(element) != self.none
        told = any(self._told(one) for one in element.elements() if one.key == self.child)
        return told != self.none

    def _told(self, element: Element) -> bool:
        for key, value in element.attributes.items():
            if key.lower() == self.key:
                return not self.values or not self.values.isdisjoint(_spellings(value))
        return False


def _spellings(value: str) -> tuple[str, str]:
    """A value, and what stands behind the prefix of its list: "stat:usable"."""
    folded = value.strip().casefold()
    return folded, folded.rpartition(":")[2].rpartition("/")[2]


class Path(NamedTuple):
    """Where something stands: elements from the outside in, each with what it must have; the
    attributes of the last that say it (none: its text), and the elements *without* whose text it
    is.
    """

    steps: tuple[tuple[str, tuple[Condition, ...]], ...]
    attributes: tuple[str, ...]
    without: frozenset[str]

    def leads_to(self, line: Sequence[Element]) -> bool:
        """Whether it leads to the last of a *line* of elements that stand in one another."""
        count = len(self.steps)
        if count > len(line) or (count > 1 and line[-2].key != self.steps[-2][0]):
            return False
        for (key, conditions), element in zip(reversed(self.steps), reversed(line), strict=False):
            if element.key != key or not all(one.holds(element) for one in conditions):
                return False
        return True


class Rule(NamedTuple):
    """Where a field stands; the lowest *rank* counts most."""

    field: str
    rank: int
    path: Path


class Dialect(NamedTuple):
    """What a kind of messages looks like: its *word*, the names of the elements that are its items,
    its rules by the last element of their paths, and the roles of the elements of its texts.
    """

    word: str
    items: frozenset[str]
    rules: Mapping[str, Sequence[Rule]]
    roles: Mapping[str, str]


@cache
def dialects() -> tuple[Dialect, ...]:
    """All dialects that ship."""
    names = sorted(name for name in os.listdir(FOLDER) if name.endswith(".toml"))
    return tuple([dialect(name.removesuffix(".toml")) for name in names])


@cache
def dialect_of(item: str) -> Dialect | None:
    """The dialect in which elements of this name are items; None if there is none."""
    return next((one for one in dialects() if item in one.items), None)


@cache
def item_names() -> frozenset[str]:
    """The names of the elements that are items in any dialect."""
    return frozenset().union(*[one.items for one in dialects()])


@cache
def dialect(word: str) -> Dialect:
    """The dialect in the file of this name. ProfileError names the key that is not right."""
    table = tables.load(f"reading/wires/dialects/{word}")
    file = f"{word}.toml"
    _refuse_unknown(table, _KEYS, file, "")
    fields: dict[str, Any] = {"body": table.get("body", []), **table.get("fields", {})}
    _refuse_unknown(fields, FIELDS | {"body"}, file, "fields.")
    _refuse_unknown(table.get("elements", {}), frozenset(ROLES), file, "elements.")
    rules: dict[str, list[Rule]] = {}
    for field, paths in fields.items():
        for rule in _rules(field, paths, file):
            rules.setdefault(rule.path.steps[-1][0], []).append(rule)
    roles = {
        name.lower(): role
        for role, names in table.get("elements", {}).items()
        for name in _texts(names, file, f"elements.{role}")
    }
    for other in _texts(table.get("also", []), file, "also"):
        _add(dialect(other), rules, roles)
    return Dialect(word, frozenset(_texts(table.get("items", []), file, "items")), rules, roles)


def _add(other: Dialect, rules: dict[str, list[Rule]], roles: dict[str, str]) -> None:
    """Add what stands in messages of another dialect that may stand in these: it counts less."""
    for key, more in other.rules.items():
        rules.setdefault(key, []).extend(rule._replace(rank=rule.rank + _LESS) for rule in more)
    for name, role in other.roles.items():
        roles.setdefault(name, role)


_LESS = 100


def _rules(field: str, paths: Any, file: str) -> Iterator[Rule]:
    for rank, text in enumerate(_texts(paths, file, f"fields.{field}")):
        for path in text.split(_SAME_RANK):
            yield Rule(field, rank, _path(path, file, f"fields.{field}[{rank}]"))


def _path(text: str, file: str, place: str) -> Path:
    """A path from its text."""
    found = _PATH_RE.fullmatch(text)
    steps = [_step(step) for step in found["steps"].split("/")] if found else [None]
    if found is None or None in steps:
        raise ProfileError(file, f"{place}: {text!r} is no path")
    return Path(
        tuple([step for step in steps if step is not None]),
        tuple(found["attributes"].lower().split("@")[1:]),
        frozenset(found["without"].lower().split("!")[1:]),
    )


def _step(text: str) -> tuple[str, tuple[Condition, ...]] | None:
    """An element of a path and what it must have; None if the text is none."""
    found = _STEP_RE.fullmatch(text)
    if found is None:
        return None
    return found["name"].lower(), tuple(map(_condition, _CONDITION_RE.finditer(text)))


def _condition(found: Match[str]) -> Condition:
    """What an element must have, as its match says."""
    values = (value.strip().casefold() for value in (found["values"] or "").split("|"))
    return Condition(
        found["key"].lower(),
        frozenset(value for value in values if value),
        found["child"].lower(),
        none=bool(found["none"]),
    )


def _texts(value: Any, file: str, place: str) -> list[str]:
    """A list of texts."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ProfileError(file, f"{place}: expected a list of texts")
    return value


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], file: str, place: str) -> None:
    for key in table:
        if key not in known:
            raise ProfileError(file, f"{place}{key}: unknown key")
