"""Where the story stands on a page, by the look of its lines and of what stands around them, in any
script.

Each line has features (``look``, ``around``, ``features``); a linear chain (``chain``) weighs them
and gives the likelihood that the line is each part of a page. ``Page`` holds what was decided, and
can say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.page.around import Ground, survey
from dispatchkit.structure.page.assignment import decide
from dispatchkit.structure.page.chain import FURNITURE, STORY, Part, likelihoods, speaking
from dispatchkit.structure.page.features import features
from dispatchkit.structure.page.readers import NAMES, WEIGHTS
from dispatchkit.text.scripts import SOUTHEAST_ASIAN
from dispatchkit.text.shape import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.structure.page.look import Look
    from dispatchkit.text.units import Unit

# Lines further than this from any prose are menus; only 0.2 % of the text of the bench's stories
# stands there (tables, lists). If a page has fewer than three paragraphs, all of it is looked at.
_REACH, _FEW = 16, 3
# "It rains today." is a sentence, "Inc." is not. Thai, Lao, Burmese and Khmer sentences end with a
# space; a menu's entries are shorter.
_SENTENCE, _LONG_SENTENCE = 3, 10
_STOPLESS_RE = pattern(f"[{SOUTHEAST_ASIAN}]")
_FIGURE_RE = pattern(r"\d")
# "... said. (PNA)": the names of agencies are words of captions too, and do not count against a
# sentence.
_FOREIGN = frozenset(["caption"])
# If a breadcrumb ends with the headline, the headline stands again at most five lines away and has
# at least four words.
_BESIDE, _TITLE = 5, 4
# At most this many features are named as the reason for a line.
_NAMED = 4
# What speaks against text, and furniture that may be the last rows of a table.
_OUTSIDE = (*FURNITURE, Part.SIGNED)
_ENDING = (Part.INSIDE, Part.AFTER)


class Page(NamedTuple):
    """What the page finder says about a page: the part of each line (``parts``), the line of the
    headline (-1: none), the likelihoods of the lines near text (``odds``), and what the page was
    seen as (``ground``), to say why.
    """

    parts: Sequence[Part]
    headline: int
    odds: dict[int, list[float]]
    ground: Ground | None = None

    @property
    def furniture(self) -> frozenset[int]:
        """The lines that are neither of the story nor about it."""
        return frozenset([at for at, part in enumerate(self.parts) if part in FURNITURE])

    @property
    def story(self) -> list[int]:
        """The lines of the text and its crossheads."""
        return [at for at, part in enumerate(self.parts) if part in STORY]

    def why(self, at: int) -> str:
        """Why the line *at* is the part that it is, in words: its likelihood, and the features that
        speak most for it and against it.
        """
        part = self.parts[at]
        if at not in self.odds or self.ground is None:
            return "far from any text"
        against = _OUTSIDE if part in STORY else STORY
        names = features(self.ground, [at], NAMES)[0]
        said = ", ".join(
            f"{name} {weight:+.1f}" for weight, name in speaking(names, part, against)[:_NAMED]
        )
        return f"{self.odds[at][part]:.2f}: {said}"


def read_page(units: Sequence[Unit]) -> Page:
    """The parts of the page that *units* are the lines of."""
    if not units:
        return Page((), -1, {})
    ground = survey(units)
    near = _near(ground)
    odds = dict(zip(near, likelihoods(features(ground, near, WEIGHTS)), strict=True))
    parts, headline = _bared(
        ground,
        *decide([line.words for line in ground.looks], odds, sentences(units, ground.looks, near)),
    )
    return Page(_with_rows(ground, parts), headline, odds, ground)


def _bared(ground: Ground, parts: list[Part], headline: int) -> tuple[list[Part], int]:
    """The parts and the line of the headline, moved to where it stands by itself if the line taken
    for it has rubrics before it: "Home / News / Harbour closes".
    """
    glued = ground.units[headline].text if headline >= 0 else ""
    for at in (
        range(max(0, headline - _BESIDE), min(headline + _BESIDE + 1, len(parts))) if glued else ()
    ):
        bare = ground.units[at].text.lstrip("#* ")
        if (
            parts[at] not in STORY
            and ground.looks[at].words >= _TITLE
            and glued.endswith(bare)
            and glued.lstrip("#* ") != bare
        ):
            changed = list(parts)
            changed[headline] = Part.ABOVE if headline > at else Part.BEFORE
            changed[at] = Part.HEADLINE
            return changed, at
    return parts, headline


def _with_rows(ground: Ground, parts: Sequence[Part]) -> list[Part]:
    """The parts with the last rows of a table that ends the story: lines with figures, spaced as
    the two above them.
    """
    found = list(parts)
    for at in range(2, len(found)):
        if (
            found[at] in _ENDING
            and found[at - 1] is found[at - 2] is Part.TEXT
            and ground.looks[at].known is None
            and not ground.looks[at].classes
        ):
            rows = ground.units[at - 2 : at + 1]
            if rows[1].gap == rows[2].gap and all(
                _FIGURE_RE.search(row.text) and not row.is_prose for row in rows
            ):
                found[at] = Part.TEXT
    return found


def sentences(units: Sequence[Unit], looks: Sequence[Look], lines: Iterable[int]) -> frozenset[int]:
    """Those of the *lines* that read like sentences, or in scripts without stops are long, and hold
    no word of furniture but the name of an agency.
    """
    return frozenset(
        [
            at
            for at in lines
            if looks[at].known is None
            and _FOREIGN.issuperset(looks[at].classes)
            and _reads(units[at], looks[at].words)
        ]
    )


def _reads(unit: Unit, words: int) -> bool:
    """Whether a line, of which *words* is the weight, reads like a sentence."""
    if _STOPLESS_RE.search(unit.text):
        return words >= _LONG_SENTENCE
    return words >= _SENTENCE and (ends_sentence(unit.text) or unit.is_prose)


def likely_lines(units: Sequence[Unit]) -> list[int]:
    """The lines near prose: those that have features. For training."""
    return _near(survey(units))


def page_features(units: Sequence[Unit], lines: Sequence[int]) -> list[list[str]]:
    """The names of the features of *lines*. For training."""
    return [list(names) for names in features(survey(units), lines, NAMES)]


def _near(ground: Ground) -> list[int]:
    """The lines within reach of prose, for which features are made."""
    count = len(ground.kinds)
    prose = [at for at, kind in enumerate(ground.kinds) if kind in "PpL"]
    if len(prose) < _FEW:
        return list(range(count))
    wanted: list[int] = []
    for at in prose:
        wanted += range(
            max(at - _REACH, wanted[-1] + 1 if wanted else 0), min(at + _REACH + 1, count)
        )
    return wanted
