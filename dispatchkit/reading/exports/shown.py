"""Tells by the beginning of an input which database printed it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from dispatchkit.reading.exports.database import fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatchkit.reading.exports.database import Database
    from dispatchkit.reading.look import Look

_Kind = TypeVar("_Kind")
BLANK = " \t\r\f\v\u00a0\ufeff\u3000"
# An export shows what it is within the cover page and the first article.
_LINES = 600


def shown_in(look: Look, known: Mapping[_Kind, Database]) -> tuple[_Kind, str] | None:
    """The kind of the database and the reason, if enough lines of the beginning are what one of
    those *known* prints.
    """
    lines: list[str] = []
    best: tuple[int, _Kind, str] | None = None
    for kind, database in known.items():
        if not holds_any(look, database.holds):
            continue
        lines = lines or [_spelled(line).strip(BLANK) for line in look.head.split("\n")[:_LINES]]
        shown = _shown(lines, database)
        if len(shown) >= database.least and (best is None or len(shown) > best[0]):
            said = f"lines of {database.title}: {', '.join(map(repr, shown[:3]))}"
            best = len(shown), kind, said
    return best and best[1:]


def holds_any(look: Look, words: Iterable[str]) -> bool:
    """Whether the beginning of an input holds one of the *words*."""
    return any(word in look.head or _raw(word) in look.head for word in words)


def _shown(lines: list[str], database: Database) -> list[str]:
    """The first line that fits each of the patterns of a database that fit any."""
    found = []
    for form in database.shown:
        line = next((line for line in lines if fits(line, (form,))), None)
        if line is not None:
            found.append(line[:40])
    return found


@cache
def _raw(word: str) -> str:
    """A word as the look has it if its text is in UTF-8: each byte is a character."""
    return word if word.isascii() else word.encode().decode("latin-1")


def _spelled(line: str) -> str:
    """A line as it was meant: the look has the bytes of UTF-8 as one character each."""
    try:
        return line if line.isascii() else line.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line
