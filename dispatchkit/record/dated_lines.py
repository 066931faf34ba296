"""The dates that a line prints, and how likely each of them is the day of the story.

That is told by the label of the line and where it stands, by the word beside the date ("Published",
"Stand:"), by how little else the line holds, and by the year.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.copies import own_dates
from dispatchkit.grammar.credits import words_of
from dispatchkit.grammar.dates.found import FoundDate, Shape
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.spread import dates_at
from dispatchkit.grammar.stamps import (
    FOREIGN,
    PUBLISHED,
    UPDATED,
    role_before,
    role_behind,
    updated_after,
)
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import COLONS, DIGIT_RE, ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from dispatchkit.text.codes import DateOrder

# What sets a date apart from the words before it: "Ann Example · Property · 31 Jan 2025".
_APART_RE = pattern(r"[|•·:;/\n()\[\]–—／｜]|\s-\s")
# A line longer than this is a paragraph, and what it dates are events; one longer than half of it
# is suspect. A label has at most thirty characters.
LONG, _LABEL = 240, 30
# How many lines after the text a date may stand without a word for it.
_CLOSE_BEHIND = 2
# What a date is worth by its place, less one point for each line from the headline, or more above
# it and after the text.
BESIDE, AROUND, ELSEWHERE, FAR = 100, 60, 20, 30
_STEP_ABOVE, _STEP_BEHIND, _INSIDE = 4, 2, 30
# What it is worth by its word, its year, its clock; what else its line holds ("Soldiers on the
# bridge of the town, 24 April" is a caption).
SAID, _ALIEN, _YEAR, _CLOCK, _MARKED = 60, -90, 40, 10, 40
OTHER_WORDS, _PER_WORD, _MOST_WORDS, _SENTENCE = 4, 3, 60, 13
_RUNNING, _CAPTION, _LABELLED = 5, 45, 20
# "The fair opens 5 December 2021" dates an event. Smaller words ("der", "por") stand in names.
_EVENT, _SMALL, _COUNTED = 160, 3, 2


class Stamp(NamedTuple):
    """A date of the dump, what it is the date of (*role*), and how likely it is the story's
    (*score*).

    *worth* is the value of its zone of the dump, *text* its line, or the lines from *line* to
    *last* over which it is split.
    """

    score: int
    worth: int
    line: int
    last: int
    text: str
    found: FoundDate
    role: str


class Dump(NamedTuple):
    """Lines, and what is known of them: where headline (-1: there is none) and text stand, the
    language, and as for ``find_dates`` and ``FoundDate.resolve`` *order* and *near*.

    *dated* are lines that something else takes for dates or bylines, *told* those of the story
    itself, whose days are its events unless a word says else, *printed* the lines with what *lines*
    leave empty, *country* the sender's.
    """

    lines: Sequence[str]
    headline: int
    start: int
    end: int
    language: str | None = None
    order: DateOrder | None = None
    near: date | None = None
    dated: Collection[int] = ()
    told: Collection[int] = ()
    printed: Sequence[str] = ()
    country: str | None = None

    @property
    def top(self) -> int:
        """The line of the headline; without one, the first of the text."""
        return self.headline if self.headline >= 0 else self.start


def stamps_of(dump: Dump, line: int, worth: int) -> Iterator[Stamp]:
    """The dates that the line prints, or that begin in it and end in the next, as far as they may
    be the story's. *worth* is the value of the zone of the dump in which it stands.
    """
    text = dump.lines[line]
    if not 0 < len(text) <= LONG or (dump.headline >= 0 and text == dump.lines[dump.headline]):
        return
    text, last, dates = dates_at(dump.lines, line, language=dump.language, order=dump.order)
    told = line in dump.told
    if not dates or (told and ends_sentence(text)):
        return
    dates = [*dates, *updated_after(text, dates)]
    above = "" if told else _label_above(dump.lines, line)
    roles = _said(text, dates, above)
    if len(dates) > 1 and not any(roles):
        if dump.start < line < dump.end:
            # Two days head the columns of a table.
            return
        if worth == BESIDE and not weight(text[dates[0].end : dates[1].start]):
            roles = _unexplained(dates)
    own = own_dates(text, dates, above)
    others = others_in(text, dates)
    for found, role in zip(dates, roles, strict=True):
        if found in own:
            stamp = Stamp(0, worth, line, last, text, found, role)
            weighed = _weighed(dump, stamp, others, told=told)
            if weighed:
                yield weighed


def _weighed(dump: Dump, stamp: Stamp, others: int, *, told: bool) -> Stamp | None:
    """The date *stamp* with its role and score; None if it cannot be the story's. Its line holds so
    many *others* words and may be *told* in the story.
    """
    found, line = stamp.found, stamp.line
    role = PUBLISHED if found.shape is Shape.WIRE else stamp.role
    lead = "" if role else stamp.text[: found.start].rstrip()
    most = _RUNNING if line < dump.start else OTHER_WORDS
    running = weight(_APART_RE.split(lead)[-1]) > most
    marked = line in dump.dated and role != FOREIGN and not running
    score = _place(dump, line, stamp.worth) + _MARKED * marked
    score += _score(found, role, stamp.text, others) - _doubt(found, lead, running=running)
    stamp = stamp._replace(score=score, role=role)
    if told:
        fit = _stands_out(dump, stamp, others)
    else:
        short = not running and others <= 2 * OTHER_WORDS
        fit = role == PUBLISHED or line < dump.start or short
    return stamp if fit and _trusted(dump, stamp) else None


def _place(dump: Dump, line: int, worth: int) -> int:
    """The value of a line by its place, given that of its zone (*worth*)."""
    if worth == ELSEWHERE:
        return worth
    if line < dump.top:
        return worth - _STEP_ABOVE * (dump.top - line)
    if line < dump.start:
        return worth - min(FAR, line - dump.headline, 5 + dump.start - line)
    return worth - (_INSIDE if line < dump.end else _STEP_BEHIND * (line - dump.end))


def _trusted(dump: Dump, stamp: Stamp) -> bool:
    """Whether a date may be the day of publication, by where it stands: beside the head, around the
    story, or elsewhere. Within the text and well after it stand teasers, so there the words beside
    it must say that it is the day of publication.
    """
    line, worth = stamp.line, stamp.worth
    if stamp.role == PUBLISHED or worth == BESIDE:
        return worth != ELSEWHERE or stamp.found.year is not None
    if worth == ELSEWHERE or stamp.role == UPDATED:
        return worth != ELSEWHERE
    if line < dump.top:
        # a weekday and no clock: today's date above the menu
        return stamp.found.weekday is None or stamp.found.time is not None
    return stamp.found.year is not None and dump.end <= line <= dump.end + _CLOSE_BEHIND


def _doubt(found: FoundDate, lead: str, *, running: bool) -> int:
    """What a date is worth less for the words before it, which say no role of it (*lead*): they
    tell of an event, are many (*running*), or are a label of another date.
    """
    if found.shape is not Shape.ADDRESS and _tells(lead):
        return _EVENT
    if running:
        return _CAPTION
    return _LABELLED if lead.endswith(COLONS) else 0


def _stands_out(dump: Dump, stamp: Stamp, others: int) -> bool:
    """Whether a line of the text that is no sentence tells the day of the story: a word says so, or
    it prints year and clock, and is the last line or stands before the first sentence.
    """
    if stamp.role in (PUBLISHED, UPDATED) or not (stamp.found.year and stamp.found.time):
        return stamp.role in (PUBLISHED, UPDATED) and others <= 2 * OTHER_WORDS
    if stamp.line == dump.end:
        return others <= OTHER_WORDS
    above = any(ends_sentence(dump.lines[at]) for at in dump.told if at < stamp.line)
    return others <= 2 * OTHER_WORDS and not above


def _tells(lead: str) -> bool:
    """Whether the words before a date tell of an event ("The fair opens 5 December 2021"), rather
    than name somebody or something: two of them are longer words in small letters.
    """
    part = _APART_RE.split(lead)[-1].strip()
    words = WORD_RE.findall(part)
    # "3 minute read" counts.
    counts = part[:1].isdecimal() and len(words) <= _COUNTED
    if not words or counts or fold(words[0]) in words_of("heads"):
        return False
    told = [word for word in words if word.islower() and len(word) > _SMALL]
    return len(told) > 1


def _said(text: str, dates: Sequence[FoundDate], before: str) -> list[str]:
    """The role of each of the *dates* of a line (as in ``stamps``), by the words before it, else
    those after it, else the line *before*.
    """
    cuts = [0, *(found.end for found in dates)]
    roles = [role_before(text[cut : found.start]) for cut, found in zip(cuts, dates, strict=False)]
    behind = role_behind(text[cuts[-1] :])
    if behind and not roles[0]:
        roles = [role_behind(text[found.end : until.start]) for found, until in pairwise(dates)] + [
            behind
        ]
    if (
        not roles[0]
        and len(before) <= _LABEL
        and weight(text[: dates[0].start]) <= OTHER_WORDS
        and not DIGIT_RE.search(before)
    ):
        roles[0] = role_behind(before)
    return roles


def _label_above(lines: Sequence[str], at: int) -> str:
    """The line above *at*, or if only a sign stands there ("•", ":") the one above that."""
    above = [line for line in lines[max(0, at - 2) : at] if len(line) > 1]
    return above[-1] if above else ""


def _unexplained(dates: Sequence[FoundDate]) -> list[str]:
    """The roles of the *dates* of a line if no words stand between them: the later of the first two
    is that of the update.
    """
    first, second = dates[0].resolve(), dates[1].resolve()
    exchanged = None not in (first, second) and str(first)[:19] > str(second)[:19]
    earlier = dates[exchanged].start
    same = dates[0].bare == dates[1].bare
    return ["" if same or found.start == earlier else UPDATED for found in dates]


def others_in(text: str, dates: Sequence[FoundDate]) -> int:
    """How many words a line holds beside its dates; a sentence counts as more."""
    cuts = [0, *(found.end for found in dates)]
    starts = [*(found.start for found in dates), len(text)]
    spans = zip(cuts, starts, strict=True)
    words = weight(" ".join([text[cut:start] for cut, start in spans]))
    return words + _SENTENCE if words > 2 * OTHER_WORDS and ends_sentence(text) else words


def _score(found: FoundDate, role: str, text: str, others: int) -> int:
    """The value of a date by its *role*, its year, and what else its line holds."""
    said = 0
    if role in (PUBLISHED, UPDATED):
        said = SAID
    elif role == FOREIGN:
        said = _ALIEN
    penalty = min(_MOST_WORDS, _PER_WORD * max(0, others - OTHER_WORDS))
    doubt = FAR * ((found.shape is Shape.ADDRESS) + (len(text) > LONG // 2))
    return said + (_YEAR if found.year else 0) + (_CLOCK if found.time else 0) - penalty - doubt
