"""Lines that stand among the paragraphs of a story and are not of it: teasers of other stories and
readers' comments; and headings that look like those of other stories and are crossheads.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.desk import said
from dispatchkit.grammar.ago import is_ago
from dispatchkit.grammar.label import BuiltIn, Mark, credits_author, crosshead, is_filed, is_text
from dispatchkit.grammar.names import is_person
from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.structure.look import TITLE_WORDS, has_clock, is_dated
from dispatchkit.structure.told_dates import APART_RE
from dispatchkit.text.shape import DIGIT_RE, QUESTIONS, ends_sentence, is_item, weight, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.structure.look import Look

# A paragraph below a crosshead has at least this many words. One label of related stories between
# paragraphs may have lost its links; two different ones have not.
_PARAGRAPH, _CROSSED = 10, 2
# What may be a crosshead among others like it: no label of an advertisement.
_OVER = PAGE_FURNITURE - {Label.ADVERTISEMENT}
# From one crosshead to the next if each heads one paragraph.
_TURN = 2
# A heading of comments has at most this many words.
_LABEL_WORDS = 3
# A teaser is a title and, below it, its author: that author stands two lines below the heading of
# the teasers or below the author of the one before.
_PAIR = 2
# A thread of comments holds at least two lines that say when somebody wrote, each of at most nine
# words, or fourteen with a time of day, and at most six lines below the one before.
_COMMENTED, _STAMP_WORDS, _TIMED_WORDS, _NEAR = 2, 9, 14, 6
# A poll asks with at most 25 words; an answer has at most eight, and there are at least two of them
# and a button, or three.
_QUESTION_WORDS, _ANSWER_WORDS, _ANSWERS = 25, 8, 3
# A heading of related stories has at most this many words.
_HEADING_WORDS = 4


def strays_told(marks: list[Mark], looks: Sequence[Look]) -> list[Mark]:
    """The *marks* of a dump with labels for what stands among the paragraphs and is not of the
    story: teasers of other stories, readers' comments.
    """
    told = [at for at, mark in enumerate(marks) if is_text(mark)]
    return _polled(_commented(_teased(marks, looks, told), looks, told)) if told else marks


def crossed(marks: list[Mark]) -> list[Mark]:
    """*marks* in which labels of related stories are crossheads, if no other line is of a page and
    several different ones stand between two paragraphs each, or one with other short lines like it:
    they open with the same word, or each heads one paragraph.
    """
    between = [
        at
        for at in range(1, len(marks) - 1)
        if is_text(marks[at - 1]) and _is_paragraph(marks[at + 1]) and _may_head(marks[at])
    ]
    if not between:
        return marks
    known = [at for at, mark in enumerate(marks) if mark.hit and mark.label in PAGE_FURNITURE]
    alike = len({marks[at].unit.folded.split()[0] for at in between}) == 1
    in_turn = all(below - at == _TURN for at, below in pairwise(between))
    several = len({marks[at].unit.folded for at in between if heads(marks[at])}) >= _CROSSED
    row = len(between) > 1 and (alike or (in_turn and len(between) > _CROSSED))
    if not set(known) <= set(between) or not (several or row):
        return marks
    for at in known:
        marks[at] = crosshead(marks[at].unit)
    return marks


def _may_head(mark: Mark) -> bool:
    """Whether a short line is a heading of other stories, or furniture with no figures, or nothing
    is known of it.
    """
    known = mark.hit is not None and mark.label in _OVER and not mark.hit.is_general
    loose = mark.hit is None and mark.label is Label.OTHER
    return (known or loose) and words_in(mark.unit.text) <= _HEADING_WORDS


def _is_paragraph(mark: Mark) -> bool:
    """Whether a line is text and not short."""
    return is_text(mark) and mark.unit.weight >= _PARAGRAPH


def _teased(marks: list[Mark], looks: Sequence[Look], told: Sequence[int]) -> list[Mark]:
    """*marks* in which titles of other stories with their authors below them are furniture. They
    stand under a heading of related stories, among the paragraphs *told*, or above another author.
    """
    found, top = list(marks), -1
    for over in range(len(marks) - _PAIR):
        at = over + _PAIR
        headed = top == over or _is_heading(marks[over], looks[over])
        if not (headed and _may_title(marks[at - 1]) and _is_author(marks[at])):
            continue
        among = told[0] < at < told[-1]
        if among or any(map(_is_author, marks[at + 1 : told[0]])):
            # Below an author the date of the teaser may stand.
            top = at + (marks[at + 1].label is Label.DATE)
            _relate(found, over, top)
    return found


def _relate(marks: list[Mark], first: int, last: int) -> None:
    """Give the *marks* from *first* to *last* that no rule knows to the heading above them."""
    for at in range(first, last + 1):
        if marks[at].hit is None:
            marks[at] = Mark(marks[at].unit, Label.RELATED, BuiltIn.UNDER_HEADING, prose=False)


def _is_author(mark: Mark) -> bool:
    """Whether a line names an author, or is nothing but somebody's name."""
    if mark.hit is not None or mark.prose:
        return False
    if mark.credited is not None:
        return credits_author(mark)
    return mark.label is Label.OTHER and is_person(mark.unit.text.split())


