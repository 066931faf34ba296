"""The folder of a corpus: ours or nobody's, and of one run at a time."""

from __future__ import annotations

import os

from dispatchkit.corpus import journal
from dispatchkit.corpus.closing import MANIFEST, SCHEMA, SIDES
from dispatchkit.corpus.durable import failing
from dispatchkit.corpus.shards import Place
from dispatchkit.files.failures import Closing, Failure
from dispatchkit.files.locks import locked
from dispatchkit.startup.patterns import pattern

# Hidden, so that no walk reads it.
_WORK = ".corpus"
_LOCK = "lock"
# The schema stands in the first line of a manifest.
_HEAD = 100
# A shard that a run writes into the folder, and that --restart takes away.
_SHARD_RE = pattern(r"part-\d{5,9}\.(?:jsonl|jsonl\.gz|parquet|sqlite)")


class Folder(Closing):
    """The folder of a corpus, made where it is not there, and held for one run. Failure if it
    cannot be written, holds anything else, or if another run is at work in it.
    """

    def __init__(self, path: str) -> None:
        self.place = place_of(path)
        with failing(path):
            if os.path.lexists(path) and not os.path.isdir(path):
                raise Failure(f"{path}: not a folder, in which a corpus could be made")
            os.makedirs(path, exist_ok=True)
            if not os.path.isdir(self.place.work) and os.listdir(path):
                raise Failure(f"{path}: the folder is not empty, and no corpus was begun in it")
            os.makedirs(self.place.work, exist_ok=True)
            self._lock = locked(os.path.join(self.place.work, _LOCK))
        if self._lock is None:
            raise Failure(f"{path}: another run is at work in this folder")

    def empty(self) -> None:
        """Take away what runs have written."""
        with failing(self.place.folder):
            for name in os.listdir(self.place.folder):
                if is_ours(name):
                    os.remove(os.path.join(self.place.folder, name))
            self._clear(kept=(_LOCK,))

    def tidy(self) -> None:
        """Take away what a run that was killed has left half written."""
        with failing(self.place.folder):
            self._clear(kept=(_LOCK, journal.NAME, *self._steps()))

    def _steps(self) -> list[str]:
        """The files of steps in the work folder, which are needed again where inputs are added."""
        return [
            name for name in os.listdir(self.place.work) if name.endswith((".jsonl", ".jsonl.gz"))
        ]

    def _clear(self, *, kept: tuple[str, ...]) -> None:
        for name in os.listdir(self.place.work):
            if name not in kept:
                os.remove(os.path.join(self.place.work, name))

    def close(self, *, done: bool) -> None:
        """Let other runs in."""
        del done
        if self._lock is not None:
            self._lock.close()


def place_of(path: str) -> Place:
    """Where the corpus in the folder at *path* lies."""
    return Place(path, os.path.join(path, _WORK))


def is_corpus(path: str) -> bool:
    """Whether the folder at *path* is that of a corpus: a whole one, which may have been copied
    without what is hidden, has a manifest, and one that was begun a journal.
    """
    if os.path.isfile(os.path.join(path, _WORK, journal.NAME)):
        return True
    try:
        with open(os.path.join(path, MANIFEST), "rb") as file:
            return SCHEMA.encode() in file.read(_HEAD)
    except OSError:
        return False


def is_ours(name: str) -> bool:
    """Whether a run writes a file of that *name* into the folder of its corpus."""
    return is_side(name) or _SHARD_RE.fullmatch(name) is not None


def is_side(name: str) -> bool:
    """Whether a file of that *name* in the folder of a corpus is about the records, which are in
    others.
    """
    return name == MANIFEST or name in SIDES
