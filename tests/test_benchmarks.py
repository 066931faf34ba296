"""What is timed: inputs of the sizes that the table names, none of them twice; and the command's
help.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import inputs
import pytest
import table
from measuring import Row

from dispatchkit import parse_bytes

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

TABLE = Path(table.__file__)


@pytest.mark.parametrize(("kind", "size"), [("pages", 9_500), ("wires", 1_700), ("sample", 1_061)])
def test_no_program_meets_an_input_twice(
    kind: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "BENCH", tmp_path)
    rounds = inputs.rounds(kind, 3)
    every = [dump for some in rounds for dump in some]
    assert [len(some) for some in rounds] == [inputs.SIZES[kind]] * 3
    assert len({*every}) == len(every)
    assert abs(statistics.mean(map(len, every)) - size) < size / 6
    assert inputs.rounds(kind, 3) == rounds


def test_invented_pages_are_pages_with_a_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "BENCH", tmp_path)
    found: list[Dispatch] = [parse_bytes(page)[0] for page in inputs.pages(8)]
    assert all(len(one.boilerplate) > len(one.paragraphs) > 0 for one in found)


def test_inputs_of_any_size_in_three_forms(tmp_path: Path) -> None:
    found = inputs.write_forms(tmp_path, 1)
    assert all(1_000_000 <= path.stat().st_size < 1_010_000 for path in found.values())
    assert len(found["one line"].read_text().splitlines()) == 1
    assert found["dispatches"].read_text().count("ZCZC") > 1_000


@pytest.mark.parametrize(("arguments", "status"), [(["--help"], 0), (["no-such-part"], 2)])
def test_the_parts_are_named(arguments: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, str(TABLE), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == status
    assert ("no-such-part" in done.stderr) if status else all(map(done.stdout.count, table.PARTS))


def test_a_row_begins_with_its_ratio() -> None:
    row = Row("pages", "jusText", 0.4567, {"ms each": 1234.5})
    assert table.shown(row).split() == ["jusText", "0.46", "x", "1,234", "ms", "each"]
    assert table.shown(Row("pages", "jusText", note="not installed")).endswith("not installed")
