"""What stands around each line of a page: neighbours, prose near and far, the topic, the likeliest headline, what opened the section."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lazy import pattern
from dispatchkit.page.look import Look, look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Unit

_LETTERS_RE = pattern(r"[^\W\d_]{4,}")
_UNSPACED_RE = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_REMEMBERED = 4096
# Words are compared by their first six letters: endings change with case and number.
_STEM = 6
# A block of prose ends where more lines than this that say something stand between; what is known or repeated counts a third.
_GAP, _CLEAR_GAP = 5, 0.34
# Lines of a page are dull ("clear") if they are short and known, repeated or without letters: neighbours are looked for behind them.
_CLEAR_WORDS, _REPEATED = 9, 2
# A headline shares words with the prose below it: so many paragraphs, within so many lines; it has so many words.
_BELOW, _REACH, _HEADLINE = 14, 70, (3, 32)
_OPENED = 25
_LEAST_TOPIC = 10


class Ground(NamedTuple):
    """A page as its lines see it; all lists have one entry a line."""

    looks: list[Look]
    kinds: str
    prose: list[int]
    counts: Counter[str]
    openings: Counter[str]
    terms: list[frozenset[str]]
    coherence: dict[int, float]
    blocks: list[Block]
    block_of: list[int]
    topic: Counter[str]
    headline: int
    fitness: list[float]


class Block(NamedTuple):
    """A run of prose: first and last line, its weight in words, how much its paragraphs share with their neighbours, its rank."""

    first: int
    last: int
    words: int
    coherence: float
    rank: int


@lru_cache(_REMEMBERED)
def terms(text: str) -> frozenset[str]:
    """What a line is about: the stems of its longer words, and pairs of characters in scripts without spaces."""
    found = {word[:_STEM] for word in _LETTERS_RE.findall(text.lower())}
    if not text.isascii() and max(text) >= "\u0e00":
        for run in _UNSPACED_RE.findall(text):
            found.update(map("".join, zip(run, run[1:], strict=False)))
    return frozenset(found)


def survey(units: Sequence[Unit]) -> Ground:
    """The page as a whole: looks, prose, blocks, topic, headline."""
    looks = [look(unit.text) for unit in units]
    kinds = "".join([line.kind for line in looks])
    prose = [line.words if line.kind in "Pp" else line.words // 2 if line.kind == "L" else 0 for line in looks]
    counts = Counter([line.folded for line in looks])
    openings = Counter([line.folded[:_SAME] for line in looks if len(line.folded) >= _SAME])
    about = [terms(unit.text) for unit in units]
    running = [at for at, words in enumerate(prose) if words]
    coherence = _coherence(running, about)
    blocks = _blocks(looks, prose, counts, coherence)
    block_of = [-1] * len(looks)
    for number, block in enumerate(blocks):
        block_of[block.first : block.last + 1] = [number] * (block.last + 1 - block.first)
    topic: Counter[str] = Counter()
    best = next((block for block in blocks if block.rank == 0), None)
    if best:
        for at in running:
            if best.first <= at <= best.last:
                topic.update(about[at])
    fitness = _fitness(looks, running, about)
    headline = max(range(len(looks)), key=lambda at: (fitness[at], -at), default=-1)
    if headline >= 0 and not fitness[headline]:
        headline = -1
    return Ground(looks, kinds, prose, counts, openings, about, coherence, blocks, block_of, topic, headline, fitness)


# Lines that open with the same letters are the same text cut at different places: a teaser and its story.
_SAME = 24


def _coherence(running: list[int], about: list[frozenset[str]]) -> dict[int, float]:
    """The share of a paragraph's terms that its three neighbours on either side have too."""
    found = {}
    for place, at in enumerate(running):
        if about[at]:
            near: set[str] = set()
            for other in (*running[max(0, place - 3) : place], *running[place + 1 : place + 4]):
                near |= about[other]
            found[at] = len(about[at] & near) / len(about[at])
    return found


def _blocks(looks: list[Look], prose: list[int], counts: Counter[str], coherence: dict[int, float]) -> list[Block]:
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
            gap += _CLEAR_GAP if looks[at].known or counts[looks[at].folded] > _REPEATED or looks[at].kind in "nd" else 1
    shares = []
    for first, last, _ in runs:
        known = [coherence[at] for at in range(first, last + 1) if at in coherence]
        shares.append(sum(known) / len(known) if known else 0.0)
    order = sorted(range(len(runs)), key=lambda number: -runs[number][2] * (0.2 + shares[number]))
    rank = {number: place for place, number in enumerate(order)}
    return [Block(first, last, words, shares[number], rank[number]) for number, (first, last, words) in enumerate(runs)]


def _fitness(looks: list[Look], running: list[int], about: list[frozenset[str]]) -> list[float]:
    """How much each line is the headline of what follows: how often its words stand in the paragraphs below."""
    found = [0.0] * len(looks)
    for at, line in enumerate(looks):
        if line.kind in "Pnudr" or not _HEADLINE[0] <= line.words <= _HEADLINE[1] or len(about[at]) < 2:  # noqa: PLR2004 - one word is no headline
            continue
        place = bisect_right(running, at)
        below = [other for other in running[place : place + _BELOW] if other - at < _REACH]
        if len(below) >= 2:  # noqa: PLR2004 - a teaser has its summary below it, a story more
            hits = sum(min(4, sum(term in about[other] for other in below)) for term in about[at])
            found[at] = hits / (len(about[at]) + 2)
    return found
