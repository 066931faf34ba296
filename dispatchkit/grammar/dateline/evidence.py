"""How much speaks for a dateline: what fills its slots, the mark that closes it, and how the text
goes on are weighed against each other. No agency has a form of its own here, but for what a profile
says that its sender prints without a credit.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dateline.bars import is_possible
from dispatchkit.grammar.dateline.case import SENTENCE, Case
from dispatchkit.grammar.dateline.names import is_acronym, is_country, spells
from dispatchkit.grammar.dateline.pieces import pieces
from dispatchkit.grammar.dateline.reader import Kind, Reader
from dispatchkit.grammar.dateline.slots import Slots
from dispatchkit.grammar.dates.found import Shape
from dispatchkit.grammar.names import is_domain, is_place_name
from dispatchkit.model import Dateline
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.shape import is_prose, weight

if TYPE_CHECKING:
    from dispatchkit.grammar.dates import FoundDate

# No dateline has more pieces: three places, a region, two days, a credit, a reporter and his post.
_MOST = 9
# What must speak for a dateline. A known credit in brackets (4) is enough beside a place or a mark
# after it; a place in capitals (2) beside a day (2), or beside a source and a dash.
_ENOUGH = 4
_BRACKETED, _BARE, _DAY, _CAPITALS = 4, 3, 2, 2
# "Washington/Frankfurt am Main, Germany" has 37 characters.
_LONGEST_LINE = 50


class Found(NamedTuple):
    """A dateline, the offset at which the text after it begins, and the offset at which the
    dateline begins, which is above 0 if a marker precedes it.

    *source* is the unknown source that stands where a credit does. A dateline is *weak* if neither
    a known credit nor a day speaks for it: another of its form in the same text refutes it.
    """

    dateline: Dateline
    end: int
    begin: int = 0
    source: str | None = None
    weak: bool = False


def read(reader: Reader, start: int) -> Found | None:
    """The longest dateline that begins at *start*, of those for which enough speaks; None if there
    is none.
    """
    slots, best = Slots(), None
    for piece, mark, end in islice(pieces(reader, start), _MOST):
        if not slots.take(piece):
            break
        if not piece.open:
            case = Case(reader, slots, piece, mark, end)
            if is_possible(case) and _points(case) >= _ENOUGH:
                best = _found(case, start)
    return best


def place_line(reader: Reader, start: int) -> Found | None:
    """The place that is all of a line: "Ankara", "BOGOTÁ, Colombia"."""
    slots, end = Slots(), start
    for piece, _, _ in pieces(reader, start):
        if piece.kind is not Kind.NAME or not slots.take(piece):
            return None
        end = piece.end
    if len(reader.text) - start > _LONGEST_LINE or reader.text[end:].strip() or not slots.places:
        return None
    slots.settle()
    return Found(_dateline(reader, slots), len(reader.text), start)


def _dateline(reader: Reader, slots: Slots) -> Dateline:
    """The dateline of the filled slots, without its text."""
    places, region, byline = slots.named()
    country = next((part for part in (region or "").split(", ")[::-1] if is_country(part)), None)
    day = reader.day(slots.date)
    return Dateline("", None, places, region, country, day, slots.agencies, byline)


def _found(case: Case, start: int) -> Found:
    """The dateline that begins at *start*."""
    weak = not case.slots.agencies and case.slots.date is None
    dateline = _dateline(case.reader, case.slots)
    return Found(dateline, case.end, start, case.slots.source, weak)


def _points(case: Case) -> int:
    """How much speaks for the dateline, all in all."""
    slots = case.slots
    points = _of_mark(case) + _of_day(case, slots.date)
    points += _CAPITALS if case.loud else bool(case.places)
    points += case.is_mapped
    return points + (_of_credit(case) if slots.agencies else _of_source(case) + case.own)


def _of_mark(case: Case) -> int:
    """How much the mark says: that none stands before the text speaks against a dateline."""
    if "_" in case.mark or case.wired:
        return 2 + case.wired
    if case.closed:
        return 1
    return 0 if case.mark or not case.rest else -1


def _of_day(case: Case, day: FoundDate | None) -> int:
    """How much the day says. Without a known credit it has to name its month, or hold its year,
    and no clock: "Chelsea 4 - 12", "Updated May 3, 10:15".
    """
    if day is None:
        return _DAY if case.slots.undated else 0
    told = day.month is not None and (day.shape is Shape.NAME or day.year is not None)
    return _DAY if case.slots.agencies or (told and day.time is None) else 0


def _of_credit(case: Case) -> int:
    """How much a known credit says, with the reporter beside it. With no mark before the text
    it says less, above all in scripts without capitals.
    """
    slots, credit = case.slots, case.slots.credit
    if credit is None or any(spells(credit.text, place) for place in slots.places):
        return 0
    if _is_word(case, credit.text):
        return 0
    apart = credit.bracket or credit.mark == "/"
    points = (_BRACKETED if apart else _BARE) + bool(slots.reporters)
    if case.mark or not case.rest or slots.date:
        return points
    if not _is_known(case, credit.text):
        return 0
    if slots.boxed or case.reader.credits.prints(slots.agencies, "open"):
        return points + 1
    if not slots.places:
        return points + is_prose(case.rest)
    return points - (not case.slashed and not has_case(slots.places[0]))


def _is_word(case: Case, credit: str) -> bool:
    """Whether a credit is as likely a word, because no agency writes it so and the place beside
    it has several words: "Cloud Storage (ap) - Files", "Custom Voice (beta) – Train".
    """
    slots = case.slots
    return not (slots.date or case.loud or credit.isupper()) and (
        any(" " in place for place in slots.places)
        and has_case(credit)
        and not case.reader.credits.writes(slots.agencies, credit)
    )


def _is_known(case: Case, credit: str) -> bool:
    """Whether a credit is one that profiles know as a whole or by each of its words: "Bern (ats
    afp) Die Aare", but not "Apple TV Yes (native app) Yes".
    """
    known = case.reader.known
    return (
        " " not in credit
        or fold(credit) in known
        or all(fold(word) in known for word in credit.split())
    )


def _of_source(case: Case) -> int:
    """How much an unknown source says: a page's address, a paper's name, initials. Beside a
    place in small letters initials are as likely those of a party.
    """
    source = case.slots.source
    if source is None or is_country(source):
        return 0
    if is_domain(source):
        return 2
    if source.islower() and has_case(source) and case.slots.date is None:
        # "Emden (kpa) - Die Fischer ..."
        return 2 if _is_lone_place(case) else 0
    return 2 if _is_lone_place(case) and not is_acronym(source) else 1


def _is_lone_place(case: Case) -> bool:
    """Whether one place alone, of one word or known, stands before a sentence."""
    place, *others = case.places
    known = " " not in place or is_place_name(place)
    return known and not others and weight(case.rest) >= SENTENCE
