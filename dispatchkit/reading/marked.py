"""Those of the lines at which the user cuts an input (``--split``) that are marks and nothing else.

Exports count their documents ("2 of 3 DOCUMENTS"), and such a line is no headline. But the line in
which the user's expression is found may be news as well: the headline itself, a dateline, a date, a
place. So a line is taken for a mark only on evidence: it says what the expression spells out, or
the same words each time except for numbers and codes; and nothing in it would fill a field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline import find_dateline, find_place_line
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.label import Mark
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.repair import clean
from dispatchkit.text.shape import is_prose
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.model import Line

RULE = "split.marker"

_WORD_RE = pattern(r"\w+")


class Markers:
    """Tells which of the lines that the user's expression is found in are marks; *texts* are the
    texts of all of them.
    """

    def __init__(self, texts: Iterable[str], split: str, lexicon: Lexicon) -> None:
        self._spelt = split.casefold()
        self._lexicon = lexicon
        words = map(_words, texts)
        first, second = next(words, None), next(words, None)
        self._same = second is not None and all(one == first for one in (second, *words))

    def mark(self, line: Line) -> Mark | None:
        """The mark that a *line* is; None for news."""
        text = clean(line.text).strip()
        # A single word may be a place ("Norway"); a line that is the same each time names none of
        # the documents.
        spelt = self._same or (
            all(word in self._spelt for word in _words(text)) and not find_place_line(text)
        )
        if not spelt or _fills_a_field(text, self._lexicon):
            return None
        return Mark(unit_of(line, text), Label.ENVELOPE, RULE, prose=False)


def _words(text: str) -> tuple[str, ...]:
    """The words of a line without what may differ from mark to mark: numbers, and codes of a single
    letter or with a figure in them.
    """
    return tuple(
        [
            word.casefold()
            for word in _WORD_RE.findall(text)
            if len(word) > 1 and word.replace("_", "").isalpha()
        ]
    )


def _fills_a_field(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is news, or says where, when or who."""
    if is_prose(text) or find_dates(text) or lexicon.credited(text):
        return True
    filed = find_dateline(text, lexicon)
    return filed is not None and bool(filed.dateline.agencies)
