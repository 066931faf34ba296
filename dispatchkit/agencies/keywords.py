"""Keywords of patterns, and lines in which all of them are looked for at once: a pattern is tried
only on the lines that hold one of its keywords.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Keywords:
    """Keywords to look for in lines, each with the numbers of its patterns."""

    def __init__(self, words: Mapping[str, Sequence[int]]) -> None:
        self._words = words

    @cached_property
    def listed(self) -> list[tuple[str, str, Sequence[int]]]:
        """The longest word of each keyword, the keyword, and its patterns: a keyword of several
        words is looked for only where its longest is.
        """
        return [
            (max(keyword.split(" "), key=len) if " " in keyword else keyword, keyword, numbers)
            for keyword, numbers in self._words.items()
        ]


class SmoothLines:
    """The lines of a text under ``smooth``, searched for keywords in one pass."""

    __slots__ = ("_starts", "_text", "_words")

    def __init__(self, lines: Sequence[str]) -> None:
        between = " \n "
        self._text = f" {between.join(lines)} "
        self._starts = [0, *accumulate([len(line) + len(between) for line in lines])]
        # Pages repeat their words: half as much to look through for a keyword that the page does
        # not hold.
        self._words = "\n".join({*self._text.split()})

    def holding(self, keywords: Keywords) -> dict[int, set[int]]:
        """The numbers of the patterns of the keywords, by the index of the line that holds them."""
        found: dict[int, set[int]] = {}
        text, starts, words = self._text, self._starts, self._words
        for probe, keyword, numbers in keywords.listed:
            if probe not in words:
                continue
            place = text.find(keyword)
            while 0 <= place < starts[-1]:
                line = bisect_right(starts, place) - 1
                found.setdefault(line, set()).update(numbers)
                place = text.find(keyword, starts[line + 1])
        return found
