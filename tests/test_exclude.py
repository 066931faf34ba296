"""What ``exclude``, ``--exclude``, ``--force-exclude`` and ``per-file-ignores`` leave out: patterns
as .gitignore has them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from program import program

OPEN = (
    "Tram depot opens\n\nTARNHOLM, May 3 (AFP) - The tram depot of Tarnholm opened its doors to the"
    " public on Monday, ninety years after it was built."
)
ALL = ["feed/a.txt", "feed/notes.json", "feed/web/b.txt", "feed/web/deep/c.txt", "web/d.txt"]


def call(*arguments: str | os.PathLike[str]) -> Result:
    return CliRunner().invoke(
        program, [os.fspath(argument) for argument in arguments], catch_exceptions=False
    )


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ALL:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OPEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*arguments: str) -> list[str]:
    """The inputs that a call reads."""
    return [
        line.removeprefix("./")
        for line in call("parse", "--field", "path", *arguments).stdout.splitlines()
    ]


CASES = [
    (["web/"], ["feed/a.txt", "feed/notes.json"]),
    (["/web"], ["feed/a.txt", "feed/notes.json", "feed/web/b.txt", "feed/web/deep/c.txt"]),
    (["./web"], ["feed/a.txt", "feed/notes.json", "feed/web/b.txt", "feed/web/deep/c.txt"]),
    (["./feed/web"], ["feed/a.txt", "feed/notes.json", "web/d.txt"]),
    (["feed/web/*"], ["feed/a.txt", "feed/notes.json", "web/d.txt"]),
    (["feed/*.txt"], ["feed/notes.json", "feed/web/b.txt", "feed/web/deep/c.txt", "web/d.txt"]),
    (["**/*.txt"], ["feed/notes.json"]),
    (["*.json"], ["feed/a.txt", "feed/web/b.txt", "feed/web/deep/c.txt", "web/d.txt"]),
    (["feed/**/c.txt", "d.txt"], ["feed/a.txt", "feed/notes.json", "feed/web/b.txt"]),
    (["*.txt", "!b.txt"], ["feed/notes.json", "feed/web/b.txt"]),
]


@pytest.mark.parametrize(("patterns", "left"), CASES)
def test_patterns_mean_what_they_mean_to_git(
    tree: Path, patterns: list[str], left: list[str]
) -> None:
    options = [word for pattern in patterns for word in ("--exclude", pattern)]
    assert read(*options, ".") == left
    (tree / "dispatchkit.toml").write_text(f"exclude = {patterns!r}\n", encoding="utf-8")
    assert read(".") == left
    assert sorted(read("feed", "web")) == left


@pytest.mark.usefixtures("tree")
def test_a_pattern_of_the_call_is_seen_from_the_working_folder(tree: Path) -> None:
    (tree / "dispatchkit.toml").write_text("[per-file-ignores]\n", encoding="utf-8")
    os.chdir(tree / "feed")
    assert read("--exclude", "/web", ".") == ["a.txt", "notes.json"]


@pytest.mark.parametrize("command", ["parse", "explain", "check"])
def test_a_pattern_that_matched_nothing_is_told(tree: Path, command: str) -> None:
    (tree / "dispatchkit.toml").write_text(
        'exclude = ["wbe/", "*.json", "other/place/*"]\n', encoding="utf-8"
    )
    told = call(command, "feed").stderr
    assert "'wbe/' matched nothing" in told
    assert "*.json" not in told
    assert "other/place" not in told  # nothing that lies in the folder walked
    assert "'other/place/*' matched nothing" in call(command, ".").stderr
    assert "matched nothing" not in call(command, "feed/a.txt").stderr


def test_a_pattern_of_per_file_ignores_that_matched_nothing_is_told(tree: Path) -> None:
    (tree / "dispatchkit.toml").write_text(
        'select = ["DK104"]\n[per-file-ignores]\n"feed/web/" = ["DK1"]\n"fede/*" = ["DK1"]\n',
        encoding="utf-8",
    )
    result = call("check", ".")
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == [
        "./feed/a.txt",
        "./feed/notes.json",
        "./web/d.txt",
    ]
    assert "'fede/*' matched nothing" in result.stderr
    assert "feed/web" not in result.stderr


def test_all_but_some_can_be_excused(tree: Path) -> None:
    (tree / "dispatchkit.toml").write_text(
        'select = ["DK104"]\n[per-file-ignores]\n"!./web/" = ["DK1"]\n', encoding="utf-8"
    )
    assert [line.partition(":")[0] for line in call("check", ".").stdout.splitlines()] == [
        "./web/d.txt"
    ]


@pytest.mark.usefixtures("tree")
def test_what_is_named_is_read_unless_it_is_forced_out() -> None:
    assert read("--exclude", "web/", "feed/web/b.txt", "feed/a.txt") == [
        "feed/web/b.txt",
        "feed/a.txt",
    ]
    assert read("--force-exclude", "--exclude", "web/", "feed/web/b.txt", "feed/a.txt") == [
        "feed/a.txt"
    ]
    assert read("--force-exclude", "--exclude", "web/", "feed/web", "feed/a.txt") == ["feed/a.txt"]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("command", ["parse", "explain", "check"])
def test_where_all_is_excluded_there_is_nothing_to_do(command: str) -> None:
    for arguments in (
        ["--exclude", "*", "feed"],
        ["--force-exclude", "--exclude", "web/", "feed/web/b.txt", "web/d.txt"],
    ):
        result = call(command, *arguments)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "everything named is excluded" in result.stderr
        assert "nothing found" not in result.stderr


def test_a_folder_with_nothing_in_it_is_still_no_input(tree: Path) -> None:
    (tree / "empty").mkdir()
    assert call("parse", "--exclude", "*.json", "empty").exit_code == 3


def test_the_hooks_force_it() -> None:
    hooks = yaml.safe_load(
        (Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    # `profile test` knows no exclude.
    assert all(
        "--force-exclude" in hook["entry"]
        for hook in hooks
        if hook["entry"] != "dispatchkit profile test"
    )


def test_a_pattern_that_would_match_elsewhere_is_told_with_the_one_that_does(tree: Path) -> None:
    config = tree / "dispatchkit.toml"
    config.write_text(
        'exclude = ["web/deep/c.txt", "no/such.txt"]\n[per-file-ignores]\n"web/b.txt" = ["DK1"]\n',
        encoding="utf-8",
    )
    told = call("check", "feed").stderr
    assert "exclude: 'web/deep/c.txt' matched nothing" in told
    assert "did you mean '**/web/deep/c.txt'?" in told
    assert "per-file-ignores: 'web/b.txt' matched nothing" in told
    assert "did you mean '**/web/b.txt'?" in told
    assert "no/such" not in told
    config.write_text('exclude = ["**/web/deep/c.txt", "feed/a.txt"]\n', encoding="utf-8")
    assert "matched nothing" not in call("check", "feed").stderr
