"""DK3: dates without a year that were read as days after the input came in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dispatchkit.lint.evidence.stated import day, issued, printed_dates
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Story

# Where a dispatch was filed it may be the next day already.
_ONE_DAY = timedelta(days=1)
# The date nearest to the day so long before the receipt is the last one that is not after it.
_HALF_A_YEAR = timedelta(days=183)


@DispatchRule.named("DK308", "dated-after-receipt", severity="warning")
def dated_after_receipt(story: Story) -> Iterator[Hit]:
    r"""A date without a year was read as a day more than one day after the input came in.

    A year that is not printed is that of the date nearest to `--received`, so that "Dec 31" is of
    the old year in an input of January. Of an input that is more than half a year older than its
    day of receipt, the nearest date has not come yet when it came in: no dispatch is of such a day.
    The message says which date is the last before; give the day on which the input was sent as
    `--received`. Embargoes may be of later days.

    Bad (received=2026-11-30):
        OSLO, May 6 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good (received=2026-11-30):
        OSLO, Nov 29 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    """
    dispatch, received = story.dispatch, story.context.received
    if dispatch is None or received is None:
        return
    filed = dispatch.dateline.date if dispatch.dateline else None
    own = {*issued(dispatch), filed}
    named = received == story.source.options.named_day
    told = "the file's name says" if named else "the input came in on"
    for one in printed_dates(story):
        value = one.found.resolve(received) if one.found.year is None else None
        if value is None or day(value) not in own or day(value) <= day(received) + _ONE_DAY:
            continue
        before = one.found.resolve(day(received) - _HALF_A_YEAR)
        last = f"; the last such day before is {day(before)}" if before and one.found.month else ""
        yield Hit(
            one.start,
            one.end,
            f"{one.printed!r} has no year and is read as {day(value)}, but {told} {day(received)}"
            f"{last}",
        )
