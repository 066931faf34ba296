"""What a corpus takes: dispatches a second, and memory of all processes together; and a digest of
all its records, which is the same whatever made it.

python benchmarks/corpus_run.py [DISPATCHES] [JOBS] [OPTION]...
python benchmarks/corpus_run.py [DISPATCHES] [JOBS] --engine spark
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import invented
from measuring import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds between two looks at the memory.
_LOOK = 0.5


def main(arguments: list[str]) -> None:
    number = int(arguments[0]) if arguments else 100_000
    jobs = arguments[1] if len(arguments) > 1 else "2"
    with tempfile.TemporaryDirectory() as kept:
        dumps, corpus = Path(kept, "dumps"), Path(kept, "corpus")
        size = invented.write(dumps, number)
        print(f"{number:,} dispatches in {len(invented.FORMS)} forms, {size / 1e6:.0f} MB")
        begun = time.perf_counter()
        run = subprocess.Popen(_command(dumps, corpus, jobs, arguments[2:]))
        taken = _watched(run, corpus)
        clock = time.perf_counter() - begun
        written = sum(path.stat().st_size for path in corpus.rglob("*") if path.is_file())
        print(f"exit status {run.returncode}, {written / 1e6:.0f} MB written")
        print(f"{clock:,.0f} s on the clock, {number / clock:,.0f} dispatches a second")
        print(f"{taken.cpu:,.0f} s of CPU time, {1000 * taken.cpu / number:.2f} ms a dispatch")
        print(f"{taken.reading:,.0f} MB at the peak while reading")
        print(f"{taken.comparing:,.0f} MB at the peak while comparing")
        print(f"{_digest(dumps, corpus)} is the digest of all records")


def _command(dumps: Path, corpus: Path, jobs: str, options: list[str]) -> list[str]:
    if options == ["--engine", "spark"]:
        program = Path(__file__).with_name("spark_run.py")
        return [sys.executable, str(program), str(dumps), str(corpus), jobs]
    return [*PROGRAM, "corpus", "-j", jobs, *options, str(dumps), "--output-dir", str(corpus)]


def _digest(dumps: Path, corpus: Path) -> str:
    """A digest of the records of a corpus in whatever order, with the paths of inputs below the
    folder of dumps (Spark gives them as addresses).
    """
    digests = []
    for text in _records(corpus):
        record = json.loads(text)
        record["path"] = record["path"].rpartition(f"{dumps}/")[2]
        digests.append(sha256(json.dumps(record, sort_keys=True).encode()).digest())
    return sha256(b"".join(sorted(digests))).hexdigest()


def _records(corpus: Path) -> Iterator[str]:
    tables = list(corpus.glob("*.parquet"))
    if not tables:
        for shard in corpus.glob("part-*.jsonl"):
            with shard.open(encoding="utf-8", newline="\n") as lines:
                yield from lines
        return
    from pyarrow import parquet

    for path in tables:
        yield from filter(None, parquet.read_table(path, columns=["record"])["record"].to_pylist())


class Taken(NamedTuple):
    """What all processes of a run took together: the most megabytes at a time while inputs were
    read, and while records were compared; and seconds of CPU time.
    """

    reading: float
    comparing: float
    cpu: float


def _watched(run: subprocess.Popen[bytes], corpus: Path) -> Taken:
    reading = comparing = 0.0
    # Of each process, for one that nobody has waited for is in no sum of the system's.
    seconds: dict[int, float] = {}
    while run.poll() is None:
        tree = _tree(run.pid)
        held = sum(map(_memory, tree)) / 1000
        if (corpus / ".corpus" / "compare.db").exists() or (corpus / "repeats.jsonl").exists():
            comparing = max(comparing, held)
        else:
            reading = max(reading, held)
        for process in tree:
            seconds[process] = max(_seconds(process), seconds.get(process, 0.0))
        time.sleep(_LOOK)
    return Taken(reading, comparing, sum(seconds.values()))


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


def _seconds(process: int) -> float:
    """The CPU time that a process has taken by now (Linux)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> int:
    """The memory of a process in kilobytes; what several share counts in parts (Linux)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main(sys.argv[1:])
