"""Which of the lines that are taken for bylines name an author."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import PARTICLES, is_byword, joins, words_of
from dispatchkit.grammar.dateline.names import is_country
from dispatchkit.grammar.people import is_affiliation, is_byline
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import Part
from dispatchkit.text.fold import has_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure import Layout

# A line of at least this likelihood is a byline. Of less likely ones without a by-word a third name
# a person above the text (others are like "Privacy Settings"), none after it.
_SURE = 0.9
# What else is needed of names alone. Of the lines of the WCXB pages that are less likely 26 of 60
# and 43 of 148 name an author; of those with a word that the text prints in small letters 25 of 113
# below ``_SURE``.
_LEAST = {Part.BYLINE: 0.3, Part.SIGNED: 0.4}
_WORD_RE = pattern(r"[^\W\d_]+")
# Nothing but words; words and a figure ("Trail Runner 4").
_BARE_RE = pattern(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*")
_NUMBERED_RE = pattern(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*\s\d{1,5}")


def signed_lines(marks: Sequence[Mark], layout: Layout, lexicon: Lexicon) -> set[int]:
    """The lines taken for bylines that are likely to be one, or show it."""
    lines = [at for at, part in enumerate(layout.parts) if part in _LEAST]
    page = _Page(marks, lexicon) if lines and layout.furnished else None
    found = set()
    for at in lines:
        text, odds = marks[at].unit.text, layout.odds.get(at)
        likely = max(odds[Part.BYLINE], odds[Part.SIGNED]) if odds else 0.0
        # "(MENAFN - Example News Agency)" says where a text was taken from.
        if is_country(text) or text.startswith(("(", "[")):
            continue
        least = page.least(at, layout.parts[at]) if page else 0.0
        if likely > _SURE or (likely >= least and is_byline(text, lexicon)):
            found.add(at)
    return found


class _Page:
    """What the bylines of a page are compared with: its lines, and the words that its running text
    prints in small letters, or menus.
    """

    def __init__(self, marks: Sequence[Mark], lexicon: Lexicon) -> None:
        self._marks, self._lexicon = marks, lexicon
        self._lines = [mark.unit.text for mark in marks]

    @cached_property
    def _spoken(self) -> frozenset[str]:
        """The words that are no names: those of menus, and those in small letters of the text."""
        told = " ".join([mark.unit.text for mark in self._marks if mark.prose])
        return words_of("menu").union(filter(str.islower, _WORD_RE.findall(told)))

    def least(self, at: int, part: Part) -> float:
        """How likely the line *at* has to be to be a byline, if it is nothing but words in
        capitals, as the names of all things are: the more so if the text prints one of them in
        small letters ("Table of Contents"), the less so if it stands beside the date, or the page
        prints it again, as authors' names are below their story.
        """
        text = self._lines[at]
        words = _WORD_RE.findall(text.lower())
        if _NUMBERED_RE.fullmatch(text):
            return _SURE
        if not _BARE_RE.fullmatch(text) or any(map(is_byword, words)):
            return 0.0
        if is_affiliation(text, self._lexicon) or self._lexicon.credited(text):
            return 0.0
        own = {word for word in words if not joins(word) and word not in PARTICLES}
        if has_case(text) and not self._spoken.isdisjoint(own):
            return _SURE
        above = part is Part.BYLINE
        again = above and (self._lines.count(text) > 1 or is_beside_date(self._marks, at))
        return 0.0 if again else _LEAST[part]


def is_beside_date(found: Sequence[Mark], at: int) -> bool:
    """Whether a date, an agency or a dateline stands on a line beside the line *at*."""
    return any(
        mark.label in (Label.DATE, Label.AGENCY, Label.DATELINE)
        for mark in found[max(0, at - 1) : at + 2]
    )
