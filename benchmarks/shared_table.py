"""What -j gives where one table holds all dispatches: seconds on the clock, CPU time of all
processes, memory of the largest, and a digest of what was written, which -j does not change.

python benchmarks/shared_table.py [DISPATCHES] [JOBS]...
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import invented
from measuring import PROGRAM


def main(arguments: list[str]) -> None:
    number = int(arguments[0]) if arguments else 10_000
    with tempfile.TemporaryDirectory() as kept:
        table = Path(kept, "table.csv")
        with table.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "text"])
            rows.writerows([place, invented.story(place).wire] for place in range(number))
        print(f"{number:,} dispatches in one table, {table.stat().st_size / 1e6:.1f} MB")
        for jobs in arguments[1:] or ["1", "2"]:
            print(_measured(table, jobs, Path(kept, "out.jsonl")))


def _measured(table: Path, jobs: str, output: Path) -> str:
    """A run with so many *jobs*, in words, with the beginning of a digest of what it wrote."""
    begun = time.perf_counter()
    command = [*PROGRAM, "parse", "-q", "--isolated", "-f", "jsonl", "-j", jobs]
    run = subprocess.Popen([*command, str(table), "-o", str(output)])
    _, _, used = os.wait4(run.pid, 0)
    clock = time.perf_counter() - begun
    digest = sha256(output.read_bytes()).hexdigest()[:12]
    cpu = used.ru_utime + used.ru_stime
    return (
        f"-j {jobs}: {clock:7.1f} s on the clock, {cpu:7.1f} s of CPU time, {used.ru_maxrss >> 10}"
        f" MB at the most in one process, digest {digest}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
