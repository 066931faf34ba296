"""A linear chain over the lines of a page: how likely each line is each part of it, given its features and its neighbours' parts.

The weights (``data/page_weights.toml``) come from ``benchmarks/train_page.py``. A line's score for a part is the sum of the weights of its
features; the weights of two parts that follow one another add to it. All of it is sums of logarithms, so each feature speaks for itself.
"""

from __future__ import annotations

import os
from functools import cache
from math import exp
from operator import mul
from struct import unpack
from typing import TYPE_CHECKING, Any

from dispatchkit import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The parts of a page in the order of the weights: o before the headline, h headline, p between headline and text, a abstract, y byline, d date,
# b body, c crosshead, i furniture inside the story, t behind it, z byline behind it.
PARTS = "ohpaydbcitz"
# What may stand above the text, and how much of the rest may follow it at once: a story begins with a paragraph or crosshead.
_ABOVE = len("ohpayd")
_BEGUN = _ABOVE + len("bc")
_FILE = os.path.join(tables.ROOT, "data", "page_weights.toml")
# Weights are kept as hundredths; all those of a feature are packed into one number, a field of 32 bits each, so that one addition adds them
# all. A field holds its sum and this much more, lest it be negative.
_UNIT, _BITS, _MORE = 100, 32, 1 << 31
_OFFSET = sum(_MORE << (_BITS * place) for place in range(len(PARTS)))
_FIELDS, _BYTES = f"<{len(PARTS)}I", _BITS // 8 * len(PARTS)
# Products of likelihoods are brought back to a sum of one before they leave the range of numbers (1e-308 to 1e308). One step changes them by
# less than 1e100: no weight of a pair reaches 230 units.
_SMALL, _LARGE = 1e-100, 1e100


def likelihoods(sums: Sequence[int]) -> list[list[float]]:
    """For each line, given as what its features weigh, the likelihood of each of ``PARTS``; they sum to one."""
    return _smoothed([_scores(packed) for packed in sums], _weights()) if sums else []


def weigh(names: Iterable[str]) -> int:
    """What the features *names* weigh together, packed."""
    packed = _weights()["packed"]
    return sum([packed[name] for name in names if name in packed])


def speaking(names: Iterable[str], part: str, against: str) -> list[tuple[float, str]]:
    """What the features *names* of a line say for *part* and against the parts *against*, strongest first."""
    said = []
    for name in names:
        packed = weigh([name])
        if packed:
            weights = unpack(_FIELDS, (packed + _OFFSET).to_bytes(_BYTES, "little"))
            said.append(((weights[PARTS.index(part)] - max(weights[PARTS.index(other)] for other in against)) / _UNIT, name))
    return sorted(said, key=lambda item: -abs(item[0]))


def _scores(packed: int) -> list[float]:
    """The sums in the fields of a packed number as factors, the greatest of them one."""
    fields = unpack(_FIELDS, (packed + _OFFSET).to_bytes(_BYTES, "little"))
    most = max(fields)
    return [exp((field - most) / _UNIT) for field in fields]


def _smoothed(scores: list[list[float]], weights: dict[str, Any]) -> list[list[float]]:
    """Forward and backward over the chain: the likelihoods of the parts of each line.

    Of the pairs of parts only those are multiplied that may be: what stands above the text leads to itself and to the text's beginning, the
    text and what stands behind it only to themselves.
    """
    to_above, to_behind = weights["to_above"], weights["to_behind"]
    state = list(map(mul, weights["start"], scores[0]))
    ahead = [state]
    for score in scores[1:]:
        o, h, p, a, y, d, b, c, i, t, z = state
        above = [o * f1 + h * f2 + p * f3 + a * f4 + y * f5 + d * f6 for f1, f2, f3, f4, f5, f6 in to_above]
        behind = [b * f1 + c * f2 + i * f3 + t * f4 + z * f5 for f1, f2, f3, f4, f5 in to_behind]
        behind[0] += above[_ABOVE]
        behind[1] += above[_ABOVE + 1]
        state = _bounded(list(map(mul, above[:_ABOVE] + behind, score)))
        ahead.append(state)
    from_above, from_behind = weights["from_above"], weights["from_behind"]
    back = weights["end"]
    found = [_scaled(list(map(mul, state, back)))]
    for at in range(len(scores) - 2, -1, -1):
        o, h, p, a, y, d, b, c, i, t, z = map(mul, back, scores[at + 1])
        back = [o * f1 + h * f2 + p * f3 + a * f4 + y * f5 + d * f6 + b * f7 + c * f8 for f1, f2, f3, f4, f5, f6, f7, f8 in from_above]
        back += [b * f1 + c * f2 + i * f3 + t * f4 + z * f5 for f1, f2, f3, f4, f5 in from_behind]
        back = _bounded(back)
        found.append(_scaled(list(map(mul, ahead[at], back))))
    found.reverse()
    return found


def _bounded(values: list[float]) -> list[float]:
    """*values*, to scale where they have become very small or large."""
    return values if _SMALL < max(values) < _LARGE else _scaled(values)


def _scaled(values: list[float]) -> list[float]:
    total = sum(values) or 1.0
    return [value / total for value in values]


@cache
def _weights() -> dict[str, Any]:
    kept: dict[str, Any] = tables.made("page-weights", [_FILE, __file__], lambda: _prepared(tables.parse(_FILE)))
    return kept


def _prepared(data: dict[str, Any]) -> dict[str, Any]:
    """The weights in the form in which they are added and multiplied."""
    factors = [[exp(data["follows"][one + other] / _UNIT) if one + other in data["follows"] else 0.0 for other in PARTS] for one in PARTS]
    return {
        "packed": {name: sum(weight << (_BITS * place) for place, weight in enumerate(weights)) for name, weights in data["features"].items()},
        "to_above": [tuple([factors[one][other] for one in range(_ABOVE)]) for other in range(_BEGUN)],
        "to_behind": [tuple([factors[one][other] for one in range(_ABOVE, len(PARTS))]) for other in range(_ABOVE, len(PARTS))],
        "from_above": [tuple(row[:_BEGUN]) for row in factors[:_ABOVE]],
        "from_behind": [tuple(row[_ABOVE:]) for row in factors[_ABOVE:]],
        "start": [exp(data["start"][part] / _UNIT) if part in data["start"] else 0.0 for part in PARTS],
        "end": [exp(data["end"][part] / _UNIT) if part in data["end"] else 0.0 for part in PARTS],
    }
