"""What the structure model sees of each line: its look, its facts, and what stands around it.

An observation is a row of small numbers, one for each axis (``AXES``), and a set of flags. A
feature is one combination of the values of one to three axes (``FAMILIES``), or a flag; each has
its weights (``chain``). So the code says what is seen and the data what it means.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.label import BuiltIn
from dispatchkit.model import PAGE_FURNITURE, Label
from dispatchkit.structure import look as looking
from dispatchkit.structure.look import detail, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.around import Ground, ProseBlock
    from dispatchkit.structure.look import Look

# What a line is as far as facts say: text after a dateline with a credit (I) or without (i), a line
# of that letter's label, page furniture (f), or, if nothing is known, its kind (``Look``), an item
# (*) or a row of a table (b). "^" and "$" stand before the first line and after the last.
SORTS = "IiTEKHABCDNQZGqro-nfbPpLkusmM*d^$"
_SORT = {letter: number for number, letter in enumerate(SORTS)}
_GROUPS = {
    Label.ENVELOPE: "E", Label.SLUGLINE: "K", Label.SECTION: "K", Label.KEYWORDS: "K",
    Label.AGENCY: "K", Label.LANGUAGE: "K", Label.LOCATED: "K", Label.HEADLINE: "H",
    Label.ABSTRACT: "A", Label.BYLINE: "B", Label.CREDIT: "C", Label.DATE: "D",
    Label.UPDATED: "D", Label.DATELINE: "T", Label.NOTICE: "N", Label.EDNOTE: "Q",
    Label.ENDMARK: "Z", Label.INITIALS: "Z", Label.COPYRIGHT: "Z", Label.COUNTER: "n",
    Label.CAPTION: "G", Label.CONTACT: "q", Label.RELATED: "r", Label.COMMENT: "o",
    Label.RULE: "-",
}  # fmt: skip
_LETTERED = {label.value: label for label in Label}
# Kinds of lines that are what the common phrases of any language say; longer ones quote them.
_BRIEF = frozenset("usmMd")
_LOOSE = frozenset((Label.TEXT, Label.OTHER, Label.LIST, Label.TABLE))
# Who knows the line: its form (f), the sender's profile (o), all languages (g), one language (c).
_SOURCES = "fogc"
_FACTS = ("", *[label.value + source for label in Label for source in _SOURCES])
_FACT = {name: number for number, name in enumerate(_FACTS)}
_PHRASES = ("", *[sign + label.value for label in Label for sign in ("", "+")])
_PHRASE = {name: number for number, name in enumerate(_PHRASES)}
_LABELS = ("", *[label.value for label in Label])
_LABEL = {name: number for number, name in enumerate(_LABELS)}

# Upper ends of the classes of distances in lines. The finer are for one side of a line, the others
# for both sides together.
_NEAR, _FAR = (1, 2, 3, 5, 8, 14, 30), (1, 2, 4, 9)
# Upper ends of the classes of words of prose within some lines, of those on one side, and of their
# share.
_LINES, _SIDE, _MOSTLY = (
    (0, 15, 40, 80, 160, 320, 640),
    (0, 30, 100, 250),
    (0.1, 0.3, 0.5, 0.7, 0.85, 0.95),
)
_SHARES = (0, 0.02, 0.1, 0.3, 0.6, 0.9, 0.98, 0.999)
_COHERENCE, _COHERENT = (0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75), (0.1, 0.2, 0.3, 0.45)
_TOPIC = (0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75, 0.99)
_FIT, _FITNESS = (0, 0.3, 0.5, 0.7, 0.9, 0.999), (0, 0.3, 0.6, 1, 1.5, 2)
_AWAY, _FARTHER = (0, 1, 2, 3, 5, 9, 16, 40), (0, 2, 5, 16, 40)
_SHARED, _SAME = 3, (0, 0.05, 0.15, 0.3, 0.6, 0.9)
_EVIDENCE, _PAGE = (0, 1, 2, 4, 8, 16), (10, 25, 60, 150, 400)
_TOP, _BOTTOM, _LENGTH = (0, 1, 2, 4, 8, 16, 40, 100), (0, 1, 2, 4, 8, 16, 40), (30, 100)
_BLOCK_WORDS, _BLOCK_SHARE = (20, 60, 120, 250, 500), (0.1, 0.3, 0.6, 0.999)
_BLOCK_COHERENCE = (0.1, 0.2, 0.3, 0.4, 0.5)
_RANK = 4
_RUN, _SINCE, _DATED, _SPACED = (0, 1, 2, 3, 5, 8, 14), (1, 2, 4, 8, 15), (1, 2, 4), (0.2, 0.5, 0.8)
# "Related" and its like open a section of at most this many lines; a sign-off and a date line are
# remembered as long.
_OPENED, _SIGNED, _TOLD = 25, 30, 10
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
_PLACES = ("", "first", "mid", "last")
_SIDES = 2 * (len(_NEAR) + 1) + 1
_BEFORE_AFTER = ("at", "-", "+")


def _classes(bounds: Sequence[float]) -> int:
    """How many classes there are between *bounds*."""
    return len(bounds) + 1


# The axes, with the names of their values or how many values they have. ``_Observer`` gives the
# values in this order.
AXES: Mapping[str, Sequence[str] | int] = {
    # the dump
    "any": 1,
    "lines": _classes(_PAGE),
    "evidence": _classes(_EVIDENCE),
    # the line by itself
    "sort": SORTS,
    "fact": _FACTS,
    "phrase": _PHRASES,
    "words": _classes(looking.WORDS),
    "size": _classes(looking.SIZES),
    "half": _classes(looking.SIZES) // 2 + 1,
    "end": looking.ENDS,
    "inner": looking.INNER + 1,
    "first": looking.FIRST,
    "closed": 2,
    "capitals": _classes(looking.CAPITALS) + 2,
    "all": 2,
    "digits": _classes(looking.DIGITS),
    "stamps": 8,
    "commas": _classes(looking.COMMAS),
    "brackets": looking.BRACKETS + 1,
    "bracketed": 2,
    "furniture": _classes(looking.DENSITY),
    "classes": looking.CLASSES + 1,
    "item": 2,
    "repeated": 3,
    "dull": 2,
    # the lines beside it
    "before": SORTS,
    "after": SORTS,
    "before2": SORTS,
    "after2": SORTS,
    "seen before": SORTS,
    "seen after": SORTS,
    "furniture before": _classes(looking.DENSITY),
    "furniture after": _classes(looking.DENSITY),
    "run": _classes(_RUN),
    "gap": 4,
    "gap after": 3,
    "spaced": _classes(_SPACED),
    "indented": 2,
    # prose around it
    "prose above": _classes(_NEAR),
    "prose below": _classes(_NEAR),
    "above": _classes(_FAR),
    "below": _classes(_FAR),
    "prose3": _classes(_LINES),
    "prose8": _classes(_LINES),
    "prose20": _classes(_LINES),
    "share3": _classes(_MOSTLY),
    "share8": _classes(_MOSTLY),
    "share20": _classes(_MOSTLY),
    "over3": _classes(_SIDE),
    "over8": _classes(_SIDE),
    "over20": _classes(_SIDE),
    "under3": _classes(_SIDE),
    "under8": _classes(_SIDE),
    "under20": _classes(_SIDE),
    "behind": _classes(_SHARES),
    "ahead": _classes(_SHARES),
    "top": _classes(_TOP),
    "length": _classes(_LENGTH),
    "bottom": _classes(_BOTTOM),
    # blocks of prose
    "block": _PLACES,
    "rank": _RANK + 2,
    "block words": _classes(_BLOCK_WORDS) + 1,
    "block share": _classes(_BLOCK_SHARE) + 1,
    "block coherence": _classes(_BLOCK_COHERENCE) + 1,
    "best": _SIDES,
    # what it is about
    "topic": _classes(_TOPIC) + 1,
    "coherence": _classes(_COHERENCE) + 1,
    "coherent": _classes(_COHERENT) + 1,
    "fit": _classes(_FIT),
    "fitness": _classes(_FITNESS),
    "headline": 2 * _classes(_AWAY) + 1,
    "far headline": 2 * _classes(_FARTHER) + 1,
    "shared": _SHARED + 2,
    "same": _classes(_SAME) + 1,
    # facts above it and below it
    "under": _LABELS,
    "since": _classes(_SINCE) + 1,
    "signed": _classes(_SINCE) + 1,
    "dated": _classes(_DATED) + 1,
    "filed": _SIDES + 1,
    "filed side": len(_BEFORE_AFTER) + 1,
}
PLACES = {axis: place for place, axis in enumerate(AXES)}
SIZES = [count if isinstance(count, int) else len(count) for count in AXES.values()]
# The features: each family is the combination of one to three axes, of which every value has its
# own weights.
FAMILIES: tuple[tuple[str, ...], ...] = (
    ("any",),
    ("lines",),
    ("evidence", "sort"),
    ("sort",),
    ("fact",),
    ("phrase",),
    ("words",),
    ("size", "end"),
    ("inner", "end"),
    ("first",),
    ("first", "closed", "end"),
    ("capitals", "half"),
    ("all",),
    ("digits",),
    ("stamps", "size"),
    ("commas",),
    ("brackets",),
    ("bracketed",),
    ("furniture", "size"),
    ("classes",),
    ("item",),
    ("repeated", "sort"),
    ("before",),
    ("after",),
    ("before2",),
    ("after2",),
    ("before", "sort"),
    ("sort", "after"),
    ("seen before", "sort"),
    ("sort", "seen after"),
    ("furniture before",),
    ("furniture after",),
    ("run", "sort"),
    ("gap", "gap after", "sort"),
    ("gap", "spaced"),
    ("indented",),
    ("prose above",),
    ("prose below",),
    ("sort", "above", "below"),
    ("prose3",),
    ("prose8",),
    ("prose20",),
    ("share3",),
    ("share8",),
    ("share20",),
    ("over3", "under3"),
    ("over8", "under8"),
    ("over20", "under20"),
    ("behind",),
    ("ahead",),
    ("top", "length"),
    ("bottom",),
    ("block", "sort"),
    ("rank",),
    ("block words",),
    ("block share",),
    ("block coherence",),
    ("best",),
    ("best", "sort"),
    ("topic",),
    ("topic", "size"),
    ("topic", "best"),
    ("coherence",),
    ("coherent", "size"),
    ("fit",),
    ("fitness",),
    ("headline",),
    ("far headline", "sort"),
    ("shared", "sort"),
    ("same",),
    ("under", "since"),
    ("under", "sort"),
    ("signed",),
    ("signed", "sort"),
    ("dated",),
    ("dated", "sort"),
    ("filed",),
    ("filed side", "sort"),
)


class Observation(NamedTuple):
    """What is seen of a line: a value for each of ``AXES``, and flags by name."""

    values: list[int]
    flags: list[str]


def observe(
    ground: Ground, marks: Sequence[Mark], wanted: Sequence[int], profile: str
) -> Iterator[Observation]:
    """What is seen of each of the lines *wanted* of a dump, whose provisional labels are *marks*;
    *profile* is the id of its sender's profile.
    """
    return map(_Observer(ground, marks, profile).at, wanted)


def said_by(value: int, axis: str) -> str:
    """The value of an axis, in a word."""
    names = AXES[axis]
    return str(value) if isinstance(names, int) else names[value]


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
        self._dense = [
            put(looking.DENSITY, sum(look.classes.values()) / max(1, look.words)) for look in looks
        ]
        self._prose, self._words = _sums(ground.prose), _sums([look.words for look in looks])
        self._above = _distances(ground.prose)
        self._below = _distances(ground.prose[::-1])[::-1]
        self._gaps = [*(unit.gap for unit in units), 2]
        self._spaced = put(_SPACED, sum([gap > 0 for gap in self._gaps[1:-1]]) / max(1, len(units)))
        self._blocks = {
            at: block for block in ground.blocks for at in range(block.first, block.last + 1)
        }
        evident = {
            mark.unit.folded
            for mark in marks
            if mark.label in PAGE_FURNITURE and mark.rule not in (BuiltIn.FAR, BuiltIn.TICKER)
        }
        self._dump = [0, put(_PAGE, len(units)), put(_EVIDENCE, len(evident))]
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
        return Observation(values, flags)

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
        ]

    def _near(self, at: int) -> list[int]:
        """How far away the next prose is, how much of it is near, and where in it the line is."""
        prose, words, place = self._prose, self._words, at + _FARTHEST
        sums, shares, overs, unders = [], [], [], []
        for reach in _REACHES:
            over = prose[place] - prose[place - reach]
            under = prose[place + reach + 1] - prose[place + 1]
            said = words[place + reach + 1] - words[place - reach] - words[place + 1] + words[place]
            sums.append(put(_LINES, over + under))
            shares.append(put(_MOSTLY, (over + under) / said) if said else 0)
            overs.append(put(_SIDE, over))
            unders.append(put(_SIDE, under))
        total, count = prose[-1] or 1, len(self._marks)
        return [
            put(_NEAR, self._above[at]),
            put(_NEAR, self._below[at]),
            put(_FAR, self._above[at]),
            put(_FAR, self._below[at]),
            *sums,
            *shares,
            *overs,
            *unders,
            put(_SHARES, prose[place] / total),
            put(_SHARES, (prose[-1] - prose[place + 1]) / total),
            put(_TOP, at),
            put(_LENGTH, count),
            put(_BOTTOM, count - 1 - at),
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
            _PLACES.index(place),
            1 + min(block.rank, _RANK),
            1 + put(_BLOCK_WORDS, block.words),
            1 + put(_BLOCK_SHARE, block.words / best.words),
            1 + put(_BLOCK_COHERENCE, block.coherence),
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
            topic = 1 + put(_TOPIC, len(about & known) / len(about))
        coherence = ground.coherence.get(at)
        found = [
            topic,
            0 if coherence is None else 1 + put(_COHERENCE, coherence),
            0 if coherence is None else 1 + put(_COHERENT, coherence),
        ]
        if ground.headline < 0:
            return [*found, 0, 0, 0, 0, 0, 0]
        fitness = ground.fitness.get(at, 0)
        away = max(-_OFF, min(at - ground.headline, _OFF))
        shared = same = 0
        if about and away:
            common = len(ground.looks[ground.headline].about & about)
            shared, same = 1 + min(common, _SHARED), 1 + put(_SAME, common / len(about))
        return [
            *found,
            put(_FIT, fitness / ground.fitness[ground.headline]),
            put(_FITNESS, fitness),
            1 + put(_AWAY, abs(away)) + (_classes(_AWAY) if away < 0 else 0),
            1 + put(_FARTHER, abs(away)) + (_classes(_FARTHER) if away < 0 else 0),
            shared,
            same,
        ]

    def _facts(self, at: int) -> list[int]:
        """The last known label, sign-off and date line above the line, and the first dateline."""
        label, since = self._under[at]
        opened = since <= _OPENED
        found = [label if opened else 0, 1 + put(_SINCE, since) if opened else 0]
        signed, dated = self._signed[at], self._dated[at]
        found += [
            1 + put(_SINCE, signed) if signed <= _SIGNED else 0,
            1 + put(_DATED, dated) if dated <= _TOLD else 0,
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
    """Who knows the line, of ``_SOURCES``."""
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
        found += [put(_RUN, length)] * length
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
    return 1 + put(_NEAR, abs(distance)) + (_classes(_NEAR) if distance < 0 else 0)
