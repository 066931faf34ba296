"""From likelihoods to parts: which line of a dump is taken for which part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.structure.binding import bits
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.structure.crossheads import crossheads
from dispatchkit.structure.furnished import telltale_words
from dispatchkit.structure.headline import bared, below_likely, headline_of, is_deck
from dispatchkit.structure.regained import regained
from dispatchkit.structure.regions import is_unknown
from dispatchkit.structure.summary import summary_of
from dispatchkit.text.shape import DIGIT_RE, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dispatchkit.structure.scene import Scene

# The least likelihoods of text and fields, by cross-validation. Short lines need one half, because
# below it labels and teasers outnumber crossheads.
_TEXT, _FIELD = 0.35, 0.3
# A byline needs much less: a line that names nobody is dropped later.
_BYLINE = 0.12
# What a line of the head or a sign-off may be, in this order, and the least likelihood.
_FIELDS = (
    (Part.ABSTRACT, _FIELD),
    (Part.BYLINE, _BYLINE),
    (Part.SIGNED, _BYLINE),
    (Part.DATE, _FIELD),
)
# Sentences without a word of furniture need much less to be text: a lost one is worse than a
# leftover.
_SENTENCE = 0.13
# A sentence right after the text that holds no word of furniture belongs to it if it is at least
# this likely: "The saunas remain hot."
_LAST_SENTENCE = 0.05
# The last line of a page's story that is no sentence is likelier text than not.
_LAST = 0.5
# Furniture that may be the last rows of a table.
_ENDING = (Part.INSIDE, Part.AFTER)
_TELLING = bits(*STORY)
# What a line below the headline is that is not of the story.
_LEFT = bits(
    Part.ABOVE, Part.ABSTRACT, Part.BYLINE, Part.DATE, Part.INSIDE, Part.AFTER, Part.SIGNED
)


def decide(scene: Scene) -> tuple[list[Part], int]:
    """The part of each line of a dump, and the line of the headline (-1: none)."""
    story = below_likely(scene, _likely_text(scene))
    headline = headline_of(scene, story)
    story = _grown(scene, [at for at in story if at > headline], headline)
    story = regained(scene, story)
    if not scene.furnished and _opens_with_deck(scene, story, headline):
        del story[0]
    summary = summary_of(scene, story, headline)
    parts = _parts(scene, summary.story, headline)
    for at in summary.captions:
        parts[at] = Part.ABOVE
    _add_summary(parts, summary.story, summary.lines)
    headline = bared(scene, parts, headline)
    _add_rows(scene, parts)
    return parts, headline


def _likely_text(scene: Scene) -> list[int]:
    """The lines that are likely enough to be text."""
    sentences = scene.sentences
    found = [at for at in scene.odds if scene.told(at) > (_SENTENCE if at in sentences else _TEXT)]
    while (
        scene.furnished and found and found[-1] not in sentences and scene.told(found[-1]) <= _LAST
    ):
        found.pop()
    return found


def _grown(scene: Scene, story: Sequence[int], headline: int) -> list[int]:
    """The *story* with the lines that the facts do not allow to be furniture, and with the
    sentences right after it.
    """
    # What the facts do not allow to be furniture is text, but not what is of other stories.
    forced = [
        at
        for at in scene.odds
        if at > headline
        and not scene.may[at] & _LEFT
        and scene.told(at)
        and not (at == headline + 1 and is_deck(scene, at))
    ]
    grown = sorted({*story, *forced})
    while (
        grown
        and (behind := grown[-1] + 1) in scene.sentences
        and scene.told(behind) > _LAST_SENTENCE
    ):
        grown.append(behind)
    return [*grown, *_ending(scene, grown)]


def _ending(scene: Scene, story: Sequence[int]) -> Iterable[int]:
    """The sentences after the *story* with which a dump ends, if no other line follows it and
    nothing known of them says that they are no text.
    """
    after = range(story[-1] + 1, len(scene.marks)) if story else ()
    ends = all(
        is_unknown(scene.marks[at])
        and scene.may.get(at, _TELLING) & _TELLING
        and ends_sentence(scene.text(at))
        and not telltale_words(scene.ground.looks[at])
        for at in after
    )
    return after if ends else ()


def _opens_with_deck(scene: Scene, story: Sequence[int], headline: int) -> bool:
    """Whether the first line of the *story* is a second deck, and less likely to be text."""
    if len(story) < 2 or not 0 <= headline == story[0] - 1:
        return False
    return is_deck(scene, story[0]) and scene.chance(story[0], Part.HEADLINE) > scene.told(story[0])


def _parts(scene: Scene, story: Sequence[int], headline: int) -> list[Part]:
    """The parts of all lines, the *story* and the *headline* being given."""
    end = len(scene.marks)
    first, last = (story[0], story[-1]) if story else (end, end)
    parts = [_part(scene, at, first, last, headline) for at in range(end)]
    heads = crossheads(scene, story)
    for at in story:
        headed = parts[at] is Part.CROSSHEAD or at in heads
        parts[at] = Part.CROSSHEAD if headed else Part.TEXT
    # The last line has nothing to head.
    if story:
        parts[last] = Part.TEXT
    return parts


def _part(scene: Scene, at: int, first: int, last: int, headline: int) -> Part:
    """The part of the line *at* by its likelihoods and its place, the text standing from *first* to
    *last*.
    """
    if at == headline:
        return Part.HEADLINE
    odds = scene.odds.get(at)
    if odds:
        if first <= at <= last and odds[Part.TEXT] + odds[Part.CROSSHEAD] > _TEXT:
            return Part.CROSSHEAD if odds[Part.CROSSHEAD] > odds[Part.TEXT] else Part.TEXT
        for part, least in _FIELDS:
            if odds[part] > least:
                return part
    if at > last:
        return Part.AFTER
    if at > first:
        return Part.INSIDE
    return Part.BEFORE if at < headline else Part.ABOVE


def _add_summary(parts: list[Part], story: Sequence[int], summary: Collection[int]) -> None:
    """Give *parts* the lines of the *summary*, and only these. What stands between a summary that
    is the first paragraph of the *story* and the second is above the text.
    """
    first, last = (story[0], story[-1]) if story else (len(parts), len(parts))
    if len(story) > 1 and first in summary:
        first = story[1]
        for at in range(story[0], first):
            if parts[at] is Part.INSIDE:
                parts[at] = Part.ABOVE
    for at, part in enumerate(parts):
        if at in summary:
            parts[at] = Part.ABSTRACT
        elif part is Part.ABSTRACT:
            parts[at] = Part.INSIDE if first < at < last else Part.ABOVE


def _add_rows(scene: Scene, parts: list[Part]) -> None:
    """Give the last rows of a table that ends the story to the text: lines with figures, spaced as
    the two above them.
    """
    for at in range(2, len(parts)):
        if (
            parts[at] in _ENDING
            and parts[at - 1] is parts[at - 2] is Part.TEXT
            and is_unknown(scene.marks[at])
            and not scene.ground.looks[at].classes
        ):
            rows = scene.ground.units[at - 2 : at + 1]
            if rows[1].gap == rows[2].gap and all(
                DIGIT_RE.search(row.text) and not row.is_prose for row in rows
            ):
                parts[at] = Part.TEXT
