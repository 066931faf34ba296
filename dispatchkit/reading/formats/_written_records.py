"""Records as ``dispatchkit`` wrote them, read back: objects of JSON, and rows of tables that have
its columns. A field is what the record says; the lines are numbered as they are read.
"""

from __future__ import annotations

import csv
import re
from itertools import count
from typing import TYPE_CHECKING, Any

from dispatchkit.errors import RecordError
from dispatchkit.grammar.label import as_boilerplate
from dispatchkit.labels import BODY_ROLES, Label
from dispatchkit.model import OPTIONAL_KEYS, RECORD_KEYS, SCHEMA, Boilerplate, Dispatch, Line
from dispatchkit.reading.formats._pieces import (
    FIELD_LABELS,
    OF_INPUT,
    WRITTEN,
    Piece,
    known,
    marks,
    person,
)
from dispatchkit.reading.json_values import values
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Broken, Document, Labelled
from dispatchkit.startup.patterns import pattern
from dispatchkit.writing import tsv
from dispatchkit.writing._columns import COLUMNS
from dispatchkit.writing.json_ import encode
from dispatchkit.writing.text import BULLET_RE, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatchkit.model import Paragraph
    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions

_SCHEMA_RE = pattern(rf'"schema"\s*+:\s*+"{SCHEMA}"')
# A whole number, also as data frames write those of a column that has gaps ("3.0").
_WHOLE_RE = pattern(r"(\d{1,18})(?:\.0)?")
# The schema stands on the first line of JSON Lines, on the third of an array.
_FIRST_LINES, _FIRST_LETTERS = 4, 1000
# A table has these columns at least; a user may have dropped others in a spreadsheet.
_NEEDED = frozenset(("profile", "dateline_text", "text"))
# The column of Parquet that has the paragraphs one by one.
_TYPED = "paragraphs"
_KIND = {column.name: column.kind for column in COLUMNS}
_INNER = ("agency", "dateline", "notice")
# The keys of each object of the record, with what stands for nothing.
_KEYS: dict[str, dict[str, Any]] = {
    inner: {
        column.name.removeprefix(f"{inner}_"): [] if column.kind == "list" else None
        for column in COLUMNS
        if column.name.startswith(f"{inner}_")
    }
    for inner in _INNER
}
# What typed columns hold where a record has no value: a list that is empty is no object either.
_NOTHING: tuple[Any, ...] = ("", None, [])
_EMPTY: dict[str, Any] = dict.fromkeys(RECORD_KEYS) | {
    "schema": SCHEMA,
    "path": "-",
    "index": 0,
    "format": "text",
    "encoding": "utf-8",
    "keywords": [],
    "byline": [],
    "paragraphs": [],
    "boilerplate": [],
}
_ROLES = {role: label for label, role in BODY_ROLES.items()}
_LABELS = {label.word: label for label in Label}


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken] | None:
    """The dispatches of JSON or of a table, if it is in our form; else None."""
    numbers = count(1)
    if source.recognised.format in (Format.CSV, Format.TSV):
        rows = _rows(source)
        header = [cell.strip("\ufeff \t") for cell in next(rows, (0, []))[1]]
        if not is_ours(header):
            return None
        return (_of_row(line, header, cells, options, numbers) for line, cells in rows)
    first = (line.text[:_FIRST_LETTERS] for line in source.lines[:_FIRST_LINES])
    if not any(map(_SCHEMA_RE.search, first)):
        return None
    return (
        found
        if isinstance(found, Broken)
        else _document(found.value, options, numbers, f"line {found.line}")
        for found in values(source)
    )


# --- tables --------------------------------------------------------------------------------------


def _rows(source: Opened) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, each with the number of its first line."""
    if source.recognised.format is Format.TSV:
        for line in source.lines:
            if line.text:
                yield line.number, tsv.cells(line.text)
        return
    first = source.lines[0].text if source.lines else ""
    reader = csv.reader(
        (line.text + (line.ending and "\n") for line in source.lines),
        delimiter=max(",;", key=first.count),
    )
    begin = 1
    try:
        for row in reader:
            if row:
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error:
        # A cell of more letters than the library takes, or a NUL: what follows is no table of ours.
        yield begin, []


def is_ours(header: Iterable[str]) -> bool:
    """Whether the columns of a table are those that we write."""
    return _NEEDED <= set(header) <= {*_KIND, _TYPED}


def of_values(
    told: Mapping[str, Any], options: ReadOptions, numbers: count[int], where: str
) -> Document | Broken:
    """The dispatch of a row of typed values, by the names of their columns."""
    kept = {name: value for name, value in told.items() if value not in _NOTHING}
    paragraphs = [
        {"text": one["text"], "role": one["role"], "lines": [one["first_line"], one["last_line"]]}
        for one in kept.pop(_TYPED, ())
    ]
    record = _record(kept)
    return _document(
        record | ({"paragraphs": paragraphs} if paragraphs else {}), options, numbers, where
    )


def _of_row(
    line: int,
    header: Sequence[str],
    cells: Sequence[str],
    options: ReadOptions,
    numbers: count[int],
) -> Document | Broken:
    """The dispatch of a row."""
    where = f"line {line}"
    if len(cells) != len(header):
        return Broken(where, f"{len(cells)} cells below {len(header)} columns")
    told = {name: cell for name, cell in zip(header, cells, strict=True) if cell}
    return _document(_record(told), options, numbers, where)


def _record(told: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a row, whose columns were *told*; see ``writing/_columns.py``."""
    record: dict[str, Any] = {"schema": SCHEMA}
    for name, cell in told.items():
        value = cell
        if isinstance(cell, str) and _KIND[name] == "list":
            value = cell.split("\n")
        elif _KIND[name] == "number" and (whole := _WHOLE_RE.fullmatch(str(cell))):
            value = int(whole[1])
        inner, _, key = name.partition("_")
        if inner in _INNER:
            record.setdefault(inner, {})[key] = value
        else:
            record[name] = value
    record["byline"] = [person(name)._asdict() for name in record.get("byline", ())]
    record["paragraphs"] = list(_paragraphs(record.pop("text", "")))
    for name, keys in _KEYS.items():
        if name in record:
            record[name] = keys | record[name]
    return record


