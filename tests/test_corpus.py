"""``dispatchkit corpus``: one folder of shards of many inputs, whole or not there, the same bytes
however a run went. All dumps are invented.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import invented
import pytest
from click.testing import CliRunner
from killed import OPTIONS
from made_corpora import call, contents, full_at, lines, manifest, write_dumps
from program import program

from dispatchkit.files.failures import Failure

pytest.importorskip("resource", reason="runs are killed and disks are full as on POSIX")

KILLED = Path(__file__).parent / "killed.py"
# The files of each whole corpus besides its shards.
OTHERS = [
    "doubts.jsonl",
    "manifest.json",
    "rejects.jsonl",
    "repeats.jsonl",
    "report.html",
    "summary.json",
]


def records(folder: Path) -> list[dict[str, Any]]:
    return [one for path in sorted(folder.glob("part-*.jsonl")) for one in lines(path)]


def mended(folder: Path) -> list[str]:
    """What is left of half a run: nothing but whole files."""
    return [path.name for path in folder.rglob("*") if path.name.endswith((".draft", ".waiting"))]


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dumps(tmp_path_factory.mktemp("corpus") / "dumps")


@pytest.fixture(scope="module")
def whole(dumps: Path) -> dict[str, bytes]:
    """The corpus of the dumps, made at once."""
    folder = dumps.parent / "whole"
    assert call(*OPTIONS, dumps, "--output-dir", folder).exit_code == 3
    return contents(folder)


# --- what is in it ---------------------------------------------------------------------------


def test_the_records_are_those_of_parse(dumps: Path, tmp_path: Path) -> None:
    result = call(dumps, "--output-dir", tmp_path / "out", "--shard-size", "7")
    assert result.exit_code == 3
    parsed = CliRunner().invoke(program, ["parse", "-q", "-f", "jsonl", str(dumps)])
    assert records(tmp_path / "out") == [json.loads(line) for line in parsed.stdout.splitlines()]
    sizes = [one["records"] for one in manifest(tmp_path / "out")["shards"]]
    assert sizes == [7, 7, 7, 7, 2]
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.is_file()) == [
        *OTHERS[:2],
        *(f"part-0000{number}.jsonl" for number in range(5)),
        *OTHERS[2:],
    ]


def test_the_manifest_has_the_hash_of_every_file(whole: dict[str, bytes]) -> None:
    told = json.loads(whole["manifest.json"])
    for one in (*told["shards"], *told["files"]):
        data = whole[one["file"]]
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert len(told["inputs"]) == told["totals"]["inputs"] == 19
    for one in told["inputs"]:
        data = Path(one["path"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert sum(one["records"] for one in told["inputs"]) == told["totals"]["records"] == 30


def test_rejects_have_their_reasons(whole: dict[str, bytes]) -> None:
    found = [json.loads(line) for line in whole["rejects.jsonl"].splitlines()]
    told = [(Path(one["path"]).name, one["place"], one["error"]) for one in found]
    assert told == [
        ("blank.html", None, "DecodeError"),
        ("odd.jsonl", "line 1", "BrokenItem"),
        ("zz.bin", None, "DecodeError"),
    ]
    assert all(one["reason"] for one in found)


@pytest.mark.parametrize("form", ["jsonl", "gzip", "parquet", "sqlite"])
def test_each_form_holds_the_same_and_comes_out_the_same(
    form: str, dumps: Path, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    asked = ["--gzip"] if form == "gzip" else ["-f", form]
    for jobs in ("1", "2"):
        call(*OPTIONS, *asked, "-j", jobs, dumps, "--output-dir", tmp_path / jobs)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    expected = [json.loads(line) for line in whole["part-00001.jsonl"].splitlines()]
    headlines = [one["headline"] for one in expected]
    assert _headlines(next((tmp_path / "1").glob("part-00001.*"))) == headlines
    for name in ("repeats.jsonl", "rejects.jsonl", "summary.json", "report.html"):
        assert (tmp_path / "1" / name).read_bytes() == whole[name]
    assert not mended(tmp_path)


def _headlines(path: Path) -> list[str]:
    """The headlines in a shard of any form."""
    if path.suffix == ".parquet":
        parquet = pytest.importorskip(
            "pyarrow.parquet", reason="needs pyarrow, which reads Parquet"
        )
        column: list[str] = parquet.read_table(path).column("headline").to_pylist()
        return column
    if path.suffix == ".sqlite":
        with closing(sqlite3.connect(path)) as base:
            return [row[0] for row in base.execute("SELECT headline FROM dispatches ORDER BY id")]
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line)["headline"] for line in text.splitlines()]


def test_what_waits_in_a_file_comes_in_its_turn(tmp_path: Path) -> None:
    story = {"headline": "The lamp is lit", "date": "2021-05-03"}
    words = ("The keeper lit the lamp again, the harbour board said on Monday. " * 1500).strip()
    text = "".join(json.dumps({**story, "text": f"{at} {words}"}) + "\n" for at in range(7))
    (tmp_path / "a.jsonl").write_text(text)
    (tmp_path / "b.txt").write_text(invented.story(1).wire)
    inputs = (tmp_path / "a.jsonl", tmp_path / "b.txt")
    for jobs in ("1", "2"):
        assert call("-j", jobs, *inputs, "--output-dir", tmp_path / jobs).exit_code == 0
    assert len(records(tmp_path / "1")) == 8
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


# --- what is named ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (b"b.txt\na.txt\n", ["b.txt", "a.txt"]),
        (b"b.txt\r\n\r\na.txt", ["b.txt", "a.txt"]),
        (b"a.txt\0b.txt\0", ["a.txt", "b.txt"]),
        (b"c\nd.txt\0", ["c\nd.txt"]),
        (b"-\n", ["./-"]),
        (b"\xef\xbb\xbfb.txt\r\na.txt\r\n", ["b.txt", "a.txt"]),
        ("\ufeffb.txt\r\na.txt\r\n".encode("utf-16-le"), ["b.txt", "a.txt"]),
        ("\ufeffa.txt\0c\nd.txt\0".encode("utf-16-be"), ["a.txt", "c\nd.txt"]),
    ],
)
@pytest.mark.parametrize("piped", [False, True])
def test_a_list_names_inputs(
    data: bytes, read: list[str], piped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("a.txt", "b.txt", "c\nd.txt", "-")):
        (tmp_path / name).write_text(invented.story(number).wire)
    (tmp_path / "list").write_bytes(data)
    source = "-" if piped else "list"
    result = call("--files-from", source, "--output-dir", "out", stdin=data if piped else None)
    assert result.exit_code == 0
    assert [one["path"] for one in records(tmp_path / "out")] == read


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (["d/*.txt"], ["d/a.txt", "d/b.txt"]),
        (["d/**/*.txt"], ["d/a.txt", "d/b.txt", "d/e/c.txt"]),
        (["d/[b]*"], ["d/b.txt"]),
        (["d/b.txt", "d"], ["d/b.txt", "d/a.txt", "d/e/c.txt"]),
        (["d/a.txt", "./d/a.txt", "d/a.txt"], ["d/a.txt"]),
        (["x[1].txt"], ["x[1].txt"]),
    ],
)
def test_patterns_and_names_that_come_twice(
    names: list[str], read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d/e").mkdir(parents=True)
    for number, name in enumerate(("d/a.txt", "d/b.txt", "d/e/c.txt", "x[1].txt")):
        (tmp_path / name).write_text(invented.story(number).wire)
    assert call(*names, "--output-dir", "out").exit_code == 0
    assert [one["path"] for one in records(tmp_path / "out")] == read


def test_a_pattern_that_nothing_fits_is_a_reject(tmp_path: Path) -> None:
    result = call(tmp_path / "none*.txt", "--output-dir", tmp_path / "out")
    assert result.exit_code == 3
    (one,) = lines(tmp_path / "out/rejects.jsonl")
    assert one["error"] == "FileNotFoundError"
    assert manifest(tmp_path / "out")["inputs"][0]["sha256"] is None


def test_standard_input_is_read_where_nothing_is_named(tmp_path: Path) -> None:
    text = invented.story(1).wire.encode()
    assert call("--output-dir", tmp_path / "out", stdin=text).exit_code == 0
    assert records(tmp_path / "out")[0]["path"] == "-"
    assert call("--output-dir", tmp_path / "out", stdin=text + b"\n").exit_code == 3


# --- runs that go on -------------------------------------------------------------------------


def test_twenty_kills_change_no_byte(dumps: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, KILLED, "20", tmp_path / "out", dumps],
        env=os.environ | {"PYTHONPATH": str(KILLED.parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "3\n"
    assert contents(tmp_path / "out") == whole


@pytest.fixture(scope="module")
def half(dumps: Path, whole: dict[str, bytes]) -> Path:
    """A corpus of the dumps for which the disk was full at its last shards."""
    folder = dumps.parent / "half"
    sizes = [len(data) for name, data in whole.items() if name.startswith("part-")]
    assert max(sizes) > max(sizes[:2])
    with full_at(max(sizes[:2])):
        assert call(*OPTIONS, dumps, "--output-dir", folder).exit_code == 3
    return folder


@pytest.fixture(scope="module")
def stored(dumps: Path) -> Path:
    """A corpus of the dumps in databases, of which only the end is left to make."""

    def stopped(*_: object) -> None:
        raise Failure("stopped")

    folder = dumps.parent / "stored"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dispatchkit.corpus.run.close", stopped)
        assert call("-f", "sqlite", *OPTIONS, dumps, "--output-dir", folder).exit_code == 3
    return folder


def test_a_journal_that_is_cut_anywhere_is_gone_on_with(
    half: Path, dumps: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    journal = (half / ".corpus/journal.jsonl").read_bytes()
    ends = [at for at, byte in enumerate(journal, 1) if byte == ord("\n")]
    assert len(ends) >= 3
    for number, cut in enumerate((0, 7, ends[0], ends[1] - 1, ends[1], ends[1] + 30, ends[-1])):
        folder = tmp_path / str(number)
        shutil.copytree(half, folder)
        (folder / ".corpus/journal.jsonl").write_bytes(journal[:cut])
        result = call(*OPTIONS[1:], dumps, "--output-dir", folder)
        steps = journal[:cut].count(b"\n") - 1
        assert f"going on behind {4 * steps} records" in result.stderr or steps < 1
        assert contents(folder) == whole


@pytest.mark.parametrize("size", [0, 150, 1200, 6000, 12_000])
@pytest.mark.parametrize("form", ["jsonl", "sqlite"])
def test_a_full_disk_leaves_whole_files_and_the_run_goes_on(
    size: int, form: str, dumps: Path, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    asked = (*OPTIONS, "-f", form, dumps, "--output-dir", tmp_path / "out")
    with full_at(size):
        result = call(*asked)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1].endswith((": File too large", ": disk I/O error"))
    assert not (tmp_path / "out/manifest.json").exists()
    assert not mended(tmp_path)
    if form == "jsonl":
        for path in (tmp_path / "out").glob("*.jsonl"):
            assert path.read_bytes() == whole[path.name]
    call(*asked)
    if form == "jsonl":
        assert contents(tmp_path / "out") == whole
    else:
        assert len(manifest(tmp_path / "out")["shards"]) == 8


def test_a_run_does_not_go_on_with_a_shard_that_was_changed(
    half: Path, dumps: Path, tmp_path: Path
) -> None:
    shutil.copytree(half, tmp_path / "out")
    shard = tmp_path / "out/part-00000.jsonl"
    shard.write_bytes(bytes(len(shard.read_bytes())))
    result = call(*OPTIONS[1:], dumps, "--output-dir", tmp_path / "out")
    assert result.exit_code == 3
    assert "part-00000.jsonl: not as it was written" in result.stderr


@pytest.mark.parametrize("name", ["inputs-00000.jsonl", "part-00000.jsonl.gz"])
@pytest.mark.parametrize("change", [None, b"{}\n"])
def test_a_run_does_not_go_on_with_work_that_was_changed(
    stored: Path, dumps: Path, tmp_path: Path, name: str, change: bytes | None
) -> None:
    shutil.copytree(stored, tmp_path / "out")
    (tmp_path / "out/.corpus" / name).unlink()
    if change is not None:
        (tmp_path / "out/.corpus" / name).write_bytes(change)
    result = call("-f", "sqlite", *OPTIONS[1:], dumps, "--output-dir", tmp_path / "out")
    assert result.exit_code == 3
    assert f"{name}: not as it was written" in result.stderr


def test_a_whole_corpus_is_left_alone(dumps: Path, tmp_path: Path) -> None:
    call(*OPTIONS, dumps, "--output-dir", tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*")}
    result = call("--shard-size", "4", dumps, "--output-dir", tmp_path)
    assert result.exit_code == 3
    assert "records" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("*")} == times


def test_restart_makes_all_anew(dumps: Path, tmp_path: Path, whole: dict[str, bytes]) -> None:
    call("-f", "sqlite", "--shard-size", "3", dumps, "--output-dir", tmp_path)
    (tmp_path / "mine.txt").write_text("kept")
    call(*OPTIONS, "--restart", dumps, "--output-dir", tmp_path)
    assert contents(tmp_path) == {**whole, "mine.txt": b"kept"}


# --- what is refused -------------------------------------------------------------------------


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus in out, made of in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / f"in/{number}.txt").write_text(invented.story(number).wire)
    assert call("in", "--output-dir", "out").exit_code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--shard-size", "5", "in"], "option shard-size: it was 10000, and is 5"),
        (["--date-order", "mdy", "in"], 'option date-order: it was null, and is "mdy"'),
        (["in", "in/../in/0.txt", "more.txt"], "inputs: there were 3, and are 4"),
        (["in/1.txt", "in"], "inputs: some have other names, or were written since"),
    ],
)
def test_another_corpus_is_not_gone_on_with(begun: Path, arguments: list[str], says: str) -> None:
    before = contents(begun / "out")
    result = call(*arguments, "--output-dir", "out")
    assert result.exit_code == 3
    assert says in result.stderr
    advised = "--add reads what is new, --restart begins anew" in result.stderr
    assert advised == says.startswith("inputs")
    assert "--restart begins anew" in result.stderr
    assert contents(begun / "out") == before


def test_an_input_that_was_written_since_is_told(begun: Path) -> None:
    os.utime(begun / "in/1.txt", (1, 1))
    result = call("in", "--output-dir", "out")
    assert "written since" in result.stderr


@pytest.mark.parametrize(
    "name", ["part-00000.jsonl", "summary.json", "report.html", "manifest.json"]
)
def test_a_file_that_is_not_as_it_was_is_told(begun: Path, name: str) -> None:
    (begun / "out" / name).write_text("{}")
    result = call("in", "--output-dir", "out")
    assert result.exit_code == 3
    assert f"{name}: not as it was written" in result.stderr
    assert call("in", "--output-dir", "out", "--restart").exit_code == 0


@pytest.mark.parametrize("name", ["part-00000.jsonl", "summary.json", "manifest.json"])
def test_a_file_that_is_gone_is_told_with_what_helps(begun: Path, name: str) -> None:
    (begun / "out" / name).unlink()
    result = call("in", "--output-dir", "out")
    assert (result.exit_code, "--restart makes all" in result.stderr) == (3, True)
    assert f"{name}: " in result.stderr


def test_a_folder_of_something_else_is_not_touched(begun: Path) -> None:
    (begun / "other").mkdir()
    (begun / "other/part-00000.jsonl").write_text("mine")
    for more in ([], ["--restart"]):
        result = call("in", "--output-dir", "other", *more)
        assert result.exit_code == 3
        assert "not empty" in result.stderr
    assert contents(begun / "other") == {"part-00000.jsonl": b"mine"}


@pytest.mark.usefixtures("begun")
def test_a_file_where_the_folder_should_be_is_told() -> None:
    result = call("in", "--output-dir", "in/1.txt")
    assert result.exit_code == 3
    assert result.stderr == "dispatchkit: in/1.txt: not a folder, in which a corpus could be made\n"


def test_a_folder_that_cannot_be_made_is_told(begun: Path) -> None:
    (begun / "file").write_text("")
    result = call("in", "--output-dir", "file/out")
    assert result.exit_code == 3
    assert result.stderr == "dispatchkit: file/out: Not a directory\n"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is shut to root")
def test_a_folder_that_is_shut_is_told(begun: Path) -> None:
    (begun / "shut").mkdir(0o500)
    result = call("in", "--output-dir", "shut")
    assert result.exit_code == 3
    assert "Permission denied" in result.stderr


def test_a_folder_has_one_run_at_a_time(begun: Path) -> None:
    pytest.importorskip("fcntl", reason="Windows has no such locks")
    lock = f"""
