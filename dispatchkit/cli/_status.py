"""Exit statuses, and the errors that stand for them."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """What the program leaves with."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    FAILED = 3
    INTERRUPTED = 130
    CLOSED_PIPE = 141
