"""Lists of links below a text: the addresses that text browsers and mail programs print under the
numbers that the text has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank
from dispatchkit.text.shape import ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Line

# "1. http://...", "[12]: https://..."
_ADDRESS_RE = pattern(
    r"(?:\d{1,4}[.)]|\[\d{1,4}\]:?)[ \t]{1,9}(?:https?|ftp|file|mailto|javascript):\S+"
)
# One address with a number is a source that somebody gave.
_FEWEST = 2
# "References", "Visible links": what heads the list has few words on two lines.
_HEADS, _WORDS = 2, 3


def link_list(lines: Sequence[Line]) -> int:
    """Where a list of links with its heads begins that closes a text with "[1]" in it; the number
    of *lines* if there is none.
    """
    at = len(lines)
    while at and (
        is_blank(lines[at - 1].text) or _ADDRESS_RE.fullmatch(lines[at - 1].text.strip())
    ):
        at -= 1
    found = len([line for line in lines[at:] if not is_blank(line.text)])
    if found < _FEWEST or not any("[1]" in line.text for line in lines[:at]):
        return len(lines)
    for _ in range(_HEADS):
        at = _head_above(lines, at)
    return at


def _head_above(lines: Sequence[Line], at: int) -> int:
    """The line above *at* that heads a list; *at* if there is none."""
    above = next((on for on in range(at - 1, 0, -1) if not is_blank(lines[on].text)), 0)
    return above if above and _is_head(lines[above].text) else at


def _is_head(text: str) -> bool:
    """Whether a line may head a list of links."""
    return weight(text) <= _WORDS and not ends_sentence(text) and "[" not in text
