"""``check`` on inputs whose stories are no lines of the file: places are those of what was read, with
the item; what is about files stays silent; nothing is mended.
"""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import check, parse_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

STORY = "OSLO, May 3, 2021 (Reuters) - The ferry to the islands runs again, it said.\n\n{more}"
OPEN = 'The captain said: "We waited for a week and then another.'
TABLE = "title,text\r\nFerry runs,{first}\r\nLock opens,{second}"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [*map(str, arguments), "--isolated"])


def cells(*texts: str) -> str:
    return ",".join('"' + text.replace('"', '""') + '"' for text in texts)


def table() -> bytes:
    first = cells(STORY.format(more="It was the first of the year, he added on Monday."))
    return TABLE.format(first=first, second=cells(STORY.format(more=OPEN))).encode("cp1252")


def stories() -> bytes:
    found = [
        {"title": "Ferry runs", "text": STORY.format(more="It was the first of the year.")},
        {"title": "Lock opens", "text": STORY.format(more=OPEN)},
    ]
    return json.dumps(found).encode()


@pytest.mark.parametrize("data", [table(), stories()])
def test_a_finding_names_its_item_and_the_line_of_the_record(data: bytes) -> None:
    (found,) = [one for one in check(data) if one.code == "DK501"]
    paragraph = parse_bytes(data)[1].paragraphs[-1]
    assert paragraph.text == OPEN
    assert (found.line, found.column) == (paragraph.lines[0], OPEN.index('"') + 1)
    assert found.message.endswith("]")
    assert found.fix is None


@pytest.mark.parametrize("data", [table(), stories()])
def test_rules_about_files_are_silent(data: bytes) -> None:
    about_files = {"DK101", "DK102", "DK103", "DK104", "DK109", "DK207", "DK209"}
    assert not about_files & {one.code for one in check(data, select=["ALL"])}


def archive(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", f"Ferry runs\n\n{STORY.format(more=OPEN)}\n")
        made.writestr("b.pdf", b"%PDF-1.4 nothing")
    return path


def test_a_broken_item_is_a_finding_with_its_name(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip")
    before = path.read_bytes()
    done = run("check", "--fix", "--unsafe-fixes", path)
    assert done.exit_code == 1
    assert f"{path}:1:1: error DK110 b.pdf: PDF" in done.stdout
    assert "[a.txt: whole input]" in done.stdout
    assert path.read_bytes() == before


def test_a_broken_item_that_no_rule_names_is_a_failure(tmp_path: Path) -> None:
    done = run("check", "--select", "DK502", archive(tmp_path / "all.zip"))
    assert done.exit_code == 3
    assert "b.pdf: PDF" in done.stderr


def test_explain_shows_the_others_and_names_it(tmp_path: Path) -> None:
    done = run("explain", archive(tmp_path / "all.zip"))
    assert done.exit_code == 3
    assert "one dispatch: a.txt: whole input" in done.stdout
    assert "b.pdf: PDF" in done.stderr


def test_tags_of_a_corpus_are_no_residue() -> None:
    text = (
        "<DOC>\n<DOCNO> XY210503-0001 </DOCNO>\n<TITLE>\nFerry runs again\n</TITLE>\n<TEXT>\n"
        + STORY.format(more="It was the first of the year, he added on Monday.")
        + "\n</TEXT>\n</DOC>\n"
    )
    assert not [one for one in check(text.encode()) if one.code == "DK507"]


def test_the_labels_of_an_export_part_its_articles() -> None:
    article = (
        "{number} of 2 DOCUMENTS\n\nThe Harbour Times\n\nMay {number}, 2021 Monday\n\nFerry {number}"
        " runs again\n\nBYLINE: Ada Finch\n\nLENGTH: 30 words\n\nThe ferry to the islands runs again"
        " after a week of storms, the harbour office said.\n\nLOAD-DATE: May {number}, 2021\n\n"
        "LANGUAGE: ENGLISH\n\n\n"
    )
    data = "".join(article.format(number=number) for number in (1, 2)).encode()
    assert [one.headline for one in parse_bytes(data)] == [
        "Ferry 1 runs again",
        "Ferry 2 runs again",
    ]
    assert "DK207" not in {one.code for one in check(data)}
