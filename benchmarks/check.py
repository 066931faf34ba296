"""How fast ``check`` is beside ``parse``, and whether its memory grows with the number of files.

    python benchmarks/check.py [--files 10000] [--rounds 3]

Writes that many dumps to a temporary folder: those of ``tests/dispatches`` over and over, with the
words of long lines in another order each time, so that none is a duplicate of another. ``parse -f
jsonl`` and ``check`` (with all findings, and without the rules that compare inputs) take turns on
them; times are medians. The last lines give the peak of memory on a tenth of the files and on all.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CALLS = {
    "parse": ["parse", "-f", "jsonl"],
    "check": ["check", "--isolated", "--fail-on", "never"],
    "check, inputs alone": ["check", "--isolated", "--fail-on", "never", "--ignore", "DK8"],
}
# A line of at least so many characters is prose, whose words may change places.
_LONG = 80


def write(folder: Path, count: int) -> None:
    """Write *count* dumps into *folder*."""
    dumps = []
    for path in sorted((ROOT / "tests" / "dispatches").rglob("*.txt")):
        try:
            dumps.append(path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            continue
    for number in range(count):
        order = random.Random(number)
        path = folder / f"{number % 100:02}" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            "\n".join(shuffled(line, order) for line in dumps[number % len(dumps)].split("\n")),
            encoding="utf-8",
            newline="",
        )


def shuffled(line: str, order: random.Random) -> str:
    """A long line with its words in another order, except the first six and the last."""
    words = line.split(" ")
    if len(line) < _LONG or len(words) < 10:
        return line
    inner = words[6:-1]
    order.shuffle(inner)
    return " ".join([*words[:6], *inner, words[-1]])


def run(call: list[str], folder: Path) -> tuple[float, int]:
    """The seconds, and the peak of memory in kilobytes, that one call on *folder* takes."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "dispatchkit", *call, str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - started, usage.ru_maxrss


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--files", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        few, many = Path(kept) / "few", Path(kept) / "many"
        for folder, count in ((few, arguments.files // 10), (many, arguments.files)):
            folder.mkdir()
            write(folder, count)
        peaks = {name: run(call, few)[1] for name, call in CALLS.items()}
        times: dict[str, list[float]] = {name: [] for name in CALLS}
        for _ in range(arguments.rounds):
            for name, call in CALLS.items():
                seconds, peaks[f"{name}: all"] = run(call, many)
                times[name].append(seconds)
        medians = {name: statistics.median(values) for name, values in times.items()}
        for name, seconds in medians.items():
            per_file = 1000 * seconds / arguments.files
            print(
                f"{name:20} {per_file:6.2f} ms a file  {medians['parse'] / seconds:6.1%} of the"
                f" speed of parse  {peaks[name] // 1024:4} MB for {arguments.files // 10:,} files,"
                f" {peaks[f'{name}: all'] // 1024:4} MB for {arguments.files:,}"
            )


if __name__ == "__main__":
    main()
