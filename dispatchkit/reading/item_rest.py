"""The texts in an object that no field of its story has taken: they are shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Texts of a letter or two stand in any other: they must stand there as a word.
_SHORT_CODE = 2
# NewsAPI and its kin cut texts off and say how much is left: "… [+1234 chars]".
_CUT_RE = pattern(r"(?:\s{0,8}(?:…|\.{3}))?\s{0,8}\[\+?\d{1,9} chars\]\s{0,80}\Z")


def uncut(text: str) -> str:
    """A *text* without what says that it was cut off, and how much is left."""
    return _CUT_RE.sub("", text)


def left_of(node: Mapping[str, Any], taken: Sequence[str]) -> list[tuple[str, str]]:
    """The texts in an object that are in none of the texts that were *taken* from it, with the
    names of their keys.
    """
    found = []
    waiting: list[tuple[str, Any]] = [("", node)]
    whole = "\n".join(taken)
    words = frozenset(whole.split())
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [
                (f"{name}.{key}" if name else str(key), inner)
                for key, inner in reversed(value.items())
            ]
        elif isinstance(value, list):
            waiting += [(name, inner) for inner in reversed(value)]
        elif (
            isinstance(value, str)
            and (text := value.strip())
            and text not in (words if len(text) <= _SHORT_CODE else whole)
        ):
            found.append((name, text))
    return found


def untold(cells: Mapping[str, Any], taken: Sequence[str]) -> list[tuple[str, str]]:
    """As ``left_of``, for the *cells* of a row, each of which states a fact: one is taken if a
    text is that cell or was made of several; that the story prints the same words is no reason.
    """
    whole = {text.strip() for text in taken}
    cut = {uncut(one).strip() for one in cells.values() if isinstance(one, str)}
    made = [text for text in whole if text not in cut]
    left: list[tuple[str, str]] = []
    for name, value in cells.items():
        if not isinstance(value, str):
            left += left_of({name: value}, taken)
        elif uncut(value).strip() not in whole:
            left += left_of({name: value}, made)
    return left
