"""Shards: files of so many records each, in one of three forms; and, where nobody looks, the
accounts of the inputs that ended in each, and its whole records where it does not hold them.
"""

from __future__ import annotations

import gzip
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from dispatchkit.corpus.durable import Draft, failing, line_of, put, written
from dispatchkit.corpus.journal import Step
from dispatchkit.corpus.reading import Account
from dispatchkit.files.failures import Closing
from dispatchkit.model import Dispatch

if TYPE_CHECKING:
    from collections.abc import Iterator

# The forms of shards, with the endings of their files.
FORMATS = {"jsonl": ".jsonl", "parquet": ".parquet", "sqlite": ".sqlite"}
_PACKED = ".gz"
# What zlib does by itself: a third more speed than the most that it can, for 2 % more bytes.
_LEVEL = 6


class Form(NamedTuple):
    """How shards are written: their *format*, whether lines of JSON are *packed* by gzip, and how
    many records one holds (*size*).
    """

    format: str
    packed: bool
    size: int

    @property
    def suffix(self) -> str:
        """The ending of the files."""
        return FORMATS[self.format] + (_PACKED if self.packed else "")

    @property
    def stored(self) -> bool:
        """Whether the shards are files of other programs, which do not hold the whole record."""
        return self.format != "jsonl"


class Place(NamedTuple):
    """Where a corpus lies: its *folder*, and the folder *work* in it, which holds what is needed
    to go on.
    """

    folder: str
    work: str

    def accounts(self, step: int) -> str:
        """The file of the accounts of a step."""
        return os.path.join(self.work, f"inputs-{step:05}.jsonl")

    def draft(self, target: str) -> str:
        """The file that becomes *target* once it is finished."""
        return os.path.join(self.work, f"{os.path.basename(target)}.draft")

    def lines(self, file: str, form: Form) -> str:
        """The file that holds the whole records of the shard *file*."""
        if not form.stored:
            return os.path.join(self.folder, file)
        return os.path.join(self.work, f"{os.path.splitext(file)[0]}.jsonl{_PACKED}")


class Shard(Closing):
    """The shard of that *number*, which is being filled in a *step*. Its files are drafts until it
    is kept; without that they are thrown away at the end of the ``with`` block. Raises Failure.
    """

    def __init__(self, place: Place, form: Form, step: int, number: int) -> None:
        self._place = place
        self._form = form
        self._name = f"part-{number:05}{form.suffix}"
        target = place.lines(self._name, form)
        accounts = place.accounts(step)
        self._accounts = Draft(place.draft(accounts), accounts)
        self._lines = Draft(place.draft(target), target)
        self._packing: gzip.GzipFile | None = None
        if target.endswith(_PACKED):
            # No name and no time: the same records make the same bytes.
            self._packing = gzip.GzipFile("", "wb", _LEVEL, self._lines.stream, mtime=0)
        self.records = 0
        self.accounts = 0

    @property
    def full(self) -> bool:
        """Whether it holds as many records as a shard may."""
        return self.records >= self._form.size

    def add(self, line: str) -> None:
        """Add a record, a line of JSON."""
        data = line.encode()
        if self._packing is None:
            self._lines.write(data)
        else:
            with failing(self._lines.target):
                self._packing.write(data)
        self.records += 1

    def note(self, account: Account) -> None:
        """Add the account of an input that ended."""
        self._accounts.write(line_of(account.to_dict()))
        self.accounts += 1

    def keep(self, ended: int, place: int) -> Step:
        """Put the files in their places; the step for the journal: so many inputs have *ended*, and
        of the next one the records up to a *place* are written.
        """
        self._accounts.close(done=True)
        accounts = written(self._accounts.target).sha256
        if not self.records:
            return Step(None, None, 0, 0, ended, place, accounts, None)
        if self._packing is not None:
            with failing(self._lines.target):
                self._packing.close()
        self._lines.close(done=True)
        lines = None
        if self._form.stored:
            self._store()
            lines = written(self._lines.target).sha256
        shard = written(os.path.join(self._place.folder, self._name))
        return Step(
            self._name, shard.sha256, shard.bytes, self.records, ended, place, accounts, lines
        )

    def _store(self) -> None:
        """Make the file of another program out of the lines."""
        from dispatchkit.writing.stored import format_of

        target = os.path.join(self._place.folder, self._name)
        draft = self._place.draft(target)
        with failing(target):
            try:
                format_of(self._form.format).save(
                    map(Dispatch.from_dict, records(self._lines.target)), draft
                )
                put(draft, target)
            finally:
                if os.path.exists(draft):
                    os.remove(draft)

    def close(self, *, done: bool) -> None:
        """Throw away what was not kept."""
        del done
        self._accounts.close(done=False)
        if self._packing is not None:
            with suppress(OSError):
                self._packing.close()
        self._lines.close(done=False)


def records(*paths: str) -> Iterator[dict[str, object]]:
    """The records in files of lines, which may be packed. Failure if one cannot be read."""
    for path in paths:
        with failing(path), _opened(path) as file:
            yield from map(json.loads, file)


def accounts(place: Place, steps: int) -> Iterator[Account]:
    """The accounts of the inputs of the first *steps*. Failure if one cannot be read."""
    return map(Account.from_dict, records(*map(place.accounts, range(steps))))


def last_accounts(place: Place, steps: int) -> Iterator[Account]:
    """The accounts of the first *steps* that count: an input that gave no record and was read again
    has a later one.
    """
    last: dict[str, int] = {}
    for number, one in enumerate(accounts(place, steps)):
        name = os.path.abspath(one.path)
        if not one.records or name in last:
            last[name] = number
    for number, one in enumerate(accounts(place, steps)):
        if last.get(os.path.abspath(one.path), number) == number:
            yield one


def _opened(path: str) -> BinaryIO:
    """A file of lines, unpacked."""
    if path.endswith(_PACKED):
        return cast("BinaryIO", gzip.open(path, "rb"))
    return open(path, "rb")
