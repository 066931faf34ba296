"""From likelihoods to parts: which line of a dump is taken for which part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import is_text
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.binding import bits, is_unknown, telltale_words
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.text.scripts import SOUTHEAST_ASIAN
from dispatchkit.text.shape import CLOSERS, DIGIT_RE, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.around import Ground
    from dispatchkit.structure.look import Look

# The least likelihoods of text, fields and the headline, by cross-validation. Short lines need one
# half, because below it labels and teasers outnumber crossheads.
_TEXT, _FIELD, _HEADLINE = 0.35, 0.3, 0.1
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
# A short line that stands alone between two paragraphs needs less to be a crosshead. "What the
# ministers of the nine states have agreed on so far" is a long one.
_CROSSHEAD, _CROSSHEAD_WORDS = 0.1, 14
_SHORT = (Label.OTHER, Label.LIST, Label.TABLE)
# "Who pays for the bridge?" is a headline where text follows; no headline of the bench that asks
# has more words.
_ASKING, _QUESTION_WORDS = ("?", "？", "؟", "!", "！"), 20
# A sentence right after the text that holds no word of furniture belongs to it if it is at least
# this likely: "The saunas remain hot."
_LAST_SENTENCE = 0.05
# The least words of a summary right below the headline, and the most of any; the likelihood that is
# enough right below the headline, and beside a line of the summary.
_SUMMARY_WORDS, _UNDER_HEADLINE, _BESIDE = (6, 60), 0.1, 0.15
# A first paragraph set apart from the text by other lines is its summary: 68 of 71 such lines of
# the bench's pages are labelled so.
_SET_APART = 0.02
# One that is not set apart is its summary from this likelihood on: it is text either way. With 0.35
# a third of the summaries that look like the text would be missed, with 0.15 a tenth.
_FIRST = 0.15
# "It rains today." is a sentence, "Inc." is not. Thai, Lao, Burmese and Khmer sentences end with a
# space; a menu's entries are shorter.
_SHORTEST, _LONG = 3, 10
_STOPLESS_RE = pattern(f"[{SOUTHEAST_ASIAN}]")
# "... said. (PNA)": the names of agencies are words of captions too, and do not count against a
# sentence.
_FOREIGN = frozenset(["caption"])
# A sentence about menus or prices holds a word of furniture here and there; of those that ask for
# consent or a subscription, more than every tenth is one.
_FURNISHED = 0.1
# Furniture that may be the last rows of a table.
_ENDING = (Part.INSIDE, Part.AFTER)
# What a line below the headline is that is not of the story.
_LEFT = bits(
    Part.ABOVE, Part.ABSTRACT, Part.BYLINE, Part.DATE, Part.INSIDE, Part.AFTER, Part.SIGNED
)
# If a breadcrumb ends with the headline, the headline stands again at most five lines away and has
# at least four words.
_NEAR, _TITLE = 5, 4


def decide(
    ground: Ground,
    marks: Sequence[Mark],
    odds: Mapping[int, Sequence[float]],
    may: Mapping[int, int],
    *,
    furnished: bool,
) -> tuple[list[Part], int]:
    """The part of each line, and the line of the headline (-1: none). *odds* are the likelihoods of
    the parts for the lines near text, *may* has a bit for each part that the facts allow them.
    """
    looks, words = ground.looks, [look.words for look in ground.looks]
    sentences = {
        at
        for at in odds
        if (marks[at].hit is None or not furnished) and _reads(looks[at], marks[at])
    }
    story = [
        at
        for at, chances in odds.items()
        if _text(chances) > (_SENTENCE if at in sentences else _TEXT)
    ]
    headline = max(
        (at for at in odds if not story or at < story[0]),
        key=lambda at: odds[at][Part.HEADLINE],
        default=-1,
    )
    if headline < 0 or odds[headline][Part.HEADLINE] < _HEADLINE:
        headline = -1 if furnished else _first_fit(marks, may, story)
        story = [at for at in story if at != headline]
    # What the facts do not allow to be furniture is text.
    story = sorted({*story, *[at for at in odds if at > headline and not may[at] & _LEFT]})
    while (
        story
        and (behind := story[-1] + 1) in sentences
        and behind in odds
        and _text(odds[behind]) > _LAST_SENTENCE
    ):
        story.append(behind)
    story += _ending(ground, marks, story)
    first, last = (story[0], story[-1]) if story else (len(words), len(words))
    again = {at for at in odds if marks[at].unit.folded == marks[headline].unit.folded}
    summary = _summary(words, odds, story, headline, again if headline >= 0 else set())
    if story and story[0] in summary and marks[story[0] - 1].label is Label.DATELINE:
        # Below a dateline begins the text.
        summary.clear()
    parts = [_part(at, odds.get(at), first, last, headline) for at in range(len(words))]
    for at in story:
        headed = parts[at] is Part.CROSSHEAD or _heads(marks, odds, at)
        parts[at] = Part.CROSSHEAD if headed else Part.TEXT
    for at, part in enumerate(parts):
        if at in summary:
            parts[at] = Part.ABSTRACT
        elif part is Part.ABSTRACT:
            parts[at] = Part.INSIDE if first < at < last else Part.ABOVE
    headline = _bared(ground, parts, headline)
    _add_rows(ground, marks, parts)
    return parts, headline


def _ending(ground: Ground, marks: Sequence[Mark], story: Sequence[int]) -> Iterable[int]:
    """The sentences after the *story* with which a dump ends, if no other line follows it."""
    after = range(story[-1] + 1, len(marks)) if story else ()
    ends = all(
        is_unknown(marks[at])
        and ends_sentence(marks[at].unit.text)
        and not telltale_words(ground.looks[at])
        for at in after
    )
    return after if ends else ()


def _heads(marks: Sequence[Mark], odds: Mapping[int, Sequence[float]], at: int) -> bool:
    """Whether a short line of the text stands between two paragraphs, and may be a crosshead."""
    mark = marks[at]
    return (
        0 < at < len(marks) - 1
        and odds[at][Part.CROSSHEAD] > _CROSSHEAD
        and mark.label in _SHORT
        and not mark.prose
        and mark.unit.weight <= _CROSSHEAD_WORDS
        and not ends_sentence(mark.unit.text)
        and is_text(marks[at - 1])
        and is_text(marks[at + 1])
    )


def _first_fit(marks: Sequence[Mark], may: Mapping[int, int], story: Sequence[int]) -> int:
    """The first line of a dump without furniture, if it may be the headline of text that follows;
    else -1.
    """
    at = next((at for at in may if is_unknown(marks[at])), -1)
    if at < 0 or not may[at] >> Part.HEADLINE & 1 or all(later <= at for later in story):
        return -1
    bare = marks[at].unit.text.rstrip(CLOSERS + " ")
    asks = bare[-1:] in _ASKING and marks[at].unit.weight <= _QUESTION_WORDS
    return at if asks or not ends_sentence(bare) else -1


def _reads(look: Look, mark: Mark) -> bool:
    """Whether a line reads like a sentence, or in scripts without stops is long, and holds few
    words of furniture.
    """
    words = sum([count for name, count in look.classes.items() if name not in _FOREIGN])
    if look.phrase is not None or words > _FURNISHED * look.words:
        return False
    if _STOPLESS_RE.search(look.text):
        return look.words >= _LONG
    return look.words >= _SHORTEST and (ends_sentence(look.text) or mark.unit.is_prose)


def _text(chances: Sequence[float]) -> float:
    """The likelihood that a line is text or a crosshead."""
    return chances[Part.TEXT] + chances[Part.CROSSHEAD]


def _part(at: int, chances: Sequence[float] | None, first: int, last: int, headline: int) -> Part:
    """The part of the line *at* by its likelihoods (*chances*) and its place, the text standing
    from *first* to *last*.
    """
    if at == headline:
        return Part.HEADLINE
    if chances is not None:
        if _text(chances) > _TEXT:
            headed = chances[Part.CROSSHEAD] > chances[Part.TEXT]
            return Part.CROSSHEAD if headed else Part.TEXT
        for part, least in _FIELDS:
            if chances[part] > least:
                return part
    if at > last:
        return Part.AFTER
    if at > first:
        return Part.INSIDE
    return Part.BEFORE if at < headline else Part.ABOVE


def _summary(
    words: Sequence[int],
    odds: Mapping[int, Sequence[float]],
    story: Sequence[int],
    headline: int,
    again: Collection[int],
) -> set[int]:
    """The lines of the abstract: the likeliest and those beside it, or a line right below the
    headline, or a first paragraph that is set apart; empty if there is none.

    A line below the headline that looks like one is a second deck, unless it is the headline
    *again*.
    """
    above = story[0] if story else len(words)
    able = {
        at: odds[at][Part.ABSTRACT] + (odds[at][Part.HEADLINE] if at > headline >= 0 else 0.0)
        for at in odds
        if at < above and at != headline and at not in again
    }
    opening = (
        odds[story[0]][Part.ABSTRACT]
        if len(story) > 1 and words[story[0]] <= _SUMMARY_WORDS[1]
        else 0.0
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


def _bared(ground: Ground, parts: list[Part], headline: int) -> int:
    """The line of the headline, moved to where it stands by itself if the line taken for it has
    rubrics before it ("Home / News / Harbour closes"), in *parts* as well.
    """
    if headline < 0:
        return headline
    glued = ground.units[headline].text
    for at in range(max(0, headline - _NEAR), min(headline + _NEAR + 1, len(parts))):
        bare = ground.units[at].text.lstrip("#* ")
        if (
            parts[at] not in STORY
            and ground.looks[at].words >= _TITLE
            and glued.endswith(bare)
            and glued.lstrip("#* ") != bare
        ):
            parts[headline] = Part.ABOVE if headline > at else Part.BEFORE
            parts[at] = Part.HEADLINE
            return at
    return headline


def _add_rows(ground: Ground, marks: Sequence[Mark], parts: list[Part]) -> None:
    """Give the last rows of a table that ends the story to the text: lines with figures, spaced as
    the two above them.
    """
    for at in range(2, len(parts)):
        if (
            parts[at] in _ENDING
            and parts[at - 1] is parts[at - 2] is Part.TEXT
            and is_unknown(marks[at])
            and not ground.looks[at].classes
        ):
            rows = ground.units[at - 2 : at + 1]
            if rows[1].gap == rows[2].gap and all(
                DIGIT_RE.search(row.text) and not row.is_prose for row in rows
            ):
                parts[at] = Part.TEXT
