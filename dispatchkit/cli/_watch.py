"""``dispatchkit watch``: what it does, once its options are known."""

from __future__ import annotations

import errno
import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, cast

from dispatchkit.cli._configured import configured, refuse_together, skipped
from dispatchkit.cli._loading import load
from dispatchkit.cli._parsing import (
    OutputOptions,
    ParseOptions,
    check_stored,
    ending_of,
    into_file,
    request_of,
)
from dispatchkit.cli._rendering import Request, rendering
from dispatchkit.cli._status import Status
from dispatchkit.cli._watch_lines import Lines
from dispatchkit.errors import UnknownColumn
from dispatchkit.files.failures import Usage
from dispatchkit.files.paths import lies_in
from dispatchkit.files.processes import spread, workers
from dispatchkit.files.terminal import is_terminal, wants_colour
from dispatchkit.outcomes import Ending, Problem
from dispatchkit.watching.commands import command_of, of_a_shell
from dispatchkit.watching.job import Job, Reading, digest
from dispatchkit.watching.journal import Journal
from dispatchkit.watching.stopping import Stop
from dispatchkit.watching.waking import Events, Polling
from dispatchkit.watching.watch import Watch
from dispatchkit.writing import single

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.config.values import Config
    from dispatchkit.files.inputs import Input
    from dispatchkit.watching.waking import Waking


class WatchOptions(OutputOptions):
    """The options of the command."""

    settle: float
    new_only: bool
    once: bool
    poll: bool
    command: str | None
    timeout: float


def watch_folders(options: WatchOptions) -> int:
    """Watch until the end; the exit status. Raises Usage, ConfigError, ProfileError, Failure, and
    KeyboardInterrupt.
    """
    output_dir = options["output_dir"] or ""
    config = configured(options, options["inputs"])
    _check(options, output_dir)
    check_stored(options)
    job = _job(options, config, output_dir)
    lines = _lines(options, output_dir)
    if options["once"] and not any(map(os.path.isdir, options["inputs"])):
        for folder in options["inputs"]:
            lines.failed(folder, os.strerror(errno.ENOENT))
        return Status.FAILED
    if word := of_a_shell(options["command"] or ""):
        lines.warn(f"--exec: no shell runs, so {word} is only a word; see docs/watch.md")
    with Stop() as stop, Journal(output_dir, job.format) as journal:
        Watch(job, journal, _waking(options, lines), lines, stop).run()
    lines.ended()
    stop.obey()
    return Status.FAILED if lines.failed_any else Status.DONE


def _check(options: WatchOptions, output_dir: str) -> None:
    """Usage for options that cannot go together, and for folders that are none, or that hold what
    is written.
    """
    refuse_together(options, ("quiet", "verbose"))
    for folder in options["inputs"]:
        if folder == "-" or (os.path.lexists(folder) and not os.path.isdir(folder)):
            raise Usage(f"{folder}: not a folder; dispatchkit parse reads files")
        if lies_in(folder, output_dir):
            raise Usage(
                f"{folder} lies in --output-dir {output_dir}: its outputs would be read as inputs"
            )


def _job(options: WatchOptions, config: Config, output_dir: str) -> Job:
    """What the watch is to do."""
    parse = cast("ParseOptions", {**options, "tsv": False, "csv": False, "null": False})
    request = request_of(parse, config)
    jobs = options["jobs"]

    def forks(count: int) -> bool:
        return workers(count, jobs) > 1

    def read(inputs: Sequence[Input]) -> Iterator[Reading]:
        work = partial(_whole if forks(len(inputs)) else _read, request=request)
        return spread(inputs, work, jobs, prepare=load, busy=True, progress=False)

    command = options["command"]
    return Job(
        folders=options["inputs"],
        skipped=skipped(config, output_dir, forced=options["force_exclude"]),
        output_dir=output_dir,
        format=request.stored or request.format,
        ending=ending_of(request),
        apart=not request.stored and single(request.format),
        settle=options["settle"],
        new_only=options["new_only"],
        once=options["once"],
        read=read,
        forks=forks,
        write=partial(into_file, request=request),
        command=None if command is None else command_of(command, options["timeout"]),
    )


def _read(item: Input, request: Request) -> Reading:
    """An input, each dispatch of which is read when it is asked for."""
    return Reading(digest(item.name), _made(item, request))


def _whole(item: Input, request: Request) -> Reading:
    """An input that was read: what a process can hand on to another."""
    begun = time.monotonic()
    return Reading(digest(item.name), list(_made(item, request)), time.monotonic() - begun)


def _made(item: Input, request: Request) -> Iterator[str | Ending]:
    """What is made of an input. A column that it does not have is its own fault here: the next
    input may have it.
    """
    try:
        yield from rendering(item, request)
    except UnknownColumn as error:
        yield Ending(Problem(type(error).__name__, str(error)))


def _waking(options: WatchOptions, lines: Lines) -> Waking:
    """What reports changes: the system, if that is wanted and watchfiles is installed."""
    if options["poll"] or options["once"]:
        return Polling()
    try:
        return Events()
    except ImportError:
        lines.note(
            f"watchfiles is not installed: looking every {Polling.seldom:g} s; with pip install"
            ' "dispatchkit[watch]" changes are noticed at once'
        )
        return Polling()


def _lines(options: WatchOptions, output_dir: str) -> Lines:
    """What people are shown."""
    live = is_terminal(sys.stderr) and not options["once"] and not options["quiet"]
    if options["progress"] is not None:
        live = options["progress"]
    return Lines(
        options["inputs"],
        output_dir,
        quiet=options["quiet"],
        verbose=options["verbose"],
        coloured=wants_colour(options["colour"], sys.stderr),
        live=live,
    )
