"""When a dispatch was published and updated, by the lines that say so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.copies import blanked, cover_end, own_dates
from dispatchkit.grammar.dates import find_date_at, find_dates, parse_when
from dispatchkit.grammar.label import is_text, relabelled
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.fold import fold, smooth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.grammar.label import Context, Mark

_NO_WORD_RE = pattern(r"[^\w ]")

# Lines that may state a date.
_DATED = (Label.DATE, Label.UPDATED, Label.BYLINE, Label.ENVELOPE)


class When(NamedTuple):
    """The two dates of a dispatch."""

    published: date | datetime | None
    updated: date | datetime | None


class _UpdateWords(NamedTuple):
    """What says that a date is of an update: words, phrases between spaces, and strings inside runs
    of letters, for scripts that set no spaces or add endings.
    """

    words: frozenset[str]
    phrases: tuple[str, ...]
    within: tuple[str, ...]


@cache
def _update_words() -> _UpdateWords:
    """The words of the table, read once."""
    folded = [fold(word) for word in tables.words("data/updates", "update", "words")]
    return _UpdateWords(
        frozenset([word for word in folded if " " not in word]),
        tuple([f" {word} " for word in folded if " " in word]),
        tuple([word for word in folded if len(word) > 1 and not word[0].isascii()]),
    )


def says_updated(text: str) -> bool:
    """Whether *text* holds a word for "updated" in any language."""
    known, smoothed = _update_words(), smooth(_NO_WORD_RE.sub(" ", text))
    padded = f" {smoothed} "
    return (
        not known.words.isdisjoint(smoothed.split(" "))
        or any(phrase in padded for phrase in known.phrases)
        or (not smoothed.isascii() and any(word in smoothed for word in known.within))
    )


def stated_dates(marks: Sequence[Mark], context: Context) -> When:
    """When the dispatch was published and updated, by its date lines in order."""
    if not any(mark.label in _DATED for mark in marks):
        return When(None, None)
    covered = cover_end([mark.unit for mark in marks])
    mailed = mail_head(marks)
    own = [mark for at, mark in enumerate(marks) if at >= covered and at not in mailed]
    found = _stated(own, context)
    # The header of a mail says when it was sent; its story may say when it was published.
    return (
        found
        if found.published or not mailed or is_forwarded(marks, mailed)
        else _stated(marks[covered:], context)
    )


@cache
def _mail_re() -> re.Pattern[str]:
    """A pattern of header lines of forwarded and saved mails: sender, receiver, subject. Made on
    first use.
    """
    names = tables.load("data/formats")["mail"]
    return re.compile(_named(["cc", *names["from"], *names["to"], *names["subject"]]) + " ")


@cache
def _sent_re() -> re.Pattern[str]:
    """A pattern of the line that says when a forwarded or printed mail was sent; the message itself
    has a "Date". Made on first use.
    """
    return re.compile(_named(tables.load("data/formats")["mail"]["sent"]) + " ?")


def _named(names: Iterable[str]) -> str:
    """The pattern of a line that begins with one of *names* and a colon."""
    return f"(?i)({'|'.join(map(re.escape, names))}) ?[:：]"


def mail_head(marks: Sequence[Mark]) -> range:
    """The lines of the header block of a mail, two or more of which name sender, receiver or
    subject; an empty range if there is none.
    """
    first = next((at for at, mark in enumerate(marks) if _mail_re().match(mark.unit.text)), None)
    if first is None:
        return range(0)
    end = first + 1
    while end < len(marks) and marks[end].unit.gap == 0:
        end += 1
    named = {
        match[1].casefold()
        for mark in marks[first:end]
        if (match := _mail_re().match(mark.unit.text))
    }
    return range(first, end) if len(named) > 1 else range(0)


def enveloped(marks: Sequence[Mark]) -> list[Mark]:
    """*marks* in which the lines of a mail's header above the text that name sender, receiver and
    subject are its envelope.
    """
    found, head = list(marks), mail_head(marks)
    if any(is_text(mark) for mark in marks[: head.start]):
        return found
    for at in head:
        mark = marks[at]
        if is_text(mark):
            break
        if (
            mark.hit is None
            and mark.label in (Label.OTHER, Label.LIST, Label.TABLE, Label.CREDIT)
            and _mail_re().match(mark.unit.text)
        ):
            found[at] = relabelled(mark, Label.ENVELOPE, "mail.header")
    return found


def is_forwarded(marks: Sequence[Mark], mailed: range) -> bool:
    """Whether the header of a mail (*mailed*, its lines) is that of a mail that was forwarded, so
    that its date is not the story's.
    """
    return any(_sent_re().match(marks[at].unit.text) for at in mailed)


def _stated(marks: Sequence[Mark], context: Context) -> When:
    """The dates of those *marks* that state one."""
    published: date | datetime | None = None
    updated: date | datetime | None = None
    pending = False
    before = ""
    for mark in marks:
        label, before = before, mark.unit.text
        if mark.label is Label.UPDATED:
            pending = True
        if mark.label not in _DATED:
            continue
        for value, is_update in dates_of(mark, context, label):
            if is_update or (pending and mark.label is not Label.BYLINE):
                updated = updated or value
                pending = False
            else:
                published = published or value
    return When(published, updated)


def dates_of(
    mark: Mark, context: Context, before: str = ""
) -> Iterator[tuple[date | datetime, bool]]:
    """The dates of one line that are the story's, each with True if it is of an update. *before* is
    the line above.
    """
    near = context.received
    if mark.hit is not None and ("published" in mark.hit.groups or "updated" in mark.hit.groups):
        for field in ("published", "updated"):
            for value, is_update in _dates_in(mark.hit.groups.get(field, ""), context):
                yield value, is_update or field == "updated"
        return
    if mark.label is Label.ENVELOPE:
        yield from _month_day(mark, near)
        return
    yield from _dates_in(mark.unit.text, context, mark.dates, before)


def _dates_in(
    text: str, context: Context, known: Sequence[FoundDate] = (), before: str = ""
) -> Iterator[tuple[date | datetime, bool]]:
    """As ``dates_of``, for a text; *known* are its dates, if they were looked for already."""
    near = context.received
    printed = known or find_dates(text, language=context.language, order=context.date_order)
    dates = own_dates(text, printed, before)
    if len(dates) < len(printed):
        text = blanked(text, printed, before)
        if not dates:
            return
    if len(dates) <= 1:
        value = parse_when(text, language=context.language, order=context.date_order, near=near)
        if value is not None:
            yield value, says_updated(text)
        return
    yield from _several(text, dates, near)


def _several(
    text: str, dates: Sequence[FoundDate], near: date | datetime | None
) -> Iterator[tuple[date | datetime, bool]]:
    """The *dates* of one line, each with True if it is of an update: if the words before it say so,
    else the second of two.
    """
    before = 0
    for number, found in enumerate(dates[:2]):
        value = found.resolve(near)
        if value is not None:
            yield value, says_updated(text[before : found.start]) or number == 1
        before = found.end


def _month_day(mark: Mark, near: date | datetime | None) -> Iterator[tuple[date | datetime, bool]]:
    """The day of a wire header, which prints month before day and no year ("02-26"), as
    ``dates_of`` gives it.
    """
    stated = mark.hit.groups.get("month_day") if mark.hit else None
    found = find_date_at(stated, 0, order=DateOrder.MONTH_FIRST) if stated else None
    value = found.resolve(near) if found else None
    if value is not None:
        yield value, False
