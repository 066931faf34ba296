"""When a dispatch was published and updated: the choice among the dates that its lines print.

A dump prints many days: of teasers, comments, photographs, events, of the print edition. Which is
the story's is told by the label of its line and where it stands (between headline and text, right
above them, right after the text), by the word beside it ("Published", "Stand:"), by how little else
its line holds, and by its year. What a rule of the sender names the day of publication is it. The
lines are read from the headline outwards, and no further once a date is sure.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.copies import cover_end, own_dates
from dispatchkit.grammar.credits import Credited, words_of
from dispatchkit.grammar.dates import figures_alone, find_date_at, find_dates
from dispatchkit.grammar.dates.custom import copyright_years, latest_day, numbers_order
from dispatchkit.grammar.dates.found import FoundDate, Shape, gregorian
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.spread import dates_at
from dispatchkit.grammar.label import BuiltIn, relabelled
from dispatchkit.grammar.mails import is_forwarded, mail_head
from dispatchkit.grammar.people import names_in_byline
from dispatchkit.grammar.stamps import (
    FOREIGN,
    PUBLISHED,
    UPDATED,
    role_before,
    role_behind,
    tells_time,
    updated_after,
)
from dispatchkit.model import BODY_LABELS, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import COLONS, DIGIT_RE, ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dispatchkit.grammar.label import Context, Mark

# What sets a date apart from the words before it: "Ann Example · Property · 31 Jan 2025".
_APART_RE = pattern(r"[|•·:;/\n()\[\]–—／｜]|\s-\s")
# A line longer than this is a paragraph, and what it dates are events; one longer than half of it
# is suspect. A label has at most thirty characters.
_LONG, _LABEL = 240, 30
# How many lines above the headline, after it and before the text are searched first, if the two are
# far apart; then those further off.
_ABOVE, _BELOW, _BEFORE, _WITHIN = 3, 25, 40, 6
_FAR_ABOVE, _FAR_BEHIND, _CLOSE_BEHIND = 15, 12, 2
# What a date is worth by its place, less one point for each line from the headline, or more above
# it and after the text. What a rule names is worth more than any other; the day in the header of a
# wire, more than a date that no word calls the day of publication.
_NAMED, _HEADER, _BESIDE, _AROUND, _ELSEWHERE, _FAR = 250, 114, 100, 60, 20, 30
_STEP_ABOVE, _STEP_BEHIND, _INSIDE = 4, 2, 30
# What it is worth by its word, its year, its clock; what else its line holds ("Soldiers on the
# bridge of the town, 24 April" is a caption).
_SAID, _ALIEN, _YEAR, _CLOCK, _MARKED = 60, -90, 40, 10, 40
_OTHER_WORDS, _PER_WORD, _MOST_WORDS, _SENTENCE, _RUNNING, _CAPTION, _LABELLED = (
    4,
    3,
    60,
    13,
    5,
    45,
    20,
)
# "The fair opens 5 December 2021" dates an event. Smaller words ("der", "por") stand in names.
_EVENT, _SMALL, _COUNTED = 160, 3, 2
# A date worth less than the first does not count; one worth the second is sure: a whole date beside
# the headline.
_LEAST, _CERTAIN = 50, 115
# Lines that are about the day or the author, and those whose days are never the story's.
_DATED = frozenset((Label.DATE, Label.UPDATED, Label.BYLINE, Label.CREDIT))
_SILENT = frozenset(
    (Label.HEADLINE, Label.NOTICE, Label.EDNOTE, Label.ENVELOPE, Label.SLUGLINE, Label.KEYWORDS)
)
# A line whose label tells what it is stays what it is, even if it prints the day.
_TOLD = frozenset(
    (*BODY_LABELS, *_DATED - {Label.CREDIT}, Label.ABSTRACT, Label.DATELINE, Label.ENVELOPE)
)


class When(NamedTuple):
    """The two dates of a dump, and the positions of the lines that print them."""

    published: date | datetime | None
    updated: date | datetime | None
    lines: tuple[int, ...] = ()


class _Stamp(NamedTuple):
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


def dates_around(dump: Dump, named: Sequence[_Stamp] = ()) -> When:
    """When the story of a *dump* was published and updated. *named* are the dates that rules name.

    The only date beside a story is its day of publication, even where it says "updated": then
    ``published`` is that day, without a time.
    """
    if not 0 <= dump.headline <= dump.start:
        dump = dump._replace(headline=-1)
    stamps = [*named]
    read: set[int] = set()
    for zone, worth in (
        (_beside(dump), _BESIDE),
        (_around(dump), _AROUND),
        (range(len(dump.lines)), _ELSEWHERE),
    ):
        for line in zone:
            if line not in read and 0 <= line < len(dump.lines):
                read.add(line)
                stamps += _stamps(dump, line, worth)
        # "Updated" may stand above a story and "Published" after it.
        sure = {stamp.role == UPDATED for stamp in stamps if stamp.score >= _CERTAIN}
        if False in sure or (sure and worth == _AROUND):
            break
    stamps = sorted(
        (stamp for stamp in stamps if stamp.score >= _LEAST),
        key=lambda stamp: (-stamp.score, stamp.line),
    )
    return _chosen(dump, stamps) or _masthead(dump)


# --- where to look --------------------------------------------------------


def _beside(dump: Dump) -> Iterator[int]:
    """Lines beside the story: around its headline, before its text, and the first of the text."""
    if dump.headline >= 0:
        yield from range(dump.headline - _ABOVE, min(dump.headline + _BELOW, dump.start))
    yield from range(
        max(dump.headline, dump.start - (_BEFORE if dump.headline >= 0 else _FAR_ABOVE)),
        min(dump.start + _WITHIN, dump.end + 1),
    )


def _around(dump: Dump) -> Iterator[int]:
    """Lines further above the headline, and those after the text."""
    yield from range(dump.top - _FAR_ABOVE, dump.top)
    yield from range(dump.end, dump.end + _FAR_BEHIND)


def _place(dump: Dump, line: int, worth: int) -> int:
    """The value of a line by its place, given that of its zone (*worth*)."""
    if worth == _ELSEWHERE:
        return worth
    if line < dump.top:
        return worth - _STEP_ABOVE * (dump.top - line)
    if line < dump.start:
        return worth - min(_FAR, line - dump.headline, 5 + dump.start - line)
    return worth - (_INSIDE if line < dump.end else _STEP_BEHIND * (line - dump.end))


def _trusted(dump: Dump, line: int, worth: int, stamp: _Stamp) -> bool:
    """Whether the date *stamp* on *line* may be the day of publication, by where it stands
    (*worth*: beside the head, around the story, or elsewhere). Within the text and well after it
    stand teasers, so there the words beside it must say that it is the day of publication.
    """
    if stamp.role == PUBLISHED or worth == _BESIDE:
        return worth != _ELSEWHERE or stamp.found.year is not None
    if worth == _ELSEWHERE or stamp.role == UPDATED:
        return worth != _ELSEWHERE
    if line < dump.top:
        # a weekday and no clock: today's date above the menu
        return stamp.found.weekday is None or stamp.found.time is not None
    return stamp.found.year is not None and dump.end <= line <= dump.end + _CLOSE_BEHIND


# --- the dates of one line ------------------------------------------------


def _stamps(dump: Dump, line: int, worth: int) -> Iterator[_Stamp]:
    """The dates that the line prints, or that begin in it and end in the next."""
    text = dump.lines[line]
    if not 0 < len(text) <= _LONG or (dump.headline >= 0 and text == dump.lines[dump.headline]):
        return
    text, last, dates = dates_at(dump.lines, line, language=dump.language, order=dump.order)
    if not dates:
        return
    dates = [*dates, *updated_after(text, dates)]
    place = _place(dump, line, worth)
    others = _others(text, dates)
    told = line in dump.told
    if told and ends_sentence(text):
        return
    above = "" if told else _label_above(dump.lines, line)
    roles = _said(text, dates, above)
    if len(dates) > 1 and not any(roles):
        if dump.start < line < dump.end:
            # Two days head the columns of a table.
            return
        if worth == _BESIDE and not weight(text[dates[0].end : dates[1].start]):
            roles = _unexplained(dates)
    own = own_dates(text, dates, above)
    for found, said in zip(dates, roles, strict=True):
        role = PUBLISHED if found.shape is Shape.WIRE else said
        lead = "" if role else text[: found.start].rstrip()
        most = _RUNNING if line < dump.start else _OTHER_WORDS
        running = weight(_APART_RE.split(lead)[-1]) > most
        marked = line in dump.dated and role != FOREIGN and not running
        score = place + _MARKED * marked + _score(found, role, text, others)
        score -= _doubt(found, lead, running=running)
        stamp = _Stamp(score, worth, line, last, text, found, role)
        if told:
            fit = _stands_out(dump, stamp, others)
        else:
            short = not running and others <= 2 * _OTHER_WORDS
            fit = role == PUBLISHED or line < dump.start or short
        if fit and found in own and _trusted(dump, line, worth, stamp):
            yield stamp


def _doubt(found: FoundDate, lead: str, *, running: bool) -> int:
    """What a date is worth less for the words before it, which say no role of it (*lead*): they
    tell of an event, are many (*running*), or are a label of another date.
    """
    if found.shape is not Shape.ADDRESS and _tells(lead):
        return _EVENT
    if running:
        return _CAPTION
    return _LABELLED if lead.endswith(COLONS) else 0


def _stands_out(dump: Dump, stamp: _Stamp, others: int) -> bool:
    """Whether a line of the text that is no sentence tells the day of the story: a word says so, or
    it prints year and clock, and is the last line or stands before the first sentence.
    """
    if stamp.role in (PUBLISHED, UPDATED) or not (stamp.found.year and stamp.found.time):
        return stamp.role in (PUBLISHED, UPDATED) and others <= 2 * _OTHER_WORDS
    if stamp.line == dump.end:
        return others <= _OTHER_WORDS
    above = any(ends_sentence(dump.lines[at]) for at in dump.told if at < stamp.line)
    return others <= 2 * _OTHER_WORDS and not above


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
        and weight(text[: dates[0].start]) <= _OTHER_WORDS
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


def _others(text: str, dates: Sequence[FoundDate]) -> int:
    """How many words a line holds beside its dates; a sentence counts as more."""
    cuts = [0, *(found.end for found in dates)]
    starts = [*(found.start for found in dates), len(text)]
    spans = zip(cuts, starts, strict=True)
    words = weight(" ".join([text[cut:start] for cut, start in spans]))
    return words + _SENTENCE if words > 2 * _OTHER_WORDS and ends_sentence(text) else words


def _score(found: FoundDate, role: str, text: str, others: int) -> int:
    """The value of a date by its *role*, its year, and what else its line holds."""
    said = 0
    if role in (PUBLISHED, UPDATED):
        said = _SAID
    elif role == FOREIGN:
        said = _ALIEN
    penalty = min(_MOST_WORDS, _PER_WORD * max(0, others - _OTHER_WORDS))
    doubt = _FAR * ((found.shape is Shape.ADDRESS) + (len(text) > _LONG // 2))
    return said + (_YEAR if found.year else 0) + (_CLOCK if found.time else 0) - penalty - doubt


# --- the choice -----------------------------------------------------------


def _chosen(dump: Dump, stamps: Sequence[_Stamp]) -> When | None:
    """The best date of publication and the best of an update. A date that no word calls the day of
    publication does not count if it is later than the update beside the story. None if there is no
    date.
    """
    days = _Days(dump, stamps)
    updated, changed = days.first(stamp for stamp in stamps if stamp.role == UPDATED)
    others = [stamp for stamp in stamps if stamp.role != UPDATED]
    if changed:
        least = changed.score - _SAID - _FAR
        others = [one for one in others if one.role == PUBLISHED or one.score > least]
    published, stamp = days.first(others)
    if published and stamp and stamp.worth == _ELSEWHERE and days.differ(others, published):
        published, stamp = None, None
    # "Published: ..." and after it "Updated: ...": both are said, though one of them is wrong.
    beside = stamp and changed and stamp.line <= changed.line <= stamp.line + 1
    if stamp and published and updated and _day(published) > _day(updated) and not beside:
        if stamp.role == PUBLISHED or (changed and stamp.score > changed.score - _SAID):
            updated, changed = None, None
        else:
            published, stamp = None, None
    if published is None and updated is None:
        return None
    used = {line for one in (stamp, changed) if one for line in range(one.line, one.last + 1)}
    return When(published or (_day(updated) if updated else None), updated, tuple(sorted(used)))


def _masthead(dump: Dump) -> When:
    """The day above the dump, if the story prints only a time ("Publicerad 14.14"), which then is
    of that day.
    """
    short = [at for at, line in enumerate(dump.lines) if len(line) <= _LONG // 2]
    if not any(tells_time(dump.lines[at]) for at in {*_beside(dump)}.intersection(short)):
        return When(None, None)
    for at in short:
        text = dump.lines[at]
        dates = find_dates(text, language=dump.language, order=dump.order) if at < dump.top else ()
        dated = len(dates) == 1 and dates[0].weekday is not None and dates[0].year
        if dated and _others(text, dates) <= _OTHER_WORDS:
            return When(dates[0]._replace(time=None).resolve(), None, (at,))
    return When(None, None)


def _day(moment: date | datetime) -> date:
    """The day of a date or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


