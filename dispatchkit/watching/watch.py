"""The watch: look, let files settle, read those that are due, wait until something changes.

An input is read in this order: its outputs are written, each whole or not at all, and are on the
disk; the command is run for each; the journal notes the input. Killed in between, the next watch
does it again, with the same outputs.
"""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.watching.job import digest
from dispatchkit.watching.journal import Entry, Journal
from dispatchkit.watching.names import Names
from dispatchkit.watching.settling import Settling
from dispatchkit.watching.sight import look, stamp_of
from dispatchkit.watching.taking import Changed, Taking
from dispatchkit.watching.waking import Polling, pause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.watching.job import Job, Listener, Reading
    from dispatchkit.watching.sight import Sight, Sighted, Stamp
    from dispatchkit.watching.stopping import Stop
    from dispatchkit.watching.waking import Waking

# Seconds after which an output that could not be written is tried again: a disk that is full is
# seldom emptied sooner.
_AGAIN = 10.0
# Seconds between two looks for a folder that is missing, for which the system has no events: as
# often as without events (``Polling.seldom``).
_MISSING = 2.0
# A look may take a tenth of the time, so that nothing but looks is done nowhere; and this many
# seconds are between two of them, in which a burst of changes becomes one.
_REST, _SHORTEST_REST = 9.0, 0.05


class _Looked(NamedTuple):
    """What a look has found, the seconds that it took, and how many files were due, or may not be
    whole.
    """

    sight: Sight
    seconds: float
    due: int
    unsettled: int


