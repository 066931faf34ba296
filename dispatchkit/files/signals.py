"""Signals that end the call: it removes what it has half written and then dies of the signal, so
that its caller sees which one it was.

The handler does that itself and raises nothing: an exception from a handler is lost inside a
finaliser, and a second signal (GNU ``timeout`` sends two) would interrupt the cleaning that the
first one began.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

# Hidden files that are being written and have not yet taken the place of their target.
partial_files: set[str] = set()


def die_clean() -> None:
    """From now on clean up before dying of SIGTERM or SIGHUP. A signal that the caller had ignored
    (``nohup``) stays ignored.
    """
    process = os.getpid()
    # What takes back the semaphores of worker processes, when this one could not, warns of that.
    sys.warnoptions.append("ignore:resource_tracker")

    def handler(number: int, _: FrameType | None) -> None:
        # A worker has the handlers of its parent until it sets its own.
        if os.getpid() == process:
            for path in tuple(partial_files):
                with suppress(OSError):
                    os.remove(path)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)
