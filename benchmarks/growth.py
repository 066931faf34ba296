"""What grows with the input and with the number of profiles, and should not."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import inputs
from measuring import PROGRAM, ROOT, beside_first, spent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Row

_MEGABYTES = (1, 4, 16)
_KEPT = ("generic", "aa", "afp", "ap", "dpa", "efe", "kuna", "reuters", "tass", "xinhua")
# A profile with a credit, a detect rule and a label rule of its own.
_PROFILE = """schema = 1
id = "{id}"
name = "Agency {number}"
languages = ["en"]
credits = ["XQ{number}", "Xq News {number}"]

[[detect]]
id = "footer"
regex = 'Xq News {number} (?:sells|gives) stories'
keywords = ["xq news {number}"]
why = "generated"
match = ["Xq News {number} sells stories"]
miss = ["Xq News"]

[[label]]
id = "footer"
label = "copyright"
prefix = ["Xq News {number} sells"]
why = "generated"
match = ["Xq News {number} sells stories"]
miss = ["Xq News"]
"""
_TIMED = """
import sys, time
from pathlib import Path
from dispatchkit import DispatchkitError, trace_bytes
dumps = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
def run():
    begun = time.process_time()
    for dump in dumps:
        try:
            trace_bytes(dump)
        except DispatchkitError:
            pass
    return time.process_time() - begun
run()
print(min(run() for _ in range(3)) / len(dumps))
"""


def sizes(_: int) -> Iterator[Row]:
    """CPU time a megabyte, less that of a start, and the peak of memory, for ever larger inputs."""
    with tempfile.TemporaryDirectory() as kept:
        given = {number: inputs.write_forms(Path(kept), number) for number in _MEGABYTES}
        empty = Path(kept, "empty.txt")
        empty.write_text("Nothing much here.\n", encoding="utf-8")
        parse = [*PROGRAM, "parse", "-f", "jsonl"]
        spent([*parse, str(empty)])
        start = spent([*parse, str(empty)]).cpu
        for form in given[1]:
            taken = {number: spent([*parse, str(given[number][form])]) for number in _MEGABYTES}
            times = {number: (one.cpu - start) / number for number, one in taken.items()}
            yield from beside_first(
                f"size, {form}",
                {f"{number} MB": seconds for number, seconds in times.items()},
                {
                    f"{number} MB": {
                        "s a MB": times[number],
                        "s": one.cpu,
                        "MB at its peak": one.peak,
                        "times the first peak": one.peak / taken[1].peak,
                    }
                    for number, one in taken.items()
                },
            )


def profiles(rounds: int) -> Iterator[Row]:
    """The time a dispatch with few, with all and with a thousand profiles: a copy of the package
    for each number.
    """
    every = len(list((ROOT / "dispatchkit" / "agencies" / "profiles").glob("*.toml")))
    with tempfile.TemporaryDirectory() as folder:
        homes = {number: _package(Path(folder), number) for number in (10, every, 1000)}
        times: dict[int, list[float]] = {number: [] for number in homes}
        for _ in range(rounds):
            for number, home in homes.items():
                times[number].append(_timed(home))
    medians = {f"{number:,} profiles": statistics.median(some) for number, some in times.items()}
    yield from beside_first(
        "profiles", medians, {name: {"ms each": 1000 * one} for name, one in medians.items()}
    )


def _package(folder: Path, number: int) -> Path:
    """A copy of the package in *folder* with so many profiles."""
    home = folder / str(number)
    shutil.copytree(
        ROOT / "dispatchkit", home / "dispatchkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    own = home / "dispatchkit" / "agencies" / "profiles"
    files = sorted(own.glob("*.toml"), key=lambda path: (path.stem not in _KEPT, path.stem))
    for path in files[number:]:
        path.unlink()
    for at in range(len(files), number):
        (own / f"zz{at}.toml").write_text(
            _PROFILE.format(id=f"zz{at}", number=at), encoding="utf-8"
        )
    return home


def _timed(home: Path) -> float:
    """The seconds a dispatch with the package in *home*, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", _TIMED, str(ROOT / "tests" / "dispatches" / "generic")],
        env=os.environ | {"PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)
