"""The walks of CONTRIBUTING.md lead where it says they do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner
from expectations import differences
from program import program

from dispatchkit import Own, parse_bytes, parse_text
from dispatchkit.model import RECORD_KEYS

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
# The code blocks of a walk stand in the items of its list.
BLOCK_RE = re.compile(r"(?:^ {7}.*\n|^\n+(?= {7}))+", flags=re.MULTILINE)


def walk(title: str) -> list[str]:
    """The code blocks of the part with this title."""
    part = re.split(r"^## ", PAGE[PAGE.index(f"## {title}") + 3 :], flags=re.MULTILINE)[0]
    return [textwrap.dedent(block).strip("\n") + "\n" for block in BLOCK_RE.findall(part)]


def test_the_agency_of_the_walk_is_found_by_its_profile(tmp_path: Path) -> None:
    dump, expected, profile, _ = walk("Add an agency")
    path = tmp_path / "fny.toml"
    path.write_text(profile, encoding="utf-8")
    dispatches = parse_bytes(dump.encode(), own=Own(profiles=(str(path),)))
    assert not differences(json.loads(expected), [found.to_dict() for found in dispatches])
    assert parse_bytes(dump.encode())[0].agency is None
    assert CliRunner().invoke(program, ["profile", "check", str(path)]).exit_code == 0


def test_the_format_of_the_walk_passes_its_test() -> None:
    module, test = walk("Add a format")[:2]
    writer: dict[str, Any] = {}
    exec(module, writer)
    found: dict[str, Any] = {}
    exec(test, found)
    (dispatch,) = parse_text(found["STORY"])
    expected = re.search(r'== ("2021.*")$', test, flags=re.MULTILINE)
    assert expected
    assert "".join(writer["join"]([writer["render"](dispatch)])) == json.loads(expected[1])


def test_the_format_of_the_walk_carries_what_it_says() -> None:
    writer: dict[str, Any] = {}
    exec(walk("Add a format")[0], writer)
    assert set(writer["CARRIES"]) <= set(RECORD_KEYS)


def test_the_reader_of_the_walk_passes_its_test(tmp_path: Path) -> None:
    module, test = walk("Add a format")[2:]
    (tmp_path / "card.py").write_text(module, encoding="utf-8")
    calls = "".join(f"{name}()\n" for name in re.findall(r"^def (test_\w+)", test, re.MULTILINE))
    script = (
        "import sys\nfrom dispatchkit.reading import formats\nformats.__path__.append(sys.argv[1])"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", f"{script}\n{test}\n{calls}", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert calls.count("\n") == 2
    assert done.returncode == 0, done.stderr


def test_the_wrong_headline_of_the_walk_is_explained_and_mended_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump, written, explained, rule = walk("Fix a wrong headline")
    expected: dict[str, Any] = json.loads(written)
    monkeypatch.chdir(tmp_path)
    Path("dump.txt").write_text(dump, encoding="utf-8")
    printed = CliRunner().invoke(program, ["explain", "dump.txt"]).stdout
    assert [line.split() for line in explained.splitlines()] == [
        line.split() for line in printed.splitlines() if re.match(r"[123] ", line)
    ]
    assert parse_bytes(dump.encode())[0].headline != expected["headline"]
    # The rule of the walk, in a profile of one's own.
    head = 'schema = 1\nid = "fny"\nname = "F"\nlanguages = ["en"]\ncredits = ["FNY"]\n\n'
    Path("fny.toml").write_text(head + rule, encoding="utf-8")
    mended = parse_bytes(dump.encode(), profile="fny.toml")
    assert not differences(expected, [found.to_dict() for found in mended])
