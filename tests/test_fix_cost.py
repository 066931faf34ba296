"""What fixes cost: the work grows with the size of the input, not with its square. Counted in lines
that are read, never by the clock.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.settings import Settings
from dispatchkit.lint.traced import Source

if TYPE_CHECKING:
    from types import FrameType

HEAD = (
    "Council opens bridge\n\nLISBON, Dec 4 2021 (AFP) - The council opened a bridge on Saturday,"
    " officials said.\n\n"
)


def lines_read(data: bytes, *codes: str) -> int:
    """How many lines all readings of a mended input went through."""
    count = 0

    def look(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        if event == "call" and frame.f_code.co_name == "make_units":
            count += len(frame.f_locals["lines"])

    source = Source("dump.txt", data, Settings(select=codes))
    sys.setprofile(look)
    try:
        fix_source(source, unsafe=False)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("number", [100, 200])
def test_buttons_between_paragraphs(number: int) -> None:
    """With 100 and 200 buttons it were 210 and 310 readings of the whole page."""
    data = (
        HEAD + "Share\n\nThe council said that the bridge was open again.\n\n" * number
    ).encode()
    assert lines_read(data, "DK6") <= 80 * data.count(b"\n")


def test_many_stories() -> None:
    """Of every third the fix does harm: the others are not read again and again for its sake."""
    ruler = "\n" + "=" * 40 + "\n\n"
    good = (
        "LISBON, Dec {day} 2021 (AFP) - The council opened a  bridge on Saturday, officials said,"
        " and the harbour office was glad.\n\nIt had been closed for  a year, they said.\n"
    )
    bad = (
        "We use cookies to improve your experience.\n\nClock museum opens a new wing {day}\n\nAA/"
        " Geneva\n\nThe clock museum opened a new wing on Saturday, in which clocks tick on and"
        " on.\n"
    )
    cost = []
    for number in (10, 20, 40):
        stories = [
            (bad if at % 3 == 0 else f"Council opens bridge {at}\n\n" + good).format(
                day=at % 28 + 1
            )
            for at in range(number)
        ]
        data = ruler.join(stories).encode()
        cost.append(lines_read(data, "DK5", "DK6"))
    assert cost[1] <= 2.5 * cost[0]
    assert cost[2] <= 2.5 * cost[1]
