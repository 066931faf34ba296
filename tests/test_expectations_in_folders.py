"""Expectations beside dumps (``profile test``) are no dispatches, whoever walks through the folder;
JSON that only has the name of a dump is one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import iter_parse
from dispatchkit.expected import expectations_among
from dispatchkit.files.inputs import Skipped
from dispatchkit.watching.sight import look

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry to the islands runs again after a week"
    " of storms, its company said on Monday.\n"
)
EXPECTED = {"headline": "Ferry runs again", "paragraphs": ["The ferry runs."], "why": "a storm"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, [*map(str, arguments), "--isolated"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "in" / "a.json").write_text(json.dumps(EXPECTED), encoding="utf-8")
    return tmp_path / "in"


def test_commands_leave_them_out_and_say_so(folder: Path, tmp_path: Path) -> None:
    left = f"{folder / 'a.json'}: left out, the expectation of a dump beside it (profile test)\n"
    for command in (
        ("parse", "-f", "jsonl"),
        ("check",),
        ("corpus", "--output-dir", tmp_path / "corpus"),
        ("learn", "-o", tmp_path / "learned.toml"),
    ):
        done = run(*command, "-v", folder)
        assert left in done.stderr, command
        assert f"{folder / 'a.json'}:" not in (done.stdout + done.stderr.replace(left, "")), command
    assert (tmp_path / "corpus" / "manifest.json").is_file()
    parsed = run("parse", "-f", "jsonl", folder)
    assert [json.loads(line)["path"] for line in parsed.stdout.splitlines()] == [
        str(folder / "a.txt")
    ]
    assert parsed.stderr == ""


def test_so_do_the_library_and_a_watch(folder: Path) -> None:
    assert [one.path for one in iter_parse([folder])] == [str(folder / "a.txt")]
    assert [*look([str(folder)], Skipped()).files] == [str(folder / "a.txt")]


def test_profile_test_still_finds_them(folder: Path) -> None:
    assert "1 tested" in run("profile", "test", folder).stdout


def test_one_that_is_named_is_read(folder: Path) -> None:
    assert str(folder / "a.json") in run("parse", "-f", "jsonl", folder / "a.json").output


@pytest.mark.parametrize(
    ("dump", "name", "value", "left"),
    [
        ("a.txt", "a.json", EXPECTED, True),
        ("a.html", "a.json", {"error": True}, True),
        ("a", "a.json", {"count": 2}, True),
        ("a.v2.txt", "a.v2.json", {"agency": None, "labels": {"Menu": "menu"}}, True),
        ("a.txt", "a.json", {"labels": {"Menu": "no label"}}, False),
        # Another file's name, no file's name, another form.
        ("b.txt", "a.json", EXPECTED, False),
        ("a.md", "a.json", EXPECTED, False),
        ("a.txt", "a.JSON", EXPECTED, False),
        ("a.txt", "a.json", {}, False),
        ("a.txt", "a.json", {"why": "told"}, False),
        ("a.txt", "a.json", [EXPECTED], False),
        ("a.txt", "a.json", {**EXPECTED, "text": "The ferry runs."}, False),
        ("a.txt", "a.json", {**EXPECTED, "byline": "Jane Doe"}, False),
    ],
)
def test_name_and_form_make_one(
    dump: str, name: str, value: Any, *, left: bool, tmp_path: Path
) -> None:
    (tmp_path / dump).write_text(STORY, encoding="utf-8")
    (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    files = [str(tmp_path / dump), str(tmp_path / name)]
    assert expectations_among(files) == ({files[1]} if left else set())


def test_half_a_file_is_none(folder: Path) -> None:
    half = json.dumps(EXPECTED)[:30]
    (folder / "a.json").write_text(half, encoding="utf-8")
    assert expectations_among([str(folder / "a.txt"), str(folder / "a.json")]) == set()
