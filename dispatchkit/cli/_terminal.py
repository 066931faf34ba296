"""What may reach a terminal, and in which colours.

A dump, a file name or an error message can hold terminal escapes. On a terminal they are shown, not obeyed.
"""

from __future__ import annotations

import os
import sys
from typing import IO

# C0 controls without line feed and tab, DEL and the C1 controls (U+009B is a whole "escape [" to some terminals).
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\n\t"}
_BREAKS = {ord("\n"): "\\n", ord("\t"): "\\t"}

# SGR numbers of ANSI: the sixteen colours that every terminal theme makes legible.
BOLD, DIM, GREEN, YELLOW, CYAN = "1", "2", "32", "33", "36"


def visible(text: str) -> str:
    r"""*text* with control characters as words (``\x1b``); line feeds and tabs stay."""
    return text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """*text* fit for a message: all control characters as words, also those that a file name uses to break the line."""
    return text.translate(_CONTROLS | _BREAKS).encode("utf-8", "backslashreplace").decode("utf-8")


def paint(text: str, style: str) -> str:
    """*text* in an SGR style; empty text as it is."""
    return f"\x1b[{style}m{text}\x1b[0m" if text else text


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
    say(f"dispatchkit: {one_line(message)}")


def say(text: str) -> None:
    """Words for people on standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()
