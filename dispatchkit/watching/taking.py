"""From an input that is due to its outputs, the command that is run for them, and the note of it in
the journal.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from dispatchkit.errors import ProfileError
from dispatchkit.files.failures import Failure
from dispatchkit.outcomes import Ending
from dispatchkit.watching.commands import Interrupted
from dispatchkit.watching.job import Done
from dispatchkit.watching.journal import Entry, to_disk
from dispatchkit.watching.sight import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dispatchkit.outcomes import Problem
    from dispatchkit.watching.job import Job, Listener, Reading
    from dispatchkit.watching.journal import Journal
    from dispatchkit.watching.names import Names
    from dispatchkit.watching.sight import Sighted
    from dispatchkit.watching.stopping import Stop

# So many inputs are noted at once where no command waits for them: to wait for the disk takes as
# long as reading one. What a kill costs is to read them again.
_AT_ONCE = 50
# A command that has failed is run again after so many seconds, and in one watch no more often than
# this: what keeps it from its work is seldom repaired at once, and may never be. Both are a
# judgement, not a measurement.
_AGAIN, _MOST_TRIES = 60.0, 10


class Changed(Exception):
    """An input was changed while it was read."""


class _Heard:
    """What is made of the dispatches of an input, counted on its way to a file."""

    def __init__(self, one: Sighted, made: Iterable[str | Ending]) -> None:
        self._one = one
        self._made = made
        self.count = 0
        self.ending = Ending()

    def texts(self) -> Iterator[str]:
        """The rendered dispatches. Changed at the end if the input is not as it was seen any more;
        ProfileError if the profile is at fault, which all inputs share.
        """
        for part in self._made:
            if isinstance(part, str):
                self.count += 1
                yield part
            else:
                self.ending = part
        if self.ending.profile is not None:
            raise ProfileError(*self.ending.profile)
        if stamp_of(self._one.item.name) != self._one.stamp:
            raise Changed


class Taking:
    """Makes outputs of inputs and notes that in the *journal*."""

    def __init__(
        self, job: Job, journal: Journal, names: Names, listener: Listener, stop: Stop
    ) -> None:
        self._job = job
        self._journal = journal
        self._names = names
        self._listener = listener
        self._stop = stop
        # What is made, but not noted yet.
        self._made: dict[str, Entry] = {}
        # Whether something is noted in memory only, because the journal could not be written.
        self._unsaved = False
        # How often the command was tried again for inputs, and when it may be next.
        self._tries: dict[str, tuple[int, float]] = {}
        # What was said of outputs that could not be written, so that it is said once.
        self._reported: dict[str, str] = {}

    def name(self, path: str, one: Sighted) -> None:
        """Give the input its first name, before others that are due."""
        self._names.name(path, one.item.inner)

    def take(self, path: str, one: Sighted, reading: Reading) -> bool | None:
        """Make the outputs of an input, run the command for each, and note it. True when that is
        done, False if an output could not be written, None if there was nothing to write. Raises
        Changed before anything is written.
        """
        begun = time.monotonic()
        heard = _Heard(one, reading.made)
        outputs, problem = self._written(path, one, heard)
        if problem is not None:
            self._report_once(path, problem)
            return False
        self._reported.pop(path, None)
        before = self._journal.entries.get(path)
        self._report_failed(one, heard, before, outputs)
        if not outputs:
            if before is None:
                self._names.forget(path)
            return None
        if heard.ending.problem is None:
            self._remove(before, outputs)
        seconds = time.monotonic() - begun if reading.seconds is None else reading.seconds
        whole = tuple(os.path.join(self._job.output_dir, name) for name in outputs)
        ending = heard.ending
        self._listener.done(
            Done(one.item.name, whole, heard.count, seconds, ending.read, ending.doubts)
        )
        with suppress(Interrupted):
            owed = self._run(one.item.name, outputs)
            # Where the command has moved the input away, the next of its name is another one.
            sha256 = reading.sha256 if os.path.lexists(path) else None
            self._made[path] = Entry(one.stamp, sha256, outputs, owed)
            if owed:
                self._tried(path, 0)
            if self._job.command is not None or len(self._made) >= _AT_ONCE:
                self.flush()
        return True

    def _report_failed(
        self, one: Sighted, heard: _Heard, before: Entry | None, outputs: tuple[str, ...]
    ) -> None:
        """Report why nothing, or not all, was read of an input, if so."""
        if heard.ending.problem is not None:
            kept = before is not None and before.outputs and not outputs
            more = "; its output of before is kept" if kept else ""
            self._listener.failed(one.item.name, f"{heard.ending.problem.message}{more}")

    def _written(
        self, path: str, one: Sighted, heard: _Heard
    ) -> tuple[tuple[str, ...], Problem | None]:
        """Write the outputs of an input: their names, and what went wrong with the last one."""
        inner = one.item.inner
        if self._job.apart:
            # All of them, before the first is written: the input may change while it is read.
            parts: Iterable[Iterable[str]] = [[text] for text in heard.texts()]
        else:
            parts = [heard.texts()]
        names: list[str] = []
        for number, part in enumerate(parts):
            name = self._names.name(path, inner, number)
            problem = self._job.write(part, os.path.join(self._job.output_dir, name))
            if problem is not None:
                return (), problem
            names.append(name)
        return tuple(names) if heard.count else (), None

    def _report_once(self, path: str, problem: Problem) -> None:
        """Report why an output could not be written, unless that was reported before."""
        if self._reported.get(path) != problem.message:
            self._reported[path] = problem.message
            more = "" if self._job.once else "; tried again every few seconds"
            self._listener.trouble(f"{problem.message}{more}")

    def _remove(self, before: Entry | None, outputs: tuple[str, ...]) -> None:
        """Remove outputs of an older state of the input, which had more dispatches."""
        for name in before.outputs if before else ():
            if name not in outputs:
                with suppress(OSError):
                    os.remove(os.path.join(self._job.output_dir, name))

    def _run(self, name: str, outputs: tuple[str, ...]) -> tuple[str, ...]:
        """Run the command for each output; those for which it has failed. Interrupted if the watch
        is to end.
        """
        if self._job.command is None:
            return ()
        whole = {inner: os.path.join(self._job.output_dir, inner) for inner in outputs}
        with suppress(Failure):  # flush does it again, and reports the failure
            to_disk(whole.values())
        owed = []
        for inner, output in whole.items():
            problem = self._job.command.run(name, output, self._stop)
            if problem is not None:
                self._listener.unrun(f"{output}: {problem}")
                owed.append(inner)
        return tuple(owed)

    def run_again(self, names: Mapping[str, str]) -> None:
        """Run the command again for those outputs for which it has failed, in this watch or an
        earlier one, and which are still there; *names* are those of the inputs that are there.
        """
        if self._job.command is None:
            return
        now = time.monotonic()
        owing = [(path, entry) for path, entry in self._journal.entries.items() if entry.owed]
        for path, entry in owing:
            tries, at = self._tries.get(path, (0, now))
            if now < at or tries >= _MOST_TRIES or self._stop.is_set():
                continue
            folder = self._job.output_dir
            there = [name for name in entry.owed if os.path.exists(os.path.join(folder, name))]
            with suppress(Interrupted):
                owed = self._run(names.get(path, path), tuple(there))
                self.note({path: entry._replace(owed=owed)})
                self._tried(path, tries + 1)
                self.flush()

    def _tried(self, path: str, times: int) -> None:
        """Note that the command was tried again so many times for an input in this watch."""
        self._tries[path] = (times, time.monotonic() + _AGAIN)

    def note(self, entries: Mapping[str, Entry]) -> None:
        """Note inputs when the next ones are noted."""
        self._made.update(entries)

    def flush(self) -> None:
        """Note in the journal what was made, once it is on the disk."""
        made, self._made = self._made, {}
        if not made:
            return
        try:
            to_disk(
                os.path.join(self._job.output_dir, name)
                for entry in made.values()
                for name in entry.outputs
            )
            self._journal.add(made)
        except Failure as error:
            self._journal.entries.update(made)
            if not self._unsaved:
                self._listener.trouble(f"{error}; what was read is noted as soon as that is mended")
            self._unsaved = True

    def save_again(self) -> None:
        """Save what could not be noted, if that is possible now."""
        if self._unsaved:
            with suppress(Failure):
                self._journal.save()
                self._unsaved = False
