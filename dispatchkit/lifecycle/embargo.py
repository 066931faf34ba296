"""Embargoes: whether a line states one, and until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.clock import clock_at
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.vocabulary import kin, names, phrase_at, prefer
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case

if TYPE_CHECKING:
    from datetime import date

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.lifecycle.markers import Marker

# "0001 GMT", "1030 hrs": a time of four figures is followed by its zone or unit.
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
# From here on, what follows the marker is a headline or a second sentence.
_CUT_RE = pattern(r"\s[-–—/|]+\s|[)\]）】]|(?<=[^\W\d_]{2})\.\s+(?=[^\W\d_])|\s\*")
# How many unknown words may stand beside date and time: a place ("heure de Paris"), a name of the
# day. With more of them the line is about something else.
_OTHERS = 1
_WORD_RE = pattern(r"[^\W\d_][\w'’.]*")
_ORDINALS = ("st", "nd", "rd", "th", "er")
_LONGEST = 220


class Terms(NamedTuple):
    """What is said after the marker of an embargo: a date, a time, a weekday (0 is Monday), how
    many words besides, whether it has *figures* that are no time and no date that can be read
    ("5.12."), and where it ends in the text.
    """

    day: FoundDate | None
    clock: time | None
    weekday: int | None
    others: int
    figures: bool = False
    end: int = 0

    @property
    def tell_when(self) -> bool:
        """Whether they hold a date, a time or a weekday."""
        return self.day is not None or self.clock is not None or self.weekday is not None

    def until(self, own: date | None, near: date | None = None) -> date | datetime | None:
        """When the embargo ends, as it is stated: a time only where one is printed. *own* is the
        day of the dispatch, from which a weekday is counted and which a time alone is of; a date
        without a year is the one nearest to it, else to *near*. None if the day is not stated.
        """
        if self.day:
            moment = self.day.resolve(own or near)
        elif own and not self.figures:
            today = own.date() if isinstance(own, datetime) else own
            ahead = (self.weekday - today.weekday()) % 7 if self.weekday is not None else 0
            moment = today + timedelta(days=ahead)
        else:
            return None
        if moment is None or self.clock is None or isinstance(moment, datetime):
            return moment
        return datetime.combine(moment, self.clock)


def terms_of(marker: Marker, language: str | None) -> Terms | None:
    """The terms of the embargo that *marker* states; None if it states none on the dispatch, but
    tells of one on trade.
    """
    rest = marker.rest[:_LONGEST]
    cut = _CUT_RE.search(rest)
    said, left = (rest[: cut.start()], rest[cut.end() :]) if cut else (rest, "")
    terms = _terms(said.strip(" :.,!*-–—"), language)
    over = not terms.tell_when and is_lifted(said)
    if over or not _is_stated(marker, terms, left):
        return None
    return terms._replace(end=marker.end + len(said.rstrip()))


def is_lifted(text: str) -> bool:
    """Whether a notice of an embargo says that it is over ("EMBARGO LIFTED"), not when it ends."""
    if any(map(str.isdecimal, text)):
        return False
    said = {fold(word) for word in _WORD_RE.findall(text)}
    return any(word in said or (not has_case(word) and word in text) for word in _lifted())


def _is_stated(marker: Marker, terms: Terms, left: str) -> bool:
    """Whether a marker and its terms are an embargo on the dispatch, not on trade. *left*: what
    follows the terms.
    """
    capitals = marker.words.upper() == marker.words
    if terms.day is None and terms.clock is None and not capitals:
        return False
    if marker.form == "dated":
        return _is_dated(terms, capitals=capitals, bare=not terms.others and not left)
    if terms.tell_when:
        return terms.others <= _OTHERS
    small = left.upper() != left or not left
    return capitals and not terms.others and small


def _is_dated(terms: Terms, *, capitals: bool, bare: bool) -> bool:
    """Whether a marker whose form wants a date has one, or needs none because it stands in
    *capitals* and alone (*bare*).
    """
    if not terms.tell_when:
        return capitals and bare
    most = _OTHERS if terms.clock else 0
    return terms.others <= most and (capitals or terms.clock is not None or bare)


def _terms(said: str, language: str | None) -> Terms:
    """The terms of an embargo in *said*, the text after its marker."""
    said = _FOUR_RE.sub(r"\1:\2", said)
    dates = [found for found in find_dates(said, language=language) if found.day and found.month]
    date = dates[0] if dates else None
    left = f"{said[: date.start]} {said[date.end :]}" if date else said
    clock = date.time if date else None
    if clock is None:
        clock, left = _clock(left)
    left = _ZONE_RE.sub(" ", left)
    figures = any(map(str.isdecimal, left))
    return Terms(date, clock, _weekday(left, language), _other_words(left), figures)


def _clock(text: str) -> tuple[time | None, str]:
    """The first time of day in *text* and the text without it; None if there is none. One that its
    unit or zone shows comes before figures that may be a day: "5.12. 10.00 Uhr".
    """
    found = [
        (stated, begin)
        for begin in (match.start() for match in _TIME_RE.finditer(text))
        if (stated := clock_at(text, begin))
    ]
    if not found:
        return None, text
    stated, begin = next((one for one in found if one[0].marked), found[0])
    blank = " " * (stated.end - begin)
    return stated.time, text[:begin] + blank + text[stated.end :]


def _weekday(text: str, language: str | None) -> int | None:
    """The weekday that the first word for one in *text* names, 0 for Monday; None if there is
    none. Short forms do not count, nor words of languages that are not kin to *language*.
    """
    for word in WORD_RE.finditer(text):
        entry = phrase_at(text, word.start(), "weekdays")
        name = prefer(names(entry[0]), language) if entry else None
        if name is None or name.short:
            continue
        if language is None or not set(kin(language)).isdisjoint(name.languages):
            return name.number
    return None


def _other_words(text: str) -> int:
    """How many words of *text* are neither weekdays nor what commonly stands beside a date."""
    words = [fold(word.rstrip(".")) for word in _WORD_RE.findall(text)]
    return sum(
        word not in _fillers() and word not in _ORDINALS and not phrase_at(word, 0, "weekdays")
        for word in words
    )


@cache
def _lifted() -> frozenset[str]:
    """Words that say that an embargo is over, folded."""
    return frozenset(map(fold, tables.words("data/lifecycle", "embargo", "lifted")))


@cache
def _fillers() -> frozenset[str]:
    """Words between marker, date and time that add nothing ("until", "heures"), folded."""
    return frozenset(map(fold, tables.words("data/lifecycle", "embargo", "fillers")))
