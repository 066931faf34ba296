"""DK3: dates in the future, updates before their publication, days that do not exist."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.found import UNTOLD, gregorian
from dispatchkit.grammar.stamps import says_updated
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.printed import span
from dispatchkit.lint.evidence.stated import as_time, day, now, place_of, stated
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.lint.evidence.stated import Stated
    from dispatchkit.lint.traced import Passage, Story

# The world's clocks differ by 26 hours, and desks date evening copy by the next day: a day and a
# half ahead is no error.
_AHEAD = timedelta(hours=36)
_ONE_DAY = timedelta(days=1)
# A whole date in numbers, the year in four digits.
_NUMERIC_RE = pattern(
    r"(?<![\d./-])(?:(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)"
    r"|((?:19|20)\d\d)([-/.])(\d{1,2})\6(\d{1,2}))(?![./-]?\d)"
)
# The labels that a line with a date, or with numbers that are no date, may have.
_DATED = frozenset(
    (
        Label.DATE,
        Label.UPDATED,
        Label.BYLINE,
        Label.COUNTER,
        Label.DATELINE,
        Label.OTHER,
        Label.TABLE,
    )
)
# A line of the head with more words than this beside its date is a headline or a sentence, and its
# numbers may be a score or a version.
_OTHER_WORDS = 4
_LONGEST = 100


@DispatchRule.named("DK303", "future-date", severity="error")
def future_date(story: Story) -> Iterator[Hit]:
    r"""The dispatch is dated more than 36 hours ahead of the clock.

    Archives and alerts sort by date: one dispatch from the future stands at the top until its day
    has come. Often day and month were exchanged, and the message then says which day that gives.
    Advance copy under an embargo is left to DK701. `--now` sets the clock.

    Bad (now=2021-06-20T12:00):
        Le bac du port reprend du service

        05.12.2021

        Le bac du port a repris du service après une semaine de tempête, a annoncé la compagnie. \
        Personne n'a été blessé.
    Good (now=2021-12-04T12:00):
        Le bac du port reprend du service

        05.12.2021

        Le bac du port a repris du service après une semaine de tempête, a annoncé la compagnie. \
        Personne n'a été blessé.
    """
    dispatch = story.dispatch
    if dispatch is None or (dispatch.notice and dispatch.notice.kind == "embargo"):
        return
    clock = now(story.settings)
    for moment, word in ((dispatch.published, "dated"), (dispatch.updated, "updated")):
        if moment and as_time(moment) > clock + _AHEAD:
            one = place_of(story, moment)
            hint = _exchanged(one.found, clock + _AHEAD) if one else ""
            yield Hit(
                *(one[1:3] if one else (story.start, story.start)),
                f"{word} {moment.isoformat()}, but it is only {clock.date()}{hint}",
            )
            return
    yield from _filed_ahead(story, clock)


def _filed_ahead(story: Story, clock: datetime) -> Iterator[Hit]:
    """The hit for a dateline with a date in the future."""
    one = next((one for one in stated(story) if one.filed and one.found.year), None)
    value = one.found.resolve() if one else None
    if one and value and as_time(value) > clock + _AHEAD:
        hint = _exchanged(one.found, clock + _AHEAD)
        yield Hit(one.start, one.end, f"filed on {day(value)}, but it is only {clock.date()}{hint}")


def _exchanged(found: FoundDate, latest: datetime) -> str:
    """A hint if day and month exchanged give a day no later than *latest*; else ""."""
    other = (
        gregorian(found.year or 0, found.day or 0, found.month or 0)
        if not found.settled and found.year
        else None
    )
    return f": {other}, with day and month exchanged?" if other and as_time(other) <= latest else ""


@DispatchRule.named("DK304", "updated-before-published", severity="error")
def updated_before_published(story: Story) -> Iterator[Hit]:
    r"""The time of the update is before that of publication.

    A program that keeps the newest version by its times then keeps the wrong one. Times are
    compared only where both state their zone or neither does, otherwise only days, and a second
    date counts as that of an update only where a word says so.

    Bad:
        Title: Harbour ferry runs again after storm
        Published: 2021-12-04 10:15
        Updated: 2021-12-03 09:00

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt, it added.
    Good:
        Title: Harbour ferry runs again after storm
        Published: 2021-12-04 10:15
        Updated: 2021-12-04 11:00

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt, it added.
    """
    dispatch = story.dispatch
    if (
        dispatch is None
        or dispatch.updated is None
        or dispatch.published is None
        or not _precedes(dispatch.updated, dispatch.published)
    ):
        return
    one = place_of(story, dispatch.updated)
    if one is None or not _says_so(story, one):
        return
    yield Hit(
        one.start,
        one.end,
        f"updated {dispatch.updated.isoformat()}, before it was published"
        f" {dispatch.published.isoformat()}",
    )


def _says_so(story: Story, one: Stated) -> bool:
    """Whether the line of a date, or the one above, says that the date is of an update."""
    if (
        one.passage.label is Label.UPDATED
        or one.passage.mark.hit
        or says_updated(one.passage.mark.unit.text)
    ):
        return True
    at = story.passages.index(one.passage)
    return at > 0 and story.passages[at - 1].label is Label.UPDATED


def _precedes(first: date | datetime, second: date | datetime) -> bool:
    """Whether *first* is surely before *second*."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        if bool(first.tzinfo) == bool(second.tzinfo):
            return first < second
        return second.replace(tzinfo=None) - first.replace(tzinfo=None) > _ONE_DAY
    return day(first) < day(second)


