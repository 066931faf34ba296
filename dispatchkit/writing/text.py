"""Clean text for people and pipes: notice, headline, abstract, byline, dateline, then the body.

Everything stands in a paragraph of its own with a blank line before the next; the lines of a list
or a table stand close together. The dateline has its own line, as on the pages that print it so.

What a part is shows in the ways of print, so that ``dispatchkit parse`` reads the text back without
loss (``reading/formats/written.py``): the body begins after two blank lines, also where nothing
stands above it (a head without a body ends in them), and a crosshead has one blank line more above
it than a paragraph would; an abstract opens with a dash, a byline with "By", a dateline closes with
a dash; items have bullets, and rows of tables are indented. No such text came in yet: of 2,600
dumps of pages, exports and wires none has one double blank line below its head and single ones
between all other lines.

Several dispatches are set apart by a line that holds a form feed and nothing else. A form feed
cannot stand in the text of a dispatch, so the cut is safe, and pagers and printers know it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dispatchkit.model import Dispatch, Paragraph, Person

SUFFIX = ".txt"
SINGLE = False

ABSTRACT, BYLINE, DATELINE, ITEM, ROW = "- ", "By ", " –", "• ", "  "
HEAD = ("notice", "headline", "abstract", "byline", "dateline")
CARRIES = (*HEAD, "paragraphs")
# Parts of the head that a sign tells. Where one of them ends the text, or a headline below a notice
# does, the two blank lines that a body would have above it close it.
SIGNED = ("abstract", "byline", "dateline")
# The pieces that one part is printed in: the space above it, and its text.
_ONE_PART = 2
_CLOSE = ("list", "table")
# The bullet that a list item has in print ("• Item"); the text gets one of its own.
BULLET_RE = re.compile(r"\A[-–—•*·▪●‣◦]\s+(?=\S)")


def parts(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """What is printed, in order: what it is (a field's name or a paragraph's role) and its text. A
    marker that the headline holds is not repeated.
    """
    if dispatch.notice and dispatch.notice.text not in (dispatch.headline or ""):
        yield "notice", dispatch.notice.text
    if dispatch.headline:
        yield "headline", dispatch.headline
    if dispatch.abstract:
        yield "abstract", f"{ABSTRACT}{dispatch.abstract}"
    if dispatch.byline:
        yield "byline", f"{BYLINE}{names(dispatch.byline, '; ')}"
    if dispatch.dateline:
        yield "dateline", f"{dispatch.dateline.text}{DATELINE}"
    for paragraph in dispatch.paragraphs:
        yield paragraph.role, _printed(paragraph)


def _printed(paragraph: Paragraph) -> str:
    if paragraph.role == "list":
        return f"{ITEM}{BULLET_RE.sub('', paragraph.text)}"
    return f"{ROW}{paragraph.text}" if paragraph.role == "table" else paragraph.text


def names(byline: Iterable[Person], between: str = ", ") -> str:
    """The people of a byline, those who are no authors with their role: ``A. Muster, B. Beispiel
    (translator)``.
    """
    return between.join(
        person.name if person.role == "author" else f"{person.name} ({person.role})"
        for person in byline
    )


def layout(dispatch: Dispatch, paint: Callable[[str, str], str]) -> str:
    """The text, each part as ``paint(kind, text)`` gives it."""
    pieces: list[str] = []
    before = None
    for kind, text in parts(dispatch):
        pieces.append("\n" * _line_feeds(before, kind))
        pieces.append(paint(kind, text))
        before = kind
    closed = before in SIGNED or (before == "headline" and len(pieces) > _ONE_PART)
    return "".join(pieces) + ("\n" * 3 if closed else "\n")


def _line_feeds(before: str | None, kind: str) -> int:
    """How many line feeds stand between two parts: one more than there are blank lines, but for
    those at the top of a body without a head.
    """
    if kind in HEAD:
        return 0 if before is None else 2
    if kind == before and kind in _CLOSE:
        return 1
    crosshead = kind == "crosshead"
    if before is None:
        return 2 + crosshead
    return 2 + (before in HEAD) + crosshead


def render(dispatch: Dispatch) -> str:
    """The text without any decoration."""
    return layout(dispatch, lambda _, text: text)


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The texts with a form feed line between two."""
    for number, text in enumerate(rendered):
        yield f"\f\n{text}" if number else text
