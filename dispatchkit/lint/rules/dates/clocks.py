"""DK3: dates of a dispatch that contradict each other, and times whose zone is unknown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dispatchkit.grammar.dates.found import Shape
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.stated import issued, place_of, stated
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatchkit.lint.evidence.stated import Stated
    from dispatchkit.lint.traced import Story
    from dispatchkit.model import Dispatch

_ONE_DAY = timedelta(days=1)
# The name that the rules of wire headers give to a date without its year.
_MONTH_DAY = "month_day"
# "12:04 AM ET" names a zone, though which of two depends on the time of the year.
_ZONE_RE = pattern(r"\d\s?(?:[AaPp]\.?[Mm]\.?)?\s?\(?[A-Z]{2,5}\)?$")


@DispatchRule.named("DK306", "date-conflict", severity="warning")
def date_conflict(story: Story) -> Iterator[Hit]:
    r"""The dates of the head, of the dateline and in the file's name are more than a day apart.

    One of them is wrong, or the dispatch was joined from two. A day between them comes from work at
    night or another zone; an update may be of any later day. File names are read only with
    `--filename-date`, because many feeds name files by the day of receipt.

    Bad:
        Harbour ferry runs again after storm

        4 December 2021

        OSLO, Dec 1 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Bad (filename_date=true):
        === 20211130-ferry.txt
        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
    Good:
        Harbour ferry runs again after storm

        4 December 2021

        OSLO, Dec 3 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    """
    dispatch = story.dispatch
    if dispatch is None:
        return
    filed = _filed(dispatch)
    headed = issued(dispatch)
    if filed and headed:
        yield from _against_head(story, filed, headed)
    known = [*headed, filed] if filed else headed
    named = story.source.options.named_day if known else None
    if named and not any(_is_within(named, [other]) for other in known):
        one = place_of(story, known[0], filed=not headed)
        start, end = (one.start, one.end) if one else (story.start, story.start)
        yield Hit(start, end, f"the file's name says {named}, the dispatch {known[0]}")


def _filed(dispatch: Dispatch) -> date | None:
    """The date of the dateline. "October 20: ACCIDENT - ..." in a log has the form of a dateline,
    but names no sender.
    """
    dateline = dispatch.dateline
    if dateline is None or not dateline.places:
        return None
    return dateline.date if dateline.agencies or dispatch.agency else None


def _against_head(story: Story, filed: date, headed: list[date]) -> Iterator[Hit]:
    """The hit for a date of the dateline, *filed*, that is too far from those of the head,
    *headed*. Both must be printed; a header line of a wire will do for the head.
    """
    one = None if _is_within(filed, headed) else place_of(story, filed, filed=True)
    if one is None:
        return
    dated = any(
        _MONTH_DAY in passage.mark.hit.groups
        for passage in story.labelled(Label.ENVELOPE)
        if passage.mark.hit
    )
    if dated or place_of(story, headed[0]):
        yield Hit(one.start, one.end, f"the dateline is of {filed}, the head of {headed[0]}")


def _is_within(one: date, days: list[date]) -> bool:
    """Whether the day *one* is between the first and the last of *days*, or one day outside."""
    return min(days) - one <= _ONE_DAY and one - max(days) <= _ONE_DAY


@DispatchRule.named("DK307", "time-without-zone", severity="info")
def time_without_zone(story: Story) -> Iterator[Hit]:
    r"""The dispatch states a time without its zone, and nothing is known of the zone that its
    sender writes in.

    Ten o'clock in Tokyo and in Lima are fourteen hours apart: by such times versions of two feeds
    cannot be put in order. An agency whose profile names its zone is left alone, and so are the
    stamps of wires, which seldom name any. The zone of the dateline's place would be a guess.

    Bad:
        Harbour ferry runs again after storm

        4 December 2021, 10:15

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt, it added.
    Good:
        Harbour ferry runs again after storm

        4 December 2021, 10:15 GMT

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt, it added.
    """
    if story.dispatch is None:
        return
    timed = _timed(story)
    bare = [
        one
        for one in timed
        if one.found.time and one.found.time.tzinfo is None and not _ZONE_RE.search(one.printed)
    ]
    if bare and len(bare) == len(timed) and story.facts.timezone is None:
        yield Hit(bare[0].start, bare[0].end, f"{bare[0].printed!r} names no zone")


def _timed(story: Story) -> list[Stated]:
    """The dates with a time that the lines of the date and of the update state, but for the stamps
    of wires.
    """
    return [
        one
        for one in stated(story)
        if one.found.time
        and one.found.shape is not Shape.WIRE
        and one.passage.label in (Label.DATE, Label.UPDATED)
    ]
