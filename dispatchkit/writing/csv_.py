"""CSV: one row a dispatch below a row of names, parted by commas, quoted as RFC 4180 has it.

Null is an empty cell; the items of a list are lines within their cell; the body is one text with a
blank line between paragraphs. Rows end in a line feed.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from dispatchkit.writing import _columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Dispatch

TITLE = "a table parted by commas: a row a dispatch"
SUFFIX = ".csv"
SINGLE = False
CARRIES = _columns.CARRIES


def render(dispatch: Dispatch) -> str:
    """One row, without the names."""
    return line(_columns.cells(dispatch))


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The rows below the names of the columns; nothing if there are none."""
    for number, row in enumerate(rendered):
        yield row if number else line(_columns.header()) + row


def line(cells: Sequence[str]) -> str:
    """*cells* as one row of CSV."""
    made = StringIO()
    # With "\r\n" for the end of a row, a carriage return within a cell is quoted as well.
    csv.writer(made, lineterminator="\r\n").writerow(cells)
    return made.getvalue().removesuffix("\r\n") + "\n"
