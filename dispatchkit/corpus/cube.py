"""Counts by agency, language, month and form at once, from which those of any choice among them can
be added up; in bounded memory.

If there are too many counts, months are joined to years, then the time is left out, then the form,
the language and the agency. How far that goes depends on what is counted and not on its order,
because it stops at the first step at which all of it finds room.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What is counted: a word, and perhaps what it is counted of.
Kind = tuple[str, ...]
DIMENSIONS = ("agency", "language", "month", "form")


class Cell(NamedTuple):
    """Where a record counts: a value for each of the DIMENSIONS, None if it is not known."""

    agency: str | None
    language: str | None
    month: str | None
    form: str | None


# What each step leaves out of a cell, after all that the steps before it leave out.
_LEFT_OUT = ((), (), ("month",), ("form",), ("language",), ("agency",))
_YEAR = 4


class Cube:
    """Counts in cells. *most*: for how many counts there is room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._step = 0
        self._cells: dict[Cell, Counter[Kind]] = {}
        self._size = 0

    def add(self, cell: Cell, counts: Mapping[Kind, int]) -> None:
        """Add *counts* to those of *cell*."""
        self._hold(cell, counts)
        while self._size > self._most and self._step < len(_LEFT_OUT) - 1:
            self._coarsen()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Those of the DIMENSIONS that are told apart."""
        out = {name for step in _LEFT_OUT[: self._step + 1] for name in step}
        return tuple(name for name in DIMENSIONS if name not in out)

    @property
    def period(self) -> str:
        """What ``month`` holds: a "month" or a "year"."""
        return "year" if self._step else "month"

    def to_dict(self) -> dict[str, Any]:
        """The counts in JSON types, with a number for each value and each kind of count: a cell has
        those of its values in the order of ``dimensions``, then a list in which each kind is
        followed by its count.
        """
        cells = self.cells()
        values = [_in_order(key[at] for key, _ in cells) for at in range(len(self.dimensions))]
        kinds = sorted({kind for _, counts in cells for kind in counts})
        places = [{value: at for at, value in enumerate(found)} for found in values]
        numbers = {kind: at for at, kind in enumerate(kinds)}
        return {
            "dimensions": list(self.dimensions),
            "period": self.period,
            "values": values,
            "kinds": [list(kind) for kind in kinds],
            "cells": [
                [
                    *(place[value] for place, value in zip(places, key, strict=True)),
                    _flat({numbers[kind]: count for kind, count in counts.items()}),
                ]
                for key, counts in cells
            ],
        }

    def cells(self) -> list[tuple[tuple[str | None, ...], Counter[Kind]]]:
        """The values of the ``dimensions`` with their counts, in order."""
        told = self.dimensions
        found = [
            (tuple(getattr(cell, name) for name in told), counts)
            for cell, counts in self._cells.items()
        ]
        return sorted(found, key=lambda item: tuple(map(_order, item[0])))

    def _coarsen(self) -> None:
        """Join cells by one more step."""
        self._step += 1
        cells, self._cells, self._size = self._cells, {}, 0
        for cell, counts in cells.items():
            self._hold(cell, counts)

    def _hold(self, cell: Cell, counts: Mapping[Kind, int]) -> None:
        """Add *counts* to those of the cell in which *cell* is counted now."""
        held = self._cells.setdefault(_coarse(cell, self._step), Counter())
        before = len(held)
        held.update(counts)
        self._size += len(held) - before


def _in_order(values: Iterable[str | None]) -> list[str | None]:
    return sorted(set(values), key=_order)


def _flat(counts: Mapping[int, int]) -> list[int]:
    """The counts in the order of their keys, each after its key."""
    return [number for pair in sorted(counts.items()) for number in pair]


def _order(value: str | None) -> tuple[bool, str]:
    """What is not known comes first."""
    return value is not None, value or ""


def _coarse(cell: Cell, step: int) -> Cell:
    """The cell in which *cell* is counted after *step* steps."""
    if step and cell.month:
        cell = cell._replace(month=cell.month[:_YEAR])
    out = {name: None for left in _LEFT_OUT[: step + 1] for name in left}
    return cell._replace(**out)
