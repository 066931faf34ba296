"""DK3: dates without a year that nothing completes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dispatchkit.lint.evidence.stated import printed_dates
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Story

# In a leap year each day is one of the calendar that can be one.
_LEAP_DAY = date(2024, 2, 29)


@DispatchRule.named("DK309", "date-without-year", severity="warning")
def date_without_year(story: Story) -> Iterator[Hit]:
    r"""The only date of the dispatch has no year, and nothing completes it: the record has no day.

    "April 4" is a day of any year, and none is guessed. A story without a day cannot be put in
    order, and standards that require a time get one that stands for "unknown". Say on which day the
    input came in: with `--received`, or with `--filename-date` (`filename-date = true` in
    `dispatchkit.toml`) where files are named after it. Any other date of the head, the dateline or
    the footer that states its year is enough. On newspapers' pages, which have their day elsewhere,
    it is for information.

    Bad:
        OSLO, April 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good (received=2021-04-05):
        OSLO, April 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good:
        OSLO, April 4, 2021 (Reuters) - The ferry to the islands runs again after a week of \
        storms, the operator said.
    """
    dispatch = story.dispatch
    if dispatch is None or dispatch.day is not None or story.context.received is not None:
        return
    for one in printed_dates(story):
        if one.found.year is None and one.found.resolve(_LEAP_DAY) is not None:
            yield Hit(
                one.start,
                one.end,
                f"{one.printed!r} has no year, and nothing says which; --received and"
                " --filename-date do",
                None,
                "info" if story.part.page else "warning",
            )
            return
