"""Text and Markdown as ``dispatchkit parse`` writes them, read back: what is printed says what it
is, so nothing is guessed.

Either form is recognised as a whole or not at all (``writing/text.py`` and ``writing/markdown.py``
say by what); whatever does not fit in every line is read as any other dump. A field that a form
does not print (``published`` in text) is not found in it either. ``path``, ``index`` and
``encoding`` are those of the input that is read now.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.errors import RecordError
from dispatchkit.grammar.credits import is_name
from dispatchkit.grammar.dateline import find_dateline, find_place_line
from dispatchkit.grammar.notices import headline_notice, line_notice
from dispatchkit.model import (
    BODY_ROLES,
    RECORD_KEYS,
    ROLES,
    SCHEMA,
    Dateline,
    Dispatch,
    Label,
    Notice,
    Paragraph,
    Person,
)
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank
from dispatchkit.writing import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.model import Line

_BODY = {role: label for label, role in BODY_ROLES.items()}
_HEAD = {
    "notice": Label.NOTICE,
    "headline": Label.HEADLINE,
    "abstract": Label.ABSTRACT,
    "byline": Label.BYLINE,
    "dateline": Label.DATELINE,
}
_SIGNED = frozenset(_HEAD[kind] for kind in text.SIGNED)
_FEED = "\f"


class Piece(NamedTuple):
    """A line and what it is; ``text`` is what it says, without the signs of the form."""

    line: Line
    label: Label
    text: str


class Known(NamedTuple):
    """What the reading of the whole text found out, on which datelines and markers depend;
    *notices*: kinds of lines that rules know.
    """

    profile: str
    language: str | None
    received: date | None
    notices: Mapping[str, str]
    lexicon: Lexicon


# --- text ---------------------------------------------------------------------------------------


def texts(
    lines: Sequence[Line], lexicon: Lexicon
) -> list[tuple[tuple[Line, ...], list[Piece]]] | None:
    """The dispatches of *lines*, each as its lines and pieces, if all of it is text of ours; else
    None.
    """
    # Most inputs have no double blank line below their first lines, and none of ours is without.
    if not any(
        not lines[at].text and not lines[at + 1].text
        for at in range(min(len(lines) - 1, _HEAD_LINES))
    ):
        return None
    found = []
    for chunk in _chunks(lines):
        pieces = _pieces([line for line in chunk if line.text != _FEED], lexicon)
        if pieces is None:
            return None
        found.append((chunk, pieces))
    return found


# Five parts with a blank line between two, and the two before the body.
_HEAD_LINES = 12


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


def _pieces(lines: Sequence[Line], lexicon: Lexicon) -> list[Piece] | None:
    """The pieces of one dispatch; None where a line does not fit."""
    bare = [line.text for line in lines[-3:]]
    bodiless = len(bare) == 3 and bool(bare[0]) and bare[1:] == ["", ""]
    if (
        not lines
        or not (lines[-1].text or bodiless)
        or any(line.text != line.text.rstrip() for line in lines)
    ):
        return None
    spaced: list[tuple[Line, int]] = []
    gap = 0
    for line in lines:
        if line.text:
            spaced.append((line, gap))
        gap = 0 if line.text else gap + 1
    begin = next(
        (at for at, (_, gap) in enumerate(spaced) if gap > 1), len(spaced) if bodiless else None
    )
    if (
        begin is None
        or begin > len(_HEAD)
        or any(gap != (at > 0) for at, (_, gap) in enumerate(spaced[:begin]))
    ):
        return None
    head = _head([line for line, _ in spaced[:begin]], lexicon) if begin else []
    if bodiless:
        told = head and (head[-1].label in _SIGNED or head[0].label is Label.NOTICE)
        return head if begin == len(spaced) and told else None
    body = _body(spaced[begin:])
    return None if head is None or body is None else [*head, *body]


def _head(lines: Sequence[Line], lexicon: Lexicon) -> list[Piece] | None:
    """The parts above the body, from the last to the first: what closes the head is clearest."""
    left = list(lines)
    found: list[Piece] = []
    if left[-1].text.endswith(text.DATELINE):
        found.append(Piece(left[-1], Label.DATELINE, left.pop().text.removesuffix(text.DATELINE)))
    if (
        left
        and left[-1].text.startswith(text.BYLINE)
        and (
            len(left) > 1
            or all(
                is_name(person.name, lexicon)
                for person in people(left[-1].text[len(text.BYLINE) :])
            )
        )
    ):
        found.append(Piece(left[-1], Label.BYLINE, left.pop().text[len(text.BYLINE) :]))
    if left and left[-1].text.startswith(text.ABSTRACT):
        found.append(Piece(left[-1], Label.ABSTRACT, left.pop().text[len(text.ABSTRACT) :]))
    if left:
        bare = len(left) == 1 and line_notice(left[0].text)
        found.append(Piece(left[-1], Label.NOTICE if bare else Label.HEADLINE, left.pop().text))
    if left:
        found.append(Piece(left[-1], Label.NOTICE, left.pop().text))
    return None if left or any(line.text.startswith(" ") for line in lines) else found[::-1]


def _body(spaced: Sequence[tuple[Line, int]]) -> list[Piece] | None:
    """The parts of the body. Lines without a blank one between them are items or rows."""
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
    if line.text.startswith(text.ROW):
        return Piece(line, Label.TABLE, line.text[len(text.ROW) :]) if gap < 2 else None
    if line.text.startswith(text.ITEM):
        return Piece(line, Label.LIST, line.text[len(text.ITEM) :]) if gap < 2 else None
    if gap > 2 or line.text.startswith((" ", "\t")):
        return None
    return Piece(line, Label.CROSSHEAD if gap == 2 else Label.TEXT, line.text)


def people(names: str) -> list[Person]:
    """The people of a byline as ``render`` prints it."""
    found = []
    for name in names.split("; "):
        role = _ROLE_RE.search(name)
        found.append(
            Person(name=name[: role.start()], role=role[1])
            if role
            else Person(name=name, role="author")
        )
    return found


_ROLE_RE = pattern(rf" \(({'|'.join(ROLES)})\)\Z")


def fields_of(pieces: Sequence[Piece], known: Known) -> dict[str, Any]:
    """The fields that text prints."""
    said = {piece.label: piece.text for piece in pieces}
    headline, marker = said.get(Label.HEADLINE), said.get(Label.NOTICE)
    filed = said.get(Label.DATELINE)
    return {
        "headline": headline,
        "abstract": said.get(Label.ABSTRACT),
        "byline": tuple(people(said[Label.BYLINE])) if Label.BYLINE in said else (),
        "dateline": filed and dateline(filed, known),
        "notice": notice(marker, known) if marker else headline and headline_notice(headline),
        "paragraphs": paragraphs(pieces),
    }


def dateline(printed: str, known: Known) -> Dateline:
    """The dateline that is *printed*. Where the grammar knows no such form, its text alone."""
    for agency in dict.fromkeys((known.profile, None)):
        for closing in _CLOSINGS:
            found = find_dateline(
                f"{printed}{closing}",
                known.lexicon,
                received=known.received,
                language=known.language,
                agency=agency,
            )
            if found and found.dateline.text == printed:
                return found.dateline
    place = find_place_line(printed, language=known.language)
    return place.dateline if place and place.dateline.text == printed else Dateline(text=printed)


# What agencies print after a dateline: without any of it the grammar takes none for finished.
_CLOSINGS = (" - X.", " = X.", ": X.", " X.")


def notice(printed: str, known: Known) -> Notice | None:
    """The marker that is *printed* on a line of its own; its kind is what the grammar or a rule
    says. None where neither says any.
    """
    return line_notice(printed) or (
        Notice(kind=known.notices[printed], text=printed) if printed in known.notices else None
    )


def paragraphs(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """The paragraphs of the body."""
    roles = {label: role for role, label in _BODY.items()}
    return tuple(
        [
            Paragraph(
                text=piece.text,
                role=roles[piece.label],
                lines=(piece.line.number, piece.line.number),
            )
            for piece in pieces
            if piece.label in roles
        ]
    )


# --- Markdown -----------------------------------------------------------------------------------

_FENCE = "---"
_OPENING = f'schema: "{SCHEMA}"'
_KEY_RE = pattern(r"\A([a-z]+): (.+)\Z")
_TABLE_RE = re.compile(r"\A(`{3,})text\Z")
# What is said of the input that was read then, and not of the one that is read now.
_THEN = ("schema", "path", "index", "format", "encoding")


def documents(lines: Sequence[Line]) -> list[tuple[tuple[Line, ...], list[Piece], Dispatch]] | None:
    """The dispatches of *lines*, each as its lines, its pieces and what its front matter says, if
    all of it is Markdown of ours; else None.
    """
    begins = [
        at
        for at in range(len(lines) - 1)
        if lines[at].text == _FENCE and lines[at + 1].text == _OPENING
    ]
    if not begins or not all(is_blank(line.text) for line in lines[: begins[0]]):
        return None
    found = []
    for begin, end in zip([0, *begins[1:]], [*begins[1:], len(lines)], strict=True):
        chunk = tuple(lines[begin:end])
        read = _document([line for line in chunk if not is_blank(line.text)])
        if read is None:
            return None
        found.append((chunk, *read))
    return found


def _document(lines: Sequence[Line]) -> tuple[list[Piece], Dispatch] | None:
    """The pieces of a document and its fields; None where its front matter does not end, or says
    what no record does.
    """
    from dispatchkit.writing import markdown

    close = next((at for at in range(1, len(lines)) if lines[at].text == _FENCE), None)
    if close is None:
        return None
    record: dict[str, Any] = dict.fromkeys(RECORD_KEYS) | {
        "keywords": [],
        "byline": [],
        "paragraphs": [],
        "boilerplate": [],
    }
    pieces = [Piece(lines[0], Label.RULE, _FENCE)]
    for line in lines[1:close]:
        label = _stated(line.text, record)
        pieces.append(Piece(line, label, line.text))
    pieces.append(Piece(lines[close], Label.RULE, _FENCE))
    try:
        fields = Dispatch.of_record(record)
    except RecordError:
        return None
    return [*pieces, *_story(lines[close + 1 :], list(markdown.head(fields)), fields)], fields


def _stated(line: str, record: dict[str, Any]) -> Label:
    """Put what a line of front matter says into the *record*. What is no field of it is kept as it
    stands.
    """
    import json

    found = _KEY_RE.fullmatch(line)
    if not found or found[1] not in record or found[1] in ("paragraphs", "boilerplate"):
        return Label.OTHER
    try:
        record[found[1]] = json.loads(found[2])
    except ValueError:
        return Label.OTHER
    return Label.ENVELOPE if found[1] in _THEN else _FIELD.get(found[1], Label.ENVELOPE)


# The labels of fields. What has none is a line of the envelope, and kept besides.
_FIELD = {label.word: label for label in Label} | {
    "published": Label.DATE,
    "day": Label.DATE,
    "copyrightnotice": Label.COPYRIGHT,
}


def _story(lines: Sequence[Line], head: list[str], fields: Dispatch) -> Iterator[Piece]:
    """The body. What stands above it again is a part of the head only if it is just what the front
    matter says.
    """
    labels = [
        label
        for label, there in zip(
            list(_HEAD.values())[1:],
            (fields.headline, fields.abstract, fields.byline, fields.dateline),
            strict=True,
        )
        if there
    ]
    fence = None
    for line in lines:
        if fence is not None:
            yield (
                Piece(line, Label.RULE, line.text)
                if line.text == fence
                else Piece(line, Label.TABLE, line.text)
            )
            fence = None if line.text == fence else fence
        elif head and line.text == head[0]:
            head.pop(0)
            yield Piece(line, labels.pop(0), line.text)
        elif opened := _TABLE_RE.match(line.text):
            head.clear()
            fence = opened[1]
            yield Piece(line, Label.RULE, line.text)
        else:
            head.clear()
            yield _block(line)


def _block(line: Line) -> Piece:
    from dispatchkit.writing import markdown

    for sign, label in (("## ", Label.CROSSHEAD), ("- ", Label.LIST)):
        if line.text.startswith(sign):
            return Piece(line, label, markdown.unescape(line.text[len(sign) :]))
    return Piece(line, Label.TEXT, markdown.unescape(line.text))