class _Days:
    """The days that dates of the page mean. What a date lacks is looked for on the rest of the
    dump, only once.
    """

    def __init__(self, dump: Dump, stamps: Sequence[_Stamp]) -> None:
        self._dump, self._stamps = dump, stamps
        self._order: list[DateOrder | None] = []

    def first(self, stamps: Iterable[_Stamp]) -> tuple[date | datetime | None, _Stamp | None]:
        """The first of the *stamps* that means a day, and that day; None twice if none does."""
        for stamp in stamps:
            value = self._value(stamp)
            if value is not None:
                return value, stamp
        return None, None

    def differ(self, stamps: Iterable[_Stamp], value: date) -> bool:
        """Whether any of the *stamps* that say they are of a publication is of another day than
        *value*: far from the story, each is then the date of a teaser.
        """
        values = (self._value(stamp) for stamp in stamps if stamp.role == PUBLISHED)
        return any(other is not None and _day(other) != _day(value) for other in values)

    def _value(self, stamp: _Stamp) -> date | datetime | None:
        """The day or moment that a date means on this page; None if its year stays open."""
        found, dump = stamp.found, self._dump
        if not found.settled and found.year:
            if not self._order:
                lines = dump.printed or dump.lines
                self._order.append(numbers_order(lines, stamp.text, found, dump.language))
            order = self._order[0]
            again = find_dates(stamp.text, language=dump.language, order=order) if order else ()
            found = next((one for one in again if one.start == found.start), found)
        printer = (dump.country, (dump.language or "").partition("-")[0])
        return found.resolve(None, printer) if found.year else self._nearest(found)

    def _nearest(self, found: FoundDate) -> date | datetime | None:
        """A date without its year, in the year of another date beside the story, or else on the
        dump, in which it falls on its weekday; None if there is none.
        """
        sure = [one.found for one in self._stamps if one.found.year and one.score >= _BESIDE]
        whole = sure[0].resolve() if sure else None
        near = self._dump.near or whole or latest_day(self._dump.lines, self._dump.language)
        value = found.resolve(near) if near else None
        fits = value is not None and value.weekday() == found.weekday
        if found.weekday is None or found.month is None or fits:
            return value
        for year in copyright_years(self._dump.lines):
            day = gregorian(year, found.month, found.day or 0)
            if day and day.weekday() == found.weekday:
                return found._replace(year=year).resolve()
        return None


