"""Which short lines of the text are crossheads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import is_text
from dispatchkit.grammar.names import is_person
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import Part
from dispatchkit.structure.furnished import telltale_words
from dispatchkit.structure.regions import is_unknown
from dispatchkit.text.shape import (
    CALLS,
    COLONS,
    DIGIT_RE,
    QUESTIONS,
    SENTENCE_ENDS,
    ends_sentence,
    is_item,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.scene import Scene

# A short line that stands alone between two paragraphs needs less to be a crosshead than to be
# likelier that than text. "What the ministers of the nine states have agreed on so far" is a long
# one.
_CROSSHEAD, _WORDS = 0.1, 14
# "* Toll to fall due", "Every herd has its sound" in quotation marks: with a sign before it or
# around it, it needs none.
_MARKED_RE = pattern(r"[-–—*•]\s\S|[\"“„«「‘'][^\"“”„«»「」]+[\"”“»」’']\Z")
# One that blank lines set apart is a crosshead by that, if it has at most so many words.
_APART_WORDS = 6
# Questions between paragraphs are crossheads if there are at least two; one may be rhetorical.
# The paragraph below one has at least so many words.
_ASKED, _SECTION_WORDS = 2, 10
# In Greek a semicolon asks.
_GREEK_RE = pattern(r"[α-ωά-ώ];\Z")
_INNER_RE = pattern(rf"[{SENTENCE_ENDS}](?=\s)")
_SHORT = (Label.OTHER, Label.LIST, Label.TABLE)


def crossheads(scene: Scene, story: Sequence[int]) -> set[int]:
    """The lines of the *story* that are crossheads by what stands above and below them, or by their
    form.
    """
    return {*_questions(scene.marks, story), *[at for at in story if _heads(scene, at)]}


def _heads(scene: Scene, at: int) -> bool:
    """Whether a short line of the text stands between two paragraphs, and may be a crosshead, or
    has the form of one.
    """
    mark = scene.marks[at]
    likely = scene.chance(at, Part.CROSSHEAD) > _CROSSHEAD or _stands_apart(scene, at)
    return (
        (likely or _MARKED_RE.match(mark.unit.text) is not None)
        and mark.label in _SHORT
        and not mark.prose
        and mark.unit.weight <= _WORDS
        and not ends_sentence(mark.unit.text)
        and _is_between(scene.marks, at)
    )


def _stands_apart(scene: Scene, at: int) -> bool:
    """Whether blank lines set the line *at* apart, a few words of which nothing is known: no figure
    or sign that ends a line or opens an item, and no name of a speaker.
    """
    text, below = scene.text(at), scene.marks[at + 1 : at + 2]
    apart = scene.marks[at].unit.gap > 0 and any(mark.unit.gap > 0 for mark in below)
    short = 0 < scene.words(at) <= _APART_WORDS and is_unknown(scene.marks[at])
    if not (apart and short) or telltale_words(scene.ground.looks[at]):
        return False
    ends = text.endswith((*COLONS, *CALLS))
    return not (ends or DIGIT_RE.search(text) or is_item(text) or is_person(text.split()))


def _is_between(marks: Sequence[Mark], at: int) -> bool:
    """Whether the line *at* stands between two paragraphs."""
    return 0 < at < len(marks) - 1 and is_text(marks[at - 1]) and is_text(marks[at + 1])


def _questions(marks: Sequence[Mark], story: Sequence[int]) -> Collection[int]:
    """The questions that are crossheads: several stand between two paragraphs each."""
    asked = [
        at
        for at in story
        if _asks(marks[at])
        and _is_between(marks, at)
        and marks[at + 1].unit.weight >= _SECTION_WORDS
    ]
    return asked if len(asked) >= _ASKED else ()


def _asks(mark: Mark) -> bool:
    """Whether a line is one short question, and nobody's words."""
    text = mark.unit.text
    short = mark.hit is None and mark.unit.weight <= _WORDS
    asks = text.endswith(QUESTIONS) or _GREEK_RE.search(text) is not None
    return short and asks and text[0].isalnum() and not _INNER_RE.search(text)
