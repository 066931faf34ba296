"""A linear chain over the lines of a page: how likely each line is each part of it, given its features and its neighbours' parts.

The weights (``data/page_weights.toml``) come from ``benchmarks/train_page.py``. A line's score for a part is the sum of the weights of its
features; the weights of two parts that follow one another add to it. All of it is sums of logarithms, so each feature speaks for itself.
"""

from __future__ import annotations

import os
from functools import cache
from math import exp
from typing import TYPE_CHECKING, Any

from dispatchkit import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The parts of a page in the order of the weights: o before the headline, h headline, p between headline and text, a abstract, y byline, d date,
# b body, c crosshead, i furniture inside the story, t behind it, z byline behind it.
PARTS = "ohpaydbcitz"
_FILE = os.path.join(tables.ROOT, "data", "page_weights.toml")
# Weights are kept as hundredths; all those of a feature are packed into one number, a field of so many bits each, so that one addition
# adds them all. Fields hold sums up to some 2,000,000 either way: no line has features enough for more.
_UNIT, _BITS = 100, 22
_MASK, _HALF = (1 << _BITS) - 1, 1 << (_BITS - 1)
_OFFSET = sum(_HALF << (_BITS * place) for place in range(len(PARTS)))


def likelihoods(rows: Iterable[Sequence[str]]) -> list[list[float]]:
    """For each line, given as the names of its features, the likelihood of each of ``PARTS``; they sum to one."""
    kept = _weights()
    packed = kept["packed"]
    scores = [_unpacked(sum([packed[name] for name in row if name in packed])) for row in rows]
    return _smoothed(scores, kept["follows"], kept["start"], kept["end"]) if scores else []


def speaking(row: Iterable[str], part: str, against: str) -> list[tuple[float, str]]:
    """What the features of a line say for *part* and against the parts *against*, strongest first."""
    packed = _weights()["packed"]
    said = []
    for name in row:
        if name in packed:
            weights = _unpacked(packed[name], logarithms=True)
            said.append((weights[PARTS.index(part)] - max(weights[PARTS.index(other)] for other in against), name))
    return sorted(said, key=lambda item: -abs(item[0]))


def _unpacked(packed: int, *, logarithms: bool = False) -> list[float]:
    """The sums in the fields of a packed number, as factors or as logarithms."""
    packed += _OFFSET
    sums = [((packed >> shift & _MASK) - _HALF) / _UNIT for shift in range(0, _BITS * len(PARTS), _BITS)]
    if logarithms:
        return sums
    most = max(sums)
    return [exp(value - most) for value in sums]


def _smoothed(scores: list[list[float]], follows: list[list[tuple[int, float]]], start: list[float], end: list[float]) -> list[list[float]]:
    """Forward and backward over the chain. *follows* lists for each part the parts that may stand before it, with their factors."""
    ahead = [[first * score for first, score in zip(start, scores[0], strict=True)]]
    for score in scores[1:]:
        last = ahead[-1]
        ahead.append(_scaled([score[part] * sum([last[other] * factor for other, factor in before]) for part, before in enumerate(follows)]))
    back = list(end)
    found = [_scaled([a * b for a, b in zip(ahead[-1], back, strict=True)])]
    for at in range(len(scores) - 2, -1, -1):
        weighed = [b * score for b, score in zip(back, scores[at + 1], strict=True)]
        back = [0.0] * len(PARTS)
        for part, before in enumerate(follows):
            for other, factor in before:
                back[other] += weighed[part] * factor
        back = _scaled(back)
        found.append(_scaled([a * b for a, b in zip(ahead[at], back, strict=True)]))
    return found[::-1]


def _scaled(values: list[float]) -> list[float]:
    total = sum(values) or 1.0
    return [value / total for value in values]


@cache
def _weights() -> dict[str, Any]:
    kept: dict[str, Any] = tables.made("page-weights", [_FILE, __file__], lambda: _packed(tables.parse(_FILE)))
    return kept


def _packed(data: dict[str, Any]) -> dict[str, Any]:
    """The weights in the form in which they are added and multiplied."""
    follows: list[list[tuple[int, float]]] = [[] for _ in PARTS]
    for pair, weight in data["follows"].items():
        follows[PARTS.index(pair[1])].append((PARTS.index(pair[0]), exp(weight / _UNIT)))
    return {
        "packed": {name: sum(weight << (_BITS * place) for place, weight in enumerate(weights)) for name, weights in data["features"].items()},
        "follows": follows,
        "start": [exp(data["start"][part] / _UNIT) if part in data["start"] else 0.0 for part in PARTS],
        "end": [exp(data["end"][part] / _UNIT) if part in data["end"] else 0.0 for part in PARTS],
    }
