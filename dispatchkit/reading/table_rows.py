"""The stories in tables: each row is one, the first names the columns."""

from __future__ import annotations

import csv
from itertools import count
from typing import TYPE_CHECKING, Any

from dispatchkit.errors import UnknownColumn
from dispatchkit.reading.items import row
from dispatchkit.reading.keys import name_of
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Broken
from dispatchkit.reading.structured import document, without_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

# A cell may hold a whole story; the library allows 131,072 characters unless it is told otherwise.
_LONGEST_CELL = 1 << 23
# What no table holds once it is read, and what it shows.
_END = "\0"
_OPEN = "the last cell is not closed: the table is cut off, or a quotation mark is missing"
# So much of a row is shown in a message.
_SHOWN = 80


def table_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each row of a table that holds a text. A row that cannot be read, or holds no
    story, is told. UnknownColumn if the table lacks the column of the text that the caller names.
    """
    numbers = count(1)
    columns: list[str] = []
    for line, cells in _rows(source):
        if isinstance(cells, str):
            yield Broken(f"line {line}", cells)
        elif not columns:
            columns = [cell.strip("\ufeff \t") for cell in cells]
            check_column(options.text_column, columns)
        elif len(cells) > len(columns) and any(cells[len(columns) :]):
            yield Broken(f"line {line}", f"{len(cells)} cells below {len(columns)} columns")
        else:
            named = [*zip(columns, cells, strict=False)]
            yield row_document(named, options, numbers, f"line {line}")


def check_column(column: str | None, columns: Sequence[str]) -> None:
    """Raise UnknownColumn if the *column* of the text that the caller names is none of them."""
    if column is not None and name_of(column) not in map(name_of, columns):
        raise UnknownColumn(column, columns)


def row_document(
    cells: Sequence[tuple[str, Any]], options: ReadOptions, numbers: Iterator[int], where: str
) -> Document | Broken:
    """The story in a row, whose *cells* have the names of their columns; or that there is none."""
    story = row(cells, options.text_column)
    if story is None:
        told = " | ".join(str(value) for _, value in cells if value)
        return Broken(where, f"no story in a row of a table: {told[:_SHOWN]}")
    if not story.body.strip():
        return without_text(where, story)
    return document(story, options, numbers, f"a row of a table, {where}")._replace(item=where)


def _rows(source: Opened) -> Iterator[tuple[int, list[str] | str]]:
    """The rows of a table, each with its first line, or what is wrong with it."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    first = next((line.text for line in source.lines if line.text.strip("\ufeff ")), "")
    tabs = source.recognised.format is Format.TSV
    reader = csv.reader(_texts(source.lines), delimiter="\t" if tabs else _parter(first))
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield line, f"no row: {error}"
            continue
        if cells is None:
            return
        is_open = cells != [_END] and "".join(cells[-1:]).endswith(_END)
        cells = [cell.removesuffix(_END) for cell in cells]
        if any(cell.strip() for cell in cells):
            yield line, cells
        if is_open:
            yield line, _OPEN


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    """The lines of a table as the library reads them, and what marks its end: a row by itself,
    unless a cell is open there.
    """
    for line in lines:
        yield line.text.replace("\0", "") + (line.ending and "\n")
    yield _END


def _parter(header: str) -> str:
    """What separates the cells of a header."""
    return max("\t;,|", key=header.count)