def when_of(marks: Sequence[Mark], context: Context) -> When:
    """When the story of labelled lines was published and updated."""
    covered = cover_end([mark.unit for mark in marks])
    texts = ["" if at < covered else _own(mark, context) for at, mark in enumerate(marks)]
    mailed = mail_head(marks)
    own = ["" if at in mailed else text for at, text in enumerate(texts)]
    found = _when(marks, own, covered, context)
    # The header of a mail says when it was sent; its story may say when it was published.
    if mailed and found.published is None and not is_forwarded(marks, mailed):
        found = _when(marks, texts, covered, context)
    numbers = [marks[at].unit.lines[0].number for at in found.lines]
    return found._replace(lines=tuple(numbers))


def _when(marks: Sequence[Mark], texts: Sequence[str], covered: int, context: Context) -> When:
    """The choice among the dates of *texts*, the lines as far as they may tell the day, and those
    that rules name in the lines after the first *covered*.
    """
    headline = next((at for at, mark in enumerate(marks) if mark.label is Label.HEADLINE), -1)
    body = [at for at, mark in enumerate(marks) if mark.label in BODY_LABELS]
    start, end = (body[0], body[-1]) if body else (len(marks), len(marks))
    while end + 1 < len(marks) and marks[end + 1].label in (Label.AGENCY, Label.INITIALS):
        end += 1
    dump = Dump(
        texts,
        headline,
        start,
        end,
        context.language,
        context.date_order,
        context.received,
        dated=[
            at
            for at, mark in enumerate(marks)
            if mark.label in _DATED or (mark.label is Label.OTHER and headline < at < start)
        ],
        told=[
            at
            for at, mark in enumerate(marks)
            if mark.label in BODY_LABELS or (mark.label is Label.ABSTRACT and mark.unit.is_prose)
        ],
        printed=[mark.unit.text for mark in marks],
        country=context.lexicon.facts_of(context.profile).country,
    )
    ruled = [(at, _rules(mark, context)) for at, mark in enumerate(marks[covered:], covered)]
    return dates_around(
        dump, [stamp for at, groups in ruled if groups for stamp in _named(groups, at, context)]
    )


