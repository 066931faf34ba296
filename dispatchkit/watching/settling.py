"""When a file is whole: it has stayed the same for some time.

No program learns that an upload is complete. So a file is due once two looks, some seconds
apart, have seen the same size and times. The seconds are those of a clock that never jumps; what a
file says of its time is only compared with what it said before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit.watching.sight import Stamp


class Settling:
    """The files that are waited for, until each has stayed the same for so many *seconds*."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # The state in which each file was seen last, and since when.
        self._waiting: dict[str, tuple[Stamp, float]] = {}
        # When that was.
        self._seen_at = 0.0

    def due(self, seen: Mapping[str, Stamp], now: float) -> list[str]:
        """The files among *seen*, those that are not read yet, that are whole at the time *now*, in
        their order. Those that are not seen any more are forgotten.
        """
        before, self._waiting, self._seen_at = self._waiting, {}, now
        for path, stamp in seen.items():
            last = before.get(path)
            self._waiting[path] = last if last and last[0] == stamp else (stamp, now)
        return [path for path in seen if self._due_at(path) <= now]

    def postpone(self, path: str, until: float) -> None:
        """Let a file that is waited for be due at a later time, unless it changes before."""
        stamp, _ = self._waiting[path]
        self._waiting[path] = (stamp, until - self._seconds)

    def next(self) -> float | None:
        """The time at which the next file can be due, of those that were not yet due when they were
        seen; None if there is none.
        """
        times = map(self._due_at, self._waiting)
        return min((at for at in times if at > self._seen_at), default=None)

    def _due_at(self, path: str) -> float:
        return self._waiting[path][1] + self._seconds