import fcntl, sys
file = open({os.fspath(begun / "out/.corpus/lock")!r}, "ab")
fcntl.lockf(file, fcntl.LOCK_EX)
print(flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        result = call("in", "--output-dir", "out")
        other.communicate()
    assert result.exit_code == 3
    assert "another run is at work" in result.stderr
    assert call("in", "--output-dir", "out").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["out/part-00000.jsonl", "--output-dir", "out"], "holds the input"),
        (["--files-from", "gone", "--output-dir", "new"], "--files-from gone: No such file"),
        (["--files-from", "odd", "--output-dir", "new"], "--files-from odd: not the UTF-16"),
        (["--files-from", "-", "-", "--output-dir", "new"], "can be read only once"),
        (["in", "-f", "sqlite", "--gzip", "--output-dir", "new"], "--gzip goes with -f jsonl"),
        (["in", "-q", "-v", "--output-dir", "new"], "cannot go together"),
        (["in", "--shard-size", "0", "--output-dir", "new"], "--shard-size"),
        (["in"], "--output-dir"),
    ],
)
def test_calls_that_cannot_be_meant(begun: Path, arguments: list[str], says: str) -> None:
    (begun / "odd").write_bytes(b"\xff\xfea")
    result = call(*arguments, stdin=b"")
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (begun / "new").exists()


