"""Cuts text into source lines that join back to it exactly."""

from __future__ import annotations

import re
from itertools import accumulate, count
from operator import add

from dispatchkit.model import Line
from dispatchkit.startup.patterns import pattern

# str.splitlines also cuts at form feed, FS, NEL and U+2028, which stand inside lines of real wires
# ("W2870\x1freute").
_ENDING_RE = re.compile(r"(\r\n|\r|\n)")

# A user's expression is matched against this many characters of a line: the longest line that one
# of ours was written for has 400 characters.
LONGEST_MATCHED = 1000
# What a reader does not see: white space, C0 and C1 controls, soft hyphen, zero-width characters,
# bidi marks, blank fillers.
INVISIBLE = (
    "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1))))
    + "\u00ad\u034f\u061c\u115f\u1160\u1680\u180e"
    + "".join(map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070))))
    + "\u2800\u3000\u3164\ufe0f\ufeff\uffa0"
)


def split_lines(text: str, *, line: int = 0, start: int = 0) -> tuple[Line, ...]:
    """The lines of *text*, cut at CRLF, CR and LF only; ``"".join(line.text + line.ending ...)`` is
    *text*.

    Numbers count from 1, ``start`` in characters from 0, or on from the *line* and the *start* of a
    text that is part of another. The last line has no ending; no empty line follows a final ending.
    """
    pieces = _ENDING_RE.split(text)
    texts, endings = pieces[::2], [*pieces[1::2], ""]
    if not texts[-1]:
        texts.pop()
    starts = accumulate(map(len, map(add, texts, endings)), initial=start)
    return tuple(map(Line._make, zip(count(line + 1), starts, texts, endings, strict=False)))


# "ESC [ 0 m" and its like move a terminal's cursor or change its colours.
ESCAPE = (
    "\x1b(?:\\[[0-?]{0,20}[ -/]{0,2}[@-~]"
    "|\\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\\\)|[()][0-2A-B]|[=>78cDEHMZ])"
)
_ESCAPE_RE = pattern(ESCAPE)


def is_blank(text: str) -> bool:
    """Whether *text* holds no visible character."""
    return not text.strip(INVISIBLE) or (
        "\x1b" in text and not _ESCAPE_RE.sub("", text).strip(INVISIBLE)
    )
