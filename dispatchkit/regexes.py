"""Whether an expression that a user wrote may take for ever: told from its structure, without running it.

Python's matcher goes back and tries again. A repeat inside a repeat, or one over alternatives, has exponentially many ways to fit the same characters; several repeats
in a row have a power of the length. Both are refused; what is left takes at most milliseconds on a line.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

# Repeats whose ends differ by more count as open: "{0,200}" is one, "s?" and "\d{1,4}" are not.
_OPEN = 8
# Three open repeats in a row try 10^6 ways on a line of 160 characters, four would try 10^8.
_ROW = 3
# So often a group may come again as if it were written out: "(\d{1,3}\.){3}".
_FEW = 4
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def hazard(expression: str) -> str | None:
    """Why *expression*, which compiles, may take for ever; None where it cannot."""
    parsed = import_module("re._parser").parse(expression)
    if any(_nested(item) for item in _within(parsed)):
        return "a repeat of something that itself can repeat or has alternatives"
    row = _row(parsed)
    return f"{row} repeats in a row" if row > _ROW else None


def _within(items: Iterable[Any]) -> Iterable[Any]:
    """All parts of an expression, outer ones first."""
    for item in items:
        yield item
        for inner in _inner(item):
            yield from _within(inner)


def _inner(item: Any) -> list[Any]:
    """The expressions that a part holds."""
    kind, value = str(item[0]), item[1]
    if kind in _REPEATS or kind == "POSSESSIVE_REPEAT":
        return [value[2]]
    if kind == "BRANCH":
        return list(value[1])
    if kind == "SUBPATTERN":
        return [value[-1]]
    if kind in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    if kind == "GROUPREF_EXISTS":
        return [branch for branch in value[1:] if branch is not None]
    return [value] if kind == "ATOMIC_GROUP" else []


def _is_open(item: Any) -> bool:
    """Whether a part repeats, in more ways than a few."""
    return str(item[0]) in _REPEATS and int(item[1][1]) - int(item[1][0]) > _OPEN


def _nested(item: Any) -> bool:
    """Whether a part repeats what can be split into repeats in several ways."""
    if str(item[0]) not in _REPEATS or int(item[1][1]) <= _FEW:
        return False
    return any(_varies(inner) for inner in _within(item[1][2]))


def _varies(item: Any) -> bool:
    """Whether a part fits in more than one way."""
    kind = str(item[0])
    return kind == "BRANCH" or (kind in _REPEATS and int(item[1][0]) != int(item[1][1]))


def _row(items: Iterable[Any]) -> int:
    """How many open repeats stand in a row at most; of alternatives the one with most counts."""
    total = 0
    for item in items:
        if str(item[0]) == "BRANCH":
            total += max((_row(branch) for branch in _inner(item)), default=0)
        else:
            times = min(int(item[1][1]), _FEW) if str(item[0]) in _REPEATS else 1
            total += _is_open(item) + times * sum(_row(inner) for inner in _inner(item))
    return total
