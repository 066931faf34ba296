"""Processes of this machine, which share inputs or what is in them, or this process alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dispatchkit.corpus.reading import handed, pieces, taken
from dispatchkit.files.processes import apart, spread, workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.corpus.job import Job
    from dispatchkit.corpus.reading import Outcome


def ready() -> None:
    """Needs nothing."""


def outcomes(job: Job, begin: int, work: str) -> Iterator[Outcome]:
    """What becomes of each input, as the docstring of the package has it."""
    left, sizes = job.inputs[begin:], job.size.bytes[begin:]
    if job.together is not None and apart(left, job.jobs):
        return map(partial(pieces, reader=job.together), left)
    if workers(len(left), job.jobs, sizes) < 2:
        return map(partial(pieces, reader=job.reader), left)
    results = spread(
        left,
        partial(handed, reader=job.reader, folder=work),
        job.jobs,
        prepare=job.prepare,
        busy=True,
        progress=False,
        sizes=sizes,
    )
    return map(taken, results)
