"""``--files-from`` of ``parse``, ``check`` and ``explain``: the inputs that a list names."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from program import program

STORY = "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry of {} runs again, its owner said.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b c.txt", "d.txt"):
        Path(name).write_text(STORY.format(name), encoding="utf-8")


def call(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(program, [*words], input=stdin, catch_exceptions=False)


@pytest.mark.parametrize("text", ["b c.txt\nd.txt\n", "b c.txt\0d.txt\0"])
@pytest.mark.parametrize("words", [["parse", "-f", "jsonl"], ["check"], ["explain", "-f", "jsonl"]])
def test_inputs_of_a_list_are_read_after_those_of_the_call(words: list[str], text: str) -> None:
    Path("list").write_text(text, encoding="utf-8")
    named = call(*words, "a.txt", "b c.txt", "d.txt")
    assert named.stdout
    for place in ("list", "-"):
        found = call(*words, "a.txt", "--files-from", place, stdin=text)
        assert (found.exit_code, found.stdout) == (named.exit_code, named.stdout)


def test_an_empty_list_names_nothing_and_standard_input_is_left() -> None:
    assert call("parse", "--files-from", "-").stdout == ""


def test_a_list_that_is_not_there_is_a_wrong_call() -> None:
    assert call("parse", "--files-from", "none").exit_code == 2


def test_standard_input_is_no_input_and_list_at_once() -> None:
    assert call("parse", "-", "--files-from", "-").exit_code == 2
