"""What is found in a source or a story once, and kept with it: several rules ask for the same."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatchkit.lint.traced import Source, Story

Viewed = TypeVar("Viewed", "Source", "Story")
Found = TypeVar("Found")


def kept(find: Callable[[Viewed], Found]) -> Callable[[Viewed], Found]:
    """A decorator: *find* looks at each source or story once, and what it found is kept there."""

    @wraps(find)
    def once(viewed: Viewed) -> Found:
        if find not in viewed.found:
            viewed.found[find] = find(viewed)
        # No type of a dictionary says that each function keeps what it returns itself.
        return cast("Found", viewed.found[find])

    return once
