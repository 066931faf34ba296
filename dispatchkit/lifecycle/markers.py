"""Words that say what may be done with a dispatch, at the beginning of a line: that it is
embargoed, killed or corrected, or that it has a note to editors.

Each form of ``data/lifecycle.toml`` is one test of how the words are printed: alone, set apart, in
capitals, before a headline.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, starts_with

if TYPE_CHECKING:
    from collections.abc import Iterator

# Phrases are looked up by this many of their first characters.
_KEY = 3
_BRACKETS = "([{（【<＜《\"'*"
# What sets a marker apart from what follows: a colon, a bracket, a spaced dash, strokes, or the end
# of the line.
_APART_RE = pattern(
    r"\s{0,4}(?:[:：)\]）】＞>|]|[-–—/]{1,3}\s|[-–—]{2}|\+\+|\*|$)"
    r"|\s{1,4}[-–—/](?=\s)|[.!]{0,4}\s{0,4}$"
)
# With small letters in them the words are not a headline in capitals.
_WORD_RE = pattern(r"[^\W\d_]+")
_SMALL_RE = pattern(r"[a-zà-öø-ÿа-яёα-ω]")


class Marker(NamedTuple):
    """A marker of the table that opens the *text* of a line: its family and form, where its words
    end in the text, and whether the line is the *first* of the dispatch.
    """

    text: str
    family: str
    form: str
    end: int
    first: bool

    @property
    def words(self) -> str:
        """The words as printed."""
        return self.text[: self.end].strip(_BRACKETS + " +-=#")

    @property
    def rest(self) -> str:
        """What follows them in the text."""
        return self.text[self.end :]

    @property
    def holds(self) -> bool:
        """Whether the words are printed as their form demands. Embargoes also need a time, see
        ``embargo``.
        """
        return {
            "doubled": self._in_capitals and _again(self.words, self.rest),
            "alone": self._in_capitals and self._is_alone,
            "opens": self._opens or self._is_bracketed,
            "first": self.first and self._is_title,
            "says": True,
            "closes": _closes(self.rest),
            "titled": self._is_apart,
        }.get(self.form, False)

    @property
    def _in_capitals(self) -> bool:
        return self.words.upper() == self.words

    @property
    def _is_alone(self) -> bool:
        """Whether nothing but punctuation follows."""
        return not self.rest.strip(" .:!*+-=)]）】>")

    @property
    def _is_apart(self) -> bool:
        """Whether something sets the words apart from what follows."""
        return _APART_RE.match(self.rest) is not None

    @property
    def _opens(self) -> bool:
        """Whether the words are in capitals with nothing after them, or set apart with small
        letters (in other scripts, anything) after them.
        """
        small = bool(_SMALL_RE.search(self.rest)) or not any(map(str.isascii, self.words))
        return self._in_capitals and (self._is_alone or (self._is_apart and small))

    @property
    def _is_bracketed(self) -> bool:
        """Whether the words stand in brackets of their own: "(Corrección) El ferry ..."."""
        before = self.text[: self.end].rstrip()[: -len(self.words)]
        return before[-1:] in tuple("([（【<＜") and self.rest.lstrip()[:1] in tuple(")]）】>＞")

    @property
    def _is_title(self) -> bool:
        """Whether a colon separates the words from a headline that is not about prices."""
        headed = self.rest.lstrip()[:1] in tuple(":：") and self.rest.strip(" :：") != ""
        return headed and not _is_about_prices(self.rest)


def _closes(rest: str) -> bool:
    """Whether the order that a marker opens ends as one: the words stand before the end of a
    sentence, or at the end of the line.
    """
    return _closing().search(fold(rest)) is not None


@cache
def _closing() -> re.Pattern[str]:
    words = map(fold, tables.words("data/lifecycle", "kill", "closing"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s?(?:[.!]|$)")


def _is_about_prices(rest: str) -> bool:
    """Whether a headline goes on about prices, for which "correction" is a word of the markets."""
    prices = frozenset(map(fold, tables.words("data/lifecycle", "correction", "prices")))
    return not prices.isdisjoint(map(fold, _WORD_RE.findall(rest)))


def _again(word: str, rest: str) -> bool:
    """Whether *rest* begins with the same word again."""
    left = rest.lstrip(" ,.!-–—/*+")
    return left.startswith(word) and not left[len(word) : len(word) + 1].isalnum()


def markers_in(text: str, folded: str, *, first: bool) -> Iterator[Marker]:
    """For each family and form the marker with the longest words that *text* opens with; *folded*
    is the text under ``fold``.
    """
    keys = _phrases()
    folded = folded.lstrip("*+-=# ")
    bare = folded.lstrip(_BRACKETS + " ")
    phrases = [
        *keys.get(folded[:_KEY], ()),
        *(keys.get(bare[:_KEY], ()) if bare != folded else ()),
    ]
    seen: set[tuple[str, str]] = set()
    for phrase in phrases:
        if phrase[1:] not in seen and (
            starts_with(folded, phrase.folded) or starts_with(bare, phrase.folded)
        ):
            end = _end(text, phrase.folded)
            if end:
                seen.add(phrase[1:])
                yield Marker(text, phrase.family, phrase.form, end, first)


class _Phrase(NamedTuple):
    """A phrase of the table, folded, with its family and form."""

    folded: str
    family: str
    form: str


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """The phrases by their first characters, the longest first."""
    found: dict[str, list[_Phrase]] = {}
    for entry in tables.load("data/lifecycle")["marker"]:
        for words in entry["words"]:
            phrase = _Phrase(fold(words), entry["family"], entry["form"])
            found.setdefault(phrase.folded[:_KEY], []).append(phrase)
    return {
        key: sorted(phrases, key=lambda phrase: -len(phrase.folded))
        for key, phrases in found.items()
    }


def _end(text: str, folded: str) -> int:
    """Where in *text* the *folded* phrase that it opens with ends; 0 if that cannot be told."""
    direct = re.match(
        r"[\W_]{0,8}" + r"\s+".join(map(re.escape, folded.strip(_BRACKETS).split())),
        text,
        re.IGNORECASE,
    )
    if direct:
        return direct.end()
    # Folding may have changed letters (the Turkish i, quotes), but not the number of words.
    by_words = re.match(
        r"[\W_]{0,8}" + r"\s+".join(r"[^\s:：)\]）】>]+" for _ in folded.split()), text
    )
    return by_words.end() if by_words else 0
