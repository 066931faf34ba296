"""The dates that a dispatch states about itself, with their places: those of its date lines and of
its dateline.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.found import Shape
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.printed import span
from dispatchkit.lint.kept import kept
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.lint.settings import Settings
    from dispatchkit.lint.traced import Passage, Story
    from dispatchkit.model import Dispatch

# Lines whose dates are those of the dispatch. Not the envelope of a wire, where the month comes
# first by a rule of its own.
_DATED = (Label.DATE, Label.UPDATED, Label.BYLINE)

_WHOLE_RE = pattern(r"\d{4}|\d\s?[./-]\s?\d")
# The paragraph that opens with the dateline is among the first; summaries and notes may come before
# it.
_OPENING = 3


class Stated(NamedTuple):
    """A date that was found, the offsets of its place in the source, and its passage. *filed*: it
    stands in the dateline.
    """

    found: FoundDate
    start: int
    end: int
    passage: Passage
    filed: bool

    @property
    def printed(self) -> str:
        """The date in the words of the source."""
        return self.passage.mark.unit.text[self.found.start : self.found.end]


@kept
def stated(story: Story) -> tuple[Stated, ...]:
    """The dates of the date lines, in order, then those of the dateline."""
    return (*_headed(story), *_filed(story))


def printed_dates(story: Story) -> Iterator[Stated]:
    """The dates of the date lines, then all of the dateline, with a year or without one."""
    yield from _headed(story)
    yield from _of_dateline(story)


def _headed(story: Story) -> Iterator[Stated]:
    """The dates of date lines above the dateline, and the stamps of wires anywhere; below it other
    dates belong to what the story tells ("Year to March 31, 1997").
    """
    filed = filing(story)
    for passage in story.labelled(*_DATED):
        below = filed is not None and passage.start > filed.start
        text = passage.mark.unit.text
        dates = passage.mark.dates or find_dates(
            text, language=story.context.language, order=story.context.date_order
        )
        for found in dates:
            if not below or found.shape is Shape.WIRE:
                yield Stated(found, *span(passage, found.start, found.end), passage, filed=False)


def _filed(story: Story) -> Iterator[Stated]:
    """The dates of the dateline that state their year or are all numbers; others ("Dec 4") add
    nothing to the record.
    """
    dateline = story.dispatch.dateline if story.dispatch else None
    return _of_dateline(story) if dateline and _WHOLE_RE.search(dateline.text) else iter(())


def _of_dateline(story: Story) -> Iterator[Stated]:
    """All dates of the dateline."""
    passage = filing(story)
    if passage is None or passage.mark.dateline is None:
        return
    text = passage.mark.unit.text
    for found in find_dates(
        text[: passage.mark.dateline.end],
        language=story.context.language,
        order=story.context.date_order,
    ):
        yield Stated(found, *span(passage, found.start, found.end), passage, filed=True)


def filing(story: Story) -> Passage | None:
    """The passage with the dispatch's dateline, if it stands above the text or opens it; further
    down, dates and places belong to a list. None if there is none.
    """
    wanted = story.dispatch.dateline if story.dispatch else None
    passages = [*story.head, *story.body[:_OPENING]] if wanted else ()
    return next(
        (
            passage
            for passage in passages
            if passage.mark.dateline and passage.mark.dateline.dateline == wanted
        ),
        None,
    )


def day(moment: date | datetime) -> date:
    """The day of a date or time."""
    return moment.date() if isinstance(moment, datetime) else moment


def issued(dispatch: Dispatch) -> list[date]:
    """The days on which a dispatch was published and updated, as its record has them."""
    return [day(moment) for moment in (dispatch.published, dispatch.updated) if moment]


def place_of(story: Story, moment: date | datetime, *, filed: bool = False) -> Stated | None:
    """The printed date that states the day of *moment*: in a date line or, if *filed*, in the
    dateline. None if none does.
    """
    wanted = day(moment)
    for one in _of_dateline(story) if filed else stated(story):
        value = one.found.resolve(wanted) if one.filed == filed else None
        if value is not None and day(value) == wanted:
            return one
    return None


def now(settings: Settings) -> datetime:
    """The time that dates are compared with, with a zone: that of the settings, else the machine's
    clock.
    """
    moment = settings.now or datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def as_time(moment: date | datetime) -> datetime:
    """*moment* as a time with a zone: a day as its beginning, a time without a zone as UTC."""
    whole = (
        moment
        if isinstance(moment, datetime)
        else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    )
    return whole if whole.tzinfo else whole.replace(tzinfo=UTC)