def test_a_corpus_in_a_folder_of_inputs_is_no_input(begun: Path) -> None:
    for _ in range(2):
        assert call(".", "--output-dir", "new", "--exclude", "out").exit_code == 0
    assert len(records(begun / "new")) == 3


def test_other_corpora_in_a_folder_of_inputs_are_left_out(begun: Path) -> None:
    (begun / "out/mine.txt").write_text(invented.story(7).wire)
    shutil.copytree(begun / "out", begun / "in/copy", ignore=shutil.ignore_patterns(".*"))
    (begun / "in/other").mkdir()
    (begun / "in/other/manifest.json").write_text(json.dumps({"text": invented.story(8).wire}))
    result = call(".", "--output-dir", "new")
    assert [one["path"] for one in records(begun / "new")] == [
        *(f"./in/{name}" for name in ("0.txt", "1.txt", "2.txt", "copy/mine.txt")),
        "./in/other/manifest.json",
        "./out/mine.txt",
    ]
    said = "left out, a corpus; name the folder to read its records"
    assert result.stderr.splitlines()[:2] == [
        f"dispatchkit: ./{name}: {said}" for name in ("in/copy", "out")
    ]


@pytest.mark.parametrize("name", ["out", "out/part-00000.jsonl"])
def test_a_corpus_that_is_named_is_read(begun: Path, name: str) -> None:
    result = call(name, "--output-dir", "new")
    assert "left out" not in result.stderr
    read = records(begun / "new")
    assert {one["path"] for one in read} == {"out/part-00000.jsonl"}
    assert len(read) == 3


