"""Labels that the form of a line gives it, and that the lines beside it take back.

"4 January 2021" may date the dispatch, end a sentence that was cut, or head a column of figures; a
line of digits may count comments or be a result. Where nothing around the story is furniture, such
lines belong to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import words_of
from dispatchkit.grammar.dateline import find_place_line
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.label import BuiltIn, Mark, is_text, relabelled, shaped
from dispatchkit.grammar.people import is_affiliation
from dispatchkit.grammar.pictures import labelled_credit
from dispatchkit.grammar.stamps import stamp_words
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.structure.told_dates import columned, tell_dates
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Context

# Words of at most this many letters beside dates say nothing: "le", "at", "Uhr", "GMT", "CEST".
_FILLER = 4
# "On", "Le", "El" stand before days.
_SHORT = 2
# The most words of a line of a note on a book: "Illustrated. 212 pages. Lending Boat Press. $19."
_NOTE_WORDS = 12
_LABEL_WORDS = 3
_DATES = (Label.DATE, Label.UPDATED)
# "Home → News", the trail of a page; no quotation, which opens with a sign.
_TRAIL_RE = pattern(r"^[^→›»>«]{1,30}(?:\s[→›»>]\s[^→›»>«]{1,30}){1,6}")
# A row of rubrics has at least this many words, half of them names of rubrics.
_RUBRICS = 6
# Who wrote a story stands at most this many lines above its first sentence.
_HEAD = 8
# A place on a line of its own has at most this many words.
_PLACE_WORDS = 4
# Sentences of a story open with words of these notices; after the comma or colon they go on.
_OPENINGS = frozenset((Label.COPYRIGHT, Label.CAPTION))
_OPENING_RE = pattern(r"^[^,:，：.!?]{3,60}[,:] (\w)")
_OWNED_RE = pattern(r"[©®]|\([Cc]\)|[A-ZÀ-Ý]{3}")
_LOOSE = frozenset((Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE, Label.MENU))


def settled(marks: Sequence[Mark], context: Context, *, furnished: bool) -> list[Mark]:
    """The *marks* of a dump without the labels that the lines beside them take back."""
    found = _placed(columned(list(marks)), context)
    if not furnished:
        found = [_plain(mark, context) for mark in found]
        found = [
            shaped(mark.unit, prose=True) if _tells_on(mark, context) else mark for mark in found
        ]
    _settle_head(found, context.lexicon)
    _caption(found)
    tell_dates(found, context.lexicon, furnished=furnished)
    if furnished:
        return found
    first = next((at for at, mark in enumerate(found) if is_text(mark)), len(found))
    return [_in_note(found, at, first) for at in range(len(found))]


def _settle_head(marks: list[Mark], lexicon: Lexicon) -> None:
    """Label those of *marks* right above the text that name somebody with job or employer, or an
    agency with its place, as bylines, and tell trails and rows of rubrics.
    """
    first = next((at for at, mark in enumerate(marks) if is_text(mark)), len(marks) - 1)
    for at in range(max(0, first - _HEAD), first + 1):
        mark = marks[at]
        if mark.hit is None and mark.label is Label.OTHER:
            if _TRAIL_RE.fullmatch(mark.unit.text) or _is_rubrics(mark.unit.text):
                marks[at] = relabelled(mark, Label.OTHER, BuiltIn.RUBRICS)
            elif at and is_affiliation(mark.unit.text, lexicon):
                marks[at] = relabelled(mark, Label.BYLINE, BuiltIn.AFFILIATED)


def _is_rubrics(text: str) -> bool:
    """Whether a line is a row of rubrics: "World Politics Sports Science Fact Check"."""
    words = text.split()
    return (
        len(words) >= _RUBRICS
        and text[-1].isalpha()
        and 2 * sum(fold(word) in words_of("menu") for word in words) >= len(words)
        and all(word[0].isupper() or not has_case(word) for word in words)
    )


def _caption(marks: list[Mark]) -> None:
    """Label as captions those of *marks* that end with the credit of a picture, and the same words
    without it right above: "The barn. Photograph: Ada Finch/Example Images".
    """
    for at, mark in enumerate(marks):
        loose = mark.label is Label.TEXT and mark.hit is None
        start = labelled_credit(mark.unit.text) if loose else None
        if start is not None:
            told = mark.unit.text[:start].strip()
            again = at > 0 and marks[at - 1].unit.text == told
            for line in range(at - again, at + 1):
                marks[line] = relabelled(marks[line], Label.CAPTION, "credits.picture")


def _placed(marks: list[Mark], context: Context) -> list[Mark]:
    """*marks* in which the last line before the text that is nothing but a place is its dateline,
    where the sender prints it so and no credit stands before the text. A summary may stand above
    the date of the story.
    """
    if "line" not in context.lexicon.facts_of(context.profile).datelines:
        return marks
    first = _first_told(marks)
    if any(mark.dateline and mark.dateline.dateline.agencies for mark in marks[: first + 1]):
        return marks
    for at in range(first - 1, 0, -1):
        mark = marks[at]
        if mark.hit is None and mark.label is Label.OTHER and mark.unit.weight <= _PLACE_WORDS:
            place = find_place_line(mark.unit.text)
            if place and not context.lexicon.credited(mark.unit.text):
                rule = "dateline.bare-place"
                marks[at] = mark._replace(label=Label.DATELINE, rule=rule, dateline=place)
                break
    return marks


def _first_told(marks: Sequence[Mark]) -> int:
    """The first line of running text; the second if a date between them shows that the first is a
    summary; the number of lines if there is none. A caption that repeats the headline is none.
    """
    told = [at for at, mark in enumerate(marks) if is_text(mark)][:3]
    if told and _repeats_above(marks, told[0]):
        del told[0]
    told = told[:2]
    summed = len(told) > 1 and any(mark.label in _DATES for mark in marks[told[0] : told[1]])
    return told[summed] if told else len(marks)


def _repeats_above(marks: Sequence[Mark], at: int) -> bool:
    """Whether the line *at* opens with the whole of a line above it that may be the headline."""
    return any(
        mark.unit.weight >= TITLE_WORDS and marks[at].unit.text.startswith(f"{mark.unit.text} ")
        for mark in marks[:at]
    )


def _plain(mark: Mark, context: Context) -> Mark:
    """The mark of one line; by its shape if its form made it a counter, a ticker or a date."""
    general = mark.hit is not None and mark.hit.is_general
    counter = mark.label is Label.COUNTER and (general or mark.hit is None)
    dated = (
        mark.label is Label.DATE
        and mark.hit is None
        and not any(date.year or date.time for date in mark.dates)
        and _says_more(mark, context)
    )
    ticker = mark.rule is BuiltIn.TICKER
    return shaped(mark.unit, prose=mark.unit.is_prose) if counter or dated or ticker else mark


def _says_more(mark: Mark, context: Context) -> bool:
    """Whether a line says something beside its dates: "Pay June 1" does, "on June 1" does not."""
    text = mark.unit.text
    # "Pay" is a Thursday in Uzbek: in a text of no sure language only the words that all know are
    # weekdays.
    for date in reversed(
        find_dates(text, language=context.language or "und", order=context.date_order)
    ):
        text = text[: date.start] + " " + text[date.end :]
    words = text.split()
    return any(
        (len(word) > _FILLER and key(word) not in stamp_words())
        or (len(word) > _SHORT and word[0].isupper() and word.isalpha())
        for word in words
    )


def _tells_on(mark: Mark, context: Context) -> bool:
    """Whether a sentence that opens with words of a notice goes on as one of the story: "All rights
    reserved, said the owner."

    It goes on in small letters after a comma or colon with what no rule knows, and names no owner
    and, after the comma, no year. In scripts without capitals nothing is known.
    """
    text = mark.unit.text
    if (
        not mark.prose
        or mark.label not in _OPENINGS
        or not ends_sentence(text)
        or _OWNED_RE.search(text)
    ):
        return False
    opening = _OPENING_RE.match(text)
    if opening is None or not opening[1].islower():
        return False
    rest = text[opening.start(1) :]
    tables = context.lexicon.line_rules(context.profile, context.language)
    figures = DIGIT_RE.search(rest)
    return weight(rest) >= _LABEL_WORDS and not figures and tables.alone(rest) is None


def _in_note(marks: Sequence[Mark], at: int, first: int) -> Mark:
    """The mark *at*; not as a credit if it stands between short lines after the text, which begins
    with the line *first*: it names the author of a book then ("A Novel", "By Ada Finch", "212
    pages.").
    """
    mark = marks[at]
    if mark.label is not Label.CREDIT or mark.hit is not None or not 0 < at < len(marks) - 1:
        return mark
    beside = (marks[at - 1], marks[at + 1])
    noted = (
        first < at - 1
        and not beside[0].prose
        and all(
            other.label in _LOOSE and other.hit is None and other.unit.weight <= _NOTE_WORDS
            for other in beside
        )
    )
    return shaped(mark.unit, prose=False) if noted else mark
