"""Work on many inputs: in this process or in several, with the same results in the same order, and
a progress bar for people who wait.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from dispatchkit.files.failures import Closing, Failure
from dispatchkit.files.inputs import reason
from dispatchkit.files.made import Made
from dispatchkit.files.terminal import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor

    from dispatchkit.files.inputs import Input


class Task(Protocol):
    """What a process is handed to work on: a named tuple with the field ``problem``, which says why
    there can be no work on it.
    """

    def _replace(self, *, problem: str) -> Self: ...


_Item = TypeVar("_Item")
_Task = TypeVar("_Task", bound=Task)
_Result = TypeVar("_Result")

# How many inputs are handed to a process at once: a dispatch takes about 5 ms, handing over about
# 0.2 ms.
_CHUNK = 8
# Of so many bytes no more are handed over at once: they take some seconds.
_HEAVY = 250_000
# Windows can wait for no more worker processes than this.
_MOST_JOBS = 61
# So few inputs are done before anybody could read a progress bar: 20 take about 0.1 s.
_FEW = 20
# Of so many bytes nobody waits long: 10 MB take some ten seconds.
_LARGE = 10_000_000
# Why an input whose process was killed has no result.
_KILLED = "the process that read it was killed (for want of memory?)"


def spread(
    inputs: Sequence[Input],
    work: Callable[[Input], _Result],
    jobs: int,
    *,
    prepare: Callable[[], None],
    busy: bool,
    progress: bool | None = None,
    made: Made | None = None,
    sizes: Sequence[int] = (),
) -> Iterator[_Result]:
    """The results of *work* for all inputs, in order, from *jobs* processes (0: one for each
    processor). *prepare* loads what all of them need, before they are forked. Where the *sizes* of
    the inputs are given, fewer of the large ones are handed to a process at once.

    *progress*: whether to show a progress bar. If None, one is shown to a person at a terminal if
    there are many inputs or large ones, unless the terminal is *busy* with the data. It shows what
    is *made* as well, which the caller counts.
    """
    results = _results(inputs, work, workers(len(inputs), jobs, sizes), prepare, sizes)
    if progress is None:
        progress = not busy and is_terminal(sys.stderr) and _take_long(inputs)
    if not progress or not inputs:
        return results
    from dispatchkit.files.progress import watched

    return watched(results, len(inputs), made or Made())


def _take_long(inputs: Sequence[Input]) -> bool:
    """Whether somebody may wait for these inputs: they are many, or large."""
    if len(inputs) > _FEW:
        return True
    return sum(map(_size, inputs)) > _LARGE


def apart(inputs: Sequence[Input], jobs: int) -> bool:
    """Whether *jobs* processes (0: one for each processor) are sooner done if they share what is in
    each big input, one input after another, than if each takes whole inputs: a table of a hundred
    thousand dispatches is one input.
    """
    sizes = [_size(item) for item in inputs]
    big = sum(size for size in sizes if size >= _HEAVY)
    return sum(sizes) - big + big / processes(jobs) < max(sizes, default=0)


def _size(item: Input) -> int:
    """The bytes of an input; 0 of what is no file."""
    if item.data is not None:
        return len(item.data)
    return os.path.getsize(item.name) if os.path.isfile(item.name) else 0


def workers(inputs: int, jobs: int, sizes: Sequence[int] = ()) -> int:
    """How many processes share so many inputs if *jobs* are asked for; with one or none, all is
    done in this process, and results need not be ones that can be handed over.
    """
    return min(processes(jobs), sum(1 for _ in chunks(range(inputs), sizes)))


def chunks(
    items: Iterable[_Item], sizes: Iterable[int], most: int = _CHUNK
) -> Iterator[list[_Item]]:
    """What is handed over at once: at *most* so many *items*, or fewer of large *sizes*."""
    chunk: list[_Item] = []
    held = 0
    for item, size in zip(items, chain(sizes, repeat(0)), strict=False):
        chunk.append(item)
        held += size
        if len(chunk) == most or held >= _HEAVY:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _results(
    inputs: Sequence[Input],
    work: Callable[[Input], _Result],
    jobs: int,
    prepare: Callable[[], None],
    sizes: Iterable[int],
) -> Iterator[_Result]:
    """The results in order, from this process or from several. Failure if the system can start no
    process.
    """
    if jobs <= 1:
        yield from map(work, inputs)
        return
    try:
        yield from shared_out(inputs, work, jobs, prepare, sizes)
    except OSError as error:
        raise Failure(f"worker processes: {reason(error)}; -j 1 does without them") from error


def processes(jobs: int) -> int:
    """How many processes to start for so many *jobs* (0: one for each processor that this process
    may use).
    """
    if not jobs:
        affine = hasattr(os, "sched_getaffinity")
        jobs = len(os.sched_getaffinity(0)) if affine else os.cpu_count() or 1
    return min(jobs, _MOST_JOBS)


def _chunk(work: Callable[[_Task], _Result], items: Sequence[_Task]) -> list[_Result]:
    """The results of *work* for a few inputs, which a worker process does at once."""
    return [work(item) for item in items]


def shared_out(
    inputs: Iterable[_Task],
    work: Callable[[_Task], _Result],
    jobs: int,
    prepare: Callable[[], None],
    sizes: Iterable[int] = (),
    *,
    spawned: bool = False,
) -> Iterator[_Result]:
    """The results from several processes (*jobs*, 0: one for each processor), in order. Only a few
    chunks are under way at once, so that memory does not grow with the inputs, and no more of these
    are taken than that. OSError if the system can start no process. *spawned*: the processes are
    started anew and not forked from this one, which may have other threads.

    When a process is killed, mostly because memory ran out, the others are lost too, and nobody
    knows which input it was. So each chunk under way is done again by a single process, one input
    after another, until the input that kills it is found.
    """
    from concurrent.futures import BrokenExecutor

    left, jobs = chunks(inputs, sizes), processes(jobs)
    waiting: deque[tuple[list[_Task], Future[list[_Result]]]] = deque()
    with ExitStack() as stack:
        many, one = (
            stack.enter_context(_Workers(jobs, prepare, spawned=spawned)),
            stack.enter_context(_Workers(1, prepare, spawned=True)),
        )
        while True:
            while len(waiting) <= 3 * jobs and (chunk := next(left, None)):
                waiting.append((chunk, many.start(work, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                done = future.result()
            except BrokenExecutor:
                done = [_alone(item, work, one) for item in chunk]
            yield from done


def _alone(item: _Task, work: Callable[[_Task], _Result], worker: _Workers) -> _Result:
    """The result for one input; if that kills the process, the result of *work* for an input that
    cannot be read.
    """
    from concurrent.futures import BrokenExecutor

    try:
        return worker.start(work, [item]).result()[0]
    except BrokenExecutor:
        return work(item._replace(problem=_KILLED))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that an interrupt does not reach, not even while they are being started. One
    that comes meanwhile is obeyed afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Workers(Closing):
    """Worker processes; when one of them is killed, new ones are started for what comes next.

    *prepare* is called before processes are forked from this one, which then have what it loads: a
    third of a second each. *spawned*: they are started anew instead.
    """

    def __init__(self, jobs: int, prepare: Callable[[], None], *, spawned: bool = False) -> None:
        self._jobs = jobs
        self._prepare = prepare
        self._spawned = spawned
        self._pool: ProcessPoolExecutor | None = None

    def start(
        self, work: Callable[[_Task], _Result], items: Sequence[_Task]
    ) -> Future[list[_Result]]:
        """Start work on *items* and return the future result. OSError if the system can start no
        process.
        """
        from concurrent.futures import BrokenExecutor

        with _uninterrupted():
            try:
                return self._running().submit(partial(_chunk, work), items)
            except BrokenExecutor:
                self._pool, self._spawned = None, True
                return self._running().submit(partial(_chunk, work), items)

    def _running(self) -> ProcessPoolExecutor:
        """The processes, started when first needed."""
        if self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            from dispatchkit.files.workers import follow_parent

            # Forks of this process start fastest, but are safe only while it has no other threads,
            # such as that of the progress bar.
            context = multiprocessing.get_context("spawn" if self._spawned else None)
            if context.get_start_method() == "fork":
                self._prepare()
            self._pool = ProcessPoolExecutor(
                self._jobs, initializer=follow_parent, mp_context=context
            )
        return self._pool

    def close(self, *, done: bool) -> None:
        """End the processes; if all was *done*, wait for them."""
        if self._pool is not None:
            self._pool.shutdown(wait=done, cancel_futures=True)


class Apart(_Workers, Generic[_Result]):
    """A process that does *work* for one input after another, started anew at the first of them,
    which is safe whatever threads this one has, and again whenever an input kills it.
    """

    def __init__(self, work: Callable[[Input], _Result], prepare: Callable[[], None]) -> None:
        super().__init__(1, prepare, spawned=True)
        self._work = work

    def result(self, item: Input) -> _Result:
        """The result for an input. OSError if the system can start no process."""
        return _alone(item, self._work, self)
