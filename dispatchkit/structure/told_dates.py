"""Which date lines belong to the story: a headline with a date in it, a sentence that was cut
before its date, a line of figures, the day above a part of a chronology, the head of a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.copies import own_dates
from dispatchkit.grammar.label import Mark, crosshead, is_text, relabelled, shaped
from dispatchkit.grammar.names import is_name
from dispatchkit.grammar.stamps import role_before, role_behind, says_when
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import COLONS, ends_sentence, is_row, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon

# A label has at most this many words.
_LABEL_WORDS = 3
# What sets a date apart from the words beside it: "Lund Bay, 4 January 2021", "Sport | 4 January
# 2021".
APART_RE = pattern(r"[|•·:;,()\[\]–—／｜]|\s[-/]\s")
# A headline that holds a date has at least three words beside it; a line of the story ("Year to
# December 31, 1986") at least two.
_HEADLINE_WORDS, _LINE_WORDS = 3, 2
# A story has one date above its first sentence, and may name an event after it: three dates with
# text under each are a chronology, and so are two after the first sentence. Three on end are rows.
_CHRONOLOGY, _CHRONICLED = 3, 2
# A date that heads the columns of a table has two rows among the eight lines right below it, one of
# them with two figures: the first may say "nil", a long name take two lines. The date of a head has
# a line of text or a blank one below it; that of a trailer has nothing.
_ROWS, _REACH, _FIGURES = 2, 8, 2
_NUMBER_RE = pattern(r"\d[\d.,/-]*")


def tell_dates(marks: list[Mark], lexicon: Lexicon, *, furnished: bool) -> None:
    """Label those date lines of *marks* that belong to the story by their shape; the days of a
    chronology are its crossheads. *furnished*: the dump holds furniture of pages.
    """
    dates = _Dates(marks, lexicon, furnished=furnished)
    days, told = dates.days_of_chronology(), dates.told()
    for at in dates.lines:
        unit = marks[at].unit
        if at in days:
            marks[at] = crosshead(unit)
        elif at in told:
            marks[at] = shaped(unit, prose=unit.is_prose)


class _Dates:
    """The date *lines* of a dump, down to where its story ends."""

    def __init__(self, marks: Sequence[Mark], lexicon: Lexicon, *, furnished: bool) -> None:
        self._marks, self._lexicon, self._furnished = marks, lexicon, furnished
        self._told = [at for at, mark in enumerate(marks) if is_text(mark)]
        ends = (self._told[0], self._told[-1]) if self._told else (len(marks), -1)
        self._first, self._last = ends
        below = range(self._last + 1, len(marks))
        foot = next((at for at in below if ends_below(marks[at], at, self._last)), len(marks))
        self.lines = [at for at in range(foot) if _is_dated(marks[at])]
        # Those that do not say that something was published or updated.
        self._unstamped = [at for at in self.lines if not says_when(marks[at].unit.text)]

    def days_of_chronology(self) -> set[int]:
        """The lines that stand over a part of a chronology: text, or after a colon a list."""
        days = {
            at
            for at in self._unstamped
            if at + 1 in self._told or self._marks[at].unit.text.endswith(COLONS)
        }
        below = sum([at > self._first for at in days])
        return days if len(days) >= _CHRONOLOGY or below >= _CHRONICLED else set()

    def told(self) -> set[int]:
        """The lines that belong to the story by their own words or those beside them, or because
        they stand in rows among the paragraphs, or rows of a text that say more than the day; the
        lines of a log begin with the hour, too.
        """
        rows = [
            at
            for at in self._unstamped
            if self._first < at < self._last or self._is_row(self._marks[at])
        ]
        return {*_in_rows(rows), *[at for at in self.lines if self._is_told(at)]}

    def _is_row(self, mark: Mark) -> bool:
        """Whether a line above or below the paragraphs may be a row of figures."""
        return not (self._furnished or is_bare(mark) or _is_timed(mark))

    def _is_told(self, at: int) -> bool:
        """Whether the line *at* belongs to the story by its own words or those beside it."""
        mark, top = self._marks[at], self._marks[0]
        if self._is_title(at):
            return True
        if at == 0:
            return (
                self._first < len(self._marks)
                and not self._is_headed(1)
                and _runs_on(mark, _HEADLINE_WORDS)
            )
        headed = top.label is not Label.DATE or (bool(top.dates) and self._is_told(0))
        again = mark.unit.text in top.unit.text and not APART_RE.search(top.unit.text)
        # "3 May 1911" below "Charter of 3 May 1911 turns up" is what the story is about.
        if (headed and again) or self._is_announced(at):
            return True
        if at > self._first and self._goes_on(at):
            return True
        # "Year to December 31, 1986" right below the headline.
        bare = at > self._first or not (self._furnished or _is_timed(mark))
        return bare and _runs_on(mark, _LINE_WORDS)

    def _is_headed(self, begin: int) -> bool:
        """Whether a line from *begin* on above the text is fit to be the headline."""
        return any(_is_fit(mark, self._lexicon) for mark in self._marks[begin : self._first])

    def _is_title(self, at: int) -> bool:
        """Whether a date line is the headline, because no other line is fit for it, it opens the
        dump or is printed twice, and before its colon stands a word that says no role: "Agenda: 4
        January".
        """
        mark = self._marks[at]
        before = mark.unit.text[: mark.dates[0].start].strip()
        if not before.endswith(COLONS) or mark.dates[-1].end < len(mark.unit.text):
            return False
        above = [own.unit.text for own in self._marks[: self._first]]
        opens = at < self._first < len(self._marks) and (not at or above.count(mark.unit.text) > 1)
        return opens and not role_before(before) and not self._is_headed(0)

    def _is_announced(self, at: int) -> bool:
        """Whether a sentence above a date announces it with a colon; "Published on:" is its
        label.
        """
        above = self._marks[at - 1].unit.text
        announced = above.endswith(COLONS) and weight(above) > _LABEL_WORDS
        return at > 1 and announced and not role_before(above)

    def _goes_on(self, at: int) -> bool:
        """Whether the line above a date ends within a sentence ("The fair opens on"), or the one
        below begins in one ("if the ice holds").
        """
        marks = self._marks
        if not is_bare(marks[at]) or marks[at].dates[0].time:
            return False
        above, below = marks[at - 1], marks[at + 1] if at + 1 < len(marks) else None
        if below is not None and is_text(below) and below.unit.text[0].islower():
            return True
        loose = self._first < at - 1 and above.hit is None
        return (
            loose
            and above.label in (Label.OTHER, Label.TEXT)
            and above.unit.weight > _LABEL_WORDS
            and not (ends_sentence(above.unit.text) or is_name(above.unit.text, self._lexicon))
        )


def ends_below(mark: Mark, at: int, last: int) -> bool:
    """Whether the line *at* ends the story, because it is an end mark or a notice of rights below
    the *last* sentence.
    """
    ending = mark.hit is not None and mark.label in (Label.ENDMARK, Label.COPYRIGHT)
    return ending and at > last >= 0


def is_bare(mark: Mark) -> bool:
    """Whether a line holds one date and nothing beside it."""
    return len(mark.dates) == 1 and not weight(
        mark.unit.text[: mark.dates[0].start] + " " + mark.unit.text[mark.dates[0].end :]
    )


def _is_timed(mark: Mark) -> bool:
    """Whether a date of a line has a time of day."""
    return any(found.time for found in mark.dates)


def _is_dated(mark: Mark) -> bool:
    """Whether a line is a date line by its form."""
    return mark.label is Label.DATE and mark.hit is None and bool(mark.dates)


def _in_rows(lines: Sequence[int]) -> set[int]:
    """Those of *lines* that stand in rows of at least three."""
    known = set(lines)
    return {
        at
        for at in lines
        if any(known.issuperset(range(top, top + _CHRONOLOGY)) for top in range(at - 2, at + 1))
    }


def _is_fit(mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a line has the words and the form of a headline, and nothing is known of it."""
    return (
        mark.hit is None
        and mark.label in (Label.OTHER, Label.LIST, Label.TEXT)
        and mark.unit.weight >= _HEADLINE_WORDS
        and not (ends_sentence(mark.unit.text) or lexicon.credited(mark.unit.text, as_printed=True))
    )


def _runs_on(mark: Mark, least: int) -> bool:
    """Whether a date stands among words, at least *least* of them, that nothing sets apart from it
    and of which none says what it is the date of.
    """
    text, dates = mark.unit.text, mark.dates
    before, behind = text[: dates[0].start], text[dates[-1].end :]
    beside = f"{before} {behind}"
    if role_before(before) or role_behind(behind) or APART_RE.search(beside.strip()):
        return False
    if not before.strip() or len(own_dates(text, dates)) < len(dates):
        return False
    return weight(beside) >= least and any(word[0].islower() for word in beside.split())


def columned(marks: list[Mark]) -> list[Mark]:
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
