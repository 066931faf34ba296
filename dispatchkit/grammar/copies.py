"""Dates of copies: when somebody printed, exported, fetched, cached or built what holds a story,
and the cover page of a database.

Such a date says nothing about the story. What a date is the date of is told by the stems of the
words beside it (``data/copies.toml``); on a cover page, by the lines that stand around it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates.keys import WORD_RE, key
from dispatchkit.grammar.stamps import PUBLISHED, UPDATED, role_before
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import FIRST_UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.text.units import Unit

# What sets a date apart from the words before it: "Published 12 February 2019, printed 5 March
# 2019".
_APART_RE = pattern(r"[|•·;,，、\n–—／｜]|\s-\s")
# "Archived from the original on": the verb stands at most seven words before its date, or three
# after it ("tarihinde yazdırıldı").
_REACH, _REACH_BEHIND = 7, 3
# A label on the line above its date has at most this many words: "Printed on", "Date d'impression".
_LABEL = 4
# In scripts without spaces the verb stands within this many characters of its date.
_NEAR = 12
# A cover page has at most this many lines.
_COVER = 40
_LABELLED_RE = pattern(r"^[^:：]{2,40}[:：]\s*\S")
_COUNTED_RE = pattern(r"^(\S{4,15})\s*[(（]\s*\d{1,5}\s*[)）]\s*[:：]?$")


class _Words(NamedTuple):
    """The tables of words: stems of what is done to copies, those of unspaced scripts, words that
    say only "date", names of archives, lines of covers, and what covers count.
    """

    stems: tuple[str, ...]
    unspaced: tuple[str, ...]
    plain: frozenset[str]
    kept: frozenset[str]
    covers: tuple[str, ...]
    counted: tuple[str, ...]


@cache
def _words() -> _Words:
    """The tables of words, read once."""
    done = tables.words("data/copies", "done")
    unspaced = tables.words("data/copies", "unspaced", "words")
    plain = tables.words("data/copies", "plain", "words")
    kept = tables.words("data/copies", "kept", "words")
    covers = tables.words("data/copies", "cover", "lines")
    counted = tables.words("data/copies", "cover", "counted")
    return _Words(
        tuple(" " + _keyed(stem) for stem in done),
        tuple(unspaced),
        frozenset(map(_keyed, plain)),
        frozenset(map(_keyed, kept)),
        tuple(map(_keyed, covers)),
        tuple(map(key, counted)),
    )


def _keyed(text: str) -> str:
    """The words of *text* by their keys, joined by spaces."""
    return " ".join(key(word) for word in WORD_RE.findall(text))


def own_dates(text: str, dates: Sequence[FoundDate], before: str = "") -> tuple[FoundDate, ...]:
    """Those of the *dates* of a line that the words beside them do not show to be of a copy.
    *before* is the line above, which may be their label.
    """
    if not dates:
        return ()
    cuts = [0, *(found.end for found in dates)]
    ends = [*(found.start for found in dates[1:]), len(text)]
    leads = [text[cut : found.start] for cut, found in zip(cuts, dates, strict=False)]
    behind = [text[found.end : end] for found, end in zip(dates, ends, strict=True)]
    above = _keyed(before).split()
    label = len(above) <= _LABEL and not any(map(str.isdigit, before))
    if label and _words().kept.isdisjoint(above) and not _keyed(leads[0]):
        leads[0] = before
    rows = zip(dates, leads, behind, strict=True)
    return tuple(found for found, lead, after in rows if not _is_copy(lead, after))


def _is_copy(lead: str, behind: str) -> bool:
    """Whether the words before a date (*lead*), or if there are none those after it, say that it is
    the date of a copy.
    """
    lead = _APART_RE.split(lead.rstrip(" ,;|-–—"))[-1]
    words = _keyed(lead)
    if not words:
        after = _keyed(_APART_RE.split(behind)[0]).split()[:_REACH_BEHIND]
        return _done(" ".join(after), behind[:_NEAR]) is not None
    near = " ".join(words.split()[-_REACH:])
    rest = _done(near, lead[-_NEAR:])
    if rest is None:
        return False
    said = [word for word in rest.split() if word not in _words().plain]
    return role_before(" ".join(said)) not in (PUBLISHED, UPDATED)


def _done(words: str, printed: str) -> str | None:
    """What stands in *words* after the last that tells what was done to a copy; None if there is
    none. *printed* is the text itself, for scripts without spaces.
    """
    padded = f" {words}"
    ends = [padded.rfind(stem) + len(stem) for stem in _words().stems if stem in padded]
    if ends:
        return padded[max(ends) :].partition(" ")[2]
    if max(printed, default="") >= FIRST_UNSPACED and any(
        stem in printed for stem in _words().unspaced
    ):
        return ""
    return None


def cover_end(units: Sequence[Unit]) -> int:
    """How many of the *units* are the cover page of a database: those up to the last line that only
    covers print, and the labelled lines right below it; 0 if there is none.
    """
    end = 0
    for at, unit in enumerate(units[:_COVER]):
        if unit.is_prose and not _LABELLED_RE.match(unit.text):
            break
        if _is_cover_line(unit.text):
            end = at + 1
    while 0 < end < len(units) and units[end].gap == 0 and _LABELLED_RE.match(units[end].text):
        end += 1
    return end


def _is_cover_line(text: str) -> bool:
    """Whether a line is one of a cover page: "Job Number: 41", "Documents (12)"."""
    counted = _COUNTED_RE.match(text)
    if counted is not None:
        return key(counted[1]).startswith(_words().counted)
    line = _keyed(text.partition(":")[0].partition("：")[0])
    return bool(line) and len(text) > len(line) and line in _words().covers


__all__ = ["cover_end", "own_dates"]
