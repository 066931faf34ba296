"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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


class _RateColumn(ProgressColumn):
    """How many dispatches are made a second."""

    def __init__(self, made: Made) -> None:
        super().__init__()
        self._made = made

    def render(self, task: Task) -> Text:
        elapsed = task.elapsed
        return Text(f"{self._made.count / elapsed:,.0f}/s" if elapsed else "")


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


def weighed(items: Iterable[_Item], weights: Sequence[int], made: Made) -> Iterator[_Item]:
    """As ``watched``, with a bar that moves by the bytes of each item (*weights*), and the rate at
    which dispatches are *made*.
    """
    left = iter(items)
    # Before the bar has a thread, as above.
    first = list(islice(left, 1))
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        _MadeColumn(made),
        _RateColumn(made),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=console.is_terminal) as progress:
        task = progress.add_task("", total=sum(weights))
        for item, weight in zip(chain(first, left), weights, strict=True):
            yield item
            progress.advance(task, weight)


@contextmanager
def advancing(words: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar behind some *words* for work in *total* steps; gives what is called at each step."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    shown = Progress(
        *columns, TimeRemainingColumn(), console=console, transient=console.is_terminal
    )
    with shown as progress:
        task = progress.add_task(words, total=total)
        yield lambda: progress.advance(task)
