"""Libraries that some readers need and the plain installation does not have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dispatchkit.errors import MissingReader


def library(name: str, *, reading: str, extra: str, module: str = "") -> Any:
    """The *module* of the library *name*, or the one of that name. MissingReader, which names the
    *extra*, if it is not installed; *reading* is the word of the format that needs it.
    """
    try:
        return import_module(module or name)
    except ModuleNotFoundError as error:
        raise MissingReader(reading, extra, name) from error
