"""What is counted along the lines of a dump: how far away something last stood, runs of lines,
lines that come again and again.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.structure import axes
from dispatchkit.structure.look import put

if TYPE_CHECKING:
    from collections.abc import Sequence

# No more lines than this are counted.
NEVER = 81
_FIGURES_RE = pattern(r"\d+")
# A line that stands this often on a page but for its figures, within so many lines, is one of a row
# of comments or teasers ("36 votes", "Reply").
_OFTEN, _ROW = 3, 3
# Sorts of the short lines of which a run may be a menu.
_SHORT = frozenset("usmfron*")


def since(happened: Sequence[int]) -> list[int]:
    """For each line, how many lines above it the last one stands in which something *happened*, at
    most ``NEVER``.
    """
    found, away = [], NEVER
    for event in happened:
        found.append(away)
        away = 1 if event else min(away + 1, NEVER)
    return found


def last(values: Sequence[int], hidden: Sequence[bool], first: int) -> list[int]:
    """The value of the nearest line above each that is not hidden, *first* if there is none."""
    found = []
    for value, passed in zip(values, hidden, strict=True):
        found.append(first)
        if not passed:
            first = value
    return found


def table(bounds: Sequence[int]) -> bytes:
    """The class of each distance up to ``NEVER``, for ``bytes.translate``."""
    return bytes([put(bounds, away) for away in range(NEVER + 1)]).ljust(256)


def recent(bounds: Sequence[int], most: int) -> bytes:
    """The same, from 1; 0 for distances of more than *most*."""
    return bytes([1 + put(bounds, away) for away in range(most + 1)]).ljust(256, b"\0")


def runs(sorts: Sequence[str]) -> list[int]:
    """For each line the class of the number of short lines in the run that it is in; 0 for lines in
    no run.
    """
    found: list[int] = []
    length = 0
    for sort in (*sorts, "$"):
        if sort in _SHORT:
            length += 1
            continue
        found += [put(axes.RUN, length)] * length
        found.append(0)
        length = 0
    return found


def periodic(folded: Sequence[str]) -> list[int]:
    """For each line the class of how many lines near it stand often but for their figures."""
    forms = _FIGURES_RE.sub("0", "\n".join(folded)).split("\n")
    counts = Counter(forms)
    often = [counts[form] >= _OFTEN for form in forms]
    sums = list(accumulate([0] * (_ROW + 1) + often + [0] * _ROW))
    rows = map(sub, sums[2 * _ROW + 1 :], sums)
    return [put(axes.PERIODIC, row - here) for row, here in zip(rows, often, strict=True)]
