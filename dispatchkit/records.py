"""JSON values into typed ones, strictly: what is not as the record has it is an error that names
the key (``byline[1].role``).

A reader takes a value and its *place*, the path of keys that leads to it, and gives the value or
raises RecordError. Some readers are made of others: ``optional(text)``, ``several(text)``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from dispatchkit.errors import RecordError
from dispatchkit.surrogates import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_Value = TypeVar("_Value")

if TYPE_CHECKING:
    Reader = Callable[[Any, str], _Value]


def fields(value: Any, place: str, /, **readers: Reader[Any]) -> dict[str, Any]:
    """The values of an object that has just the keys of *readers*, each as its reader gives it."""
    return read(table(value, place, readers), place, **readers)


def table(
    value: Any, place: str, keys: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, Any]:
    """An object with just these *keys*, all of them, and perhaps those that are *optional*."""
    if not isinstance(value, dict):
        raise RecordError(place, f"expected an object, found {value!r}")
    for key in value:
        if key not in keys and key not in optional:
            raise RecordError(_below(place, key), "there is no such key in the record")
    for key in keys:
        if key not in value:
            raise RecordError(_below(place, key), "the key is missing")
    return value


def read(record: Mapping[str, Any], place: str, /, **readers: Reader[Any]) -> dict[str, Any]:
    """Those values of an object for whose keys there are *readers*."""
    return {key: reader(record[key], _below(place, key)) for key, reader in readers.items()}


def text(value: Any, place: str) -> str:
    """A text that UTF-8 can hold. None is empty: what is not there is null."""
    if not isinstance(value, str) or not value:
        raise RecordError(place, f"expected a text, found {value!r}")
    if not is_whole(value):
        raise RecordError(
            place,
            f"expected a text that UTF-8 can hold, found {value!r} with half of a surrogate pair",
        )
    return value


def path(value: Any, place: str) -> str:
    """The name of a file, which may be empty, and may hold what is no UTF-8."""
    if not isinstance(value, str):
        raise RecordError(place, f"expected a text, found {value!r}")
    return value


def number(value: Any, place: str) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError(place, f"expected a number, found {value!r}")
    return value


def at_least(least: int) -> Reader[int]:
    """Reads a whole number that is not below the *least*."""

    def reader(value: Any, place: str) -> int:
        if number(value, place) < least:
            raise RecordError(place, f"expected {least} or more, found {value}")
        return number(value, place)

    return reader


def one_of(*words: str) -> Reader[str]:
    """Reads one of the *words*."""

    def reader(value: Any, place: str) -> str:
        if not isinstance(value, str) or value not in words:
            raise RecordError(place, f"expected one of {', '.join(words)}, found {value!r}")
        return value

    return reader


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
    found = several(at_least(1))(value, place)
    if len(found) != 2 or found[0] > found[1]:
        raise RecordError(place, f"expected a first and a last line, found {value!r}")
    return found[0], found[1]


def several(item: Reader[_Value]) -> Reader[tuple[_Value, ...]]:
    """Reads a list of what *item* reads."""

    def reader(value: Any, place: str) -> tuple[_Value, ...]:
        if not isinstance(value, list):
            raise RecordError(place, f"expected a list, found {value!r}")
        return tuple([item(one, f"{place}[{at}]") for at, one in enumerate(value)])

    return reader


def optional(there: Reader[_Value]) -> Reader[_Value | None]:
    """Reads null as None, and else what *there* reads."""

    def reader(value: Any, place: str) -> _Value | None:
        return None if value is None else there(value, place)

    return reader


def _below(place: str, key: object) -> str:
    return f"{place}.{key}" if place else str(key)
