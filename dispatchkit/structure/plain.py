"""Plain texts: a headline and paragraphs from a sender that no profile knows, without furniture, as
editors save and paste them.

A dump of a web page has lines that the common phrases know ("Share", "Read more"), and a dispatch
as its sender prints it has credits. Where there is neither, nothing stands around the story, so
what looks odd belongs to it: numbers on a line of their own are results, short lines before the
first sentence are a table, lines after the last sentence are the end of the story. A line leaves
such a text only if a rule knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.copies import own_dates
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.label import BuiltIn, Mark, is_text, revoked, shaped
from dispatchkit.grammar.names import is_name
from dispatchkit.grammar.stamps import role_before, role_behind, stamp_words
from dispatchkit.model import PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.headline import is_fit
from dispatchkit.text.shape import ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Context

# Labels of common phrases that only pages print: one such line shows a page. None of 1,000 clean
# texts of wires holds one, but 1,109 of the bench's 1,201 pages do.
TELLING = PAGE_FURNITURE
# Those of them that tell the reader to do something, rather than what else there is.
BUTTONS = PAGE_FURNITURE - {Label.MENU, Label.RELATED, Label.PROMO}
# With labels of lines that wires print too, but seldom together: "Photo: ...", an address, hash
# tags.
_HINTING = PAGE_FURNITURE | {Label.CAPTION, Label.CONTACT}
# This many of them show a page.
HINTS = 2
# Words of at most this many letters beside dates say nothing: "le", "at", "Uhr", "GMT", "CEST".
_FILLER = 4
# What may stand among the last lines of a story.
_LOOSE = frozenset((Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE, Label.MENU))
# Labels of lines that interrupt a text without ending it: a ruler, an address, a caption, hash
# tags.
_PARTING = frozenset((Label.RULE, Label.CONTACT, Label.CAPTION, Label.RELATED))
# Labels of lines about a story: what follows them is text, however short.
_ABOUT = frozenset(
    (
        Label.DATE,
        Label.UPDATED,
        Label.BYLINE,
        Label.CREDIT,
        Label.DATELINE,
        Label.AGENCY,
        Label.DUPLICATE,
        Label.LOCATED,
    )
)
# A summary has one or two lines; three or more between headline and first sentence are a table
# ("Shr 12 cts vs 9 cts"), results, verses.
_SUMMARY = 2
# "On", "Le", "El" stand before days.
_SHORT = 2
# The most words of a line of a note on a book: "Illustrated. 212 pages. Lending Boat Press. $19."
_NOTE_WORDS = 12
# A label of the head has at most this many words: a place, a name.
_LABEL_WORDS = 3
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
_OPENING_RE = pattern(r"^[^,:，：]{3,40}[,:] (\w)")
_MISTYPED_RE = pattern(r"\d[./-]\d{1,2}[./-]\d{4}(?!\d)")


def tells(mark: Mark, labels: Collection[Label], profile: str) -> bool:
    """Whether a rule for one language gives a line one of the *labels*; rules for all languages
    match lines of wires too.
    """
    return mark.hit is not None and not mark.hit.is_general and hints(mark, labels, profile)


def hints(mark: Mark, labels: Collection[Label], profile: str) -> bool:
    """Whether a rule that is not of the sender's *profile* gives a line one of the *labels*."""
    return mark.label in labels and mark.hit is not None and mark.hit.table != profile


def hinting(marks: Sequence[Mark], profile: str) -> set[str]:
    """The different lines, folded, that hint at a page."""
    return {mark.unit.folded for mark in marks if hints(mark, _HINTING, profile)}


def is_plain(marks: Sequence[Mark], context: Context) -> bool:
    """Whether a text is of an unknown sender and no line of it is known to be furniture; a single
    address or caption does not count.
    """
    if context.profile != GENERIC or (
        any(tells(mark, TELLING, GENERIC) for mark in marks) and not has_lone_button(marks)
    ):
        return False
    return len(hinting(marks, GENERIC)) < HINTS


def has_lone_button(marks: Sequence[Mark]) -> bool:
    """Whether all that the rules know of a text is one word between two paragraphs ("Teilen"),
    which may be a crosshead and does not show a page.
    """
    known = [at for at, mark in enumerate(marks) if mark.hit is not None or mark.label in _ABOUT]
    if len(known) != 1 or not 0 < known[0] < len(marks) - 1:
        return False
    at = known[0]
    return (
        marks[at].label in BUTTONS
        and len(marks[at].unit.text.split()) == 1
        and is_text(marks[at - 1])
        and is_text(marks[at + 1])
    )


def plainly(marks: Sequence[Mark], context: Context) -> list[Mark]:
    """The *marks* of a plain text without labels that make sense only for furniture: without
    counters, and without dates beside other words ("Record date May 7").
    """
    found = [_plain(mark, context) for mark in marks]
    for at, mark in enumerate(found):
        if at + 1 < len(found) and _tells_on(mark, found[at + 1], context):
            found[at] = revoked(mark, context)
    for at in told_dates(found, context.lexicon):
        found[at] = shaped(found[at].unit, prose=found[at].unit.is_prose)
    return [_in_note(found, at) for at in range(len(found))]


def _plain(mark: Mark, context: Context) -> Mark:
    """The mark of one line; by its shape if its form made it a counter, a ticker or a date."""
    general = mark.hit is not None and mark.hit.is_general
    counter = mark.label is Label.COUNTER and (general or mark.rule is BuiltIn.COUNTER)
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


