"""Modules that are found by their names: those of a folder, so that a new one is one new file and
nothing else.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def modules_in(folders: Iterable[str]) -> list[str]:
    """The names of the modules in *folders*, the ``__path__`` of a package, say, in order. Those
    that begin with "_" are helpers, and left out.
    """
    names = {
        file.removesuffix(".py")
        for folder in folders
        for file in os.listdir(folder)
        if file.endswith(".py") and not file.startswith("_")
    }
    return sorted(names)
