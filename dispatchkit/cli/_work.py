"""From an input to what is printed of it: in this process, or in several with the same result in the same order."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.cli._inputs import Input, Reading, reason
from dispatchkit.cli._status import Failure
from dispatchkit.cli._terminal import BOLD, DIM, paint, visible
from dispatchkit.errors import DispatchkitError, ProfileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from dispatchkit.model import Dispatch

# Inputs handed to a process at once: one dispatch takes about 5 ms, handing over about 0.2 ms.
_CHUNK = 8
_STYLES = {"headline": BOLD, "crosshead": BOLD, "notice": BOLD, "byline": DIM, "dateline": DIM}


class Request(NamedTuple):
    """What is wanted of every input. ``shown``: a terminal is meant to show it; ``coloured``: in colours (text only)."""

    reading: Reading
    format: str
    fields: tuple[str, ...]
    shown: bool
    coloured: bool


class Outcome(NamedTuple):
    """The rendered dispatches of one input, or why there are none. ``profile``: place and problem of a ProfileError; all inputs have it."""

    rendered: list[str]
    problem: str | None = None
    profile: tuple[str, str] | None = None


def outcomes(inputs: Sequence[Input], request: Request, jobs: int) -> Iterator[Outcome]:
    """One outcome an input, in order, made by as many processes as *jobs* says."""
    jobs = min(jobs, -(-len(inputs) // _CHUNK))
    if jobs > 1:
        yield from _shared_out(inputs, request, jobs)
    else:
        for item in inputs:
            yield outcome(item, request)


def outcome(item: Input, request: Request) -> Outcome:
    """Read, parse and render one input."""
    from dispatchkit import parse_bytes

    if item.problem is not None:
        return Outcome([], item.problem)
    try:
        dispatches = parse_bytes(item.read(), path=item.name, **request.reading)
    except OSError as error:
        return Outcome([], reason(error))
    except ProfileError as error:
        return Outcome([], profile=(error.place, error.problem))
    except DispatchkitError as error:
        return Outcome([], str(error))
    return Outcome([_rendered(dispatch, request) for dispatch in dispatches])


def _rendered(dispatch: Dispatch, request: Request) -> str:
    if request.fields:
        from dispatchkit.cli import _fields

        text = _fields.lines(dispatch.to_dict(), request.fields)
    elif request.coloured and request.format == "text":
        from dispatchkit.render.text import layout

        return layout(dispatch, lambda kind, part: paint(visible(part), _STYLES[kind]) if kind in _STYLES else visible(part))
    else:
        from dispatchkit.render import render

        text = render(dispatch, request.format)
    return visible(text) if request.shown else text


def _chunk(items: Sequence[Input], request: Request) -> list[Outcome]:
    return [outcome(item, request) for item in items]


def _shared_out(inputs: Iterable[Input], request: Request, jobs: int) -> Iterator[Outcome]:
    """As ``outcomes``. No more than a few chunks are under way at once, so that memory does not grow with the inputs."""
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    left = iter(inputs)
    waiting: deque[Future[list[Outcome]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_ignore_interrupts)
    try:
        while chunk := list(islice(left, _CHUNK)):
            waiting.append(pool.submit(_chunk, chunk, request))
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
