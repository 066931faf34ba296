"""What each line of a message is, as far as that tells where a dispatch ends or begins: text, a
headline, a day, a ruler, the top of a page.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.context import DATELINE_UNITS
from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.ended import ends_story
from dispatchkit.grammar.label import BuiltIn, is_text
from dispatchkit.labels import FOOTERS, PAGE_FURNITURE, SIGN_OFFS, Label
from dispatchkit.text.rows import columns
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, is_heading, ruler_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.label import Context, Mark

# What a dateline weighs: a place alone, a place and a day, a credit.
PLACE, FILED, CREDITED = 1, 2, 3
# A headline weighs at least three words; above a dateline and below a ruler it may be shorter.
HEADLINE_WORDS = 3
# A story has two paragraphs at least; teasers have one. Of a whole one this many characters are
# text.
PARAGRAPHS, _CHARACTERS = 2, 120
# A ruler underlines the line right above if their lengths differ by no more than this.
_UNDERLINE_SLACK = 3
# At least three lines of up to three words are the menu or the foot of a page.
_LINKS, _LINK_WORDS = 3, 3
# This many different lines of furniture that are not the sender's own show a page.
_BUTTONS = 2
# Two sentences of summary at most stand between headline and date, and at most so many lines in
# all.
SUMMARY, _BELOW = 2, 10
# No link that skips the menus is longer; a first line of this many words, or the first two lines,
# recur at the top of pages alone.
_LONGEST_LINK, _TELLING = 60, 3
_LONGEST_DATE = 100
# "Who pays for the bridge?" No headline of the bench that is a sentence has more words.
_ASKING, _SENTENCE = frozenset("?!？！؟"), 20
_BRACKETS = frozenset("(（/【[")
CLOSERS = SIGN_OFFS | FOOTERS
# Rules know whom these lines of a desk's notes name; without a rule they may be the next reporter.
_NAMING = frozenset((Label.CREDIT, Label.CONTACT))
_DAYS = frozenset((Label.DATE, Label.UPDATED))
# Labels of lines that may hold the date beside something else, and of rows below a dateline.
_DATABLE = frozenset((Label.OTHER, Label.CREDIT, Label.BYLINE))
_SENTENCES = frozenset((Label.OTHER, Label.TEXT))
_UNSPOKEN = frozenset((Label.OTHER, Label.TABLE, Label.LIST))


@cache
def _skip_links() -> tuple[str, ...]:
    """How the links begin that skip parts of a page."""
    return tuple(tables.words("data/skip_links", "skip"))


class Lines:
    """The lines of a message: whether blank lines part some of them (*gaps*), or all paragraphs and
    at least two (*spaced*); which may be headlines (*headed*), what their datelines weigh
    (*weights*; 0: there is none), the first line below all text (*end*), and whether most are
    furniture (*furnished*) or some show a page (*paged*).
    """

    def __init__(self, marks: Sequence[Mark], context: Context) -> None:
        self._marks, self._context = marks, context
        told = [self._tells(at) for at in range(len(marks))]
        self.end = max([at + 1 for at, tells in enumerate(told) if tells], default=0)
        self.gaps = any(mark.unit.gap for mark in marks)
        self.headed = [_may_open(mark, context) for mark in marks[: self.end]]
        self.headed += [False] * (len(marks) - self.end)
        self.furnished = sum([mark.label in PAGE_FURNITURE for mark in marks]) > sum(told)
        self.paged = _is_paged(marks, context.profile)
        self.weights = [self._weigh_dateline(at) for at in range(len(marks))]
        # How many paragraphs, characters of text and dates stand above each line.
        lengths = [tells * len(mark.unit.text) for tells, mark in zip(told, marks, strict=True)]
        dated = [
            mark.label in _DAYS or weight >= FILED
            for mark, weight in zip(marks, self.weights, strict=True)
        ]
        self._told, self._letters, self._dates = (
            list(accumulate(counts, initial=0)) for counts in (told, lengths, dated)
        )
        self._apart, self.spaced = self._spacing(told)
        # Lines are asked more than once, and half of them for a date that has to be read.
        self._days: dict[int, bool] = {}

    def _spacing(self, told: Sequence[bool]) -> tuple[bool, bool]:
        """Whether no two paragraphs touch but where a credited dateline opens the second, although
        there are blank lines; and whether one parts two of them. *told*: see ``_tells``.
        """
        said = [
            tells or (mark.label is Label.OTHER and ends_sentence(mark.unit.text))
            for tells, mark in zip(told, self._marks, strict=True)
        ]
        pairs = [at for at in range(1, len(said)) if said[at - 1] and said[at]]
        gaps = [self._marks[at].unit.gap > 0 for at in pairs if self.weights[at] < CREDITED]
        return self.gaps and all(gaps), any(gaps)

    def _tells(self, at: int) -> bool:
        """As ``is_told``, before the lines are counted."""
        mark = self._marks[at]
        if is_text(mark) or (mark.rule is BuiltIn.FAR and mark.unit.is_prose):
            return True
        below = at > 0 and self._marks[at - 1].label is Label.DATELINE
        return below and mark.hit is None and mark.label in _UNSPOKEN

    def is_told(self, at: int) -> bool:
        """Whether a line is text, or the row or short line right below a dateline."""
        return self._told[at + 1] > self._told[at]

    def told(self, begin: int, end: int) -> int:
        """How many paragraphs stand from the line *begin* to the line *end*."""
        return self._told[end] - self._told[begin]

    def letters(self, begin: int, end: int) -> int:
        """How many characters of text stand from the line *begin* to the line *end*."""
        return self._letters[end] - self._letters[begin]

    def is_dated(self, begin: int, end: int) -> bool:
        """Whether a date line or a dateline with a day stands from *begin* to *end*."""
        return self._dates[end] != self._dates[begin]

    def is_story(self, begin: int, end: int) -> bool:
        """Whether the lines from *begin* to *end* hold the text of a story."""
        end = min(end, len(self._marks))
        return self.told(begin, end) >= PARAGRAPHS and self.letters(begin, end) >= _CHARACTERS

    def has_links(self, begin: int, end: int) -> bool:
        """Whether links of a page stand among the lines: furniture, or a few words each."""
        marks = self._marks[begin:end]
        short = [mark.label is Label.OTHER and mark.unit.weight <= _LINK_WORDS for mark in marks]
        return sum(short) + sum([mark.label in PAGE_FURNITURE for mark in marks]) >= _LINKS

    def told_below(self, text: int, *, headed: bool) -> int:
        """How many paragraphs follow from the *text* on, up to the next date; up to the next
        headline, too, unless it may be that of the text (*headed*).
        """
        told = 0
        for at in range(text, min(self.end, text + _BELOW)):
            if self.is_told(at):
                told += 1
            elif (self.headed[at] and not headed) or self.is_day(at):
                break
        return told

    def is_summed_up(self, text: int) -> bool:
        """Whether the *text* is a summary, with the date or dateline of the story below it."""
        for at in range(text, min(self.end, text + _BELOW)):
            if self._told[at + 1] - self._told[text] > SUMMARY:
                return False
            if self._marks[at].label is Label.DATELINE or self.is_day(at):
                return self.told_below(at + 1, headed=True) >= PARAGRAPHS
        return False

    def _weigh_dateline(self, at: int) -> int:
        """What the dateline of a line weighs; 0 if there is none. Far down in a long input, only
        those right below a headline are looked for.
        """
        mark = self._marks[at]
        found = mark.dateline
        far = found is None and at >= DATELINE_UNITS and self.headed[at - 1]
        if far and mark.unit.weight >= HEADLINE_WORDS:
            context = self._context
            found = find_dateline(
                mark.unit.text,
                context.lexicon,
                language=context.language,
                credit=context.credit,
            )
        if found is None:
            return 0
        dateline = found.dateline
        if dateline.agencies or not _BRACKETS.isdisjoint(dateline.text):
            return CREDITED
        return FILED if any(map(str.isdecimal, dateline.text)) else PLACE

    def heads_a_dateline(self, at: int) -> bool:
        """Whether a sentence is a headline, which then is *headed*: right above a dateline or date,
        and it asks, or it is the first line, or what parts stories stands above it.
        """
        mark = self._marks[at]
        filed = any(weight >= FILED for weight in self.weights[at + 1 : at + 2])
        if not (filed or any(below.label in _DAYS for below in self._marks[at + 1 : at + 2])):
            return False
        if mark.hit or mark.dateline or mark.unit.weight > _SENTENCE:
            return False
        asks = mark.unit.text.rstrip("\"'”’»」』 ")[-1:] in _ASKING
        parted = at == 0 or self.is_ruler(at - 1) or closes(self._marks[at - 1])
        sentence = mark.label in _SENTENCES and ends_sentence(mark.unit.text)
        self.headed[at] = self.headed[at] or (sentence and (asks or parted))
        return self.headed[at]

    def is_seam(self, at: int) -> bool:
        """Whether a line stands right below the end of a story, though blank lines part all
        paragraphs: files that were put together leave this. Pages set many lines so.
        """
        above = self._marks[at - 1]
        if at == 0 or not self._apart or self._marks[at].unit.gap or self.furnished:
            return False
        if closes(above) or is_naming(above):
            return True
        return (
            above.label in _SENTENCES and ends_sentence(above.unit.text) and not self.headed[at - 1]
        )

    def is_ruler(self, at: int) -> bool:
        """Whether a line is a ruler that belongs to no heading and no table."""
        unit = self._marks[at].unit
        if unit.folded or not ruler_of(unit.text):
            return False
        above = self._marks[at - 1]
        if at == 0 or unit.gap or is_text(above) or (self.gaps and not above.unit.gap):
            return True
        long = columns(unit.text) - columns(above.unit.lines[-1].text.strip())
        return above.label is not Label.TABLE and abs(long) > _UNDERLINE_SLACK

    def is_top(self, at: int) -> bool:
        """Whether a line is the first of a page: a link to skip its menus, or the first line of the
        input again.
        """
        unit, first = self._marks[at].unit, self._marks[0].unit
        if len(unit.text) <= _LONGEST_LINK and unit.text.lower().startswith(_skip_links()):
            return True
        if not unit.folded or unit.folded != first.folded or unit.is_prose:
            return False
        following = [mark.unit.folded for mark in self._marks[at + 1 : at + 2]]
        return unit.weight >= _TELLING or following == [self._marks[1].unit.folded]

    def is_day(self, at: int) -> bool:
        """Whether a line is the date of a story, as far as can be told: with a year or a time; with
        a year where something else stands beside it.
        """
        if at not in self._days:
            self._days[at] = self._dates_story(self._marks[at])
        return self._days[at]

    def _dates_story(self, mark: Mark) -> bool:
        """As ``is_day``, which remembers it."""
        if mark.rule is not BuiltIn.FAR and mark.label not in _DATABLE:
            times = [found.year or found.time for found in mark.dates]
            return mark.label in _DAYS and (not times or any(times))
        text = mark.unit.text
        if len(text) > _LONGEST_DATE or not DIGIT_RE.search(text):
            return False
        found = find_dates(text, language=self._context.language, order=self._context.date_order)
        return any(date.month and date.year for date in found)


def _is_paged(marks: Sequence[Mark], profile: str) -> bool:
    """Whether lines of furniture that are not the own ones of the sender, whose *profile* is named,
    show that the message is a page.
    """
    buttons = {
        mark.unit.folded
        for mark in marks
        if mark.hit and mark.label in PAGE_FURNITURE and mark.hit.table != profile
    }
    return len(buttons) >= _BUTTONS


def _may_open(mark: Mark, context: Context) -> bool:
    """Whether a line may be a headline, and is no sentence that the mark of an end closes."""
    return may_head(mark) and not (mark.hit is None and ends_story(mark.unit, context))


def may_head(mark: Mark, least: int = HEADLINE_WORDS) -> bool:
    """Whether a line may be a headline: of so many words at *least*, known to no rule but that of a
    label.
    """
    if mark.label is Label.HEADLINE:
        return True
    loose = mark.hit is None and mark.label is Label.OTHER
    unit = mark.unit
    return (loose or mark.rule is BuiltIn.FAR) and unit.weight >= least and is_heading(unit.text)


def closes(mark: Mark) -> bool:
    """Whether a line closes a dispatch."""
    return mark.label in CLOSERS or (mark.hit is not None and mark.hit.closes)


def is_naming(mark: Mark) -> bool:
    """Whether a line names, by a rule, who made a story or whom to ask about it."""
    return mark.label in _NAMING and mark.hit is not None
