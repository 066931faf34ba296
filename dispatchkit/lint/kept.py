"""Keeps what was found in a source or a story with it, because several rules ask for the same."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatchkit.lint.traced import Source, Story

Viewed = TypeVar("Viewed", "Source", "Story")
Found = TypeVar("Found")


def kept(find: Callable[[Viewed], Found]) -> Callable[[Viewed], Found]:
    """A decorator: *find* is called once for each source or story, and its result is kept there."""

    @wraps(find)
    def once(viewed: Viewed) -> Found:
        if find not in viewed.found:
            viewed.found[find] = find(viewed)
        # No type can say that under each function the dictionary holds what that function returns.
        return cast("Found", viewed.found[find])

    return once
