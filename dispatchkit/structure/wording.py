"""What the words of a line say: what the line is about, and how many of them are words of page
furniture (``data/page_words.toml``).
"""

from __future__ import annotations

import os
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import UNSPACED_LANGUAGES, UNSPACED_LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FILE = os.path.join(tables.ROOT, "data", "page_words.toml")
_RUN_RE = pattern(f"[{UNSPACED_LETTERS}]+")
_WORD_RE = pattern(r"[^\W_]+")
_LETTERS_RE = pattern(r"([^\W\d_]{4,6})[^\W\d_]*")
# Words are compared by their first six letters, because endings change with case and number; words
# of fewer than four ("the", "said") say little.
_STEM, _LEAST = 6, 4


def terms(
    lowered: str, words: Sequence[str], *, letters_only: bool, unspaced: bool
) -> frozenset[str]:
    """What a line is about: the stems of its longer words, and pairs of characters in scripts
    without spaces.

    *words* are those of the line; digits cut them into terms unless they are *letters_only*.
    """
    found = (
        {word[:_STEM] for word in words if len(word) >= _LEAST}
        if letters_only
        else set(_LETTERS_RE.findall(lowered))
    )
    if unspaced:
        for run in _RUN_RE.findall(lowered):
            found.update(map("".join, pairwise(run)))
    return frozenset(found)


def word_classes(lowered: str, words: Sequence[str], *, unspaced: bool) -> dict[str, int]:
    """How many words and phrases of each class of furniture stand in a line in lower case,
    typographic apostrophes made plain.

    *words* are those of the line; *unspaced*: it holds a script without spaces.
    """
    kept = _entries()
    found: dict[str, int] = {}
    for word in kept["first"].intersection(words):
        count = words.count(word)
        name = kept["words"].get(word)
        if name is not None:
            found[name] = found.get(name, 0) + count
        for phrase, of in kept["phrases"].get(word, ()):
            if phrase in lowered and _stands(phrase, lowered):
                found[of] = found.get(of, 0) + count
    if unspaced:
        for part in _parts_re().findall(lowered):
            name = kept["parts"][part]
            found[name] = found.get(name, 0) + 1
    return found


def _stands(phrase: str, lowered: str) -> bool:
    """Whether a phrase stands in a line as whole words."""
    at = lowered.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        before = at == 0 or not phrase[0].isalnum() or not lowered[at - 1].isalnum()
        if before and (
            end == len(lowered) or not phrase[-1].isalnum() or not lowered[end].isalnum()
        ):
            return True
        at = lowered.find(phrase, at + 1)
    return False


@cache
def _parts_re() -> re.Pattern[str]:
    """A pattern of words of furniture inside text without spaces, the longest first."""
    parts = sorted(_entries()["parts"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)))


@cache
def _entries() -> dict[str, Any]:
    """The words of furniture as ``_sorted`` makes them, read once."""
    kept: dict[str, Any] = made(
        "page-words", [_FILE, __file__], lambda: _sorted(tables.parse(_FILE).items())
    )
    return kept


def _sorted(classes: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The entries by how they are found: single words, phrases by their first word, parts of
    unspaced text; ``first`` are all words to look for.
    """
    words: dict[str, str] = {}
    phrases: dict[str, list[list[str]]] = {}
    parts: dict[str, str] = {}
    for name, languages in classes:
        for language, entries in languages.items():
            if language == "why":
                continue
            for entry in entries:
                found = _WORD_RE.findall(entry)
                if language in UNSPACED_LANGUAGES:
                    parts[entry] = name
                elif found == [entry]:
                    words[entry] = name
                else:
                    phrases.setdefault(found[0], []).append([entry, name])
    return {
        "words": words,
        "phrases": phrases,
        "parts": parts,
        "first": frozenset(words.keys() | phrases.keys()),
    }
