"""What a line says in the words in which desks speak about their stories, and pages about
themselves: the classes of ``data/desk.toml`` that meet in it.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import has_case, smooth

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = os.path.join(tables.ROOT, "data", "desk.toml")
_WORD_RE = pattern(r"[^\W_]+")
# Entries are found by this many characters of their first word, those of scripts without capitals
# by two anywhere.
_KEY, _INSIDE = 3, 2


def said(smoothed: str) -> Mapping[str, int]:
    """How many words and phrases of each class stand in a text under ``smooth``."""
    kept = _entries()
    found: dict[str, int] = {}
    for word in _WORD_RE.finditer(smoothed):
        for entry, whole, name in kept["words"].get(word[0][:_KEY], ()):
            if smoothed.startswith(entry, word.start()) and not (
                whole and smoothed[word.start() + len(entry) :][:1].isalnum()
            ):
                found[name] = found.get(name, 0) + 1
    if not smoothed.isascii():
        for at in range(len(smoothed) - 1):
            for entry, name in kept["inside"].get(smoothed[at : at + _INSIDE], ()):
                if smoothed.startswith(entry, at):
                    found[name] = found.get(name, 0) + 1
    return found


@cache
def _entries() -> dict[str, Any]:
    """The entries of the table by how they are found, read once."""
    kept: dict[str, Any] = made("desk", [_FILE, __file__], lambda: _sorted(tables.parse(_FILE)))
    return kept


def _sorted(classes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The entries of all languages, each once: those that begin a word, and those of scripts
    without capitals, which count inside words.
    """
    words: dict[str, list[list[Any]]] = {}
    inside: dict[str, list[list[str]]] = {}
    for name, languages in classes.items():
        listed = [entries for entries in languages.values() if isinstance(entries, list)]
        for entry in sorted({entry for entries in listed for entry in entries}):
            form = smooth(entry.removesuffix("-"))
            first = _WORD_RE.search(form)
            if first is not None and (form.isascii() or has_case(form)):
                words.setdefault(first[0][:_KEY], []).append([form, not entry.endswith("-"), name])
            else:
                inside.setdefault(form[:_INSIDE], []).append([form, name])
    return {"words": words, "inside": inside}
