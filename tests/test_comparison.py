"""The comparison with other programs: what its scripts count, and what they write on its page."""

from __future__ import annotations

import gzip
import json
import sys
from typing import TYPE_CHECKING, Any

import comparison
import comparison_programs as programs
import pytest

if TYPE_CHECKING:
    from pathlib import Path

STORY = "Ferry runs again\n\nOSLO, May 3, 2021 (AFP) - The ferry runs again, the office said.\n"
# A scorer as those beside the checkout: each value of the truth that the record has is right.
SCORER = """
def checks(row, record):
    for name, value in row["expected"].items():
        yield name, record.get(name) == value, value, record.get(name)
"""
GOLD = [
    {"file": "a.xml", "item": 1, "format": "nitf", "expected": {"headline": "A", "byline": "B"}}
]


@pytest.mark.parametrize(
    ("by_index", "records", "right"),
    [
        (True, [{"index": 1, "headline": "A", "byline": "B"}], 2),
        (True, [{"index": 0, "headline": "A", "byline": "B"}], 0),
        (False, [{"index": 0, "headline": "A"}, {"index": 0, "headline": "A", "byline": "B"}], 2),
        (False, [{"index": 0, "headline": "A"}, {"index": 0, "byline": "C"}], 1),
        (True, [], 0),
    ],
)
def test_values_that_are_right_are_counted(
    by_index: bool, records: list[dict[str, Any]], right: int, tmp_path: Path
) -> None:
    (tmp_path / "score.py").write_text(SCORER)
    found = [{**record, "path": "files/a.xml"} for record in records]
    tally = comparison._right(tmp_path, GOLD, found, by_index=by_index)
    assert tally["format", "nitf"] == tally["format", "all"] == (right, 2)


def test_a_table_replaces_the_one_on_the_page() -> None:
    page = "# Title\n<!-- wires -->\nold\n<!-- /wires -->\nend\n"
    changed = comparison.written(page, "wires", comparison.table(["a"], [["1"]]), "2026-11-30")
    assert changed.startswith("# Title\n<!-- wires -->\n| a |\n| --- |\n| 1 |\n\n*2026-11-30; ")
    assert changed.endswith("*\n<!-- /wires -->\nend\n")
    with pytest.raises(AssertionError, match="no place"):
        comparison.written(page, "pages", [], "2026-11-30")


def test_every_table_has_figures_on_the_page() -> None:
    page = comparison.PAGE.read_text(encoding="utf-8")
    for part in comparison.PARTS:
        text = page.split(f"<!-- {part} -->")[1].split(f"<!-- /{part} -->")[0]
        assert text.count("\n| ") > 5


def test_a_program_gets_a_page_its_lines_or_the_text(tmp_path: Path) -> None:
    packed = tmp_path / "a.html.gz"
    packed.write_bytes(gzip.compress(b"<p>A &amp; B</p>"))
    text = tmp_path / "a.txt"
    text.write_text("A & B\n\nC\n")
    assert programs.given("html", packed) == b"<p>A &amp; B</p>"
    assert programs.given("text", text) == b"A & B\n\nC\n"
    assert b"<p>A &amp; B</p>\n<p>C</p>" in programs.given("lines", text)


@pytest.mark.parametrize(("name", "texts"), [("dispatchkit", 1), ("everything", 2)])
def test_each_file_has_its_records_with_the_time(
    name: str,
    texts: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = [tmp_path / "story.txt", tmp_path / "empty.txt"]
    files[0].write_text(STORY)
    files[1].write_text("")
    monkeypatch.setattr(sys, "argv", ["", name, "text", *map(str, files)])
    programs.main()
    story, empty = map(json.loads, capsys.readouterr().out.splitlines())
    assert (story["path"], story["id"], story["index"]) == (str(files[0]), "story", 0)
    assert len(story["paragraphs"]) == texts
    assert story["seconds"] > 0
    assert empty["paragraphs"] == []
