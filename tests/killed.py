"""Runs of ``dispatchkit corpus`` that are killed, each in a process of its own that is forked from
this one, so that all of them together take seconds.

    python killed.py KILLS CORPUS INPUT...

Kills so many runs at random moments, of those that a whole run lasts, in one and in two processes
by turns; then lets one end. Prints its exit status.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from dispatchkit.cli import run
from dispatchkit.cli._loading import load

OPTIONS = ("-q", "--shard-size", "4")


def started(jobs: int, corpus: str, inputs: list[str]) -> int:
    """The process of a run."""
    process = os.fork()
    if not process:
        os._exit(run(["corpus", *OPTIONS, "-j", str(jobs), "--output-dir", corpus, *inputs]))
    return process


def ended(process: int) -> int:
    """The exit status of a process, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def main(kills: int, corpus: str, inputs: list[str]) -> None:
    load()
    begun = time.perf_counter()
    ended(started(1, f"{corpus}-timed", inputs))
    lasting = time.perf_counter() - begun
    order = random.Random(kills)
    for number in range(kills):
        process = started(1 + number % 2, corpus, inputs)
        # What is left of a run takes less and less.
        time.sleep(order.random() * lasting * (kills - number) / kills)
        os.kill(process, signal.SIGKILL)
        ended(process)
    print(ended(started(1, corpus, inputs)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
