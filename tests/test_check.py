"""``dispatchkit check`` as a command: what it prints and writes, its exit statuses, baselines,
fixes. The rules are tested in test_lint.py.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from program import program

from dispatchkit import check
from dispatchkit.lint.rule import rules

STORY = """Ferry returns to Valmer after two months

VALMER, May 3 (Reuters) - The ferry to the island of Valmer sailed again on Monday, two months after a storm broke its ramp.

The harbour office said that 1,200 people had used the first crossing, and that tickets would cost the same as before.
"""
OPEN = STORY.rstrip("\n")


def call(*arguments: str | os.PathLike[str], stdin: str | bytes | None = None) -> Result:
    """Run a command line in this process, away from any configuration but its own."""
    return CliRunner().invoke(
        program,
        [os.fspath(argument) for argument in arguments],
        input=stdin,
        catch_exceptions=False,
    )


def start(
    *arguments: str | os.PathLike[str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dispatchkit", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a fine dump and one without its last line feed, as the working folder."""
    folder = tmp_path / "feed"
    folder.mkdir()
    (folder / "fine.txt").write_text(STORY, encoding="utf-8")
    (folder / "open.txt").write_text(OPEN.replace("Valmer", "Tarn"), encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


# --- what it finds and leaves with -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("feed")
def test_findings_go_to_stdout_and_the_sum_to_stderr() -> None:
    result = call("check", "--select", "DK104", ".")
    assert result.exit_code == 0
    assert (
        result.stdout
        == f"./open.txt:5:{len(OPEN.splitlines()[-1])}: info DK104 [*] no line feed at the end of"
        " the file (no-final-newline)\n"
    )
    assert "1 info in 2 inputs" in result.stderr
    assert "1 with --fix" in result.stderr


@pytest.mark.parametrize(
    ("threshold", "status"), [("info", 1), ("warning", 0), ("error", 0), ("never", 0)]
)
@pytest.mark.usefixtures("feed")
def test_the_status_says_whether_anything_as_grave_was_found(threshold: str, status: int) -> None:
    assert call("check", "--select", "DK104", "--fail-on", threshold, ".").exit_code == status


def test_a_severity_can_be_raised_by_the_configuration(feed: Path) -> None:
    (feed / "dispatchkit.toml").write_text('[severity]\nDK104 = "error"\n', encoding="utf-8")
    result = call("check", "--select", "DK104", ".")
    assert result.exit_code == 1
    assert ": error DK104" in result.stdout


@pytest.mark.usefixtures("feed")
def test_an_input_that_cannot_be_read_is_told_and_the_rest_is_done() -> None:
    result = call("check", "--select", "DK104", "--fail-on", "info", "missing.txt", "open.txt")
    assert result.exit_code == 3
    assert "missing.txt: No such file or directory" in result.stderr
    assert "open.txt:5:" in result.stdout


def test_bytes_that_are_no_text_do_not_pass_as_clean(feed: Path) -> None:
    (feed / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert call("check", "--select", "DK104", "picture.txt").exit_code == 3


@pytest.mark.usefixtures("feed")
def test_standard_input_is_checked() -> None:
    result = call("check", "--select", "DK104", "-f", "jsonl", stdin=OPEN)
    (finding,) = map(json.loads, result.stdout.splitlines())
    assert (finding["path"], finding["code"], finding["line"]) == ("-", "DK104", 5)


@pytest.mark.parametrize("jobs", ["2", "0"])
def test_the_output_is_the_same_for_every_number_of_jobs(feed: Path, jobs: str) -> None:
    for number in range(30):
        (feed / f"{number}.txt").write_text(
            f"Report {number}: {OPEN}" if number % 3 else STORY, encoding="utf-8"
        )
    alone, several = (
        start("check", "-f", "json", str(feed)),
        start("check", "-f", "json", "-j", jobs, str(feed)),
    )
    assert alone.stdout == several.stdout
    assert alone.returncode == several.returncode
    assert len(json.loads(alone.stdout)) >= 20


def test_several_reports_in_one_run(feed: Path) -> None:
    result = call(
        "check",
        "--select",
        "DK104",
        "--report",
        "json:out/../report.json",
        "--report",
        "jsonl:report.jsonl",
        ".",
    )
    assert "open.txt:5:" in result.stdout
    (finding,) = json.loads((feed / "report.json").read_text(encoding="utf-8"))
    assert finding == json.loads((feed / "report.jsonl").read_text(encoding="utf-8"))


def test_statistics_count_by_rule_and_by_agency(feed: Path) -> None:
    (feed / "third.txt").write_text(OPEN.replace("Reuters", "AFP"), encoding="utf-8")
    table = call("check", "--select", "DK104", "--statistics", ".").stdout
    assert "2 [*] DK104 no-final-newline info" in table
    assert "1 afp" in table
    counts = json.loads(
        call("check", "--select", "DK104", "--statistics", "-f", "json", ".").stdout
    )
    assert counts["count"] == 2
    assert {row["agency"]: row["rules"] for row in counts["agencies"]} == {
        "afp": {"DK104": 1},
        "reuters": {"DK104": 1},
    }


def test_a_report_over_an_input_is_refused(feed: Path) -> None:
    for option in ("--report=json:open.txt", "--write-baseline=open.txt"):
        assert call("check", option, "open.txt").exit_code == 2
    assert (feed / "open.txt").read_text(encoding="utf-8").startswith("Ferry")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--select", "DK999"], "DK999"),
        (["--report", "sarif"], "FORMAT:PATH"),
        (["--report", "nonsense:x"], "formats:"),
        (["--fix", "--diff"], "cannot go together"),
        (["--unsafe-fixes"], "goes with --fix"),
        (["--now", "yesterday"], "not a time"),
        (["--baseline", "nowhere.json"], "nowhere.json"),
        (["--config", "nowhere.toml"], "nowhere.toml"),
    ],
)
@pytest.mark.usefixtures("feed")
def test_bad_calls_end_with_2_and_say_why(arguments: list[str], says: str) -> None:
    result = call("check", *arguments, "open.txt")
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


