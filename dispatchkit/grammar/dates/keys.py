"""The keys under which the words of dates are looked up."""

from __future__ import annotations

from unicodedata import normalize

from dispatchkit.startup.patterns import pattern

# A word with its vowel signs (marks are no \w in Python), without digits and the punctuation of any
# script. The zero-width joiners belong to Persian and Indic words. A class of whole scripts would
# take 5 ms to compile, so ``word_at`` cuts off what is glued to a word.
WORD_RE = pattern(
    r"[^\W\d_][^\s\d!-/:-@\[-`{-\u00bf،؛؟۔।॥\u1361-\u1368\u200b\u200e\u200f\u2010-\u2064、。「」（），：]{0,39}"
)
# Accents and vowel points, tatweel and joiners: wires print "fevrier" and "aout", "ديسمبر" with and
# without points.
_DROPPED = dict.fromkeys(
    [*range(0x300, 0x370), *range(0x591, 0x5C8), *range(0x64B, 0x660), 0x640, 0x670, 0x200C, 0x200D]
)
# Letters of the Arabic script that keyboards interchange: yeh, kaf, heh. The dotless i is Anadolu's
# letter case (see fold.py).
_SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۂ": "ه", "ı": "i"}
)
_MAP = _SAME | _DROPPED


def key(word: str) -> str:
    """*word* in the form in which it is looked up: without case, accents, Turkish dots, points and
    the variants of Arabic letters.
    """
    if word.isascii():
        return word.lower()
    return normalize("NFKD", word.casefold()).translate(_MAP)


def phrase_key(phrase: str) -> str:
    """The key of a name of one or more words."""
    return " ".join(key(word) for word in WORD_RE.findall(phrase)) or phrase.strip()
