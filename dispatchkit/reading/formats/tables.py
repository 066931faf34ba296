"""Tables with a column of texts (CSV, TSV, Parquet): a document for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.CSV, Format.TSV, Format.PARQUET)
BYTES = STORED = (Format.PARQUET,)
ASKED = 310


def recognise(look: Look) -> None:
    """Always None: ``rows`` tells a table from text with commas in it."""


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each row that holds a text; one of a table that dispatchkit wrote is its
    record.
    """
    if source.recognised.format is Format.PARQUET:
        from dispatchkit.reading.formats import _written_records
        from dispatchkit.reading.parquet_rows import parquet_documents

        return parquet_documents(
            source, options, ours=_written_records.is_ours, record=_written_records.of_values
        )
    from dispatchkit.reading.table_rows import table_documents

    return table_documents(source, options)
