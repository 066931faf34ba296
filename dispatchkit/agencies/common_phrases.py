"""Whole-line and opening phrases of all languages in one dictionary: what a button or label of a
page says, whoever prints it.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from dispatchkit.agencies.schema import read
from dispatchkit.data import tables
from dispatchkit.startup.kept import made
from dispatchkit.text.fold import starts_with

_FOLDER = os.path.join(tables.ROOT, "agencies", "phrases")
_CODE = [os.path.join(tables.ROOT, "agencies", file) for file in ("schema.py", "common_phrases.py")]
# Prefixes are found by their first four characters: those of two hold up to 200 forms, of four 10.
# Shorter ones stand under themselves.
_KEY = 4
# A phrase that says nothing about what it is.
_UNSAID = "."


def phrase(folded: str) -> str | None:
    """What a folded line is by the common phrases of any language: the letter of a label, behind
    "+" if it only opens the line.
    """
    kept = _phrases()
    letter: str | None = kept["lines"].get(folded)
    if letter is not None:
        return letter
    prefixes = kept["prefixes"]
    for length in range(_KEY, 0, -1):
        for form, opening in prefixes.get(folded[:length], ()):
            if starts_with(folded, form):
                return f"+{opening}"
    return None


@cache
def _phrases() -> dict[str, Any]:
    paths = [
        os.path.join(_FOLDER, file)
        for file in sorted(os.listdir(_FOLDER))
        if file.endswith(".toml")
    ]
    kept: dict[str, Any] = made("phrases", [*paths, *_CODE], lambda: _gathered(paths))
    return kept


def _gathered(paths: list[str]) -> dict[str, Any]:
    lines: dict[str, str] = {}
    prefixes: dict[str, list[list[str]]] = {}
    for path in paths:
        for rule in read(tables.parse(path), path, common=True, prove=False).labels:
            letter = rule.label.value if rule.label else _UNSAID
            for form in rule.forms:
                if rule.kind == "line":
                    lines.setdefault(form, letter)
                elif rule.kind == "prefix":
                    prefixes.setdefault(form[:_KEY], []).append([form, letter])
    for forms in prefixes.values():
        forms.sort(key=lambda entry: -len(entry[0]))
    return {"lines": lines, "prefixes": prefixes}
