"""Stories in structured data (JSON, tables): which values are whose, by the names of their keys.

A story is the smallest object that holds a text, with what stands in the objects around and inside
it that are no stories themselves. The names of keys are a table (``data/keys.toml``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NAME_RE = pattern(r"[^\W_]+")
# A text has at least so many words; "body": "ok" is an answer of the interface. Chinese, Japanese
# and Thai part no words: there two letters count as one.
_LEAST_WORDS = 4
_UNPARTED_RE = pattern(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
# A description that is all the text there is has so many; fewer are a second headline.
_LEAST_SUMMARY = 12
# NewsAPI and its kin cut texts off and say how much is left: "… [+1234 chars]".
_CUT_RE = pattern(r"(?:\s*(?:…|\.{3}))?\s*\[\+?\d+ chars\]\s*\Z")
# Times are counted in seconds or milliseconds since 1970; from 2001 to 2096 seconds have ten
# figures.
_DAYS = frozenset(("published", "updated"))
_SECONDS_RE = pattern(r"[1-3]\d{9}(?:\d{3})?(?:\.\d{1,9})?")
_LATEST = 4e9
# Objects nest ten deep at most in any of the interfaces.
_DEEPEST = 40
# Objects inside a story whose values are the story's.
_INSIDE = 3


class Item(NamedTuple):
    """A story: what the data state of it, by field, and its text (HTML or plain; "": none)."""

    told: list[tuple[str, str]]
    body: str


class _Names(NamedTuple):
    """The names of keys: their rank among those of the body, their fields with the rank of each,
    and those whose values are no part of a story.
    """

    body: Mapping[str, int]
    fields: Mapping[str, list[tuple[str, int]]]
    aside: frozenset[str]


@cache
def _names() -> _Names:
    table = tables.load("data/keys")
    fields: dict[str, list[tuple[str, int]]] = {}
    for field, names in table["fields"].items():
        for rank, name in enumerate(names):
            fields.setdefault(name, []).append((field, rank))
    return _Names(
        {name: rank for rank, name in enumerate(table["body"])}, fields, frozenset(table["aside"])
    )


def name_of(key: str) -> str:
    """A key as the table has it: "bodyXhtml", "body_xhtml" and "Body XHTML" are "bodyxhtml"."""
    return "".join(_NAME_RE.findall(key)).casefold()


def fields_of(key: str) -> tuple[str, ...]:
    """The fields of a story that a key or column holds; ("body",) for its text."""
    name = name_of(key)
    if name in _names().body:
        return ("body",)
    return tuple([field for field, _ in _names().fields.get(name, ())])


def items(data: Any) -> Iterator[Item]:
    """The stories in *data*, which JSON gave, in order. One whose text is nowhere has an empty
    body.
    """
    yield from _stories(data, 0)


def row(values: Mapping[str, str], column: str | None = None) -> Item | None:
    """The story in a row of a table; None if it holds none. *column* is that of the text, if the
    caller names it.
    """
    texts = {key: value for key, value in values.items() if value and value.strip()}
    if column is not None:
        body = texts.pop(column, "")
        return Item(_told(_values(texts, "", 0), 0), body) if body else None
    return _item(texts)


def _stories(node: Any, depth: int) -> Iterator[Item]:
    """The stories in a value."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for value in node:
            yield from _stories(value, depth + 1)
    elif isinstance(node, dict):
        item = _item(node)
        if item is not None:
            yield item
            return
        for value in node.values():
            if isinstance(value, dict | list):
                yield from _stories(value, depth + 1)


def _item(node: Mapping[str, Any]) -> Item | None:
    """An object as a story; None if it is none, or if several are inside it."""
    own = [value for key, value in node.items() if name_of(str(key)) not in _names().aside]
    if any(_holds_stories(value, 0) for value in own):
        return None
    inside = [value for value in own if isinstance(value, dict)][:_FEW]
    if sum(_alone(value) is not None for value in inside) > 1:
        return None
    return _alone(node)


