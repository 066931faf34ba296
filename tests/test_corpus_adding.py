"""``dispatchkit corpus --add``: more inputs for a corpus that is whole. All dumps are invented."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import invented
import pytest
from killed import OPTIONS
from made_corpora import call, contents, lines, manifest
from test_corpus import KILLED

from dispatchkit.files.failures import Failure

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("resource", reason="runs are killed as on POSIX")


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten dispatches in old, of which a corpus is made in out, and six more in new."""
    monkeypatch.chdir(tmp_path)
    for folder, numbers in (("old", range(10)), ("new", range(10, 16))):
        (tmp_path / folder).mkdir()
        for number in numbers:
            (tmp_path / folder / f"{number:02}.txt").write_text(invented.story(number).wire)
    (tmp_path / "old/blank.txt").write_text("")
    (tmp_path / "new/copy.txt").write_text(invented.story(3).wire)
    (tmp_path / "new/void.txt").write_text("")
    assert call(*OPTIONS, "old", "--output-dir", "out").exit_code == 3
    return tmp_path


def named(folder: Path) -> list[str]:
    return [one["path"] for one in manifest(folder)["inputs"]]


@pytest.mark.parametrize("inputs", [["new"], ["old", "new"], ["new", "old/03.txt"]])
def test_new_inputs_are_read_into_further_shards(begun: Path, inputs: list[str]) -> None:
    before = contents(begun / "out")
    result = call(*OPTIONS[1:], "--add", *inputs, "--output-dir", "out")
    assert result.exit_code == 3
    assert "new inputs: 8; the corpus has the others" in result.stderr
    after = contents(begun / "out")
    shards = [name for name in after if name.startswith("part-")]
    assert shards == [f"part-{number:05}.jsonl" for number in range(5)]
    assert {name: after[name] for name in shards[:3]} == {name: before[name] for name in shards[:3]}
    assert named(begun / "out") == [
        *(f"old/{number:02}.txt" for number in range(10)),
        "old/blank.txt",
        *(f"new/{number:02}.txt" for number in range(10, 16)),
        "new/copy.txt",
        "new/void.txt",
    ]
    (repeat,) = lines(begun / "out/repeats.jsonl")
    assert (repeat["path"], repeat["record"], repeat["of"]["record"]) in (
        ("new/copy.txt", 16, 3),
        ("old/03.txt", 3, 16),
    )
    rejected = [one["path"] for one in lines(begun / "out/rejects.jsonl")]
    assert rejected == ["old/blank.txt", "new/void.txt"]
    assert json.loads((begun / "out/summary.json").read_text())["records"] == 17


def test_what_is_told_of_all_is_as_if_all_had_been_read_at_once(begun: Path) -> None:
    call(*OPTIONS, "--add", "new", "--output-dir", "out")
    call(*OPTIONS, "old", "new", "--output-dir", "once")
    for name in ("repeats.jsonl", "rejects.jsonl", "summary.json", "report.html"):
        assert (begun / "out" / name).read_bytes() == (begun / "once" / name).read_bytes()
    totals = [manifest(begun / folder)["totals"] for folder in ("out", "once")]
    assert {**totals[0], "shards": 5} == totals[1]


def test_inputs_are_added_again_and_again(begun: Path) -> None:
    for _ in range(2):
        call(*OPTIONS, "--add", "new", "--output-dir", "out")
        before = contents(begun / "out")
    (begun / "new/last.txt").write_text(invented.story(20).wire)
    call(*OPTIONS, "--add", "new", "--output-dir", "out")
    assert named(begun / "out")[-1] == "new/last.txt"
    after = contents(begun / "out")
    assert all(after[name] == before[name] for name in before if name.startswith("part-"))


@pytest.mark.parametrize("form", ["sqlite", "parquet"])
def test_the_shards_of_other_programs_are_added_to(begun: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="needs pyarrow, which writes Parquet")
    asked = [*OPTIONS, "-f", form, "--output-dir", "db"]
    call(*asked, "old")
    call(*asked, "--add", "new")
    call(*OPTIONS, "old", "new", "--output-dir", "once")
    for name in ("repeats.jsonl", "summary.json"):
        assert (begun / "db" / name).read_bytes() == (begun / "once" / name).read_bytes()
    if form == "sqlite":
        with closing(sqlite3.connect(begun / "db/part-00003.sqlite")) as base:
            assert base.execute("SELECT path FROM dispatches LIMIT 1").fetchone() == ("new/10.txt",)


def test_a_new_corpus_is_begun(begun: Path) -> None:
    call(*OPTIONS, "--add", "old", "--output-dir", "more")
    assert contents(begun / "more") == contents(begun / "out")


