"""Whole lines taken out by a fix: with their line ends, and without leaving two blank lines where
there was one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.finding import Edit, Fix
from dispatchkit.lint.kept import kept
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dispatchkit.lint.traced import Passage, Source
    from dispatchkit.model import Line


def numbers(passage: Passage) -> range:
    """The numbers of a passage's source lines."""
    return range(passage.mark.unit.lines[0].number, passage.mark.unit.lines[-1].number + 1)


class Left(NamedTuple):
    """What is left of an input once lines vanish.

    ``last``: the number of the last line that stays and is not blank, 0 if there is none. ``runs``:
    for the number of each vanishing line, the number of the first line of the run of vanishing
    lines that it is in.
    """

    last: int
    runs: Mapping[int, int]


def left_without(source: Source, vanishing: Collection[int]) -> Left:
    """What is left of *source* without the lines whose numbers are in *vanishing*."""
    runs: dict[int, int] = {}
    for number in sorted(vanishing):
        runs[number] = runs.get(number - 1, number)
    last = _bottom(source)
    while last and (last in vanishing or is_blank(source.lines[last - 1].text)):
        last -= 1
    return Left(last, runs)


@kept
def _bottom(source: Source) -> int:
    """The number of the last line that is not blank; 0 if all are."""
    numbered = range(len(source.lines), 0, -1)
    return next((at for at in numbered if not is_blank(source.lines[at - 1].text)), 0)


def removal(source: Source, first: Passage, last: Passage, left: Left, *, safe: bool) -> Fix:
    """The fix that takes out the lines from *first* to *last*, blank ones between them included.

    *left*: what is left once all fixes are made. It then has no more blank lines in a row than
    before, none at its start and none at its end.
    """
    lines = source.lines
    begin, end = numbers(first)[0] - 1, numbers(last)[-1]
    if end >= left.last:
        begin = _back(lines, begin)
    elif _is_after_blank(lines, left.runs.get(begin, begin + 1) - 1):
        while end < len(lines) and is_blank(lines[end].text):
            end += 1
    start = lines[begin].start
    stop = lines[end - 1].start + len(lines[end - 1].text) + len(lines[end - 1].ending)
    return Fix((Edit(start, stop, ""),), safe=safe)


def _back(lines: Sequence[Line], begin: int) -> int:
    """The index of the first of the blank lines before *begin*, or *begin*."""
    while begin and is_blank(lines[begin - 1].text):
        begin -= 1
    return begin


def _is_after_blank(lines: Sequence[Line], begin: int) -> bool:
    """Whether a blank line, or the start of the input, stands before *begin*."""
    return begin == 0 or is_blank(lines[begin - 1].text)
