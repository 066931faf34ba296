"""Whole dispatches: invented dumps with expectations written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from expectations import differences, load

from dispatchkit import DispatchkitError, parse_bytes

HERE = Path(__file__).parent
CASES = sorted([*HERE.glob("dispatches/*/*.json"), *HERE.glob("adversarial/*.json")])


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_dump_gives_what_was_written_by_hand(path: Path) -> None:
    expected = load(path)
    data = path.with_suffix(".txt").read_bytes()
    if expected.get("error"):
        with pytest.raises(DispatchkitError):
            parse_bytes(data)
        return
    assert differences(expected, [dispatch.to_dict() for dispatch in parse_bytes(data)]) == []