# --- fixes -----------------------------------------------------------------------------------------------------------------


def test_fix_mends_the_file_and_a_second_time_changes_nothing(feed: Path) -> None:
    path = feed / "open.txt"
    path.chmod(0o640)
    result = call("check", "--select", "DK104", "--fix", ".")
    assert result.stdout == ""
    assert "1 fix made" in result.stderr
    assert path.read_text(encoding="utf-8") == OPEN.replace("Valmer", "Tarn") + "\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = path.stat().st_mtime_ns
    assert "fix" not in call("check", "--select", "DK104", "--fix", ".").stderr
    assert path.stat().st_mtime_ns == before


def test_diff_shows_the_change_and_makes_none(feed: Path) -> None:
    result = call("check", "--select", "DK104", "--diff", ".")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- open.txt\n+++ open.txt\n@@ ")
    assert "\\ No newline at end of file" in result.stdout
    assert not (feed / "open.txt").read_text(encoding="utf-8").endswith("\n")
    assert call("check", "--select", "DK104", "--diff", "fine.txt").exit_code == 0


@pytest.mark.usefixtures("feed")
def test_fix_in_a_pipe_sends_the_mended_input_on() -> None:
    result = start("check", "--select", "DK104", "--fix", "-", stdin=OPEN.encode())
    assert result.stdout == STORY.encode()
    assert b"1 fix made" in result.stderr
    assert (
        start("check", "--select", "DK104", "--fix", "-", stdin=STORY.encode()).stdout
        == STORY.encode()
    )


def test_a_fix_keeps_encoding_mark_and_line_ends(feed: Path) -> None:
    text = OPEN.replace("Valmer", "Välmer").replace("\n", "\r\n")
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("cp1252", b"")):
        (feed / "other.txt").write_bytes(mark + text.encode(encoding))
        call("check", "--select", "DK104", "--fix", "other.txt")
        assert (feed / "other.txt").read_bytes() == mark + (text + "\r\n").encode(encoding)


# --- the baseline ----------------------------------------------------------------------------------------------------------


def test_a_baseline_silences_what_is_known_even_where_lines_move(feed: Path) -> None:
    assert call("check", "--select", "DK104", "--write-baseline", "known.json", ".").exit_code == 0
    result = call(
        "check", "--select", "DK104", "--baseline", "known.json", "--fail-on", "info", "."
    )
    assert (result.exit_code, result.stdout) == (0, "")
    (feed / "open.txt").write_text("Sport\n\n" + OPEN.replace("Valmer", "Tarn"), encoding="utf-8")
    assert (
        call(
            "check", "--select", "DK104", "--baseline", "known.json", "--fail-on", "info", "."
        ).exit_code
        == 0
    )
    (feed / "open.txt").write_text(OPEN.replace("as before", "as in May"), encoding="utf-8")
    assert (
        call(
            "check", "--select", "DK104", "--baseline", "known.json", "--fail-on", "info", "."
        ).exit_code
        == 1
    )


