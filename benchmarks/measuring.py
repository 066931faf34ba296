"""What is measured, and the processes that are measured in turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
# The program as its script starts it; the working folder is no place to import from.
PROGRAM = (sys.executable, "-P", "-c", "from dispatchkit.__main__ import main; main()")
SAMPLE = ROOT / "samples" / "anadolu-fr.txt"


class Row(NamedTuple):
    """A row of the table: *ratio* is what it takes beside the first row of its part, *figures* say
    how much that is, each under its unit. Without a ratio, *note* says why.
    """

    part: str
    name: str
    ratio: float | None = None
    figures: Mapping[str, float] = {}
    note: str = ""


class Spent(NamedTuple):
    """What a process took: seconds on the clock and of CPU time, its own and that of the processes
    which it waited for, and megabytes at its peak.
    """

    clock: float
    cpu: float
    peak: float


def spent(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    folder: str | None = None,
) -> Spent:
    """What one call takes in a working *folder*, whatever its exit status. Its output is thrown
    away.
    """
    begun = time.perf_counter()
    child = subprocess.Popen(
        command,
        env=os.environ | dict(environment or {}),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return Spent(
        time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    )


class Call(NamedTuple):
    """A command line with what it changes in the environment, and its working folder."""

    command: Sequence[str]
    environment: Mapping[str, str] = {}
    folder: str | None = None


def in_turns(calls: Mapping[str, Call], rounds: int) -> dict[str, Spent]:
    """The medians of what each call takes over *rounds* rounds of all of them, so that other work
    on the machine affects all alike. A round before them, which fills the caches, does not count.
    """
    taken: dict[str, list[Spent]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            one = spent(*call)
            if number:
                taken[name].append(one)
    return {
        name: Spent(*(statistics.median(values) for values in zip(*some, strict=True)))
        for name, some in taken.items()
    }


def beside_first(
    part: str, times: Mapping[str, float], figures: Mapping[str, Mapping[str, float]]
) -> Iterator[Row]:
    """The rows of a part: each time as a multiple of the first one."""
    first = next(iter(times.values()))
    for name, taken in times.items():
        yield Row(part, name, taken / first, figures[name])
