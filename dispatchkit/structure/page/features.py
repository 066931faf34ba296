"""The features of the lines of a page: what each line looks like, and what stands around it.

Each function finds the values of some traits for the lines *wanted*, and adds what the *reader*
reads from these (names of features, or the sum of their weights) to the *rows* of the lines.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from dispatchkit.structure.page import traits
from dispatchkit.structure.page.look import WORDS
from dispatchkit.structure.page.traits import put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.structure.page.around import Ground
    from dispatchkit.structure.page.readers import Read, TraitReader

# Distances are cut off here, beyond all of their classes, so that the tables of traits stay small.
_NONE = 31
# Upper ends of the classes of words of prose within some lines, of those on one side, and of their
# share.
_LINES, _SIDE, _MOSTLY = (
    (0, 15, 40, 80, 160, 320, 640),
    (0, 30, 100, 250),
    (0.1, 0.3, 0.5, 0.7, 0.85, 0.95),
)
_SHARES = (0, 0.02, 0.1, 0.3, 0.6, 0.9, 0.98, 0.999)
_COHERENCE, _COHERENT = (0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75), (0.1, 0.2, 0.3, 0.45)
# The lines within which prose is counted.
_REACHES = (3, 8, 20)
_FARTHEST = max(_REACHES)
# Prose of fewer words is no paragraph to measure the distance from.
_LEAST_PROSE = 10
# "Related" and its like open a section of at most this many lines.
_OPENED = 25
# Distances from the headline are cut off here.
_OFF = 41


def features(ground: Ground, wanted: Sequence[int], reader: TraitReader[Read]) -> list[Read]:
    """What the *reader* reads from the features of each of the lines *wanted*: names or packed
    weights.
    """
    page = reader.table(traits.page)[len(ground.kinds),]
    rows = [page] * len(wanted)
    for add in (
        _own,
        _neighbours,
        _beside,
        _prose,
        _position,
        _blocks,
        _topic,
        _headline,
        _opened,
        _repeats,
        _places,
    ):
        add(ground, wanted, rows, reader)
    return rows


# --- what is seen ---------------------------------------------------------


def _own(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add what each line looks like by itself."""
    tables = [reader.table(names) for names in traits.OWN]
    for row, at in enumerate(wanted):
        for table, values in zip(tables, ground.looks[at].traits, strict=True):
            rows[row] += table[values]


