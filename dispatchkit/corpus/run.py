"""A run: the inputs are read into shards, or what an earlier run had left to read of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus import durable
from dispatchkit.corpus.closing import close, closed
from dispatchkit.corpus.engines import engine_of
from dispatchkit.corpus.journal import Journal
from dispatchkit.corpus.reading import Account
from dispatchkit.corpus.shards import Shard
from dispatchkit.corpus.task import difference
from dispatchkit.files.failures import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dispatchkit.corpus.closing import Totals
    from dispatchkit.corpus.folder import Folder
    from dispatchkit.corpus.job import Job
    from dispatchkit.corpus.journal import Step
    from dispatchkit.corpus.reading import Outcome
    from dispatchkit.files.made import Made

    # Passes on what becomes of the inputs from a place on, and shows people how far that is.
    Watch = Callable[[Iterator[Outcome], int], Iterator[Outcome]]


class Listener(NamedTuple):
    """Who hears of a run: *resumed* of the number of records that an earlier one has written,
    *told* of the account of each input that ends; *made* counts records, *watch* sees the inputs
    pass, and *closing* is told once all of them have.
    """

    resumed: Callable[[int], None]
    told: Callable[[Account], None]
    made: Made
    watch: Watch
    closing: Callable[[], None]


def run(job: Job, folder: Folder, listener: Listener, *, restart: bool) -> Totals:
    """Make the corpus in *folder*, or what is left to make of it; with *restart* all of it anew.
    Failure if another one was begun there, or something cannot be written.
    """
    journal = _begun(job.task(), folder, restart=restart)
    if journal.done:
        folder.tidy(done=True)
        return closed(folder.place)
    folder.tidy(done=False)
    if journal.steps:
        listener.resumed(sum(step.records for step in journal.steps))
    _fill(job, folder, journal, listener)
    listener.closing()
    totals = close(folder.place, job.form, journal)
    journal.end()
    folder.tidy(done=True)
    return totals


def _begun(asked: dict[str, Any], folder: Folder, *, restart: bool) -> Journal:
    """The journal to go on with."""
    place = folder.place
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
    for step in journal.steps:
        path = os.path.join(place.folder, step.file or "")
        if step.file and not _is_kept(path, step, read=not journal.done):
            raise Failure(f"{path}: not as it was written; --restart makes all shards anew")
    return journal


def _is_kept(path: str, step: Step, *, read: bool) -> bool:
    """Whether a shard is as it was written: it has its size, and, where all is still to be *read*
    again for what concerns all shards, its hash.
    """
    if not os.path.isfile(path) or os.path.getsize(path) != step.bytes:
        return False
    return not read or durable.written(path).sha256 == step.sha256


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
