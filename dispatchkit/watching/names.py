"""The names of outputs, as ``parse --output-dir`` gives them: a tree like that of the inputs.

Inputs come one after another, so a name is given when an input is first due, and stays that of the
input for good.
"""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

from dispatchkit.files.trees import stem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit.watching.journal import Entry


class Names:
    """The names of files below the output *folder*, with a format's *ending*, beside those that
    *entries* of a journal have.
    """

    def __init__(self, folder: str, ending: str, entries: Mapping[str, Entry]) -> None:
        self._folder = folder
        self._ending = ending
        self._given: dict[str, list[str]] = {}
        # All names that are given, by the form in which some systems compare them.
        self._taken: dict[str, list[str]] = {}
        # The first number that may be free, by the name without number and ending.
        self._next: dict[str, int] = {}
        for path, entry in entries.items():
            for name in entry.outputs:
                self._give(path, name)

    def name(self, path: str, inner: str, number: int = 0) -> str:
        """The output of the input *path* for its dispatch of that *number* (0 where all of them
        share one), relative to the folder. *inner* says where the input lies in its own folder.
        """
        given = self._given.get(path, [])
        while len(given) <= number:
            given = self._give(path, self._free(inner))
        return given[number]

    def forget(self, path: str) -> None:
        """Free the names of an input of which nothing was made, nor is any more."""
        for name in self._given.pop(path, []):
            self._taken[name.casefold()].remove(name)
        self._next.clear()

    def _give(self, path: str, name: str) -> list[str]:
        """Let a name be that of an input; all names that it has."""
        self._taken.setdefault(name.casefold(), []).append(name)
        given = self._given.setdefault(path, [])
        given.append(name)
        return given

    def _free(self, inner: str) -> str:
        """The first free one of ``name``, ``name-2``, ``name-3`` and so on; it is to be given."""
        bare = stem(inner)
        for number in count(self._next.get(bare, 1)):
            name = f"{bare}{'' if number == 1 else f'-{number}'}{self._ending}"
            if not self._is_taken(name):
                break
        self._next[bare] = number + 1
        return name

    def _is_taken(self, name: str) -> bool:
        """Whether a name is given, in this spelling or one that the system takes for the same."""
        others = self._taken.get(name.casefold(), [])
        return name in others or any(self._is_same(name, other) for other in others)

    def _is_same(self, one: str, other: str) -> bool:
        """Whether two names lead to one file that is there."""
        try:
            return os.path.samefile(
                os.path.join(self._folder, one), os.path.join(self._folder, other)
            )
        except OSError:
            return False
