"""When a file that arrives is whole: what looks at it have seen, and at which times."""

from __future__ import annotations

from itertools import count

import pytest

from dispatchkit.watching.settling import Settling
from dispatchkit.watching.sight import Stamp, is_unfinished


def stamp(size: int, modified: int = 0, changed: int = 0) -> Stamp:
    return Stamp(size, modified, changed)


# Looks at one file, as (time, stamp or None for a file that is not there), and the times at which
# it is due, for files that must stay the same for two seconds.
LOOKS = [
    pytest.param([(0, stamp(1)), (2, stamp(1))], [2], id="the same for long enough"),
    pytest.param([(0, stamp(1)), (1.9, stamp(1))], [], id="not yet"),
    pytest.param([(100, stamp(1))], [], id="a single look says nothing"),
    pytest.param([(0, stamp(1)), (2, stamp(2)), (3, stamp(2))], [], id="it grows"),
    pytest.param([(0, stamp(1)), (2, stamp(2)), (4, stamp(2))], [4], id="it has grown"),
    pytest.param([(0, stamp(1, 5)), (2, stamp(1, 6))], [], id="rewritten in the same length"),
    pytest.param([(0, stamp(1, 6)), (2, stamp(1, 5))], [], id="a clock that was set back"),
    pytest.param([(0, stamp(1, 5, 1)), (2, stamp(1, 5, 2))], [], id="a time that somebody set"),
    pytest.param([(0, stamp(1)), (1, None), (2, stamp(1))], [], id="removed, and another came"),
    pytest.param([(0, stamp(0)), (2, stamp(0))], [2], id="empty"),
    pytest.param([(0, stamp(1)), (2, stamp(1)), (3, stamp(1))], [2, 3], id="due until it is read"),
]


@pytest.mark.parametrize(("looks", "due"), LOOKS)
def test_a_file_is_due_when_it_has_stayed_the_same(
    looks: list[tuple[float, Stamp | None]], due: list[float]
) -> None:
    settling = Settling(2)
    found = [
        now
        for now, seen in looks
        if settling.due({} if seen is None else {"in/a.txt": seen}, now) == ["in/a.txt"]
    ]
    assert found == due


def test_without_settling_the_first_look_is_enough() -> None:
    assert Settling(0).due({"b": stamp(1), "a": stamp(2)}, 7) == ["b", "a"]


def test_the_next_time_is_that_of_the_file_that_has_waited_longest() -> None:
    settling = Settling(2)
    assert settling.next() is None
    found = []
    for now in (0, 1, 2, 3):
        settling.due({"a": stamp(1), "b": stamp(min(now, 1))}, now)
        found.append(settling.next())
    assert found == [2, 2, 3, None]


def test_what_is_postponed_waits_unless_it_changes() -> None:
    settling = Settling(2)
    settling.due({"a": stamp(1)}, 0)
    assert settling.due({"a": stamp(1)}, 2) == ["a"]
    settling.postpone("a", 12)
    assert settling.due({"a": stamp(1)}, 11) == []
    assert settling.due({"a": stamp(1)}, 12) == ["a"]
    settling.postpone("a", 22)
    settling.due({"a": stamp(2)}, 13)
    assert settling.due({"a": stamp(2)}, 15) == ["a"]


def test_a_burst_settles_each_for_itself() -> None:
    settling, times = Settling(2), count()
    seen = {f"{number}.txt": stamp(1) for number in range(100)}
    settling.due(seen, next(times))
    settling.due(seen | {"50.txt": stamp(2)}, next(times))
    due = settling.due(seen | {"50.txt": stamp(2)}, next(times))
    assert len(due) == 99
    assert settling.due({"50.txt": stamp(2)}, next(times)) == ["50.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "story.txt.part",
        "STORY.TXT.PART",
        "a.filepart",
        "a.tmp",
        "a.txt~",
        "~$a.docx",
        "#a#",
        "a.swp",
    ],
)
def test_temporary_names_of_programs(name: str) -> None:
    assert is_unfinished(name)


@pytest.mark.parametrize(
    "name",
    ["story.txt", "part.txt", "a.part.txt", "tmp", "template.txt", "20211204.001", "ré.html"],
)
def test_names_of_inputs(name: str) -> None:
    assert not is_unfinished(name)
