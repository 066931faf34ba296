"""What a corpus takes: dispatches a second, and memory of all processes together.

python benchmarks/corpus_run.py [DISPATCHES] [JOBS] [OPTION]...
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import invented
from measuring import PROGRAM

# Seconds between two looks at the memory.
_LOOK = 0.5


def main(arguments: list[str]) -> None:
    number = int(arguments[0]) if arguments else 100_000
    jobs = arguments[1] if len(arguments) > 1 else "2"
    with tempfile.TemporaryDirectory() as kept:
        dumps, corpus = Path(kept, "dumps"), Path(kept, "corpus")
        size = invented.write(dumps, number)
        print(f"{number:,} dispatches in {len(invented.FORMS)} forms, {size / 1e6:.0f} MB")
        command = [*PROGRAM, "corpus", "-j", jobs, *arguments[2:], str(dumps)]
        begun = time.perf_counter()
        run = subprocess.Popen([*command, "--output-dir", str(corpus)])
        peak = _watched(run, corpus)
        clock = time.perf_counter() - begun
        usage = os.times()
        cpu = usage.children_user + usage.children_system
        written = sum(path.stat().st_size for path in corpus.rglob("*") if path.is_file())
        print(f"exit status {run.returncode}, {written / 1e6:.0f} MB written")
        print(f"{clock:,.0f} s on the clock, {number / clock:,.0f} dispatches a second")
        print(f"{cpu:,.0f} s of CPU time, {1000 * cpu / number:.2f} ms a dispatch")
        print(f"{peak[0]:,.0f} MB at the peak while reading, {peak[1]:,.0f} MB while comparing")
        shutil.rmtree(corpus)


def _watched(run: subprocess.Popen[bytes], corpus: Path) -> tuple[float, float]:
    """The most memory that all processes of a run take together: while inputs are read, and while
    records are compared.
    """
    reading = comparing = 0.0
    while run.poll() is None:
        held = sum(map(_memory, _tree(run.pid))) / 1000
        if (corpus / ".corpus" / "compare.db").exists() or (corpus / "repeats.jsonl").exists():
            comparing = max(comparing, held)
        else:
            reading = max(reading, held)
        time.sleep(_LOOK)
    return reading, comparing


def _tree(process: int) -> list[int]:
    """A process, and those that it or they have started (Linux)."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = map(int, task.read_text().split())
        except OSError:
            continue
        found += [one for child in children for one in _tree(child)]
    return found


def _memory(process: int) -> int:
    """The memory of a process in kilobytes; what several share counts in parts (Linux)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main(sys.argv[1:])
