"""Engines: what hands the inputs of a run to processes, here or on many machines. One module each,
found by its name. The records do not depend on it.

A module defines

- ``ready()``: raises Failure if it needs a library that is not installed,
- ``outcomes(job, begin, work)``: what becomes of each input of *job* from the place *begin* on, in
  their order, each to be read to its end before the next. What has to wait may be put into files in
  the folder *work* whose names end with ``reading.WAITING``. Failure if the engine fails; a process
  that dies is none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.corpus.job import Job
    from dispatchkit.corpus.reading import Outcome


class _Engine(Protocol):
    """What the module of an engine defines."""

    def ready(self) -> None:
        """As the docstring of the package has it."""

    def outcomes(self, job: Job, begin: int, work: str) -> Iterator[Outcome]:
        """As the docstring of the package has it."""


def names() -> list[str]:
    """The names of the engines. A module whose name a library has ends with "_"."""
    return sorted(name.rstrip("_") for name in modules_in(__path__))


def engine_of(name: str) -> _Engine:
    """The engine of that *name*, which is one of ``names()``."""
    module = name if name in modules_in(__path__) else f"{name}_"
    return cast("_Engine", import_module(f"{__name__}.{module}"))
