"""A linear chain over the lines of a dump: how likely each line is to be each part of it, given
what is seen of the line, what the facts allow, and the parts of its neighbours.

A line's score for a part is the sum of the weights of its features; the weights of two parts that
follow one another are added to it. All of them are logarithms, so each feature has its own share in
the sum. The weights (``data/structure_weights.toml``) are made by ``tools/train_structure.py``.
"""

from __future__ import annotations

import os
from enum import IntEnum
from functools import cache
from math import exp, prod
from sys import byteorder
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.kernel import kernel
from dispatchkit.startup.kept import made
from dispatchkit.structure import axes as table
from dispatchkit.structure.axes import AXES, FAMILIES, PLACES, SIZES, said_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.kernel.plain import Chain
    from dispatchkit.structure.features import Observation


class Part(IntEnum):
    """What a line is in a dump. The numbers are the places of the parts in a list of likelihoods;
    those that may stand above the text come first.
    """

    BEFORE = 0
    """What stands above the headline: menus, routing lines, a section."""
    HEADLINE = 1
    """The headline."""
    ABOVE = 2
    """What stands between the headline and the text without being told of it."""
    ABSTRACT = 3
    """The summary."""
    BYLINE = 4
    """Who wrote the story, above the text."""
    DATE = 5
    """When the story was published, above the text."""
    TEXT = 6
    """A paragraph, an item of a list or a row of a table."""
    CROSSHEAD = 7
    """A crosshead in the text."""
    INSIDE = 8
    """Furniture between two lines of the text."""
    AFTER = 9
    """What stands after the text."""
    SIGNED = 10
    """Who wrote the story, after the text."""

    @property
    def letter(self) -> str:
        """The letter of the part in tables of weights and in training."""
        return LETTERS[self]


LETTERS = "ohpaydbcitz"
# Tuples, because looking a member up in a frozenset costs no less, and naming several members of an
# enum in a loop costs 0.2 us each.
STORY = (Part.TEXT, Part.CROSSHEAD)
FURNITURE = (Part.BEFORE, Part.ABOVE, Part.INSIDE, Part.AFTER)
_FILE = os.path.join(tables.ROOT, "data", "structure_weights.toml")
# Weights are kept as hundredths.
_UNIT = 100


def likelihoods(seen: Sequence[Observation], may: Sequence[int]) -> list[list[float]]:
    """For each line the likelihood of each ``Part``; they add up to one.

    *may* has for each line a bit for every part that the facts allow it to be.
    """
    flags = _weights()["flags"]
    return _chain().likelihoods(
        [line.values for line in seen],
        [[flags[flag] for flag in line.flags if flag in flags] for line in seen],
        may,
    )


def speaking(line: Observation, part: Part, against: Sequence[Part]) -> list[tuple[float, str]]:
    """How much each feature of a line speaks for *part* and against the parts *against*, strongest
    first, with its name.
    """
    said = [
        ((row[part] - max(row[other] for other in against)) / _UNIT, _named(name, line))
        for name, row in _rows(line)
    ]
    return sorted(said, key=lambda item: -abs(item[0]))


def _rows(line: Observation) -> Iterator[tuple[str, Sequence[int]]]:
    """The features of a line with their weights, less what is common to all weights of a row."""
    weights = _weights()
    combined, first = memoryview(weights["numbers"]).cast("H"), 0
    numbers = []
    for name, axes in zip(weights["names"], weights["families"], strict=True):
        index, count = 0, 1
        for place, size in axes:
            index, count = index * size + line.values[place], count * size
        numbers.append((name, combined[first + index]))
        first += count
    numbers += [(flag, weights["flags"].get(flag, 0)) for flag in line.flags]
    rows, width = memoryview(weights["rows"]).cast("H"), len(LETTERS)
    for name, number in numbers:
        if number:
            yield name, rows[number * width : (number + 1) * width]


def _named(feature: str, line: Observation) -> str:
    """The name of a feature of a line: its axes with their values, or its flag."""
    axes = [axis for axis in feature.split(" & ") if axis in AXES]
    return (
        ", ".join(f"{axis}={said_by(line.values[PLACES[axis]], axis)}" for axis in axes) or feature
    )


@cache
def _weights() -> dict[str, Any]:
    """The weights as ``_prepared`` makes them, read once."""
    kept: dict[str, Any] = made(
        "structure-weights",
        [_FILE, __file__, table.__file__],
        lambda: _prepared(tables.parse(_FILE)),
    )
    return kept


@cache
def _chain() -> Chain:
    """The chain with these weights."""
    chain: Chain = kernel().Chain(_weights())
    return chain


def _prepared(data: dict[str, Any]) -> dict[str, Any]:
    """The weights in the form in which ``Chain`` takes them, and the names of features."""
    rows = [[0] * len(LETTERS)]
    numbers: list[int] = []
    for family in FAMILIES:
        first = len(numbers)
        numbers += [0] * prod([SIZES[PLACES[axis]] for axis in family])
        for key, row in data["features"].get(" & ".join(family), {}).items():
            numbers[first + index_of(family, key)] = len(rows)
            rows.append(row)
    flags = {flag: number for number, flag in enumerate(data["flags"], len(rows))}
    rows += data["flags"].values()
    return {
        "names": [" & ".join(family) for family in FAMILIES],
        "families": [
            [[PLACES[axis], SIZES[PLACES[axis]]] for axis in family] for family in FAMILIES
        ],
        "numbers": _packed(numbers),
        "rows": _packed([weight - min(row) for row in rows for weight in row]),
        "flags": flags,
        "follows": [
            [LETTERS.index(pair[0]), LETTERS.index(pair[1]), exp(weight / _UNIT)]
            for pair, weight in data["follows"].items()
        ],
        "start": _by_part(data["start"]),
        "end": _by_part(data["end"]),
    }


def _packed(numbers: Iterable[int]) -> bytes:
    """Numbers of two bytes each."""
    return b"".join([number.to_bytes(2, byteorder) for number in numbers])


def _by_part(weights: dict[str, int]) -> list[float]:
    """Factors of first or last parts; a part that is not named cannot stand there."""
    return [exp(weights[part] / _UNIT) if part in weights else 0.0 for part in LETTERS]


def key_of(family: Sequence[str], index: int) -> str:
    """The words for the combination *index* of the values of the axes of a family."""
    said = []
    for axis in reversed(family):
        index, value = divmod(index, SIZES[PLACES[axis]])
        said.append(said_by(value, axis) or "none")
    return " ".join(reversed(said))


def index_of(family: Sequence[str], key: str) -> int:
    """The combination that ``key_of`` put in words."""
    index = 0
    for axis, said in zip(family, key.split(), strict=True):
        names, word = AXES[axis], "" if said == "none" else said
        value = int(word) if isinstance(names, int) else names.index(word)
        index = index * SIZES[PLACES[axis]] + value
    return index
