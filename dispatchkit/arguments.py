"""The arguments of the public functions, checked before anything is read: TypeError or ValueError
with the name of the argument.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from dispatchkit.meant import shown
from dispatchkit.text import codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_Value = TypeVar("_Value")


def of_type(name: str, value: Any, kind: type[_Value], expected: str | None = None) -> _Value:
    """*value*, which has to be of a type; TypeError says what was *expected*."""
    if not isinstance(value, kind):
        raise TypeError(
            f"{name}: expected {expected or kind.__name__}, found {type(value).__name__}"
            f" ({shown(value)})"
        )
    return value


def or_none(
    name: str, value: Any, kind: type[_Value], expected: str | None = None
) -> _Value | None:
    """*value*, which has to be of a type or None."""
    return (
        None
        if value is None
        else of_type(name, value, kind, expected or f"{kind.__name__} or None")
    )


def texts(name: str, values: Any) -> tuple[str, ...]:
    """Several texts. A single text is refused: it would be taken for the list of its letters."""
    if isinstance(values, (str, bytes)):
        raise TypeError(
            f"{name}: expected a list of str, found {type(values).__name__} ({shown(values)})"
        )
    return tuple(
        of_type(f"{name}[{number}]", value, str) for number, value in enumerate(_each(name, values))
    )


def paths(name: str, values: Any) -> Iterable[str]:
    """Several paths; those of an iterator are looked at when it gives them. A single path is
    refused: it would be taken for the list of its letters.
    """
    if isinstance(values, (str, bytes, os.PathLike)):
        raise TypeError(
            f"{name}: expected a list of paths, found {type(values).__name__} ({shown(values)})"
        )
    each = (path(f"{name}[{number}]", value) for number, value in enumerate(_each(name, values)))
    return each if isinstance(values, Iterator) else list(each)


def path(name: str, value: Any) -> str:
    """A path as text."""
    if not isinstance(value, (str, os.PathLike)) or not isinstance(found := os.fspath(value), str):
        raise TypeError(
            f"{name}: expected a path (str or PathLike), found {type(value).__name__}"
            f" ({shown(value)})"
        )
    return found


def _each(name: str, values: Any) -> Iterator[Any]:
    try:
        yield from values
    except TypeError:
        raise TypeError(
            f"{name}: expected a list, found {type(values).__name__} ({shown(values)})"
        ) from None


def _code(name: str, value: Any, read: Callable[[str], str]) -> str | None:
    text = or_none(name, value, str)
    try:
        return text if text is None else read(text)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def language(value: Any) -> str | None:
    """The argument *language*: a BCP 47 tag."""
    return _code("language", value, codes.language)


def encoding(value: Any) -> str | None:
    """The argument *encoding*: one that Python knows."""
    return _code("encoding", value, codes.encoding)


def text_column(value: Any) -> str | None:
    """The argument *text_column*: the name of a column or key."""
    return or_none("text_column", value, str, "str or None")


def date_order(value: Any) -> str | None:
    """The argument *date_order*."""
    return _code("date_order", value, codes.date_order)


def received(value: Any) -> date | None:
    """The argument *received*: a day, or a time, of which the day is taken. The null time of pandas
    (NaT), which is a time by its type and equals nothing, is None.
    """
    if isinstance(value, datetime) and value != value:  # noqa: PLR0124
        return None
    day = or_none("received", value, date, "datetime.date or None")
    return day.date() if isinstance(day, datetime) else day


def profile(value: Any) -> str | None:
    """The argument *profile*: an id, or the path of a file."""
    return None if value is None else path("profile", value)


def now(value: Any) -> datetime | None:
    """The argument *now*: a time that states its offset."""
    moment = or_none("now", value, datetime, "datetime.datetime or None")
    if moment is not None and moment.utcoffset() is None:
        raise ValueError(f"now: expected a time with an offset (tzinfo), found {shown(moment)}")
    return moment
