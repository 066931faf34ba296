"""Runs of ``dispatchkit watch --once`` that are killed, each in a process of its own that is forked
from this one, so that all of them together take seconds.

    python watched.py KILLS COMMAND OUTPUT INPUT

Kills so many runs, each after it has run the command for one more output, at a random moment of the
next one; then lets one end. Prints its exit status.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from patience import PATIENCE

from dispatchkit.cli import run
from dispatchkit.cli._loading import load


def started(command: str, output: str, source: str) -> int:
    """The process of a run."""
    process = os.fork()
    if not process:
        words = ["-q", "--once", "--settle", "0", "-f", "jsonl", "--exec", command]
        os._exit(run(["watch", *words, "--output-dir", output, source]))
    return process


def size(path: str) -> int:
    return os.path.getsize(path) if os.path.exists(path) else 0


def main(kills: int, command: str, output: str, source: str) -> None:
    load()
    order = random.Random(kills)
    for _ in range(kills):
        before = size("log")
        process = started(command, output, source)
        end = time.monotonic() + PATIENCE
        # A run that finds nothing left to do ends by itself.
        while not (ended := os.waitpid(process, os.WNOHANG)[0]) and time.monotonic() < end:
            if size("log") > before:
                break
            time.sleep(0.001)
        if not ended:
            time.sleep(order.random() * 0.03)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    process = started(command, output, source)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
