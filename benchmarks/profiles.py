"""What a dispatch costs with few, with all and with a thousand profiles.

    python benchmarks/profiles.py [--rounds N]

The time per dispatch should not depend on the number of profiles. Copies the package to a temporary
folder once for each number (the generated profiles have a credit, a detect rule and a label rule of
their own), and times the same dumps of ``tests/dispatches`` with each copy in turn, so that other
work on the machine affects all alike.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ("generic", "aa", "afp", "ap", "dpa", "efe", "kuna", "reuters", "tass", "xinhua")
PROFILE = """schema = 1
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
TIMED = """
import sys, time
from pathlib import Path
from dispatchkit import DispatchkitError, trace_bytes
dumps = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
def run():
    started = time.perf_counter()
    for dump in dumps:
        try:
            trace_bytes(dump)
        except DispatchkitError:
            pass
    return time.perf_counter() - started
run()
print(min(run() for _ in range(3)) / len(dumps))
"""


def package(folder: Path, count: int) -> Path:
    """A copy of the package in *folder* with *count* profiles, whose tables are already made."""
    home = folder / str(count)
    shutil.copytree(
        ROOT / "dispatchkit", home / "dispatchkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    profiles = home / "dispatchkit" / "agencies" / "profiles"
    files = sorted(profiles.glob("*.toml"), key=lambda path: (path.stem not in KEPT, path.stem))
    for path in files[count:]:
        path.unlink()
    for number in range(len(files), count):
        (profiles / f"zz{number}.toml").write_text(
            PROFILE.format(id=f"zz{number}", number=number), encoding="utf-8"
        )
    return home


def timed(home: Path, dumps: Path) -> float:
    """The seconds per dispatch with the package in *home*, in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", TIMED, str(dumps)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    every = len(list((ROOT / "dispatchkit" / "agencies" / "profiles").glob("*.toml")))
    with tempfile.TemporaryDirectory() as folder:
        homes = {count: package(Path(folder), count) for count in (10, every, 1000)}
        times: dict[int, list[float]] = {count: [] for count in homes}
        for _ in range(rounds):
            for count, home in homes.items():
                times[count].append(timed(home, ROOT / "tests" / "dispatches" / "generic"))
    least = statistics.median(times[10])
    for count, seconds in times.items():
        median = statistics.median(seconds)
        print(f"{count:5} profiles  {median * 1000:6.2f} ms per dispatch  {median / least:5.2f} x")


if __name__ == "__main__":
    main()
