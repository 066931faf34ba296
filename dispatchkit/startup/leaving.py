"""Leaving the program without freeing its memory.

Before a process ends, Python frees every table, one object at a time: 12 ms of a call that parses
one dispatch (18 ms on a busy machine). The system takes the memory back at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from dispatchkit.startup import patterns


def leave(status: int) -> NoReturn:
    """End the process with *status*, and the worker processes that are left. All files that were
    written must be closed by now: only the standard streams are still flushed, and no ``finally``
    and no exit handler runs.
    """
    patterns.keep()
    if multiprocessing := sys.modules.get("multiprocessing"):
        for worker in multiprocessing.active_children():
            worker.kill()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.flush()
    os._exit(status)
