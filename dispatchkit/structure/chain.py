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
from math import exp
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.startup.kept import made
from dispatchkit.structure import axes as table
from dispatchkit.structure.axes import AXES, FAMILIES, PLACES, SIZES, said_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_COUNT = len(LETTERS)
_FILE = os.path.join(tables.ROOT, "data", "structure_weights.toml")
# Weights are kept as hundredths.
_UNIT = 100
_NONE = (0,) * _COUNT


def likelihoods(seen: Sequence[Observation], may: Sequence[int]) -> list[list[float]]:
    """For each line the likelihood of each ``Part``; they add up to one.

    *may* has for each line a bit for every part that the facts allow it to be.
    """
    if not seen:
        return []
    weights = _weights()
    own = [_factors(_score(line)) for line in seen]
    bound = [_bound(factors, mask) for factors, mask in zip(own, may, strict=True)]
    before = _ahead(own, bound, weights)
    after = _behind(bound, weights)
    return [
        _scaled([a * b for a, b in zip(*both, strict=True)])
        for both in zip(before, after, strict=True)
    ]


def _score(line: Observation) -> list[int]:
    """The sums of the weights of the features of a line."""
    return [sum(column) for column in zip(_NONE, *[row for _, row in _rows(line)], strict=True)]


def _rows(line: Observation) -> Iterator[tuple[str, Sequence[int]]]:
    """The features of a line that have weights: their names are made if somebody asks for them."""
    weights = _weights()
    values = line.values
    for family, axes, rows in weights["families"]:
        index = 0
        for place, size in axes:
            index = index * size + values[place]
        row = rows.get(index)
        if row:
            yield family, row
    flags = weights["flags"]
    for flag in line.flags:
        if flag in flags:
            yield flag, flags[flag]


def speaking(line: Observation, part: Part, against: Sequence[Part]) -> list[tuple[float, str]]:
    """How much each feature of a line speaks for *part* and against the parts *against*, strongest
    first, with its name.
    """
    said = [
        ((row[part] - max(row[other] for other in against)) / _UNIT, _named(name, line))
        for name, row in _rows(line)
    ]
    return sorted(said, key=lambda item: -abs(item[0]))


def _named(feature: str, line: Observation) -> str:
    """The name of a feature of a line: its axes with their values, or its flag."""
    axes = [axis for axis in feature.split(" & ") if axis in AXES]
    return (
        ", ".join(f"{axis}={said_by(line.values[PLACES[axis]], axis)}" for axis in axes) or feature
    )


def _factors(score: Sequence[int]) -> list[float]:
    """Sums of weights as factors, scaled so that the greatest is one."""
    most = max(score)
    return [exp((value - most) / _UNIT) for value in score]


def _bound(factors: list[float], may: int) -> list[float]:
    """The factors of the parts that a line may be, the others being zero."""
    return [factor if may >> part & 1 else 0.0 for part, factor in enumerate(factors)]


def _ahead(
    own: list[list[float]], bound: list[list[float]], weights: dict[str, Any]
) -> list[list[float]]:
    """For each line the likelihoods of its parts, given that line and those above it. Where no
    order of parts fits the facts of a line, *bound* gets its factors as if there were none.
    """
    found: list[list[float]] = []
    reached: list[float] = weights["start"]
    for at, factors in enumerate(bound):
        state = [a * b for a, b in zip(reached, factors, strict=True)]
        if not any(state):
            bound[at] = own[at]
            state = [a * b for a, b in zip(reached, own[at], strict=True)]
        state = _scaled(state)
        found.append(state)
        reached = [0.0] * _COUNT
        for one, other, factor in weights["follows"]:
            reached[other] += state[one] * factor
    return found


def _behind(bound: list[list[float]], weights: dict[str, Any]) -> list[list[float]]:
    """For each line the likelihoods of its parts, given the lines below it."""
    state: list[float] = weights["end"]
    found = [state]
    for factors in bound[:0:-1]:
        below = [a * b for a, b in zip(state, factors, strict=True)]
        state = [0.0] * _COUNT
        for one, other, factor in weights["follows"]:
            state[one] += below[other] * factor
        state = _scaled(state)
        found.append(state)
    found.reverse()
    return found


def _scaled(values: list[float]) -> list[float]:
    """*values*, divided by their sum."""
    total = sum(values) or 1.0
    return [value / total for value in values]


@cache
def _weights() -> dict[str, Any]:
    """The weights as ``_prepared`` makes them, read once."""
    kept: dict[str, Any] = made(
        "structure-weights",
        [_FILE, __file__, table.__file__],
        lambda: _prepared(tables.parse(_FILE)),
    )
    return kept


def _prepared(data: dict[str, Any]) -> dict[str, Any]:
    """The weights in the form in which they are added and multiplied."""
    families = []
    for family in FAMILIES:
        name = " & ".join(family)
        rows = {index_of(family, key): row for key, row in data["features"].get(name, {}).items()}
        families.append([name, [[PLACES[axis], SIZES[PLACES[axis]]] for axis in family], rows])
    return {
        "families": families,
        "flags": data["flags"],
        "follows": [
            [LETTERS.index(pair[0]), LETTERS.index(pair[1]), exp(weight / _UNIT)]
            for pair, weight in data["follows"].items()
        ],
        "start": _by_part(data["start"]),
        "end": _by_part(data["end"]),
    }


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
