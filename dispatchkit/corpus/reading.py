"""One input of a corpus read: its records as lines, and an account of it after them.

How an input is read is the caller's: a reader gives the records of an input, and last how that
ended.
"""

from __future__ import annotations

import hashlib
import os
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus.durable import failing
from dispatchkit.errors import ProfileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dispatchkit.files.inputs import Input, StoredFile
    from dispatchkit.outcomes import Ending, Problem

    Reader = Callable[[Input], Iterable[str | Ending]]

# What the records of an input take while they wait for their turn; beyond it they wait in a file.
# Some fifty inputs wait at most for each process.
_HELD = 1 << 18
# How much of a file is read at once for its hash.
_BLOCK = 1 << 20
# What the names of files end with in which records wait.
WAITING = ".waiting"


class Reject(NamedTuple):
    """What could not be read: all of an input, or the item of it at a *place*; and the byte at
    which that was met.
    """

    place: str | None
    offset: int | None
    error: str
    reason: str

    @property
    def message(self) -> str:
        """The reason, with the place of the item, for people."""
        return self.reason if self.place is None else f"{self.place}: {self.reason}"


class Account(NamedTuple):
    """What became of an input: its size and hash (None where it cannot be read), how many records
    it gave, what of it could not be read, what is doubtful, and how it was read, in words.
    """

    path: str
    bytes: int | None
    sha256: str | None
    records: int
    rejects: tuple[Reject, ...]
    doubts: tuple[str, ...]
    read: str

    def to_dict(self) -> dict[str, object]:
        """In JSON types."""
        return {**self._asdict(), "rejects": [one._asdict() for one in self.rejects]}

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Account:
        """From what ``to_dict`` gave."""
        rejects = tuple([Reject(**one) for one in found["rejects"]])
        return cls(**{**found, "rejects": rejects, "doubts": tuple(found["doubts"])})


if TYPE_CHECKING:
    # What becomes of an input: its records, and its account last.
    Outcome = Iterable[str | Account]


class Waiting(NamedTuple):
    """Records that wait in a file."""

    path: str


if TYPE_CHECKING:
    # What one process hands to another of an input.
    Handed = list[str | Account | Waiting]


def pieces(item: Input, reader: Reader) -> Iterator[str | Account]:
    """The records of an input, each as a line of JSON as soon as it is read, and its account.
    ProfileError if no input can be read.
    """
    size = sha256 = None
    try:
        content = item.content()
        size, sha256 = len(content), digest(content)
        if isinstance(content, bytes):
            # A pipe can be read only once.
            item = item._replace(data=content)
    except (OSError, MemoryError):
        # The reader says why.
        pass
    records, read = 0, ""
    rejects: list[Reject] = []
    doubts: list[str] = []
    for one in reader(item):
        if isinstance(one, str):
            records += 1
            yield one
            continue
        if one.profile is not None:
            raise ProfileError(*one.profile)
        if one.problem is not None:
            rejects.append(_reject(one.problem))
        doubts += (*one.doubts, *one.guessed)
        read = read or one.read
    yield Account(item.name, size, sha256, records, tuple(rejects), tuple(doubts), read)


def _reject(problem: Problem) -> Reject:
    """A problem with the item apart from the reason."""
    reason = problem.message.removeprefix(f"{problem.item}: ") if problem.item else problem.message
    return Reject(problem.item, problem.offset, problem.error, reason)


def handed(item: Input, reader: Reader, folder: str) -> Handed:
    """As ``pieces``, all at once, as one process hands it to another. Where there are too many
    records to be held, the rest waits in a file in *folder*.
    """
    found: Handed = []
    held = 0
    left = pieces(item, reader)
    for piece in left:
        found.append(piece)
        if isinstance(piece, str):
            held += len(piece)
            if held > _HELD:
                found += _put_off(left, folder)
    return found


def _put_off(left: Iterator[str | Account], folder: str) -> Iterator[Account | Waiting]:
    """Write the records that are *left* to a file in *folder*; the file, then the account."""
    with (
        failing(folder),
        NamedTemporaryFile(dir=folder, suffix=WAITING, delete=False) as file,
    ):
        for piece in left:
            if isinstance(piece, str):
                file.write(piece.encode())
            else:
                file.flush()
                yield Waiting(file.name)
                yield piece


def taken(found: Iterable[str | Account | Waiting]) -> Iterator[str | Account]:
    """What another process has handed over, the records that wait in files among it."""
    for piece in found:
        if not isinstance(piece, Waiting):
            yield piece
            continue
        with failing(piece.path), open(piece.path, encoding="utf-8", newline="\n") as file:
            yield from file
        os.remove(piece.path)


def digest(content: bytes | StoredFile) -> str:
    """The hash of an input."""
    found = hashlib.sha256()
    for start in range(0, len(content), _BLOCK):
        found.update(content[start : start + _BLOCK])
    return found.hexdigest()
