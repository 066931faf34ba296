"""How fast a long run goes, in words for a log."""

from __future__ import annotations

from itertools import count

import pytest

from dispatchkit.files.made import Made
from dispatchkit.files.pace import lasting, paced


def test_a_line_comes_from_time_to_time() -> None:
    made = Made()
    said: list[str] = []
    seconds = count(0, 10)
    for _ in paced("abcdefg", [100] * 7, made, said.append, lambda: float(next(seconds))):
        made.count += 500
    assert said == [
        "1,500 dispatches, 50 a second; 43% read, 40 s left",
        "3,000 dispatches, 50 a second; 86% read, 10 s left",
    ]


def test_inputs_without_a_size_tell_no_end() -> None:
    said: list[str] = []
    seconds = count(0, 40)
    assert list(paced("ab", [0, 0], Made(), said.append, lambda: float(next(seconds)))) == [
        "a",
        "b",
    ]
    assert said == ["0 dispatches, 0 a second"] * 2


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "0 s"), (59.9, "1 min"), (754, "12 min"), (7500, "2 h 5 min")]
)
def test_times_in_their_largest_units(seconds: float, words: str) -> None:
    assert lasting(seconds) == words
