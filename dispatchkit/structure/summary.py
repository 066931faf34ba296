"""Which lines are the summary of a story, and which are the caption of its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.desk import Remark
from dispatchkit.grammar.credits import PARTICLES, joins
from dispatchkit.grammar.label import credits_author, is_text
from dispatchkit.grammar.pictures import names_photographer
from dispatchkit.grammar.stamps import says_when
from dispatchkit.labels import Label
from dispatchkit.structure.chain import Part
from dispatchkit.structure.furnished import telltale_words
from dispatchkit.structure.headline import is_one_word
from dispatchkit.structure.regained import opens_filed
from dispatchkit.structure.regions import STAMPS, is_unknown
from dispatchkit.text.shape import CALLS, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.scene import Scene

# The least likelihood of a summary anywhere above the text, right below the headline, and beside a
# line of the summary; the least words of one right below the headline, and the most of any.
_LEAST, _UNDER_HEADLINE, _BESIDE, _WORDS = 0.3, 0.1, 0.15, (6, 60)
# What is taken for a summary of more words is the text: the longest of the bench has 143.
_TOLD = 200
# A line between headline and summary that is as likely as this is a date. This and the next two
# hold in a wide range: .6 to .95, 15 to 60 and 5 to 12 words give 735 dumps the same summaries.
_DATED = 0.8
# A line that says the headline again has at most this many words: one of more is a paragraph.
_AGAIN = 30
_AMID = (Label.RELATED, Label.ADVERTISEMENT)
# Kinds of lines that are dates or figures, and how many of them on end are a list.
_FIGURES, _LISTED = frozenset("dn"), 2
# "Foto: Ada Finch/AFP" has at most so many words.
_PICTURED = 8
_CREDITS = (Label.CAPTION, Label.COPYRIGHT)
# Below the name of a speaker of a script stands what he says.
_SCRIPT = f"notices.{Remark.SCRIPT}"
# A first paragraph set apart from the text by other lines is its summary: 68 of 71 such lines of
# the bench's pages are labelled so.
_SET_APART = 0.02
# A summary that only its place shows has at least so many words ("sonne. brutal." has two), and
# calls out nothing: "Sharing is caring!"
_FEWEST = 3
# What stands between the headline of a page and a summary below date, reporter or picture.
_OVER_SUMMARY = STAMPS | {Label.CAPTION, Label.DUPLICATE}
# What goes on with the head. A page may print the date among its paragraphs: "Issued on: ...".
_OF_HEAD = (Label.BYLINE, Label.DATELINE)
# One that is not set apart is its summary from this likelihood on: it is text either way. With 0.35
# a third of the summaries that look like the text would be missed, with 0.15 a tenth.
_FIRST = 0.15


class Summary(NamedTuple):
    """The lines of the summary and of captions, and those of the *story*."""

    lines: set[int]
    captions: list[int]
    story: list[int]


def summary_of(scene: Scene, story: list[int], headline: int) -> Summary:
    """The summary above the *story*, or in its first paragraph."""
    first = story[0] if story else len(scene.marks)
    captions = _captions(scene, headline, first)
    passed = {*captions, *_again(scene, headline)}
    if story and _has_begun(scene, first):
        passed.add(first)
    found = _likeliest(scene, story, headline, passed) or _led(scene.marks, story, passed)
    if not found and scene.furnished:
        found = _standfirst(scene, range(headline + 1, first), passed) if headline >= 0 else set()
    elif not found:
        found = _sentence(scene, range(headline + 1, first), passed)
        found = found or _below_repeat(scene.marks, headline, story)
    if sum(map(scene.words, found)) > _TOLD:
        return Summary(set(), captions, sorted({*story, *found}))
    return Summary(found, captions, story)


def _likeliest(
    scene: Scene, story: Sequence[int], headline: int, passed: Collection[int]
) -> set[int]:
    """The lines of the summary: the likeliest and those beside it, or a line right below the
    headline, or a first paragraph that is set apart; empty if there is none. Those *passed* are
    none.
    """
    able = _able(scene, story[0] if story else len(scene.marks), headline, passed)
    opening = _opening(scene, story, passed)
    best = max(able, key=able.__getitem__, default=-1)
    if able.get(best, 0) > max(_LEAST, opening):
        return _joined(best, able)
    under = headline + 1
    while scene.chance(under, Part.DATE) > _DATED:
        under += 1
    likely = headline >= 0 and able.get(under, 0) > max(_UNDER_HEADLINE, opening)
    if likely and _WORDS[0] <= scene.words(under) <= _WORDS[1]:
        return _joined(under, able)
    apart = len(story) > 1 and story[1] - story[0] > 1
    least = _SET_APART if apart else _FIRST
    return {story[0]} if opening > least else set()


def _able(scene: Scene, above: int, headline: int, passed: Collection[int]) -> dict[int, float]:
    """How likely each line *above* the text is a summary; below the headline a second deck is one,
    too.
    """
    lines = [at for at in scene.odds if at < above and at != headline and at not in passed]
    return {
        at: scene.chance(at, Part.ABSTRACT)
        + (scene.chance(at, Part.HEADLINE) if _may_be_deck(scene, at, headline) else 0.0)
        for at in lines
    }


def _may_be_deck(scene: Scene, at: int, headline: int) -> bool:
    """Whether the line *at* stands below the *headline* and has more than one word."""
    return at > headline >= 0 and not is_one_word(scene.text(at))


def _opening(scene: Scene, story: Sequence[int], passed: Collection[int]) -> float:
    """How likely the first paragraph of the *story* is its summary; 0 if it is too long, or all of
    it.
    """
    if len(story) < 2 or story[0] in passed or scene.words(story[0]) > _WORDS[1]:
        return 0.0
    return scene.chance(story[0], Part.ABSTRACT)


def _joined(best: int, able: Mapping[int, float]) -> set[int]:
    """The line *best* and those beside it that may belong to the same summary."""
    found = {best}
    for step in (-1, 1):
        at = best + step
        while able.get(at, 0) > _BESIDE:
            found.add(at)
            at += step
    return found


def _led(marks: Sequence[Mark], story: Sequence[int], passed: Collection[int]) -> set[int]:
    """The first paragraph of the *story* if the head goes on below it, so that it is a summary: a
    byline or a dateline stands between it and the second, or opens that.
    """
    if len(story) < 2 or story[0] in passed or marks[story[0]].dateline:
        return set()
    first, second = story[:2]
    told = is_text(marks[first]) and is_text(marks[second])
    headed = marks[second].dateline or any(
        mark.label in _OF_HEAD or credits_author(mark) for mark in marks[first + 1 : second]
    )
    return {first} if told and headed else set()


def _sentence(scene: Scene, head: Sequence[int], passed: Collection[int]) -> set[int]:
    """The one sentence in the *head*, between headline and text, of which nothing else is known: it
    is the summary.
    """
    found = {
        at
        for at in head
        if at in scene.sentences and is_unknown(scene.marks[at]) and at not in passed
    }
    return found if len(found) == 1 else set()


def _standfirst(scene: Scene, head: range, passed: Collection[int]) -> set[int]:
    """The one sentence in the *head* of a page that no button stands above: between it and the
    headline are at most date, reporter and picture. It is the summary, however short ("The goal
    came in stoppage time."), unless it is made of words of furniture.
    """
    marks = scene.marks
    ends = (at for at in head if not (marks[at].label in _OVER_SUMMARY or is_unknown(marks[at])))
    loose = {
        at
        for at in range(head.start, next(ends, head.stop))
        if is_unknown(marks[at]) and at not in passed
    }
    found = {at for at in loose if _is_statement(scene, at)}
    telling = any(telltale_words(scene.ground.looks[at]) for at in found)
    return set() if telling or len(found) != 1 else found


def _is_statement(scene: Scene, at: int) -> bool:
    """Whether the line *at* is a sentence that calls nothing out and says not when the page was
    published.
    """
    text = scene.text(at)
    stated = ends_sentence(text) and not text.endswith(CALLS) and not says_when(text)
    return stated and scene.words(at) >= _FEWEST


def _below_repeat(marks: Sequence[Mark], headline: int, story: Sequence[int]) -> set[int]:
    """The second deck right below the *headline* printed again, if text follows it."""
    first = story[0] if len(story) > 1 else 0
    if headline < 0 or first < headline + 2 or is_text(marks[first]):
        return set()
    again = marks[first - 1].unit.folded == marks[headline].unit.folded
    decked = marks[first].unit.weight >= _WORDS[0] and is_text(marks[first + 1])
    return {first} if again and decked else set()


def _has_begun(scene: Scene, first: int) -> bool:
    """Whether the *first* paragraph is no summary, because it stands below a dateline or the name
    of a speaker, or what stands among the paragraphs of any story sets it apart, or it heads a list
    of dates or figures.
    """
    marks, looks = scene.marks, scene.ground.looks
    if first and (marks[first - 1].label is Label.DATELINE or marks[first - 1].rule == _SCRIPT):
        return True
    if opens_filed(scene, first):
        return True
    below = first + 1
    return below < len(marks) and (
        marks[below].label in _AMID
        or "ad" in looks[below].classes
        or all(look.kind in _FIGURES for look in looks[below : below + _LISTED])
    )


def _again(scene: Scene, headline: int) -> set[int]:
    """The lines that say the headline again, with a kicker before it or without."""
    if headline < 0:
        return set()
    title = scene.marks[headline].unit.folded
    units = {at: scene.marks[at].unit for at in scene.odds}
    return {at for at, unit in units.items() if title in unit.folded and unit.weight <= _AGAIN}


def _captions(scene: Scene, headline: int, first: int) -> list[int]:
    """The lines between the *headline* and the *first* of the text that are captions: the line
    below repeats them and says more, the credit of a picture stands above or below them, or ends
    them. A sentence is one only above a credit, and if another line may be the summary.
    """
    marks = scene.marks
    unknown = [at for at in range(first) if is_unknown(marks[at])]
    long = {at for at in unknown if at > headline and scene.words(at) >= _WORDS[0]}
    return [
        at
        for at in unknown
        if headline < at < len(marks) - 1
        and _is_caption(marks, at, led=at not in long or len(long) > 1)
    ]


def _is_caption(marks: Sequence[Mark], at: int, *, led: bool) -> bool:
    """Whether the line *at* of the head is a caption. *led*: it is short, or another line may be
    the summary.
    """
    text = marks[at].unit.text
    if names_photographer(text) or marks[at + 1].unit.text.startswith(f"{text} "):
        return True
    if ends_sentence(text):
        return led and _credits_picture(marks[at + 1])
    if _credits_picture(marks[at + 1]):
        return True
    return _credits_picture(marks[at - 1]) and not _is_names(text)


def _is_names(text: str) -> bool:
    """Whether a line has the form of names."""
    words = text.split()
    return all(word[0].isupper() or joins(word) or word in PARTICLES for word in words)


def _credits_picture(mark: Mark) -> bool:
    """Whether a line is the credit of a picture: "Foto: Ada Finch/AFP", "© Example Images"."""
    known = mark.label in _CREDITS or names_photographer(mark.unit.text)
    return known and mark.unit.weight <= _PICTURED
