"""The phrases that are compared with whole lines and with openings of lines, of all languages in
one dictionary: what a button or label of a page says, whoever prints it.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from dispatchkit.agencies import sources
from dispatchkit.startup.kept import made
from dispatchkit.text.fold import starts_with

# What is kept is made by these modules. Schema is imported only where it has to be made.
_MAKERS = [__file__, os.path.join(os.path.dirname(__file__), "schema.py")]
# Prefixes are found by their first four characters: of those that share two there are up to 200,
# of those that share four up to 10. Shorter prefixes stand under themselves.
_KEY = 4
# A phrase that says nothing about what it is.
_UNSAID = "."


def phrase(folded: str) -> str | None:
    """What a folded line is by the common phrases of any language: the letter of a label, after "+"
    if the phrase only opens the line. None if no phrase fits.
    """
    kept = _phrases()
    letter: str | None = kept["lines"].get(folded)
    if letter is not None:
        return letter
    prefixes = kept["prefixes"]
    for length in range(_KEY, 0, -1):
        for form, opening in prefixes.get(folded[:length], ()):
            if folded.startswith(form) and starts_with(folded, form):
                return f"+{opening}"
    return None


@cache
def _phrases() -> dict[str, Any]:
    """The letters of whole lines, and the prefixes with their letters by their first characters."""
    paths = sources.files(sources.PHRASES)
    kept: dict[str, Any] = made("phrases", [*paths, *_MAKERS], lambda: _gathered(paths))
    return kept


def _gathered(paths: list[str]) -> dict[str, Any]:
    """The phrases of some files, in JSON types. Of two equal ones the first counts."""
    lines: dict[str, str] = {}
    prefixes: dict[str, list[list[str]]] = {}
    for path in paths:
        for rule in sources.shipped_phrases(path).labels:
            letter = rule.label.value if rule.label else _UNSAID
            for form in rule.forms:
                if rule.kind == "line":
                    lines.setdefault(form, letter)
                elif rule.kind == "prefix":
                    prefixes.setdefault(form[:_KEY], []).append([form, letter])
    for forms in prefixes.values():
        forms.sort(key=lambda entry: -len(entry[0]))
    return {"lines": lines, "prefixes": prefixes}
