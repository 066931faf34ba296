"""Text as ``dispatchkit parse`` writes it, read back; ``writing/text.py`` defines its form.

Somebody else may leave two blank lines below a headline too, so a text counts as ours only if
parsing would read nothing in it otherwise: no dateline is left that it would have cut.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from dispatchkit.agencies.keywords import SmoothLines
from dispatchkit.grammar.context import known_of
from dispatchkit.grammar.dateline import find_dateline, find_place_line
from dispatchkit.grammar.label import mark_units
from dispatchkit.grammar.names import is_name
from dispatchkit.grammar.notices import headline_notice, line_notice
from dispatchkit.labels import Label
from dispatchkit.model import Dateline, Notice
from dispatchkit.reading.formats._pieces import HEAD, WRITTEN, Piece, marks, paragraphs, person
from dispatchkit.reading.message import Document, Labelled
from dispatchkit.text.units import make_units
from dispatchkit.writing import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.model import Line
    from dispatchkit.reading.options import ReadOptions

_SIGNED = frozenset(Label[part.upper()] for part in text.SIGNED)
_FEED = "\f"
# So many of the first lines tell most inputs from ours.
_LOOKED_AT = 100
# What agencies print after a dateline: without any of it, and the beginning of a text, the grammar
# takes none for finished. One word after a credit might be the number of a message.
_CLOSINGS = (" - X x x.", " = X x x.", ": X x x.", " X x x.")


def documents(lines: Sequence[Line], options: ReadOptions) -> list[Document] | None:
    """The dispatches of *lines*, if all of them are text in our form; else None."""
    if not _may_be_ours(lines[:_LOOKED_AT]):
        return None
    found = []
    for chunk in _chunks(lines):
        pieces = _pieces([line for line in chunk if line.text != _FEED], options.lexicon)
        document = pieces and _document(chunk, pieces, options)
        if not document:
            return None
        found.append(document)
    return found


def _may_be_ours(first: Sequence[Line]) -> bool:
    """Whether the *first* lines, as far as they stand above a form feed, fit our form: if they do
    not, the others need not be read.
    """
    lines = list(takewhile(lambda line: line.text != _FEED, first))
    spaced = _spaced(lines)
    begin = next((at for at, (_, gap) in enumerate(spaced) if gap > 1), len(spaced))
    return (
        begin <= len(HEAD)
        and all(line.text == line.text.rstrip() for line in lines)
        and _body(spaced[begin:]) is not None
    )


def _chunks(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines of each dispatch; the form feed after it is its last."""
    chunk: list[Line] = []
    for line in lines:
        chunk.append(line)
        if line.text == _FEED:
            yield tuple(chunk)
            chunk = []
    if chunk:
        yield tuple(chunk)


def _document(
    chunk: tuple[Line, ...], pieces: Sequence[Piece], options: ReadOptions
) -> Document | None:
    """The dispatch that *pieces* are the lines of; None if it is not ours after all."""
    units = make_units(chunk)
    smoothed = SmoothLines([unit.smoothed for unit in units])
    near = range(len(units))
    known = known_of(
        units,
        smoothed,
        near,
        options.lexicon,
        profile=options.profile,
        received=options.received,
        order=options.order,
    )
    found = mark_units(units, smoothed, known.datelines, known.context, near)
    notices = {mark.unit.text: mark.hit.notice for mark in found if mark.hit and mark.hit.notice}
    stated = _fields(pieces, known.context, notices)
    if not _is_ours(found, pieces, stated):
        return None
    return Document(
        chunk,
        WRITTEN,
        stated={"format": "text", **stated},
        parted=True,
        labelled=Labelled(marks(pieces, "text"), known),
    )


def _is_ours(found: Sequence[Mark], pieces: Sequence[Piece], stated: Mapping[str, Any]) -> bool:
    """Whether the marks that parsing would give the lines speak against what the form says."""
    labels = {piece.line.number: piece.label for piece in pieces}
    filed = Label.DATELINE in labels.values()
    if Label.NOTICE in labels.values() and stated["notice"] is None:
        return False
    for mark in found:
        label = labels.get(mark.unit.lines[0].number)
        # Only our form closes a dateline on a line of its own with a dash; in it a headline may be
        # a date.
        if label is Label.HEADLINE and mark.label is Label.DATE and not filed:
            return False
        cut = label is Label.TEXT and stated["dateline"] is None
        if cut and mark.dateline and mark.dateline.dateline.agencies:
            return False
    return True


# --- what each line is -----------------------------------------------------------------------


def _pieces(lines: Sequence[Line], lexicon: Lexicon) -> list[Piece] | None:
    """The pieces of one dispatch; None if a line does not fit the form."""
    if any(line.text != line.text.rstrip() for line in lines):
        return None
    spaced = _spaced(lines)
    begin = next((at for at, (_, gap) in enumerate(spaced) if gap > 1), len(spaced))
    head, body = _head(spaced[:begin], lexicon), _body(spaced[begin:])
    if head is None or body is None:
        return None
    if body:
        return [*head, *body] if lines[-1].text else None
    return head if _closes(head, lines) else None


def _closes(head: Sequence[Piece], lines: Sequence[Line]) -> bool:
    """Whether a *head* is a whole dispatch: a sign or a notice shows that it is ours, and it ends
    in the blank lines that would stand above a body.
    """
    told = head and (head[-1].label in _SIGNED or head[0].label is Label.NOTICE)
    return bool(told) and [bool(line.text) for line in lines[-3:]] == [True, False, False]


