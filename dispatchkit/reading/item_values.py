"""The values of an object that may be a story, with their names, and what they state together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.keys import body_rank, is_aside, name_of, ranked
from dispatchkit.reading.told import DAYS, told_of, with_time, without_cycle
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WORD_RE = pattern(r"[^\W\d_]+")
# What all of its keys tell: one that says "usable" leaves others to say more.
_ALL_TOLD = frozenset(("status", "state"))
# Objects inside a story whose values are the story's.
_INSIDE = 3


class Value(NamedTuple):
    """A value, its key, the name of that and of the path to it, and the object that it is in."""

    key: str
    name: str
    path: str
    owner: int
    value: Any


def values_of(
    node: Mapping[str, Any], path: str = "", depth: int = 0, *, named: bool = True
) -> Iterator[Value]:
    """The values of an object and of those inside it; if it is not *named* for what a story is,
    the paths to them are all that they are called.
    """
    for word, value in node.items():
        key = str(word)
        name = name_of(key)
        if is_aside(name):
            continue
        yield Value(key * named, name * named, path + name, id(node), value)
        if isinstance(value, dict) and depth < _INSIDE:
            own = named and not _is_thing(name, value)
            yield from values_of(value, path + name, depth + 1, named=own)


def _is_thing(name: str, value: Mapping[str, Any]) -> bool:
    """Whether a *value* under a key of that *name* is somebody or something with a name, whose
    other values ({"author": {"name": ..., "id": ...}}) are its own and not the story's.
    """
    return (
        "name" in value
        and bool(ranked(name, ""))
        and not any(body_rank(name_of(str(key)), "") is not None for key in value)
    )


def told_by(values: Sequence[Value], owner: int) -> list[tuple[str, str]]:
    """What the *values* state, each field by the best of its names that has a value, in the object
    of the text (*owner*) before those around it; of a status all that they state.
    """
    best: dict[str, tuple[tuple[bool, int], list[tuple[str, str]]]] = {}
    for one in values:
        for field, rank in (*ranked(one.path, ""), *ranked(one.name, one.key)):
            place = one.owner != owner, rank
            found = f"{field} {one.path}" if field in _ALL_TOLD else field
            if found in best and place >= best[found][0]:
                continue
            if told := [*told_of(field, one.value)]:
                best[found] = (
                    place,
                    [(name, _whole(name, text, one, values)) for name, text in told],
                )
    return [*dict.fromkeys(_agreed({field: told for field, (_, told) in best.items()}))]


def _agreed(told: dict[str, list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """What is *told* by the keys of each field, without what others tell better: the names of a
    message by which its source knows it, the days that a description says in so many words, and the
    roles of people who are in a byline, too.
    """
    for day in DAYS:
        if any(name == day for name, _ in told.get("abstract", ())):
            told.pop(day, None)
    if told.get("altids"):
        told.pop("altid", None)
    named = [name for _, name in told.get("people", ())]
    for pairs in told.values():
        yield from ((field, text) for field, text in pairs if not _names_only(field, text, named))
    yield from told.get("people", ())


def _names_only(field: str, text: str, named: Sequence[str]) -> bool:
    """Whether a byline is that of those who are *named* with their roles, and of nobody else: no
    more than a word for each is left of it ("Ada Finch; photo: Bo Reed").
    """
    if field != "author" or text in named or not all(name in text for name in named):
        return False
    for name in named:
        text = text.replace(name, " ")
    return len(_WORD_RE.findall(text)) <= len(named)


def _whole(field: str, text: str, value: Value, values: Sequence[Value]) -> str:
    """The *text* of a field that a *value* gives, with what the other *values* know of it."""
    if field in DAYS and "date" in value.name:
        name = value.name.replace("date", "time")
        times = (one.value for one in values if (one.name, one.owner) == (name, value.owner))
        return with_time(text, next(times, None))
    if field == "slugline":
        return without_cycle(text, [one.value for one in values])
    return text
