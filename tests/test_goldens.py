"""Whole records: each dump in tests/ and samples/ gives the records that tests/golden keeps of it.

The expectations written by hand (``tests/dispatches``) say what must come out of a dump; a golden
file holds all that does come out, right or wrong, so that no field changes unseen. ``pytest
--update-goldens`` writes them again; then read the diff.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import all_dumps
import freeze
import pytest

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
# What is made to be found fault with by single rules is held by digests alone (tools/frozen.tsv).
DUMPS = [
    dump for dump in all_dumps.own_dumps(TESTS.parent) if not dump.name.startswith("tests/lint/")
]


def golden(dump: all_dumps.Dump) -> Path:
    """Where the records of a dump are kept."""
    return GOLDEN / f"{dump.name.removeprefix('tests/')}.json"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the golden files are to be written anew."""
    return bool(request.config.getoption("--update-goldens"))


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)
def test_a_dump_gives_the_records_that_are_kept_of_it(dump: all_dumps.Dump, update: bool) -> None:
    path, now = golden(dump), freeze.readable(freeze.output(dump).records)
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(now, encoding="utf-8", newline="\n")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if now != kept:
        diff = difflib.unified_diff(
            kept.splitlines(),
            now.splitlines(),
            f"golden/{path.relative_to(GOLDEN)}",
            "now",
            lineterm="",
        )
        pytest.fail(
            "\n".join([*diff, "If this is meant: pytest --update-goldens, and read the diff."]),
            pytrace=False,
        )


def test_every_golden_file_has_its_dump(update: bool) -> None:
    stale = set(GOLDEN.rglob("*.json")) - {golden(dump) for dump in DUMPS}
    if update:
        for path in stale:
            path.unlink()
        stale = set()
    assert not stale, "pytest --update-goldens"
