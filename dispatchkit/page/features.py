"""The features of the lines of a page: what each looks like, and what stands around it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from dispatchkit.page.look import put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Unit
    from dispatchkit.page.around import Ground

_WORDS = (0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 42, 60, 90)
_NEAR, _FAR = (1, 2, 3, 5, 8, 14, 30), (1, 2, 4, 9)
_SHARES = (0, 0.02, 0.1, 0.3, 0.6, 0.9, 0.98, 0.999)
_AWAY = 99
_LEAST_PROSE = 10
_CLEAR_WORDS, _REPEATED = 9, 2
_OPENED = 25


def features(ground: Ground, units: Sequence[Unit], wanted: Sequence[int]) -> list[list[str]]:
    """The names of the features that hold for the lines *wanted* of a page."""
    rows = [[*line.features, f"kind={line.kind}"] for line in ground.looks]
    for adds in (_neighbours, _prose, _position, _topic, _headline, _opened, _repeats, _places):
        for row, more in zip(rows, adds(ground, units), strict=True):
            row += more
    return [rows[at] for at in wanted]


def _neighbours(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    """The kinds of the lines beside, and of the nearest that are not dull."""
    kinds = f"^^{ground.kinds}$$"
    clear = [
        line.words <= _CLEAR_WORDS and (line.known is not None or ground.counts[line.folded] > _REPEATED or line.kind == "n") for line in ground.looks
    ]
    above, below = _visible(ground.kinds, clear)
    runs = _runs(ground.kinds)
    for at, line in enumerate(ground.looks):
        before2, before, kind, after, after2 = kinds[at : at + 5]
        row = [
            f"before={before}", f"after={after}", f"before2={before2}", f"after2={after2}", f"kinds={before}{kind}", f"kinds={kind}>{after}", f"kinds={before}{kind}{after}",
            f"kinds={before2}{before}<", f"kinds=>{after}{after2}", f"seen={above[at]}", f"seen>{below[at]}", f"seen={above[at]}{kind}", f"seen={kind}>{below[at]}", f"seen={above[at]}{kind}{below[at]}",
            f"run={kind}{put(runs[at], (0, 1, 2, 3, 5, 8, 14))}",
        ]  # fmt: skip
        if clear[at]:
            row += ("dull", f"dull={above[at]}{below[at]}")
        for step in (-2, -1, 1, 2):
            if 0 <= at + step < len(units):
                other = ground.looks[at + step]
                row += [f"line{step:+}={name}" for name in other.classes]
                if other.known:
                    row.append(f"line{step:+}={other.known}")
        yield row


def _visible(kinds: str, clear: list[bool]) -> tuple[list[str], list[str]]:
    """The kind of the nearest line above and below that is not dull."""
    above, last = [], "^"
    for kind, dull in zip(kinds, clear, strict=True):
        above.append(last)
        last = last if dull else kind
    below, last = [], "$"
    for kind, dull in zip(reversed(kinds), reversed(clear), strict=True):
        below.append(last)
        last = last if dull else kind
    return above, below[::-1]


def _runs(kinds: str) -> list[int]:
    """How many short lines stand on end where each line stands; none for other lines."""
    found: list[int] = []
    length = 0
    for kind in (*kinds, "$"):
        if kind in "usnmr":
            length += 1
            continue
        found += [length] * length
        if kind != "$":
            found.append(0)
        length = 0
    return found


def _prose(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    """How far the next prose is, and how much of it stands near."""
    count = len(units)
    prose, words = [0, *accumulate(ground.prose)], [0, *accumulate(line.words for line in ground.looks)]
    above = _distances(ground.prose)
    below = _distances(ground.prose[::-1])[::-1]
    for at in range(count):
        row = [f"prose above={put(above[at], _NEAR)}", f"prose below={put(below[at], _NEAR)}", f"prose {ground.kinds[at]}={put(above[at], _FAR)}{put(below[at], _FAR)}"]
        for reach in (3, 8, 20):
            first, last = max(0, at - reach), min(count, at + reach + 1)
            near = prose[last] - prose[first] - ground.prose[at]
            said = words[last] - words[first] - ground.looks[at].words
            row += (
                f"prose{reach}={put(near, (0, 15, 40, 80, 160, 320, 640))}",
                f"share{reach}={put(near / max(1, said), (0.1, 0.3, 0.5, 0.7, 0.85, 0.95))}",
                f"sides{reach}={put(prose[at] - prose[first], (0, 30, 100, 250))}{put(prose[last] - prose[at + 1], (0, 30, 100, 250))}",
            )
        yield row


def _distances(prose: list[int]) -> list[int]:
    """How many lines above the last paragraph of some weight stands."""
    found, away = [], _AWAY
    for words in prose:
        found.append(away)
        away = 1 if words >= _LEAST_PROSE else away + 1
    return found


def _position(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    """Where on the page: the share of prose before and behind, the block and its rank, the best block."""
    count = len(units)
    before = [0, *accumulate(ground.prose)]
    total = before[-1] or 1
    best = next((block for block in ground.blocks if block.rank == 0), None)
    for at, kind in enumerate(ground.kinds):
        row = [
            f"behind={put(before[at] / total, _SHARES)}", f"ahead={put((total - before[at + 1]) / total, _SHARES)}", f"lines={put(count, (10, 25, 60, 150, 400))}",
            f"top={put(at, (0, 1, 2, 4, 8, 16, 40, 100))} of {put(count, (30, 100))}", f"bottom={put(count - 1 - at, (0, 1, 2, 4, 8, 16, 40))}", "any",
        ]  # fmt: skip
        number = ground.block_of[at]
        if number >= 0:
            block = ground.blocks[number]
            place = "first" if at == block.first else "last" if at == block.last else "mid"
            row += (
                f"block rank={min(block.rank, 4)}", f"block words={put(block.words, (20, 60, 120, 250, 500))}", f"block={place}{kind}",
                f"block share={put(block.words / best.words, (0.1, 0.3, 0.6, 0.999)) if best else 0}", f"block coherence={put(block.coherence, (0.1, 0.2, 0.3, 0.4, 0.5))}{kind}",
            )  # fmt: skip
        else:
            row.append("block=none")
        if best:
            place = _beside(at, best.first, best.last)
            row += (f"best={place}", f"best={place}{kind}")
        yield row


def _beside(at: int, first: int, last: int) -> str:
    """Where a line stands from a run of lines: in it, or how far before or behind."""
    return f"-{put(first - at, _NEAR)}" if at < first else f"+{put(at - last, _NEAR)}" if at > last else "in"


def _topic(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    """How much of the line's terms stand in the best block, and in the paragraphs beside it."""
    best = next((block for block in ground.blocks if block.rank == 0), None)
    for at, line in enumerate(ground.looks):
        row: list[str] = []
        about, size = ground.terms[at], put(line.words, _WORDS)
        if best and about:
            own = bool(ground.prose[at]) and best.first <= at <= best.last
            share = sum(ground.topic[term] > own for term in about) / len(about)
            grade = put(share, (0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75, 0.99))
            half = min(grade, 7) // 2
            row += (f"topic={grade}", f"topic={grade}{line.kind}", f"topic={half} words={size}", f"topic={half} best={_beside(at, best.first, best.last)}")
        if at in ground.coherence:
            coherence = ground.coherence[at]
            row += (f"coherence={put(coherence, (0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75))}", f"coherence={put(coherence, (0.1, 0.2, 0.3, 0.45))} words={size}")
        yield row