@DispatchRule.named("DK305", "impossible-date", severity="error")
def impossible_date(story: Story) -> Iterator[Hit]:
    r"""A date of the head or the dateline is not a day of the calendar.

    `31.02.2021` was mistyped, and nobody but its author knows which day was meant: programs drop
    it, or move it to the 3rd of March without a word. Only lines that say little beside their date
    are looked at, so scores, versions and addresses do not count.

    Bad:
        Le bac du port reprend du service

        31.02.2021

        Le bac du port a repris du service après une semaine de tempête, a annoncé la compagnie. \
        Personne n'a été blessé.
    Bad:
        OSLO, Nov 31 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good:
        Le bac du port reprend du service

        28.02.2021

        Le bac du port a repris du service après la version 31.02.2021 de son logiciel, a annoncé \
        la compagnie.
    """
    for passage in story.head if story.dispatch else ():
        if passage.label in _DATED:
            yield from _no_day(story, passage, len(passage.mark.unit.text))
    first = story.body[0] if story.body else None
    if first and first.mark.dateline and first.mark.dateline.dateline.date is None:
        yield from _no_day(story, first, first.mark.dateline.end)


def _no_day(story: Story, passage: Passage, end: int) -> Iterator[Hit]:
    """The hits for what looks like a date before the offset *end* of a passage but is no day."""
    text = passage.mark.unit.text[:end]
    if len(text) > _LONGEST or not DIGIT_RE.search(text):
        return
    dates = find_dates(text, language=story.context.language, order=story.context.date_order)
    spans = [(found.start, found.end) for found in dates if _missing(found)]
    spans += [
        match.span()
        for match in _NUMERIC_RE.finditer(text)
        if _off_calendar(match.groups()) and not _is_spoken_for(text, match.start(), dates)
    ]
    for start, stop in spans:
        if passage.mark.dateline or weight(text[:start]) + weight(text[stop:]) <= _OTHER_WORDS:
            yield Hit(
                *span(passage, start, stop), f"{text[start:stop]!r} is no day of the calendar"
            )


def _is_spoken_for(text: str, start: int, dates: Sequence[FoundDate]) -> bool:
    """Whether numbers at *start* are part of a date, or of what the word right before them says
    ("Version 31.02.2021").
    """
    return text[:start].rstrip()[-1:].isalnum() or any(
        found.start <= start < found.end for found in dates
    )


def _missing(found: FoundDate) -> bool:
    """Whether the calendar has no such day: not in the year that is printed, or in none."""
    if found.day is None or found.month is None or found.calendar in UNTOLD:
        return False
    if found.calendar != "gregorian":
        return found.year is not None and found.resolve() is None
    return gregorian(found.year or 2000, found.month, found.day) is None and (
        found.settled or gregorian(found.year or 2000, found.day, found.month) is None
    )


def _off_calendar(groups: tuple[str | None, ...]) -> bool:
    """Whether the numbers of a match of ``_NUMERIC_RE`` are no day in either order."""
    first, second, year = (
        (groups[0], groups[2], groups[3]) if groups[0] else (groups[6], groups[7], groups[4])
    )
    numbers = int(first or 0), int(second or 0)
    return (
        gregorian(int(year or 0), *numbers) is None
        and gregorian(int(year or 0), *reversed(numbers)) is None
    )
