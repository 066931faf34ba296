"""The one folding under which phrases of boilerplate are compared. Offsets are not kept: use it to
look up, not to cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from dispatchkit.text.scripts import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Anadolu's site applies Turkish letter case to every language ("Actualızacıón", "Türkİye"), so the
# four i's are one. U+0307 is what casefold leaves of "İ". Quotes and dashes vary with the editor
# that a phrase passed through.
_SAME = {
    "ı": "i",
    "\u0307": "",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "\u200b": "",
    "\u200e": "",
    "\u200f": "",
    "\ufeff": "",
    "\u00ad": "",
    "ـ": "",
}
_SPECIAL = frozenset(_SAME)
# Brackets, percent and final ! ? carry meaning at the ends of a phrase, "©" at its start.
_KEPT_BEFORE = frozenset("([©@")
_KEPT_AFTER = frozenset(")]%!?؟？！")
# The decoration of ASCII, which is most of it: stripping it first takes half the time of looking
# every character up.
_PLAIN = "".join(
    [
        character
        for character in map(chr, range(128))
        if not character.isalnum() and character not in _KEPT_BEFORE | _KEPT_AFTER
    ]
)


def smooth(text: str) -> str:
    """*text* with case, Turkish i's, spaces, quotes and dashes made uniform. Words keep their order
    and decoration.

    The space that French sets before a colon is removed.
    """
    if text.isascii():
        return " ".join(text.lower().split()).replace(" :", ":")
    return " ".join(_cased(text).split()).replace(" :", ":")


def _cased(text: str) -> str:
    """*text* without case, with i's, quotes and dashes made uniform."""
    text = text.casefold()
    # Searches in C are five times faster than looking every character up, as str.translate does.
    for character, same in _SAME.items():
        if character in text:
            text = text.replace(character, same)
    return text


def fold_lines(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines *texts*, which hold no NUL, under ``smooth`` and under ``fold``: all at once, which
    takes a fifth of the time of one by one.
    """
    if not texts:
        return [], []
    joined = " \0 ".join(texts)
    joined = joined.lower() if joined.isascii() else _cased(joined)
    smoothed = [line.strip(" ") for line in " ".join(joined.split()).replace(" :", ":").split("\0")]
    return smoothed, list(map(bare, smoothed))


def fold(text: str) -> str:
    """*text* in the form in which whole lines are compared: smooth, and without decoration at
    either end.

    Decoration is what is neither letter, mark nor digit: bullets, arrows, emoji, Markdown marks,
    "...", ":".
    """
    # Most of the texts that are folded are single words: a fourth of the time.
    if text.isalnum():
        word = text.lower() if text.isascii() else text.casefold()
        if _SPECIAL.isdisjoint(word):
            return word
    return bare(smooth(text))


def bare(folded: str) -> str:
    """A smooth line without the decoration at either end."""
    folded = folded.strip(_PLAIN)
    if folded[:1].isalnum() and folded[-1].isalnum():
        return folded
    start, end = _undecorated(folded), len(folded)
    while start < end and _decorates(folded[end - 1], _KEPT_AFTER):
        end -= 1
    return folded[start:end]


# Keywords of at most this many letters ("x", "by", "da") count only as whole words, because they
# stand inside too many others.
_WHOLE_WORD = 2


def keyword(text: str) -> str:
    """*text* in the form in which ``holds`` looks for it: one or two letters only as a word of
    their own.
    """
    folded = smooth(text)
    return (
        f" {folded} "
        if len(folded) <= _WHOLE_WORD and folded.isalpha() and folded.isascii()
        else folded
    )


def holds(smoothed: str, keywords: Iterable[str]) -> bool:
    """Whether one of *keywords* stands in a smooth text."""
    padded = f" {smoothed} "
    return any(word in padded for word in keywords)


def fold_prefix(text: str) -> str:
    """*text* in the form in which prefixes are compared: like ``fold``, but what it ends with stays
    ("Foto:" is not "Fotografen").
    """
    folded = smooth(text)
    return folded[_undecorated(folded) :].rstrip()


def starts_with(folded: str, prefix: str) -> bool:
    """Whether the folded line begins with the folded prefix, and the prefix ends at a word
    boundary, if its script has them.
    """
    if not folded.startswith(prefix):
        return False
    after = folded[len(prefix) : len(prefix) + 1]
    return not after.isalnum() or not prefix[-1].isalnum() or is_unspaced(prefix[-1])


def has_case(text: str) -> bool:
    """Whether *text* begins in a script that is written with capitals. Georgian has them in
    Unicode, but not in print.
    """
    return text.lower() != text.upper() and not "\u10a0" <= text[:1] <= "\u10ff"


def _undecorated(folded: str) -> int:
    """The index of the first character that is not decoration."""
    if folded[:1].isalnum():
        return 0
    return next(
        (at for at, character in enumerate(folded) if not _decorates(character, _KEPT_BEFORE)),
        len(folded),
    )


def _decorates(character: str, kept: frozenset[str]) -> bool:
    """Whether *character* is mere decoration at the end of a phrase. Vowel signs (category M)
    belong to their word.
    """
    return not character.isalnum() and character not in kept and category(character)[0] != "M"
