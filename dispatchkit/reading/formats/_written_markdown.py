"""Markdown as ``dispatchkit parse`` writes it, read back: the fields from the front matter, the
paragraphs from the body (``writing/markdown.py``).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dispatchkit.errors import RecordError
from dispatchkit.grammar.label import as_boilerplate
from dispatchkit.labels import Label
from dispatchkit.model import OPTIONAL_KEYS, RECORD_KEYS, SCHEMA, Dispatch
from dispatchkit.reading.formats._pieces import (
    FIELD_LABELS,
    HEAD,
    OF_INPUT,
    WRITTEN,
    Piece,
    known,
    marks,
    paragraphs,
)
from dispatchkit.reading.message import Document, Labelled
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank
from dispatchkit.writing import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.options import ReadOptions

_FENCE = "---"
_OPENING = f'schema: "{SCHEMA}"'
_KEY_RE = pattern(r"\A([a-z]+): (.+)\Z")
_TABLE_RE = re.compile(r"\A(`{3,})text\Z")
# Fields about the input that was read then, not about the one that is read now.
_THEN = ("schema", "format", *OF_INPUT)
# Lines of front matter with these labels are in no field.
_KEPT = (Label.RULE, Label.ENVELOPE, Label.OTHER)


def documents(lines: Sequence[Line], options: ReadOptions) -> list[Document] | None:
    """The dispatches of *lines*, if all of them are Markdown in our form; else None. Raises
    UnknownProfile if the caller names a profile that does not exist.
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
        read = _read([line for line in chunk if not is_blank(line.text)])
        if read is None:
            return None
        found.append((chunk, *read))
    return [_document(chunk, pieces, fields, options) for chunk, pieces, fields in found]


def _document(
    chunk: tuple[Line, ...], pieces: Sequence[Piece], fields: Dispatch, options: ReadOptions
) -> Document:
    """A dispatch with the *fields* of its front matter."""
    found = marks(pieces, "markdown")
    stated = {name: getattr(fields, name) for name in Dispatch._fields if name not in OF_INPUT}
    stated |= {
        "paragraphs": paragraphs(pieces),
        "boilerplate": tuple([as_boilerplate(mark) for mark in found if mark.label in _KEPT]),
    }
    labelled = Labelled(found, known(fields, options, "its front matter says so"))
    return Document(chunk, WRITTEN, stated=stated, parted=True, labelled=labelled)


def _read(lines: Sequence[Line]) -> tuple[list[Piece], Dispatch] | None:
    """The pieces of a document and its fields; None if its front matter does not end, or says what
    no record can.
    """
    close = next((at for at in range(1, len(lines)) if lines[at].text == _FENCE), None)
    if close is None:
        return None
    record: dict[str, Any] = dict.fromkeys((*RECORD_KEYS, *OPTIONAL_KEYS)) | {
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
    """Put what a line of front matter says into the *record*, and give its label. A line that
    states no field is kept as it stands.
    """
    found = _KEY_RE.fullmatch(line)
    if not found or found[1] not in record or found[1] in ("paragraphs", "boilerplate"):
        return Label.OTHER
    try:
        record[found[1]] = json.loads(found[2])
    except ValueError:
        return Label.OTHER
    return Label.ENVELOPE if found[1] in _THEN else FIELD_LABELS.get(found[1], Label.ENVELOPE)


def _story(lines: Sequence[Line], head: list[str], fields: Dispatch) -> Iterator[Piece]:
    """The body. A line above it is a part of the head only if it says exactly what the front matter
    says.
    """
    labels = [
        label
        for label, there in zip(
            HEAD[1:],
            (fields.headline, fields.abstract, fields.byline, fields.dateline),
            strict=True,
        )
        if there
    ]
    fence = None
    for line in lines:
        if fence is not None:
            closes = line.text == fence
            yield Piece(line, Label.RULE if closes else Label.TABLE, line.text)
            fence = None if closes else fence
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
    """A line of the body outside of tables."""
    for sign, label in (("## ", Label.CROSSHEAD), ("- ", Label.LIST)):
        if line.text.startswith(sign):
            return Piece(line, label, markdown.unescape(line.text[len(sign) :]))
    return Piece(line, Label.TEXT, markdown.unescape(line.text))
