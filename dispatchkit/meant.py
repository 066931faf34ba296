"""What somebody may have meant who wrote a word that nothing is known by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# More than so many are not listed.
_FEW = 24
# No longer word is compared: comparing takes time by the square of the length.
_LONGEST = 60


def hint(word: str, known: Iterable[str]) -> str:
    """What follows a message about *word*: the *known* word that is most like it, if one is."""
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_folded, n=1) if len(word) <= _LONGEST else []
    return f"; did you mean {by_folded[close[0]]}?" if close else ""


def meant(word: str, known: Iterable[str]) -> str:
    """As ``hint``; where none is like it, all of the *known* words if they are few."""
    names = list(known)
    return hint(word, names) or (f"; known: {', '.join(names)}" if len(names) <= _FEW else "")


def shown(value: object) -> str:
    """A value as a message shows it: its beginning, if it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
