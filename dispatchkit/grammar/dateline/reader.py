"""What is known of a text in which a dateline is looked for, the pieces that it is cut into, and
the dates that stand in it.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import FoundDate, find_date_at
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from dispatchkit.agencies.lexicon import Credits

# The figures of a date stand within this many characters of its beginning.
_LONGEST_DATE = 40
# "KANSAS CITY, Mo., March 3", "LA PAZ, 12 JAN": a state and a city, though "Mo." is a German Monday
# and "Paz" a Turkish Sunday.
_STATE_RE = pattern(r"[^\W\d_]{2,3}\.?,?\s")
# Signs in place of the dash, which close a dateline with a known credit: "RIJEKA / KDZ, 3 May >>
# The port".
SIGNS = ">»›•·●▪■▶►→⇒~"
# A comma, stop or colon after a piece.
STOPS_RE = pattern(r"\s{0,4}[,،、，.։۔。।:：=＝|ः፡፣-፦]{0,2}\s{0,4}")


class Kind(Enum):
    """What a piece is."""

    NAME = auto()
    DATE = auto()
    CREDIT = auto()
    REPORTER = auto()


class Piece(NamedTuple):
    """A piece of a dateline: its *text* as printed, the *mark* between it and the piece before it
    (without spaces), and the offset of its *end*, after its bracket if it is the last in one.

    *bracket* says whether it stands in one, *alone* whether it is a name and all that stands there,
    *open* whether more of the bracket follows; *closing* is the mark with which a bracket ends, a
    slash or "電".
    """

    kind: Kind
    text: str
    mark: str
    end: int
    bracket: bool = False
    alone: bool = False
    open: bool = False
    closing: str = ""
    date: FoundDate | None = None
    agencies: tuple[str, ...] = ()


class Reader(NamedTuple):
    """A text in which a dateline is looked for, with what is known of it: the day it came in, its
    language, its sender if known, and the credits that may be printed.
    """

    text: str
    received: date | None
    language: str | None
    agency: str | None
    credits: Credits
    # Whether a known credit may stand in the opening: then a misprinted month is read too.
    credited: bool = False

    @property
    def known(self) -> Mapping[str, str]:
        """Folded credits, each with the id of the agency that it names."""
        return self.credits.known

    def day(self, found: FoundDate | None) -> date | None:
        """The calendar day that a printed date means, given the day the text came in; None if that
        stays open.
        """
        resolved = found.resolve(self.received) if found else None
        return resolved.date() if isinstance(resolved, datetime) else resolved


def end_of(form: re.Pattern[str], text: str, position: int) -> int:
    """The end of what *form* matches at *position*; *position* if it matches nothing there."""
    found = form.match(text, position)
    return found.end() if found else position


def date_at(reader: Reader, position: int) -> FoundDate | None:
    """The date that begins at an offset, or None; near a known credit misprinted months count too
    ("Macrh 31").
    """
    text = reader.text
    if not DIGIT_RE.search(text, position, position + _LONGEST_DATE):
        # "GRENOBLE, quatorze mars (AFP)"; a weekday alone is no date.
        spelled = reader.credited and find_date_at(text, position, language=reader.language)
        return spelled if spelled and spelled.day and spelled.month else None
    found = find_date_at(text, position, language=reader.language)
    if found is None and reader.credited:
        found = find_date_at(text, position, language=reader.language, fuzzy=True)
    return found


def is_state(text: str, found: FoundDate) -> bool:
    """Whether a date begins with what is a state or a city rather than its weekday."""
    return found.weekday is not None and _STATE_RE.match(text, found.start) is not None
