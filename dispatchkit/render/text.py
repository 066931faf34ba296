"""Clean text for people and pipes: notice, headline, abstract, byline, dateline, then the body.

Everything stands in a paragraph of its own with a blank line before the next; the lines of a list or a table stand close
together. No word is added: the dateline has its own line, as on the pages that print it so, instead of a dash of ours.

Several dispatches are set apart by a line that holds a form feed and nothing else. A form feed cannot stand in the text of
a dispatch, so the cut is safe, pagers and printers know it, and ``dispatchkit parse`` reads such a file as several again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dispatchkit.model import Dispatch, Person

SUFFIX = ".txt"
SINGLE = False

_CLOSE = ("list", "table")


def parts(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """What is printed, in order: what it is (a field's name or a paragraph's role) and its text."""
    if dispatch.notice:
        yield "notice", dispatch.notice.text
    if dispatch.headline:
        yield "headline", dispatch.headline
    if dispatch.abstract:
        yield "abstract", dispatch.abstract
    if dispatch.byline:
        yield "byline", names(dispatch.byline)
    if dispatch.dateline:
        yield "dateline", dispatch.dateline.text
    for paragraph in dispatch.paragraphs:
        yield paragraph.role, paragraph.text


def names(byline: Iterable[Person]) -> str:
    """The people of a byline, those who are no authors with their role: ``A. Muster, B. Beispiel (translator)``."""
    return ", ".join(person.name if person.role == "author" else f"{person.name} ({person.role})" for person in byline)


def layout(dispatch: Dispatch, paint: Callable[[str, str], str]) -> str:
    """The text, each part as ``paint(kind, text)`` gives it."""
    pieces: list[str] = []
    before = None
    for kind, text in parts(dispatch):
        if before is not None:
            pieces.append("\n" if kind == before and kind in _CLOSE else "\n\n")
        pieces.append(paint(kind, text))
        before = kind
    return "".join(pieces) + "\n"


def render(dispatch: Dispatch) -> str:
    """The text without any decoration."""
    return layout(dispatch, lambda _, text: text)


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The texts with a form feed line between two."""
    for number, text in enumerate(rendered):
        yield f"\f\n{text}" if number else text
