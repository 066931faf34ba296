"""What somebody may have meant who wrote a word that nothing is known by: the ends of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# More than so many are not listed.
_FEW = 24
# No longer word is compared: comparing takes time by the square of the length.
_LONGEST = 60


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The *known* word that is most like *word*, whatever its case; None where none is."""
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for name in known:
        by_folded.setdefault(name.casefold(), name)
    close = get_close_matches(word.casefold(), by_folded, n=1) if len(word) <= _LONGEST else []
    return by_folded[close[0]] if close else None


def hint(word: str, known: Iterable[str]) -> str:
    """As ``nearest``, in words: "; did you mean this?"; empty where none is."""
    close = nearest(word, known)
    return f"; did you mean {close}?" if close else ""


def meant(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """As ``hint``; where none is like it, what to do *otherwise*, else all of the *known* words if
    they are few.
    """
    names = list(known)
    instead = otherwise or (f"known: {', '.join(names)}" if len(names) <= _FEW else "")
    return hint(word, names) or (f"; {instead}" if instead else "")


def shown(value: object) -> str:
    """A value as a message shows it: its beginning, if it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
