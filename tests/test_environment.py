"""Variables ``DISPATCHKIT_...``: an error in the value of one is reported with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("command", ["parse", "check", "explain", "config"])
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CONFIG", "nowhere.toml"),
        ("CONFIG", "."),
        ("CONFIG", "story.txt"),
        ("CONFIG", "wrong.toml"),
        ("CONFIG", "pyproject.toml"),
        ("PROFILES", "nowhere.toml"),
        ("PROFILES", "story.txt"),
        ("PROFILE", "nowhere"),
        ("PROFILE", "nowhere.toml"),
        ("PROFILE", "wrong.toml"),
        ("BASELINE", "nowhere.json"),
        ("BASELINE", "story.txt"),
        ("SELECT", "DK9999"),
        ("IGNORE", "DK9999"),
        ("EXTEND_SELECT", "DK9999"),
        ("EXTEND_IGNORE", "DK9999"),
        ("EXCLUDE", "a/["),
        ("ENCODING", "latin-99"),
        ("DATE_ORDER", "mdx"),
        ("LANGUAGE", "english"),
        ("FAIL_ON", "often"),
        ("MIN_SEVERITY", "grave"),
        ("STAGE", "cooked"),
        ("FILENAME_DATE", "maybe"),
    ],
)
def test_a_wrong_value_is_told_with_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, variable: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(
        "Ferry runs again\n\nThe ferry runs again after repairs that took three weeks, its owner"
        " said.\n",
        encoding="utf-8",
    )
    (tmp_path / "wrong.toml").write_text('fail-om = "error"\n', encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    done = CliRunner().invoke(
        program, [command, "story.txt"], env={f"DISPATCHKIT_{variable}": value}
    )
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"dispatchkit: DISPATCHKIT_{variable}: ")
    if variable == "CONFIG":
        assert done.stderr.startswith(f"dispatchkit: DISPATCHKIT_CONFIG: {value}:")
