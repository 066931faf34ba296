"""Tells which lines of an article go on in the next one, where blank lines part its paragraphs.

Databases wrap text at a width of their own, and set every paragraph apart. So two lines that stand
right below one another are of one paragraph if the first is full: a word more would have made it
longer than the longest line of the article. A wire shows its wrap by many lines, an article of two
short paragraphs may have three.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Line

# LexisNexis wraps at 70 to 75 columns, text browsers and mail at up to 80. Wider lines are
# paragraphs on lines of their own, narrower ones lists and verses.
_NARROWEST, _WIDEST = 55, 100
_STOPS = tuple(".!?:;\"'”’»)")


def wrapped(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the *lines* of a text that go on in the next one."""
    blocks = [
        list(block)
        for blank, block in groupby(lines, lambda line: is_blank(line.text))
        if not blank
    ]
    width = max(map(_size, lines), default=0)
    if len(blocks) < 2 or not _NARROWEST <= width <= _WIDEST:
        return frozenset()
    going = [line for block in blocks for line in _full(block, width)]
    if all(line.text.rstrip().endswith(_STOPS) for line in going):
        return frozenset()
    return frozenset(line.number for line in going)


def _size(line: Line) -> int:
    return len(line.text.rstrip())


def _full(block: Sequence[Line], width: int) -> Sequence[Line]:
    """All lines of a *block* but the last, if each of them fills the *width*; else none."""
    filled = all(_fills(line, following, width) for line, following in pairwise(block))
    return block[:-1] if filled else ()


def _fills(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the *following* line would have made a *line* wider than *width*,
    and the following begins no further in.
    """
    word = following.text.split(maxsplit=1)[0]
    apart = _margin(following.text) > _margin(line.text)
    return not apart and _size(line) + 1 + len(word) > width


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())
