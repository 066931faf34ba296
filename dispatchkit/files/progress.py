"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Item = TypeVar("_Item")


def watched(items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """Yield *items*, of which there are *total* and at least one, while a bar shows how many have
    come. Without a terminal only its last state is printed, as one line.
    """
    left = iter(items)
    # The first item starts the worker processes, which has to come before the bar's own thread:
    # forking with threads is unsafe.
    first = next(left)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=console.is_terminal) as progress:
        task = progress.add_task("", total=total)
        for item in chain((first,), left):
            yield item
            progress.advance(task)