def _own(mark: Mark, context: Context) -> str:
    """The text of a line as far as it may tell the day, without a dateline. Empty if none of it
    may, or if a rule names the day in it.
    """
    text = mark.unit.text
    wired = mark.label is Label.ENVELOPE and _is_wired(text)
    silent = mark.label in _SILENT or mark.rule is BuiltIn.COMMENTED
    if (silent and not wired) or "published" in _rules(mark, context):
        return ""
    if mark.dateline is not None and mark.label in (Label.TEXT, Label.DATELINE):
        return " " * mark.dateline.end + text[mark.dateline.end :]
    return text


def _is_wired(text: str) -> bool:
    """Whether a line of a frame prints day and clock as the machines of wires do: run together, or
    beside nothing but codes ("17-APR-24 14:20 NNNN").
    """
    dates = find_dates(text)
    coded = text.upper() == text and any(found.year and found.time for found in dates)
    return coded or any(found.shape is Shape.WIRE for found in dates)


def _is_own(mark: Mark, context: Context) -> bool:
    """Whether a rule of the sender's or of the user's knows the line. Common rules fit lines of
    anybody.
    """
    return mark.hit is not None and (mark.hit.is_own or mark.hit.table == context.profile)


def _rules(mark: Mark, context: Context) -> Mapping[str, str]:
    """What a rule names in a line; of common rules only the day of a wire's header."""
    if mark.hit is None:
        return {}
    return mark.hit.groups if _is_own(mark, context) or "month_day" in mark.hit.groups else {}


