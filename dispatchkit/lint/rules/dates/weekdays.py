"""DK3: weekdays that do not fit the dates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dispatchkit.grammar.dates import find_dates
from dispatchkit.lint.evidence.lede import in_words, lede_weekday, names_weekday
from dispatchkit.lint.evidence.printed import span
from dispatchkit.lint.evidence.stated import day, stated
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.lint.traced import Passage, Story

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A date without its year is near the story's; if it is further away ("Saturday, July 4" told in
# December) its year is a guess.
_SURE = timedelta(days=60)
# The first paragraphs tell the news of the day, later ones tell of other years.
_LEDE = 2


@DispatchRule.named("DK302", "weekday-mismatch", severity="warning")
def weekday_mismatch(story: Story) -> Iterator[Hit]:
    r"""A weekday does not fall on the date beside it, or a weekday of the first sentences falls
    neither on the dispatch's date nor on the day before.

    One of the two is wrong: a date was typed or read wrongly, or old copy was sent again under a
    new date. A weekday with the number of its day must agree exactly. A weekday alone in the lede
    is an info, because news of two to six days ago is no error; it does not count in quotes, in
    names ("Black Friday"), beside words such as "next", "last", "since", and in sentences about the
    future.

    Bad:
        Le bac du port reprend du service

        Dimanche 04/12/2021

        Le bac du port a repris du service après une semaine de tempête, a annoncé la compagnie. \
        Personne n'a été blessé.
    Bad:
        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands ran aground on Wednesday, the \
        operator said. Nobody was hurt, it added.
    Good:
        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands ran aground on Friday, the operator \
        said. Nobody was hurt, it added.
    Good:
        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands will run again next Wednesday, the \
        operator said. Nobody was hurt, it added.
    """
    numbered = list(_numbered(story))
    yield from numbered
    if not numbered:
        yield from _bare(story)


def _numbered(story: Story) -> Iterator[Hit]:
    """The hits for weekdays beside the number of their day, in the lines about the dispatch and the
    first paragraphs.
    """
    near, language = _days(story), story.context.language
    for one in stated(story):
        certain = one.found.weekday is not None and in_words(
            one.printed, language, short=one.found.year is not None and not one.filed
        )
        message = _wrong(one.found, near, one.printed) if certain else None
        if message:
            yield Hit(one.start, one.end, message)
    for passage in [passage for passage in story.body if passage.role == "body"][:_LEDE]:
        yield from _in_paragraph(story, passage, near)


def _in_paragraph(story: Story, passage: Passage, near: list[date]) -> Iterator[Hit]:
    """The hits for weekdays beside the number of their day in a paragraph, after its dateline."""
    text, language = passage.mark.unit.text, story.context.language
    begin = passage.mark.dateline.end if passage.mark.dateline else 0
    if not names_weekday(text, language) or not DIGIT_RE.search(text, begin):
        return
    for found in find_dates(text, language=language, order=story.context.date_order):
        printed = text[found.start : found.end]
        certain = found.start >= begin and in_words(printed, language)
        message = _wrong(found, near, printed) if certain else None
        if message:
            yield Hit(*span(passage, found.start, found.end), message)


def _wrong(found: FoundDate, near: list[date], printed: str) -> str | None:
    """What is wrong with the weekday of a date, in words; None if the two agree or it cannot be
    told. *near*: days of the dispatch, for a date without a year.
    """
    if found.weekday is None or not found.month or not found.day or found.calendar != "gregorian":
        return None
    if not found.year and not near:
        return None
    value = found.resolve() if found.year else found.resolve(near[0])
    if value is None or (found.year is None and abs(day(value) - near[0]) > _SURE):
        return None
    meant = day(value) - timedelta(days=found.days)
    if meant.weekday() == found.weekday:
        return None
    return (
        f"{meant} is a {_WEEKDAYS[meant.weekday()]}, not a {_WEEKDAYS[found.weekday]} as"
        f" {printed!r} says"
    )


def _bare(story: Story) -> Iterator[Hit]:
    """The hit for a weekday of the lede that is neither that of the dispatch nor the day before."""
    days = _days(story)
    weekday = lede_weekday(story) if days else None
    if (
        weekday is None
        or weekday.away
        or any((other.weekday() - weekday.number) % 7 <= 1 for other in days)
    ):
        return
    back = (days[0].weekday() - weekday.number) % 7
    message = (
        f"{weekday.word!r} is neither the day of the dispatch ({days[0]}, a"
        f" {_WEEKDAYS[days[0].weekday()]}) nor the one before, but {back} days back"
    )
    yield Hit(weekday.start, weekday.end, message, severity="info")


def _days(story: Story) -> list[date]:
    """The days that the dispatch is dated with: of publication, of the dateline, of the update."""
    dispatch = story.dispatch
    if dispatch is None:
        return []
    filed = dispatch.dateline.date if dispatch.dateline else None
    return [day(moment) for moment in (dispatch.published, filed, dispatch.updated) if moment]
