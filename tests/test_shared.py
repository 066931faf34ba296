"""The cases beside the checkout, if they are there: their texts are not ours to distribute."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from expectations import SAID_OTHERWISE, unsaid
from patience import PATIENCE

from dispatchkit import parse_bytes, trace_bytes

SHARED = Path(__file__).parents[2] / "shared"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared folder is not beside this checkout"
)


def test_the_sample_gives_its_record_field_by_field() -> None:
    expected = json.loads((SHARED / "sample/aa-fr.json").read_text(encoding="utf-8"))
    (dispatch,) = parse_bytes((SHARED / "sample/aa-fr.txt").read_bytes(), path="aa-fr.txt")
    record = dispatch.to_dict()
    assert sorted(
        {
            number
            for entry in record["boilerplate"]
            for number in range(entry["lines"][0], entry["lines"][1] + 1)
        }
    ) == expected.pop("boilerplate_lines")
    for key, value in expected.items():
        assert record[key] == value, key
    assert [key for key in record if key in expected] == list(expected)


def run(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    ).stdout


def test_the_example_cases() -> None:
    out = run(
        str(SHARED / "examples/run.py"),
        "--cmd",
        f"{sys.executable} -m dispatchkit parse -f jsonl",
        "--min",
        "0",
        "--verbose",
    )
    failed = [line for line in out.splitlines() if line.startswith("FAIL")]
    assert not [
        line
        for line in failed
        if line.split()[1].startswith(("aa-", "enc-", "err-", "markdown-dump"))
    ], out
    passed, total = out.split("Checks   ")[-1].split()[0].split("/")
    assert int(passed) / int(total) >= 0.97, out


@pytest.mark.parametrize(
    "path", sorted((SHARED / "bench/dev").glob("*.txt"))[::24], ids=lambda path: path.stem
)
def test_nothing_of_a_page_is_lost(path: Path) -> None:
    for part in trace_bytes(path.read_bytes()).parts:
        for line in unsaid(part):
            # What names the field ("Tags:", "Ressort:") is said by its key.
            assert line.label in SAID_OTHERWISE or ":" in line.line.text, line
