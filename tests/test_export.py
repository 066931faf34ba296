"""``dispatchkit export``: the records of corpora in one file. All dumps are invented."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import invented
import pytest
from click.testing import CliRunner, Result
from program import program

UPDATED = """{mark}Ferry runs again after storm

BERGEN, May 3, 2021 (Reuters) - The ferry to Askoy runs again after a week of storms, the harbour
office said on Monday, and carries cars, bicycles and the mail that has waited in sacks{more}.
"""


def call(*arguments: str | os.PathLike[str]) -> Result:
    return CliRunner().invoke(
        program, [os.fspath(argument) for argument in arguments], catch_exceptions=False
    )


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Corpora in one, with a copy and two versions of a story, and in two, with a copy from one."""
    monkeypatch.chdir(tmp_path)
    for folder, numbers in (("a", (0, 1, 2)), ("b", (1, 7))):
        (tmp_path / folder).mkdir()
        for number in numbers:
            (tmp_path / folder / f"{number}.txt").write_text(invented.story(number).wire)
    (tmp_path / "a/copy.txt").write_text(invented.story(0).wire)
    (tmp_path / "a/old.txt").write_text(UPDATED.format(mark="", more=""))
    more = ", as well as a cow that a farmer of the island had sold in spring"
    (tmp_path / "a/update.txt").write_text(UPDATED.format(mark="UPDATE 1-", more=more))
    for folder, corpus in (("a", "one"), ("b", "two")):
        call("corpus", "-q", "--shard-size", "4", folder, "--output-dir", corpus)
    return tmp_path


def paths(text: str) -> list[str]:
    return [json.loads(line)["path"] for line in text.splitlines()]


ALL = ["a/0.txt", "a/1.txt", "a/2.txt", "a/copy.txt", "a/old.txt", "a/update.txt"]


@pytest.mark.usefixtures("corpora")
def test_records_come_out_as_they_are() -> None:
    assert call("export", "one").stdout == call("parse", "-f", "jsonl", "a").stdout
    assert call("export", "one", "-f", "text").stdout == call("parse", "a").stdout


@pytest.mark.parametrize("form", ["jsonl", "sqlite", "parquet"])
def test_repeats_are_left_out(corpora: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="needs pyarrow, which writes Parquet")
    call("corpus", "-q", "-f", form, "a", "--output-dir", "new")
    repeats = (corpora / "new/repeats.jsonl").read_text().splitlines()
    (copy,) = (json.loads(line) for line in repeats if json.loads(line)["kind"] == "same")
    unique = [path for path in ALL if path != copy["path"]]
    assert paths(call("export", "--unique", "new").stdout) == unique


@pytest.mark.usefixtures("corpora")
def test_the_newest_are_those_of_latest() -> None:
    newest = paths(call("export", "--newest", "one").stdout)
    stories = call("latest", "-f", "jsonl", "a").stdout
    assert newest == sorted(paths(stories))
    assert "a/update.txt" in newest
    assert "a/old.txt" not in newest
    assert len(newest) == 4


@pytest.mark.usefixtures("corpora")
def test_several_corpora_are_one() -> None:
    assert paths(call("export", "one", "two").stdout) == [*ALL, "b/1.txt", "b/7.txt"]
    unique = paths(call("export", "--unique", "one", "two").stdout)
    assert len(unique) == len(ALL)
    assert ("a/1.txt" in unique) != ("b/1.txt" in unique)


def rows(name: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(name)) as base:
        base.row_factory = sqlite3.Row
        return [dict(row) for row in base.execute("SELECT * FROM dispatches ORDER BY id")]


@pytest.mark.usefixtures("corpora")
def test_a_database_says_how_records_stand() -> None:
    assert call("export", "one", "-o", "all.db").stderr == "records: 6\n"
    found = rows("all.db")
    assert [row["path"] for row in found] == ALL
    assert [row["record"] for row in found] == list(range(6))
    told = [json.loads(line) for line in Path("one/repeats.jsonl").read_text().splitlines()]
    assert [one["path"] for one in told] == ["a/copy.txt", "a/update.txt"]
    assert [(row["record"], row["repeat"], row["repeat_of"]) for row in found if row["repeat"]] == [
        (one["record"], one["kind"], one["of"]["record"]) for one in told
    ]
    call("export", "-q", "--newest", "one", "-o", "all.db")
    assert {row["status"] for row in rows("all.db")} == {"usable"}


