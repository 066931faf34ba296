"""Embargoes: which lines state one, and when it is over."""

from __future__ import annotations

from datetime import MAXYEAR, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lifecycle.embargo import terms_of
from dispatchkit.lint.evidence.markers import markers
from dispatchkit.lint.evidence.stated import as_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lifecycle.embargo import Terms
    from dispatchkit.lint.evidence.markers import Placed
    from dispatchkit.lint.traced import Story

# A time without a zone may be that of the other side of the earth, where a day begins half a day
# later.
_ANYWHERE = timedelta(hours=14)


class Embargo(NamedTuple):
    """A stated embargo: its marker, where its terms end in the text of the unit, and the first
    moment at which it is over everywhere (None: not stated).
    """

    placed: Placed
    end: int
    until: datetime | None


def embargoes(story: Story) -> Iterator[Embargo]:
    """The embargoes that the lines about a dispatch state."""
    for placed in markers(story, "embargo"):
        terms = terms_of(placed.marker, story.context.language)
        if terms:
            yield Embargo(placed, terms.end, _over(story, terms))


def _over(story: Story, terms: Terms) -> datetime | None:
    """The first moment at which an embargo is over everywhere; None if its day is not stated."""
    dispatch, settings = story.dispatch, story.settings
    own = None
    if dispatch:
        own = dispatch.published or (dispatch.dateline.date if dispatch.dateline else None)
    until = terms.until(
        own or settings.reading.received, settings.now.date() if settings.now else None
    )
    if until is None or until.year == MAXYEAR:
        return None
    if not isinstance(until, datetime):
        return as_time(until) + timedelta(days=1) + _ANYWHERE
    return until if until.tzinfo else as_time(until) + _ANYWHERE
