"""Inputs as rows of Arrow tables, and what is read in them as rows again: one pure function, which
any engine can run that hands out batches.

``record_batches`` is for other programs, such as Spark (``mapInArrow``). It gives the columns of
``dispatchkit parse -f parquet`` and, since no row may be lost, what could not be read as rows of
their own ``kind``. ``read_batches`` is what it is made of, and what ``--engine ray`` runs: whole
records as JSON, and the account of each input after them.
"""

from __future__ import annotations

import json
import os
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from dispatchkit.agencies.sources import NOTHING, Own
from dispatchkit.api import checked
from dispatchkit.corpus.reading import Account, pieces
from dispatchkit.files.inputs import Input
from dispatchkit.model import Dispatch
from dispatchkit.outcomes import outcome
from dispatchkit.reading.options import ReadOptions
from dispatchkit.text.visible import encoded
from dispatchkit.writing import render
from dispatchkit.writing.json_ import encode
from dispatchkit.writing.stored import parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dispatchkit.corpus.reading import Reader

    # A value for each column.
    Row = Mapping[str, Any]

# Columns of what is read: names of inputs, and their bytes where they are held.
INPUTS = pa.schema([("path", pa.binary()), ("data", pa.binary())])
# Columns of what ``read_batches`` gives: a record of an input, or its account.
ANSWERS = pa.schema([("path", pa.binary()), ("record", pa.string()), ("account", pa.string())])
# A batch has at most so many rows, and some megabytes.
_ROWS, _CHARACTERS = 1000, 1 << 22
# What a row is about that has neither bytes nor a name of a file.
_NOTHING = "the row has neither data nor text nor a path"
# Where there is a column of texts, a path only says what records call a text.
_NO_TEXT = "no text"


def schema() -> pa.Schema:
    """The columns of ``record_batches``.

    ``kind`` says what a row is: a "record", with the columns of ``parse -f parquet`` and the whole
    record as JSON (``record``); a "reject", which could not be read, for a ``reason``, with the
    class of the ``error``, the ``place`` of the item if others of its input were read, and the
    ``offset`` of the byte that is wrong; or a "doubt" about what was read, with a ``reason``.
    """
    return pa.schema(
        [
            ("kind", pa.string()),
            *parquet.schema(),
            ("record", pa.string()),
            ("place", pa.string()),
            ("offset", pa.int64()),
            ("error", pa.string()),
            ("reason", pa.string()),
        ]
    )


def spark_schema() -> str:
    """``schema()`` as Spark's SQL writes it."""
    return ", ".join(f"`{field.name}` {_spark(field.type)}" for field in schema())


def _spark(kind: pa.DataType) -> str:
    """A type as Spark's SQL writes it."""
    if pa.types.is_list(kind):
        return f"array<{_spark(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{one.name}`: {_spark(one.type)}' for one in kind)}>"
    return {"string": "string", "int32": "int", "int64": "bigint", "date32[day]": "date"}[str(kind)]


def record_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,  # noqa: A002 as in parse_bytes
    split: str | None = None,
    text_column: str | None = None,
) -> Iterator[pa.RecordBatch]:
    """The records in *batches* of inputs, in their order, in batches with the columns of
    ``schema()``.

    An input is a row with its bytes (``data``), its characters (``text``) or, in a table without a
    column ``text``, the ``path`` of a file; with them ``path`` is what records call it. A row whose
    ``text`` is null is a reject. Other columns are not looked at.
    The options are those of ``parse_bytes``. Raises ProfileError, UnknownColumn, and TypeError or
    ValueError for an option that cannot be meant; nothing for an input.
    """
    asked = ReadOptions(
        "-", profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    reading = checked(asked, format)
    readers = {
        of_text: partial(
            outcome,
            reading=reading._replace(encoding="utf-8") if of_text else reading,
            make=partial(render, format="jsonl"),
        )
        for of_text in (False, True)
    }
    rows = (
        row
        for batch in batches
        for one in _asked(batch)
        for row in _told(one.item.name, pieces(one.item, readers[one.of_text]))
    )
    return _batched(rows, schema())


def read_batches(batches: Iterable[pa.RecordBatch], reader: Reader) -> Iterator[pa.RecordBatch]:
    """What *reader* reads in *batches* of inputs, with the columns INPUTS, in their order, in
    batches with the columns ANSWERS: the records of each input, as lines of JSON, and its account.
    """
    rows = (
        _answer(one.item.name, piece)
        for batch in batches
        for one in _asked(batch)
        for piece in pieces(one.item, reader)
    )
    return _batched(rows, ANSWERS)


class _Asked(NamedTuple):
    """An input, and whether it is *of_text*, whose encoding is known."""

    item: Input
    of_text: bool


def _asked(batch: pa.RecordBatch) -> Iterator[_Asked]:
    """The inputs in a batch."""
    of_texts = "text" in batch.schema.names
    columns = [
        (one.as_py() for one in batch.column(name)) if name in batch.schema.names else repeat(None)
        for name in ("path", "data", "text")
    ]
    for _, path, data, text in zip(range(batch.num_rows), *columns, strict=False):
        name = os.fsdecode(path) if path is not None else "-"
        if data is not None or text is not None:
            held = text.encode() if data is None else data
            yield _Asked(Input(name, "", data=held), data is None)
        else:
            problem = _NO_TEXT if of_texts else None
            if path is None:
                problem = _NOTHING
            yield _Asked(Input(name, "", problem=problem), of_text=False)


def _answer(name: str, piece: str | Account) -> Row:
    """A row of ANSWERS."""
    path = os.fsencode(name)
    if isinstance(piece, str):
        return {"path": path, "record": piece}
    return {"path": path, "account": encode(piece.to_dict())}


def _told(name: str, found: Iterable[str | Account]) -> Iterator[Row]:
    """What was found in an input as rows of ``schema()``."""
    path = encoded(name).decode()
    for piece in found:
        if isinstance(piece, str):
            dispatch = Dispatch.from_dict(json.loads(piece))
            yield {"kind": "record", **parquet.row(dispatch), "record": piece.rstrip("\n")}
            continue
        for reject in piece.rejects:
            yield {"kind": "reject", "path": path, **reject._asdict()}
        for doubt in piece.doubts:
            yield {"kind": "doubt", "path": path, "reason": doubt}


def _batched(rows: Iterable[Row], columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows in batches of a bounded size."""
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row.get("record") or "")
        if len(held) == _ROWS or size >= _CHARACTERS:
            yield pa.RecordBatch.from_pylist(held, schema=columns)
            held, size = [], 0
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=columns)
