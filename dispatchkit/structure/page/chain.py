"""A linear chain over the lines of a page: how likely each line is to be each part of the page,
given its features and the parts of its neighbours.

A line's score for a part is the sum of the weights of its features; the weights of two parts that
follow one another are added to it. All of them are logarithms, so each feature has its own share in
the sum. The weights (``data/page_weights.toml``) are made by ``tools/train_page.py``.
"""

from __future__ import annotations

import os
from enum import IntEnum
from functools import cache
from math import exp
from operator import mul
from struct import unpack
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.startup.kept import made

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Part(IntEnum):
    """What a line is on a page. The numbers are the places of the parts in a list of likelihoods;
    those that may stand above the text come first.
    """

    BEFORE = 0
    """Furniture above the headline."""
    HEADLINE = 1
    """The headline."""
    ABOVE = 2
    """Furniture between the headline and the text."""
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
    """Furniture after the text."""
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
# How many parts may stand above the text, and how many stand there or begin the text.
_ABOVE, _BEGUN = int(Part.TEXT), int(Part.INSIDE)
_FILE = os.path.join(tables.ROOT, "data", "page_weights.toml")
# Weights are kept as hundredths; all those of a feature are packed into one number, a field of 32
# bits each, so that one addition adds them all. A field holds its sum plus 2**31, so that it is
# never negative.
_UNIT, _BITS, _MORE = 100, 32, 1 << 31
_OFFSET = sum(_MORE << (_BITS * place) for place in range(len(Part)))
_FIELDS, _BYTES = f"<{len(Part)}I", _BITS // 8 * len(Part)
# Products of likelihoods are brought back to a sum of one before they leave the range of numbers
# (1e-308 to 1e308). One step changes them by less than 1e100: no weight of a pair reaches 230
# units.
_SMALL, _LARGE = 1e-100, 1e100


def likelihoods(sums: Sequence[int]) -> list[list[float]]:
    """For each line, given as the packed sum of its weights, the likelihood of each ``Part``; they
    add up to one.
    """
    return _smoothed([_scores(packed) for packed in sums], _weights()) if sums else []


def weigh(names: Iterable[str]) -> int:
    """The sum of the weights of the features *names*, packed."""
    packed = _weights()["packed"]
    return sum([packed[name] for name in names if name in packed])


def speaking(names: Iterable[str], part: Part, against: Sequence[Part]) -> list[tuple[float, str]]:
    """How much each of the features *names* of a line speaks for *part* and against the parts
    *against*, strongest first, with its name.
    """
    said = []
    for name in names:
        packed = weigh([name])
        if packed:
            weights = unpack(_FIELDS, (packed + _OFFSET).to_bytes(_BYTES, "little"))
            best = max(weights[other] for other in against)
            said.append(((weights[part] - best) / _UNIT, name))
    return sorted(said, key=lambda item: -abs(item[0]))


def _scores(packed: int) -> list[float]:
    """The sums in the fields of a packed number as factors, scaled so that the greatest is one."""
    fields = unpack(_FIELDS, (packed + _OFFSET).to_bytes(_BYTES, "little"))
    most = max(fields)
    return [exp((field - most) / _UNIT) for field in fields]


def _smoothed(scores: list[list[float]], weights: dict[str, Any]) -> list[list[float]]:
    """Forward and backward over the chain: the likelihoods of the parts of each line."""
    ahead = _ahead(scores, weights)
    behind = _behind(scores, weights)
    return [
        _scaled(list(map(mul, before, after))) for before, after in zip(ahead, behind, strict=True)
    ]


# The two passes are written out, which takes half the time of loops over the pairs; they take a
# tenth of the time of a page. A letter is the likelihood of the part that it stands for
# (``LETTERS``), two letters are the factor of one part before another. Only possible pairs are
# multiplied: parts above the text lead to one another and to the beginning of the text, the text
# and the parts after it only to one another.


def _ahead(scores: list[list[float]], weights: dict[str, Any]) -> list[Sequence[float]]:
    """For each line the likelihoods of its parts, given that line and those above it."""
    (
        (oo, ho, po, ao, yo, do),
        (oh, hh, ph, ah, yh, dh),
        (op, hp, pp, ap, yp, dp),
        (oa, ha, pa, aa, ya, da),
        (oy, hy, py, ay, yy, dy),
        (od, hd, pd, ad, yd, dd),
    ) = weights["to_above"][:_ABOVE]
    (ob, hb, pb, ab, yb, db), (oc, hc, pc, ac, yc, dc) = weights["to_above"][_ABOVE:]
    (
        (bb, cb, ib, tb, zb),
        (bc, cc, ic, tc, zc),
        (bi, ci, ii, ti, zi),
        (bt, ct, it, tt, zt),
        (bz, cz, iz, tz, zz),
    ) = weights["to_behind"]
    state: Sequence[float] = list(map(mul, weights["start"], scores[0]))
    found = [state]
    for score in scores[1:]:
        o, h, p, a, y, d, b, c, i, t, z = state
        reached = (
            o * oo + h * ho + p * po + a * ao + y * yo + d * do,
            o * oh + h * hh + p * ph + a * ah + y * yh + d * dh,
            o * op + h * hp + p * pp + a * ap + y * yp + d * dp,
            o * oa + h * ha + p * pa + a * aa + y * ya + d * da,
            o * oy + h * hy + p * py + a * ay + y * yy + d * dy,
            o * od + h * hd + p * pd + a * ad + y * yd + d * dd,
            o * ob
            + h * hb
            + p * pb
            + a * ab
            + y * yb
            + d * db
            + b * bb
            + c * cb
            + i * ib
            + t * tb
            + z * zb,
            o * oc
            + h * hc
            + p * pc
            + a * ac
            + y * yc
            + d * dc
            + b * bc
            + c * cc
            + i * ic
            + t * tc
            + z * zc,
            b * bi + c * ci + i * ii + t * ti + z * zi,
            b * bt + c * ct + i * it + t * tt + z * zt,
            b * bz + c * cz + i * iz + t * tz + z * zz,
        )
        state = _bounded(list(map(mul, reached, score)))
        found.append(state)
    return found


