"""Stories in structured data (JSON, tables): which values are whose, by the names of their keys.

A story is the smallest object that holds a text, with what stands in the objects around and inside
it that are no stories themselves. The names of keys are a table (``data/keys.toml``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.item_rest import left_of, uncut, untold
from dispatchkit.reading.item_values import told_by, values_of
from dispatchkit.reading.keys import body_rank, fields_of, is_aside, is_picture, may_make, name_of
from dispatchkit.reading.teasers import is_teaser
from dispatchkit.reading.told import said, whole_text
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.reading.item_values import Value

_LETTER_RE = pattern(r"[^\W\d_]")
# A text has at least so many words; "body": "ok" is an answer of the interface. Chinese, Japanese
# and Thai part no words: there two letters count as one.
_LEAST_WORDS = 4
_UNPARTED_RE = pattern(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
# A description that is all the text there is has so many; fewer are a second headline.
_LEAST_SUMMARY = 12
# An object that has nothing but a text is a story if that has so many: more than the label of an
# entry, or an answer.
_LEAST_ALONE = 12
_NINJS_BODY_RE = pattern(r"bodies|body_[a-z]{1,20}")
# What only messages of wires state; and of what else such a message tells something.
_OF_MESSAGES = frozenset(("status", "urgency", "embargoed", "standard"))
_TELLING = frozenset(("headline", "slugline", "ednote", "altid", "standard"))
_SAYING_WHO_OR_WHEN = frozenset(("published", "author"))
# Objects nest ten deep at most in any of the interfaces.
_DEEPEST = 40


class Item(NamedTuple):
    """A story: what the data state of it, by field, its text (HTML or plain; "": none), and the
    other texts that stand in its object and around it, with the names of their keys. A message of a
    wire says so: it states its status or urgency.
    """

    told: list[tuple[str, str]]
    body: str
    others: Sequence[tuple[str, str]] = ()
    is_message: bool = False


class NoStory(NamedTuple):
    """What stands beside stories and is none: an object, of which this are the keys, or a text."""

    keys: tuple[str, ...]
    text: str = ""


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
    if item is None:
        return None
    left = untold(values, [item.body, *(text for _, text in item.told)])
    return item._replace(others=[*left, *others])


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
        yield from _stories_listed(node, depth, column, around)
    elif isinstance(node, dict):
        item = _item(node, column)
        if item is not None:
            yield item
        else:
            yield from _stories_inside(node, depth, column, around)


def _stories_listed(
    node: Sequence[Any], depth: int, column: str | None, around: list[tuple[str, str]]
) -> Iterator[Item | NoStory]:
    """As ``_stories``, for a list. What is no story among the objects of a list is told."""
    of_objects = any(isinstance(value, dict) for value in node)
    for value in node:
        found = [*_stories(value, depth + 1, column, around)]
        if isinstance(value, dict) and not _any_story(found):
            yield _alone(value, column, least=_LEAST_ALONE) or NoStory(tuple(map(str, value)))
        elif of_objects and not found:
            yield from (NoStory((), text) for _, text in left_of({"": value}, ()))
        else:
            yield from found


def _stories_inside(
    node: Mapping[str, Any], depth: int, column: str | None, around: list[tuple[str, str]]
) -> Iterator[Item | NoStory]:
    """As ``_stories``, for an object that is none itself. What it says counts if a story is in it;
    then lists without one are no lists of stories.
    """
    begin = len(around)
    inside = [(key, [*_stories(node[key], depth + 1, column, around)]) for key in node]
    holding = [key for key, found in inside if _any_story(found)]
    if not holding:
        del around[begin:]
        yield from (one for _, found in inside for one in found)
        return
    around += left_of({key: value for key, value in node.items() if key not in holding}, ())
    yield from (one for key, found in inside if key in holding for one in found)


def _any_story(found: Sequence[Item | NoStory]) -> bool:
    """Whether any of what was *found* is a story."""
    return any(isinstance(one, Item) for one in found)


def _item(node: Mapping[str, Any], column: str | None) -> Item | None:
    """An object as a story; None if it is none, or if several are inside it."""
    own = []
    for key, value in node.items():
        name = name_of(str(key))
        if is_aside(name):
            continue
        own.append(value)
        sections = body_rank(name, str(key)) is not None and _are_sections(value)
        if not sections and _holds_stories(value, 0, column):
            return None
    inside = [value for value in own if isinstance(value, dict)][:_FEW]
    if sum(_seen(value, column) is not None for value in inside) > 1:
        return None
    return _alone(node, column)


class _Seen(NamedTuple):
    """What is seen of an object: its text ("": none), the texts of its fields, and whether it is an
    item of a wire, and one for a picture.
    """

    body: str
    told: list[tuple[str, str]]
    is_message: bool = False
    is_picture: bool = False


def _seen(node: Mapping[str, Any], column: str | None, least: int | None = None) -> _Seen | None:
    """What is seen of an object that is a story, whatever is in its lists; None if it is none. A
    text of the *least* number of words (None: no text) makes one by itself.
    """
    if column is not None:
        return _seen_named(node, column)
    if not _may_be(node):
        return None
    values = [*values_of(node)]
    owner, body = _body(values)
    told = told_by(values, owner)
    fields = {field for field, _ in told}
    is_message = not fields.isdisjoint(_OF_MESSAGES)
    declared = _is_declared(node, fields) and bool(_short(values))
    few = _facts(fields, body) < _ENOUGH and not declared
    if few and (least is None or _words(body) < least):
        return None
    # The text of an alert may be as short as its headline.
    dated = not fields.isdisjoint((*_OF_MESSAGES, "published"))
    is_alert = "headline" in fields and (declared or dated)
    return _Seen(body or _short(values) * is_alert, told, is_message, _is_of_picture(values))


def _is_declared(node: Mapping[str, Any], fields: set[str]) -> bool:
    """Whether an object with a headline declares itself an article of schema.org, or has its name
    and text under the keys of ninjs.
    """
    if "headline" not in fields:
        return False
    types = node.get("@type")
    named = any(
        str(one).endswith("Article") for one in (types if isinstance(types, list) else [types])
    )
    return named or (
        "altid" in fields and any(_NINJS_BODY_RE.fullmatch(key) for key in map(str, node))
    )


def _is_of_picture(values: Sequence[Value]) -> bool:
    """Whether the object among whose *values* the headline is says that it is a picture."""
    types = [one for one in values if one.name == "type" and is_picture(said(one.value))]
    heads = {one.owner for one in values if types and "headline" in fields_of(one.key)}
    return any(one.owner in heads for one in types)


def _seen_named(node: Mapping[str, Any], column: str) -> _Seen | None:
    """As ``_seen``, where the caller has said which *column* is the text."""
    values = [*values_of(node)]
    owner, body = _named(values, column)
    told = told_by([one for one in values if column not in (one.name, one.path)], owner)
    return _Seen(body, told) if _words(body) else None


def _may_be(node: Mapping[str, Any]) -> bool:
    """Whether an object may be a story, at the first glance; most in a message are names with
    codes.
    """
    return any(isinstance(value, dict) or may_make(str(key)) for key, value in node.items())


# So many of its text, headline, maker or time make a story; a message of a wire needs one less.
_ENOUGH = 2


def _facts(fields: set[str], body: str) -> int:
    """How many of the facts that make a story are among its *fields* and its *body*."""
    told = (
        bool(body),
        "headline" in fields,
        not fields.isdisjoint(_SAYING_WHO_OR_WHEN),
        not (fields.isdisjoint(_OF_MESSAGES) or fields.isdisjoint(_TELLING)),
    )
    return sum(told)


def _alone(node: Mapping[str, Any], column: str | None, least: int | None = None) -> Item | None:
    """An object as a story; None if it is none."""
    seen = _seen(node, column, least)
    if seen is None:
        return None
    body, told = seen.body, seen.told
    if seen.is_picture:
        told = [("caption" if field == "abstract" else field, text) for field, text in told]
    else:
        body, told = _with_abstract(body, told, is_message=seen.is_message)
    left = left_of(node, [body, *(text for _, text in told)])
    return Item(told, uncut(body), left, seen.is_message)


def _short(values: list[Value]) -> str:
    """A text of few words among the *values* of a story, as alerts have them; "" if there is
    none.
    """
    found = [
        (rank, text)
        for one in values
        if (rank := body_rank(one.name, one.key)) is not None
        and isinstance(one.value, str | list)
        and _LETTER_RE.search(text := whole_text(one.value).strip())
        and "://" not in text
    ]
    return min(found, key=lambda one: one[0], default=(0, ""))[1]


def _with_abstract(
    body: str, told: list[tuple[str, str]], *, is_message: bool
) -> tuple[str, list[tuple[str, str]]]:
    """The text of a story and what is *told* of it. Some interfaces give no more of a story than
    its abstract, which then is its text, but for messages of a wire, which have a place for both;
    one that is only the beginning of the text tells nothing.
    """
    abstract = dict(told).get("abstract", "")
    if not body and not is_message and _words(abstract) >= _LEAST_SUMMARY:
        body = abstract
    if abstract and (body == abstract or is_teaser(abstract, body)):
        told = [(field, text) for field, text in told if field != "abstract"]
    return body, told


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


def _are_sections(value: Any) -> bool:
    """Whether what stands under the key of a text are its sections: objects with headlines that
    state neither a time nor a name of their own.
    """
    sections = value[:_FEW] if isinstance(value, list) else []
    fields = {
        field
        for one in sections
        if isinstance(one, dict)
        for key in one
        for field in fields_of(str(key))
    }
    return bool(sections) and fields.isdisjoint(("published", "updated", "altid", "author"))


# So many objects are looked at to see whether they are stories.
_FEW = 5


def _body(values: list[Value]) -> tuple[int, str]:
    """The text among the *values*, that of the best name that has enough words, and the object that
    it is in; 0 and "" if there is none.
    """
    found = [
        (rank, one.owner, text)
        for one in values
        if (rank := body_rank(one.name, one.key)) is not None
        and (text := whole_text(one.value))
        and _words(text) >= _LEAST_WORDS
    ]
    if not found:
        return 0, ""
    _, owner, text = min(found, key=lambda one: one[0])
    return owner, text


def _named(values: list[Value], column: str) -> tuple[int, str]:
    """As ``_body``, for the text under a key that the caller names."""
    for one in values:
        if column in (one.name, one.path) and (text := whole_text(one.value)).strip():
            return one.owner, text
    return 0, ""


def _words(text: str) -> int:
    """How many words a text has, at least."""
    return len(text.split()) + len(_UNPARTED_RE.findall(text)) // 2