def _headline(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    """How fit the line is as a headline, how far the fittest is, and how many words they share."""
    if ground.headline < 0:
        yield from ([] for _ in units)
        return
    top = ground.fitness[ground.headline]
    wanted = ground.terms[ground.headline]
    for at, kind in enumerate(ground.kinds):
        away = at - ground.headline
        side = "" if away == 0 else "-" if away < 0 else "+"
        row = [
            f"fit={put(ground.fitness[at] / top, (0, 0.3, 0.5, 0.7, 0.9, 0.999))}", f"fitness={put(ground.fitness[at], (0, 0.3, 0.6, 1, 1.5, 2))}",
            f"from headline={side}{put(abs(away), (0, 1, 2, 3, 5, 9, 16, 40))}", f"from headline={side}{put(abs(away), (0, 2, 5, 16, 40))}{kind}",
        ]  # fmt: skip
        about = ground.terms[at]
        if about and away:
            shared = len(wanted & about)
            row += (f"shares headline={min(shared, 4)}", f"shares headline={min(shared, 3)}{kind}", f"is headline={put(shared / len(about), (0, 0.05, 0.15, 0.3, 0.6, 0.9))}")
        yield row


def _opened(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    """The last known phrase above, and how far it is: "Related", "Comments" open a section."""
    said, since = "", 0
    for at, line in enumerate(ground.looks):
        away = at - since
        yield [f"under={said} {put(away, (1, 2, 4, 8, 15))}", f"under={said} {line.kind}"] if said and away <= _OPENED else []
        if line.known:
            said, since = line.known[-1], at


def _repeats(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    for line in ground.looks:
        if ground.counts[line.folded] > 1:
            yield ["repeated", f"repeated {line.kind}"]
        elif ground.openings[line.folded[:24]] > 1:
            yield ["same opening"]
        else:
            yield []


def _places(ground: Ground, units: Sequence[Unit]) -> Iterator[list[str]]:
    """Blank lines and margins."""
    spaced = sum(unit.gap > 0 for unit in units[1:])
    share = put(spaced / len(units), (0.2, 0.5, 0.8))
    for at, unit in enumerate(units):
        row = ["indented"] if unit.indent else []
        if spaced:
            behind = units[at + 1].gap if at + 1 < len(units) else 2
            row += (f"gap={min(unit.gap, 3)}", f"gap={min(unit.gap, 2)}{min(behind, 2)}{ground.kinds[at]}", f"gap={min(unit.gap, 2)} of {share}")
        yield row
