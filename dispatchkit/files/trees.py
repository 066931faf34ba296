"""The files below an output folder: a tree like that of the inputs, in which no two inputs share a
file.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from dispatchkit.files.failures import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.files.inputs import Input

# What counts as the ending of a file name, and is replaced by the format's: ".txt", ".html", not
# ".20211204".
_ENDING = r"\.[A-Za-z][A-Za-z0-9]{0,4}"


class Tree:
    """The outputs of *inputs* below a *folder*, with the same names except for the format's
    *ending*.

    The first file of every input is named before anything is written, in the order of the inputs;
    if several would be the same file, the second is ``name-2``. Usage if one would overwrite an
    input.
    """

    def __init__(self, inputs: Sequence[Input], folder: str, ending: str) -> None:
        self._ending = ending
        sources = {
            file_key(item.name): item.name
            for item in inputs
            if item.data is None and item.name != "-"
        }
        self._taken = set(sources)
        # The first number that may be free for a further file beside an output.
        self._next: dict[str, int] = {}
        self.outputs: list[str] = []
        for item in inputs:
            output = os.path.join(folder, stem(item.inner) + ending)
            key = file_key(output)
            if key in sources:
                raise Usage(f"the output of {item.name} would overwrite the input {sources[key]}")
            self.outputs.append(output if item.problem is not None else self._free(output))

    def another(self, output: str) -> str:
        """The path of a file beside *output* for a further dispatch of the same input."""
        return self._free(output)

    def _free(self, output: str) -> str:
        """*output*, or the first of ``name-2``, ``name-3`` and so on that is free; it is taken from
        then on.
        """
        stem = output.removesuffix(self._ending)
        for number in count(self._next.get(output, 1)):
            name = output if number == 1 else f"{stem}-{number}{self._ending}"
            # One that was written since it was named is known by its path alone.
            keys = {file_key(name), _path_key(name)}
            if keys.isdisjoint(self._taken):
                break
        self._taken |= keys
        self._next[output] = number + 1
        return name


def file_key(path: str) -> object:
    """A key that is the same for all names of one file, links included; devices and pipes are told
    apart by name.
    """
    with suppress(OSError):
        state = os.stat(path)
        if stat.S_ISREG(state.st_mode) and state.st_ino:
            return state.st_dev, state.st_ino
    return _path_key(path)


def _path_key(path: str) -> str:
    """A path without links, as the system compares it."""
    return os.path.normcase(os.path.realpath(path))


def stem(inner: str) -> str:
    """A path without its ending, if it has what counts as one."""
    stem, found = os.path.splitext(inner)
    return stem if re.fullmatch(_ENDING, found) else inner
