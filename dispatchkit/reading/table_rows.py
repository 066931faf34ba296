"""The stories in tables: each row is one, the first names the columns."""

from __future__ import annotations

import csv
from itertools import count
from typing import TYPE_CHECKING

from dispatchkit.reading.items import row
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Broken
from dispatchkit.reading.structured import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Line
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

# A cell may hold a whole story; the library allows 131,072 characters unless it is told otherwise.
_LONGEST_CELL = 1 << 26


def table_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each row of a table that holds a text. A row that cannot be read is told."""
    numbers = count(1)
    columns: list[str] = []
    for line, cells in _rows(source):
        if isinstance(cells, str):
            yield Broken(f"line {line}", cells)
        elif not columns:
            columns = [cell.strip("\ufeff \t") for cell in cells]
        elif len(cells) > len(columns) and any(cells[len(columns) :]):
            yield Broken(f"line {line}", f"{len(cells)} cells below {len(columns)} columns")
        else:
            story = row(dict(zip(columns, cells, strict=False)))
            if story is not None and story.body:
                yield document(story, options, numbers, f"a row of a table, line {line}")


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
        if any(cell.strip() for cell in cells):
            yield line, cells


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    """The lines of a table as the library reads them."""
    for line in lines:
        yield line.text.replace("\0", "") + (line.ending and "\n")


def _parter(header: str) -> str:
    """What separates the cells of a header."""
    return max("\t;,|", key=header.count)
