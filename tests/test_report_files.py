"""Reports of ``check`` in files and logs: no two share a file, and no line can pass for a command
to the build.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from program import program

DUMP = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry  runs again [TK] after ten days, the"
    " harbour master said.\n"
)
COMMAND_RE = re.compile(r"^\s*::|##[A-Za-z]*\[", re.MULTILINE)


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    Path("dump.txt").write_text(DUMP, encoding="utf-8")
    return CliRunner()


def refused(runner: CliRunner, *words: str) -> bool:
    made = runner.invoke(program, ["check", "--isolated", *words, "dump.txt"])
    return made.exit_code == 2 and "one file" in made.stderr


def test_two_reports_do_not_go_to_one_file(runner: CliRunner) -> None:
    Path("folder").mkdir()
    assert refused(runner, "--report", "json:a", "--report", "sarif:a")
    assert refused(runner, "--report", "json:a", "--report", "json:a")
    assert refused(runner, "--report", "json:a", "--report", "sarif:folder/../a")
    assert not Path("a").exists()


def test_a_link_is_the_file_that_it_names(runner: CliRunner) -> None:
    Path("a").write_text("mine", encoding="utf-8")
    Path("soft").symlink_to("a")
    Path("hard").hardlink_to("a")
    Path("dangling").symlink_to("later")
    for other in ("soft", "hard"):
        assert refused(runner, "--report", "json:a", "--report", f"sarif:{other}")
    assert refused(runner, "--report", "json:later", "--report", "sarif:dangling")
    assert Path("a").read_text(encoding="utf-8") == "mine"


def test_a_report_is_no_baseline_and_no_input(runner: CliRunner) -> None:
    assert (
        runner.invoke(
            program, ["check", "--isolated", "--write-baseline", "known", "dump.txt"]
        ).exit_code
        == 0
    )
    assert refused(runner, "--baseline", "known", "--report", "json:./known")
    assert refused(runner, "--write-baseline", "known", "--report", "json:./known")
    Path("same.txt").hardlink_to("dump.txt")
    assert (
        runner.invoke(
            program, ["check", "--isolated", "--report", "json:same.txt", "dump.txt"]
        ).exit_code
        == 2
    )
    assert Path("dump.txt").read_text(encoding="utf-8") == DUMP


def test_a_baseline_may_be_written_anew_and_files_may_differ(runner: CliRunner) -> None:
    Path("known").write_text("", encoding="utf-8")
    assert (
        runner.invoke(
            program,
            ["check", "--isolated", "--baseline", "known", "--write-baseline", "known", "dump.txt"],
        ).exit_code
        == 0
    )
    assert runner.invoke(
        program, ["check", "--isolated", "--report", "json:a", "--report", "sarif:b", "dump.txt"]
    ).exit_code in (0, 1)
    assert Path("a").exists()
    assert Path("b").exists()


@pytest.mark.parametrize(
    "name",
    [
        "::error ::done",
        " ::error ::done",
        "##[error]x",
        "##vso[task.complete]x",
        "a##[group]",
        "##teamcity[x]",
    ],
)
@pytest.mark.parametrize("format_", ["concise", "full", "github"])
def test_no_name_opens_a_command_of_a_build(runner: CliRunner, name: str, format_: str) -> None:
    Path(name).write_text(DUMP, encoding="utf-8")
    made = runner.invoke(program, ["check", "--isolated", "--select", "ALL", "-f", format_, name])
    assert "DK510" in made.stdout
    written = (
        made.stdout
        if format_ != "github"
        else "".join(line for line in made.stdout.splitlines(keepends=True) if "title=" not in line)
    )
    assert not COMMAND_RE.search(written)
    assert not COMMAND_RE.search(made.stderr)


@pytest.mark.parametrize(
    "text",
    [
        "[::error::x]",
        "##[error] is what it said  twice [TK]",
        "##vso[task.complete result=Succeeded;] he  said [TK]",
    ],
)
@pytest.mark.parametrize("format_", ["concise", "full"])
def test_no_text_opens_a_command_of_a_build(runner: CliRunner, text: str, format_: str) -> None:
    Path("dump.txt").write_text(DUMP.replace("again [TK]", text), encoding="utf-8")
    made = runner.invoke(
        program, ["check", "--isolated", "--select", "ALL", "-f", format_, "dump.txt"]
    )
    assert made.stdout
    assert not COMMAND_RE.search(made.stdout)