def test_old_inputs_that_are_not_as_they_were_are_told(begun: Path) -> None:
    before = contents(begun / "out")
    (begun / "old/04.txt").write_text(invented.story(30).wire)
    (begun / "old/05.txt").unlink()
    os.utime(begun / "old/06.txt", (1, 1))
    result = call(*OPTIONS[1:], "--add", "old", "--output-dir", "out")
    assert result.exit_code == 3
    stay = "its old records stay"
    assert result.stderr.splitlines()[:2] == [
        f"dispatchkit: old/04.txt: changed since it was read; {stay} (--restart reads all)",
        "dispatchkit: old/05.txt: no longer there; its records stay",
    ]
    assert contents(begun / "out") == before


def test_kills_change_no_byte(begun: Path) -> None:
    for name in ("killed", "killed-timed"):
        shutil.copytree(begun / "out", begun / name)
    call(*OPTIONS, "--add", "new", "--output-dir", "out")
    done = subprocess.run(
        [sys.executable, KILLED, "8", "killed", "--add", "new"],
        env=os.environ | {"PYTHONPATH": str(KILLED.parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "3\n"
    assert contents(begun / "killed") == contents(begun / "out")


@pytest.fixture
def stopped(begun: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of which an addition has stopped at the end."""

    def fail(*_: object) -> None:
        raise Failure("stopped")

    with monkeypatch.context() as patched:
        patched.setattr("dispatchkit.corpus.run.close", fail)
        assert "stopped" in call(*OPTIONS, "--add", "new", "--output-dir", "out").stderr
    return begun


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["old"], "the same call with --add goes on"),
        (["--add", "new/10.txt"], "other inputs were being added here (inputs: there were 8"),
        (["--add", "-f", "sqlite", "new"], "option format"),
    ],
)
def test_an_addition_that_was_stopped_goes_on_alone(
    stopped: Path, arguments: list[str], says: str
) -> None:
    assert says in call(*OPTIONS, *arguments, "--output-dir", "out").stderr
    call(*OPTIONS, "--add", "new", "--output-dir", "out")
    assert len(named(stopped / "out")) == 19


@pytest.mark.parametrize("name", ["out/part-00000.jsonl", "out/.corpus/inputs-00000.jsonl"])
def test_nothing_is_added_to_what_was_changed(begun: Path, name: str) -> None:
    data = (begun / name).read_bytes()
    (begun / name).write_bytes(data.replace(b"a", b"b", 1))
    result = call(*OPTIONS, "--add", "new", "--output-dir", "out")
    assert result.exit_code == 3
    assert f"{name}: not as it was written" in result.stderr


@pytest.mark.usefixtures("begun")
def test_adding_and_beginning_anew_cannot_go_together() -> None:
    assert call("--add", "--restart", "new", "--output-dir", "out").exit_code == 2


def test_what_gave_no_record_is_read_again_once_it_is_mended(begun: Path) -> None:
    before = contents(begun / "out")
    assert call(*OPTIONS[1:], "--add", "old", "--output-dir", "out").exit_code == 3
    assert contents(begun / "out") == before
    assert call(*OPTIONS[1:], "--add", "old/01.txt", "--output-dir", "out").exit_code == 0
    (begun / "old/blank.txt").write_text(invented.story(30).wire)
    result = call("--add", "old", "--output-dir", "out")
    assert result.exit_code == 0
    assert "new inputs: 1, 1 of them mended; the corpus has the others" in result.stderr
    assert lines(begun / "out/rejects.jsonl") == []
    assert named(begun / "out")[-1] == "old/blank.txt"
    assert len(named(begun / "out")) == 11
    assert manifest(begun / "out")["totals"]["inputs"] == 11
    before = contents(begun / "out")
    result = call("--add", "old", "--output-dir", "out")
    assert "new inputs: 0; the corpus has the others" in result.stderr
    assert contents(begun / "out") == before


@pytest.mark.parametrize("content", ["", None])
def test_the_status_of_added_inputs_is_theirs(begun: Path, content: str | None) -> None:
    (begun / "new/void.txt").write_text(invented.story(30).wire if content is None else content)
    result = call("--add", "new", "--output-dir", "out")
    assert result.exit_code == (0 if content is None else 3)


def test_the_same_files_by_another_path_are_not_new(begun: Path) -> None:
    before = contents(begun / "out")
    result = call("--add", begun / "old", "--output-dir", "out")
    assert "new inputs: 0; the corpus has the others" in result.stderr
    assert contents(begun / "out") == before


def test_what_is_added_is_written_as_the_corpus_is(begun: Path) -> None:
    asked = ["--gzip", "--shard-size", "3", "--title", "Ferries"]
    call(*asked, "old", "--output-dir", "packed")
    call("--add", "new", "--output-dir", "packed")
    call(*asked, "--add", "new", "--output-dir", "packed")
    assert manifest(begun / "packed")["totals"]["shards"] == 7
    call(*OPTIONS, "-f", "sqlite", "old", "--output-dir", "base")
    assert call("--add", "new", "--output-dir", "base").exit_code == 3
    refused = call("-f", "jsonl", "--add", "new", "--output-dir", "base")
    assert "another corpus was begun here (option format" in refused.stderr
