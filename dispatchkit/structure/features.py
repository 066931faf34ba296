"""What the structure model sees of each line: its look, its facts, and what stands around it.

An observation is a row of small numbers, one for each axis (``axes``), and a set of flags. The
code says what is seen, and the weights (``chain``) what it means.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.label import BuiltIn
from dispatchkit.model import PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure import axes
from dispatchkit.structure import look as looking
from dispatchkit.structure.look import detail, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.around import Ground, ProseBlock
    from dispatchkit.structure.look import Look

_SORT = {letter: number for number, letter in enumerate(axes.SORTS)}
_GROUPS = {
    Label.ENVELOPE: "E", Label.SLUGLINE: "K", Label.SECTION: "K", Label.KEYWORDS: "K",
    Label.AGENCY: "K", Label.LANGUAGE: "K", Label.LOCATED: "K", Label.HEADLINE: "H",
    Label.ABSTRACT: "A", Label.BYLINE: "B", Label.CREDIT: "C", Label.DATE: "D",
    Label.UPDATED: "D", Label.DATELINE: "T", Label.NOTICE: "N", Label.EDNOTE: "Q",
    Label.ENDMARK: "Z", Label.INITIALS: "Z", Label.COPYRIGHT: "Z", Label.COUNTER: "n",
    Label.CAPTION: "G", Label.CONTACT: "q", Label.RELATED: "r", Label.COMMENT: "o",
    Label.RULE: "-",
}  # fmt: skip
_FIGURES_RE = pattern(r"\d+")
_LETTERED = {label.value: label for label in Label}
# Kinds of lines that are what the common phrases of any language say; longer ones quote them.
_BRIEF = frozenset("usmMd")
_LOOSE = frozenset((Label.TEXT, Label.OTHER, Label.LIST, Label.TABLE))
_FACT = {name: number for number, name in enumerate(axes.FACTS)}
_PHRASE = {name: number for number, name in enumerate(axes.PHRASES)}
_LABEL = {name: number for number, name in enumerate(axes.LABELS)}
# "Related" and its like open a section of at most this many lines; a sign-off and a date line are
# remembered as long.
_OPENED, _SIGNED, _TOLD = 80, 30, 10
# A line that stands this often on a page but for its figures, within so many lines, is one of a row
# of comments or teasers ("36 votes", "Reply").
_OFTEN, _ROW = 3, 3
# The lines within which prose is counted; distances are cut off at the last number.
_REACHES = (3, 8, 20)
_FARTHEST, _NONE, _OFF = max(_REACHES), 31, 41
# Prose of fewer words is no paragraph to measure the distance from.
_LEAST_PROSE = 10
# Lines of a page are dull if they are short and known, repeated or without letters: neighbours are
# looked for beyond them.
_DULL_WORDS, _DULL, _REPEATED = 9, frozenset("fron-DKG"), 2
# Sorts of the short lines of which a run may be a menu.
_SHORT = frozenset("usmfron*")


class Observation(NamedTuple):
    """What is seen of a line: a value for each of ``axes.AXES``, and flags by name."""

    values: bytes
    flags: list[str]


def observe(
    ground: Ground, marks: Sequence[Mark], wanted: Sequence[int], profile: str
) -> Iterator[Observation]:
    """What is seen of each of the lines *wanted* of a dump, whose provisional labels are *marks*;
    *profile* is the id of its sender's profile.
    """
    return map(_Observer(ground, marks, profile).at, wanted)


class _Observer:
    """What is counted once for all lines of a dump."""

    def __init__(self, ground: Ground, marks: Sequence[Mark], profile: str) -> None:
        self._ground, self._marks, self._profile = ground, marks, profile
        looks, units = ground.looks, ground.units
        self._sorts = list(map(sort_of, marks, looks))
        self._numbers = [_SORT[sort] for sort in self._sorts]
        edge, end = _SORT["^"], _SORT["$"]
        self._beside = [edge, edge, *self._numbers, end, end]
        self._dull = [
            look.words <= _DULL_WORDS and (sort in _DULL or ground.counts[look.folded] > _REPEATED)
            for look, sort in zip(looks, self._sorts, strict=True)
        ]
        self._seen_before = _visible(self._numbers, self._dull, edge)
        self._seen_after = _visible(self._numbers[::-1], self._dull[::-1], end)[::-1]
        self._runs = _runs(self._sorts)
        forms = [_FIGURES_RE.sub("0", look.folded) for look in looks]
        counts = Counter(forms)
        self._often = [counts[form] >= _OFTEN for form in forms]
        self._dense = [
            put(looking.DENSITY, sum(look.classes.values()) / max(1, look.words)) for look in looks
        ]
        self._prose, self._words = _sums(ground.prose), _sums([look.words for look in looks])
        self._above = _distances(ground.prose)
        self._below = _distances(ground.prose[::-1])[::-1]
        self._gaps = [*(unit.gap for unit in units), 2]
        self._spaced = put(
            axes.SPACED, sum([gap > 0 for gap in self._gaps[1:-1]]) / max(1, len(units))
        )
        self._blocks = {
            at: block for block in ground.blocks for at in range(block.first, block.last + 1)
        }
        evident = {
            mark.unit.folded
            for mark in marks
            if mark.label in PAGE_FURNITURE and mark.rule not in (BuiltIn.FAR, BuiltIn.TICKER)
        }
        self._dump = [0, put(axes.PAGE, len(units)), put(axes.EVIDENCE, len(evident))]
        self._under, self._signed, self._dated = _facts_above(marks, looks, self._sorts)
        self._filed = next((at for at, sort in enumerate(self._sorts) if sort in "IT"), None)

    def at(self, at: int) -> Observation:
        """What is seen of the line *at*."""
        look = self._ground.looks[at]
        own, flags = self._own(at, look)
        values = [
            *self._dump,
            *own,
            *self._neighbours(at),
            *self._near(at),
            *self._in_block(at),
            *self._about(at, look),
            *self._facts(at),
        ]
        return Observation(bytes(values), flags)

    def _own(self, at: int, look: Look) -> tuple[list[int], list[str]]:
        """The line by itself; the names of its signs and classes of furniture words."""
        mark, seen = self._marks[at], detail(look)
        known = mark.hit is not None or self._sorts[at] in "CDNEZ-n"
        fact = _FACT[mark.label.value + _source(mark, self._profile)] if known else 0
        said = _PHRASE[look.phrase] if look.phrase and mark.hit is None else 0
        size = put(looking.SIZES, look.words)
        repeated = 1 if self._ground.counts[look.folded] > 1 else 0
        if not repeated and look.opening and self._ground.openings[look.opening] > 1:
            repeated = 2
        return [
            self._numbers[at],
            fact,
            said,
            put(looking.WORDS, look.words),
            size,
            size // 2,
            looking.ENDS.index(look.end),
            min(look.inner, looking.INNER),
            seen.first,
            seen.closed,
            seen.capitals,
            seen.all,
            seen.digits,
            look.stamps,
            seen.commas,
            seen.brackets,
            seen.bracketed,
            seen.furniture,
            seen.classes,
            seen.item,
            repeated,
            self._dull[at],
        ], [*(f"sign {sign}" for sign in seen.signs), *(f"word {name}" for name in look.classes)]

    def _neighbours(self, at: int) -> list[int]:
        """The lines beside the line, and its margins."""
        before2, before, _, after, after2 = self._beside[at : at + 5]
        return [
            before,
            after,
            before2,
            after2,
            self._seen_before[at],
            self._seen_after[at],
            self._dense[at - 1] if at else 0,
            self._dense[at + 1] if at + 1 < len(self._dense) else 0,
            self._runs[at],
            min(self._gaps[at], 3),
            min(self._gaps[at + 1], 2),
            self._spaced,
            self._ground.units[at].indent > 0,
            put(
                axes.PERIODIC,
                sum(self._often[max(0, at - _ROW) : at + _ROW + 1]) - self._often[at],
            ),
        ]

    def _near(self, at: int) -> list[int]:
        """How far away the next prose is, how much of it is near, and where in it the line is."""
        prose, words, place = self._prose, self._words, at + _FARTHEST
        sums, shares, overs, unders = [], [], [], []
        for reach in _REACHES:
            over = prose[place] - prose[place - reach]
            under = prose[place + reach + 1] - prose[place + 1]
            said = words[place + reach + 1] - words[place - reach] - words[place + 1] + words[place]
            sums.append(put(axes.LINES, over + under))
            shares.append(put(axes.MOSTLY, (over + under) / said) if said else 0)
            overs.append(put(axes.SIDE, over))
            unders.append(put(axes.SIDE, under))
        total, count = prose[-1] or 1, len(self._marks)
        return [
            put(axes.NEAR, self._above[at]),
            put(axes.NEAR, self._below[at]),
            put(axes.FAR, self._above[at]),
            put(axes.FAR, self._below[at]),
            *sums,
            *shares,
            *overs,
            *unders,
            put(axes.SHARES, prose[place] / total),
            put(axes.SHARES, (prose[-1] - prose[place + 1]) / total),
            put(axes.TOP, at),
            put(axes.LENGTH, count),
            put(axes.BOTTOM, count - 1 - at),
        ]

    def _in_block(self, at: int) -> list[int]:
        """The block of prose that the line is in, and how far it is from the best one."""
        best = self._ground.best
        if best is None:
            return [0, 0, 0, 0, 0, _side(0)]
        side = _side(_distance(at, best))
        block = self._blocks.get(at)
        if block is None:
            return [0, 0, 0, 0, 0, side]
        place = "mid"
        if at == block.first:
            place = "first"
        elif at == block.last:
            place = "last"
        return [
            axes.BLOCK_PLACES.index(place),
            1 + min(block.rank, axes.RANK),
            1 + put(axes.BLOCK_WORDS, block.words),
            1 + put(axes.BLOCK_SHARE, block.words / best.words),
            1 + put(axes.BLOCK_COHERENCE, block.coherence),
            side,
        ]

    def _about(self, at: int, look: Look) -> list[int]:
        """What share of the line's terms the best block has, the paragraphs beside it, and the
        likeliest headline.
        """
        ground, about, best = self._ground, look.about, self._ground.best
        topic = 0
        if best and about:
            # A paragraph of the block itself has all its terms there.
            inside = best.first <= at <= best.last and ground.prose[at]
            known = ground.common if inside else ground.topic
            topic = 1 + put(axes.TOPIC, len(about & known) / len(about))
        coherence = ground.coherence.get(at)
        found = [
            topic,
            0 if coherence is None else 1 + put(axes.COHERENCE, coherence),
            0 if coherence is None else 1 + put(axes.COHERENT, coherence),
        ]
        if ground.headline < 0:
            return [*found, 0, 0, 0, 0, 0, 0]
        fitness = ground.fitness.get(at, 0)
        away = max(-_OFF, min(at - ground.headline, _OFF))
        shared = same = 0
        if about and away:
            common = len(ground.looks[ground.headline].about & about)
            shared, same = 1 + min(common, axes.SHARED), 1 + put(axes.SAME, common / len(about))
        return [
            *found,
            put(axes.FIT, fitness / ground.fitness[ground.headline]),
            put(axes.FITNESS, fitness),
            1 + put(axes.AWAY, abs(away)) + (axes.classes(axes.AWAY) if away < 0 else 0),
            1 + put(axes.FARTHER, abs(away)) + (axes.classes(axes.FARTHER) if away < 0 else 0),
            shared,
            same,
        ]

    def _facts(self, at: int) -> list[int]:
        """The last known label, sign-off and date line above the line, and the first dateline."""
        label, since = self._under[at]
        opened = since <= _OPENED
        found = [label if opened else 0, 1 + put(axes.SINCE, since) if opened else 0]
        signed, dated = self._signed[at], self._dated[at]
        found += [
            1 + put(axes.SINCE, signed) if signed <= _SIGNED else 0,
            1 + put(axes.DATED, dated) if dated <= _TOLD else 0,
        ]
        if self._filed is None:
            return [*found, 0, 0]
        away = at - self._filed
        side = (away > 0) - (away < 0)
        return [*found, 1 + _side(away), 1 + side % 3]


def sort_of(mark: Mark, look: Look) -> str:
    """What a line is as far as facts say, of ``SORTS``."""
    if mark.dateline is not None:
        if mark.label is not Label.TEXT:
            return "T"
        return "I" if mark.dateline.dateline.agencies else "i"
    if mark.rule is BuiltIn.FAR or mark.label in _LOOSE:
        if look.phrase and look.kind in _BRIEF:
            return _GROUPS.get(_LETTERED[look.phrase[-1]], "f")
        if mark.label is Label.LIST and not mark.prose:
            return "*"
        return "b" if mark.label is Label.TABLE else look.kind
    return _GROUPS.get(mark.label, "f")


def _source(mark: Mark, profile: str) -> str:
    """Who knows the line, of ``axes.SOURCES``."""
    if mark.hit is None:
        return "f"
    if profile not in (GENERIC, "") and mark.hit.table == profile:
        return "o"
    return "g" if mark.hit.is_general else "c"


def _visible(sorts: Sequence[int], dull: Sequence[bool], last: int) -> list[int]:
    """The sort of the nearest line before each that is not dull, at first *last*."""
    found = []
    for sort, hidden in zip(sorts, dull, strict=True):
        found.append(last)
        if not hidden:
            last = sort
    return found


def _runs(sorts: Sequence[str]) -> list[int]:
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


def _facts_above(
    marks: Sequence[Mark], looks: Sequence[Look], sorts: Sequence[str]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """For each line the label of the last line of furniture above it that a rule or phrase knows,
    and how many lines above it that is; how many lines above it the last sign-off after text
    stands; how many the last date line.
    """
    label, opened, signed, dated = 0, -_NONE - _OPENED, -_NONE - _SIGNED, -_NONE
    told = False
    under, signs, dates = [], [], []
    for at, (mark, look, sort) in enumerate(zip(marks, looks, sorts, strict=True)):
        under.append((label, at - opened))
        signs.append(at - signed)
        dates.append(at - dated)
        if mark.hit is not None and mark.label in PAGE_FURNITURE:
            label, opened = _LABEL[mark.label.value], at
        elif look.phrase:
            label, opened = _LABEL[look.phrase[-1]], at
        told = told or sort in "PpLIi"
        if sort in "ZC" and told:
            signed = at
        elif sort == "D":
            dated = at
    return under, signs, dates


def _sums(numbers: Sequence[int]) -> list[int]:
    """The running sums of *numbers*, padded by ``_FARTHEST`` zeros before and as many times the sum
    of all after.
    """
    before = [0] * _FARTHEST + [0, *accumulate(numbers)]
    return before + before[-1:] * _FARTHEST


def _distances(prose: Sequence[int]) -> list[int]:
    """For each line, how many lines above it the last paragraph of some weight stands."""
    found, away = [], _NONE
    for words in prose:
        found.append(min(away, _NONE))
        away = 1 if words >= _LEAST_PROSE else away + 1
    return found


def _distance(at: int, block: ProseBlock) -> int:
    """How many lines the line *at* stands before (below 0) or after a block; 0 within it."""
    if at < block.first:
        return at - block.first
    return max(0, at - block.last)


def _side(distance: int) -> int:
    """The class of a distance: 0 at the line itself, then those after it, then those before it."""
    if not distance:
        return 0
    return 1 + put(axes.NEAR, abs(distance)) + (axes.classes(axes.NEAR) if distance < 0 else 0)
