"""The journal of a run: what it was asked to do, and after each step what was written. A run that
was killed is taken up from it.

The first line says which inputs are read, how, and by which versions. Each further line is of a
step: a shard that is on the disk, and the place in the inputs after its last record. Then one says
that all is done. Inputs that are added later begin with a line that says which, and go on as the
first ones did. A line that was cut off counts as not written.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus.durable import failing, line_of, settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import FileIO

NAME = "journal.jsonl"
SCHEMA = "dispatchkit/corpus-journal/1"


class Step(NamedTuple):
    """A shard that was written, and how far the inputs were read for it: *input* counts those whose
    accounts are written, *place* the records of the next one that are. *file* is None where only
    accounts were left to write. *accounts* and *lines* are the hashes of what waits in the work
    folder for the end of the run: the accounts, and the whole records where the shard has not all
    of them.
    """

    file: str | None
    sha256: str | None
    bytes: int
    records: int
    input: int
    place: int
    accounts: str
    lines: str | None


class Journal:
    """The journal in the folder *work*, with the *task* of its first line (None: there is no
    journal, or not even its first line is whole), its *steps*, and whether all is *done*. *added*
    are the inputs that were last added, None where none were, and *old* counts the steps before.
    """

    def __init__(self, work: str) -> None:
        self._path = os.path.join(work, NAME)
        self.task: Mapping[str, Any] | None = None
        self.steps: list[Step] = []
        self.done = False
        self.added: Mapping[str, Any] | None = None
        self.old = 0
        self._whole = 0
        with failing(self._path):
            self._read()

    def _read(self) -> None:
        """Read the lines that are whole."""
        if not os.path.exists(self._path):
            return
        with open(self._path, "rb") as file:
            for line in file:
                if not self._taken(line):
                    break
                self._whole += len(line)

    def _taken(self, line: bytes) -> bool:
        """Take note of a line; whether it is whole."""
        if not line.endswith(b"\n"):
            return False
        try:
            found = json.loads(line)
            if self.task is None:
                self.task = found if found["schema"] == SCHEMA else None
                return self.task is not None
            if found == {"done": True}:
                self.done = True
            elif "added" in found:
                self._go_on(found["added"])
            else:
                self.steps.append(Step(**found))
        except (ValueError, TypeError, KeyError):
            return False
        return True

    @property
    def new(self) -> list[Step]:
        """The steps of the inputs that were last added, of all if none were."""
        return self.steps[self.old :]

    def begin(self, task: Mapping[str, Any]) -> None:
        """Begin a new journal. Failure if it cannot be written."""
        self.task, self.steps, self.done, self._whole = task, [], False, 0
        self.added, self.old = None, 0
        self._append(task)
        settle(os.path.dirname(self._path))

    def go_on(self, inputs: Mapping[str, Any]) -> None:
        """Note that *inputs* are added. Failure if it cannot be written."""
        self._append({"added": inputs})
        self._go_on(inputs)

    def _go_on(self, inputs: Mapping[str, Any]) -> None:
        self.added, self.old, self.done = inputs, len(self.steps), False

    def add(self, step: Step) -> None:
        """Note a step that is on the disk. Failure if it cannot be written."""
        self._append(step._asdict())
        self.steps.append(step)

    def end(self) -> None:
        """Note that all is done. Failure if it cannot be written."""
        self._append({"done": True})
        self.done = True

    def _append(self, line: Mapping[str, Any]) -> None:
        """Add a line after those that are whole, or nothing."""
        data = line_of(line)
        with failing(self._path), open(self._path, "ab", buffering=0) as file:
            file.truncate(self._whole)
            try:
                _write(file, data)
            except OSError:
                with suppress(OSError):
                    file.truncate(self._whole)
                raise
        self._whole += len(data)


def _write(file: FileIO, data: bytes) -> None:
    """Write bytes to the disk. OSError if they do not fit."""
    while data:
        data = data[file.write(data) :]
    os.fsync(file.fileno())
