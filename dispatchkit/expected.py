"""An expectation as its JSON file says it, checked: what is not in its form is an error that names
the key.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import bounded
from dispatchkit.errors import RecordError
from dispatchkit.labels import BODY_LABELS, Label
from dispatchkit.meant import hint, shown
from dispatchkit.model import NOTICES, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Expected = dict[str, Any]

SUFFIX = ".json"
# What lies beside dumps and is none.
NO_DUMPS = (SUFFIX, ".toml", ".md", ".py")
# A bigger file is data. A judgement: the biggest expectation of the tests has 12 KB.
_LARGEST = 1 << 18

TEXTS = (
    "headline",
    "abstract",
    "section",
    "slugline",
    "ednote",
    "copyrightnotice",
    "usageterms",
    "altid",
)
MOMENTS = ("published", "updated")
DATELINE_TEXTS = ("place", "region", "country")
# What no dispatch is compared with.
FOR_PEOPLE = ("why", "level", "origin")
BODY_WORDS = frozenset(label.word for label in BODY_LABELS)


def read(path: str) -> Expected:
    """The expectation in the file *path*. RecordError if it is none, with the key; OSError."""
    try:
        text = bounded.decoded(bounded.read(path, bounded.MOST_JSON))
        found = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise RecordError(f"{error.lineno}:{error.colno}", f"not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise RecordError("", f"not JSON: {error}") from error
    _table(found, "", _KEYS)
    _agree(found)
    return found  # type: ignore[no-any-return]  # _table has refused all but a table


def expectations_among(files: Iterable[str]) -> set[str]:
    """Those of the *files* of one folder that say what must come out of another of them, by name
    and by form. JSON that has the name of another file may well be a story.
    """
    stems: dict[str, list[str]] = {}
    for path in files:
        stem, suffix = os.path.splitext(path)
        stems.setdefault(stem, []).append(suffix)
    return {
        f"{stem}{SUFFIX}"
        for stem, suffixes in stems.items()
        if SUFFIX in suffixes
        and not set(NO_DUMPS).issuperset(suffixes)
        and _is_one(f"{stem}{SUFFIX}")
    }


def _is_one(path: str) -> bool:
    """Whether the file *path* has the form of an expectation and is one of something."""
    try:
        state = os.stat(path)
    except OSError:
        return False
    return state.st_size <= _LARGEST and _is_read_as_one(path, state.st_mtime_ns, state.st_size)


# A folder that is watched is looked at again and again.
@lru_cache(10_000)
def _is_read_as_one(path: str, *_: int) -> bool:
    try:
        found = read(path)
    except (RecordError, OSError):
        return False
    return bool(found.keys() - {*FOR_PEOPLE})


def parts(expected: Expected) -> list[Expected]:
    """The expectations of the dispatches of a dump: of its only one, if it does not list them."""
    return expected.get("dispatches") or [expected]


def options(wanted: Any) -> list[Any]:
    """The values of which any is right."""
    return wanted["any"] if isinstance(wanted, dict) else [wanted]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. RecordError if a key stands in it twice, of which one would be lost."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RecordError("", f"the key {shown(key)} stands twice in one object")
        found[key] = value
    return found


def _agree(found: Expected) -> None:
    """RecordError for a key that would not be compared because of another one."""
    others: tuple[str, ...]
    listed = found.get("dispatches")
    if found.get("error"):
        others, why = ("error",), "error says that there is no dispatch"
    elif listed:
        others, why = ("error", "count", "dispatches"), "it belongs into one of dispatches"
    elif found.get("count", 1) != 1:
        others, why = ("error", "count", "dispatches"), "dispatches says it of each of several"
    else:
        return
    for key in found:
        if key not in (*FOR_PEOPLE, *others):
            raise RecordError(key, f"it is not compared: {why}")
    if listed and found.get("count", len(listed)) != len(listed):
        raise RecordError("count", f"dispatches lists {len(listed)}")


# --- the form ------------------------------------------------------------------------------------


def _table(value: Any, place: str, checks: Mapping[str, Callable[[Any, str], None]]) -> None:
    """RecordError if *value* is no table, or has another key, or a value that its check refuses."""
    if not isinstance(value, dict):
        raise RecordError(place, f"expected an object, found {shown(value)}")
    for key, item in value.items():
        inner = f"{place}.{key}" if place else key
        if key not in checks:
            raise RecordError(
                inner, f"unknown key{hint(key, checks)}; known: {', '.join(sorted(checks))}"
            )
        checks[key](item, inner)


def _text(value: Any, place: str) -> None:
    if not isinstance(value, str):
        raise RecordError(place, f"expected a text, found {shown(value)}")


def _either(value: Any, place: str) -> None:
    """A text, null, or any of several: {"any": [...]}."""
    if isinstance(value, dict):
        _table(value, place, {"any": _several(_or_null)})
        if not value.get("any"):
            raise RecordError(place, 'expected {"any": [...]} with at least one value')
    else:
        _or_null(value, place)


def _or_null(value: Any, place: str) -> None:
    if value is not None:
        _text(value, place)


def _several(check: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    def checked(value: Any, place: str) -> None:
        if not isinstance(value, list):
            raise RecordError(place, f"expected a list, found {shown(value)}")
        for number, item in enumerate(value):
            check(item, f"{place}[{number}]")

    return checked


def _one_of(*words: str | None) -> Callable[[Any, str], None]:
    def checked(value: Any, place: str) -> None:
        for item in options(value) if isinstance(value, dict) and "any" in value else [value]:
            if item not in words:
                known = ", ".join(word or "null" for word in words)
                raise RecordError(place, f"{shown(item)} is none of {known}")

    return checked


def _number(value: Any, place: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RecordError(place, f"expected a number, found {shown(value)}")


def _flag(value: Any, place: str) -> None:
    if not isinstance(value, bool):
        raise RecordError(place, f"expected true or false, found {shown(value)}")


def _person(value: Any, place: str) -> None:
    _table(value, place, {"name": _text, "role": _one_of(*ROLES)})
    if len(value) < 2:
        raise RecordError(place, "a person has a name and a role")


def _paragraph(value: Any, place: str) -> None:
    """A text, {"crosshead": text}, or {"block": [rows]}."""
    if isinstance(value, dict):
        _table(value, place, {"crosshead": _text, "block": _several(_text)})
        if len(value) != 1:
            raise RecordError(place, 'expected a text, {"crosshead": ...} or {"block": [...]}')
    else:
        _text(value, place)


def _dateline(value: Any, place: str) -> None:
    if value is not None:
        _table(value, place, dict.fromkeys((*DATELINE_TEXTS, "date", "text"), _either))


def _labels(value: Any, place: str) -> None:
    if not isinstance(value, dict):
        raise RecordError(place, f"expected an object, found {shown(value)}")
    check = _one_of(*(label.word for label in Label))
    for line, label in value.items():
        check(label, f"{place}[{shown(line)}]")


_OF_ONE: dict[str, Callable[[Any, str], None]] = {
    **dict.fromkeys((*TEXTS, *MOMENTS, "located", "agency", "language"), _either),
    "dateline": _dateline,
    "notice": _one_of(None, *NOTICES),
    "byline": _several(_person),
    "keywords": _several(_text),
    "paragraphs": _several(_paragraph),
    "labels": _labels,
    **dict.fromkeys(("body_contains", "body_excludes", "boilerplate_contains"), _several(_text)),
    **dict.fromkeys(FOR_PEOPLE, _text),
}
_KEYS = {
    **_OF_ONE,
    "count": _number,
    "error": _flag,
    "dispatches": _several(lambda value, place: _table(value, place, _OF_ONE)),
}
