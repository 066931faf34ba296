"""Whether a terminal is there and may have colours, and words for the people at it. What may reach it is in ``dispatchkit.terminal``."""

from __future__ import annotations

import os
import sys
from typing import IO

from dispatchkit.terminal import one_line, unarmed, visible


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person looks at the stream."""
    return stream is not None and not stream.closed and stream.isatty()


def wants_colour(choice: bool | None, stream: IO[str] | None) -> bool:
    """``--color`` or ``--no-color`` where one is given, then FORCE_COLOR, then NO_COLOR (set and not empty), then: is it a terminal."""
    if choice is not None:
        return choice
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def complain(message: str) -> None:
    """One line for people on standard error."""
    say(f"dispatchkit: {unarmed(one_line(message))}")


def say(text: str) -> None:
    """Words for people on standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()