def _tells_on(mark: Mark, below: Mark, context: Context) -> bool:
    """Whether a sentence that opens with words of a notice goes on as one of the story: "All rights
    reserved, said the owner."

    It stands before another sentence, and goes on in small letters after a comma or colon with what
    no rule knows. In scripts without capitals nothing is known.
    """
    text = mark.unit.text
    if (
        not mark.prose
        or mark.label not in _OPENINGS
        or not ends_sentence(text)
        or below.hit is not None
        or not ends_sentence(below.unit.text)
    ):
        return False
    opening = _OPENING_RE.match(text)
    if opening is None or not opening[1].islower():
        return False
    rest = text[opening.start(1) :]
    tables = context.lexicon.line_rules(context.profile, context.language)
    return weight(rest) >= _LABEL_WORDS and tables.alone(rest) is None


def told_dates(marks: Sequence[Mark], lexicon: Lexicon) -> list[int]:
    """The indices of date lines that belong to the story: a headline with a date in it, a sentence
    that was cut before its date, a line of figures, a chronology.
    """
    dated = [
        at
        for at, mark in enumerate(marks)
        if mark.label is Label.DATE and mark.hit is None and mark.dates
    ]
    if not dated:
        return []
    first = next((at for at, mark in enumerate(marks) if is_text(mark)), len(marks))
    headed = [at for at in dated if at + 1 < len(marks) and is_text(marks[at + 1])]
    chronicled = len(headed) >= _CHRONOLOGY or sum([at > first for at in headed]) >= _CHRONICLED
    return [
        at for at in dated if (chronicled and at in headed) or _is_told(marks, at, first, lexicon)
    ]


def _is_told(marks: Sequence[Mark], at: int, first: int, lexicon: Lexicon) -> bool:
    """Whether the date line *at* belongs to the story by its own words or those beside it. The
    first running text is the line *first*.
    """
    if at == 0:
        return (
            bool(marks[0].dates)
            and first < len(marks)
            and not any(is_fit(mark, lexicon) for mark in marks[1:first])
            and _runs_on(marks[0], _HEADLINE_WORDS)
        )
    headed = marks[0].label is not Label.DATE or _is_told(marks, 0, first, lexicon)
    if (
        headed
        and marks[at].unit.text in marks[0].unit.text
        and not _APART_RE.search(marks[0].unit.text)
    ):
        # "3 May 1911" below "Charter of 3 May 1911 turns up" is what the story is about.
        return True
    return _is_announced(marks, at) or (
        at > first and (_goes_on(marks, at, first, lexicon) or _runs_on(marks[at], _LINE_WORDS))
    )


def _is_announced(marks: Sequence[Mark], at: int) -> bool:
    """Whether a sentence above a date announces it with a colon; "Published on:" is its label."""
    above = marks[at - 1].unit.text
    return at > 1 and _announces(above) and not role_before(above)


def _announces(text: str) -> bool:
    """Whether a line of some length ends with a colon."""
    return text.endswith((":", "：")) and weight(text) > _LABEL_WORDS


def _goes_on(marks: Sequence[Mark], at: int, first: int, lexicon: Lexicon) -> bool:
    """Whether the line above a date ends within a sentence ("The fair opens on"), or the one below
    begins in one ("if the ice holds").
    """
    if not _is_bare(marks[at]):
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


def _is_bare(mark: Mark) -> bool:
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


def _in_note(marks: Sequence[Mark], at: int) -> Mark:
    """The mark *at*; not as a credit if it stands between short lines after the text: it names the
    author of a book then ("A Novel", "By Ada Finch", "212 pages.").
    """
    mark = marks[at]
    if mark.label is not Label.CREDIT or mark.hit is not None or not 0 < at < len(marks) - 1:
        return mark
    beside = (marks[at - 1], marks[at + 1])
    told = any(is_text(before) for before in marks[: at - 1])
    noted = (
        told
        and not beside[0].prose
        and all(
            other.label in _LOOSE and other.hit is None and other.unit.weight <= _NOTE_WORDS
            for other in beside
        )
    )
    return shaped(mark.unit, prose=False) if noted else mark


def plain_start(
    marks: Sequence[Mark], start: int, headline: int | None, repeated: Collection[int]
) -> int:
    """Where the body of a plain text begins whose first sentence stands at *start*: lines before
    that belong to it unless they are a summary or labels.

    Lines above a repeat of the headline (*repeated*) belong to the head.
    """
    first = 0 if headline is None else headline + 1
    first = max(
        (at + 1 for at in range(first, start) if marks[at].label in _ABOUT or at in repeated),
        default=first,
    )
    loose = [
        at for at in range(first, start) if marks[at].label in _LOOSE and marks[at].hit is None
    ]
    if len(loose) > _SUMMARY:
        return loose[0]
    return next(
        (
            at
            for at in loose
            if headline is not None
            and (_is_label(marks[at].unit.text) or _announces(marks[at].unit.text))
        ),
        start,
    )


def _is_label(text: str) -> bool:
    """Whether a line above the first sentence is too short for a summary, and no date that was
    mistyped ("45.13.2021").
    """
    return weight(text) <= _LABEL_WORDS and _MISTYPED_RE.search(text) is None


def plain_end(marks: Sequence[Mark], end: int) -> int:
    """Where the body of a plain text ends whose last sentence stands before *end*: after the last
    loose line, if no line before that is known to close the text.
    """
    closed = next(
        (
            at
            for at in range(end, len(marks))
            if marks[at].hit is not None and marks[at].label not in _PARTING
        ),
        len(marks),
    )
    return max((at + 1 for at in range(end, closed) if marks[at].label in _LOOSE), default=end)
