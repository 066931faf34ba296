"""The words of page furniture (``data/page_words.toml``): how many of each class a line holds."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any

from dispatchkit import tables
from dispatchkit.lazy import pattern

_FILE = os.path.join(tables.ROOT, "data", "page_words.toml")
# In these languages no space parts words: an entry is looked for anywhere.
_UNSPACED = frozenset(("ja", "zh", "th", "my", "km", "lo"))
_FIRST_UNSPACED = "\u0e00"
_WORD_RE = pattern(r"[^\W_]+")


def word_classes(lowered: str) -> dict[str, int]:
    """How many words and phrases of each class stand in a line in lower case, typographic apostrophes made plain."""
    kept = _entries()
    words, phrases = kept["words"], kept["phrases"]
    found: dict[str, int] = {}
    for word in _WORD_RE.findall(lowered):
        name = words.get(word)
        if name is not None:
            found[name] = found.get(name, 0) + 1
        for phrase, of in phrases.get(word, ()):
            if _stands(phrase, lowered):
                found[of] = found.get(of, 0) + 1
    if kept["parts"] and not lowered.isascii() and max(lowered) >= _FIRST_UNSPACED:
        for part in _parts_re().findall(lowered):
            name = kept["parts"][part]
            found[name] = found.get(name, 0) + 1
    return found


def _stands(phrase: str, lowered: str) -> bool:
    """Whether a phrase stands in a line as words of their own."""
    at = lowered.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        before = at == 0 or not phrase[0].isalnum() or not lowered[at - 1].isalnum()
        if before and (end == len(lowered) or not phrase[-1].isalnum() or not lowered[end].isalnum()):
            return True
        at = lowered.find(phrase, at + 1)
    return False


@cache
def _parts_re() -> re.Pattern[str]:
    parts = sorted(_entries()["parts"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)))


@cache
def _entries() -> dict[str, Any]:
    kept: dict[str, Any] = tables.made("page-words", [_FILE, __file__], _sorted)
    return kept


def _sorted() -> dict[str, Any]:
    """The entries by what finds them: single words, phrases by their first word, parts of unspaced text."""
    words: dict[str, str] = {}
    phrases: dict[str, list[list[str]]] = {}
    parts: dict[str, str] = {}
    for name, languages in tables.parse(_FILE).items():
        for language, entries in languages.items():
            if language == "why":
                continue
            for entry in entries:
                found = _WORD_RE.findall(entry)
                if language in _UNSPACED:
                    parts[entry] = name
                elif found == [entry]:
                    words[entry] = name
                else:
                    phrases.setdefault(found[0], []).append([entry, name])
    return {"words": words, "phrases": phrases, "parts": parts}
