"""Standard output: bytes, always UTF-8 with LF."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dispatchkit.files.failures import ClosedPipe, Closing, Failure
from dispatchkit.files.inputs import reason
from dispatchkit.files.terminal import is_terminal, silence
from dispatchkit.text.visible import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a person sees in place of the form feed between two dispatches.
_RULER = "─" * 60
NOT_OPEN = "standard output: not open"


class StandardOutput(Closing):
    """Standard output as bytes, whatever the locale. Raises ClosedPipe, and Failure if the system
    refuses.
    """

    def __init__(self) -> None:
        if sys.stdout is None:
            raise Failure(NOT_OPEN)
        self._stream = sys.stdout.buffer
        self._terminal = is_terminal(sys.stdout)

    def write(self, text: str) -> None:
        """Write text. On a terminal, where the form feed between two dispatches is the only control
        character left in it, a ruler takes its place.
        """
        with _refusals():
            self._stream.write(encoded(text.replace("\f", _RULER) if self._terminal else text))

    def write_bytes(self, data: bytes) -> None:
        """Write bytes as they are."""
        with _refusals():
            self._stream.write(data)

    def flush(self) -> None:
        """Hand on what was written."""
        with _refusals():
            self._stream.flush()

    def close(self, *, done: bool) -> None:
        """Hand on what was written if all was *done*."""
        if done:
            self.flush()


class StandardError(Closing):
    """Standard error for a report when standard output carries the data. What cannot be written is
    dropped.
    """

    def write(self, text: str) -> None:
        """Write text as it is: reports are safe to show."""
        if sys.stderr is not None:
            with _dropped():
                sys.stderr.buffer.write(encoded(text))

    def flush(self) -> None:
        """Hand on what was written."""
        if sys.stderr is not None:
            with _dropped():
                sys.stderr.flush()

    def close(self, *, done: bool) -> None:  # noqa: ARG002 - as of all outputs
        """Hand on what was written."""
        self.flush()


@contextmanager
def _dropped() -> Iterator[None]:
    """Ignore errors of standard error: only what could not be written is lost."""
    try:
        yield
    except OSError:
        silence(2)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn errors of the system about standard output into our own."""
    try:
        yield
    except BrokenPipeError:
        silence(1)
        raise ClosedPipe from None
    except OSError as error:
        silence(1)
        raise Failure(f"standard output: {reason(error)}") from error
