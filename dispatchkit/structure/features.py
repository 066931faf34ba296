"""What the structure model sees of each line: its look, its facts, and what stands around it.

An observation is a row of small numbers, one for each axis (``axes``), and a set of flags. The
code says what is seen, and the weights (``chain``) what it means.
"""

from __future__ import annotations

from itertools import accumulate, repeat
from operator import add, not_, or_, sub
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.label import BuiltIn
from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.structure import axes
from dispatchkit.structure import look as looking
from dispatchkit.structure.along import last, periodic, recent, runs, since, table
from dispatchkit.structure.look import detail, furniture_density, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.around import Ground, ProseBlock
    from dispatchkit.structure.look import Detail, Look

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
_LETTERED = {label.value: label for label in Label}
# Kinds of lines that are what the common phrases of any language say; longer ones quote them.
_BRIEF = frozenset("usmMd")
_LOOSE = frozenset((Label.TEXT, Label.OTHER, Label.LIST, Label.TABLE))
_FACT = {name: number for number, name in enumerate(axes.FACTS)}
_PHRASE = {name: number for number, name in enumerate(axes.PHRASES)}
_LABEL = {name: number for number, name in enumerate(axes.LABELS)}
_END = {name: number for number, name in enumerate(looking.ENDS)}
# "Related" and its like open a section of at most this many lines; a sign-off and a date line are
# remembered as long.
_OPENED, _SIGNED, _TOLD = 80, 30, 10
# The lines within which prose is counted. Distances from the headline are cut off at the last
# number.
_REACHES = (3, 8, 20)
_FARTHEST, _OFF = max(_REACHES), 41
# More blank lines before a line and after it do not count; a dump ends with as many.
_GAP, _GAP_AFTER = 3, 2
_BLOCK_AXES = 5
# Prose of fewer words is no paragraph to measure the distance from.
_LEAST_PROSE = 10
# Lines of a page are dull if they are short and known, repeated or without letters: neighbours are
# looked for beyond them.
_DULL_WORDS, _DULL, _REPEATED = 9, frozenset("fron-DKG"), 2

_NEAR, _FAR = map(table, (axes.NEAR, axes.FAR))
_OPENED_SINCE, _SIGNED_SINCE = (recent(axes.SINCE, most) for most in (_OPENED, _SIGNED))
_DATED_SINCE = recent(axes.DATED, _TOLD)


class Observation(NamedTuple):
    """What is seen of a line: a value for each of ``axes.AXES``, and flags by name."""

    values: bytes
    flags: list[str]


def observe(
    ground: Ground, marks: Sequence[Mark], wanted: Sequence[int], profile: str
) -> list[Observation]:
    """What is seen of each of the lines *wanted* of a dump, whose provisional labels are *marks*;
    *profile* is the id of its sender's profile.
    """
    if not wanted:
        return []
    seen = _Observer(ground, marks, wanted, profile)
    rows = zip(
        *seen.dump(),
        *seen.own(),
        *seen.neighbours(),
        *seen.near(),
        *seen.blocks(),
        *seen.about(),
        *seen.facts(),
        strict=True,
    )
    return list(map(Observation, map(bytes, rows), seen.flags()))