def _may_title(mark: Mark) -> bool:
    """Whether a line may be the title of another story."""
    return mark.hit is None and not is_text(mark) and mark.unit.weight >= TITLE_WORDS


def heads(mark: Mark) -> bool:
    """Whether a line heads a list of other stories ("Related") or a menu: what follows it up to the
    next sentence is of that list. Hash tags and addresses do not.
    """
    return (
        mark.hit is not None
        and mark.label in (Label.RELATED, Label.PROMO, Label.MENU)
        and not mark.hit.is_general
        and words_in(mark.unit.text) <= _HEADING_WORDS
    )


def carries_title(mark: Mark) -> bool:
    """Whether a line is a link to another story that says its title: "Read also: Museum opens"."""
    if mark.hit is None or mark.label is not Label.RELATED:
        return False
    _, colon, title = mark.unit.text.replace("：", ":").partition(":")
    return colon != "" and weight(title) >= TITLE_WORDS


def _is_heading(mark: Mark, look: Look) -> bool:
    """Whether a line heads a list of other stories, by a rule or by its words."""
    return heads(mark) or (mark.hit is None and not mark.prose and "related" in look.classes)


def _commented(marks: list[Mark], looks: Sequence[Look], told: Sequence[int]) -> list[Mark]:
    """*marks* in which readers' comments are no text: below the paragraphs *told* and a heading
    for them, or the headline again, stand several lines that say when somebody wrote, each near the
    one before.
    """
    found, below = list(marks), range(told[0] + 1, len(marks))
    above = marks[: told[0]]
    titles = tuple(mark.unit.folded for mark in above if _may_title(mark) and not mark.credited)
    subjects = {at for at in below if _repeats(marks[at], titles)}
    opening = (at for at in below if at in subjects or _opens_thread(marks[at], looks, at))
    top = next(opening, len(marks))
    for at in _thread(marks, looks, top, subjects):
        if marks[at].hit is None or marks[at].label is Label.COMMENT:
            found[at] = Mark(marks[at].unit, Label.COMMENT, BuiltIn.COMMENTED, prose=False)
    return found


def _thread(
    marks: Sequence[Mark], looks: Sequence[Look], top: int, subjects: set[int]
) -> Sequence[int]:
    """The lines of the thread of comments that opens with the line *top*; none if too few lines say
    when they were written: short ones, or those that hold or follow one of the *subjects*. The
    dateline of a wire is no such line.
    """
    last, stamps = top, 0
    for at in range(top, len(marks)):
        if at - last > _NEAR:
            break
        below_subject = at in subjects or at - 1 in subjects
        dated = is_dated(looks[at]) and not is_filed(marks[at])
        stamped = _tells_when(looks[at]) or (below_subject and dated)
        if stamped:
            last, stamps = at, stamps + 1
    if stamps < _COMMENTED:
        return ()
    near = range(last + 1, min(last + _NEAR, len(marks)))
    return range(top, max([last, *(at for at in near if _is_of_readers(marks, looks, at))]) + 1)


