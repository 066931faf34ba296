"""From likelihoods to parts: which lines are taken for text, headline, abstract, byline
and date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.structure.page.chain import PARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_AT = {part: place for place, part in enumerate(PARTS)}
# From these likelihoods on a line is taken for it, as cross-validation has it: short lines from one
# half, for below it labels and teasers outnumber the crossheads.
_TEXT, _FIELD, _HEADLINE = 0.5, 0.3, 0.1
# Bylines much sooner: what names nobody is no byline in the end.
_BYLINE = 0.12
# Sentences without a word of furniture much sooner: a lost one is worse than a leftover.
_SENTENCE = 0.13
# A sentence right behind the text that holds no word of furniture belongs to it unless it hardly
# can: "The saunas remain hot."
_LAST_SENTENCE = 0.05
# A summary has at most so many words. Right under the headline, or beside a line that is one, less
# likelihood is enough.
_SUMMARY_WORDS, _UNDER_HEADLINE, _BESIDE = (6, 60), 0.1, 0.15
# A first paragraph set apart from the text by other lines is its summary: 68 of 71 such lines of
# the bench's pages are labelled so.
_SET_APART = 0.02
# One that is not set apart is taken for it from here: it is text either way. From 0.35 on a third
# of the summaries that look like the text would be missed, from 0.15 a tenth.
_FIRST = 0.15


def decide(
    words: Sequence[int], odds: Mapping[int, Sequence[float]], sentences: Collection[int]
) -> tuple[str, int]:
    """The parts of a page as a string of ``PARTS``, a letter a line, and the line of its headline
    (-1: none).

    *words* are the weights of its lines, *odds* the likelihoods of the parts for those lines that
    were looked at, *sentences* the lines that end like one and hold no word of furniture.
    """
    story = [
        at
        for at, chances in odds.items()
        if _text(chances) > (_SENTENCE if at in sentences else _TEXT)
    ]
    while (
        story
        and (behind := story[-1] + 1) in sentences
        and behind in odds
        and _text(odds[behind]) > _LAST_SENTENCE
    ):
        story.append(behind)
    first, last = (story[0], story[-1]) if story else (len(words), len(words))
    headline = max((at for at in odds if at < first), key=lambda at: odds[at][_AT["h"]], default=-1)
    if headline >= 0 and odds[headline][_AT["h"]] < _HEADLINE:
        headline = -1
    summary = _summary(words, odds, story, headline)
    parts = [_part(at, odds.get(at), first, last, headline) for at in range(len(words))]
    for at in story:
        parts[at] = "c" if parts[at] == "c" else "b"
    for at, part in enumerate(parts):
        if at in summary:
            parts[at] = "a"
        elif part == "a":
            parts[at] = "i" if first < at < last else "p"
    return "".join(parts), headline


def _text(chances: Sequence[float]) -> float:
    """How likely a line is text or a crosshead of it."""
    return chances[_AT["b"]] + chances[_AT["c"]]


def _part(at: int, chances: Sequence[float] | None, first: int, last: int, headline: int) -> str:
    """The part that a line is taken for by itself."""
    if at == headline:
        return "h"
    if chances is not None:
        if _text(chances) > _TEXT:
            return "c" if chances[_AT["c"]] > chances[_AT["b"]] else "b"
        for part in "ayzd":
            if chances[_AT[part]] > (_BYLINE if part in "yz" else _FIELD):
                return part
    if at > last:
        return "t"
    if at > first:
        return "i"
    return "o" if at < headline else "p"


def _summary(
    words: Sequence[int], odds: Mapping[int, Sequence[float]], story: Sequence[int], headline: int
) -> set[int]:
    """The lines of the abstract: the likeliest and those beside it, a line right under the
    headline, or a first paragraph set apart.
    """
    above = story[0] if story else len(words)
    able = {at: odds[at][_AT["a"]] for at in odds if at < above and at != headline}
    opening = (
        odds[story[0]][_AT["a"]] if len(story) > 1 and words[story[0]] <= _SUMMARY_WORDS[1] else 0.0
    )
    best = max(able, key=lambda at: able[at], default=-1)
    if best >= 0 and able[best] > max(_FIELD, opening):
        return _joined(best, able)
    under = headline + 1
    if (
        headline >= 0
        and able.get(under, 0) > max(_UNDER_HEADLINE, opening)
        and _SUMMARY_WORDS[0] <= words[under] <= _SUMMARY_WORDS[1]
    ):
        return {under}
    if opening > (_SET_APART if len(story) > 1 and story[1] - story[0] > 1 else _FIRST):
        return {story[0]}
    return set()


def _joined(best: int, able: Mapping[int, float]) -> set[int]:
    """The line *best* and those beside it that may belong to the same summary."""
    found = {best}
    for step in (-1, 1):
        at = best + step
        while able.get(at, 0) > _BESIDE:
            found.add(at)
            at += step
    return found
