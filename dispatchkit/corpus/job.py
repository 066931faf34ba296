"""What a run does, and who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus.task import task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatchkit.corpus.reading import Reader
    from dispatchkit.corpus.shards import Form
    from dispatchkit.corpus.task import Size
    from dispatchkit.files.inputs import Input
    from dispatchkit.reading.options import ReadOptions


class Job(NamedTuple):
    """What a run does: *inputs* with their *size* become shards of a *form*. *reader* reads one of
    them as *reading* says, in so many processes (*jobs*), which *prepare* makes ready; *together*
    does it with all of them, which is sooner done where one input is most of the work. An *engine*
    starts these, that of the cluster at an *address* if there is one. On neither a byte depends.
    The report has a *title*.
    """

    inputs: Sequence[Input]
    size: Size
    form: Form
    reading: ReadOptions
    reader: Reader
    jobs: int
    prepare: Callable[[], None]
    engine: str = "local"
    address: str | None = None
    title: str | None = None
    together: Reader | None = None

    def task(self) -> dict[str, Any]:
        """All on which the bytes of the corpus depend."""
        return task(self.inputs, self.size, self.form, self.reading, self.title)