def _named(groups: Mapping[str, str], at: int, context: Context) -> Iterator[_Stamp]:
    """The dates that a rule names in the line *at*: that of publication or of an update, or the day
    of a wire's header, which prints the month first and no year ("02-26").
    """
    for field, role in (("published", PUBLISHED), ("updated", UPDATED)):
        text, _, dates = dates_at(
            [groups.get(field, "")], 0, language=context.language, order=context.date_order
        )
        alone = figures_alone(text)
        for found in (alone,) if alone else dates[:1]:
            yield _Stamp(_NAMED, _BESIDE, at, at, text, found, role)
    text = groups.get("month_day", "")
    day = find_date_at(text, 0, order=DateOrder.MONTH_FIRST) if text else None
    if day:
        yield _Stamp(_HEADER, _BESIDE, at, at, text, day, PUBLISHED)


def showing(marks: Sequence[Mark], when: When, context: Context) -> list[Mark]:
    """The *marks*, in which lines outside the story that print its two dates are labelled so."""
    found = [*marks]
    for at, mark in enumerate(marks):
        printed = mark.unit.lines[0].number in when.lines
        if not printed or mark.label in _TOLD or _is_own(mark, context):
            continue
        read = find_dates(mark.unit.text, language=context.language, order=context.date_order)
        if read:
            people = () if mark.credited else names_in_byline([mark.unit.text], context.lexicon)
            credited = Credited(tuple(people), mark.unit.text) if people else mark.credited
            found[at] = relabelled(
                mark._replace(hit=None, dates=read, credited=credited), Label.DATE, "page.date"
            )
    return found


__all__ = ["Dump", "When", "dates_around", "showing", "when_of"]
