"""The linear chain of the structure model while it is trained: sums over features, likelihoods of parts
and pairs, and how a model is fitted.

Each weight is the sum of two: one for the group of a part (text, furniture, ...), which costs
little, and one for the part itself, which costs much. Several parts may be possible for a line
("not text"): the chain is trained to make the possible parts likely, whichever of them is right.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from scipy.optimize import fmin_l_bfgs_b

from dispatchkit.structure.chain import LETTERS

# What may follow each part. Text is never followed by what stands above it, nor what stands after
# it by text.
_ABOVE = "hpaydbc"
FOLLOWS = {
    "o": "ohaydbc",
    "h": _ABOVE,
    "p": _ABOVE,
    "a": _ABOVE,
    "y": _ABOVE + "o",
    "d": _ABOVE + "o",
    "b": "bcitz",
    "c": "bcitz",
    "i": "bci",
    "t": "tz",
    "z": "tz",
}
FIRST, LAST = "ohpaydbc", "ohpaydbctz"
GROUPS = ["bc", "opit", "h", "a", "yz", "d"]
COUNT = len(LETTERS)
# The cost of the squares of the weights of pairs, and the number of steps; 40 to 120 were tried. A
# feature of fewer lines than this is left out.
PAIR_COST, STEPS, LEAST = 4.0, 60, 8
_MEMBER = np.array([[float(part in group) for part in LETTERS] for group in GROUPS])
_MAY_FOLLOW = np.array([[float(other in FOLLOWS[part]) for other in LETTERS] for part in LETTERS])
_MAY_END = np.array([[float(part in ends) for part in LETTERS] for ends in (FIRST, LAST)])


class Lines(NamedTuple):
    """The lines of pages: their features as numbers (those of line n are ``features[starts[n] :
    starts[n + 1]]``), the parts that each may be, where each page begins, and the page's weight.
    """

    features: Any
    starts: Any
    may: Any
    pages: Any
    weights: Any


class Model(NamedTuple):
    """The names of the features (a family and a combination of values, or a flag), their weights,
    and those of pairs, first parts and last parts.
    """

    names: list[tuple[str, ...]]
    weights: Any
    pairs: Any
    ends: Any


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _weighed(features: Any, starts: Any, weights: Any) -> Any:
    """The sum of the weights of each line's features."""
    scores = np.zeros((len(starts) - 1, weights.shape[1]))
    for line in range(len(scores)):
        for place in range(starts[line], starts[line + 1]):
            for part in range(weights.shape[1]):
                scores[line, part] += weights[features[place], part]
    return scores


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _gathered(features: Any, starts: Any, slopes: Any, count: int) -> Any:
    """The sum of the slopes of the lines that have each feature."""
    found = np.zeros((count, slopes.shape[1]))
    for line in range(len(slopes)):
        for place in range(starts[line], starts[line + 1]):
            for part in range(slopes.shape[1]):
                found[features[place], part] += slopes[line, part]
    return found


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _product(left: Any, right: Any) -> float:
    """The sum of the products of two rows. (NumPy's would make a temporary row, which takes ten
    times as long.)
    """
    total = 0.0
    for place in range(len(left)):
        total += left[place] * right[place]
    return total


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _sums(scores: Any, may: Any, pairs: Any, ends: Any, chances: Any, pair_chances: Any) -> float:
    """The logarithm of the sum over all orders of parts that *may* be, nan if there is none;
    *pairs* and *ends* are factors. Writes the likelihoods to the last two arguments.
    """
    n, k = scores.shape
    ahead, factors, sums = np.zeros((n, k)), np.zeros((n, k)), np.zeros(n)
    total = _forward(scores, may, pairs, ends[0], ahead, factors, sums)
    last = _product(ahead[n - 1], ends[1])
    if not last > 0:
        return float(np.nan)
    # Only the proportions of *back* count: it is scaled, because over a thousand lines it would leave
    # the range of numbers.
    back = ends[1] / np.max(ends[1])
    chances[n - 1] = ahead[n - 1] * back / _product(ahead[n - 1], back)
    both = np.zeros((k, k))
    for t in range(n - 2, -1, -1):
        after = factors[t + 1] * back
        for part in range(k):
            back[part] = _product(pairs[part], after)
            for other in range(k):
                both[part, other] = ahead[t, part] * pairs[part, other] * after[other]
        whole = np.sum(both)
        if not whole > 0:
            return float(np.nan)
        pair_chances += both / whole
        back = back / np.max(back)
        chances[t] = ahead[t] * back / _product(ahead[t], back)
    return float(total + np.log(last))


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _forward(
    scores: Any, may: Any, pairs: Any, first: Any, ahead: Any, factors: Any, sums: Any
) -> float:
    """The forward half of ``_sums``. Writes to the last three arguments: zeros from the first line
    on that no order of parts reaches.
    """
    total = 0.0
    for t in range(len(scores)):
        most = np.max(np.where(may[t], scores[t], -1e30))
        for part in np.flatnonzero(may[t]):
            factors[t, part] = np.exp(scores[t, part] - most)
            before = first[part] if t == 0 else _product(ahead[t - 1], pairs[:, part])
            ahead[t, part] = before * factors[t, part]
        sums[t] = np.sum(ahead[t])
        if not sums[t] > 0:
            ahead[t:] = 0.0
            return 0.0
        ahead[t] /= sums[t]
        total += most + np.log(sums[t])
    return float(total)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _loss(
    scores: Any,
    may: Any,
    pages: Any,
    pairs: Any,
    ends: Any,
    weights: Any,
    slope: Any,
    pair_slope: Any,
    end_slope: Any,
) -> float:
    """How unlikely the known parts are, and the slopes of that by the scores, the pairs, and the
    first and last parts. Pages for which no order of parts is possible are left out.
    """
    k = scores.shape[1]
    loss = 0.0
    for page in range(len(pages) - 1):
        a, b = pages[page], pages[page + 1]
        if a == b:
            continue
        free, known = np.zeros((b - a, k)), np.zeros((b - a, k))
        free_pairs, known_pairs = np.zeros((k, k)), np.zeros((k, k))
        unlikely = _sums(scores[a:b], np.ones((b - a, k), np.bool_), pairs, ends, free, free_pairs)
        unlikely -= _sums(scores[a:b], may[a:b], pairs, ends, known, known_pairs)
        if np.isnan(unlikely):
            continue
        loss += weights[page] * unlikely
        slope[a:b] = weights[page] * (free - known)
        pair_slope += weights[page] * (free_pairs - known_pairs)
        end_slope[0] += weights[page] * (free[0] - known[0])
        end_slope[1] += weights[page] * (free[-1] - known[-1])
    return loss