def _spaced(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """The lines that are not empty, each with the number of empty ones above it."""
    found: list[tuple[Line, int]] = []
    gap = 0
    for line in lines:
        if line.text:
            found.append((line, gap))
        gap = 0 if line.text else gap + 1
    return found


def _head(spaced: Sequence[tuple[Line, int]], lexicon: Lexicon) -> list[Piece] | None:
    """The parts above the body, with one blank line between; None if a line is no such part."""
    lines = [line for line, _ in spaced]
    if len(spaced) > len(HEAD) or any(gap != (at > 0) for at, (_, gap) in enumerate(spaced)):
        return None
    found = _parts(lines, lexicon)
    indented = any(line.text.startswith(" ") for line in lines)
    return None if len(found) < len(lines) or indented else found


def _parts(lines: Sequence[Line], lexicon: Lexicon) -> list[Piece]:
    """The parts of a head: notice, headline, abstract, byline and dateline, each a line, if it is
    there. They are found from the last to the first, because the end is clearest; further lines are
    left out.
    """
    left = list(lines)
    found: list[Piece] = []
    if left and left[-1].text.endswith(text.DATELINE):
        found.append(Piece(left[-1], Label.DATELINE, left.pop().text.removesuffix(text.DATELINE)))
    if left and _is_byline(left[-1].text, lexicon, alone=len(left) == 1):
        found.append(Piece(left[-1], Label.BYLINE, left.pop().text[len(text.BYLINE) :]))
    if left and left[-1].text.startswith(text.ABSTRACT):
        found.append(Piece(left[-1], Label.ABSTRACT, left.pop().text[len(text.ABSTRACT) :]))
    if left:
        bare = len(left) == 1 and line_notice(left[0].text)
        found.append(Piece(left[-1], Label.NOTICE if bare else Label.HEADLINE, left.pop().text))
    if left:
        found.append(Piece(left[-1], Label.NOTICE, left.pop().text))
    return found[::-1]


def _is_byline(printed: str, lexicon: Lexicon, *, alone: bool) -> bool:
    """Whether a line is a byline. One that stands *alone* above the body may be a headline ("By the
    sea"), unless it names people.
    """
    if not printed.startswith(text.BYLINE):
        return False
    people = map(person, printed[len(text.BYLINE) :].split("; "))
    return not alone or all(is_name(one.name, lexicon) for one in people)


def _body(spaced: Sequence[tuple[Line, int]]) -> list[Piece] | None:
    """The parts of the body; None if a line is no such part. Lines without a blank line between
    them are items or rows.
    """
    found: list[Piece] = []
    for at, (line, gap) in enumerate(spaced):
        piece = _part(line, gap - (at == 0))
        if piece is None or (
            gap == 0
            and (piece.label not in (Label.LIST, Label.TABLE) or found[-1].label is not piece.label)
        ):
            return None
        found.append(piece)
    return found


def _part(line: Line, gap: int) -> Piece | None:
    """A line of the body, with *gap* blank lines above it; None if it fits no form."""
    if line.text.startswith(text.ROW):
        return Piece(line, Label.TABLE, line.text[len(text.ROW) :]) if gap < 2 else None
    if line.text.startswith(text.ITEM):
        return Piece(line, Label.LIST, line.text[len(text.ITEM) :]) if gap < 2 else None
    if gap > 2 or line.text.startswith((" ", "\t")):
        return None
    return Piece(line, Label.CROSSHEAD if gap == 2 else Label.TEXT, line.text)


# --- what the fields are -----------------------------------------------------------------------


def _fields(
    pieces: Sequence[Piece], context: Context, notices: Mapping[str, str]
) -> dict[str, Any]:
    """The fields that a text states. *notices* are the lines that rules know for notices, each with
    its kind.
    """
    said = {piece.label: piece.text for piece in pieces}
    headline, marker = said.get(Label.HEADLINE), said.get(Label.NOTICE)
    filed = said.get(Label.DATELINE)
    return {
        "headline": headline,
        "abstract": said.get(Label.ABSTRACT),
        "byline": tuple(map(person, said[Label.BYLINE].split("; ")))
        if Label.BYLINE in said
        else (),
        "dateline": filed and _dateline(filed, context),
        "notice": _notice(marker, notices) if marker else headline and headline_notice(headline),
        "paragraphs": paragraphs(pieces),
    }


def _dateline(printed: str, context: Context) -> Dateline:
    """The dateline that is *printed*. If the grammar knows no such form, its text alone."""
    for agency in dict.fromkeys((context.profile, None)):
        for closing in _CLOSINGS:
            found = find_dateline(
                f"{printed}{closing}",
                context.lexicon,
                received=context.received,
                language=context.language,
                agency=agency,
            )
            if found and found.dateline.text == printed:
                return found.dateline
    place = find_place_line(printed, language=context.language)
    return place.dateline if place and place.dateline.text == printed else Dateline(text=printed)


def _notice(printed: str, notices: Mapping[str, str]) -> Notice | None:
    """The marker that is *printed* on a line of its own; its kind is what the grammar or a rule
    says. None if neither knows it.
    """
    return line_notice(printed) or (
        Notice(kind=notices[printed], text=printed) if printed in notices else None
    )
