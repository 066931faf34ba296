"""What the caller of a command or function knows about an input."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.agencies.sources import NOTHING, Own
from dispatchkit.text.codes import DateOrder

if TYPE_CHECKING:
    from datetime import date

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.reading.kinds import Kind


class ReadOptions(NamedTuple):
    """What the caller knows of an input; the fields are the arguments of
    ``dispatchkit.parse_bytes``. *sender* is the id of the agency that the envelope of a document
    states, once it is read, *credit* that of an agency without a profile. *filename_date*: the
    names of files hold the day of their story.
    """

    path: str = "-"
    profile: str | None = None
    received: date | None = None
    encoding: str | None = None
    date_order: str | None = None
    own: Own = NOTHING
    format: Kind | None = None
    split: str | None = None
    sender: str | None = None
    credit: str | None = None
    text_column: str | None = None
    filename_date: bool = False

    @property
    def named_day(self) -> date | None:
        """The day that the name of the input holds, if it is known that such names do."""
        if not self.filename_date:
            return None
        from dispatchkit.grammar.dates.in_names import day_in_name

        return day_in_name(self.path)

    @property
    def order(self) -> DateOrder | None:
        """The order in which the numbers of dates are read; None if the caller names none."""
        return DateOrder(self.date_order) if self.date_order else None

    @property
    def lexicon(self) -> Lexicon:
        """The profiles and phrases to read with: what ships, and the caller's own."""
        return lexicon_of(self.own)
