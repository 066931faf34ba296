"""A run: the inputs are read into shards, or what an earlier run had left to read of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.corpus import durable
from dispatchkit.corpus.closing import LOOKS, close, closed
from dispatchkit.corpus.engines import engine_of
from dispatchkit.corpus.journal import Journal
from dispatchkit.corpus.reading import Account
from dispatchkit.corpus.shards import Shard
from dispatchkit.corpus.task import difference
from dispatchkit.files.failures import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from dispatchkit.corpus.closing import Totals
    from dispatchkit.corpus.folder import Folder
    from dispatchkit.corpus.job import Job
    from dispatchkit.corpus.reading import Outcome
    from dispatchkit.corpus.shards import Form, Place
    from dispatchkit.files.made import Made

    # Passes on what becomes of the inputs from a place on, and shows people how far that is.
    Watch = Callable[[Iterator[Outcome], int], Iterator[Outcome]]


class Listener(NamedTuple):
    """Who hears of a run: *resumed* of the number of records that an earlier one has written,
    *told* of the account of each input that ends; *made* counts records, and *watch* sees the
    inputs pass. Once all have, *closing* gives what is called at each of so many looks at records.
    """

    resumed: Callable[[int], None]
    told: Callable[[Account], None]
    made: Made
    watch: Watch
    closing: Callable[[int], AbstractContextManager[Callable[[], None]]]


def run(job: Job, folder: Folder, listener: Listener, *, restart: bool) -> Totals:
    """Make the corpus in *folder*, or what is left to make of it; with *restart* all of it anew.
    Failure if another one was begun there, or something cannot be written.
    """
    journal = _begun(job, folder, restart=restart)
    if journal.done:
        folder.tidy(done=True)
        return closed(folder.place)
    folder.tidy(done=False)
    if journal.steps:
        listener.resumed(sum(step.records for step in journal.steps))
    _fill(job, folder, journal, listener)
    records = sum(step.records for step in journal.steps)
    with listener.closing(LOOKS * records) as looked:
        totals = close(folder.place, job.form, journal, looked)
    journal.end()
    folder.tidy(done=True)
    return totals


def _begun(job: Job, folder: Folder, *, restart: bool) -> Journal:
    """The journal to go on with."""
    asked, place = job.task(), folder.place
    journal = Journal(place.work)
    if journal.task is None or restart:
        folder.empty()
        journal = Journal(place.work)
        journal.begin(asked)
        return journal
    other = difference(asked, journal.task)
    if other is not None:
        raise Failure(
            f"{place.folder}: another corpus was begun here ({other}); --restart begins anew"
        )
    changed = next(_changed(place, job.form, journal), None)
    if changed is not None:
        raise Failure(f"{changed}: not as it was written; --restart makes all shards anew")
    return journal


def _changed(place: Place, form: Form, journal: Journal) -> Iterator[str]:
    """The files of an earlier run that are not as it has written them: shards, told by their sizes,
    and, where all is still to be read again for what concerns all of them, by their hashes, as is
    what lies in the work folder until then.
    """
    for number, step in enumerate(journal.steps):
        path = os.path.join(place.folder, step.file or "")
        if step.file and not (os.path.isfile(path) and os.path.getsize(path) == step.bytes):
            yield path
        if journal.done:
            continue
        hashes: dict[str, str | None] = {place.accounts(number): step.accounts}
        if step.file:
            hashes |= {path: step.sha256, place.lines(step.file, form): step.lines or step.sha256}
        yield from (path for path, digest in hashes.items() if not _has(path, digest))


def _has(path: str, digest: str | None) -> bool:
    """Whether there is a file at *path* with that hash."""
    return os.path.isfile(path) and durable.written(path).sha256 == digest


def _fill(job: Job, folder: Folder, journal: Journal, listener: Listener) -> None:
    """Read the inputs that are left, and write their records to shards."""
    ended, written = _reached(journal)
    if ended == len(job.inputs):
        return
    engine = engine_of(job.engine)
    shard = Shard(folder.place, job.form, len(journal.steps))
    try:
        for outcome in listener.watch(engine.outcomes(job, ended, folder.place.work), ended):
            place = 0
            for piece in outcome:
                if isinstance(piece, Account):
                    listener.told(piece)
                    shard.note(piece)
                    continue
                place += 1
                if place <= written:
                    continue
                shard.add(piece)
                listener.made.count += 1
                if shard.full:
                    journal.add(shard.keep(ended, place))
                    shard = Shard(folder.place, job.form, len(journal.steps))
            ended, written = ended + 1, 0
        journal.add(shard.keep(ended, 0))
    finally:
        shard.close(done=False)


def _reached(journal: Journal) -> tuple[int, int]:
    """How many inputs are done, and how many records of the next one."""
    return (journal.steps[-1].input, journal.steps[-1].place) if journal.steps else (0, 0)