def _neighbours(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add the kinds of the lines beside, and of the nearest that are not dull."""
    kinds = f"^^{ground.kinds}$$"
    above = _visible(ground.kinds, ground.dull, "^")
    below = _visible(ground.kinds[::-1], ground.dull[::-1], "$")[::-1]
    runs = _runs(ground.kinds)
    windows, before, behind = (
        reader.table(traits.window),
        reader.table(traits.before),
        reader.table(traits.behind),
    )
    seen, lengths = reader.table(traits.seen), reader.table(traits.run)
    for row, at in enumerate(wanted):
        kind = ground.kinds[at]
        rows[row] += (
            before[kinds[at : at + 2]]
            + windows[kinds[at + 1 : at + 4]]
            + behind[kinds[at + 3 : at + 5]]
        )
        rows[row] += seen[above[at], kind, below[at], ground.dull[at]] + lengths[kind, runs[at]]


def _visible(kinds: str, dull: Sequence[bool], last: str) -> list[str]:
    """The kind of the nearest line before each that is not dull, at first *last*."""
    found = []
    for kind, hidden in zip(kinds, dull, strict=True):
        found.append(last)
        if not hidden:
            last = kind
    return found


def _runs(kinds: str) -> list[int]:
    """For each line the class of the number of short lines in the run that it is in; 0 for lines in
    no run.
    """
    found: list[int] = []
    length = 0
    for kind in (*kinds, "$"):
        if kind in "usnmr":
            length += 1
            continue
        found += [put((0, 1, 2, 3, 5, 8, 14), length)] * length
        found.append(0)
        length = 0
    return found


def _beside(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add what the words of the lines beside say."""
    looks, count = ground.looks, len(ground.looks)
    asked = {other for at in wanted for other in range(max(0, at - 2), min(at + 3, count))}
    said = {
        at: (looks[at].classes, looks[at].known)
        for at in asked
        if looks[at].known or looks[at].classes
    }
    table = reader.table(traits.line)
    for row, at in enumerate(wanted):
        for step in (-2, -1, 1, 2):
            spoken = said.get(at + step)
            if spoken:
                rows[row] += table[step, spoken]


def _prose(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add how far away the next prose is, and how much of it is near."""
    prose, words = _sums(ground.prose), _sums([line.words for line in ground.looks])
    above = _distances(ground.prose)
    below = _distances(ground.prose[::-1])[::-1]
    away, near = reader.table(traits.away), reader.table(traits.near)
    bare = [near[reach, 0, 0, 0, 0] for reach in _REACHES]
    for row, at in enumerate(wanted):
        found = away[ground.kinds[at], above[at], below[at]]
        place = at + _FARTHEST
        before, behind = prose[place], prose[place + 1]
        for reach, none in zip(_REACHES, bare, strict=True):
            over, under = before - prose[place - reach], prose[place + reach + 1] - behind
            if over or under:
                said = (
                    words[place + reach + 1]
                    - words[place - reach]
                    - words[place + 1]
                    + words[place]
                )
                found += near[
                    reach,
                    put(_LINES, over + under),
                    put(_MOSTLY, (over + under) / said),
                    put(_SIDE, over),
                    put(_SIDE, under),
                ]
            else:
                found += none
        rows[row] += found


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


def _position(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add where on the page each line stands: the share of prose before and after it, the lines
    from the top and to the bottom.
    """
    count = len(ground.kinds)
    before = [0, *accumulate(ground.prose)]
    total = before[-1] or 1
    shares, places = reader.table(traits.shares), reader.table(traits.place)
    length = put((30, 100), count)
    for row, at in enumerate(wanted):
        rows[row] += shares[
            put(_SHARES, before[at] / total), put(_SHARES, (total - before[at + 1]) / total)
        ]
        rows[row] += places[
            put((0, 1, 2, 4, 8, 16, 40, 100), at),
            length,
            put((0, 1, 2, 4, 8, 16, 40), count - 1 - at),
        ]


def _blocks(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add which block of prose each line is in, and how far it is from the best block."""
    best = ground.best
    none = reader.table(traits.no_block)[()]
    if not best:
        rows[:] = [row + none for row in rows]
        return
    inside, beside = reader.table(traits.in_block), reader.table(traits.from_best)
    by_line = {
        at: number
        for number, block in enumerate(ground.blocks)
        for at in range(block.first, block.last + 1)
    }
    whole = []
    for block in ground.blocks:
        values = (
            min(block.rank, 4),
            put((20, 60, 120, 250, 500), block.words),
            put((0.1, 0.3, 0.6, 0.999), block.words / best.words),
        )
        whole.append(reader.table(traits.block)[values])
    for row, at in enumerate(wanted):
        kind = ground.kinds[at]
        number = by_line.get(at, -1)
        if number < 0:
            found = none
        else:
            block = ground.blocks[number]
            place = "mid"
            if at == block.first:
                place = "first"
            elif at == block.last:
                place = "last"
            found = (
                whole[number] + inside[place, kind, put((0.1, 0.2, 0.3, 0.4, 0.5), block.coherence)]
            )
        rows[row] += found + beside[_side(at, best.first, best.last), kind]


def _side(at: int, first: int, last: int) -> int:
    """How many lines the line *at* stands before (below 0) or after a run of lines, cut off at
    ``_NONE``; 0 within it.
    """
    if at < first:
        return max(at - first, -_NONE)
    return min(at - last, _NONE) if at > last else 0


def _topic(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add what share of each line's terms the best block has, and the paragraphs beside the
    line.
    """
    topics, coherent = reader.table(traits.topics), reader.table(traits.coherence)
    for row, at in enumerate(wanted):
        line = ground.looks[at]
        about = line.about
        best = ground.best
        if best and about:
            size = put(WORDS, line.words)
            side = _side(at, best.first, best.last)
            # A paragraph of the block itself has all its terms there.
            known = ground.common if side == 0 and ground.prose[at] else ground.topic
            grade = put((0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75, 0.99), len(about & known) / len(about))
            rows[row] += topics[grade, line.kind, size, side]
            if at in ground.coherence:
                coherence = ground.coherence[at]
                rows[row] += coherent[put(_COHERENCE, coherence), put(_COHERENT, coherence), size]


def _headline(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add how fit each line is as a headline, how far away the fittest is, and how many terms they
    share.
    """
    if ground.headline < 0:
        return
    top = ground.fitness[ground.headline]
    sought = ground.looks[ground.headline].about
    fits, far, shares = (
        reader.table(traits.fit),
        reader.table(traits.from_headline),
        reader.table(traits.shared),
    )
    unfit = fits[0, 0]
    for row, at in enumerate(wanted):
        kind, away = ground.kinds[at], max(-_OFF, min(at - ground.headline, _OFF))
        fitness = ground.fitness.get(at)
        found = (
            fits[
                put((0, 0.3, 0.5, 0.7, 0.9, 0.999), fitness / top),
                put((0, 0.3, 0.6, 1, 1.5, 2), fitness),
            ]
            if fitness
            else unfit
        )
        found += far[away, kind]
        about = ground.looks[at].about
        if about and away:
            shared = len(sought & about)
            found += shares[
                min(shared, 4), kind, put((0, 0.05, 0.15, 0.3, 0.6, 0.9), shared / len(about))
            ]
        rows[row] += found


def _opened(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add the last known phrase above each line, and how far away it is: "Related", "Comments" open
    a section.
    """
    phrases = [at for at, line in enumerate(ground.looks) if line.known]
    table = reader.table(traits.under)
    passed = 0
    for row, at in enumerate(wanted):
        while passed < len(phrases) and phrases[passed] < at:
            passed += 1
        if passed and at - phrases[passed - 1] <= _OPENED:
            since = phrases[passed - 1]
            said = ground.looks[since].known or ""
            rows[row] += table[said[-1], put((1, 2, 4, 8, 15), at - since), ground.kinds[at]]


def _repeats(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add which lines the page repeats, and which open as others do."""
    table, same = reader.table(traits.repeated), reader.table(traits.same_opening)[()]
    for row, at in enumerate(wanted):
        line = ground.looks[at]
        if ground.counts[line.folded] > 1:
            rows[row] += table[line.kind]
        elif line.opening and ground.openings[line.opening] > 1:
            rows[row] += same


def _places(
    ground: Ground, wanted: Sequence[int], rows: list[Read], reader: TraitReader[Read]
) -> None:
    """Add the blank lines and margins."""
    gaps = [unit.gap for unit in ground.units]
    spaced = sum([gap > 0 for gap in gaps[1:]])
    share = put((0.2, 0.5, 0.8), spaced / len(gaps))
    gaps.append(2)
    table, indented = reader.table(traits.gap), reader.table(traits.indented)[()]
    for row, at in enumerate(wanted):
        if ground.units[at].indent:
            rows[row] += indented
        if spaced:
            rows[row] += table[min(gaps[at], 3), min(gaps[at + 1], 2), ground.kinds[at], share]
