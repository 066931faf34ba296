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
    r"\s*+(?:\d{1,4}[.)]|\[\d{1,4}\]:?)\s++(?:https?|ftp|file|mailto|javascript):\S++\s*\Z"
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
    found = 0
    while at and (is_blank(lines[at - 1].text) or _ADDRESS_RE.match(lines[at - 1].text)):
        at -= 1
        found += not is_blank(lines[at].text)
    if found < _FEWEST or not any("[1]" in line.text for line in lines[:at]):
        return len(lines)
    for _ in range(_HEADS):
        head = at - 1
        while head > 0 and is_blank(lines[head].text):
            head -= 1
        text = lines[head].text
        if head <= 0 or weight(text) > _WORDS or ends_sentence(text) or "[" in text:
            break
        at = head
    return at
