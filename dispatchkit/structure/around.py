"""What stands around each line of a dump: prose near and far, what the dump is about, the likeliest
headline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.structure.look import Look, looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.text.units import Unit

# A block of prose ends if more than five lines without prose follow; known and repeated ones count
# a third.
_GAP, _CLEAR_GAP = 5, 0.34
# A line that stands more often than this on a page is of its furniture.
_REPEATED = 2
# A paragraph is compared with this many others on either side.
_BESIDE = 3
# A block ranks by its words times its coherence and this, so that one whose paragraphs share
# nothing counts too.
_INCOHERENT = 0.2
# A headline shares terms with the prose below it, 2 to 14 paragraphs within 70 lines. It has 3 to
# 32 words and at least two terms.
_BELOW, _LEAST_BELOW, _REACH, _HEADLINE, _LEAST_TERMS = 14, 2, 70, (3, 32), 2
# A term in more than four paragraphs counts no more. Two are added to the number of a line's terms,
# because one of two proves less than three of six.
_TOLD, _DOUBT = 4, 2


# Lines further than this from any prose are menus; only 0.2 % of the text of the bench's stories
# stands there (tables, lists). If a dump has fewer than three paragraphs, all of it is looked at.
_FAR, _FEW = 16, 3


class ProseBlock(NamedTuple):
    """A run of prose: its first and last line, its weight in words, how much its paragraphs share
    with their neighbours, and its rank among the runs of the page.
    """

    first: int
    last: int
    words: int
    coherence: float
    rank: int


class Ground(NamedTuple):
    """What is known of a page as a whole; all lists have one entry for each line.

    *prose* is the words of running text, *running* the lines that have some, *coherence* for each
    of these the share of its terms that its neighbours have, *best* the block of the highest rank,
    *topic* the terms of its paragraphs, *common* those of at least two of them, *headline* the line
    most fit as a headline (-1: none), *fitness* the fitness of all lines that have any.
    """

    units: Sequence[Unit]
    looks: list[Look]
    prose: list[int]
    running: list[int]
    counts: Counter[str]
    openings: Counter[str]
    coherence: dict[int, float]
    blocks: list[ProseBlock]
    best: ProseBlock | None
    topic: frozenset[str]
    common: frozenset[str]
    headline: int
    fitness: dict[int, float]


def _prose_words(line: Look) -> int:
    """How many words of prose a line counts for: all of a paragraph's, half of a long line's."""
    if line.kind in "Pp":
        return line.words
    return line.words // 2 if line.kind == "L" else 0


def survey(units: Sequence[Unit]) -> Ground:
    """The dump as a whole: looks, prose, blocks, topic, headline."""
    lines = looks(units)
    prose = [_prose_words(line) for line in lines]
    running = [at for at, words in enumerate(prose) if words]
    counts = Counter([line.folded for line in lines])
    repeated = [counts[line.folded] > _REPEATED for line in lines]
    about = {at: lines[at].about for at in running}
    coherence = _coherence(running, about)
    blocks = _blocks(lines, prose, repeated, coherence)
    best = next((block for block in blocks if block.rank == 0), None)
    topic, common = _topic([about[at] for at in running if best and best.first <= at <= best.last])
    fitness = _fitness(lines, running, about)
    headline = max(fitness, key=lambda at: (fitness[at], -at), default=-1)
    return Ground(
        units, lines, prose, running, counts, Counter([line.opening for line in lines]), coherence,
        blocks, best, topic, common, headline, fitness,
    )  # fmt: skip


def _coherence(running: list[int], about: dict[int, frozenset[str]]) -> dict[int, float]:
    """For each of the *running* lines that has terms, the share of them that the paragraphs beside
    it have too.
    """
    terms = [about[at] for at in running]
    found = {}
    for place, (at, own) in enumerate(zip(running, terms, strict=True)):
        if own:
            alone = own.difference(
                *terms[max(0, place - _BESIDE) : place], *terms[place + 1 : place + 1 + _BESIDE]
            )
            found[at] = (len(own) - len(alone)) / len(own)
    return found


def _blocks(
    looks: list[Look], prose: list[int], repeated: list[bool], coherence: dict[int, float]
) -> list[ProseBlock]:
    """The runs of prose of a page, in order, ranked by weight and coherence."""
    runs: list[list[int]] = []
    gap = 0.0
    for at, words in enumerate(prose):
        if words:
            if not runs or gap > _GAP:
                runs.append([at, at, 0])
            runs[-1][1] = at
            runs[-1][2] += words
            gap = 0.0
        else:
            gap += _CLEAR_GAP if repeated[at] or looks[at].phrase or looks[at].kind in "nd" else 1
    shares = []
    for first, last, _ in runs:
        known = [coherence[at] for at in range(first, last + 1) if at in coherence]
        shares.append(sum(known) / len(known) if known else 0.0)
    order = sorted(
        range(len(runs)), key=lambda number: -runs[number][2] * (_INCOHERENT + shares[number])
    )
    rank = {number: place for place, number in enumerate(order)}
    return [
        ProseBlock(first, last, words, shares[number], rank[number])
        for number, (first, last, words) in enumerate(runs)
    ]


def _topic(paragraphs: list[frozenset[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """The terms of *paragraphs*, and those that more than one of them has."""
    topic: set[str] = set()
    common: set[str] = set()
    for terms in paragraphs:
        common |= topic & terms
        topic |= terms
    return frozenset(topic), frozenset(common)


def _fitness(
    looks: list[Look], running: list[int], about: dict[int, frozenset[str]]
) -> dict[int, float]:
    """How fit each line is as the headline of what follows: how often its terms stand in the
    paragraphs below. Lines that share none are left out.
    """
    fewest, most = _HEADLINE
    asked = [
        at
        for at, line in enumerate(looks)
        if fewest <= line.words <= most
        and line.kind not in "Pnud"
        and not (line.phrase and line.kind in "sm")
        and len(line.about) >= _LEAST_TERMS
    ]
    sought = frozenset().union(*[looks[at].about for at in asked])
    places: dict[str, list[int]] = {}
    for place, at in enumerate(running):
        for term in sought & about[at]:
            places.setdefault(term, []).append(place)
    found = {}
    for at in asked:
        first = bisect_right(running, at)
        end = min(first + _BELOW, bisect_right(running, at + _REACH - 1))
        if end - first >= _LEAST_BELOW:
            hits = sum(
                [
                    min(_TOLD, _within(places[term], first, end))
                    for term in looks[at].about
                    if term in places
                ]
            )
            if hits:
                found[at] = hits / (len(looks[at].about) + _DOUBT)
    return found


def _within(places: list[int], first: int, end: int) -> int:
    """How many of *places*, which are in order, stand from *first* to before *end*."""
    return bisect_right(places, end - 1) - bisect_right(places, first - 1)


def near_text(ground: Ground) -> list[int]:
    """The lines within reach of prose, in order: all others are menus."""
    count = len(ground.looks)
    if len(ground.running) < _FEW:
        return list(range(count))
    wanted: list[int] = []
    for at in ground.running:
        wanted += range(max(at - _FAR, wanted[-1] + 1 if wanted else 0), min(at + _FAR + 1, count))
    return wanted
