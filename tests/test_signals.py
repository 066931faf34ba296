"""Calls, and workers, that are ended from outside: nothing lives on, nothing half-written stays,
and the other inputs are done.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

pytestmark = pytest.mark.skipif(
    not os.path.isdir("/proc/self/fd"), reason="looks at processes in /proc"
)

DISPATCHKIT = [sys.executable, "-m", "dispatchkit"]
# Seconds between two looks at what is waited for.
PAUSE = 0.02


def story(number: int) -> str:
    """A dispatch with a headline of its own."""
    return f"""Lock gate {number} opens for barges

TILVEN, May 3 (Reuters) - The lock of Tilven let the first barges through on Monday, a month after its gate was damaged.

The canal office said that some forty boats were waiting and that all would pass by the end of the week.
"""


@contextmanager
def started(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that a test which fails does not wait for: some wait for a pipe without an end."""
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """Many dispatches, one a file: more than are done before a signal arrives."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(story(number), encoding="utf-8")
    return [os.fspath(path) for path in sorted(folder.iterdir())]


def children(process: int) -> list[int]:
    """The processes that *process* has started."""
    try:
        return [
            int(word)
            for word in (
                Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
            )
        ]
    except FileNotFoundError:
        return []


def is_alive(process: int) -> bool:
    try:
        return (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            != "Z"
        )
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(happens: Callable[[], bool]) -> bool:
    """Whether it *happens* before patience ends."""
    for _ in range(round(PATIENCE / PAUSE)):
        if happens():
            return True
        time.sleep(PAUSE)
    return False


ENDS = [
    (signal.SIGINT, "parse"),
    (signal.SIGTERM, "parse"),
    (signal.SIGHUP, "parse"),
    (signal.SIGKILL, "parse"),
    (signal.SIGKILL, "check"),
]


@pytest.mark.parametrize(
    ("number", "command"), ENDS, ids=[f"{number.name}-{command}" for number, command in ENDS]
)
def test_workers_end_with_their_parent(
    names: list[str], number: signal.Signals, command: str
) -> None:
    fifo = names[0] + ".fifo"
    os.mkfifo(fifo)
    held = os.open(fifo, os.O_RDWR)
    # The pipe comes to no end, so the call waits for it with all workers started.
    with started(
        [*DISPATCHKIT, command, "-f", "jsonl", "-j", "2", *names, fifo, *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert until(lambda: any(holds(worker, fifo) for worker in children(process.pid)))
        workers = children(process.pid)
        process.send_signal(number)
        # To the end of what the workers write to as well.
        _, errors = process.communicate(timeout=PATIENCE)
    os.close(held)
    assert process.returncode == (130 if number is signal.SIGINT else -number)
    assert b"Traceback" not in errors
    assert until(lambda: not any(map(is_alive, workers)))


def holds(process: int, path: str) -> bool:
    """Whether a process has *path* open."""
    try:
        return any(
            os.path.samefile(f"/proc/{process}/fd/{number}", path)
            for number in os.listdir(f"/proc/{process}/fd")
        )
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return False


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL],
    ids=lambda number: number.name,
)
@pytest.mark.parametrize("named", [False, True], ids=["nameless", "named"])
def test_a_signal_leaves_no_half_written_file(
    names: list[str], tmp_path: Path, number: signal.Signals, named: bool
) -> None:
    """With files that have no name, and where the system has none (a killed process cannot remove a
    named one).
    """
    if named and number is signal.SIGKILL:
        pytest.skip("nothing can be removed by a process that is killed")
    output = tmp_path / "out"
    output.mkdir()
    (output / "records.jsonl").write_text("before\n", encoding="utf-8")
    fifo = os.fspath(tmp_path / "fifo")
    os.mkfifo(fifo)
    held = os.open(fifo, os.O_RDWR)
    code = (
        f"import os, sys\n{'del os.O_TMPFILE' if named else ''}\nfrom dispatchkit.__main__ import"
        " main\nmain()"
    )
    command = [
        sys.executable,
        "-c",
        code,
        "parse",
        "-f",
        "jsonl",
        "-o",
        os.fspath(output / "records.jsonl"),
        *names,
        fifo,
    ]
    with started(command, stderr=subprocess.PIPE) as process:
        assert until(lambda: holds(process.pid, fifo))
        assert len(list(output.iterdir())) == 1 + named
        process.send_signal(number)
        process.communicate(timeout=PATIENCE)
    os.close(held)
    assert process.returncode == (130 if number is signal.SIGINT else -number)
    assert [path.name for path in output.iterdir()] == ["records.jsonl"]
    assert (output / "records.jsonl").read_text(encoding="utf-8") == "before\n"


def test_a_hangup_that_the_caller_ignores_is_ignored(names: list[str], tmp_path: Path) -> None:
    """As under nohup."""
    fifo = os.fspath(tmp_path / "fifo")
    os.mkfifo(fifo)
    held = os.open(fifo, os.O_RDWR)
    with started(
        [
            "/bin/sh",
            "-c",
            'trap "" HUP; exec "$@"',
            "sh",
            *DISPATCHKIT,
            "parse",
            "-f",
            "jsonl",
            fifo,
            *names,
        ],
        stdout=subprocess.PIPE,
    ) as process:
        assert until(lambda: holds(process.pid, fifo))
        process.send_signal(signal.SIGHUP)
        os.write(held, story(99).encode())
        os.close(held)
        output, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output.count(b"\n")) == (0, 41)


@pytest.fixture
def poisoned(names: list[str]) -> Iterator[tuple[list[str], str]]:
    """The names with that of a pipe among them, which is never written to: whoever reads it can be
    found and killed.
    """
    fifo = names[20].replace("20.txt", "20-poison.txt")
    os.mkfifo(fifo)
    held = os.open(fifo, os.O_RDWR)
    yield [*names[:20], fifo, *names[20:]], fifo
    os.close(held)


def killed_twice(process: int, fifo: str) -> int:
    """How many workers of *process* were killed because they read *fifo*: one among many, one
    alone.
    """
    killed: set[int] = set()
    while (
        len(killed) < 2
        and until(lambda: bool(readers(process, fifo) - killed) or not is_alive(process))
        and is_alive(process)
    ):
        reader = min(readers(process, fifo) - killed)
        os.kill(reader, signal.SIGKILL)
        killed.add(reader)
    return len(killed)


def readers(process: int, fifo: str) -> set[int]:
    return {worker for worker in children(process) if holds(worker, fifo)}


@pytest.mark.parametrize(
    "command",
    [["parse", "-f", "jsonl"], ["check", "-f", "jsonl", "--select", "ALL"]],
    ids=["parse", "check"],
)
def test_a_killed_worker_fails_its_input_alone(
    poisoned: tuple[list[str], str], command: list[str]
) -> None:
    names, fifo = poisoned
    with started(
        [*DISPATCHKIT, *command, "-j", "2", *names], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert killed_twice(process.pid, fifo) == 2
        output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3
    assert f"dispatchkit: {fifo}: the process that read it was killed" in errors.decode()
    assert errors.count(fifo.encode()) == 1
    whole = subprocess.run(
        [*DISPATCHKIT, *command, *[name for name in names if name != fifo]],
        capture_output=True,
        check=False,
    )
    assert output == whole.stdout
    if command[0] == "parse":
        assert len([json.loads(line) for line in output.splitlines()]) == 40


BIG = 1 << 28
# Enough for the program and for the bytes, not for a text made of them.
MEMORY = BIG + (1 << 27)


@pytest.mark.parametrize(
    "words", ["parse -f jsonl", "parse -f jsonl -j 2", "check -f jsonl", "explain -f jsonl"]
)
def test_an_input_too_big_for_memory_fails_alone(
    names: list[str], tmp_path: Path, words: str
) -> None:
    import resource

    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(BIG)
    command = words.split()
    limit = (MEMORY, MEMORY)
    done = subprocess.run(
        [*DISPATCHKIT, *command, names[0], os.fspath(big), *names[1:12]],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit),
        timeout=PATIENCE,
    )
    assert done.returncode == 3
    assert f"dispatchkit: {big}: not enough memory\n" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    if command[0] != "check":
        assert done.stdout.count(b'"index"' if command[0] == "parse" else b"opens for barges") == 12
