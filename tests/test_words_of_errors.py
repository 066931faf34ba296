"""What the command line says when it does not understand: which key of which file, and what may
have been meant. Rules by their names.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from program import program

from dispatchkit import check

if TYPE_CHECKING:
    from pathlib import Path

# No headline: DK201. No line feed at the end: DK104.
STORY = (
    "VADSØ, May 3 (Reuters) - The harbour crane turned again on Monday, five weeks after it had"
    " stopped over the quay."
)


def call(*arguments: str | os.PathLike[str], stdin: str | None = None) -> Result:
    return CliRunner().invoke(
        program,
        [os.fspath(argument) for argument in arguments],
        input=stdin,
        catch_exceptions=False,
    )


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sport").mkdir()
    (tmp_path / "sport" / "a.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["pasre", "x"], "there is no command 'pasre'; did you mean parse?"),
        (["shema"], "there is no command 'shema'; did you mean schema?"),
        (["zzz"], "there is no command 'zzz'"),
        (["profile", "lsit"], "there is no command 'lsit'; did you mean list?"),
        (["profile", "show", "reuter"], "reuter: no such profile; did you mean reuters"),
        (
            ["parse", "--profile", "annsa", "sport/a.txt"],
            "annsa: no such profile; did you mean ansa",
        ),
        (
            ["check", "--isolated", "--select", "DK2O1", "sport"],
            "--select: no rule has a code that begins with 'DK2O1', or that name; did you mean DK2",
        ),
        (
            ["check", "--isolated", "--ignore", "missing-hedline", "sport"],
            "did you mean missing-headline?",
        ),
        (["rule", "MISSING-HEDLINE"], "did you mean missing-headline?"),
        (["parse", "--fild", "x", "sport"], "--field"),
    ],
)
def test_what_may_have_been_meant(feed: Path, arguments: list[str], says: str) -> None:
    assert feed.exists()
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "usage", "says"),
    [
        (
            ["schema"],
            "schema [OPTIONS] record|finding|profile",
            "missing argument: record|finding|profile",
        ),
        (["profile", "show"], "profile show [OPTIONS] ID|FILE", "missing argument: ID|FILE"),
        (
            ["profile", "check"],
            "profile check [OPTIONS] FILE|FOLDER...",
            "missing argument: FILE|FOLDER...",
        ),
    ],
)
def test_a_command_without_its_argument_prints_its_usage(
    arguments: list[str], usage: str, says: str
) -> None:
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    first, *_, last = result.stderr.splitlines()
    assert first == f"Usage: dispatchkit {usage}"
    assert last == f"dispatchkit: {says}"
    assert "\\" not in result.stderr


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        (
            '[per-file-ignores]\n"sport/*.txt" = "DK201"',
            'per-file-ignores."sport/*.txt"',
            "expected a list of texts, found 'DK201'",
        ),
        (
            '[per-file-ignores]\nsport = ["DK201", "DK2O4"]',
            "per-file-ignores.sport",
            "no rule has a code that begins with 'DK2O4'",
        ),
        (
            "[per-agency-ignores]\naa = [3]",
            "per-agency-ignores.aa",
            "expected a list of texts, found [3]",
        ),
        (
            '[per-agency-ignores]\nreuterz = ["DK201"]',
            "per-agency-ignores",
            "no profile has the id 'reuterz'; did you mean reuters",
        ),
        (
            '[severity]\nDK201 = "eror"',
            "severity.DK201",
            "expected one of error, warning, info, found 'eror'",
        ),
        ('[severity]\nmissing-hedline = "error"', "severity", "did you mean missing-headline"),
        (
            '[boilerplate]\nshar = ["Tell a friend"]',
            "boilerplate.shar",
            "there is no label of that name; did you mean share?",
        ),
        ("[boilerplate]\nshare = 3", "boilerplate.share", "expected a list of texts, found 3"),
    ],
)
@pytest.mark.parametrize("file", ["dispatchkit.toml", "pyproject.toml"])
def test_a_message_names_the_file_and_the_key_in_the_table(
    feed: Path, content: str, place: str, says: str, file: str
) -> None:
    prefix = "tool.dispatchkit." if file == "pyproject.toml" else ""
    (feed / file).write_text(content.replace("[", f"[{prefix}", 1) if prefix else content)
    result = call("check", "sport")
    assert (result.exit_code, result.stdout) == (2, "")
    begin = rf"dispatchkit: {re.escape(str(feed / file))}:[12]:\d+: {re.escape(prefix + place)}"
    assert re.match(begin, result.stderr)
    assert says in result.stderr


# --- rules by their names ----------------------------------------------------------------------------------------------------


def codes(*arguments: str) -> list[str]:
    return sorted(
        {
            json.loads(line)["code"]
            for line in call("check", "-f", "jsonl", *arguments).stdout.splitlines()
        }
    )


def test_rules_are_selected_and_ignored_by_name(feed: Path) -> None:
    assert feed.exists()
    assert codes("--isolated", "--select", "no-final-newline", "sport") == ["DK104"]
    assert codes("--isolated", "--select", "No-Final-Newline,DK201", "sport") == codes(
        "--isolated", "--select", "dk104,missing-headline", "sport"
    )
    assert "DK104" in codes("--isolated", "--select", "DK1", "sport")
    assert "DK104" not in codes(
        "--isolated", "--select", "DK1", "--ignore", "no-final-newline", "sport"
    )
    assert [finding.code for finding in check("sport/a.txt", select=["no-final-newline"])] == [
        "DK104"
    ]
    assert [
        finding.code
        for finding in check("sport/a.txt", select=["DK104"], ignore=["no-final-newline"])
    ] == []


@pytest.mark.parametrize(
    "content",
    [
        'select = ["DK104"]\nignore = ["no-final-newline"]',
        'select = ["DK104"]\n[per-file-ignores]\n"sport/*" = ["no-final-newline"]',
        'select = ["DK104"]\n[per-agency-ignores]\nreuters = ["no-final-newline"]',
    ],
)
def test_rules_are_ignored_by_name_in_a_configuration(feed: Path, content: str) -> None:
    (feed / "dispatchkit.toml").write_text('select = ["no-final-newline"]')
    assert codes("sport") == ["DK104"]
    (feed / "dispatchkit.toml").write_text(content)
    assert codes("sport") == []


def test_severities_are_given_by_name(feed: Path) -> None:
    (feed / "dispatchkit.toml").write_text(
        'select = ["DK104"]\n[severity]\nno-final-newline = "error"'
    )
    assert json.loads(call("check", "-f", "jsonl", "sport").stdout)["severity"] == "error"
    assert call("check", "sport").exit_code == 1


# --- colour ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("force", "no", "options", "coloured"),
    [
        ("0", None, [], False),
        ("false", None, [], False),
        ("0", "1", [], False),
        ("1", None, [], True),
        ("3", None, [], True),
        ("1", "1", [], True),
        ("", "1", [], False),
        ("", None, [], False),
        (None, "1", [], False),
        ("0", None, ["--color"], True),
        ("1", None, ["--no-color"], False),
    ],
)
def test_colour(
    feed: Path, force: str | None, no: str | None, options: list[str], *, coloured: bool
) -> None:
    environment = {"FORCE_COLOR": force, "NO_COLOR": no}
    assert feed.exists()
    for command in (["parse", *options, "-j", "1"], ["check", "--isolated", *options]):
        done = CliRunner().invoke(program, [*command, "sport"], env=environment, color=True)
        assert (b"\x1b[" in done.stdout_bytes) is coloured
