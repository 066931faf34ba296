"""What a walk of a folder does not read is said, and what was asked in vain. All texts are
invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from program import program

if TYPE_CHECKING:
    from pathlib import Path

STORY = "TARN, March 5, 2024 (Reuters) - The museum of ropes opens on Monday, its director said.\n"


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story in the folder feed, which is the working folder."""
    (tmp_path / "feed" / "web").mkdir(parents=True)
    (tmp_path / "feed" / "web" / "a.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


@pytest.mark.parametrize("command", [["check"], ["parse", "-v"]], ids=lambda command: command[0])
def test_a_link_in_a_folder_is_named(feed: Path, command: list[str]) -> None:
    (feed / "feed" / "gone.txt").symlink_to("nowhere.txt")
    result = call(*command, "feed")
    assert result.exit_code == 0
    assert "not read" in result.stderr
    assert "feed/gone.txt" in result.stderr
    assert "not read" not in call("check", "--exclude", "gone.txt", "feed").stderr
    assert "not read" not in call("check", "-q", "feed").stderr
    assert "not read" not in call("parse", "feed").stderr


def test_many_links_are_one_line(feed: Path) -> None:
    for number in range(9):
        (feed / "feed" / f"{number}.txt").symlink_to("nowhere.txt")
    assert call("check", "feed").stderr.count("not read") == 1
    assert "and 6 more" in call("check", "feed").stderr


def test_a_pattern_of_a_folder_that_is_not_there_is_named(feed: Path) -> None:
    (feed / "dispatchkit.toml").write_text(
        '[per-file-ignores]\n"web/a.txt" = ["DK2"]\n', encoding="utf-8"
    )
    told = call("check", "feed").stderr
    assert "per-file-ignores: 'web/a.txt' matched nothing" in told
    assert "matched nothing" not in call("check", "-q", "feed").stderr
