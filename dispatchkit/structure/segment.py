"""Head, body and tail of a dispatch as its sender prints it.

Each label is a letter, so the labels of a dispatch, joined, are its picture. One regular expression
over the picture finds where the body begins and ends; then the headline is chosen (``headline``)
and the neighbours of each line settle what was provisional (``settle``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.label import BuiltIn, Mark, is_text, relabelled, revoked
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.headline import (
    HEADLINE_WORDS,
    find_headline,
    find_repeats,
    is_headlike,
    key_of,
)
from dispatchkit.structure.plain import is_plain, plain_end, plain_start, plainly
from dispatchkit.structure.settle import settle_body, settle_head, settle_tail
from dispatchkit.text.shape import CLOSERS, ends_sentence, is_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.label import Context

# Letters of labels that may stand among the last lines of a story; any other ends it.
_OPEN = "tI.lbxPNHASLK"
# In the picture t is running text, I running text that opens with a dateline, B a reporter's line;
# other letters are as in ``Label``. The head ends, by the first of these forms that fits: after a
# dateline on a line of its own; before the text that opens with a dateline, if little prose
# precedes it; after the lines of date, reporter or place that follow one or two sentences of
# summary, if no such line precedes those; before the first prose. The body ends with the last prose
# and the unlabelled lines after it. Every string of labels fits.
_SECTIONS_RE = pattern(
    rf"""(?P<head>(?:[^tIP]*t){{0,2}}[^tIP]*P[DUBPdNL]*(?=[.lbt])
              | (?:[^tI]*t){{0,4}}[^tI]*(?=I)
              | [^tIDBUP]*t[^tIDBUP]*(?:t[^tIDBUP]*)?[DBUP][^tI]*(?=[tI])
              | [^tI]*)
         (?P<body>(?:.*[tI])?[{re.escape(_OPEN)}]*)
         (?P<tail>.*)""",
    re.VERBOSE | re.DOTALL,
)
# A summary of two sentences has some 300 characters; what is longer before the first date line is a
# story with a date in it.
_LONGEST_SUMMARY = 700
# A page prints its date at most twice above the story; more date lines in a row are a list in it.
_DATE_LINES = 2
# A date that heads the columns of a table has two rows among the eight lines right below it, one of
# them with two figures: the first may say "nil", a long name take two lines. The date of a head has
# a line of text or a blank one below it; that of a trailer has nothing.
_ROWS, _REACH, _FIGURES = 2, 8, 2
_NUMBER_RE = pattern(r"\d[\d.,/-]*")
# A section, a headline, a line of text.
_SECTION_HEADLINE_TEXT = 3
# No headline of the bench that asks has more words.
_QUESTION_WORDS = 20


class Sections(NamedTuple):
    """The marks of a dispatch with their final labels, and where the body begins and ends."""

    marks: list[Mark]
    start: int
    end: int


def segment(marks: Sequence[Mark], context: Context, *, bare_places: bool) -> Sections:
    """The *marks* with their final labels, and where the body is. *bare_places* says whether the
    sender prints the place on a line of its own without a credit.
    """
    settled = _asked(_columned(_unrowed(_closed(marks))))
    plain = is_plain(settled, context)
    if plain:
        settled = plainly(settled, context)
    repeated, start, end = _zoned(settled, context, plain=plain)
    headline = find_headline(settled, start, repeated, context.lexicon, plain=plain)
    if plain:
        start, end = plain_start(settled, start, headline, repeated), plain_end(settled, end)
    settle_head(settled, start, headline, context.lexicon, bare_places=bare_places)
    settle_body(settled, start, end, headline)
    settle_tail(settled, end)
    return Sections(settled, start, end)


def _unrowed(marks: list[Mark]) -> list[Mark]:
    """*marks* in which a first line that is spaced like a row of a table is not labelled as one if
    no row follows.
    """
    lone = (
        bool(marks)
        and marks[0].label is Label.TABLE
        and marks[0].hit is None
        and not any(mark.label is Label.TABLE for mark in marks[1:2])
    )
    return [relabelled(marks[0], Label.OTHER, "shape.lone-row"), *marks[1:]] if lone else marks


def _columned(marks: list[Mark]) -> list[Mark]:
    """*marks* in which dates that head the columns of a table are a row of it: "4/2/87   Prev Wk"
    above rows of figures does not date the dispatch.
    """
    dated = [
        at
        for at, mark in enumerate(marks)
        if mark.label is Label.DATE and mark.hit is None and _heads_columns(marks, at)
    ]
    for at in dated:
        marks[at] = relabelled(
            marks[at]._replace(dates=()), Label.TABLE, "segment.dates-of-columns"
        )
    return marks


def _heads_columns(marks: Sequence[Mark], at: int) -> bool:
    """Whether the line *at* and those right below it are printed in columns, and one of these holds
    figures.
    """
    below: list[str] = []
    for mark in marks[at + 1 : at + 1 + _REACH]:
        if mark.unit.gap or mark.hit is not None:
            break
        below.append(mark.unit.lines[0].text)
    if not below or not is_row(marks[at].unit.lines[0].text) or not is_row(below[0]):
        return False
    rows = [row for row in below if is_row(row)]
    return len(rows) >= _ROWS and any(len(_NUMBER_RE.findall(row)) >= _FIGURES for row in rows)


def _asked(marks: list[Mark]) -> list[Mark]:
    """*marks* in which a question on the first line is not running text, if text follows: "Who pays
    for the bridge?" is a headline.
    """
    first = marks[0] if marks else None
    if (
        first is None
        or first.rule is not BuiltIn.PROSE
        or not any(is_text(mark) for mark in marks[1:])
    ):
        return marks
    text = first.unit.text
    asks = (
        ends_sentence(text)
        and text.rstrip(CLOSERS + " ")[-1] in "?？؟"
        and first.unit.weight <= _QUESTION_WORDS
    )
    return (
        [relabelled(first._replace(prose=False), Label.OTHER, "shape.question"), *marks[1:]]
        if asks
        else marks
    )


def _closed(marks: Sequence[Mark]) -> list[Mark]:
    """*marks* in which the lines after one that closes the dispatch (the head of a notebook, of a
    contact block) have its label, unless another dispatch was pasted below.
    """
    first = next((at for at, mark in enumerate(marks) if is_text(mark)), len(marks))
    closer = next(
        (at for at, mark in enumerate(marks) if mark.hit and mark.hit.closes and at > first), None
    )
    if closer is None:
        return list(marks)
    if any(_is_filed(mark) for mark in marks[closer + 1 :]):
        # Another dispatch was pasted below: in doubt its lines stay.
        return list(marks)
    over = marks[closer]
    behind = [
        (
            mark
            if mark.hit is not None or mark.credited
            else relabelled(
                mark._replace(prose=False, dateline=None, hit=over.hit), over.label, over.rule
            )
        )
        for mark in marks[closer + 1 :]
    ]
    return [*marks[: closer + 1], *behind]


def _is_filed(mark: Mark) -> bool:
    """Whether a line says where another dispatch was filed, and by whom."""
    return mark.dateline is not None and bool(
        mark.dateline.dateline.places and mark.dateline.dateline.agencies
    )


def _zoned(marks: list[Mark], context: Context, *, plain: bool) -> tuple[set[int], int, int]:
    """Which lines repeat a possible headline, and where the body begins and ends. Marks whose rule
    holds only in the head or the tail, and which stand elsewhere, are revoked in *marks*.
    """
    while True:
        repeated = find_repeats(marks)
        if plain:
            # Rows of tables repeat as well: only a repeat of the first line is that of a headline.
            repeated = {at for at in repeated if key_of(marks[at]).startswith(key_of(marks[0]))}
        start, end = _body(marks, repeated)
        strays = [
            at
            for at, mark in enumerate(marks)
            if mark.hit
            and (
                (mark.hit.where == "head" and at > start) or (mark.hit.where == "tail" and at < end)
            )
        ]
        if not strays or start == end:
            return repeated, start, end
        for at in strays:
            marks[at] = revoked(marks[at], context)


def picture(marks: Sequence[Mark]) -> str:
    """The labels as one string, a letter a unit."""
    return "".join(_letter(mark) for mark in marks)


def _letter(mark: Mark) -> str:
    """The letter of a mark in the picture."""
    if is_text(mark):
        return "I" if mark.dateline else "t"
    if (
        mark.label is Label.CREDIT
        and mark.credited
        and any(person.role == "author" for person in mark.credited.people)
    ):
        return "B"
    return mark.label.value


def _body(marks: list[Mark], repeated: set[int]) -> tuple[int, int]:
    """The index of the first mark of the body, and of the first after it."""
    letters = "".join("d" if at in repeated else letter for at, letter in enumerate(picture(marks)))
    found = _SECTIONS_RE.fullmatch(letters)
    start, end = (found.end("head"), found.end("body")) if found else (0, len(letters))
    summary = [mark for mark in marks[:start] if is_text(mark)]
    listed = letters[:start].count("D") > _DATE_LINES
    too_long = listed or sum(len(mark.unit.text) for mark in summary) > _LONGEST_SUMMARY
    filed = any(mark.label is Label.DATELINE for mark in marks[:start])
    if (
        summary
        and (too_long or (is_text(marks[0]) and not filed))
        and letters[start : start + 1] != "I"
    ):
        start = next(at for at, mark in enumerate(marks) if is_text(mark))
    if not any(letter in "tI" for letter in letters[start:]):
        start, end = _unspoken(marks, repeated)
    while end < len(marks) and _is_undated(marks[end]):
        end += 1
    return start, end


def _is_undated(mark: Mark) -> bool:
    """Whether a date line after the body belongs to the body: neither a day without its year
    ("Record March 31") nor "3 weeks ago" is the date of a dispatch.
    """
    return mark.rule is BuiltIn.AGO or (
        mark.label is Label.DATE
        and mark.hit is None
        and not any(found.year or found.time for found in mark.dates)
    )


def _unspoken(marks: list[Mark], repeated: set[int]) -> tuple[int, int]:
    """Where a body without prose (a poem, results, a flash) begins and ends: it follows the
    headline and the last line that says when or by whom it was written.
    """
    loose = [
        at
        for at, mark in enumerate(marks)
        if mark.label in (Label.OTHER, Label.LIST, Label.TABLE) and mark.hit is None
    ]
    if not loose:
        return len(marks), len(marks)
    first = max((at for at in repeated), default=loose[_is_under_section(marks, loose)])
    filed = [
        at for at, mark in enumerate(marks) if mark.label is Label.DATELINE and at < loose[-1]
    ][:1]
    anchors = filed or [
        at
        for at, mark in enumerate(marks)
        if mark.label in (Label.DATE, Label.BYLINE) and first < at < loose[-1]
    ]
    start = (anchors[-1] if anchors else first) + 1
    end = loose[-1] + 1
    return (start, end) if start < end else (end, end)


def _is_under_section(marks: list[Mark], loose: Sequence[int]) -> bool:
    """Whether the second of the *loose* lines, of which nothing is known, is the headline: both are
    set apart by blank lines, and the first is too short to be one ("MARKETS").
    """
    if len(loose) < _SECTION_HEADLINE_TEXT or loose[1] != loose[0] + 1:
        return False
    section, headline, text = (marks[at].unit for at in loose[:_SECTION_HEADLINE_TEXT])
    apart = headline.gap > 0 and text.gap > 0
    return apart and section.weight < HEADLINE_WORDS and is_headlike(headline)
