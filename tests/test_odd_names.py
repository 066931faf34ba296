"""File names whose bytes are not UTF-8: shown with their bytes to people, and in JSON such that the
name can be recovered.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry between the two islands runs again after"
    " repairs that took three weeks, its owner said."
)
NAME = b"caf\xe9 \xff.txt"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    try:
        (tmp_path / os.fsdecode(NAME)).write_text(STORY, encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dispatchkit", *arguments],
        capture_output=True,
        cwd=folder,
        check=False,
    )


def test_people_see_the_bytes(here: Path) -> None:
    assert run(here, "parse", "--field", "path", ".").stdout == b"./caf\\xe9 \\xff.txt\n"
    assert run(here, "check", "--select", "DK104", ".").stdout.startswith(
        b"./caf\\xe9 \\xff.txt:3:"
    )
    assert run(here, "explain", ".").stdout.startswith(b"./caf\\xe9 \\xff.txt\n")
    (here / os.fsdecode(NAME)).write_bytes(b"")
    assert (
        run(here, "parse", ".").stderr == b"dispatchkit: ./caf\\xe9 \\xff.txt: the file is empty\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("parse", "-f", "jsonl"),
        ("check", "-f", "jsonl", "--select", "DK104"),
        ("explain", "-f", "jsonl"),
    ],
)
def test_json_gives_the_name_back(here: Path, command: tuple[str, ...]) -> None:
    done = run(here, *command, ".")
    for line in done.stdout.decode("ascii").splitlines():
        assert os.fsencode(json.loads(line)["path"]) == b"./" + NAME
    assert done.stdout


def test_an_output_has_the_name_of_its_input(here: Path) -> None:
    assert run(here, "parse", "-f", "json", "--output-dir", "out", ".").returncode == 0
    assert os.listdir(os.fsencode(here / "out")) == [b"caf\xe9 \xff.json"]


def test_a_value_that_ends_with_null_is_the_name_itself(here: Path) -> None:
    """``xargs -0`` hands it to programs that open the file."""
    done = run(here, "parse", "-0", "--field", "path", "--field", "format", ".")
    assert done.stdout == b"./" + NAME + b"\0text\0"
    assert os.path.exists(os.fsencode(here) + b"/" + done.stdout.split(b"\0")[0])
    lines = run(here, "parse", "--field", "path", ".")
    assert lines.stdout == b"./caf\\xe9 \\xff.txt\n"
    named = run(here, "parse", "-0", "--field", "path", ".", "-o", "names")
    assert (named.returncode, (here / "names").read_bytes()) == (0, b"./" + NAME + b"\0")
