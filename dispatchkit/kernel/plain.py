"""The kernel in Python: what ``compiled`` does, where that could not be compiled."""

from __future__ import annotations

from itertools import repeat
from math import exp
from operator import getitem
from sys import byteorder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Weights are hundredths, of two bytes each; a sum of weights fits into them as well.
_UNIT, _WIDTH = 100, 2


class Chain:
    """A linear chain over lines, of which each is one of several parts, with *weights* by name:

    ``families`` are the places and sizes of the axes that each of them combines. ``numbers`` has a
    number of two bytes for each combination of values, family after family: that of its row among
    ``rows``, which have a weight of two bytes for each part; the first is all zeros. Only
    differences between the weights of a row count, so that none need be below zero. ``follows`` are
    the pairs of parts that may follow one another with their factors; ``start`` and ``end`` the
    factors of first and last parts.
    """

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self._start, self._end = list(weights["start"]), list(weights["end"])
        self._parts = len(self._start)
        rows, combined = weights["rows"], weights["numbers"]
        size = _WIDTH * self._parts
        # A row is one large number, so that a sum of rows takes one addition for each instead of
        # one for each part: 0.4 of the time.
        self._rows = [
            int.from_bytes(rows[at : at + size], byteorder) for at in range(0, len(rows), size)
        ]
        combined = [self._rows[number] for number in memoryview(combined).cast("H")]
        self._families = []
        for family in weights["families"]:
            first, combined = _cut(combined, family)
            self._families.append((first, [place for place, _ in family]))
        self._follows: list[list[tuple[int, float]]] = [[] for _ in self._start]
        for one, other, factor in weights["follows"]:
            self._follows[one].append((other, factor))

    def likelihoods(
        self, lines: Sequence[bytes], flags: Sequence[Sequence[int]], may: Sequence[int]
    ) -> list[list[float]]:
        """For each line the likelihood of each part; they add up to one.

        *lines* are their values on the axes, *flags* the numbers of further rows that count for
        them, *may* has a bit for every part that a line may be. Where no order of parts fits these
        bits, a line gets its likelihoods as if it could be any part.
        """
        if not lines:
            return []
        own = [_factors(sums) for sums in self._sums(lines, flags)]
        bound = [
            [factor if mask >> part & 1 else 0.0 for part, factor in enumerate(factors)]
            for factors, mask in zip(own, may, strict=True)
        ]
        before = self._ahead(own, bound)
        return [
            _scaled([a * b for a, b in zip(*both, strict=True)])
            for both in zip(before, self._behind(bound), strict=True)
        ]

    def _sums(self, lines: Sequence[bytes], flags: Sequence[Sequence[int]]) -> Iterator[list[int]]:
        """For each line the sum of the weights of each part."""
        values = list(zip(*lines, strict=True))
        found = []
        for table, places in self._families:
            rows: Any = repeat(table)
            for place in places:
                rows = map(getitem, rows, values[place])
            found.append(rows)
        size = _WIDTH * self._parts
        for row, more in zip(map(sum, zip(*found, strict=True)), flags, strict=True):
            total = row + sum([self._rows[number] for number in more])
            yield memoryview(total.to_bytes(size, byteorder)).cast("H").tolist()

    def _ahead(self, own: list[list[float]], bound: list[list[float]]) -> list[list[float]]:
        """For each line the likelihoods of its parts, given that line and those above it. Where no
        order of parts fits, *bound* gets the line's *own* factors.
        """
        found: list[list[float]] = []
        reached = self._start
        for at, factors in enumerate(bound):
            state = [a * b for a, b in zip(reached, factors, strict=True)]
            if not any(state):
                bound[at] = own[at]
                state = [a * b for a, b in zip(reached, own[at], strict=True)]
            state = _scaled(state)
            found.append(state)
            reached = [0.0] * self._parts
            for chance, pairs in zip(state, self._follows, strict=True):
                if chance:
                    for other, factor in pairs:
                        reached[other] += chance * factor
        return found

    def _behind(self, bound: list[list[float]]) -> list[list[float]]:
        """For each line the likelihoods of its parts, given the lines below it."""
        state = self._end
        found = [state]
        for factors in bound[:0:-1]:
            below = [a * b for a, b in zip(state, factors, strict=True)]
            state = _scaled(
                [sum([below[other] * factor for other, factor in pairs]) for pairs in self._follows]
            )
            found.append(state)
        found.reverse()
        return found


def _cut(combined: list[Any], family: Sequence[Sequence[int]]) -> tuple[list[Any], list[Any]]:
    """The rows of the combinations of a family, which *combined* begins with, as a list for each
    value of its first axis, in it one for each of its second, and so on; and what is left.
    """
    count = 1
    for _, size in family:
        count *= size
    found, left = combined[:count], combined[count:]
    for _, size in reversed(family[1:]):
        found = [found[at : at + size] for at in range(0, len(found), size)]
    return found, left


def _factors(sums: Sequence[int]) -> list[float]:
    """Sums of weights as factors, scaled so that the greatest is one."""
    most = max(sums)
    return [exp((value - most) / _UNIT) for value in sums]


def _scaled(values: list[float]) -> list[float]:
    """*values*, divided by their sum."""
    total = sum(values) or 1.0
    return [value / total for value in values]