def fitted(
    lines: Lines, names: list[tuple[str, ...]], group_cost: float, part_cost: float
) -> Model:
    """The weights that make the known parts of *lines* likeliest, at these costs."""
    counts = np.bincount(lines.features, minlength=len(names))
    kept = np.flatnonzero(counts >= LEAST)
    lines = _without_rare(lines, kept, len(names))
    shapes = [(len(kept), len(GROUPS)), (len(kept), COUNT), (COUNT, COUNT), (2, COUNT)]
    sizes = [a * b for a, b in shapes]
    costs = np.repeat([group_cost, part_cost, PAIR_COST, PAIR_COST], sizes)

    def parted(flat: Any) -> list[Any]:
        return [
            piece.reshape(shape)
            for piece, shape in zip(np.split(flat, np.cumsum(sizes)[:-1]), shapes, strict=True)
        ]

    def measured(flat: Any) -> tuple[float, Any]:
        by_group, by_part, pairs, ends = parted(flat)
        scores = _weighed(lines.features, lines.starts, by_group @ _MEMBER + by_part)
        slope, pair_slope, end_slope = (
            np.zeros_like(scores),
            np.zeros((COUNT, COUNT)),
            np.zeros((2, COUNT)),
        )
        loss = _loss(
            scores,
            lines.may,
            lines.pages,
            np.exp(pairs) * _MAY_FOLLOW,
            np.exp(ends) * _MAY_END,
            lines.weights,
            slope,
            pair_slope,
            end_slope,
        )
        by_feature = _gathered(lines.features, lines.starts, slope, len(kept))
        slopes = np.concatenate(
            [
                (by_feature @ _MEMBER.T).ravel(),
                by_feature.ravel(),
                pair_slope.ravel(),
                end_slope.ravel(),
            ]
        )
        return loss + 0.5 * float((costs * flat) @ flat), slopes + costs * flat

    by_group, by_part, pairs, ends = parted(
        fmin_l_bfgs_b(measured, np.zeros(len(costs)), maxiter=STEPS, m=8)[0]
    )
    return Model([names[number] for number in kept], by_group @ _MEMBER + by_part, pairs, ends)


def _without_rare(lines: Lines, kept: Any, count: int) -> Lines:
    """The lines with only the features *kept*, numbered anew."""
    numbers = np.full(count, -1)
    numbers[kept] = np.arange(len(kept))
    features = numbers[lines.features]
    before = np.concatenate([[0], np.cumsum(features >= 0)])
    return lines._replace(features=features[features >= 0], starts=before[lines.starts])


def mean(models: list[Model]) -> Model:
    """The mean of several models; a feature that one of them lacks has the weight 0 there."""
    names = sorted(set().union(*[model.names for model in models]))
    places = {name: place for place, name in enumerate(names)}
    weights = np.zeros((len(names), COUNT))
    for model in models:
        weights[[places[name] for name in model.names]] += model.weights / len(models)
    return Model(
        names,
        weights,
        *(
            np.mean([getattr(model, field) for model in models], axis=0)
            for field in ("pairs", "ends")
        ),
    )
