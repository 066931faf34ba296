"""``dispatchkit corpus``: what it does, once its options are known."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from dispatchkit.cli._configured import (
    RunOptions,
    asked_reading,
    configured,
    expanded,
    refuse_together,
    skipped,
)
from dispatchkit.cli._loading import load
from dispatchkit.cli._options import inputs_or_stdin
from dispatchkit.cli._rendering import Request, rendering
from dispatchkit.cli._status import Status
from dispatchkit.corpus.closing import REJECTS
from dispatchkit.corpus.engines import engine_of
from dispatchkit.corpus.folder import Folder, is_corpus, place_of
from dispatchkit.corpus.job import Job
from dispatchkit.corpus.journal import Journal
from dispatchkit.corpus.named import matched, once, refuse_within, without_corpora
from dispatchkit.corpus.run import Begin, Listener, run
from dispatchkit.corpus.shards import Form
from dispatchkit.corpus.task import sized
from dispatchkit.files.failures import Usage
from dispatchkit.files.made import Made
from dispatchkit.files.pace import paced
from dispatchkit.files.terminal import complain, is_terminal, say
from dispatchkit.pipeline import Sharing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from dispatchkit.config.values import Config
    from dispatchkit.corpus.adding import Addition
    from dispatchkit.corpus.closing import Totals
    from dispatchkit.corpus.reading import Account, Outcome
    from dispatchkit.files.inputs import Input


# So many records are read in a minute or so by two processes, which is what a kill costs at most,
# and make a file of some 25 MB, which any program opens.
SHARD = 10_000


class CorpusOptions(RunOptions):
    """The options of the command."""

    output_dir: str
    format_: str | None
    gzip: bool
    shard_size: int | None
    restart: bool
    add: bool
    engine: str
    ray_address: str | None
    title: str | None


def make_corpus(options: CorpusOptions) -> int:
    """Make a corpus, or what is left to make of it; the exit status. Raises Usage, ConfigError,
    ProfileError, and Failure.
    """
    _complete(options)
    _check(options)
    # The names in lists are no patterns.
    names = inputs_or_stdin(tuple(matched(options["inputs"])))
    config = configured(options, names)
    left = skipped(config, options["output_dir"], forced=options["force_exclude"])
    inputs = without_corpora(
        once(expanded(names, left, verbose=options["verbose"])), names, complain
    )
    refuse_within(inputs, options["output_dir"])
    job = _job(options, config, inputs)
    told = _Told()
    with Folder(options["output_dir"]) as folder:
        listener = _listener(options, told)
        totals = run(job, folder, listener, _begin(options))
    if not options["quiet"]:
        say(_table(totals))
    elif told.failed < totals.failed and (told.before or not options["add"]):
        why = f"{totals.failed:,} of {totals.inputs:,} inputs failed"
        complain(f"{options['output_dir']}: {why}; {REJECTS} there says why")
    failed = told.failed + told.before + told.once if options["add"] else totals.failed
    return Status.FAILED if failed or told.changed else Status.DONE


def _begin(options: CorpusOptions) -> Begin:
    """Where the run begins."""
    if options["restart"]:
        return Begin.ANEW
    return Begin.AFTER if options["add"] else Begin.HERE


def _complete(options: CorpusOptions) -> None:
    """Give the options of the corpus that were not given in the call their values: what is added to
    a corpus is written as that is. Failure if it cannot be looked at.
    """
    told: Mapping[str, Any] = {}
    if options["add"] and is_corpus(options["output_dir"]):
        told = (Journal(place_of(options["output_dir"]).work).task or {}).get("options", {})
    same = options["format_"] in (None, told.get("format"))
    options["format_"] = options["format_"] or told.get("format") or "jsonl"
    options["gzip"] = options["gzip"] or (same and bool(told.get("gzip")))
    options["shard_size"] = options["shard_size"] or told.get("shard_size") or SHARD
    options["title"] = options["title"] or told.get("title")


def _check(options: CorpusOptions) -> None:
    """Usage for options that cannot go together; Failure if what writes a format, or an engine, is
    not installed.
    """
    refuse_together(options, ("quiet", "verbose"), ("add", "restart"))
    if options["gzip"] and options["format_"] != "jsonl":
        raise Usage("--gzip goes with -f jsonl: the other formats are compressed or searched")
    if options["ray_address"] is not None and options["engine"] != "ray":
        raise Usage("--ray-address goes with --engine ray")
    engine_of(options["engine"]).ready()
    if options["format_"] not in (None, "jsonl"):
        from dispatchkit.cli._stored import check_writer

        check_writer(str(options["format_"]))


def _job(options: CorpusOptions, config: Config, inputs: Sequence[Input]) -> Job:
    """What the run is to do."""
    reading = asked_reading(options, config)
    request = Request(reading, "jsonl", (), None, terminal=False, coloured=False)
    return Job(
        inputs=inputs,
        size=sized(inputs),
        form=Form(options["format_"] or "jsonl", options["gzip"], options["shard_size"] or SHARD),
        reading=reading,
        reader=partial(rendering, request=request),
        # The progress bar is a thread of this process.
        together=partial(
            rendering, request=request, sharing=Sharing(options["jobs"], spawned=True)
        ),
        jobs=options["jobs"],
        prepare=load,
        engine=options["engine"],
        address=options["ray_address"],
        title=options["title"],
    )


class _Told:
    """What people were told of: how many inputs *failed*, how many had failed *before* an
    interrupted run was taken up, how many of those that are not added again had failed *once*, and
    how many have *changed*.
    """

    failed = 0
    before = 0
    once = 0
    changed = 0


def _listener(options: CorpusOptions, heard: _Told) -> Listener:
    """What people are told while the run goes on, of which *heard* keeps count."""
    made = Made()
    progress = options["progress"]
    if progress is None:
        progress = not options["quiet"] and is_terminal(sys.stderr)

    def resumed(count: int, failed: int) -> None:
        heard.before = failed
        if not options["quiet"]:
            say(f"going on behind {count:,} records that an earlier run has written")

    def told(account: Account) -> None:
        heard.failed += bool(account.rejects)
        for reject in account.rejects:
            complain(f"{account.path}: {reject.message}")
        if options["verbose"] and account.read:
            complain(f"{account.path}: {account.read}")

    def watch(outcomes: Iterator[Outcome], weights: Sequence[int]) -> Iterator[Outcome]:
        if progress:
            from dispatchkit.files.progress import weighed

            return weighed(outcomes, weights, made)
        return paced(outcomes, weights, made, complain) if options["verbose"] else outcomes

    def closing(looks: int) -> AbstractContextManager[Callable[[], None]]:
        if progress:
            from dispatchkit.files.progress import advancing

            return advancing("comparing and counting the records", looks)
        if options["verbose"]:
            complain("all inputs are read; comparing and counting the records")
        return nullcontext(lambda: None)

    return Listener(resumed, partial(_say_added, options, heard), told, made, watch, closing)


def _say_added(options: CorpusOptions, heard: _Told, found: Addition) -> None:
    """Tell what is added to a corpus, and which of its inputs are not what they were."""
    heard.changed, heard.once = len(found.changed), found.failed
    for name in found.changed:
        complain(f"{name}: changed since it was read; its old records stay (--restart reads all)")
    if options["quiet"]:
        return
    for name in found.gone:
        complain(f"{name}: no longer there; its records stay")
    mended = f", {found.mended:,} of them mended" if found.mended else ""
    say(f"new inputs: {len(found.job.inputs):,}{mended}; the corpus has the others")


def _table(totals: Totals) -> str:
    """What the corpus holds, as a table for people."""
    rows = (
        ("inputs", totals.inputs),
        ("  failed", totals.failed),
        ("bytes read", totals.bytes),
        ("records", totals.records),
        ("  the same text as another", totals.same),
        ("  nearly the same", totals.near),
        ("  a version of another", totals.version),
        ("  a part of another", totals.part),
        ("shards", totals.shards),
        ("rejects", totals.rejects),
        ("doubts", totals.doubts),
    )
    return "\n".join(_aligned(rows))


def _aligned(rows: Iterable[tuple[str, int]]) -> Iterator[str]:
    """The rows of a table of names and counts."""
    found = [(name, f"{count:,}") for name, count in rows]
    left = max(len(name) for name, _ in found)
    right = max(len(count) for _, count in found)
    for name, count in found:
        yield f"{name:{left}}  {count:>{right}}"
