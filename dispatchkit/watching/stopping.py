"""The end of a watch: somebody interrupts it, or the system asks for its end."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from dispatchkit.files.failures import Closing

if TYPE_CHECKING:
    from types import FrameType
    from typing import Self


class Stop(Closing):
    """Whether the watch is to end. In a ``with`` block, the first signal that asks for it is only
    noted (``number``), so that what is under way comes to its end; a second one is obeyed at once.
    """

    def __init__(self) -> None:
        self.number: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # One that the caller ignores (nohup) stays ignored; threads cannot have handlers.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                with suppress(ValueError):
                    self._before[number] = signal.signal(number, self._note)
        return self

    def is_set(self) -> bool:
        """Whether a signal has come: the name is that of ``threading.Event``."""
        return self.number is not None

    def _note(self, number: int, _: FrameType | None) -> None:
        self.number = number
        self._restore()

    def _restore(self) -> None:
        while self._before:
            signal.signal(*self._before.popitem())

    def close(self, *, done: bool) -> None:
        """Obey signals as before."""
        del done
        self._restore()

    def obey(self) -> None:
        """Die of the signal that was noted, so that the caller sees which one it was; an interrupt
        is a KeyboardInterrupt.
        """
        if self.number == signal.SIGINT:
            raise KeyboardInterrupt
        if self.number is not None:
            signal.signal(self.number, signal.SIG_DFL)
            os.kill(os.getpid(), self.number)
