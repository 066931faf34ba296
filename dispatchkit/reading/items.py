"""Stories in structured data (JSON, tables): which values are whose, by the names of their keys.

A story is the smallest object that holds a text, with what stands in the objects around and inside
it that are no stories themselves. The names of keys are a table (``data/keys.toml``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NAME_RE = pattern(r"[^\W_]+")
# A text has at least so many words; "body": "ok" is an answer of the interface. Chinese, Japanese
# and Thai part no words: there two letters count as one.
_LEAST_WORDS = 4
_UNPARTED_RE = pattern(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
# A description that is all the text there is has so many; fewer are a second headline.
_LEAST_SUMMARY = 12
# An object that has nothing but a text is a story if that has so many: more than the label of an
# entry, or an answer.
_LEAST_ALONE = 12
# NewsAPI and its kin cut texts off and say how much is left: "… [+1234 chars]".
_CUT_RE = pattern(r"(?:\s{0,8}(?:…|\.{3}))?\s{0,8}\[\+?\d{1,9} chars\]\s{0,80}\Z")
# Where programs cut the beginning of a text off, to lead to the rest.
_TEASER_RE = pattern(r"\[?(?:…|\.{3}|&hellip;|&#8230;)\]?")
_TAG_RE = pattern(r"<[^<>]{0,2000}>")
# So many letters show that one text begins as the other does.
_ALIKE = 40
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
    """A story: what the data state of it, by field, its text (HTML or plain; "": none), and the
    other texts that stand in its object and around it, with the names of their keys.
    """

    told: list[tuple[str, str]]
    body: str
    others: Sequence[tuple[str, str]] = ()


class NoStory(NamedTuple):
    """An object beside stories that is none, and what its keys are."""

    keys: tuple[str, ...]


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


def items(data: Any, column: str | None = None) -> Iterator[Item | NoStory]:
    """The stories in *data*, which JSON gave, in order, and the objects beside them that are none.
    A story whose text is nowhere has an empty body. *column* is the key of the text, if the caller
    names it.
    """
    around: list[tuple[str, str]] = []
    for found in _stories([data], 0, column and name_of(column), around):
        if isinstance(found, Item) and around:
            yield found._replace(others=[*around, *found.others])
            around.clear()
        else:
            yield found


def row(cells: Sequence[tuple[str, Any]], column: str | None = None) -> Item | None:
    """The story in a row of a table, given its *cells* below the names of their columns; None if it
    holds none. *column* is that of the text, if the caller names it.
    """
    values: dict[str, Any] = {}
    others = []
    for name, value in cells:
        if name in values and isinstance(value, str):
            others.append((name, value))
        elif not isinstance(value, str) or value.strip():
            values[name] = value
    item = _alone(values, column and name_of(column), least=_LEAST_WORDS)
    return item and item._replace(others=[*item.others, *others])


def keys_of(data: Any) -> list[str]:
    """The keys of the first object in *data* that holds texts, for people."""
    node = data
    while isinstance(node, list) and node:
        node = node[0]
    if not isinstance(node, dict):
        return []
    inner = next((one for one in node.values() if isinstance(one, list) and one), None)
    own = [key for key, value in node.items() if isinstance(value, str)]
    return own if own or inner is None else keys_of(inner)


def _stories(
    node: Any, depth: int, column: str | None, around: list[tuple[str, str]]
) -> Iterator[Item | NoStory]:
    """The stories in a value that stands so many others deep; what the objects around them say is
    added to *around*.
    """
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for value in node:
            found = [*_stories(value, depth + 1, column, around)]
            yield from found
            if not found and isinstance(value, dict):
                yield _alone(value, column, least=_LEAST_ALONE) or NoStory(tuple(map(str, value)))
    elif isinstance(node, dict):
        item = _item(node, column)
        if item is not None:
            yield item
        else:
            yield from _stories_inside(node, depth, column, around)


def _stories_inside(
    node: Mapping[str, Any], depth: int, column: str | None, around: list[tuple[str, str]]
) -> Iterator[Item | NoStory]:
    """As ``_stories``, for an object that is none itself. What it says counts if a story is in
    it.
    """
    begin = len(around)
    around += [
        (key, value) for key, value in node.items() if isinstance(value, str) and value.strip()
    ]
    any_story = False
    for value in node.values():
        for one in _stories(value, depth + 1, column, around):
            any_story = any_story or isinstance(one, Item)
            yield one
    if not any_story:
        del around[begin:]


def _item(node: Mapping[str, Any], column: str | None) -> Item | None:
    """An object as a story; None if it is none, or if several are inside it."""
    own = [value for key, value in node.items() if name_of(str(key)) not in _names().aside]
    if any(_holds_stories(value, 0, column) for value in own):
        return None
    inside = [value for value in own if isinstance(value, dict)][:_FEW]
    if sum(_alone(value, column) is not None for value in inside) > 1:
        return None
    return _alone(node, column)


def _alone(node: Mapping[str, Any], column: str | None, least: int | None = None) -> Item | None:
    """An object as a story, whatever is in its lists; None if it is none. A text of the *least*
    number of words (None: no text) makes one by itself.
    """
    values = [*_values(node, "", 0)]
    owner, body = _body(values) if column is None else _named(values, column)
    told = _told([one for one in values if column not in (one.name, one.path)], owner)
    fields = {field for field, _ in told}
    # Two of the three make a story, unless the caller has said where the text is.
    facts = bool(body) + ("headline" in fields) + bool(fields & {"published", "author"})
    if column is not None:
        enough = _words(body) > 0
    else:
        enough = facts > 1 or (least is not None and _words(body) >= least)
    if not enough:
        return None
    body, told = _with_abstract(body, told)
    return Item(told, _CUT_RE.sub("", body), _left(node, [body, *(text for _, text in told)]))


def _with_abstract(body: str, told: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """The text of a story and what is *told* of it. Some interfaces give no more of a story than
    its abstract, which then is its text; one that is only the beginning of the text tells nothing.
    """
    abstract = dict(told).get("abstract", "")
    if not body and _words(abstract) >= _LEAST_SUMMARY:
        body = abstract
    if abstract and (body == abstract or is_teaser(abstract, body)):
        told = [(field, text) for field, text in told if field != "abstract"]
    return body, told


def _left(node: Mapping[str, Any], taken: Sequence[str]) -> list[tuple[str, str]]:
    """The texts in an object that are in none of the texts that were *taken* from it, with the
    names of their keys.
    """
    found = []
    waiting: list[tuple[str, Any]] = [("", node)]
    whole = "\n".join(taken)
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [
                (f"{name}.{key}" if name else str(key), inner)
                for key, inner in reversed(value.items())
            ]
        elif isinstance(value, list):
            waiting += [(name, inner) for inner in reversed(value)]
        elif isinstance(value, str) and (text := value.strip()) and text not in whole:
            found.append((name, text))
    return found


def _holds_stories(value: Any, depth: int, column: str | None) -> bool:
    """Whether a value is a list of objects that are stories or hold such lists."""
    return (
        isinstance(value, list)
        and depth < _DEEPEST
        and any(
            any(_holds_stories(inner, depth + 1, column) for inner in one.values())
            or _alone(one, column) is not None
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
    return owner, text


def _named(values: list[_Value], column: str) -> tuple[int, str]:
    """As ``_body``, for the text under a key that the caller names."""
    for one in values:
        if column in (one.name, one.path) and (text := _text(one.value)).strip():
            return one.owner, text
    return 0, ""


def _words(text: str) -> int:
    """How many words a text has, at least."""
    return len(text.split()) + len(_UNPARTED_RE.findall(text)) // 2


def _text(value: Any) -> str:
    """A value as a text: a string, a list of paragraphs, sections of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return _text(_main(value)) or "\n\n".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        # fundus: {"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}]}
        # WordPress: {"rendered": "<p>..."}
        keys = ("rendered", "headline", "paragraphs", "sections")
        parts = [value[key] for key in keys if key in value]
        return "\n\n".join(filter(None, map(_text, parts)))
    return ""