def _alone(node: Mapping[str, Any]) -> Item | None:
    """An object as a story, whatever is in its lists; None if it is none."""
    values = [*_values(node, "", 0)]
    owner, body = _body(values)
    told = dict(_told(values, owner))
    # Two of the three make a story.
    if bool(body) + ("headline" in told) + bool(told.keys() & {"published", "author"}) < 2:
        return None
    # Some interfaces give no more of a story than what it is about.
    if not body and _words(told.get("abstract", "")) >= _LEAST_SUMMARY:
        body = told.pop("abstract")
    return Item([*told.items()], body)


def _holds_stories(value: Any, depth: int) -> bool:
    """Whether a value is a list of objects that are stories or hold such lists."""
    return (
        isinstance(value, list)
        and depth < _DEEPEST
        and any(
            any(_holds_stories(inner, depth + 1) for inner in one.values())
            or _alone(one) is not None
            for one in value[:_FEW]
            if isinstance(one, dict)
        )
    )


# So many objects are looked at to see whether they are stories.
_FEW = 5


class _Value(NamedTuple):
    """A value, the name of its key, that of the path to it, and the object that it is in."""

    name: str
    path: str
    owner: int
    value: Any


def _values(node: Mapping[str, Any], path: str, depth: int) -> Iterator[_Value]:
    """The values of an object and of those inside it."""
    for key, value in node.items():
        name = name_of(str(key))
        if name in _names().aside:
            continue
        yield _Value(name, path + name, id(node), value)
        if isinstance(value, dict) and depth < _INSIDE:
            yield from _values(value, path + name, depth + 1)


def _body(values: list[_Value]) -> tuple[int, str]:
    """The text among the *values*, that of the best name that has enough words, and the object that
    it is in; 0 and "" if there is none.
    """
    ranks = _names().body
    found = [
        (ranks[one.name], one.owner, text)
        for one in values
        if one.name in ranks and (text := _text(one.value)) and _words(text) >= _LEAST_WORDS
    ]
    if not found:
        return 0, ""
    _, owner, text = min(found, key=lambda one: one[0])
    return owner, _CUT_RE.sub("", text)


def _words(text: str) -> int:
    """How many words a text has, at least."""
    return len(text.split()) + len(_UNPARTED_RE.findall(text)) // 2


def _text(value: Any) -> str:
    """A value as a text: a string, a list of paragraphs, sections of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        # fundus: {"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}]}
        # WordPress: {"rendered": "<p>..."}
        keys = ("rendered", "headline", "paragraphs", "sections")
        parts = [value[key] for key in keys if key in value]
        return "\n\n".join(filter(None, map(_text, parts)))
    return ""


def _told(values: Iterable[_Value], owner: int) -> list[tuple[str, str]]:
    """What the *values* state, each field by the best of its names that has a value, in the object
    of the text (*owner*) before those around it.
    """
    best: dict[str, tuple[tuple[bool, int], str]] = {}
    for one in values:
        fields = _names().fields
        for field, rank in (*fields.get(one.path, ()), *fields.get(one.name, ())):
            place = one.owner != owner, rank
            text = _said(one.value)
            if field in _DAYS and _SECONDS_RE.fullmatch(text):
                text = _moment(float(text))
            if text and (field not in best or place < best[field][0]):
                best[field] = place, text
    return [(field, text) for field, (_, text) in best.items()]


def _moment(seconds: float) -> str:
    """A time that is counted in seconds or milliseconds since 1970, as it is written."""
    if seconds > _LATEST:
        seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _said(value: Any) -> str:
    """A value as the text of a field: a string or number, names in a list, the name of an object;
    "" if it says nothing.
    """
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return "" if value.strip().casefold() in ("none", "null", "nan", "n/a", "-") else value
    if isinstance(value, list):
        return "; ".join(filter(None, map(_said, value)))
    if isinstance(value, dict):
        for key in ("name", "by", "value", "text", "main", "original", "rendered"):
            if isinstance(value.get(key), str):
                return _said(value[key])
    return ""
