"""Embargoes: which lines state one, and until when."""

from __future__ import annotations

from datetime import MAXYEAR, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.clock import clock_at
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.vocabulary import kin, names, phrase_at, prefer
from dispatchkit.lint.evidence.markers import markers
from dispatchkit.lint.evidence.stated import as_time, day
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.lint.evidence.markers import Marker
    from dispatchkit.lint.view import Story
    from dispatchkit.model import Dispatch

# "0001 GMT", "1030 hrs": a time of four figures has its zone or unit behind it.
_FOUR_RE = pattern(
    r"(?<!\d)([01]\d|2[0-3])([0-5]\d)"
    r"(?=\s?(?:GMT|UTC|Z|CES?T|BST|E[SD]?T|[CMP][SD]T|MSK|IST|A[EC][SD]T|JST|hrs?|hours|h|Uhr)\b)"
)
_TIME_RE = pattern(
    r"\d{1,2}\s?[:.h時时点시]\s?\d{2}"
    r"|\d{1,2}\s?(?:[aApP]\.?[mM]\b|h(?:eures?|rs)?\b|Uhr|[時时点시])"
)
_ZONE_RE = pattern(
    r"\b(?:GMT|UTC|CES?T|BST|E[SD]?T|[CMP][SD]T|MSK|IST|A[EC][SD]T|JST|SAST|MEZ|MESZ)\b"
    r"(?:\s?[+-]\d{1,2}(?::?\d\d)?)?"
)
# What is behind the marker is a headline or a second sentence from here on.
_CUT_RE = pattern(r"\s[-–—/|]+\s|[)\]）】]|(?<=[^\W\d_]{2})\.\s+(?=[^\W\d_])|\s\*")
# Words beside date and time that are not known: a place ("heure de Paris"), a name of the day. With
# more the line tells of something else.
_OTHERS = 1
# A time without a zone may be that of the other side of the earth, and a day begins there half a
# day later.
_ANYWHERE = timedelta(hours=14)
_CLEAN_RE = pattern(r"[^\W\d_][\w'’.]*")
_LONGEST = 220


class Embargo(NamedTuple):
    """A stated embargo: its marker, how far it goes in the text of the unit, and the first moment
    at which it is over everywhere (None: not told).
    """

    marker: Marker
    end: int
    until: datetime | None


class _Terms(NamedTuple):
    date: FoundDate | None
    clock: time | None
    weekday: int | None
    others: int


def embargoes(story: Story) -> Iterator[Embargo]:
    """The embargoes that the lines about a dispatch state."""
    for marker in markers(story, "embargo"):
        rest = marker.rest[:_LONGEST]
        cut = _CUT_RE.search(rest)
        said, behind = (rest[: cut.start()], rest[cut.end() :]) if cut else (rest, "")
        terms = _terms(said.strip(" :.,!*-–—"), story.context.language)
        if _is_stated(marker, terms, behind):
            yield Embargo(marker, marker.end + len(said.rstrip()), _until(story, terms))


def _is_stated(marker: Marker, terms: _Terms, behind: str) -> bool:
    """Whether the words and their terms are an embargo on the dispatch, not on oil."""
    capitals = marker.words.upper() == marker.words
    dated = terms.date is not None or terms.clock is not None or terms.weekday is not None
    bare = not terms.others and not behind
    if terms.date is None and terms.clock is None and not capitals:
        return False
    if marker.form == "dated" and not dated:
        return capitals and bare
    if marker.form == "dated":
        most = _OTHERS if terms.clock else 0
        return terms.others <= most and (capitals or terms.clock is not None or bare)
    small = behind.upper() != behind or not behind
    return terms.others <= _OTHERS if dated else capitals and not terms.others and small


def _terms(said: str, language: str | None) -> _Terms:
    """Date, time and weekday of what is said behind a marker, and how many other words."""
    said = _FOUR_RE.sub(r"\1:\2", said)
    dates = [found for found in find_dates(said, language=language) if found.day and found.month]
    date = dates[0] if dates else None
    left = f"{said[: date.start]} {said[date.end :]}" if date else said
    clock = date.time if date and date.time else None
    for found in _TIME_RE.finditer(left):
        stated = clock_at(left, found.start())
        if stated and clock is None:
            clock = stated.time
            left = left[: found.start()] + " " * (stated.end - found.start()) + left[stated.end :]
            break
    left = _ZONE_RE.sub(" ", left)
    weekday = next(
        (
            name
            for word in WORD_RE.finditer(left)
            if (name := _weekday(left, word.start(), language)) is not None
        ),
        None,
    )
    fillers = _fillers()
    words = [fold(word.rstrip(".")) for word in _CLEAN_RE.findall(left)]
    others = [
        word
        for word in words
        if word not in fillers and not phrase_at(word, 0, "weekdays") and not _is_ordinal(word)
    ]
    return _Terms(date, clock, weekday, len(others))


def _is_ordinal(word: str) -> bool:
    return word in ("st", "nd", "rd", "th", "er")


def _weekday(text: str, position: int, language: str | None) -> int | None:
    """The weekday that a whole word at *position* names."""
    entry = phrase_at(text, position, "weekdays")
    name = prefer(names(entry[0]), language) if entry else None
    return (
        name.number
        if name
        and not name.short
        and (language is None or not set(kin(language)).isdisjoint(name.languages))
        else None
    )


@cache
def _fillers() -> frozenset[str]:
    return frozenset(map(fold, tables.load("data/lifecycle")["embargo"]["fillers"]))


def _own(dispatch: Dispatch) -> date | datetime | None:
    """The date that a dispatch states about itself."""
    return dispatch.published or (dispatch.dateline.date if dispatch.dateline else None)


def _until(story: Story, terms: _Terms) -> datetime | None:
    """The first moment at which the embargo is over everywhere; None where its day is not told."""
    own = (story.dispatch and _own(story.dispatch)) or story.settings.reading.received
    if terms.date:
        value: date | None = terms.date.resolve(
            own or (story.settings.now.date() if story.settings.now else None)
        )
    elif own:
        ahead = (terms.weekday - day(own).weekday()) % 7 if terms.weekday is not None else 0
        value = day(own) + timedelta(days=ahead)
    else:
        value = None
    if value is None or value.year == MAXYEAR:
        return None
    clock = terms.clock
    if clock is None and not isinstance(value, datetime):
        return as_time(value) + timedelta(days=1) + _ANYWHERE
    moment = datetime.combine(day(value), clock) if clock else as_time(value)
    return moment if moment.tzinfo else as_time(moment) + _ANYWHERE
