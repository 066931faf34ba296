"""Paths as configurations and reports name them: relative to a folder, with forward slashes; and
patterns of paths, as in .gitignore.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dispatchkit.meant import shown
from dispatchkit.text.classes import refuse_ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pathspec import GitIgnoreSpec

# How many stars of each kind a pattern may hold ("*" within a name, "**" across folders): each may
# multiply the work by the length of a name or the depth of a tree. Three take 30 ms on the longest
# name that a file can have, four two seconds.
_MOST_STARS = 3


def relative(path: str, root: str | None) -> str:
    """*path* relative to the folder *root* (None: the working folder); unchanged if it lies
    elsewhere or is standard input.
    """
    try:
        seen = path if path == "-" else os.path.relpath(path, root or os.curdir)
    except ValueError:  # another drive of Windows
        seen = path
    seen = path if seen.split(os.sep)[0] == os.pardir else seen
    return seen.replace(os.sep, "/").removeprefix("./")


def lies_in(path: str, folder: str) -> bool:
    """Whether *path* is that of the *folder*, or of something below it, through whatever links both
    are reached.
    """
    inner, outer = (os.path.normcase(os.path.realpath(one)) for one in (path, folder))
    return os.path.join(inner, "").startswith(os.path.join(outer, ""))


def identity(path: str, root: str) -> str:
    """The path of an input as seen from the folder *root*, with forward slashes: the same however
    it is spelled, and through whatever links its folder is reached. "-" is standard input.
    """
    if path == "-":
        return path
    folder, name = os.path.split(os.path.abspath(path))
    real = os.path.join(_real(folder), name)
    try:
        seen = os.path.relpath(real, _real(root))
    except ValueError:  # another drive of Windows
        seen = real
    return seen.replace(os.sep, "/")


# Resolving the links of a path takes a system call for each folder, and the files of a walk lie
# side by side.
@lru_cache(64)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def verify(patterns: Iterable[str]) -> None:
    """Raise ValueError for the first of *patterns* that is not a pattern, or could take too long to
    match.
    """
    for pattern in patterns:
        segments = pattern.split("/")
        if (
            max(segment.replace("**", "").count("*") for segment in segments) > _MOST_STARS
            or segments.count("**") > _MOST_STARS
        ):
            raise ValueError(f"{shown(pattern)} holds more than {_MOST_STARS} stars")
        try:
            refuse_ambiguous(pattern)
        except ValueError as error:
            raise ValueError(f"{shown(pattern)}: {error}") from None
        try:
            usable = any(
                rule.include is not None
                for rule in _compiled((pattern.removeprefix("!"),)).patterns
            )
        except (ValueError, re.error):
            usable = False
        if not usable and not pattern.startswith("#"):
            raise ValueError(f"{shown(pattern)} is not a pattern of paths (as .gitignore has them)")


@cache
def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Patterns that apply together: of those that match a path the last decides."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([_written_as_git(pattern) for pattern in patterns])


def _written_as_git(pattern: str) -> str:
    """A pattern without the "./" that people put before a relative path; git does not know it."""
    sign = "!" if pattern.startswith("!") else ""
    rest = pattern.removeprefix("!")
    return f"{sign}/{rest.removeprefix('./')}" if rest.startswith("./") else pattern


class Patterns:
    """Patterns of paths as in .gitignore: ``web/``, ``./feed/web``, ``*.json``, ``**/draft.txt``,
    ``!keep.txt``.

    They remember which of them have matched something, and how much was left out because of them.
    """

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        self._patterns = tuple(patterns)
        self._unmet = dict.fromkeys(pattern for pattern in patterns if not pattern.startswith("#"))
        self.left_out = 0

    def __bool__(self) -> bool:
        return bool(self._patterns)

    @property
    def has_unmet(self) -> bool:
        """Whether some have matched nothing so far."""
        return bool(self._unmet)

    def leave_out(self, path: str, *, folder: bool, above: bool = False) -> bool:
        """Whether to leave out a path with forward slashes, that of a *folder* or of a file.
        *above*: also if a folder that it lies in is left out.
        """
        parts = path.split("/")
        fits = (
            above and any(self._fit("/".join(parts[:end]) + "/") for end in range(1, len(parts)))
        ) or self._fit(path + "/" * folder)
        self.left_out += fits
        return fits

    def note(self, path: str) -> None:
        """Remember which patterns match a path."""
        for pattern in [
            one for one in self._unmet if _compiled((one.removeprefix("!"),)).match_file(path)
        ]:
            del self._unmet[pattern]

    def _fit(self, path: str) -> bool:
        self.note(path)
        return _compiled(self._patterns).match_file(path)

    def unmet(self, walked: Iterable[str], root: str | None = None) -> list[str]:
        """The patterns that have matched nothing, although they could have matched something in one
        of the folders *walked* or, if the folder *root* is given that they are relative to, begin
        with the name of a folder that is not there.
        """
        folders = list(walked)
        return [
            pattern
            for pattern in self._unmet
            if any(_may_lie_in(pattern, folder) for folder in folders)
            or (folders and root is not None and _begins_nowhere(pattern, root))
        ]

    def astray(self, paths: Sequence[str]) -> dict[str, str]:
        """The patterns that have matched nothing but would match one of *paths* if they did not
        begin at the folder that they are relative to, each with the pattern that does.
        """
        found = {}
        for pattern in self._unmet:
            deep = _anywhere(pattern)
            if deep and any(_compiled((deep,)).match_file(path) for path in paths):
                found[pattern] = deep
        return found


NO_PATTERNS = Patterns()


def _anywhere(pattern: str) -> str | None:
    """The pattern that matches in any folder what *pattern* matches in its own; None if that does
    so already, or says what is to be kept.
    """
    bare = pattern.removeprefix("./").removeprefix("/")
    if pattern.startswith(("!", "**/")) or (bare == pattern and "/" not in bare.rstrip("/")):
        return None
    return f"**/{bare}" if bare.split("/").count("**") < _MOST_STARS else None


def _begins_nowhere(pattern: str, root: str) -> bool:
    """Whether a pattern begins with the name of a folder that is not there: "web/*.txt" beside
    "feed/web/".
    """
    first, *rest = _written_as_git(pattern).removeprefix("!").removeprefix("/").split("/")
    plain = bool(first) and not any(sign in first for sign in "*?[\\")
    return plain and any(rest) and not os.path.lexists(os.path.join(root, first))


def _may_lie_in(pattern: str, folder: str) -> bool:
    """Whether something that matches a pattern may lie in a folder, both relative to the same
    place: not if the pattern begins with the names of another folder.
    """
    names = _written_as_git(pattern).removeprefix("!").split("/")
    if (
        folder in (".", "")
        or folder.startswith((os.pardir, "/"))
        or len([name for name in names if name]) < 2 - (names[0] == "")
    ):
        return True
    plain = [name for name in names if name]
    return all(
        name == other or any(sign in name for sign in "*?[\\")
        for name, other in zip(plain, folder.split("/"), strict=False)
    )


def fits(path: str, pattern: str) -> bool:
    """Whether a file matches a pattern; with "!" in front, whether it does not match the rest."""
    return _compiled((pattern.removeprefix("!"),)).match_file(path) is not pattern.startswith("!")
