"""Whether a terminal is there and may have colours, and words for the people at it. What may reach
it is in ``dispatchkit.text.visible``.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO

from dispatchkit.text.visible import one_line, unarmed, visible

_OFF = ("0", "false")


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person looks at the stream."""
    return stream is not None and not stream.closed and stream.isatty()


def wants_colour(choice: bool | None, stream: IO[str] | None) -> bool:
    """``--color`` or ``--no-color`` where one is given, then FORCE_COLOR, then NO_COLOR (set and
    not empty), then: is it a terminal.

    FORCE_COLOR=0 (or "false") is no colour, as in Node and its many followers; an empty one says
    nothing.
    """
    if choice is not None:
        return choice
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced.lower() not in _OFF
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def complain(message: str) -> None:
    """One line for people on standard error."""
    say(f"dispatchkit: {unarmed(one_line(message))}")


def say(text: str) -> None:
    """Words for people on standard error. Where they cannot be written they are dropped: they do
    not decide over the data.
    """
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()
    except OSError:
        silence(2)


def silence(descriptor: int) -> None:
    """Nothing more can be written to a standard stream: point it nowhere, or Python's own flush at
    exit would complain.
    """
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
