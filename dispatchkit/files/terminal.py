"""Whether there is a terminal and may have colours, and messages for the people at it.
``dispatchkit.text.visible`` makes text safe for it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO

from dispatchkit.text.visible import one_line, unarmed, visible

_OFF = ("0", "false")


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether the stream is a terminal, so that a person reads it."""
    return stream is not None and not stream.closed and stream.isatty()


def wants_colour(choice: bool | None, stream: IO[str] | None) -> bool:
    """Whether to colour: as ``--color`` or ``--no-color`` say (*choice*), else FORCE_COLOR, else
    NO_COLOR (set and not empty) or TERM=dumb, else whether the stream is a terminal.

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
    """Print one line for people on standard error."""
    say(f"dispatchkit: {unarmed(one_line(message))}")


def say(text: str) -> None:
    """Print words for people on standard error. If they cannot be written they are dropped, because
    they must not keep the data from being written.
    """
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()
    except OSError:
        silence(2)


def silence(descriptor: int) -> None:
    """Point a standard stream to which nothing more can be written to nowhere; otherwise Python's
    own flush at exit would complain.
    """
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
