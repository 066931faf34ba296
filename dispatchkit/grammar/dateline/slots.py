"""What the pieces of an opening say: each goes into the slot that its kind, its mark and the pieces
before it leave for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline.names import (
    is_country,
    is_small_acronym,
    is_source,
    is_wide_start,
    split_places,
    without_post,
    words_of,
)
from dispatchkit.grammar.dateline.pieces import is_telegram
from dispatchkit.grammar.dateline.reader import Kind, Piece
from dispatchkit.grammar.names import is_domain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.dates import FoundDate

COMMAS = frozenset((",", "،", "、", "፣", "፤"))
# What stands between a label and what it labels: "Photo: AFP", "（５日）＝共同".
_LABELS = frozenset(":：＝፡፥፦")
# "PA" is an agency and a state; "pte" and "epd" have three letters.
_STATE, _INITIALS = 2, 4


class Slots:
    """The slots of a dateline, filled one piece after another."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.regions: list[str] = []
        self.reporters: list[str] = []
        self.agencies: tuple[str, ...] = ()
        self.date: FoundDate | None = None
        # A name in brackets: a region if more follows, else the source.
        self.source: str | None = None
        self.undated = False
        # Whether the place stands in one bracket with what follows it; whether the day precedes it.
        self.boxed = self.day_first = False
        # Whether no mark stands between the place and the day.
        self.joined = False
        self.credit: Piece | None = None
        # Whether the credit stands before the place.
        self.credit_first = False
        self.last: Piece | None = None

    def take(self, piece: Piece) -> bool:
        """Whether there is a slot for *piece*, which it then fills."""
        if piece.kind is Kind.DATE:
            taken = self._date(piece)
        elif piece.kind is Kind.CREDIT:
            taken = self._credit(piece)
        elif piece.kind is Kind.REPORTER:
            self.reporters.append(piece.text)
            taken = not (self.places and self.credit)
        else:
            taken = self._bracket(piece) if piece.alone else self._name(piece)
        self.last = piece
        return taken

    def _date(self, piece: Piece) -> bool:
        """The day, which may stand there in two calendars; or what stands in its place."""
        if piece.date is None:
            figures = any(map(str.isdecimal, piece.text))
            self.undated = figures or piece.text in words_of("undated")
            return bool(self.places) and (self.credit is None or self.credit_first)
        if self.date is None:
            self.date = piece.date
            if not piece.bracket:
                self.settle()
            self.joined = piece.mark == ""
            self._free_region(piece)
            return not (self.places and ":" in piece.mark)
        again = self.last is not None and self.last.kind is Kind.DATE
        if again and self.date.calendar != "gregorian":
            self.date = piece.date
        return again

    def _free_region(self, piece: Piece) -> None:
        """Make a credit of two letters between commas a region: "LIMA, Pa., May 3"."""
        credit = self.credit
        short = credit is not None and len(credit.text.strip(".")) <= _STATE
        if credit and short and credit.mark == piece.mark == "," and self.last is credit:
            self.regions.append(credit.text)
            self.credit, self.agencies = None, ()

    def _credit(self, piece: Piece) -> bool:
        """The credit; a second one only right beside the first."""
        joint = self.credit is not None and self.last is self.credit and "/" in piece.mark
        if self.credit is not None and not joint:
            return False
        if "＝" in piece.mark or not (piece.bracket or self._stands_apart(piece)):
            return False
        if piece.mark == "/" and len(self.places) > 1 and " " in self.places[-1]:
            # "Bagdad / Ada Finch / AA"
            self.reporters.append(self.places.pop())
        self.agencies = tuple(dict.fromkeys((*self.agencies, *piece.agencies)))
        self.credit, self.credit_first = piece, not (self.places or self.date)
        self.settle()
        return True

    def _stands_apart(self, piece: Piece) -> bool:
        """Whether a credit without brackets is set off from what stands before it."""
        if not _LABELS.isdisjoint(piece.mark):
            return False
        if self.last is not None and self.last.kind is Kind.NAME:
            return bool(piece.mark)
        return True

    def _bracket(self, piece: Piece) -> bool:
        """A name in brackets: the region of the place, the source, or after a telegram's head the
        reporter.
        """
        if is_telegram(piece.mark):
            self.reporters.append(without_post(piece.text))
            return True
        address = not piece.bracket
        # "Zürich, 5. März (pts) - ": initials in small letters need a day before them, or look like
        # no word after a place of one.
        small = piece.text.isalpha() and len(piece.text) <= _INITIALS
        small = small and (self.date is not None or is_small_acronym(piece.text))
        told = small or is_source(piece.text)
        if not (self.places or address) or self.credit or not told:
            return False
        self.settle()
        if self.date is None and piece.text in words_of("rivers"):
            self.places[-1] += f" ({piece.text})"
        else:
            self.source = piece.text
        return True

    def settle(self) -> None:
        """Makes the name in brackets a region, because more follows it."""
        if self.source is not None and not is_domain(self.source):
            self.regions.append(self.source)
            self.source = None

    def _name(self, piece: Piece) -> bool:
        """A name without brackets, by what stands before it."""
        if not self.places and not (self.credit and not self.credit_first):
            self.places += split_places(piece.text)
            self.boxed = piece.bracket
            self.day_first = self.date is not None
            return self.date is None or piece.mark[-1:] in ("", "-", "–", *COMMAS)
        self.settle()
        if piece.open and not self.boxed and self.credit is None:
            # "MANILA (Quarrywire, May 3) - "
            self.source = piece.text
            return bool(self.places) and is_source(piece.text)
        return bool(self.places) and self._second(piece)

    def _second(self, piece: Piece) -> bool:
        """A name after the place: another place, its region, or the reporter."""
        mark = piece.mark
        if mark == "/" and not self.credit and piece.text in words_of("rivers"):
            self.places[-1] += f"/{piece.text}"
            return True
        if mark == "/" and not self.credit:
            self.places.append(piece.text)
            return self.date is None
        if mark in COMMAS and (self.credit is None or self.credit_first):
            wide = is_wide_start(piece.text, 0)
            (self.places if wide else self.regions).append(piece.text)
            return self.date is None or self.credit_first
        self.reporters.append(piece.text)
        if self.credit:
            return mark in (",", "", "/", "＝")
        return " " in piece.text and mark in (".", "")

    def named(self) -> tuple[tuple[str, ...], str | None, str | None]:
        """Places, region and reporter as the record has them. Names in capitals between commas are
        places ("LISBON, PARIS, ROME"); one may be a region ("KYIV, UKRAINE").
        """
        led = _leads(self.places)
        places, regions = self.places[led:], [*self.regions]
        reporters = [*self.places[:led], *self.reporters]
        if self.source is not None and is_country(self.source):
            regions.append(self.source)
        listed = [region for region in regions if region.isupper() and "." not in region]
        if len(listed) > 1 and listed == regions and places[0].isupper():
            places, regions = places + regions, []
        return tuple(places), ", ".join(regions) or None, ", ".join(reporters) or None


def _leads(places: Sequence[str]) -> bool:
    """Whether the first of *places* is somebody before a place in capitals, whose surname alone is
    in capitals: "Ayşe KAYA/RİZE".
    """
    if not any(map(str.isupper, places[1:2])):
        return False
    *given, surname = places[0].split()
    told = surname.isupper() and len(surname) > 1
    return told and bool(given) and not any(map(str.isupper, given))
