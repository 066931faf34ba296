r"""A table parted by tabs: one row a dispatch below a row of names.

As in CSV, null is an empty cell, and the items of a list are lines within their cell. What would
end a cell or a row is written with a backslash, as PostgreSQL and others read it (``\n``, ``\t``,
``\r``, ``\\``): every dispatch is one line of the file, and every cell one word between tabs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.writing import _columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Dispatch

TITLE = "a table parted by tabs: a row a dispatch"
SUFFIX = ".tsv"
SINGLE = False
CARRIES = _columns.CARRIES

_LETTERS = {"\\": "\\", "\t": "t", "\n": "n", "\r": "r"}
_ESCAPES = str.maketrans({sign: f"\\{letter}" for sign, letter in _LETTERS.items()})
_SIGNS = {letter: sign for sign, letter in _LETTERS.items()}
_ESCAPED_RE = re.compile(r"\\(.)")


def render(dispatch: Dispatch) -> str:
    """One row, without the names."""
    return line(_columns.cells(dispatch))


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The rows below the names of the columns; nothing if there are none."""
    for number, row in enumerate(rendered):
        yield row if number else line(_columns.header()) + row


def line(cells: Sequence[str]) -> str:
    """*cells* as one row."""
    return "\t".join(cell.translate(_ESCAPES) for cell in cells) + "\n"


def cells(row: str) -> list[str]:
    """The cells of a *row* that ``line`` made, without its line feed."""
    return [_ESCAPED_RE.sub(_unescaped, cell) for cell in row.split("\t")]


def _unescaped(found: re.Match[str]) -> str:
    """What an escape stands for; one that nobody wrote, itself."""
    return _SIGNS.get(found[1], found[0])
