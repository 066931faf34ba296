"""The regions of a dump that its facts mark: its head, rows of figures, lists of other stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import Mark, is_filed, is_text
from dispatchkit.grammar.pictures import bracketed_credit
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.structure.strays import heads
from dispatchkit.text.shape import COLONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.structure.look import Look

# Labels of lines of which nothing is known.
_LOOSE = frozenset((Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE))
_LISTED = (Label.LIST, Label.TABLE)
# A paragraph that follows the head has at least fifteen words, a line of the head at most forty; a
# head has at most ten lines.
_PARAGRAPH, STANDFIRST, _HEAD_LINES = 15, 40, 10
# A figure that stands by itself: a row of results has two, "3.1 mln vs 2.2 mln".
_FIGURE_RE = pattern(r"(?<!\S)[$£€]?\d[\d.,]*(?!\S)")
# What stands below a headline.
STAMPS = frozenset((Label.DATE, Label.UPDATED, Label.BYLINE, Label.CREDIT))
_STOPS = (".", "。", "।", "۔")
# The title of another story has at most this many words.
TITLE = 20
# A headline that is printed twice stands again at most five lines below.
_NEAR = 5
# Above a dateline with a credit stand at most a headline and a summary, each of at most this many
# words; further lines are of another story.
_HEADS, _HEAD_WORDS = 2, 40


def is_unknown(mark: Mark) -> bool:
    """Whether neither a rule nor the form of a line says what it is."""
    return mark.hit is None and mark.credited is None and mark.label in _LOOSE


def filed_first(marks: Sequence[Mark], first: int) -> int:
    """The first line that says where the dispatch was filed, and by whom, if what reads like text
    above it is no more than a headline and its summary; else 0. The first text is the line *first*.
    """
    dated = (at for at, mark in enumerate(marks) if mark.dateline is not None)
    filed = next((at for at in dated if is_text(marks[at]) and is_filed(marks[at])), 0)
    above = marks[first:filed]
    headed = len(above) <= _HEADS and all(mark.unit.weight <= _HEAD_WORDS for mark in above)
    return filed if headed else 0


def head_of(marks: Sequence[Mark]) -> int:
    """How many lines at the top of a dump are of its head for certain: those above the paragraph
    that says where the dispatch was filed, and those that follow one another without the blank
    lines that part all paragraphs. A paragraph right above the first of these may be text.
    """
    tops = enumerate(marks[: _HEAD_LINES + 1])
    first = next((at for at, mark in tops if _opens_story(mark)), 0)
    head = marks[:first]
    if any(mark.label in _LISTED or mark.unit.weight > STANDFIRST for mark in head):
        return 0
    paragraphs = [mark.unit.gap for mark in marks[first:] if is_text(mark)]
    apart = len(paragraphs) > 1 and all(paragraphs)
    glued = apart and not all(mark.unit.gap for mark in head[1:])
    if not (glued or any(map(is_filed, marks[first : first + 1]))):
        return 0
    while first and _may_be_text(marks[first - 1]):
        first -= 1
    return first


def _opens_story(mark: Mark) -> bool:
    """Whether a line is text that says where the dispatch was filed, or a long paragraph that a
    blank line sets apart.
    """
    apart = mark.unit.gap > 0 and mark.unit.weight >= _PARAGRAPH
    return is_text(mark) and (apart or is_filed(mark))


def _may_be_text(mark: Mark) -> bool:
    """Whether a line right above the first paragraph may be one itself: a long one that is no
    caption, or a sentence with a blank line above it.
    """
    text = mark.unit.text
    long = mark.unit.weight >= _PARAGRAPH and not bracketed_credit(mark.unit.text)
    return long or (is_text(mark) and mark.unit.gap > 0 and text.endswith(_STOPS))


def repeated_headline(marks: Sequence[Mark], first: int) -> int:
    """How many lines at the top of a dump end with the first one printed again, as a headline is;
    zero if it is not. The first text is the line *first*.
    """
    top = next((at for at, mark in enumerate(marks) if is_unknown(mark)), first)
    if top >= first or marks[top].unit.weight < TITLE_WORDS:
        return 0
    title = marks[top].unit.folded
    below = range(top + 1, min(first, top + 1 + _NEAR))
    return max([at + 1 for at in below if marks[at].unit.folded == title], default=0)


def rows_of_figures(marks: Sequence[Mark], looks: Sequence[Look]) -> set[int]:
    """The lines that are rows of results, as desks print them above the first sentence: "Shr 12 cts
    vs 9 cts", each with two figures, beside another such line.
    """
    rows = {
        at
        for at, look in enumerate(looks)
        if look.digits > 1
        and is_unknown(marks[at])
        and not is_text(marks[at])
        and len(_FIGURE_RE.findall(look.text)) > 1
    }
    return {at for at in rows if at - 1 in rows or at + 1 in rows}


def lines_of_lists(marks: Sequence[Mark]) -> set[int]:
    """The lines right below headings of other stories, or of those whom to ask, where blank lines
    part these lists from the paragraphs. A heading above all other titles is an entry of the menu,
    and the title over the day below it is the headline.
    """
    found: set[int] = set()
    at = 0
    for top, mark in enumerate(marks):
        if top < at or mark.hit is None or not _heads_list(mark):
            continue
        at = top + 1
        while at < len(marks) and not marks[at].unit.gap and _may_be_listed(marks[at]):
            at += 1
        if at == len(marks) or marks[at].unit.gap:
            found.update(range(top + 1, _top_of_story(marks, top, at)))
    return found


def _top_of_story(marks: Sequence[Mark], top: int, end: int) -> int:
    """Where the story begins among the lines below the line *top*, which looks like a heading of
    others and may be an entry of the menu ("To the front page", "News"): with the title above the
    one day at its *end*, if text follows and no line above *top* is a title; else *end*.
    """
    below = marks[end : end + 1]
    at = end
    while at > top + 1 and marks[at - 1].label in STAMPS:
        at -= 1
    stamped = at < end and any(map(is_text, below))
    if not stamped or any(map(_is_title, marks[:top])) or not _is_title(marks[at - 1]):
        return end
    dated = any(mark.label in STAMPS for mark in marks[top + 1 : at])
    return end if dated or at - 1 == top else at - 1


def _is_title(mark: Mark) -> bool:
    """Whether nothing is known of a line that has the words of a title."""
    return is_unknown(mark) and mark.unit.weight >= TITLE_WORDS


def _heads_list(mark: Mark) -> bool:
    """Whether a line that a rule knows heads other stories ("Related"), or those whom to ask
    ("Contact:").
    """
    asked = mark.label is Label.CONTACT and mark.unit.text.endswith(COLONS)
    return asked or (heads(mark) and mark.label is Label.RELATED)


def _may_be_listed(mark: Mark) -> bool:
    """Whether a line is short and no statement: the title of another story may ask."""
    asks = mark.unit.weight <= TITLE and not mark.unit.text.endswith(_STOPS)
    return asks or not is_text(mark)
