"""Standard output: bytes, always UTF-8 with LF."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dispatchkit.files.failures import ClosedPipe, Failure
from dispatchkit.files.inputs import reason
from dispatchkit.files.terminal import is_terminal, silence
from dispatchkit.text.visible import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

# What a person sees in place of the form feed between two dispatches.
_RULER = "─" * 60
NOT_OPEN = "standard output: not open"


class StandardOutput:
    """Standard output as bytes, whatever the locale. Raises ClosedPipe, and Failure when the system
    refuses.
    """

    def __init__(self) -> None:
        if sys.stdout is None:
            raise Failure(NOT_OPEN)
        self._stream = sys.stdout.buffer
        self._terminal = is_terminal(sys.stdout)

    def write(self, text: str) -> None:
        """Write data in which, if this is a terminal, the form feed between two dispatches is the
        only control character left.
        """
        with _refusals():
            self._stream.write(encoded(text.replace("\f", _RULER) if self._terminal else text))

    def write_bytes(self, data: bytes) -> None:
        """Write data as they are."""
        with _refusals():
            self._stream.write(data)

    def flush(self) -> None:
        """Hand on what was written."""
        with _refusals():
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.flush()


class StandardError:
    """Standard error for a report, where standard output carries the data themselves; dropped where
    it cannot be written.
    """

    def write(self, text: str) -> None:
        """Write as it is: a report is made safe where it is made."""
        if sys.stderr is not None:
            with _dropped():
                sys.stderr.buffer.write(encoded(text))

    def flush(self) -> None:
        """Hand on what was written."""
        if sys.stderr is not None:
            with _dropped():
                sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.flush()


@contextmanager
def _dropped() -> Iterator[None]:
    """What standard error does not take is lost, and nothing else."""
    try:
        yield
    except OSError:
        silence(2)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the system says against standard output into our own errors."""
    try:
        yield
    except BrokenPipeError:
        silence(1)
        raise ClosedPipe from None
    except OSError as error:
        silence(1)
        raise Failure(f"standard output: {reason(error)}") from error
