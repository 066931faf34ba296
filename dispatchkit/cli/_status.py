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


class Usage(Exception):
    """A call that cannot be meant: the message says why."""


class Failure(Exception):
    """An output that cannot be written: the message is ``FILE: reason``."""


class ClosedPipe(Exception):
    """Nobody reads standard output any more. No OSError, so that nothing on the way takes it for a failing file."""
