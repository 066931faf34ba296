"""``--field``: raw values of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.cli._status import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def known(names: Sequence[str]) -> None:
    """A usage error, with what may have been meant, when one of *names* is no field of the record."""
    from dispatchkit.schemas import field_names

    fields = field_names()
    for name in names:
        if name not in fields:
            from difflib import get_close_matches

            close = get_close_matches(name, fields, n=3) or [field for field in fields if field.endswith(f".{name}")]
            hint = f"did you mean {', '.join(close)}?" if close else "`dispatchkit schema record` describes them all"
            raise Usage(f"there is no field {name!r}; {hint}")


def lines(record: dict[str, Any], names: Sequence[str]) -> str:
    """The values of the fields, one a line, in the order of *names*; of a list one line an item, of null none.

    A text is as it is (a line break in it becomes a space), an object is JSON on one line.
    """
    return "".join(f"{_plain(value)}\n" for name in names for value in _values(record, name.split(".")))


def _values(value: Any, path: Sequence[str]) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _values(item, path)
    elif path and value is not None:
        yield from _values(value[path[0]], path[1:])
    elif value is not None:
        yield value


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split("\n"))
    from dispatchkit.render.json_ import encode

    return encode(value)