def test_stale_entries_are_told_where_they_stand(feed: Path) -> None:
    call("check", "--select", "DK104", "--write-baseline", "known.json", ".")
    (feed / "open.txt").write_text(STORY.replace("Valmer", "Tarn"), encoding="utf-8")
    result = call("check", "--select", "DK104,DK902", "--baseline", "known.json", ".")
    line = next(
        number
        for number, text in enumerate(
            (feed / "known.json").read_text(encoding="utf-8").splitlines(), 1
        )
        if "DK104" in text
    )
    assert f"known.json:{line}:1: info DK902" in result.stdout
    assert (
        call("check", "--select", "DK104,DK902", "--baseline", "known.json", "fine.txt").stdout
        == ""
    )
    (feed / "open.txt").unlink()
    assert (
        f"known.json:{line}:1: info DK902"
        in call("check", "--select", "DK104,DK902", "--baseline", "known.json", "fine.txt").stdout
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"schema": "other"}',
        '{"schema": "dispatchkit-baseline/1", "findings": {"a": 1}}',
    ],
    ids=["empty", "list", "deep", "schema", "entry"],
)
def test_a_file_that_is_no_baseline_is_a_usage_error(feed: Path, content: str) -> None:
    (feed / "known.json").write_text(content, encoding="utf-8")
    result = call("check", "--baseline", "known.json", "open.txt")
    assert result.exit_code == 2
    assert "known.json" in result.stderr


# --- the configuration -----------------------------------------------------------------------------------------------------


def test_the_nearest_configuration_holds(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (feed / "pyproject.toml").write_text(
        '[tool.dispatchkit]\nselect = ["DK902"]\n', encoding="utf-8"
    )
    (feed / "sub").mkdir()
    (feed / "sub" / "open.txt").write_text(OPEN, encoding="utf-8")
    assert call("check", "sub/open.txt").stdout == ""
    (feed / "sub" / "dispatchkit.toml").write_text('select = ["DK104"]\n', encoding="utf-8")
    assert "DK104" in call("check", "sub/open.txt").stdout
    assert "DK104" not in call("check", "--isolated", "--ignore", "DK1", "sub/open.txt").stdout
    assert "DK104" in call("check", "--config", "sub/dispatchkit.toml", "open.txt").stdout
    monkeypatch.setenv("DISPATCHKIT_CONFIG", "sub/dispatchkit.toml")
    assert "DK104" in call("check", "open.txt").stdout


def test_rules_know_the_profiles_of_the_user(feed: Path) -> None:
    (feed / "valmer.toml").write_text(
        'schema = 1\nid = "valmer"\nname = "Valmer Press"\nlanguages = ["en"]\ncredits ='
        ' ["VPX"]\n[check]\nignore = ["DK104"]\nwhy = "its files end so"\n',
        encoding="utf-8",
    )
    (feed / "own.txt").write_text(OPEN.replace("Reuters", "VPX"), encoding="utf-8")
    assert [
        finding["code"]
        for finding in map(
            json.loads,
            call("check", "--select", "DK104,DK403", "-f", "jsonl", "own.txt").stdout.splitlines(),
        )
    ] == ["DK403", "DK104"]
    (feed / "dispatchkit.toml").write_text('profiles = ["valmer.toml"]\n', encoding="utf-8")
    result = call("check", "--select", "ALL", "own.txt", "open.txt")
    assert result.exit_code == 0
    assert "DK104" in result.stdout
    assert "own.txt:5" not in result.stdout
    assert "DK403" not in result.stdout


def test_what_is_excluded_is_not_met_on_a_walk(feed: Path) -> None:
    (feed / "dispatchkit.toml").write_text('exclude = ["old/*", "*.json"]\n', encoding="utf-8")
    (feed / "old").mkdir()
    for name in ("old/a.txt", "b.json"):
        (feed / name).write_text(OPEN, encoding="utf-8")
    assert [
        line.partition(":")[0]
        for line in call("check", "--select", "DK104", ".").stdout.splitlines()
    ] == ["./open.txt"]
    assert call("check", "--select", "DK104", "--exclude", "open.*", ".").stdout.startswith(
        "./b.json"
    )
    assert call("check", "--select", "DK104", "b.json").stdout.startswith("b.json")
    assert "b.json" not in call("parse", "--field", "path", ".").stdout


def test_files_and_agencies_can_be_excused(feed: Path) -> None:
    (feed / "dispatchkit.toml").write_text(
        'select = ["DK104"]\n[per-file-ignores]\n"old/*.txt" ='
        ' ["DK1"]\n[per-agency-ignores]\nreuters = ["DK104"]\n',
        encoding="utf-8",
    )
    (feed / "old").mkdir()
    for name, agency in (("old/a.txt", "AFP"), ("old.txt", "AFP"), ("reuters.txt", "Reuters")):
        (feed / name).write_text(OPEN.replace("Reuters", agency), encoding="utf-8")
    (feed / "open.txt").unlink()
    assert [line.partition(":")[0] for line in call("check", ".").stdout.splitlines()] == [
        "./old.txt"
    ]


def test_own_profiles_and_phrases_are_read_by_every_command(feed: Path) -> None:
    (feed / "profiles").mkdir()
    (feed / "profiles" / "valmer.toml").write_text(
        'schema = 1\nid = "valmer"\nname = "Valmer Press"\nlanguages = ["en"]\ncredits = ["VPX"]\n',
        encoding="utf-8",
    )
    (feed / "dispatchkit.toml").write_text(
        'profiles = ["profiles/valmer.toml"]\n[boilerplate]\nsubscription = ["More from the harbour'
        ' desk"]\n',
        encoding="utf-8",
    )
    (feed / "own.txt").write_text(
        STORY.replace("Reuters", "VPX") + "\nMore from the harbour desk\n", encoding="utf-8"
    )
    record = json.loads(call("parse", "-f", "json", "own.txt").stdout)
    assert record["agency"] == {"id": "valmer", "name": "Valmer Press"}
    assert [(entry["text"], entry["label"]) for entry in record["boilerplate"]] == [
        ("More from the harbour desk", "subscription")
    ]
    assert "profile valmer" in call("explain", "own.txt").stdout
    plain = json.loads(call("parse", "-f", "json", "--isolated", "own.txt").stdout)
    assert plain["agency"] is None


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        ('selct = ["DK1"]', "selct", "did you mean select?"),
        ('select = "DK1"', "select", "expected a list of texts"),
        ('fail-on = "fatal"', "fail-on", "expected one of error, warning, info, never"),
        ('select = ["XY1"]', "select", "no rule has a code"),
        ('[per-agency-ignores]\nnobody = ["DK1"]', "per-agency-ignores", "no profile has the id"),
        ('[severity]\nDK104 = "grave"', "severity", "expected one of"),
        ("select = [", "dispatchkit.toml", "Invalid"),
    ],
)
def test_what_is_wrong_in_a_configuration_is_told_with_its_place(
    feed: Path, content: str, place: str, says: str
) -> None:
    (feed / "dispatchkit.toml").write_text(content, encoding="utf-8")
    result = call("check", "open.txt")
    assert result.exit_code == 2
    assert place in result.stderr
    assert says in result.stderr