def _polled(marks: list[Mark]) -> list[Mark]:
    """*marks* in which polls among readers are no text: a question, at least two short answers
    below it, and a heading or a button that says so ("Vote now", "See results").
    """
    found = list(marks)
    answers = _Answers(0, -1, -1)
    polled = 0
    for top, mark in enumerate(marks):
        if not mark.unit.text.endswith(QUESTIONS) or mark.unit.weight > _QUESTION_WORDS:
            continue
        if answers.end <= top + 1:
            answers = _answers(marks, top + 1)
        last = answers.vote
        headed = top > 0 and _may_answer(marks[top - 1]) and _votes(marks[top - 1])
        if headed and last <= top:
            last = answers.joined
        if last - top >= _ANSWERS:
            for at in range(max(polled, top - headed), last + 1):
                found[at] = Mark(marks[at].unit, Label.COMMENT, BuiltIn.COMMENTED, prose=False)
            polled = max(polled, last + 1)
    return found


class _Answers(NamedTuple):
    """A run of lines that may be answers or buttons of a poll: the line after it, and the last of
    them that holds a word for a poll and that follows without a blank line (-1: none does).
    """

    end: int
    vote: int
    joined: int


def _answers(marks: Sequence[Mark], begin: int) -> _Answers:
    """The run of answers that begins with the line *begin*."""
    end = begin
    while end < len(marks) and _may_answer(marks[end]):
        end += 1
    vote = max([at for at in range(begin, end) if _votes(marks[at])], default=-1)
    joined = max([at for at in range(begin, end) if not marks[at].unit.gap], default=-1)
    return _Answers(end, vote, joined)


def _may_answer(mark: Mark) -> bool:
    """Whether a line may be an answer or a button of a poll: short, and no text."""
    return not is_text(mark) and mark.dateline is None and mark.unit.weight <= _ANSWER_WORDS


def _votes(mark: Mark) -> bool:
    """Whether a line holds a word for a poll."""
    return "vote" in said(mark.unit.smoothed)


def _repeats(mark: Mark, titles: tuple[str, ...]) -> bool:
    """Whether a line opens with the headline, one of *titles*, as the subjects of comments do."""
    subject = mark.unit.folded.removeprefix("re:").lstrip()
    return subject.startswith(titles) and not is_text(mark)


def _opens_thread(mark: Mark, looks: Sequence[Look], at: int) -> bool:
    """Whether the line *at* is a heading of comments, and a line near below it says when."""
    look = looks[at]
    told = mark.label is Label.COMMENT or "comment" in look.classes
    heading = told and not mark.prose and look.words <= _LABEL_WORDS
    return heading and any(map(_tells_when, looks[at + 1 : at + 1 + _NEAR]))


def _is_of_readers(marks: Sequence[Mark], looks: Sequence[Look], at: int) -> bool:
    """Whether a line is a button below a comment, says when it was written, or is its first."""
    button = marks[at].label is Label.COMMENT or looks[at].words <= _LABEL_WORDS
    return button or any(map(is_dated, looks[at - 1 : at + 1]))


def _tells_when(look: Look) -> bool:
    """Whether a short line holds a date or a time of day, or how long ago something was."""
    if look.kind == "P" or look.words > (_TIMED_WORDS if has_clock(look) else _STAMP_WORDS):
        return False
    figure = DIGIT_RE.search(look.text)
    parts = [*APART_RE.split(look.text), look.text[figure.start() :]] if figure else []
    return is_dated(look) or any(map(is_ago, parts))


def rounded_up(marks: list[Mark]) -> list[Mark]:
    """*marks* without the headings of related stories that head the items of a round-up: below such
    a heading ("More news") stand sentences with bullets, up to the next one or the end.
    """
    headings = [
        at
        for at, mark in enumerate(marks)
        if mark.hit is not None and mark.label is Label.RELATED and not is_text(mark)
    ]
    for at, end in pairwise([*headings, len(marks)]):
        below = marks[at + 1 : end]
        if below and all(
            one.hit is None and is_item(one.unit.text) and ends_sentence(one.unit.text)
            for one in below
        ):
            marks[at] = crosshead(marks[at].unit)
    return marks