class Watch:
    """A watch, from its beginning to its end, with the *journal* of its output folder."""

    def __init__(
        self, job: Job, journal: Journal, waking: Waking, listener: Listener, stop: Stop
    ) -> None:
        self._job = job
        self._journal = journal
        self._waking = waking
        self._listener = listener
        self._stop = stop
        self._settling = Settling(job.settle)
        self._taking = Taking(
            job, journal, Names(job.output_dir, job.ending, journal.entries), listener, stop
        )
        # The states of inputs that could not be read: they are tried again when they change.
        self._failed: dict[str, Stamp] = {}
        # Inputs whose outputs could not be written.
        self._postponed: set[str] = set()
        # Folders that the last look has not found.
        self._missing: tuple[str, ...] = ()

    def run(self) -> None:
        """Watch until the end: when all was read (``once``), or when *stop* comes. Raises
        ProfileError, and Failure if no processes can be started, or if another program holds the
        output folder.
        """
        sight = look(self._job.folders, self._job.skipped)
        self._listener.begun(sight, len(self._journal.entries))
        if self._job.new_only and self._journal.is_new:
            self._taking.note({path: _left_alone(one.stamp) for path, one in sight.files.items()})
            self._taking.flush()
        if self._job.once:
            self._read_once()
        else:
            self._read_on()
        self._taking.flush()
        self._taking.save_again()
        self._waking.close(done=True)

    def _read_once(self) -> None:
        """Read what is whole, after a second look where files have to settle first. A file that
        never does is not waited for.
        """
        left = self._look().unsettled
        at = self._settling.next()
        if left and at is not None:
            pause(at - time.monotonic(), self._stop)
            left = 0 if self._stop.is_set() else self._look().unsettled
        if left:
            self._listener.note(f"{left:,} still being written; left for the next call")

    def _read_on(self) -> None:
        """Read what is whole, again and again."""
        while not self._stop.is_set():
            looked = self._look()
            if not looked.due:
                self._listener.waiting(looked.unsettled)
                self._wait(looked)

    def _look(self) -> _Looked:
        """Look at the folders, and read what is due. Failure if another program writes there."""
        self._journal.hold()
        begun = time.monotonic()
        sight = look(self._job.folders, self._job.skipped)
        now = time.monotonic()
        self._report_missing(sight.missing)
        self._taking.run_again({path: one.item.name for path, one in sight.files.items()})
        unread = self._unread(sight)
        due = self._settling.due(unread, now)
        due.sort(key=lambda path: path in self._postponed)
        self._work([(path, sight.files[path]) for path in due])
        return _Looked(sight, now - begun, len(due), len(unread) - len(due))

    def _unread(self, sight: Sight) -> dict[str, Stamp]:
        """The states of the files that were not read in their present state."""
        self._failed = {path: stamp for path, stamp in self._failed.items() if path in sight.files}
        self._postponed &= sight.files.keys()
        return {
            path: one.stamp
            for path, one in sight.files.items()
            if one.stamp != self._failed.get(path) and not self._is_noted(path, one.stamp)
        }

    def _is_noted(self, path: str, stamp: Stamp) -> bool:
        entry = self._journal.entries.get(path)
        return entry is not None and entry.stamp == stamp

    def _work(self, due: Sequence[tuple[str, Sighted]]) -> None:
        """Read the inputs that are *due*, unless they are the same that were read before."""
        new = [(path, one) for path, one in due if not self._is_unchanged(path, one)]
        if self._job.forks(len(new)):
            # Processes are forked from one that has no other threads.
            self._waking.close(done=True)
        for path, one in new:
            self._taking.name(path, one)
        in_a_row = 0
        readings = self._job.read([one.item for _, one in new]) if new else iter(())
        for number, ((path, one), reading) in enumerate(zip(new, readings, strict=True)):
            self._listener.reading(len(new) - number)
            in_a_row = 0 if self._take(path, one, reading) else in_a_row + 1
            if self._stop.is_set():
                break
            if in_a_row > 1:
                # Two in a row: it is not the file but the disk, and the others wait as well.
                for other, _ in new[number + 1 :]:
                    self._postpone(other)
                break
        self._taking.flush()

    def _is_unchanged(self, path: str, one: Sighted) -> bool:
        """Whether an input holds the same bytes as when it was read, and its outputs are there: it
        was only touched, renamed and back, or copied anew.
        """
        entry = self._journal.entries.get(path)
        if entry is None or entry.sha256 is None or not self._journal.has_outputs(entry):
            return False
        if digest(one.item.name) != entry.sha256 or stamp_of(one.item.name) != one.stamp:
            return False
        self._taking.note({path: entry._replace(stamp=one.stamp)})
        self._listener.remark(f"{one.item.name}: touched, but the same; not read again")
        return True

    def _take(self, path: str, one: Sighted, reading: Reading) -> bool:
        """Make the outputs of an input; whether they could be written, if there are any."""
        try:
            taken = self._taking.take(path, one, reading)
        except Changed:
            self._listener.remark(f"{one.item.name}: changed while it was read; read again")
            return True
        if taken is False:
            self._postpone(path)
            return False
        self._postponed.discard(path)
        if taken is None:
            self._failed[path] = one.stamp
        return True

    def _postpone(self, path: str) -> None:
        """Try an input again later."""
        self._postponed.add(path)
        self._settling.postpone(path, time.monotonic() + _AGAIN)

    def _wait(self, looked: _Looked) -> None:
        """Wait until it is time for another look."""
        sight = looked.sight
        self._taking.save_again()
        pause(max(_REST * looked.seconds, _SHORTEST_REST), self._stop)
        try:
            if not self._waking.ready(sight.folders):
                return
        except (OSError, RuntimeError) as error:
            self._listener.note(
                f"the system tells of no changes ({error}): looking every {Polling.seldom:g} s"
            )
            self._waking = Polling()
        now = time.monotonic()
        times = [self._waking.seldom, *([_MISSING] if sight.missing else [])]
        at = self._settling.next()
        self._waking.wait(min([*times, *([at - now] if at is not None else [])]), self._stop)

    def _report_missing(self, now: tuple[str, ...]) -> None:
        """Report which folders have gone, or come."""
        before, self._missing = self._missing, now
        for folder in now:
            if folder not in before:
                if self._job.once:
                    self._listener.failed(folder, os.strerror(errno.ENOENT))
                else:
                    self._listener.note(f"{folder}: not there; waiting for it")
        for folder in before:
            if folder not in now:
                self._listener.note(f"{folder}: there now")


def _left_alone(stamp: Stamp) -> Entry:
    """What is noted of a file that is not to be read in its present state."""
    return Entry(stamp, None, ())
