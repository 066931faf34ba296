"""JSON values into typed ones, strictly: what is not as the record has it is an error that names
the key (``byline[1].role``).

Each function takes a value and its *place*, the path of keys that leads to it, and gives the value
or raises RecordError.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from dispatchkit.errors import RecordError
from dispatchkit.surrogates import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_Value = TypeVar("_Value")


def table(value: Any, place: str, keys: Collection[str]) -> Mapping[str, Any]:
    """An object with just these *keys*, all of them."""
    if not isinstance(value, dict):
        raise RecordError(place, f"expected an object, found {value!r}")
    for key in value:
        if key not in keys:
            raise RecordError(_below(place, key), "there is no such key in the record")
    for key in keys:
        if key not in value:
            raise RecordError(_below(place, key), "the key is missing")
    return value


def text(value: Any, place: str, least: int = 1) -> str:
    """A text that is not empty, for what is not there is null, unless *least* is 0; and that UTF-8
    can hold, unless it is the name of a file.
    """
    if not isinstance(value, str) or len(value) < least:
        raise RecordError(place, f"expected a text, found {value!r}")
    if place != "path" and not is_whole(value):
        raise RecordError(
            place,
            f"expected a text that UTF-8 can hold, found {value!r} with half of a surrogate pair",
        )
    return value


def number(value: Any, place: str, least: int | None = None) -> int:
    """A whole number, not under the *least*."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError(place, f"expected a number, found {value!r}")
    if least is not None and value < least:
        raise RecordError(place, f"expected {least} or more, found {value}")
    return value


def choice(value: Any, place: str, words: Collection[str]) -> str:
    """One of the *words*."""
    if not isinstance(value, str) or value not in words:
        raise RecordError(place, f"expected one of {', '.join(words)}, found {value!r}")
    return value


def day(value: Any, place: str) -> date:
    """A plain date, YYYY-MM-DD."""
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    if found is None or found.isoformat() != value:
        raise RecordError(place, f"expected a date like 2021-12-04, found {value!r}")
    return found


def moment(value: Any, place: str) -> date | datetime:
    """A date, or a time, with an offset or without, as ``isoformat`` writes them."""
    found: date | datetime | None
    try:
        found = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    if found is None or found.isoformat() != value:
        raise RecordError(
            place, f"expected a date or time like 2021-12-04T09:30:00+03:00, found {value!r}"
        )
    return found


def lines(value: Any, place: str) -> tuple[int, int]:
    """The first and the last line, from 1."""
    found = many(value, place, lambda item, where: number(item, where, 1))
    if len(found) != 2 or found[0] > found[1]:
        raise RecordError(place, f"expected a first and a last line, found {value!r}")
    return found[0], found[1]


def many(value: Any, place: str, read: Callable[[Any, str], _Value]) -> tuple[_Value, ...]:
    """A list of what *read* reads."""
    if not isinstance(value, list):
        raise RecordError(place, f"expected a list, found {value!r}")
    return tuple([read(item, f"{place}[{at}]") for at, item in enumerate(value)])


def maybe(value: Any, place: str, read: Callable[[Any, str], _Value]) -> _Value | None:
    """What *read* reads, or None for null."""
    return None if value is None else read(value, place)


def _below(place: str, key: object) -> str:
    return f"{place}.{key}" if place else str(key)
