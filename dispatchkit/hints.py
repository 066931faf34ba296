"""What may have been meant: the end of a message about a word that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def meant(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The *known* words nearest to *word*, whatever their case, as "; did you mean this?"; where none is near, what to do *otherwise*."""
    from difflib import get_close_matches

    by_fold: dict[str, str] = {}
    for name in known:
        by_fold.setdefault(name.casefold(), name)
    close = [by_fold[name] for name in get_close_matches(word.casefold(), by_fold, n=3)]
    if close:
        return f"; did you mean {', '.join(close)}?"
    return f"; {otherwise}" if otherwise else ""
