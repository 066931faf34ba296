"""Clean text for people and pipes: notice, headline, abstract, byline, dateline, then the body.

Each part is a paragraph of its own, with a blank line before the next; the lines of a list or a
table have none between them. The dateline has its own line, as on some pages.

The form of each part says what it is, so that ``dispatchkit parse`` reads the text back without
loss (``reading/formats/written.py``): the body begins after two blank lines, even if nothing stands
above it (a head without a body ends in them), and a crosshead has one blank line more above it than
a paragraph would; an abstract opens with a dash, a byline with "By", a dateline closes with a dash;
items have bullets, and rows of tables are indented. No other text has this form: of 2,600 dumps of
pages, exports and wires none has one double blank line below its head and single ones between all
other lines.

Several dispatches are separated by a line that holds only a form feed. A form feed cannot stand in
the text of a dispatch, so the cut is safe, and pagers and printers know it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.writing._notice import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dispatchkit.model import Dispatch, Paragraph, Person

TITLE = "clean text"
SUFFIX = ".txt"
SINGLE = False

ABSTRACT, BYLINE, DATELINE, ITEM, ROW = "- ", "By ", " –", "• ", "  "
HEAD = ("notice", "headline", "abstract", "byline", "dateline")
CARRIES = (*HEAD, "paragraphs")
# Parts of the head that are known by a sign. If one of them ends the text, or a headline below a
# notice does, it is closed by the two blank lines that would stand above a body.
SIGNED = ("abstract", "byline", "dateline")
# The pieces that one part is printed in: the space above it, and its text.
_ONE_PART = 2
_CLOSE = ("list", "table")
# The bullet that an item was printed with ("• Item"); it is replaced by our own.
BULLET_RE = re.compile(r"\A[-–—•*·▪●‣◦]\s+(?=\S)")


def parts(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """What is printed, in order, as pairs: its kind (the name of a field or the role of a
    paragraph) and its text. A notice whose text the headline contains is not repeated.
    """
    if notice := printed(dispatch):
        yield "notice", notice
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
    """The people of a byline with *between* between them, and with their roles unless they are
    authors: ``A. Muster, B. Beispiel (translator)``.
    """
    return between.join(
        person.name if person.role == "author" else f"{person.name} ({person.role})"
        for person in byline
    )


def layout(dispatch: Dispatch, paint: Callable[[str, str], str]) -> str:
    """The whole text, in which each part is what ``paint(kind, text)`` returns."""
    pieces: list[str] = []
    before = None
    for kind, text in parts(dispatch):
        pieces.append("\n" * _line_feeds(before, kind))
        pieces.append(paint(kind, text))
        before = kind
    closed = before in SIGNED or (before == "headline" and len(pieces) > _ONE_PART)
    return "".join(pieces) + ("\n" * 3 if closed else "\n")


def _line_feeds(before: str | None, kind: str) -> int:
    """How many line feeds stand between two parts, given by their kinds: one more than there are
    blank lines, except at the top of a body without a head. *before* is None for the first part.
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
    """The texts, with a line that holds a form feed between each two."""
    for number, text in enumerate(rendered):
        yield f"\f\n{text}" if number else text
