"""When the story of a page was published and updated: the choice among the dates around it.

A page prints many days: of teasers, comments, photographs, events, of the print edition. Which is
the story's is told by where a date stands (between headline and text, right above them, right
after the text), by the word beside it ("Published", "Stand:"), by how little else its line holds,
and by its year. The lines are read from the headline outwards, and no further once a date is sure.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.custom import copyright_years, latest_day, numbers_order
from dispatchkit.grammar.dates.found import FoundDate, Shape, gregorian
from dispatchkit.grammar.dates.spread import dates_at
from dispatchkit.grammar.stamps import (
    FOREIGN,
    PUBLISHED,
    UPDATED,
    role_before,
    role_behind,
    tells_time,
)
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dispatchkit.text.codes import DateOrder

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
# it and after the text.
_BESIDE, _AROUND, _ELSEWHERE, _FAR = 100, 60, 20, 30
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
# A date worth less than the first does not count; one worth the second is sure: a whole date beside
# the headline.
_LEAST, _CERTAIN = 50, 115


class PageDates(NamedTuple):
    """The two dates of a page, and the positions of the lines that print them."""

    published: date | datetime | None
    updated: date | datetime | None
    lines: tuple[int, ...] = ()


class _Stamp(NamedTuple):
    """A date of the page, what it is the date of (*role*), and how likely it is the story's
    (*score*).

    *worth* is the value of its zone of the page, *text* its line, or the lines from *line* to
    *last* over which it is split.
    """

    score: int
    worth: int
    line: int
    last: int
    text: str
    found: FoundDate
    role: str


class _Layout(NamedTuple):
    """The arguments of ``page_dates``: the lines, and where headline and text stand."""

    lines: Sequence[str]
    headline: int
    start: int
    end: int
    language: str | None
    order: DateOrder | None
    near: date | None
    dated: Collection[int]

    @property
    def top(self) -> int:
        """The line of the headline; without one, the first of the text."""
        return self.headline if self.headline >= 0 else self.start


def page_dates(
    lines: Sequence[str],
    headline: int,
    start: int,
    end: int,
    *,
    language: str | None = None,
    order: DateOrder | None = None,
    near: date | None = None,
    dated: Collection[int] = (),
) -> PageDates:
    """When the story between the lines *start* and *end* was published and updated.

    *lines* are the lines of the page that are not empty, *headline* the position of the headline
    (-1: there is none), *start* and *end* those of the first and last line of the text. *dated* are
    lines that something else takes for dates or bylines. *order* and *near* are as for
    ``find_dates`` and ``FoundDate.resolve``.

    The only date beside a story is its day of publication, even where it says "updated": then
    ``published`` is that day, without a time.
    """
    page = _Layout(
        lines, headline if 0 <= headline <= start else -1, start, end, language, order, near, dated
    )
    stamps: list[_Stamp] = []
    read: set[int] = set()
    for zone, worth in (
        (_beside(page), _BESIDE),
        (_around(page), _AROUND),
        (range(len(lines)), _ELSEWHERE),
    ):
        for line in zone:
            if line not in read and 0 <= line < len(lines):
                read.add(line)
                stamps += _stamps(page, line, worth)
        if any(stamp.score >= _CERTAIN for stamp in stamps):
            break
    stamps = sorted(
        (stamp for stamp in stamps if stamp.score >= _LEAST),
        key=lambda stamp: (-stamp.score, stamp.line),
    )
    return _chosen(page, stamps) or _masthead(page)


# --- where to look --------------------------------------------------------


def _beside(page: _Layout) -> Iterator[int]:
    """Lines beside the story: around its headline, before its text, and the first of the text."""
    if page.headline >= 0:
        yield from range(page.headline - _ABOVE, min(page.headline + _BELOW, page.start))
    yield from range(
        max(page.headline, page.start - (_BEFORE if page.headline >= 0 else _FAR_ABOVE)),
        min(page.start + _WITHIN, page.end + 1),
    )


def _around(page: _Layout) -> Iterator[int]:
    """Lines further above the headline, and those after the text."""
    yield from range(page.top - _FAR_ABOVE, page.top)
    yield from range(page.end, page.end + _FAR_BEHIND)


def _place(page: _Layout, line: int, worth: int) -> int:
    """The value of a line by its place, given that of its zone (*worth*)."""
    if worth == _ELSEWHERE:
        return worth
    if line < page.top:
        return worth - _STEP_ABOVE * (page.top - line)
    if line < page.start:
        return worth - min(_FAR, line - page.headline, 5 + page.start - line)
    return worth - (_INSIDE if line < page.end else _STEP_BEHIND * (line - page.end))


def _trusted(page: _Layout, line: int, worth: int, stamp: _Stamp) -> bool:
    """Whether the date *stamp* on *line* may be the day of publication, by where it stands
    (*worth*: beside the head, around the story, or elsewhere). Within the text and well after it
    stand teasers, so there the words beside it must say that it is the day of publication.
    """
    if stamp.role == PUBLISHED or worth == _BESIDE:
        return worth != _ELSEWHERE or stamp.found.year is not None
    if worth == _ELSEWHERE or stamp.role == UPDATED:
        return worth != _ELSEWHERE
    if line < page.top:
        # a weekday and no clock: today's date above the menu
        return stamp.found.weekday is None or stamp.found.time is not None
    return page.end <= line <= page.end + _CLOSE_BEHIND


# --- the dates of one line ------------------------------------------------


def _stamps(page: _Layout, line: int, worth: int) -> Iterator[_Stamp]:
    """The dates that the line prints, or that begin in it and end in the next."""
    text = page.lines[line]
    if len(text) > _LONG or (page.headline >= 0 and text == page.lines[page.headline]):
        return
    text, last, dates = dates_at(page.lines, line, language=page.language, order=page.order)
    if not dates:
        return
    place = _place(page, line, worth) + (_MARKED if line in page.dated else 0)
    others = _others(text, dates)
    roles = _said(text, dates, page.lines[line - 1] if line else "")
    if (
        worth == _BESIDE
        and len(dates) > 1
        and not any(roles)
        and not weight(text[dates[0].end : dates[1].start])
    ):
        roles = _unexplained(dates)
    for found, role in zip(dates, roles, strict=True):
        lead = "" if role else text[: found.start].rstrip()
        running = weight(_APART_RE.split(lead)[-1]) > (
            _RUNNING if line < page.start else _OTHER_WORDS
        )
        score = place + _score(found, role, text, others)
        if running:
            score -= _CAPTION
        elif lead.endswith((":", "：")):
            score -= _LABELLED
        stamp = _Stamp(score, worth, line, last, text, found, role)
        if _trusted(page, line, worth, stamp) and (
            role == PUBLISHED or line < page.start or (not running and others <= 2 * _OTHER_WORDS)
        ):
            yield stamp


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


def _unexplained(dates: Sequence[FoundDate]) -> list[str]:
    """The roles of the *dates* of a line if no words stand between them: the later of the first two
    is that of the update.
    """
    first, second = dates[0].resolve(), dates[1].resolve()
    earlier = (
        dates[0].start
        if None in (first, second) or str(first)[:19] <= str(second)[:19]
        else dates[1].start
    )
    same = dates[0].bare == dates[1].bare
    return ["" if same or found.start == earlier else UPDATED for found in dates]


def _others(text: str, dates: Sequence[FoundDate]) -> int:
    """How many words a line holds beside its dates; a sentence counts as more."""
    cuts = [0, *(found.end for found in dates)]
    words = weight(
        " ".join(
            [
                *(text[cut : found.start] for cut, found in zip(cuts, dates, strict=False)),
                text[cuts[-1] :],
            ]
        )
    )
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


def _chosen(page: _Layout, stamps: Sequence[_Stamp]) -> PageDates | None:
    """The best date of publication and the best of an update. A date that no word calls the day of
    publication does not count if it is later than the update beside the story. None if there is no
    date.
    """
    days = _Days(page, stamps)
    updated, changed = days.first(stamp for stamp in stamps if stamp.role == UPDATED)
    others = [stamp for stamp in stamps if stamp.role != UPDATED]
    if changed:
        others = [
            stamp
            for stamp in others
            if stamp.role == PUBLISHED or stamp.score > changed.score - _SAID - _FAR
        ]
    published, stamp = days.first(others)
    if published and stamp and stamp.worth == _ELSEWHERE and days.differ(others, published):
        published, stamp = None, None
    if stamp and published and updated and _day(published) > _day(updated):
        if stamp.role == PUBLISHED or (changed and stamp.score > changed.score - _SAID):
            updated, changed = None, None
        else:
            published, stamp = None, None
    if published is None and updated is None:
        return None
    used = {line for one in (stamp, changed) if one for line in range(one.line, one.last + 1)}
    return PageDates(
        published or (_day(updated) if updated else None), updated, tuple(sorted(used))
    )


def _masthead(page: _Layout) -> PageDates:
    """The day above the page, if the story prints only a time ("Publicerad 14.14"), which then is
    of that day.
    """
    if any(
        tells_time(page.lines[line])
        for line in _beside(page)
        if 0 <= line < len(page.lines) and len(page.lines[line]) <= _LONG // 2
    ):
        for line in range(max(0, page.top)):
            text = page.lines[line]
            dates = (
                find_dates(text, language=page.language, order=page.order)
                if len(text) <= _LONG // 2 and DIGIT_RE.search(text)
                else ()
            )
            if (
                len(dates) == 1
                and dates[0].weekday is not None
                and dates[0].year
                and _others(text, dates) <= _OTHER_WORDS
            ):
                return PageDates(dates[0]._replace(time=None).resolve(), None, (line,))
    return PageDates(None, None)


def _day(moment: date | datetime) -> date:
    """The day of a date or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


