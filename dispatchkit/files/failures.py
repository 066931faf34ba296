"""What ends a call: it cannot be meant, or its output cannot be written. The command line makes
exit statuses of these errors. And what has to be closed then: ``Closing``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class Usage(Exception):
    """A call that cannot be meant: the message says why."""


class Failure(Exception):
    """An output that cannot be written: the message is ``FILE: reason``."""


class ClosedPipe(Exception):
    """Nobody reads standard output any more. It is no OSError, so that nothing on the way takes it
    for a failing file.
    """


class Closing:
    """What is closed at the end of a ``with`` block."""

    def close(self, *, done: bool) -> None:
        """Close it. *done*: the block came to its end; otherwise an error broke it off."""
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
