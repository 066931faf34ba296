"""The lines of a block as a typist sees them: how far they reach, how far in they begin, whether
they end a sentence or open an item, whether the next one goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import FIRST_WIDE, is_spaceless
from dispatchkit.text.shape import SENTENCE_ENDS

if TYPE_CHECKING:
    from dispatchkit.model import Line

_STOPS = frozenset(f"{SENTENCE_ENDS}:;")
_CLOSERS = " \"'”’“»«)]）」』】›"
# "1. Vote", "(a) vote": the further lines of such an item hang. It is not a bullet: "24. Dezember"
# starts many a wrapped line, and "Dr. Poole", "M. Hale", "str. 4" start a paragraph.
_NUMBERED_RE = pattern(r"(?:\(?\d{1,3}[.)]|\(?[^\W\d_]\)|\(?[ivxIVX]{1,4}\))\s+")
_COUNTED_RE = pattern(r"\(?(\d{1,3})[.)]\s")
_BULLETS = frozenset("*•·▪◦‣●○■□►▶➤✓-–—")
# A first word longer than this (a URL) is no evidence of the width.
LONGEST_WORD = 30
# East Asian rules keep 「 and 。 off the ends of a line and move up to two characters for that.
KINSOKU = 4
# A dateline with places, day, credit and reporter that was put before a wrapped paragraph has at
# most so many columns.
PUT_BEFORE = 60
_WIDE_RE = pattern(f"[^\0-{chr(ord(FIRST_WIDE) - 1)}]")
_DATELINE_DASH_RE = pattern(r"(?: |(?<=[.)]))[-–—_]{1,2} ")


class Row(NamedTuple):
    """A visible line: its text without invisible ends, leading columns, width in columns with them,
    blank lines before it; and whether it says itself that it goes on in the next line.
    """

    line: Line
    body: str
    indent: int
    width: int
    gap: int
    goes_on: bool = False


def columns(text: str) -> int:
    """The width of *text*: wide characters count twice."""
    return (
        len(text)
        if text.isascii()
        else len(text) + sum(character >= FIRST_WIDE for character in text)
    )


def has_wide(text: str) -> bool:
    """Whether any character of *text* takes two columns."""
    return not text.isascii() and _WIDE_RE.search(text) is not None


def room(row: Row, following: Row) -> int:
    """How many columns the next word would have needed: the width of a wrap is below that."""
    if is_spaceless(following.body[0]) and is_spaceless(row.body[-1]):
        return KINSOKU
    word = following.body[: LONGEST_WORD + 1].split(maxsplit=1)[0]
    return min(columns(word), LONGEST_WORD) + 1


def reads_on(row: Row, following: Row) -> bool:
    """Whether the next line looks like the rest of a sentence; after an indented first line it
    need not be in lower case.
    """
    if is_lower(following):
        return True
    if following.indent >= row.indent - 1 and _head(following).isupper() and not row.body.isupper():
        return False
    return not stops(row)


def _head(row: Row) -> str:
    """The first character of a line after an opening quotation mark, bracket or dash."""
    return row.body[:3].lstrip("\"'“”„«‘(-–— ")[:1] or row.body[0]


def is_lower(row: Row) -> bool:
    """Whether the line begins in lower case."""
    return _head(row).islower()


def is_put_before(row: Row, following: Row) -> bool:
    """Whether a line may be longer than those below it because a dateline was put before it: it
    does not stop, and the next line goes on in lower case or a dash stands near its beginning.
    """
    return not stops(row) and (
        is_lower(following) or _DATELINE_DASH_RE.search(row.body, 0, PUT_BEFORE) is not None
    )


def stops(row: Row) -> bool:
    """Whether the line ends with a stop."""
    return row.body[-6:].rstrip(_CLOSERS)[-1:] in _STOPS


def is_item(row: Row) -> bool:
    """Whether the line starts with a bullet."""
    return row.body[0] in _BULLETS and (len(row.body) == 1 or row.body[1].isspace())


def hang(row: Row) -> int:
    """The column at which the text of a list item starts, after its bullet or number; 0 if the line
    is no item.
    """
    if is_item(row):
        return len(row.body) - len(row.body[1:].lstrip())
    numbered = _NUMBERED_RE.match(row.body)
    return len(numbered.group()) if numbered else 0


def is_next(first: Row, following: Row) -> bool:
    """Whether two lines begin with a number and the number after it."""
    one, two = _COUNTED_RE.match(first.body), _COUNTED_RE.match(following.body)
    return one is not None and two is not None and int(two[1]) == int(one[1]) + 1


def is_bracketed_apart(row: Row, following: Row) -> bool:
    """Whether one line closes a bracket and the next opens one: two credit lines, "(Reporting by
    A)" and "((a@agency.example))".
    """
    return row.body.endswith(")") and following.body.startswith("(")