@pytest.mark.usefixtures("corpora")
def test_tables_have_the_same_columns() -> None:
    made = call("export", "one", "-f", "csv").stdout
    read = list(csv.DictReader(io.StringIO(made)))
    assert list(read[0])[-4:] == ["record", "repeat", "repeat_of", "status"]
    call("export", "one", "-o", "all.db")
    for name in ("path", "record", "repeat", "repeat_of"):
        assert [row[name] for row in read] == [
            "" if row[name] is None else str(row[name]) for row in rows("all.db")
        ]


def test_parquet_has_the_same_columns(corpora: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow, which reads Parquet")
    call("export", "one", "-o", "all.parquet")
    call("export", "one", "-o", "all.db")
    table = parquet.read_table(corpora / "all.parquet")
    for name in ("path", "record", "repeat", "repeat_of"):
        assert table[name].to_pylist() == [row[name] for row in rows("all.db")]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["a"], 3, "a: no corpus"),
        (["gone"], 3, "gone: no corpus"),
        (["one", "--rejects", "--newest"], 2, "cannot go together"),
        (["one", "-o", "one/all.db"], 2, "lies in the corpus one"),
        (["one", "-o", "all.ods"], 2, "is not written"),
        (["one", "-f", "sqlite"], 2, "makes a file"),
        (["one", "-f", "nitf"], 2, "newsml-g2"),
        ([], 2, "CORPUS"),
    ],
)
def test_calls_that_cannot_be_meant(
    corpora: Path, arguments: list[str], status: int, says: str
) -> None:
    before = sorted(corpora.rglob("*"))
    result = call("export", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert says in result.stderr
    assert sorted(corpora.rglob("*")) == before


def test_a_corpus_that_is_not_whole_is_refused(corpora: Path) -> None:
    with (corpora / "one/part-00001.jsonl").open("ab") as file:
        file.write(b"{}\n")
    assert "part-00001.jsonl: not as it was written" in call("export", "one").stderr
    call("corpus", "-q", "-f", "sqlite", "a", "--output-dir", "new")
    shutil.rmtree(corpora / "new/.corpus")
    assert "part-00000.jsonl.gz: gone" in call("export", "new").stderr


@pytest.mark.usefixtures("corpora")
@pytest.mark.parametrize("command", ["parse", "latest"])
def test_a_database_that_is_replaced_by_one_of_other_inputs_is_told(command: str) -> None:
    assert call(command, "a", "-o", "x.db").exit_code == 0
    assert call(command, "a", "-o", "x.db").stderr == ""
    said = call(command, "a/0.txt", "b", "-o", "x.db").stderr
    assert "dispatchkit: x.db: replaced; of the " in said
    assert "--add" in said
    assert call("parse", "-q", "a/2.txt", "-o", "x.db").stderr == ""


def test_what_was_not_read_is_a_table(corpora: Path) -> None:
    (corpora / "a/void.txt").write_text("")
    good = '{"headline": "Ferry runs", "text": "The ferry to Askoy runs again, the harbour said."}'
    (corpora / "a/cut.jsonl").write_text(f'{good}\n{{"headline": "B", "te')
    call("corpus", "-q", "a", "--output-dir", "new")
    assert call("export", "--rejects", "new", "-o", "r.csv").stderr == "rejects: 2\n"
    with open("r.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row["path"]: row for row in csv.DictReader(file)}
    assert rows["a/void.txt"]["reason"] == "the file is empty"
    assert rows["a/void.txt"]["records"] == "0"
    assert rows["a/cut.jsonl"]["place"].startswith("line 2")
    assert rows["a/cut.jsonl"]["records"] == "1"
    listed = call("export", "--rejects", "new").stdout
    assert listed == (corpora / "new/rejects.jsonl").read_text()
    assert call("export", "--rejects", "new", "-o", "r.db").exit_code == 2


@pytest.mark.usefixtures("corpora")
def test_the_newest_hold_no_copy() -> None:
    both = paths(call("export", "--unique", "--newest", "one").stdout)
    assert both == paths(call("export", "--newest", "one").stdout)
    assert len(both) == len(ALL) - 2
