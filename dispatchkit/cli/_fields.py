"""``--field``: raw values of the record, one a line, or as the cells of a table."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from dispatchkit.files.failures import Usage
from dispatchkit.meant import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Dispatch


# The body as one text, which the record has in paragraphs.
_TEXT = "text"
# The name of the file.
_PATH = "path"


def of(dispatch: Dispatch) -> dict[str, Any]:
    """The fields of a dispatch: those of its record, and its text."""
    return {**dispatch.to_dict(), _TEXT: dispatch.text or None}


def field_names() -> list[str]:
    """What ``--field`` takes."""
    from dispatchkit import schemas

    return [*schemas.field_names(), _TEXT]


def known(names: Sequence[str]) -> None:
    """Usage, with what may have been meant, where one of *names* is no field of the record."""
    fields = field_names()
    for name in names:
        if name not in fields:
            several = [one.strip() for one in name.split(",")]
            if len(several) > 1 and all(one in fields for one in several):
                apart = " ".join(f"--field {one}" for one in several)
                raise Usage(f"--field takes one field: {apart}")
            inner = [field for field in fields if field.endswith(f".{name}")]
            otherwise = (
                f"did you mean {', '.join(inner)}?"
                if inner
                else "`dispatchkit schema record` describes them all"
            )
            raise Usage(f"there is no field {name!r}{meant(name, fields, otherwise)}")


def ended(record: dict[str, Any], names: Sequence[str]) -> str:
    """As ``lines``, with each value as it is and NUL after it, as ``xargs -0`` reads them. The path
    has the bytes that the system knows the file by; those that are not UTF-8 are escaped as
    ``surrogateescape`` does it.
    """
    return "".join(
        f"{_named(_cell(value)) if name == _PATH else _cell(value)}\0"
        for name in names
        for value in _values(record, name.split("."))
    )


def lines(record: dict[str, Any], names: Sequence[str]) -> str:
    """The values of the fields, one a line, in the order of *names*; of a list one line an item, of
    null none.

    A text is as it is (a line break in it becomes a space), an object is JSON on one line.
    """
    return "".join(
        f"{_plain(value)}\n" for name in names for value in _values(record, name.split("."))
    )


def header(names: Sequence[str], table: str) -> str:
    """The first row of a *table* ("tsv" or "csv"): the names."""
    return _joined(names, table)


def row(record: dict[str, Any], names: Sequence[str], table: str) -> str:
    """The values of the fields as one row: an empty cell for null, the items of a list on lines of
    their own within the cell.
    """
    return _joined(
        ["\n".join(map(_cell, _values(record, name.split(".")))) for name in names], table
    )


def _joined(cells: Sequence[str], table: str) -> str:
    if table == "tsv":
        from dispatchkit.writing.tsv import line
    else:
        from dispatchkit.writing.csv_ import line
    return line(cells)


def _values(value: Any, path: Sequence[str]) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _values(item, path)
    elif path and value is not None:
        yield from _values(value.get(path[0]), path[1:])
    elif value is not None:
        yield value


def _named(path: str) -> str:
    """The bytes of a *path* as text; those that are not UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _plain(value: Any) -> str:
    return " ".join(_cell(value).split("\n"))


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    from dispatchkit.writing.json_ import encode

    return encode(value)
