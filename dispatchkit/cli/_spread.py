"""Work on many inputs: in this process or in several, with the same results in the same order, and a progress bar for people who wait."""

from __future__ import annotations

import os
import sys
from collections import deque
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from dispatchkit.cli._status import Failure
from dispatchkit.cli._terminal import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from dispatchkit.inputs import Input

_Result = TypeVar("_Result")

# Inputs handed to a process at once: one dispatch takes about 5 ms, handing over about 0.2 ms.
_CHUNK = 8
# More worker processes than Windows can wait for.
_MOST_JOBS = 61
# Fewer inputs are done before a progress bar could be read: 20 take about 0.1 s.
_FEW = 20


def spread(inputs: Sequence[Input], work: Callable[[Input], _Result], jobs: int, *, busy: bool, progress: bool | None = None) -> Iterator[_Result]:
    """What *work* gives for each input, in order, made by as many processes as *jobs* says (0: one a processor).

    *progress* says whether a bar shows how far it is. Left open, it does for many inputs and a person at the terminal, unless that is *busy*
    with the data.
    """
    results = _results(inputs, work, min(jobs or _processors(), _MOST_JOBS, -(-len(inputs) // _CHUNK)))
    if progress is None:
        progress = len(inputs) > _FEW and not busy and is_terminal(sys.stderr)
    if not progress or not inputs:
        return results
    from dispatchkit.cli._progress import watched

    return watched(results, len(inputs))


def _results(inputs: Sequence[Input], work: Callable[[Input], _Result], jobs: int) -> Iterator[_Result]:
    return _shared_out(inputs, work, jobs) if jobs > 1 else map(work, inputs)


def _processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunk(work: Callable[[Input], _Result], items: Sequence[Input]) -> list[_Result]:
    return [work(item) for item in items]


def _shared_out(inputs: Iterable[Input], work: Callable[[Input], _Result], jobs: int) -> Iterator[_Result]:
    """The results from several processes. No more than a few chunks are under way at once, so that memory does not grow with the inputs."""
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    left = iter(inputs)
    waiting: deque[Future[list[_Result]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_ignore_interrupts)
    try:
        while chunk := list(islice(left, _CHUNK)):
            waiting.append(pool.submit(partial(_chunk, work), chunk))
            if len(waiting) > 3 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenExecutor as error:
        raise Failure("a worker process ended before its time; -j 1 does without them") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the call; the first one alone answers it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
