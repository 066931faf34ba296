"""The choice among the dates that the lines of a dump print.

A dump prints many days: of teasers, comments, photographs, events, of the print edition. What a
rule of the sender names the day of publication is it; else the date that is worth most
(``dated_lines``). The lines are read from the headline outwards, and no further once a date is
sure.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.custom import copyright_years, latest_day, numbers_order, stamp_read
from dispatchkit.grammar.dates.found import Shape, gregorian
from dispatchkit.grammar.dates.spread import PIECES
from dispatchkit.grammar.stamps import PUBLISHED, UPDATED, tells_time
from dispatchkit.record.dated_lines import (
    AROUND,
    BESIDE,
    ELSEWHERE,
    FAR,
    LONG,
    OTHER_WORDS,
    SAID,
    Dump,
    Stamp,
    others_in,
    stamps_of,
)
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.grammar.dates.found import FoundDate
    from dispatchkit.text.codes import DateOrder

# How many lines above the headline, after it and before the text are searched first, if the two are
# far apart; then those further off.
_ABOVE, _BELOW, _BEFORE, _WITHIN = 3, 25, 40, 6
_FAR_ABOVE, _FAR_BEHIND = 15, 12
# A date worth less than the first does not count; one worth the second is sure: a whole date beside
# the headline.
_LEAST, _CERTAIN = 50, 115


class When(NamedTuple):
    """The two dates of a dump, and the positions of the lines that print them."""

    published: date | datetime | None
    updated: date | datetime | None
    lines: tuple[int, ...] = ()


def dates_around(dump: Dump, named: Sequence[Stamp] = ()) -> When:
    """When the story of a *dump* was published and updated. *named* are the dates that rules name.

    The only date beside a story is its day of publication, even where it says "updated": then
    ``published`` is that day, without a time.
    """
    if not 0 <= dump.headline <= dump.start:
        dump = dump._replace(headline=-1)
    stamps = [*named]
    # A line prints no date if neither it nor one over which a date may be split holds a figure, as
    # is so for two thirds of the lines of a page.
    unread = {
        near
        for at, line in enumerate(dump.lines)
        if DIGIT_RE.search(line)
        for near in range(max(0, at + 1 - PIECES), at + 1)
    }
    for zone, worth in (
        (_beside(dump), BESIDE),
        (_around(dump), AROUND),
        (range(len(dump.lines)), ELSEWHERE),
    ):
        for line in zone:
            if line in unread:
                unread.remove(line)
                stamps += stamps_of(dump, line, worth)
        # "Updated" may stand above a story and "Published" after it.
        sure = {stamp.role == UPDATED for stamp in stamps if stamp.score >= _CERTAIN}
        if False in sure or (sure and worth == AROUND):
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


# --- the choice -----------------------------------------------------------


def _chosen(dump: Dump, stamps: Sequence[Stamp]) -> When | None:
    """The best date of publication and the best of an update. A date that no word calls the day of
    publication does not count if it is later than the update beside the story. None if there is no
    date.
    """
    days = _Days(dump, stamps)
    updated, changed = days.first(stamp for stamp in stamps if stamp.role == UPDATED)
    others = [stamp for stamp in stamps if stamp.role != UPDATED]
    if changed:
        least = changed.score - SAID - FAR
        others = [one for one in others if one.role == PUBLISHED or one.score > least]
    published, stamp = days.first(others)
    if published and stamp and stamp.worth == ELSEWHERE and days.differ(others, published):
        published, stamp = None, None
    # "Published: ..." and after it "Updated: ...": both are said, though one of them is wrong.
    beside = stamp and changed and stamp.line <= changed.line <= stamp.line + 1
    if stamp and published and updated and _day(published) > _day(updated) and not beside:
        if stamp.role == PUBLISHED or (changed and stamp.score > changed.score - SAID):
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
    short = [at for at, line in enumerate(dump.lines) if len(line) <= LONG // 2]
    if not any(tells_time(dump.lines[at]) for at in {*_beside(dump)}.intersection(short)):
        return When(None, None)
    for at in short:
        text = dump.lines[at]
        dates = find_dates(text, language=dump.language, order=dump.order) if at < dump.top else ()
        dated = len(dates) == 1 and dates[0].weekday is not None and dates[0].year
        if dated and others_in(text, dates) <= OTHER_WORDS:
            return When(dates[0]._replace(time=None).resolve(), None, (at,))
    return When(None, None)


def _day(moment: date | datetime) -> date:
    """The day of a date or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


class _Days:
    """The days that dates of the page mean. What a date lacks is looked for on the rest of the
    dump, only once.
    """

    def __init__(self, dump: Dump, stamps: Sequence[Stamp]) -> None:
        self._dump, self._stamps = dump, stamps
        self._order: list[DateOrder | None] = []

    def first(self, stamps: Iterable[Stamp]) -> tuple[date | datetime | None, Stamp | None]:
        """The first of the *stamps* that means a day, and that day; None twice if none does."""
        for stamp in stamps:
            value = self._value(stamp)
            if value is not None:
                return value, stamp
        return None, None

    def differ(self, stamps: Iterable[Stamp], value: date) -> bool:
        """Whether any of the *stamps* that say they are of a publication is of another day than
        *value*: far from the story, each is then the date of a teaser.
        """
        values = (self._value(stamp) for stamp in stamps if stamp.role == PUBLISHED)
        return any(other is not None and _day(other) != _day(value) for other in values)

    def _value(self, stamp: Stamp) -> date | datetime | None:
        """The day or moment that a date means on this page; None if its year stays open."""
        found, dump = self._settled(stamp), self._dump
        printer = (dump.country, (dump.language or "").partition("-")[0])
        return found.resolve(None, printer) if found.year else self._nearest(found)

    def _settled(self, stamp: Stamp) -> FoundDate:
        """A date, read again in the order of day and month that the dump shows if its own numbers
        do not tell.
        """
        found, dump = stamp.found, self._dump
        if found.settled or not found.year:
            return found
        lines = dump.printed or dump.lines
        if found.shape is Shape.WIRE:
            return stamp_read(lines, found, dump.language) or found
        if not self._order:
            self._order.append(numbers_order(lines, stamp.text, found, dump.language))
        order = self._order[0]
        again = find_dates(stamp.text, language=dump.language, order=order) if order else ()
        return next((one for one in again if one.start == found.start), found)

    def _nearest(self, found: FoundDate) -> date | datetime | None:
        """A date without its year, in the year of another date beside the story, or else on the
        dump, in which it falls on its weekday; None if there is none.
        """
        sure = [one.found for one in self._stamps if one.found.year and one.score >= BESIDE]
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
