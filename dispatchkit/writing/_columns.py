"""The columns of a dispatch in tables: CSV, TSV, workbooks, SQLite and Parquet have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.model import OPTIONAL_KEYS, RECORD_KEYS
from dispatchkit.writing.text import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Dispatch

# What a table carries: the body as one text; what was taken out has no column.
CARRIES = tuple(
    [key for key in (*RECORD_KEYS, *OPTIONAL_KEYS) if key not in ("schema", "boilerplate")]
)


class Column(NamedTuple):
    """A column: its *name*, and the *kind* of its values: "text", "number", "day" (an ISO date) or
    "list" (of texts).
    """

    name: str
    kind: str = "text"


# Names are those of the record; what is inside an object has its name behind that of the object.
COLUMNS = (
    Column("path"),
    Column("index", "number"),
    Column("format"),
    Column("encoding"),
    Column("profile"),
    Column("agency_id"),
    Column("agency_name"),
    Column("language"),
    Column("section"),
    Column("slugline"),
    Column("headline"),
    Column("abstract"),
    Column("keywords", "list"),
    Column("byline", "list"),
    Column("dateline_text"),
    Column("dateline_place"),
    Column("dateline_places", "list"),
    Column("dateline_region"),
    Column("dateline_country"),
    Column("dateline_date", "day"),
    Column("dateline_agencies", "list"),
    Column("dateline_byline"),
    Column("located"),
    Column("published"),
    Column("updated"),
    Column("day", "day"),
    Column("notice_kind"),
    Column("notice_text"),
    Column("notice_number", "number"),
    Column("urgency", "number"),
    Column("ednote"),
    Column("copyrightnotice"),
    Column("usageterms"),
    Column("altid"),
    Column("text"),
    Column("item"),
)


# What a table has behind these if its dispatches are records of corpora.
STANDING = (
    Column("record", "number"),
    Column("repeat"),
    Column("repeat_of", "number"),
    Column("status"),
)


class Standing(NamedTuple):
    """How a dispatch stands among others: the number of its *record*, from 0; how it *repeats*
    another ("same", "near", "version", "part"), and the number of that; and the *status* of its
    story ("usable", "withheld", "canceled"). None for what is not so or not known.
    """

    record: int
    repeat: str | None
    repeat_of: int | None
    status: str | None


def values(dispatch: Dispatch) -> list[Any]:
    """The values of the columns: None for null, a list for a list; a person is a text, with the
    role in brackets unless it is that of an author.
    """
    record = dispatch.to_dict()
    for name in ("agency", "dateline", "notice"):
        inner = record.pop(name) or {}
        record.update({f"{name}_{key}": value for key, value in inner.items()})
    record["byline"] = [names([person]) for person in dispatch.byline]
    record["text"] = dispatch.text or None
    return [record.get(column.name) for column in COLUMNS]


def cells(dispatch: Dispatch, standing: Standing | None = None) -> list[str]:
    """The values as texts: null is empty, the items of a list are lines of the cell."""
    return [_cell(value) for value in (*values(dispatch), *(standing or ()))]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "\n".join(value) if isinstance(value, list) else str(value)


def header(*, standing: bool = False) -> Sequence[str]:
    """The names of the columns."""
    return [column.name for column in columns(standing=standing)]


def columns(*, standing: bool) -> Sequence[Column]:
    """The columns, with those of STANDING or without."""
    return (*COLUMNS, *(STANDING if standing else ()))
