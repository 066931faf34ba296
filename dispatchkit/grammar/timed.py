"""Lines about time: those that say when a story was published and little else, and those that name
somebody beside how long ago that was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.ago import is_ago, without_ago
from dispatchkit.grammar.credits import Credited, words_of
from dispatchkit.grammar.dates import FoundDate, find_dates
from dispatchkit.grammar.dates.found import UNTOLD
from dispatchkit.grammar.dates.numerals import may_be_dated
from dispatchkit.grammar.names import is_name_alone
from dispatchkit.grammar.stamps import says_when, updated_after
from dispatchkit.labels import Label
from dispatchkit.model import Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.agencies.matcher import Tables
    from dispatchkit.text.codes import DateOrder

# A line about a date says little else: "Published on", a weekday, an author's name ("Talha Demirel
# | 12.02.2019").
_LONGEST_DATE_LINE = 100
# "Ada Finch | 3 hours ago", "Ada Finch4 min read": the most characters of such a line, the signs
# that may stand between name and time, and figures that are glued to the name.
_LONGEST_TIMED = 80
_BARS = " |•·–—,"
_GLUED_RE = pattern(r"(?<=[^\W\d_A-Z])\d{1,2}\s")
# "Mise à jour", "Veröffentlicht am", a two-word name, "Uhr": up to six words stand beside a date
# with its year or a time, up to three beside another.
_MOST_BESIDE, _FEW = 6, 3


def date_line(text: str, language: str | None, order: DateOrder | None) -> tuple[FoundDate, ...]:
    """The dates of a line that says little else; empty for any other line. *language* and *order*
    are as for ``find_dates``.
    """
    dated = len(text) <= _LONGEST_DATE_LINE and may_be_dated(text)
    dates = find_dates(text, language=language, order=order) if dated else ()
    if not any(found.month or found.calendar in UNTOLD for found in dates[:1]):
        return ()
    dates = (*dates, *updated_after(text, dates))
    return dates if _says_little(text, dates) else ()


def _says_little(text: str, dates: Sequence[FoundDate]) -> bool:
    """Whether a line has few words beside its *dates*."""
    words = _words_beside(text, dates)
    # A day without its year stands in headlines too ("TREASURY BALANCES AT FED ROSE ON FEB 25").
    most = _MOST_BESIDE if dates[0].year or dates[0].time else _FEW
    stamped = dates[0].time and says_when(text[: dates[0].start])
    told = stamped or words <= _FEW or not is_prose(text)
    return words <= most and bool(told)


def _words_beside(text: str, dates: Sequence[FoundDate]) -> int:
    """How many words a line has beside its *dates* and what says how long ago they were."""
    left = text[: dates[-1].end] + without_ago(text[dates[-1].end :])
    for found in reversed(dates):
        left = left[: found.start] + " " + left[found.end :]
    return weight(left)


def beside_time(text: str, lexicon: Lexicon, rules: Tables) -> Credited | None:
    """Who opens a line that goes on with how long ago the story was published, or how long it takes
    to read, and ends there: "Ada Finch 3 min read", "Ada Finch, reporter · 3 min"; nobody if that
    is glued to other words ("Lund4 hours ago"). None for any other line. The *rules* know how long
    a story takes to read.
    """
    if len(text) > _LONGEST_TIMED or not text[0].isalpha():
        return None
    glued = _GLUED_RE.search(text)
    words = (f"{text[: glued.start()]} {text[glued.start() :]}" if glued else text).split()
    for size in range(1, len(words)):
        opening, rest = " ".join(words[:size]), " ".join(words[size:]).strip(_BARS)
        name = _posted(opening.strip(_BARS), lexicon)
        parted = glued is not None and len(opening) == glued.start()
        told = any(map(str.isalpha, rest))
        if told and (parted or name) and (is_ago(rest) or _is_counted(rest, rules)):
            return Credited((Person(name, "author"),) if name else (), text)
    return None


def _posted(text: str, lexicon: Lexicon) -> str | None:
    """The name that is all of a text but for the bearer's job behind a comma; None if none is."""
    name, comma, job = text.partition(", ")
    posted = not comma or any(fold(word) in words_of("jobs") for word in job.split())
    return name if posted and is_name_alone(name, lexicon) else None


def _is_counted(text: str, rules: Tables) -> bool:
    """Whether a rule knows a text as a counter: how long a story takes to read, for one."""
    hit = rules.alone(text)
    return hit is not None and hit.label is Label.COUNTER