def test_what_a_corpus_says_of_its_records_is_read_where_it_is_named(begun: Path) -> None:
    assert CliRunner().invoke(program, ["parse", "--field", "path", "out"]).stdout == (
        "out/part-00000.jsonl\n" * 3
    )
    call("out", "out/summary.json", "--output-dir", "new")
    manifest = json.loads((begun / "new/manifest.json").read_text())
    assert [one["path"] for one in manifest["inputs"]] == [
        "out/part-00000.jsonl",
        "out/summary.json",
    ]


# --- what people are told --------------------------------------------------------------------


@pytest.mark.usefixtures("begun")
def test_a_table_says_what_there_is() -> None:
    result = call("in", "gone.txt", "--output-dir", "new")
    told = dict(line.rsplit("  ", 1) for line in result.stderr.splitlines()[1:])
    assert {name.strip(): count.strip() for name, count in told.items()}["failed"] == "1"
    assert result.stdout == ""
    assert call("-q", "in", "--output-dir", "quiet").stderr == ""
    verbose = call("-v", "in", "--output-dir", "verbose").stderr
    assert "in/0.txt: 1 dispatch, utf-8" in verbose


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bar_shows_the_rate(jobs: str) -> None:
    result = call("--progress", "-j", jobs, "in", "--output-dir", "new")
    assert "3 dispatches" in result.stderr
    assert "/s" in result.stderr


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bar_shows_how_far_the_records_are_compared(jobs: str) -> None:
    result = call("--progress", "-j", jobs, "in", "--output-dir", "new")
    assert re.search(r"comparing and counting the records \S+ 100%", result.stderr)


