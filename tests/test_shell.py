"""What shells need: names with any character, values that end with NUL, words to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from program import program

from dispatchkit.cli import _program

if TYPE_CHECKING:
    from pathlib import Path

STORY = "OSLO, May 3, 2021 (Reuters) - The ferry runs again, its owner said.\n"
NAMES = ("a.txt", "b c.txt", 'd"\n e.txt')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        (tmp_path / name).write_text(STORY)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_names_go_in_and_out_with_any_character() -> None:
    given = "".join(f"{name}\0" for name in NAMES)
    done = CliRunner().invoke(
        program, ["parse", "-0", "--files-from", "-", "--field", "path"], input=given
    )
    assert (done.exit_code, done.stdout) == (0, given)
    lines = CliRunner().invoke(program, ["parse", *NAMES, "--field", "path"])
    assert lines.stdout == "".join(f"{name}\n".replace("\n ", "  ") for name in NAMES)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["parse", "check", "explain", "latest"])
def test_a_list_of_one_name_that_no_null_ends(command: str) -> None:
    """Without ``-0`` nothing tells that the line break belongs to the name."""
    done = CliRunner().invoke(program, [command, "-0", "--files-from", "-"], input=NAMES[2])
    assert done.exit_code == 0, done.stderr
    without = CliRunner().invoke(program, [command, "--files-from", "-"], input=NAMES[2])
    assert without.exit_code == 3


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("headline,day", "--field takes one field: --field headline --field day"),
        ("path, dateline.place", "--field takes one field: --field path --field dateline.place"),
        ("headline,dya", "there is no field 'headline,dya'"),
    ],
)
def test_fields_parted_by_commas_are_told_how_to_be_named(given: str, told: str) -> None:
    done = CliRunner().invoke(program, ["parse", "--field", given, "a.txt"])
    assert done.exit_code == 2
    assert told in done.stderr


@pytest.mark.parametrize(
    ("words", "begun", "found"),
    [
        (["parse", "--field"], "dateline.p", ["dateline.place", "dateline.places"]),
        (["parse", "--field"], "te", ["text"]),
        (["check", "--select"], "DK20", "DK201"),
        (["check", "--ignore"], "missing-h", ["missing-headline"]),
        (["check", "--extend-select"], "DK101,missing-h", ["DK101,missing-headline"]),
        (["rule"], "dk20", "DK201"),
        (["parse", "--from"], "newsml-", ["newsml-g2"]),
        (["parse", "-f"], "jsonl", ["jsonl", "jsonld"]),
        (["parse", "--profile"], "reut", ["reuters"]),
    ],
)
def test_values_are_completed(words: list[str], begun: str, found: list[str] | str) -> None:
    made = ShellComplete(_program.program, {}, "dispatchkit", "_X").get_completions(words, begun)
    values = [item.value for item in made]
    assert found in values if isinstance(found, str) else values == found
