"""Errors that end a call, because it makes no sense or its output cannot be written; the command
line turns them into exit statuses. And ``Closing``, for what has to be closed then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class Usage(Exception):
    """A call that makes no sense: the message says why."""


class Failure(Exception):
    """An output that cannot be written: the message is ``FILE: reason``."""


class ClosedPipe(Exception):
    """Nobody reads standard output any more. Not an OSError, so that no handler on the way takes it
    for a failing file.
    """


class Closing:
    """Something that is closed at the end of a ``with`` block."""

    def close(self, *, done: bool) -> None:
        """Close it. *done*: the block reached its end; otherwise an error ended it."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(done=kind is None)
