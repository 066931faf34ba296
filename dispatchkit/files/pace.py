"""How fast a long run goes and when it will end, in words for people who read a log."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    from dispatchkit.files.made import Made

    _Item = TypeVar("_Item")

# Seconds between two lines: a log of an hour has 120 of them.
_EVERY = 30.0


def paced(
    items: Iterable[_Item],
    weights: Iterable[int],
    made: Made,
    say: Callable[[str], None],
    clock: Callable[[], float] = monotonic,
) -> Iterator[_Item]:
    """Yield *items*, and *say* from time to time how many dispatches were *made* of them, how many
    a second, and how much time the rest will take: as much as the bytes of it (*weights*) did.
    """
    sizes = list(weights)
    total, passed = sum(sizes), 0
    begun = told = clock()
    for item, weight in zip(items, sizes, strict=True):
        yield item
        passed += weight
        now = clock()
        if now - told >= _EVERY:
            told = now
            say(_line(made.count, now - begun, passed, total))


def _line(count: int, seconds: float, passed: int, total: int) -> str:
    """How a run goes that took so many *seconds* so far."""
    rate = f"{count:,} dispatches, {count / seconds:,.0f} a second"
    if not passed:
        return rate
    left = seconds * (total - passed) / passed
    return f"{rate}; {passed / total:.0%} read, {lasting(left)} left"


def lasting(seconds: float) -> str:
    """A time in the largest units that say enough: "2 h 5 min", "12 min", "40 s"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{rest} s"