@pytest.mark.usefixtures("begun")
def test_a_quiet_call_says_that_a_whole_corpus_lacks_inputs() -> None:
    asked = ["-q", "in", "gone.txt", "--output-dir", "new"]
    assert call(*asked).stderr == "dispatchkit: gone.txt: No such file or directory\n"
    again = call(*asked)
    assert again.exit_code == 3
    assert again.stderr == "dispatchkit: new: 1 of 4 inputs failed; rejects.jsonl there says why\n"


# --- the report ------------------------------------------------------------------------------


def test_the_report_names_what_was_not_read_and_what_repeats(begun: Path) -> None:
    shutil.copy(begun / "in/0.txt", begun / "in/copy.txt")
    (begun / "in/empty.txt").write_text("")
    call("in", "--title", "Our <archive>", "--output-dir", "new")
    report = (begun / "new/report.html").read_text()
    assert "<title>Our &lt;archive&gt;</title>" in report
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', report)
    assert found
    data = json.loads(found[1])
    assert [(row["path"], row["reason"]) for row in data["unread"]["rows"]] == [
        ("in/empty.txt", "the file is empty")
    ]
    (repeated,) = data["repeated"]["rows"]
    assert {repeated["path"], repeated["of"]["path"]} == {"in/0.txt", "in/copy.txt"}
    assert data["repeated"]["total"] == 1


def test_the_report_has_the_first_of_a_long_list(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispatchkit.corpus.closing.LISTED", 2)
    for number in range(3):
        (begun / f"in/{number}-empty.txt").write_text("")
    call("in", "--output-dir", "new")
    report = (begun / "new/report.html").read_text()
    assert '"total":3,"file":"rejects.jsonl"' in report.replace(": ", ":").replace(", ", ",")
    assert "2-empty.txt" not in report
