"""DK3: dates of numbers that can be read two ways."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.custom import numbers_order
from dispatchkit.grammar.dates.found import Shape, gregorian
from dispatchkit.lint.evidence.lede import weekdays
from dispatchkit.lint.evidence.stated import as_time, day, issued, now, stated
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatchkit.lint.evidence.lede import Weekday
    from dispatchkit.lint.evidence.stated import Stated
    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.traced import Story
    from dispatchkit.model import Dispatch

_NUMERIC_RE = pattern(r"\d{1,4}\s?[-/.‑–]\s?\d{1,2}\s?[-/.‑–]\s?\d{2,4}")
# A date of the story within a week of one reading of the numbers, and not of the other, tells which
# is meant: stories tell of their own week, and the two readings are a month apart or more.
_NEAR = timedelta(days=7)
# The world's clocks differ by 26 hours: what is a day and a half ahead is still to come everywhere.
_AHEAD = timedelta(hours=36)


@DispatchRule.named(
    "DK301",
    "ambiguous-date",
    severity="warning",
    fix="unsafe",
    alters=("published", "updated", "dateline"),
)
def ambiguous_date(story: Story) -> Iterator[Hit]:
    r"""Day and month of the dispatch's date can be exchanged, and nothing else in the dispatch
    tells which is which.

    `05/04/2024` is 5 April in London and May 4 in New York, and a program that takes one for the
    other files the story a month away. A weekday beside the date or in the first sentences, another
    date of the story, `--date-order`, the day of receipt and what the page shows of its customs
    (zones, hours, money) settle it. So do full stops, a language other than English, and a country
    (`en-GB`): there custom leaves no doubt. But if a weekday of the first sentences speaks for the
    other reading, that is an info. The fix writes the date as it was read, in the form of ISO 8601.

    Bad:
        Harbour ferry runs again after storm

        05/04/2024

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt, it added.
    Good:
        Le bac du port reprend du service

        04/12/2021

        Le bac du port a repris du service après une semaine de tempête, a annoncé la compagnie. \
        Personne n'a été blessé.
    Good (date_order=dmy):
        Harbour ferry runs again after storm

        05/04/2024

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt, it added.
    """
    settled = issued(story.dispatch) if story.dispatch else []
    for one, readings in _own(story):
        # A date of the record that has the other reading settles it.
        if readings[1] not in settled:
            yield from _doubt(story, one, readings)


def _own(story: Story) -> Iterator[tuple[Stated, tuple[date, date]]]:
    """The dispatch's own dates that have two readings, with both readings, each printed form once:
    the dates that the record has, else the first. A page has others in lists.
    """
    unsure: dict[str, tuple[Stated, tuple[date, date]]] = {}
    for one in stated(story):
        readings = None if one.found.settled else _readings(one)
        if readings:
            unsure.setdefault(one.printed, (one, readings))
    dispatch = story.dispatch
    days = _recorded(dispatch) if dispatch else set()
    return iter(
        [pair for pair in unsure.values() if not days.isdisjoint(pair[1])]
        if days
        else [*unsure.values()][:1]
    )


def _readings(one: Stated) -> tuple[date, date] | None:
    """The day as it was read, and the day with its numbers exchanged; None if one of them does not
    exist, or the date has no year or is not Gregorian.
    """
    found = one.found
    if (
        found.year is None
        or found.month is None
        or found.day is None
        or found.calendar != "gregorian"
    ):
        return None
    read, other = (
        gregorian(found.year, found.month, found.day),
        gregorian(found.year, found.day, found.month),
    )
    return (read, other) if read and other else None


def _doubt(story: Story, one: Stated, readings: tuple[date, date]) -> Iterator[Hit]:
    """The hit about a date, if nothing says that it was read rightly."""
    read, other = readings
    said = weekdays(story)
    for_read, for_other = (
        sum(_falls(reading, weekday) for weekday in said) for reading in readings
    )
    customary = _is_customary(story, one)
    if for_read == 0 and {weekday.number for weekday in said} == {other.weekday()}:
        message = (
            f"{one.printed!r} was read as {read}, but {said[0].word!r} in the first sentences says"
            f" {other}"
        )
        severity: Severity | None = "info" if customary else None
        yield Hit(one.start, one.end, message, _rewritten(one, other), severity)
    elif for_read <= for_other and not (
        customary or _settled(story, readings) or _shows_order(story, one)
    ):
        message = f"{one.printed!r} is {read} or {other}: no weekday and no second date tells which"
        yield Hit(one.start, one.end, message, _rewritten(one, read))


def _falls(reading: date, weekday: Weekday) -> bool:
    """Whether a weekday of the story is that of the day *reading* or of the day before."""
    return (reading.weekday() - weekday.number) % 7 <= 1


def _is_customary(story: Story, one: Stated) -> bool:
    """Whether custom leaves people no doubt: full stops, or a language and country that has one
    order. English alone is written both ways.
    """
    if one.found.shape is Shape.WIRE:
        return False
    return "." in one.printed or story.context.language not in (None, "en")


def _shows_order(story: Story, one: Stated) -> bool:
    """Whether the page shows in other ways that its dates are written in the order in which this
    one was read.
    """
    lines = [passage.mark.unit.text for passage in story.passages]
    order = numbers_order(lines, one.passage.mark.unit.text, one.found, story.context.language)
    return order is one.found.order


def _settled(story: Story, readings: tuple[date, date]) -> bool:
    """Whether the day of receipt, the clock or another date of the story agrees with one reading
    alone.
    """
    latest = now(story.settings) + _AHEAD
    if sum(as_time(reading) <= latest for reading in readings) == 1:
        return True
    received = story.settings.reading.received
    known = [received] if received else list(_told(story, readings[0]))
    near = (any(abs(reading - other) <= _NEAR for other in known) for reading in readings)
    return sum(near) == 1


def _told(story: Story, near: date) -> Iterator[date]:
    """The days that the story names without doubt; a year that is not printed is that of *near*."""
    for passage in story.body:
        text = passage.mark.unit.text
        if DIGIT_RE.search(text):
            for found in find_dates(
                text, language=story.context.language, order=story.context.date_order
            ):
                value = found.resolve(near) if found.settled else None
                if value:
                    yield day(value)
    yield from (
        day(value)
        for one in stated(story)
        if one.found.settled and (value := one.found.resolve(near))
    )


def _rewritten(one: Stated, meant: date) -> Fix | None:
    """The fix that writes the numbers as ISO 8601; None where the source does not show them as they
    were read, and of the stamps of wires, which print a clock among them.
    """
    if one.found.shape is Shape.WIRE:
        return None
    numbers = _NUMERIC_RE.search(one.printed)
    at = one.passage.text.find(numbers[0], one.start - one.passage.start) if numbers else -1
    if not numbers or at < 0:
        return None
    begin = one.passage.start + at
    return Fix((Edit(begin, begin + len(numbers[0]), meant.isoformat()),), safe=False)


def _recorded(dispatch: Dispatch) -> set[date]:
    """The days in the record of a dispatch: of publication, of the update and of the dateline."""
    filed = dispatch.dateline.date if dispatch.dateline else None
    return {*issued(dispatch), *([day(filed)] if filed else [])}
