"""Workbooks: what a spreadsheet finds in them is what the record says. All dumps are invented."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from dispatchkit import Dispatch, parse_text, save
from dispatchkit.writing.stored import xlsx

if TYPE_CHECKING:
    from pathlib import Path

STORY = "{headline}\n\nOSLO, {day} (AFP) - {text}\n"
TEXT = "The ferry runs again, the harbour office said on Monday."


def story(headline: str = "Ferry", text: str = TEXT, day: str = "May 3, 2021") -> Dispatch:
    (found,) = parse_text(STORY.format(headline=headline, text=text, day=day))
    return found


def cells(path: Path, sheet: int = 1) -> list[list[Any]]:
    """The cells of a sheet, as XML alone has them."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    return [
        [one.findtext(".//{*}t") or one.findtext("{*}v") for one in row]
        for row in root.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row")
    ]


def table(path: Path) -> list[dict[str, Any]]:
    names, *rows = cells(path)
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.mark.parametrize("headline", ["-12 Grad in Aspern", "@police warn", "+++ Storm", "=1+1"])
def test_no_headline_is_a_formula(headline: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert save([story()._replace(headline=headline)], path) == 1
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert f't="inlineStr"><is><t xml:space="preserve">{headline}</t>' in sheet
    assert "<f>" not in sheet


def test_days_are_days_and_numbers_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    old = story(day="May 3, 1899")
    save([story(), old], path)
    first, second = table(path)
    assert date.fromordinal(date(1899, 12, 30).toordinal() + int(first["day"])) == date(2021, 5, 3)
    assert (first["index"], second["day"]) == ("0", "1899-05-03")


def test_a_long_text_goes_on_in_another_sheet(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    long = story(text=TEXT + " It carries \N{SHIP} again." * 3000)
    save([story(), long], path)
    text = [row["text"] for row in table(path)]
    names, *rests = cells(path, 2)
    assert names == ["path", "index", "column", "part", "text"]
    assert all(len(part.encode("utf-16-le")) <= 2 * 32_767 for part in (text[1], rests[0][4]))
    assert [row[2:4] for row in rests] == [["text", str(2 + at)] for at in range(len(rests))]
    assert text[0] == story().text
    assert "".join([text[1], *(row[4] for row in rests)]) == long.text


@pytest.mark.parametrize(
    ("headline", "written"),
    [("A\x07B", "A_x0007_B"), ("A_x0041_B", "A_x005F_x0041_B"), ("A < B & C", "A < B & C")],
)
def test_every_character_has_a_form(headline: str, written: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    save([story()._replace(headline=headline)], path)
    assert table(path)[0]["headline"] == written


def test_the_same_dispatches_make_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for path in paths:
        save([story()], path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert xlsx.paths(str(paths[0])) == ["-"]


def test_a_workbook_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    save([story()], path)
    save([story()], path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b""
    before = path.read_bytes()
    with pytest.raises(OSError, match="another kind"):
        save([story()], path)
    assert path.read_bytes() == before


def test_other_programs_read_it(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl, which reads workbooks")
    path = tmp_path / "x.xlsx"
    save([story(), story(headline="=1+1")], path)
    rows = list(openpyxl.load_workbook(path)["dispatches"].iter_rows(values_only=True))
    made = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert made[0]["headline"] == "Ferry"
    assert made[0]["day"].date() == date(2021, 5, 3)