def _paragraphs(text: str) -> Iterator[dict[str, Any]]:
    """The paragraphs of a body that was written as one text: those of several lines are items of a
    list or rows of a table. Two tables are one block, so that one below a table is a list.
    """
    role = ""
    for block in filter(None, re.split(r"\n{2,}", text)):
        lines = block.split("\n")
        if all(map(BULLET_RE.match, lines)) or (role == "table" and len(lines) > 1):
            role = "list"
        else:
            role = "table" if len(lines) > 1 else "body"
        for line in lines:
            yield {"text": line, "role": role, "lines": [1, 1]}


# --- records -------------------------------------------------------------------------------------


def _document(
    value: Any, options: ReadOptions, numbers: count[int], where: str
) -> Document | Broken:
    """The dispatch of a record. Keys that it lacks are null or, where there is no null, those of a
    plain text; those that are not ours are kept beside the story.
    """
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        return Broken(where, "no record of a dispatch")
    others = dict(value)
    ours = {key: others.pop(key) for key in (*RECORD_KEYS, *OPTIONAL_KEYS) if key in others}
    try:
        fields = Dispatch.of_record(_EMPTY | ours)
    except RecordError as error:
        return Broken(where, str(error))
    kept = _pieces(_kept(ours, fields, others), numbers)
    head = _pieces(_head(fields), numbers)
    body = _pieces(((_ROLES[one.role], one.text) for one in fields.paragraphs), numbers)
    cut = _pieces(((_LABELS[one.label], one.text) for one in fields.boilerplate), numbers)
    found = marks([*kept, *head, *body, *cut], "record")
    before = tuple([as_boilerplate(mark) for mark in found[: len(kept)]])
    stated = dict(zip(Dispatch._fields, fields, strict=True)) | {
        "paragraphs": tuple(map(_renumbered, fields.paragraphs, body)),
        "boilerplate": (*before, *map(_renumbered_cut, fields.boilerplate, cut)),
    }
    return Document(
        tuple([mark.unit.lines[0] for mark in found]),
        f"{WRITTEN}, {where}",
        stated={name: one for name, one in stated.items() if name not in OF_INPUT},
        parted=True,
        labelled=Labelled(found, known(fields, options, "its record says so")),
    )


def _renumbered(paragraph: Paragraph, piece: Piece) -> Paragraph:
    return paragraph._replace(lines=(piece.line.number, piece.line.number))


def _renumbered_cut(cut: Boilerplate, piece: Piece) -> Boilerplate:
    return cut._replace(lines=(piece.line.number, piece.line.number))


def _pieces(parts: Iterable[tuple[Label, str]], numbers: count[int]) -> list[Piece]:
    """Labelled texts as lines with the next *numbers*."""
    found = []
    for label, text in parts:
        line = Line(next(numbers), 0, " ".join(text.split()), "\n")
        found.append(Piece(line, label, line.text))
    return found


def _kept(
    ours: Mapping[str, Any], fields: Dispatch, others: Mapping[str, Any]
) -> Iterator[tuple[Label, str]]:
    """What a record says of the input that was read then, and its keys that are not ours."""
    for name in filter(ours.__contains__, OF_INPUT):
        yield Label.ENVELOPE, f"{name}: {encode(getattr(fields, name))}"
    for key, value in others.items():
        yield Label.OTHER, f"{key}: {encode(value)}"


def _head(fields: Dispatch) -> Iterator[tuple[Label, str]]:
    """What a record says of the story, as a text."""
    for name in Dispatch._fields:
        value = getattr(fields, name)
        if name in OF_INPUT or name in ("paragraphs", "boilerplate") or value in (None, ()):
            continue
        yield FIELD_LABELS.get(name, Label.ENVELOPE), _shown(name, value)


def _shown(name: str, value: Any) -> str:
    """The value of a field as a text."""
    if name == "byline":
        return names(value, "; ")
    if name == "keywords":
        return "; ".join(value)
    if name in _INNER:
        return str(value.name if name == "agency" else value.text)
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
