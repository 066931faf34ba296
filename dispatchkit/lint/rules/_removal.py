"""Lines that a fix takes out whole: with their line ends, and without leaving two blank lines where there was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lines import is_blank
from dispatchkit.lint.finding import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatchkit.lint.view import Passage, Source
    from dispatchkit.model import Line


def numbers(passage: Passage) -> range:
    """The numbers of a passage's source lines."""
    return range(passage.mark.unit.lines[0].number, passage.mark.unit.lines[-1].number + 1)


def removal(source: Source, first: Passage, last: Passage, vanishing: Collection[int], *, safe: bool) -> Fix:
    """The fix that takes out the lines from *first* to *last*, blank ones between them included.

    *vanishing*: the numbers of all lines that fixes take out. What is left then has no more blank lines in a row than it had, none at its start
    and none at its end.
    """
    lines = source.lines
    begin, end = numbers(first)[0] - 1, numbers(last)[-1]
    if _is_open(lines, end, vanishing):
        begin = _back(lines, begin)
    elif _is_after_blank(lines, begin, vanishing):
        while end < len(lines) and is_blank(lines[end].text):
            end += 1
    start = lines[begin].start
    stop = lines[end - 1].start + len(lines[end - 1].text) + len(lines[end - 1].ending)
    return Fix((Edit(start, stop, ""),), safe=safe)


def _is_open(lines: Sequence[Line], end: int, vanishing: Collection[int]) -> bool:
    """Whether nothing is left behind the line with index *end* - 1."""
    return all(is_blank(line.text) or line.number in vanishing for line in lines[end:])


def _back(lines: Sequence[Line], begin: int) -> int:
    """The index of the first of the blank lines before *begin*, or *begin*."""
    while begin and is_blank(lines[begin - 1].text):
        begin -= 1
    return begin


def _is_after_blank(lines: Sequence[Line], begin: int, vanishing: Collection[int]) -> bool:
    """Whether a blank line, or the start of the input, stands before *begin* and the lines that vanish before it."""
    while begin and lines[begin - 1].number in vanishing:
        begin -= 1
    return begin == 0 or is_blank(lines[begin - 1].text)