class _Observer:
    """The values of the lines *wanted*, one axis after another: a column of values for each."""

    def __init__(
        self, ground: Ground, marks: Sequence[Mark], wanted: Sequence[int], profile: str
    ) -> None:
        self._ground, self._marks, self._wanted, self._profile = ground, marks, wanted, profile
        self._looks, self._count = ground.looks, len(marks)
        self._sorts = list(map(sort_of, marks, ground.looks))
        self._numbers = [_SORT[sort] for sort in self._sorts]
        self._dull = [
            look.words <= _DULL_WORDS and (sort in _DULL or ground.counts[look.folded] > _REPEATED)
            for look, sort in zip(ground.looks, self._sorts, strict=True)
        ]
        self._details = [detail(ground.looks[at]) for at in wanted]

    def _of(self, column: Sequence[int]) -> list[int]:
        """The values of the lines wanted in a *column* of all lines."""
        return [column[at] for at in self._wanted]

    def flags(self) -> Iterator[list[str]]:
        """The names of the signs and of the classes of furniture words in each line."""
        for at, seen in zip(self._wanted, self._details, strict=True):
            yield [
                *[f"sign {sign}" for sign in seen.signs],
                *[f"word {name}" for name in self._looks[at].classes],
            ]

    def dump(self) -> Iterator[Iterable[int]]:
        """The dump as a whole."""
        evident = {
            mark.unit.folded
            for mark in self._marks
            if mark.label in PAGE_FURNITURE and mark.rule not in (BuiltIn.FAR, BuiltIn.TICKER)
        }
        for value in (0, put(axes.PAGE, self._count), put(axes.EVIDENCE, len(evident))):
            yield [value] * len(self._wanted)

    def own(self) -> Iterator[Iterable[int]]:
        """The lines by themselves."""
        return zip(*map(self._own, self._wanted, self._details), strict=True)

    def _own(self, at: int, seen: Detail) -> tuple[int, ...]:
        """The line *at* by itself."""
        look, mark = self._looks[at], self._marks[at]
        known = mark.hit is not None or self._sorts[at] in "CDNEZ-n"
        size = put(looking.SIZES, look.words)
        repeated = 1 if self._ground.counts[look.folded] > 1 else 0
        if not repeated and look.opening and self._ground.openings[look.opening] > 1:
            repeated = 2
        return (
            self._numbers[at],
            _FACT[mark.label.value + _source(mark, self._profile)] if known else 0,
            _PHRASE[look.phrase] if look.phrase and mark.hit is None else 0,
            put(looking.WORDS, look.words),
            size,
            size // 2,
            _END[look.end],
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
        )

    def neighbours(self) -> Iterator[Iterable[int]]:
        """The lines beside each line, and its margins."""
        units, edge, end = self._ground.units, _SORT["^"], _SORT["$"]
        before, after = [edge, edge, *self._numbers], [*self._numbers, end, end]
        dense = list(map(furniture_density, self._looks))
        gaps = [*[unit.gap for unit in units], _GAP_AFTER]
        spaced = put(axes.SPACED, sum([gap > 0 for gap in gaps[1:-1]]) / self._count)
        yield self._of(before[1:])
        yield self._of(after[1:])
        yield self._of(before)
        yield self._of(after[2:])
        yield self._of(last(self._numbers, self._dull, edge))
        yield self._of(last(self._numbers[::-1], self._dull[::-1], end)[::-1])
        yield self._of([0, *dense])
        yield self._of([*dense[1:], 0])
        yield self._of(runs(self._sorts))
        yield [min(gaps[at], _GAP) for at in self._wanted]
        yield [min(gaps[at + 1], _GAP_AFTER) for at in self._wanted]
        yield [spaced] * len(self._wanted)
        yield [units[at].indent > 0 for at in self._wanted]
        yield self._of(periodic([look.folded for look in self._looks]))

    def near(self) -> Iterator[Iterable[int]]:
        """How far away the next prose is, how much of it is near, and where in the dump the lines
        are.
        """
        prose = self._ground.prose
        weighty = [number >= _LEAST_PROSE for number in prose]
        above = bytes(self._of(since(weighty)))
        below = bytes(self._of(since(weighty[::-1])[::-1]))
        for distances in (_NEAR, _FAR):
            yield above.translate(distances)
            yield below.translate(distances)
        yield from self._reaches(prose, [look.words for look in self._looks])
        sums = [0, *accumulate(prose)]
        total = sums[-1] or 1
        yield [put(axes.SHARES, sums[at] / total) for at in self._wanted]
        yield [put(axes.SHARES, (sums[-1] - sums[at + 1]) / total) for at in self._wanted]
        yield map(put, repeat(axes.TOP), self._wanted)
        yield [put(axes.LENGTH, self._count)] * len(self._wanted)
        yield [put(axes.BOTTOM, self._count - 1 - at) for at in self._wanted]

    def _reaches(self, prose: Sequence[int], words: Sequence[int]) -> Iterator[Iterable[int]]:
        """How many words of *prose* there are within ``_REACHES``, which share of all *words* that
        is, and how many there are on each side.
        """
        overs, unders = self._around(prose)
        both = [list(map(add, *sides)) for sides in zip(overs, unders, strict=True)]
        for some in both:
            yield map(put, repeat(axes.LINES), some)
        for some, *sides in zip(both, *self._around(words), strict=True):
            yield [
                put(axes.MOSTLY, part / whole) if whole else 0
                for part, whole in zip(some, map(add, *sides), strict=True)
            ]
        for some in (*overs, *unders):
            yield map(put, repeat(axes.SIDE), some)

    def _around(self, numbers: Sequence[int]) -> tuple[list[list[int]], list[list[int]]]:
        """The sums of the *numbers* of some lines above each line, for each of ``_REACHES``, and
        those of as many below.
        """
        padding = [0] * _FARTHEST
        sums = [*padding, *accumulate([0, *numbers, *padding])]
        here, past = self._of(sums[_FARTHEST:]), self._of(sums[_FARTHEST + 1 :])
        return (
            [list(map(sub, here, self._of(sums[_FARTHEST - reach :]))) for reach in _REACHES],
            [list(map(sub, self._of(sums[_FARTHEST + 1 + reach :]), past)) for reach in _REACHES],
        )

    def blocks(self) -> Iterator[Iterable[int]]:
        """The blocks of prose that the lines are in, and how far they are from the best one."""
        best = self._ground.best
        largest = best.words if best else 1
        columns = [bytearray(self._count) for _ in range(_BLOCK_AXES)]
        for block in self._ground.blocks:
            lines = slice(block.first, block.last + 1)
            values = (
                axes.BLOCK_PLACES.index("mid"),
                1 + min(block.rank, axes.RANK),
                1 + put(axes.BLOCK_WORDS, block.words),
                1 + put(axes.BLOCK_SHARE, block.words / largest),
                1 + put(axes.BLOCK_COHERENCE, block.coherence),
            )
            for column, value in zip(columns, values, strict=True):
                column[lines] = bytes([value]) * len(column[lines])
            columns[0][block.last] = axes.BLOCK_PLACES.index("last")
            columns[0][block.first] = axes.BLOCK_PLACES.index("first")
        yield from map(self._of, columns)
        yield [_side(_distance(at, best)) if best else 0 for at in self._wanted]

    def about(self) -> Iterator[Iterable[int]]:
        """What the lines are about."""
        return zip(*map(self._about, self._wanted), strict=True)

    def _about(self, at: int) -> tuple[int, ...]:
        """What share of the terms of the line *at* the best block has, the paragraphs beside it,
        and the likeliest headline.
        """
        ground, about, best = self._ground, self._looks[at].about, self._ground.best
        topic = together = coherent = 0
        if best and about:
            # A paragraph of the block itself has all its terms there.
            inside = best.first <= at <= best.last and ground.prose[at]
            known = ground.common if inside else ground.topic
            topic = 1 + put(axes.TOPIC, len(about & known) / len(about))
        coherence = ground.coherence.get(at)
        if coherence is not None:
            together, coherent = (
                1 + put(axes.COHERENCE, coherence),
                1 + put(axes.COHERENT, coherence),
            )
        if ground.headline < 0:
            return topic, together, coherent, 0, 0, 0, 0, 0, 0
        fitness = ground.fitness.get(at, 0)
        away = max(-_OFF, min(at - ground.headline, _OFF))
        shared = same = 0
        if about and away:
            common = len(self._looks[ground.headline].about & about)
            shared, same = 1 + min(common, axes.SHARED), 1 + put(axes.SAME, common / len(about))
        return (
            topic,
            together,
            coherent,
            put(axes.FIT, fitness / ground.fitness[ground.headline]),
            put(axes.FITNESS, fitness),
            1 + put(axes.AWAY, abs(away)) + (axes.classes(axes.AWAY) if away < 0 else 0),
            1 + put(axes.FARTHER, abs(away)) + (axes.classes(axes.FARTHER) if away < 0 else 0),
            shared,
            same,
        )

    def facts(self) -> Iterator[Iterable[int]]:
        """The last known label, sign-off and date line above each line, and the first dateline."""
        labels = list(map(_opens, self._marks, self._looks))
        opened = bytes(self._of(since(labels)))
        above = self._of(last(labels, list(map(not_, labels)), 0))
        yield [label if away <= _OPENED else 0 for label, away in zip(above, opened, strict=True)]
        yield opened.translate(_OPENED_SINCE)
        told = accumulate([sort in "PpLIi" for sort in self._sorts], or_)
        signed = [sort in "ZC" and text for sort, text in zip(self._sorts, told, strict=True)]
        yield bytes(self._of(since(signed))).translate(_SIGNED_SINCE)
        dated = [sort == "D" for sort in self._sorts]
        yield bytes(self._of(since(dated))).translate(_DATED_SINCE)
        filed = next((at for at, sort in enumerate(self._sorts) if sort in "IT"), None)
        if filed is None:
            yield from repeat([0] * len(self._wanted), 2)
            return
        yield [1 + _side(at - filed) for at in self._wanted]
        yield [1 + ((at > filed) - (at < filed)) % 3 for at in self._wanted]


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


def _opens(mark: Mark, look: Look) -> int:
    """The number of the label of a line of furniture that a rule or phrase knows; 0 for others."""
    if mark.hit is not None and mark.label in PAGE_FURNITURE:
        return _LABEL[mark.label.value]
    return _LABEL[look.phrase[-1]] if look.phrase else 0


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