class _Days:
    """The days that dates of the page mean. What a date lacks is looked for on the rest of the
    page, only once.
    """

    def __init__(self, page: _Layout, stamps: Sequence[_Stamp]) -> None:
        self._page, self._stamps = page, stamps
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
        found, page = stamp.found, self._page
        if not found.settled and found.year:
            if not self._order:
                self._order.append(numbers_order(page.lines, stamp.text, found, page.language))
            again = (
                find_dates(stamp.text, language=page.language, order=self._order[0])
                if self._order[0]
                else ()
            )
            found = next((one for one in again if one.start == found.start), found)
        return found.resolve() if found.year else self._nearest(found)

    def _nearest(self, found: FoundDate) -> date | datetime | None:
        """A date without its year, in the year of another date beside the story, or else on the
        page, in which it falls on its weekday; None if there is none.
        """
        whole = next(
            (
                stamp.found.resolve()
                for stamp in self._stamps
                if stamp.found.year and stamp.score >= _BESIDE
            ),
            None,
        )
        near = self._page.near or whole or latest_day(self._page.lines, self._page.language)
        value = found.resolve(near) if near else None
        if (
            found.weekday is None
            or found.month is None
            or (value and value.weekday() == found.weekday)
        ):
            return value
        for year in copyright_years(self._page.lines):
            day = gregorian(year, found.month, found.day or 0)
            if day and day.weekday() == found.weekday:
                return found._replace(year=year).resolve()
        return None


__all__ = ["PageDates", "page_dates"]
