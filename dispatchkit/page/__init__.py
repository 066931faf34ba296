"""Where the story stands on a page, by the look of its lines and of what stands around them, in any script.

Each line has features (``look``, ``features``); a linear chain (``chain``) weighs them and says how likely the line is each part of a page.
``Page`` holds what was decided, and can say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.page.around import survey
from dispatchkit.page.chain import PARTS, likelihoods, speaking
from dispatchkit.page.features import features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Unit

# Lines further than this from any prose are menus; only 0.2 % of the text of the bench's stories stands there (tables, lists). Where a
# page has fewer paragraphs than this, all of it is looked at.
_REACH, _FEW = 16, 3
# From these likelihoods on a line is taken for it. Text from less than one half: a lost sentence is worse than a leftover line.
_TEXT, _FIELD, _HEADLINE = 0.4, 0.3, 0.1
_CROSSHEAD, _TOP, _TAIL = "c", "ohpayd", "tz"
# So many features are named as the reason for a line.
_NAMED = 4


class Page(NamedTuple):
    """The parts of a page: ``parts`` has one letter of ``PARTS`` a line, ``odds`` the likelihoods of those near text, ``rows`` their features."""

    parts: str
    headline: int
    odds: dict[int, list[float]]
    rows: dict[int, list[str]]

    def why(self, at: int) -> str:
        """Why the line *at* is what it is: its likelihood, and the features that speak most for it and against it."""
        part = self.parts[at]
        if at not in self.odds:
            return "far from any text"
        against = "otipz" if part in "bc" else "bc"
        said = ", ".join(f"{name} {weight:+.1f}" for weight, name in speaking(self.rows[at], part, against)[:_NAMED])
        return f"{self.odds[at][PARTS.index(part)]:.2f}: {said}"


def read_page(units: Sequence[Unit]) -> Page:
    """The parts of the page that *units* are the lines of."""
    if not units:
        return Page("", -1, {}, {})
    ground = survey(units)
    near = _near(ground.kinds)
    rows = features(ground, units, near)
    page = parts_of(len(units), near, likelihoods(rows))
    return page._replace(rows=dict(zip(near, rows, strict=True)))


def parts_of(count: int, near: Sequence[int], odds: Sequence[list[float]]) -> Page:
    """The parts of a page of *count* lines, given the likelihoods of those *near* prose. Serves training too."""
    story = [at for at, chances in zip(near, odds, strict=True) if _likelihood(chances, "bc") > _TEXT]
    first, last = (story[0], story[-1]) if story else (count, count)
    by_line = dict(zip(near, odds, strict=True))
    headline = max((at for at in near if at < first), key=lambda at: by_line[at][PARTS.index("h")], default=-1)
    if headline >= 0 and by_line[headline][PARTS.index("h")] < _HEADLINE:
        headline = -1
    return Page("".join([_part(at, by_line.get(at), first, last, headline) for at in range(count)]), headline, by_line, {})


def likely_lines(units: Sequence[Unit]) -> list[int]:
    """The lines near prose: those that have features. For training."""
    return _near(survey(units).kinds)


def page_features(units: Sequence[Unit], lines: Sequence[int]) -> list[list[str]]:
    """The names of the features of *lines*. For training."""
    return features(survey(units), units, lines)


def _near(kinds: str) -> list[int]:
    """The lines within reach of prose."""
    prose = [at for at, kind in enumerate(kinds) if kind in "PpL"]
    if len(prose) < _FEW:
        return list(range(len(kinds)))
    wanted: list[int] = []
    for at in prose:
        wanted += range(max(at - _REACH, wanted[-1] + 1 if wanted else 0), min(at + _REACH + 1, len(kinds)))
    return wanted


def _likelihood(chances: Sequence[float], parts: str) -> float:
    return sum([chances[PARTS.index(part)] for part in parts])


def _part(at: int, chances: Sequence[float] | None, first: int, last: int, headline: int) -> str:
    """The part that a line is taken for."""
    if at == headline:
        return "h"
    if chances is not None:
        if _likelihood(chances, "bc") > _TEXT:
            return "c" if chances[PARTS.index("c")] > chances[PARTS.index("b")] else "b"
        for part in "ayzd":
            if chances[PARTS.index(part)] > _FIELD:
                return part
    if at > last:
        return "t"
    if at > first:
        return "i"
    return "o" if at < headline else "p"