def _main(values: Sequence[Any]) -> str | None:
    """The main one of several forms of one text, each an object with its role and value (ninjs 3);
    None if the *values* are none.
    """
    forms = [
        (str(one.get("role", "")).casefold(), one["value"])
        for one in values
        if isinstance(one, dict) and isinstance(one.get("value"), str) and "role" in one
    ]
    if not forms or len(forms) < len(values):
        return None
    return str(max(forms, key=lambda form: (form[0] == "main", len(form[1])))[1])


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


def is_teaser(abstract: str, body: str) -> bool:
    """Whether an *abstract* is the beginning of the *body*, cut off where a program cut it."""
    first, rest = _letters(abstract), _letters(body)
    cut = _TEASER_RE.search(abstract)
    return cut is not None and rest.startswith(_letters(abstract[: cut.start()])[:_ALIKE] or first)


def _letters(text: str) -> str:
    """The letters and figures of a text, without mark-up."""
    return "".join(_NAME_RE.findall(unescape(_TAG_RE.sub(" ", text))))


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
        return _said(_main(value)) or "; ".join(filter(None, map(_said, value)))
    if isinstance(value, dict):
        for key in ("name", "by", "value", "text", "main", "original", "rendered"):
            if isinstance(value.get(key), str):
                return _said(value[key])
    return ""