def _behind(scores: list[list[float]], weights: dict[str, Any]) -> list[Sequence[float]]:
    """For each line the likelihoods of its parts, given the lines below it."""
    (
        (oo, oh, op, oa, oy, od, ob, oc),
        (ho, hh, hp, ha, hy, hd, hb, hc),
        (po, ph, pp, pa, py, pd, pb, pc),
        (ao, ah, ap, aa, ay, ad, ab, ac),
        (yo, yh, yp, ya, yy, yd, yb, yc),
        (do, dh, dp, da, dy, dd, db, dc),
    ) = weights["from_above"]
    (
        (bb, bc, bi, bt, bz),
        (cb, cc, ci, ct, cz),
        (ib, ic, ii, it, iz),
        (tb, tc, ti, tt, tz),
        (zb, zc, zi, zt, zz),
    ) = weights["from_behind"]
    state: Sequence[float] = weights["end"]
    found = [state]
    for score in scores[:0:-1]:
        o, h, p, a, y, d, b, c, i, t, z = map(mul, state, score)
        state = _bounded(
            [
                o * oo + h * oh + p * op + a * oa + y * oy + d * od + b * ob + c * oc,
                o * ho + h * hh + p * hp + a * ha + y * hy + d * hd + b * hb + c * hc,
                o * po + h * ph + p * pp + a * pa + y * py + d * pd + b * pb + c * pc,
                o * ao + h * ah + p * ap + a * aa + y * ay + d * ad + b * ab + c * ac,
                o * yo + h * yh + p * yp + a * ya + y * yy + d * yd + b * yb + c * yc,
                o * do + h * dh + p * dp + a * da + y * dy + d * dd + b * db + c * dc,
                b * bb + c * bc + i * bi + t * bt + z * bz,
                b * cb + c * cc + i * ci + t * ct + z * cz,
                b * ib + c * ic + i * ii + t * it + z * iz,
                b * tb + c * tc + i * ti + t * tt + z * tz,
                b * zb + c * zc + i * zi + t * zt + z * zz,
            ]
        )
        found.append(state)
    found.reverse()
    return found


def _bounded(values: list[float]) -> Sequence[float]:
    """*values*, scaled if they have become very small or large."""
    return values if _SMALL < max(values) < _LARGE else _scaled(values)


def _scaled(values: list[float]) -> list[float]:
    """*values*, divided by their sum."""
    total = sum(values) or 1.0
    return [value / total for value in values]


@cache
def _weights() -> dict[str, Any]:
    """The weights as ``_prepared`` makes them, read once."""
    kept: dict[str, Any] = made(
        "page-weights", [_FILE, __file__], lambda: _prepared(tables.parse(_FILE))
    )
    return kept


def _prepared(data: dict[str, Any]) -> dict[str, Any]:
    """The weights in the form in which they are added and multiplied."""
    factors = [
        [
            exp(data["follows"][one + other] / _UNIT) if one + other in data["follows"] else 0.0
            for other in LETTERS
        ]
        for one in LETTERS
    ]
    return {
        "packed": {
            name: sum(weight << (_BITS * place) for place, weight in enumerate(weights))
            for name, weights in data["features"].items()
        },
        "to_above": [
            tuple([factors[one][other] for one in range(_ABOVE)]) for other in range(_BEGUN)
        ],
        "to_behind": [
            tuple([factors[one][other] for one in range(_ABOVE, len(LETTERS))])
            for other in range(_ABOVE, len(LETTERS))
        ],
        "from_above": [tuple(row[:_BEGUN]) for row in factors[:_ABOVE]],
        "from_behind": [tuple(row[_ABOVE:]) for row in factors[_ABOVE:]],
        "start": [
            exp(data["start"][part] / _UNIT) if part in data["start"] else 0.0 for part in LETTERS
        ],
        "end": [exp(data["end"][part] / _UNIT) if part in data["end"] else 0.0 for part in LETTERS],
    }
