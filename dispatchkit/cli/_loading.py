"""What processes load before they are forked, so that none has to load it again; and what they
share: inputs, or what is in big ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.files.inputs import Input
    from dispatchkit.pipeline import Sharing


def load() -> None:
    """Load what reading a dispatch needs. A call that starts no processes never comes here."""
    from dispatchkit import pipeline

    pipeline.load()


def sharing_of(inputs: Sequence[Input], jobs: int) -> Sharing | None:
    """How this process reads the *inputs*, alone or with others (*jobs*, 0: one for each processor)
    that read what is in big ones; None if it is better that each process reads whole inputs.
    """
    from dispatchkit.files.processes import apart, processes, workers
    from dispatchkit.pipeline import ALONE, Sharing

    if processes(jobs) == 1:
        return ALONE
    if apart(inputs, jobs) or workers(len(inputs), jobs) < 2:
        # The progress bar is a thread of this process.
        return Sharing(jobs, spawned=True)
    return None
