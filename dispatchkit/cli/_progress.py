"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

import sys
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from dispatchkit.cli._terminal import is_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Fewer inputs are done before a bar could be read: 20 take about 0.1 s.
_FEW = 20

_Item = TypeVar("_Item")


def watched(items: Iterable[_Item], total: int, *, busy: bool) -> Iterator[_Item]:
    """*items*, with a bar while they come if it is worth it. ``busy``: results go to the same terminal, so no bar."""
    if busy or total <= _FEW or not is_terminal(sys.stderr):
        return iter(items)
    return _with_bar(items, total)


def _with_bar(items: Iterable[_Item], total: int) -> Iterator[_Item]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    left = iter(items)
    # The first item starts the worker processes, which has to come before the bar's own thread: forking with threads is unsafe.
    first = next(left)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for item in chain((first,), left):
            yield item
            progress.advance(task)