def test_config_prints_every_value_with_its_origin(
    feed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (feed / "dispatchkit.toml").write_text('ignore = ["DK5"]\nstage = "clean"\n', encoding="utf-8")
    monkeypatch.setenv("DISPATCHKIT_STAGE", "raw")
    monkeypatch.setenv("DISPATCHKIT_EXTEND_SELECT", "DK505, DK506")
    shown = json.loads(call("config", "-f", "json").stdout)["values"]
    assert shown["ignore"]["value"] == ["DK5"]
    assert shown["ignore"]["origin"].endswith("dispatchkit.toml: ignore")
    assert shown["stage"] == {"value": "raw", "origin": "DISPATCHKIT_STAGE"}
    assert shown["extend-select"]["value"] == ["DK505", "DK506"]
    assert shown["fail-on"] == {"value": "error", "origin": "default"}
    text = call("config").stdout
    (feed / "printed.toml").write_text(text, encoding="utf-8")
    monkeypatch.delenv("DISPATCHKIT_STAGE")
    again = json.loads(call("config", "-f", "json", "--config", "printed.toml").stdout)["values"]
    assert {key: entry["value"] for key, entry in again.items()} == {
        key: entry["value"] for key, entry in shown.items()
    }


# --- rule, and the library -------------------------------------------------------------------------------------------------


def test_rule_prints_the_page_of_a_rule() -> None:
    page = call("rule", "DK104").stdout
    assert page.startswith("DK104 no-final-newline\n")
    assert "Bad:\n" in page
    assert page == call("rule", "no-final-newline").stdout
    assert len(call("rule").stdout.splitlines()) == len(rules())
    everything = json.loads(call("rule", "--all", "-f", "json").stdout)
    assert [entry["code"] for entry in everything] == list(rules())
    unknown = call("rule", "no-final-newlin")
    assert unknown.exit_code == 2
    assert "did you mean no-final-newline" in unknown.stderr


@pytest.mark.usefixtures("feed")
def test_the_library_checks_bytes_files_and_several() -> None:
    assert [
        (one.path, one.code) for one in check(OPEN.encode(), path="wire", select=["DK104"])
    ] == [("wire", "DK104")]
    assert [one.path for one in check(["fine.txt", Path("open.txt")], select=["DK104"])] == [
        "open.txt"
    ]
    assert check("fine.txt", select=["DK104"]) == []
