"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Task

    from dispatchkit.files.made import Made

_Item = TypeVar("_Item")


class _MadeColumn(ProgressColumn):
    """How many dispatches were made."""

    def __init__(self, made: Made) -> None:
        super().__init__()
        self._made = made

    def render(self, task: Task) -> Text:  # noqa: ARG002 - rich's signature
        return Text(f"{self._made.count:,} dispatches" if self._made.count else "")


def watched(items: Iterable[_Item], total: int, made: Made) -> Iterator[_Item]:
    """Yield *items*, of which there are *total* and at least one, while a bar shows how many have
    come and what was *made* of them: of a single big one nobody knows how much is left. Without a
    terminal only its last state is printed, as one line.
    """
    left = iter(items)
    # The first item starts the worker processes, which has to come before the bar's own thread:
    # forking with threads is unsafe.
    first = next(left)
    left_over = TimeRemainingColumn() if total > 1 else TimeElapsedColumn()
    columns = (BarColumn(), MofNCompleteColumn(), _MadeColumn(made), left_over)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=console.is_terminal) as progress:
        task = progress.add_task("", total=total if total > 1 else None)
        for item in chain((first,), left):
            yield item
            progress.update(task, advance=1, total=total)
