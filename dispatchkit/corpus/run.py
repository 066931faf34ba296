"""A run: the inputs are read into shards, or what an earlier run had left to read of them."""

from __future__ import annotations

import os
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus import durable
from dispatchkit.corpus.adding import addition
from dispatchkit.corpus.closing import LOOKS, close, closed
from dispatchkit.corpus.engines import engine_of
from dispatchkit.corpus.journal import Journal
from dispatchkit.corpus.reading import Account
from dispatchkit.corpus.shards import Shard, accounts
from dispatchkit.corpus.task import others, otherwise
from dispatchkit.files.failures import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from dispatchkit.corpus.adding import Addition
    from dispatchkit.corpus.closing import Totals
    from dispatchkit.corpus.folder import Folder
    from dispatchkit.corpus.job import Job
    from dispatchkit.corpus.reading import Outcome
    from dispatchkit.corpus.shards import Form, Place
    from dispatchkit.files.made import Made

    # Passes on what becomes of inputs, of which it has the sizes, and shows people how far that is.
    Watch = Callable[[Iterator[Outcome], Sequence[int]], Iterator[Outcome]]


class Listener(NamedTuple):
    """Who hears of a run: *resumed* of the numbers of records that an earlier one has written and
    of inputs that had failed in it, *adding* of what is added to a corpus, *told* of the account of
    each input that ends; *made* counts records, and *watch* sees the inputs pass. Once all have,
    *closing* gives what is called at each of so many looks at records.
    """

    resumed: Callable[[int, int], None]
    adding: Callable[[Addition], None]
    told: Callable[[Account], None]
    made: Made
    watch: Watch
    closing: Callable[[int], AbstractContextManager[Callable[[], None]]]


class Begin(Enum):
    """Where a run begins: a corpus that is new or was interrupted, one that is thrown away, or one
    that is whole, to which inputs are added.
    """

    HERE = auto()
    ANEW = auto()
    AFTER = auto()


def run(job: Job, folder: Folder, listener: Listener, begin: Begin) -> Totals:
    """Make the corpus in *folder*, or what is left to make of it. Failure if another one was begun
    there, or something cannot be written.
    """
    journal = _journal(job, folder, begin)
    folder.tidy()
    if begin is Begin.AFTER and (journal.done or journal.added is not None):
        job = _added(job, folder, journal, listener)
    if journal.done:
        return closed(folder.place)
    if journal.new:
        _resumed(folder.place, journal, listener)
    _fill(job, folder, journal, listener)
    records = sum(step.records for step in journal.steps)
    with listener.closing(LOOKS * records) as looked:
        totals = close(folder.place, job.form, journal, looked)
    journal.end()
    folder.tidy()
    return totals


def _resumed(place: Place, journal: Journal, listener: Listener) -> None:
    """Tell of what an interrupted run has done."""
    old = sum(1 for _ in accounts(place, journal.old))
    read = islice(accounts(place, len(journal.steps)), old, None)
    failed = sum(bool(one.rejects) for one in read)
    listener.resumed(sum(step.records for step in journal.new), failed)


def _journal(job: Job, folder: Folder, begin: Begin) -> Journal:
    """The journal to go on with."""
    asked, place = job.task(), folder.place
    journal = Journal(place.work)
    if journal.task is None or begin is Begin.ANEW:
        folder.empty()
        journal = Journal(place.work)
        journal.begin(asked)
        return journal
    other = otherwise(asked, journal.task)
    if other is not None:
        raise _refused(place, other, "--restart begins anew")
    if begin is Begin.HERE or (journal.added is None and not journal.done):
        _refuse_others(place, asked, journal)
    changed = next(_changed(place, job.form, journal, read=begin is Begin.AFTER), None)
    if changed is not None:
        raise Failure(f"{changed}: not as it was written; --restart makes all shards anew")
    return journal


def _refuse_others(place: Place, asked: Mapping[str, Any], journal: Journal) -> None:
    """Failure if the inputs are not those with which the corpus was begun, or if others are still
    to be added to it.
    """
    begun = (journal.task or asked)["inputs"]
    other = others(asked["inputs"], begun)
    if other is not None:
        advice = "--add reads what is new" if journal.done else "the call that began it goes on"
        raise _refused(place, other, f"{advice}, --restart begins anew")
    if journal.added is not None and not journal.done:
        added = "the call that added inputs was interrupted"
        raise Failure(f"{place.folder}: {added}; the same call with --add goes on")


def _refused(place: Place, why: str, advice: str) -> Failure:
    return Failure(f"{place.folder}: another corpus was begun here ({why}); {advice}")


def _added(job: Job, folder: Folder, journal: Journal, listener: Listener) -> Job:
    """What is to be read of a *job* whose inputs are added. Failure if others were being added when
    a call was interrupted.
    """
    place = folder.place
    found = addition(job, place, len(journal.steps) if journal.done else journal.old)
    inputs = found.job.task()["inputs"]
    other = None if journal.done else others(inputs, journal.added or inputs)
    if other is not None:
        raise Failure(
            f"{place.folder}: other inputs were being added here ({other}); end that call"
        )
    listener.adding(found)
    if journal.done and found.job.inputs:
        journal.go_on(inputs)
    return found.job


def _changed(place: Place, form: Form, journal: Journal, *, read: bool) -> Iterator[str]:
    """The files of an earlier run that are not as it has written them. A shard has another size;
    where all is to be *read* again, for what concerns all of them, it or a file of the work folder
    has another hash.
    """
    for number, step in enumerate(journal.steps):
        path = os.path.join(place.folder, step.file or "")
        if step.file and not (os.path.isfile(path) and os.path.getsize(path) == step.bytes):
            yield path
        if journal.done and not read:
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
    shard = _shard(job, folder, journal)
    try:
        outcomes = engine.outcomes(job, ended, folder.place.work)
        for outcome in listener.watch(outcomes, job.size.bytes[ended:]):
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
                    shard = _shard(job, folder, journal)
            ended, written = ended + 1, 0
        journal.add(shard.keep(ended, 0))
    finally:
        shard.close(done=False)


def _shard(job: Job, folder: Folder, journal: Journal) -> Shard:
    """The shard after those of the *journal*, some of whose steps have none."""
    number = sum(step.file is not None for step in journal.steps)
    return Shard(folder.place, job.form, len(journal.steps), number)


def _reached(journal: Journal) -> tuple[int, int]:
    """How many inputs are done, and how many records of the next one."""
    return (journal.new[-1].input, journal.new[-1].place) if journal.new else (0, 0)
