"""Formats that are files of other programs and no text: one module each, found by its name.

A module defines

- ``ready()``: raises MissingWriter if it needs a library that is not installed,
- ``save(dispatches, path, standings)``: writes a file at *path*, where none is yet, one dispatch
  after another as they come, with a ``Standing`` each where these are known; OSError if that fails,
- ``paths(path)``: the ``path`` of each dispatch in such a file; OSError if it cannot be read,
- ``is_own(path)``: whether the file at *path* is one that such a format made, so that a new one may
  take its place,
- ``TITLE``: what it is, for people, and ``EXTRA``: the extra that installs what it needs, or None,
- ``SUFFIXES``: the extensions of such files, with their dots, the usual one first,
- ``CARRIES``: the keys of the record that the format writes.

Modules whose names begin with "_" are helpers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatchkit.model import Dispatch
    from dispatchkit.writing._columns import Standing


class _Format(Protocol):
    """What the module of a format defines."""

    TITLE: str
    EXTRA: str | None
    SUFFIXES: tuple[str, ...]
    CARRIES: tuple[str, ...]

    def ready(self) -> None:
        """As the module's docstring has it."""

    def save(
        self,
        dispatches: Iterable[Dispatch],
        path: str,
        standings: Iterable[Standing] | None = None,
    ) -> None:
        """As the module's docstring has it."""

    def paths(self, path: str) -> list[str]:
        """As the module's docstring has it."""

    def is_own(self, path: str) -> bool:
        """As the module's docstring has it."""


def names() -> list[str]:
    """The names of the formats."""
    return modules_in(__path__)


def format_of(name: str) -> _Format:
    """The format of that *name*, which is one of ``names()``."""
    return cast("_Format", import_module(f"{__name__}.{name}"))
