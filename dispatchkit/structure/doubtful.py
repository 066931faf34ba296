"""Labels that the form of a line gives it, and that the lines beside it take back.

"4 January 2021" may date the dispatch, end a sentence that was cut, or head a column of figures; a
line of digits may count comments or be a result. Where nothing around the story is furniture, such
lines belong to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.copies import own_dates
from dispatchkit.grammar.credits import role_of, words_of
from dispatchkit.grammar.dateline import find_place_line
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.label import BuiltIn, Mark, crosshead, is_text, relabelled, shaped
from dispatchkit.grammar.names import is_name
from dispatchkit.grammar.people import is_affiliation
from dispatchkit.grammar.stamps import role_before, role_behind, says_when, stamp_words
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, is_row, weight

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
# The one sentence of a caption and its credit, which is all that stands after the word for it.
_PICTURE_RE = pattern(
    r"^[^.!?]{8,240}[.!?]['\"”’]?\s(?P<word>[^\W\d_]{3,20}):\s[^\W\d_][\w.'’-]*"
    r"(?:[\s/]{1,3}[^\W\d_][\w.'’-]*){0,7}$"
)
# Who wrote a story stands at most this many lines above its first sentence.
_HEAD = 8
# A place on a line of its own has at most this many words.
_PLACE_WORDS = 4
# What sets a date apart from the words beside it: "Lund Bay, 4 January 2021", "Sport | 4 January
# 2021".
_APART_RE = pattern(r"[|•·:;,()\[\]–—／｜]|\s[-/]\s")
# A headline that holds a date has at least three words beside it; a line of the story ("Year to
# December 31, 1986") at least two.
_HEADLINE_WORDS, _LINE_WORDS = 3, 2
# A story has one date above its first sentence, and may name an event after it: three dates with
# text under each are a chronology, and so are two after the first sentence.
_CHRONOLOGY, _CHRONICLED = 3, 2
# Sentences of a story open with words of these notices; after the comma or colon they go on.
_OPENINGS = frozenset((Label.COPYRIGHT, Label.CAPTION))
_OPENING_RE = pattern(r"^[^,:，：.!?]{3,60}[,:] (\w)")
_OWNED_RE = pattern(r"[©®]|\([Cc]\)|[A-ZÀ-Ý]{3}")
# A date that heads the columns of a table has two rows among the eight lines right below it, one of
# them with two figures: the first may say "nil", a long name take two lines. The date of a head has
# a line of text or a blank one below it; that of a trailer has nothing.
_ROWS, _REACH, _FIGURES = 2, 8, 2
_NUMBER_RE = pattern(r"\d[\d.,/-]*")
_LOOSE = frozenset((Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE, Label.MENU))


def settled(marks: Sequence[Mark], context: Context, *, furnished: bool) -> list[Mark]:
    """The *marks* of a dump without the labels that the lines beside them take back."""
    found = _placed(_columned(list(marks)), context)
    if not furnished:
        found = [_plain(mark, context) for mark in found]
        found = [
            shaped(mark.unit, prose=True) if _tells_on(mark, context) else mark for mark in found
        ]
    _settle_head(found, context.lexicon)
    _caption(found)
    _tell_dates(found, context.lexicon, furnished=furnished)
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
        credit = _PICTURE_RE.search(mark.unit.text) if mark.label is Label.TEXT else None
        if credit and not mark.hit and role_of(credit["word"]) == "photographer":
            told = mark.unit.text[: credit.start("word")].strip()
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
        mark.unit.weight >= _HEADLINE_WORDS and marks[at].unit.text.startswith(f"{mark.unit.text} ")
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


def ends_below(mark: Mark, at: int, last: int) -> bool:
    """Whether the line *at* ends the story, because it is an end mark or a notice of rights below
    the *last* sentence.
    """
    ending = mark.hit is not None and mark.label in (Label.ENDMARK, Label.COPYRIGHT)
    return ending and at > last >= 0


def _tell_dates(marks: list[Mark], lexicon: Lexicon, *, furnished: bool) -> None:
    """Label those date lines of *marks* that belong to the story by their shape: a headline with a
    date in it, a sentence that was cut before its date, a line of figures. The days of a chronology
    are its crossheads.
    """
    told = [at for at, mark in enumerate(marks) if is_text(mark)]
    first, last = (told[0], told[-1]) if told else (len(marks), -1)
    foot = next((at for at, mark in enumerate(marks) if ends_below(mark, at, last)), len(marks))
    dated = [
        at
        for at, mark in enumerate(marks[:foot])
        if mark.label is Label.DATE and mark.hit is None and mark.dates
    ]
    headed = {at for at in dated if at + 1 in told or _opens_list(marks[at].unit.text)}
    headed = {at for at in headed if not says_when(marks[at].unit.text)}
    chronicled = len(headed) >= _CHRONOLOGY or sum([at > first for at in headed]) >= _CHRONICLED
    bare = [at for at in dated if not says_when(marks[at].unit.text)]
    listed = _in_rows([at for at in bare if first < at < last or not furnished])
    of_story = [
        at
        for at in dated
        if at in listed or _is_told(marks, at, first, lexicon, furnished=furnished)
    ]
    for at in dated:
        unit = marks[at].unit
        if chronicled and at in headed:
            marks[at] = crosshead(unit)
        elif at in of_story:
            marks[at] = shaped(unit, prose=unit.is_prose)


def _opens_list(text: str) -> bool:
    """Whether a line ends with a colon: "Saturday, August 31:"."""
    return text.endswith((":", "："))


def _in_rows(lines: Sequence[int]) -> set[int]:
    """Those of *lines* that stand in rows of at least three: a list of dates among paragraphs."""
    known = set(lines)
    return {
        at
        for at in lines
        if any(known.issuperset(range(top, top + _CHRONOLOGY)) for top in range(at - 2, at + 1))
    }


def _is_told(
    marks: Sequence[Mark], at: int, first: int, lexicon: Lexicon, *, furnished: bool
) -> bool:
    """Whether the date line *at* belongs to the story by its own words or those beside it. The
    first running text is the line *first*.
    """
    if _is_title(marks, at, first, lexicon):
        return True
    if at == 0:
        return (
            bool(marks[0].dates)
            and first < len(marks)
            and not any(is_fit(mark, lexicon) for mark in marks[1:first])
            and _runs_on(marks[0], _HEADLINE_WORDS)
        )
    headed = marks[0].label is not Label.DATE or _is_told(
        marks, 0, first, lexicon, furnished=furnished
    )
    if (
        headed
        and marks[at].unit.text in marks[0].unit.text
        and not _APART_RE.search(marks[0].unit.text)
    ):
        # "3 May 1911" below "Charter of 3 May 1911 turns up" is what the story is about.
        return True
    if _is_announced(marks, at) or (at > first and _goes_on(marks, at, first, lexicon)):
        return True
    # "Year to December 31, 1986" right below the headline.
    bare = at > first or not (furnished or any(found.time for found in marks[at].dates))
    return bare and _runs_on(marks[at], _LINE_WORDS)


def _is_title(marks: Sequence[Mark], at: int, first: int, lexicon: Lexicon) -> bool:
    """Whether a date line is the headline, because no other line is fit for it, it opens the dump
    or is printed twice, and before its colon stands a word that says no role: "Agenda: 4 January".
    """
    mark = marks[at]
    before = mark.unit.text[: mark.dates[0].start].strip()
    return (
        before.endswith((":", "："))
        and mark.dates[-1].end == len(mark.unit.text)
        and not role_before(before)
        and at < first < len(marks)
        and (not at or [own.unit.text for own in marks[:first]].count(mark.unit.text) > 1)
        and not any(is_fit(own, lexicon) for own in marks[:first])
    )


def _is_announced(marks: Sequence[Mark], at: int) -> bool:
    """Whether a sentence above a date announces it with a colon; "Published on:" is its label."""
    above = marks[at - 1].unit.text
    return at > 1 and _announces(above) and not role_before(above)


def _announces(text: str) -> bool:
    """Whether a line of some length ends with a colon."""
    return _opens_list(text) and weight(text) > _LABEL_WORDS


def _goes_on(marks: Sequence[Mark], at: int, first: int, lexicon: Lexicon) -> bool:
    """Whether the line above a date ends within a sentence ("The fair opens on"), or the one below
    begins in one ("if the ice holds").
    """
    if not is_bare(marks[at]) or marks[at].dates[0].time:
        return False
    above, below = marks[at - 1], marks[at + 1] if at + 1 < len(marks) else None
    if below is not None and is_text(below) and below.unit.text[0].islower():
        return True
    loose = first < at - 1 and above.hit is None and above.label in (Label.OTHER, Label.TEXT)
    return (
        loose
        and above.unit.weight > _LABEL_WORDS
        and not ends_sentence(above.unit.text)
        and not is_name(above.unit.text, lexicon)
    )


def is_bare(mark: Mark) -> bool:
    """Whether a line holds one date and nothing beside it."""
    return len(mark.dates) == 1 and not weight(
        mark.unit.text[: mark.dates[0].start] + " " + mark.unit.text[mark.dates[0].end :]
    )


def _runs_on(mark: Mark, least: int) -> bool:
    """Whether a date stands among words, at least *least* of them, that nothing sets apart from it
    and of which none says what it is the date of.
    """
    text, dates = mark.unit.text, mark.dates
    before, behind = text[: dates[0].start], text[dates[-1].end :]
    beside = f"{before} {behind}"
    if (
        role_before(before)
        or role_behind(behind)
        or len(own_dates(text, dates)) < len(dates)
        or _APART_RE.search(beside.strip())
    ):
        return False
    return (
        bool(before.strip())
        and weight(beside) >= least
        and any(word[0].islower() for word in beside.split())
    )


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
            marks[at]._replace(dates=()), Label.TABLE, "structure.dates-of-columns"
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


def is_fit(mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a line has the words and the form of a headline, and nothing is known of it."""
    return (
        mark.hit is None
        and mark.label in (Label.OTHER, Label.LIST, Label.TEXT)
        and mark.unit.weight >= _HEADLINE_WORDS
        and not ends_sentence(mark.unit.text)
        and not lexicon.credited(mark.unit.text, as_printed=True)
    )
