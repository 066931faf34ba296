"""Waiting until something happens in folders, or until some time has passed.

The system reports changes through watchfiles. It watches the folders that were looked into, one by
one: watching whole trees would follow links, out of the tree and around in circles.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Protocol

from dispatchkit.files.failures import Closing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchfiles._rust_notify import RustNotify

    from dispatchkit.watching.stopping import Stop

# Seconds within which a signal or a change is noticed; to a person less is immediate.
_STEP = 0.1
_MILLISECONDS = 1000


class Waking(Protocol):
    """Something to wait with."""

    # How long nobody may look, in seconds, whatever is heard.
    seldom: float

    def ready(self, folders: Iterable[str]) -> bool:
        """Listen for changes in *folders* from now on; whether this was so before: if not, changes
        may have been missed.
        """

    def wait(self, seconds: float, stop: Stop) -> None:
        """Wait so long, or until something changes, or until *stop*."""

    def close(self, *, done: bool) -> None:
        """Listen no more."""


class Polling(Closing):
    """Looking again and again, for folders of which the system reports nothing, as on the drives of
    other machines.
    """

    # Seconds. A look takes some 100 ms for 10,000 files, on drives of other machines some seconds.
    seldom = 2.0

    def ready(self, folders: Iterable[str]) -> bool:
        """Nothing is missed that the next look does not see."""
        del folders
        return True

    def wait(self, seconds: float, stop: Stop) -> None:
        """Wait so long, or until *stop*."""
        pause(seconds, stop)

    def close(self, *, done: bool) -> None:
        """Do nothing."""


class Events(Closing):
    """Listening to the system. ImportError if watchfiles is not installed."""

    # Seconds: a folder may lie on a drive that reports nothing, or an event may get lost.
    seldom = 30.0

    def __init__(self) -> None:
        from watchfiles._rust_notify import RustNotify

        self._make = RustNotify
        self._notify: RustNotify | None = None
        self._folders: set[tuple[str, int]] = set()

    def ready(self, folders: Iterable[str]) -> bool:
        """Watch *folders*, unless they are watched; a folder that was made anew is another one. An
        OSError where the system watches no more folders.
        """
        wanted = {(folder, number) for folder in folders if (number := _number(folder)) is not None}
        if self._notify is not None and wanted == self._folders:
            return True
        self.close(done=True)
        if not wanted:
            return True
        try:
            self._notify = self._make([path for path, _ in wanted], False, False, 0, False, True)
            self._folders = wanted
        except FileNotFoundError:
            # One has gone by now, as the next look will see.
            self._notify = None
        return False

    def wait(self, seconds: float, stop: Stop) -> None:
        """Wait so long, or until something changes, or until *stop*."""
        if self._notify is None:
            pause(seconds, stop)
        else:
            step = round(_STEP * _MILLISECONDS)
            try:
                self._notify.watch(step, step, max(round(seconds * _MILLISECONDS), 1), stop)
            except RuntimeError:
                # Something may have been missed: the folders are watched anew, and looked at.
                self.close(done=False)

    def close(self, *, done: bool) -> None:
        """Listen no more, until the folders are watched again."""
        del done
        if self._notify is not None:
            self._notify.close()
        self._notify, self._folders = None, set()


def _number(folder: str) -> int | None:
    """What distinguishes a folder from another one of the same name; None if it is gone."""
    try:
        return os.stat(folder).st_ino
    except OSError:
        return None


def pause(seconds: float, stop: Stop) -> None:
    """Wait so long, or until *stop*."""
    end = time.monotonic() + seconds
    while not stop.is_set() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _STEP))
