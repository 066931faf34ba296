"""The journal of a watched folder: which inputs were read, in which state, and what became of them.

The first line names the format of the outputs, each further one an input that was read; of several
lines about one input the last one counts. A line that was cut off counts as not written. When most
lines are outdated, the journal is written anew.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from dispatchkit.corpus.durable import Draft, failing, settle
from dispatchkit.files.failures import Closing, Failure, Usage
from dispatchkit.files.locks import locked
from dispatchkit.watching.sight import Stamp
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA = "dispatchkit/watch-journal/1"
# In the output folder, and hidden, so that no walk reads it.
WORK = ".dispatchkit-watch"
_NAME, _DRAFT, _LOCK = "journal.jsonl", "journal.new", "lock"
# Fewer outdated lines are not worth writing the journal anew: so many take 200 kB or so.
_OUTDATED = 1000


class Entry(NamedTuple):
    """An input that was read: its state then, the hash of its bytes (None where the same bytes
    are to be read again), its outputs, relative to the output folder, and those among them for
    which a command has failed.
    """

    stamp: Stamp
    sha256: str | None
    outputs: tuple[str, ...]
    owed: tuple[str, ...] = ()


class Journal(Closing):
    """The journal in the output *folder*, which is made where it is not there, and held for one
    program. Failure if it cannot be read or written, or if another program holds it; Usage if the
    outputs were in another *format*.

    *entries*: what was read, by the whole path of the input. *is_new*: nobody has watched before.
    """

    def __init__(self, folder: str, format_: str) -> None:
        self._folder = folder
        self._format = format_
        self._path = os.path.join(folder, WORK, _NAME)
        self.entries: dict[str, Entry] = {}
        self._lines = 0
        with failing(folder):
            self._lock = self._locked()
        try:
            with failing(self._path):
                self.is_new = not self._read()
            self._tidy()
        except BaseException:
            self._lock.close()
            raise

    def _locked(self) -> BinaryIO:
        """The file that says that the folder is ours, which is made. Failure if another program
        holds it; OSError.
        """
        work = os.path.dirname(self._path)
        os.makedirs(work, exist_ok=True)
        lock = locked(os.path.join(work, _LOCK))
        if lock is None:
            raise Failure(f"{self._folder}: another dispatchkit watch writes to this folder")
        return lock

    def hold(self) -> None:
        """Hold the folder, and note again what was read, if somebody has removed it or its journal.
        Failure if another program holds it by now.
        """
        work = os.path.dirname(self._path)
        with suppress(OSError):
            if os.path.samestat(os.fstat(self._lock.fileno()), os.stat(os.path.join(work, _LOCK))):
                return
        with suppress(
            OSError
        ):  # a folder that cannot be made is reported when something is written
            lock = self._locked()
            self._lock.close()
            self._lock = lock
            if not os.path.exists(self._path):
                with suppress(Failure):
                    self.save()

    def _read(self) -> bool:
        """Read what an earlier program has noted; whether there is anything."""
        if not os.path.exists(self._path):
            return False
        with open(self._path, "rb") as file:
            for number, line in enumerate(file):
                if not number:
                    self._check(line)
                elif found := _entry(line):
                    self.entries[found[0]] = found[1]
                self._lines += 1
        return self._lines > 0

    def _check(self, line: bytes) -> None:
        """Failure if the first line is not that of a journal, Usage if it is one of another
        format.
        """
        try:
            found = json.loads(line)
            known = found["schema"] == SCHEMA
            before = str(found["format"])
        except (ValueError, TypeError, KeyError):
            known, before = False, ""
        anew = f"another --output-dir, or remove {os.path.dirname(self._path)} to begin anew"
        if not known:
            raise Failure(f"{self._path}: not a journal of this version; name {anew}")
        if before != self._format:
            raise Usage(f"{self._folder}: its files were written with -f {before}; name {anew}")

    def add(self, found: Mapping[str, Entry]) -> None:
        """Note inputs whose outputs are on the disk. Failure if that cannot be written; then they
        count as noted until the program ends, and ``save`` may try again.
        """
        self.entries.update(found)
        if not os.path.exists(self._path):  # somebody has removed it
            self.save()
            return
        data = "".join(_line(path, entry) for path, entry in found.items())
        with failing(self._path), open(self._path, "ab", buffering=0) as file:
            whole = file.tell()
            try:
                _write(file.fileno(), data.encode())
            except OSError:
                file.truncate(whole)
                raise
        self._lines += len(found)
        if self._lines > 2 * len(self.entries) + _OUTDATED:
            self._tidy()

    def _tidy(self) -> None:
        """Forget the inputs that are gone and whose outputs are gone as well, and save the rest."""
        self.entries = {
            path: entry
            for path, entry in self.entries.items()
            if os.path.lexists(path) or self.has_outputs(entry, any)
        }
        self.save()

    def save(self) -> None:
        """Write the journal anew. Failure if it cannot be written."""
        head = encode({"schema": SCHEMA, "format": self._format})
        draft = os.path.join(os.path.dirname(self._path), _DRAFT)
        with failing(draft):  # somebody may have removed the folder
            os.makedirs(os.path.dirname(draft), exist_ok=True)
        with Draft(draft, self._path) as file:
            file.write(f"{head}\n".encode())
            for path, entry in self.entries.items():
                file.write(_line(path, entry).encode())
        self._lines = len(self.entries) + 1

    def has_outputs(self, entry: Entry, which: Any = all) -> bool:
        """Whether all outputs of an input are there, or *which* of them (``any``)."""
        return bool(
            which(os.path.exists(os.path.join(self._folder, name)) for name in entry.outputs)
        )

    def close(self, *, done: bool) -> None:
        """Let other programs in."""
        del done
        self._lock.close()


def _line(path: str, entry: Entry) -> str:
    """The line about an input."""
    stamp, sha256, outputs, owed = entry
    line = {"path": path, "stamp": stamp, "sha256": sha256, "outputs": outputs}
    return f"{encode(line | ({'owed': owed} if owed else {}))}\n"


def _entry(line: bytes) -> tuple[str, Entry] | None:
    """The input that a line is about; None for a line that is not whole."""
    try:
        found = json.loads(line)
        outputs, owed = tuple(found["outputs"]), tuple(found.get("owed", ()))
        entry = Entry(Stamp(*found["stamp"]), found["sha256"], outputs, owed)
        return str(found["path"]), entry
    except (ValueError, TypeError, KeyError):
        return None


def _write(descriptor: int, data: bytes) -> None:
    """Write bytes to the disk. OSError if they do not fit."""
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)


def to_disk(paths: Iterable[str]) -> None:
    """Wait until files are on the disk under their names; those that somebody has taken away by now
    are no loss. Failure if that fails.
    """
    folders: dict[str, None] = {}
    for path in paths:
        folders[os.path.dirname(path)] = None
        with failing(path), suppress(FileNotFoundError):
            # Linux and macOS need no right to write for this, Windows does.
            descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    for folder in folders:
        settle(folder)
