"""A case for a dateline: the slots that the pieces of an opening have filled so far, and how the
text goes on after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline.names import is_country, is_part
from dispatchkit.grammar.dateline.pieces import is_telegram
from dispatchkit.grammar.dateline.reader import SIGNS
from dispatchkit.grammar.names import is_common
from dispatchkit.text.shape import is_prose, weight

if TYPE_CHECKING:
    from dispatchkit.agencies.schema import DatelineForm
    from dispatchkit.grammar.dateline.reader import Piece, Reader
    from dispatchkit.grammar.dateline.slots import Slots

# How much it says that a known sender prints the form of a dateline.
OWN_FORM = 2
# A sentence after an unknown source has at least this many words: "Vettel (Ferrari) - won".
SENTENCE = 10
# "Berlin, 4 May - the day the wall was painted - ..." closes its aside within this many characters.
ASIDE = 80
DASHES = frozenset("-–—―_ـ")
_CLOSING = DASHES | frozenset(":：=፡፥፦")


def _closes(mark: str) -> bool:
    """Whether a *mark* says by itself that the dateline ends: a dash, a colon, or the head of a
    telegram.
    """
    return not _CLOSING.isdisjoint(mark) or is_telegram(mark)


class Case:
    """The case for a dateline of the filled *slots*, if the text goes on at *end*, after the last
    *piece* and its *mark*.
    """

    def __init__(self, reader: Reader, slots: Slots, piece: Piece, mark: str, end: int) -> None:
        self.reader, self.slots, self.last = reader, slots, piece
        self.mark, self.end = mark, end
        self.rest = reader.text[end:].strip()
        self.places = slots.named()[0]
        # In a text of capitals a place in capitals does not stand out.
        plain = not self.rest or not self.rest[:ASIDE].isupper()
        self.loud = plain and bool(self.places) and all(map(str.isupper, self.places))
        self.dash = not DASHES.isdisjoint(mark)
        # The head of a telegram in a bracket: "（伦敦综合电）".
        self.wired = piece.bracket and is_telegram(piece.closing)
        credit = slots.credit
        before_credit = credit.mark if credit else ""
        # Whether signs in place of dashes and commas part the pieces, or close them.
        self.signed = not frozenset(SIGNS).isdisjoint(mark + piece.mark + before_credit)
        barred = "|" in mark and credit is not None and is_prose(self.rest)
        self.closed = _closes(mark) or self.signed or barred
        self.paired = credit is not None and credit.closing == "/"
        self.slashed = self.paired or "/" in (piece.mark, before_credit)

    def prints(self, form: DatelineForm) -> bool:
        """Whether the known sender prints datelines of a *form*."""
        agency = self.reader.agency
        return agency is not None and self.reader.credits.prints((agency,), form)

    @property
    def own(self) -> int:
        """How much it says that the known sender prints this form: a place and a dash, or a day. A
        place alone on its line is for ``place_line`` to read.
        """
        if self.reader.agency is None or self.slots.agencies or not self.places:
            return 0
        form: DatelineForm = "dash" if self.dash else "colon"
        if (self.dash or self.mark == ":") and self.prints(form):
            return OWN_FORM
        if self.slots.date is None:
            return 0
        return OWN_FORM if self.prints("date") else 1

    @property
    def is_mapped(self) -> bool:
        """Whether a place in capitals, its country or state and a dash open a text: "MOSUL, Iraq —
        The", "BUTTE, Mont. -- The".
        """
        slots = self.slots
        lands = any(is_country(region) or is_part(region) for region in slots.regions)
        land = self.loud and self.dash and lands
        named = land and not any(is_country(place) or is_common(place) for place in slots.places)
        return named and weight(self.rest) >= SENTENCE
