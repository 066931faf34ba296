"""Apache Parquet, with typed columns: those of CSV, and the paragraphs with their roles and lines.

Lists are lists, ``day`` and ``dateline_date`` are dates. ``published`` and ``updated`` are texts,
as in the record: some are a day, some a time, some have a zone. Row groups of 1,000 dispatches are
written as they come.
"""

from __future__ import annotations

import errno
from datetime import date
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from dispatchkit.errors import MissingWriter
from dispatchkit.text.visible import encoded
from dispatchkit.writing import _columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from dispatchkit.model import Dispatch
    from dispatchkit.writing._columns import Standing

TITLE = "a table with typed columns"
EXTRA = "parquet"
SUFFIXES = (".parquet",)
CARRIES = _columns.CARRIES

# What Parquet files begin with.
_MAGIC = b"PAR1"
# About 4 MB of news: small enough to hold, large enough to compress.
_GROUP = 1000


def ready() -> None:
    """Raise MissingWriter if pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingWriter("parquet", "parquet", "pyarrow") from None


def is_own(path: str) -> bool:
    """Whether the file *path* is Parquet."""
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def paths(path: str) -> list[str]:
    """The ``path`` of each dispatch in the file *path*."""
    import pyarrow as pa
    from pyarrow.parquet import read_table

    try:
        found: list[str] = read_table(path, columns=["path"])["path"].to_pylist()
    except pa.ArrowException as error:
        raise OSError(errno.EIO, str(error)) from error
    return found


def save(
    dispatches: Iterable[Dispatch], path: str, standings: Iterable[Standing] | None = None
) -> None:
    """Make the file *path* of the dispatches."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    columns = schema(standing=standings is not None)
    left = zip(dispatches, repeat(None) if standings is None else standings, strict=False)
    with ParquetWriter(path, columns) as writer:
        while group := [row(*one) for one in islice(left, _GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema=columns))


def schema(*, standing: bool = False) -> pa.Schema:
    """The columns with their types."""
    import pyarrow as pa

    inner = pa.struct(
        [
            ("text", pa.string()),
            ("role", pa.string()),
            ("first_line", pa.int32()),
            ("last_line", pa.int32()),
        ]
    )
    kinds = {
        "text": pa.string(),
        "number": pa.int32(),
        "day": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    columns = [(column.name, kinds[column.kind]) for column in _columns.columns(standing=standing)]
    return pa.schema([*columns, ("paragraphs", pa.list_(inner))])


def row(dispatch: Dispatch, standing: Standing | None = None) -> dict[str, Any]:
    """The values of the columns by their names."""
    found = {
        column.name: _value(value, column.kind)
        for column, value in zip(_columns.COLUMNS, _columns.values(dispatch), strict=True)
    }
    found["paragraphs"] = [
        {
            "text": _value(one.text),
            "role": one.role,
            "first_line": one.lines[0],
            "last_line": one.lines[1],
        }
        for one in dispatch.paragraphs
    ]
    return found if standing is None else found | standing._asdict()


def _value(value: Any, kind: str = "text") -> Any:
    """A value as its column takes it; a list that holds nothing is empty, never null."""
    if kind == "list":
        return [_value(item) for item in value or ()]
    if kind == "day" and value is not None:
        return date.fromisoformat(value)
    return encoded(value).decode() if isinstance(value, str) else value
