"""Where a part of a logical line stands in the source, although hard wraps and odd spaces were
smoothed when it was read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatchkit.lint.traced import Passage

# How many words in a row are searched for. A longer part is found by its first words and ends with
# its line.
_MOST_WORDS = 60


def span(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The offsets in the decoded text of the characters *start* to before *end* of the unit's text;
    those of the whole passage if they cannot be told.
    """
    unit = passage.mark.unit.text
    wanted = unit[start:end]
    at = _nth(passage.text, wanted, unit.count(wanted, 0, start)) if wanted else -1
    if at >= 0:
        return passage.start + at, passage.start + at + len(wanted)
    words = wanted.split()
    if 0 < len(words) <= _MOST_WORDS:
        found = re.search(r"\s+".join(map(re.escape, words)), passage.text)
        if found:
            return passage.start + found.start(), passage.start + found.end()
    return passage.start, passage.end


def _nth(text: str, wanted: str, before: int) -> int:
    """Where *wanted* stands in *text* after *before* earlier occurrences; -1 if it does not."""
    at = text.find(wanted)
    while at >= 0 and before:
        at = text.find(wanted, at + len(wanted))
        before -= 1
    return at
