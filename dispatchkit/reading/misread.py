"""What shows that bytes were read in the wrong encoding: signs inside words, capitals after small
letters, scripts that mix, and more letters beyond ASCII than any language writes.

Some thirty encodings are tried on each text, and many read its few bytes beyond ASCII alike; so
what is counted in a reading is counted once, and only around those bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache

# Signs that wrong readings put inside words: "zdecydowa³a", "M‰rz", "dÈcembre" has none.
# Apostrophes, dashes, dots and the ordinals are left out: they do stand between letters.
_SIGN = (
    "\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b3\u00b6\u00b8\u00b9\u00bb-\u00bf×÷"
    "‚ƒ„†‡ˆ‰‹›˜™€•√≈≤≥∙∞∂∑∏∫Ω◊№\u2500-\u259f"
)
# "ÊIn", "ĹStrength": a quotation mark read as a capital.
_DOUBLED_RE = re.compile("(?<![^\\W\\d_])[À-ÞĀ-Ž](?=[A-Z][a-z])")
_INSIDE_RE = re.compile(f"(?<=[^\\W\\d_])[{_SIGN}]+(?=[^\\W\\d_])")
# "¨akki", "½uvre", "´i¸kov": letters of ISO 8859-15 read in cp1252 as signs that open no word. But
# "´s avonds" has an apostrophe, and "¨so¨" quotes.
_OPENING_RE = re.compile("(?<![^\\W_])(?:[¤¦¸¼½¾](?=[^\\W\\d_])|[¨´](?=[a-z]{2}))")
_QUOTING_RE = re.compile("[^\\W_][.,!?]?[¨´](?![^\\W_])")
# "1œ", "1.200 Œ.": the reverse, fractions read as letters.
_FRACTION_RE = re.compile("(?<![^\\W\\d_])[œŒŸ](?![^\\W\\d_])")
# Signs that news does not print.
_RARE_RE = re.compile("[¤¦¨¬¯¶¸ƒ†‡ˆ˜√≈≤≥∙∞∂∑∏∫◊\u2500-\u259f\ue000-\uf8ff]")
_BROKEN_RE = re.compile("[\x80-\x84\x86-\x9f\ufffd]")
# The characters without which an expression finds nothing.
_INSIDE_SIGN_RE, _CAPITAL_RE = re.compile(f"[{_SIGN}]"), re.compile("[À-ÞĀ-Ž]")
_OPENING, _FRACTION = frozenset("¤¦¸¼½¾¨´"), frozenset("œŒŸ")
_BEYOND_RE = re.compile("[^\x00-\x7f]+")
# Weights. A broken character is worse than any letter is good; the others are shares of all
# characters beyond ASCII.
_BROKEN, _INSIDE, _RARE, _CASE, _MIXED, _DENSE = 3.0, 2.0, 0.5, 4.0, 3.0, 1.0
# Vietnamese, the densest, has 40 letters beyond ASCII in a hundred; Hebrew read as French has
# nearly all.
_DENSEST = 0.45


class Reading:
    """Bytes as a *text*: the characters beyond ASCII in it, its *signs*, those of them that are
    *letters*, and what speaks against it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._runs = [found.span() for found in _BEYOND_RE.finditer(text)]
        self.signs = Counter("".join([text[begin:end] for begin, end in self._runs]))
        self.total = self.signs.total() or 1
        self.letters = {
            sign: count
            for sign, count in self.signs.items()
            if sign.isalpha() or "\u0300" <= sign <= "\u0323"
        }

    @cached_property
    def damage(self) -> float:
        """The faults that a reading in any encoding may have, in weighted characters: characters
        that are broken, and signs that news does not print.
        """
        present = "".join(self.signs)
        broken, rare = set(_BROKEN_RE.findall(present)), set(_RARE_RE.findall(present))
        return _BROKEN * sum(self.signs[sign] for sign in broken) + _RARE * sum(
            self.signs[sign] for sign in rare
        )

    @cached_property
    def faults(self) -> float:
        """The faults of a reading in an encoding of one byte a character, in weighted
        characters.
        """
        text, present = self.text, "".join(self.signs)
        faults = self.damage
        if _INSIDE_SIGN_RE.search(present):
            faults += _INSIDE * len(_INSIDE_RE.findall(text))
        if _CAPITAL_RE.search(present):
            faults += len(_DOUBLED_RE.findall(text))
        if not _OPENING.isdisjoint(present) and not _QUOTING_RE.search(text):
            faults += _INSIDE * len(_OPENING_RE.findall(text))
        if not _FRACTION.isdisjoint(present):
            faults += _INSIDE * len(_FRACTION_RE.findall(text))
        around = (text[max(0, begin - 1) : end + 1] for begin, end in self._runs)
        return faults + sum(
            [_of_pair(run[at : at + 2]) for run in around for at in range(len(run) - 1)]
        )

    @cached_property
    def density(self) -> float:
        """What Latin text loses for having more letters beyond ASCII than any language writes."""
        total = sum(map(str.isalpha, self.text)) or 1
        return _DENSE * max(0.0, sum(self.letters.values()) / total - _DENSEST)


@lru_cache(maxsize=1 << 14)
def _of_pair(pair: str) -> float:
    """The fault of two characters beside each other: a capital after a small letter, letters of two
    scripts.
    """
    left, right = pair[0], pair[1]
    if left.islower() and right.isupper():
        return _CASE
    mixed = (is_of_other(left) and is_latin(right)) or (is_latin(left) and is_of_other(right))
    return _MIXED if mixed else 0.0


def is_latin(character: str) -> bool:
    """Whether *character* is a Latin letter."""
    return character < "\u0250" and character.isalpha()


def is_of_other(character: str) -> bool:
    """Whether *character* is a letter or vowel sign of another script than Latin, rather than a
    mark that all share.
    """
    return "\u0370" <= character < "\u2000" or "\u3040" <= character < "\uff00"
