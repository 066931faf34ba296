"""The stories in Parquet tables: each row is one. Some rows are held at a time, not all."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from dispatchkit.errors import DecodeError
from dispatchkit.reading.libraries import library
from dispatchkit.reading.message import Broken
from dispatchkit.reading.stored import file_of
from dispatchkit.reading.table_rows import check_column, row_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

# So many rows are held at a time: a megabyte of news.
_ROWS = 256
# What the library raises for tables that are damaged; its own errors are among them.
_DAMAGE = (OSError, ValueError, NotImplementedError, KeyError, TypeError)


def parquet_documents(
    source: Opened,
    options: ReadOptions,
    *,
    ours: Callable[[Sequence[str]], bool],
    record: Callable[[Mapping[str, Any], ReadOptions, count[int], str], Document | Broken],
) -> Iterator[Document | Broken]:
    """A document for each row of a table that holds a text; the others are told, and a part that is
    damaged. DecodeError if none of the table can be read, UnknownColumn if it does not have the
    column of the text that the caller names, MissingReader without the library. Where the columns
    are *ours*, a row is a *record*.
    """
    parquet = library("pyarrow", reading="parquet", extra="parquet", module="pyarrow.parquet")
    try:
        table = parquet.ParquetFile(file_of(source.data))
        names = [str(name) for name in table.schema_arrow.names]
    except _DAMAGE as error:
        raise DecodeError(f"a Parquet table that cannot be read: {_first_line(error)}") from error
    check_column(options.text_column, names)
    numbers = count(1)
    is_record = ours(names)
    place = 0
    for group in range(table.num_row_groups):
        try:
            for batch in table.iter_batches(batch_size=_ROWS, row_groups=[group]):
                for values in batch.to_pylist():
                    place += 1
                    cells = {name: _plain(value) for name, value in values.items()}
                    where = f"row {place}"
                    if is_record:
                        yield record(cells, options, numbers, where)
                    else:
                        yield row_document([*cells.items()], options, numbers, where)
        except _DAMAGE as error:
            yield Broken(f"row {place + 1}", f"rows that cannot be read: {_first_line(error)}")


def _plain(value: Any) -> Any:
    """A value as JSON would have it."""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
