"""A workbook for Excel and other spreadsheets (Office Open XML): a row a dispatch, the columns of
CSV.

A CSV file opens in Excel as the country of the computer has it: the separator, the encoding and
the form of days differ, and a headline that begins with ``=``, ``+``, ``-`` or ``@`` is taken for a
formula. In a workbook a text is a text and a day is a day. A cell holds 32,767 characters; what is
longer goes on in the sheet "continued", whose rows name the dispatch and the column. The items of a
list are lines of a cell.
"""

from __future__ import annotations

import errno
import io
import os
import zipfile
from datetime import date
from html import escape
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.visible import encoded
from dispatchkit.writing import _columns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Dispatch
    from dispatchkit.writing._columns import Column, Standing

TITLE = "a workbook for spreadsheets: a row a dispatch"
EXTRA = None
SUFFIXES = (".xlsx",)
CARRIES = _columns.CARRIES

# What a cell may hold, in code units of UTF-16, and the characters of a part of a longer text, each
# of two units at most.
_CELL, _PART = 32_767, 16_000
_ROWS = 1_048_576
# Days before this one, which Excel counts otherwise, are texts.
_FIRST_DAY, _DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30)
# What the archive says of who made it.
_MADE = b"dispatchkit"
_CONTINUED = ("path", "index", "column", "part", "text")
_SHEETS = ("dispatches", "continued")
# What XML does not allow, and what a spreadsheet would take for its escape.
_ESCAPED_RE = pattern(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Row 1, the names, stays in sight.
_SHEET_HEAD = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1"'
    ' topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<sheetData>\n"
)
_SHEET_END = "</sheetData></worksheet>\n"
_NUMBERS = range(1, len(_SHEETS) + 1)
_FILES = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    + "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{_TYPES}.worksheet+xml"/>'
        for number in _NUMBERS
    )
    + "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OF_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OF_OFFICE}"><sheets>'
    + "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(_NUMBERS, _SHEETS, strict=True)
    )
    + "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_OF_OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in _NUMBERS
    )
    + f'<Relationship Id="rId9" Type="{_OF_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Style 0 is that of all cells, style 1 that of days.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}


class _Rest(NamedTuple):
    """A part of a text that is too long for its cell: of the dispatch at a *place* in an input."""

    path: str
    place: int
    column: str
    part: int
    text: str


def ready() -> None:
    """Nothing is needed but Python."""


def is_own(path: str) -> bool:
    """Whether the file *path* is a workbook that this module made, and nobody has changed since."""
    with open(path, "rb") as file:
        file.seek(-min(len(_MADE), os.path.getsize(path)), os.SEEK_END)
        return file.read() == _MADE


def paths(path: str) -> list[str]:
    """The ``path`` of each dispatch in the workbook *path*."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_name(1)) as sheet:
            rows = ET.iterparse(sheet)  # noqa: S314 - it is ours
            found = [row[0].findtext(".//{*}t", "") for _, row in rows if row.tag.endswith("row")]
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        raise OSError(errno.EIO, str(error)) from error
    return found[1:]


def save(
    dispatches: Iterable[Dispatch], path: str, standings: Iterable[Standing] | None = None
) -> None:
    """Make the workbook *path* of the dispatches."""
    columns = _columns.columns(standing=standings is not None)
    told: Iterable[Standing | tuple[()]] = repeat(()) if standings is None else standings
    pairs = zip(dispatches, told, strict=False)
    rests: list[_Rest] = []
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = _MADE
        for name, text in _FILES.items():
            archive.writestr(_entry(name), _HEAD + text)
        _write(archive, 1, _rows(pairs, columns, rests))
        _write(archive, 2, map(_row, (_CONTINUED, *rests)))


def _name(number: int) -> str:
    """The file of a sheet."""
    return f"xl/worksheets/sheet{number}.xml"


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the archive without a time: the same dispatches make the same bytes."""
    found = zipfile.ZipInfo(name)
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def _write(archive: zipfile.ZipFile, number: int, rows: Iterable[str]) -> None:
    """Write a sheet of *rows* as they come."""
    with (
        archive.open(_entry(_name(number)), "w", force_zip64=True) as sheet,
        io.TextIOWrapper(sheet, "utf-8", newline="\n") as file,
    ):
        file.write(_SHEET_HEAD)
        for count, row in enumerate(rows, start=1):
            if count > _ROWS:
                raise OSError(errno.EFBIG, f"a sheet holds {_ROWS:,} rows, and there are more")
            file.write(row)
        file.write(_SHEET_END)


def _rows(
    pairs: Iterable[tuple[Dispatch, Standing | tuple[()]]],
    columns: Sequence[Column],
    rests: list[_Rest],
) -> Iterator[str]:
    """The names of the columns and a row a dispatch; what cells cannot hold goes to *rests*."""
    yield _row([column.name for column in columns])
    for dispatch, standing in pairs:
        cells = []
        for column, value in zip(columns, (*_columns.values(dispatch), *standing), strict=True):
            first, *others = _parts(_cell(value, column.kind))
            cells.append(first)
            rests += [
                _Rest(dispatch.path, dispatch.index, column.name, number, text)
                for number, text in enumerate(others, start=2)
            ]
        yield _row(cells)


def _cell(value: Any, kind: str) -> Any:
    """A value as a cell takes it: None, a number, a day or a text."""
    if kind == "list":
        return "\n".join(value or ()) or None
    if kind == "day" and value is not None:
        day = date.fromisoformat(value)
        return day if day >= _FIRST_DAY else value
    return value


def _parts(value: Any) -> list[Any]:
    """A value, a long text in parts that cells hold."""
    if not isinstance(value, str) or len(value.encode("utf-16-le", "surrogatepass")) <= 2 * _CELL:
        return [value]
    return [value[start : start + _PART] for start in range(0, len(value), _PART)]


def _row(cells: Iterable[Any]) -> str:
    return f"<row>{''.join(map(_written, cells))}</row>\n"


def _written(value: Any) -> str:
    """A cell."""
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - _DAY_ZERO).days}</v></c>'
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = escape(_ESCAPED_RE.sub(_escape, encoded(value).decode()), quote=False)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _escape(found: re.Match[str]) -> str:
    """A character as spreadsheets write those that XML does not allow."""
    return f"_x{ord(found[0]):04X}_"
