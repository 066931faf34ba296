r"""Character classes that a later Python may read in another way: ``[[a]``, ``[a--b]``, ``[a&&b]``,
``[a~~b]``, ``[a||b]``.

It compiles them as they have always been read, with a FutureWarning on standard error that names a
file of ours and not the place of the pattern. A warning cannot be caught safely in threads, so such
patterns are recognised by their text and refused when they are read: a backslash before the
character says what is meant, today and later.
"""

from __future__ import annotations

_DOUBLED = ("--", "&&", "~~", "||")


def refuse_ambiguous(pattern: str) -> None:
    """Raise ValueError if a class of *pattern* holds what may become an operation on sets."""
    at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 2
        elif pattern[at] == "[":
            at = _end_of_class(pattern, at)
        else:
            at += 1


def _end_of_class(pattern: str, start: int) -> int:
    """Where the class that begins at *start* ends. A class that is not closed extends to the end of
    the pattern.
    """
    if pattern.startswith("[[", start):
        raise ValueError(
            rf"{pattern[start : start + 2]!r} at position {start} may be read as a set within a set"
            r" one day: write '\[' for a bracket"
        )
    at = start + 1 + pattern.startswith(("^", "!"), start + 1)
    first = at
    while at < len(pattern) and (pattern[at] != "]" or at == first):
        if at > first and pattern.startswith(_DOUBLED, at):
            raise ValueError(
                rf"{pattern[at : at + 2]!r} in a class, at position {at}, may be read as an"
                rf" operation on sets one day: write '\{pattern[at]}' for the character"
            )
        at += 2 if pattern[at] == "\\" else 1
    return at + 1
