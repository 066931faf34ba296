"""What a worker process does before its first work: it ends when the process that started it ends,
in whatever way.
"""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import parent_process


def follow_parent() -> None:
    """Leave interrupts to the parent, die of other signals at once, and end when the parent is
    gone.

    A parent that is killed cannot tell its workers. They would wait for work for ever, and so would
    whoever reads the output that they share.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and callable(signal.getsignal(getattr(signal, name))):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the parent, and end at once."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
