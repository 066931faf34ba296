"""Configuration files: where they lie, and the table that they hold.

The configuration is ``dispatchkit.toml``, or ``[tool.dispatchkit]`` in ``pyproject.toml``,
whichever lies nearest above the inputs. A file that was found, not named, may be anybody's, so only
so much of it is read. ``dispatchkit.config`` knows what its keys mean.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.errors import ConfigError, ProfileError
from dispatchkit.meant import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE = "dispatchkit.toml"
PROJECT = "pyproject.toml"
TABLE = "dispatchkit"


def nearest(near: Sequence[str]) -> str | None:
    """The nearest configuration file above the common folder of all inputs, else above the working
    folder; None if there is none.
    """
    folders = [
        os.path.abspath(name if os.path.isdir(name) else os.path.dirname(name) or ".")
        for name in near
        if name != "-"
    ]
    try:
        common = [os.path.commonpath(folders)] if folders else []
    except ValueError:  # two drives of Windows
        common = []
    return next(
        (
            found
            for start in [*common, os.getcwd()]
            for folder in upwards(start)
            if (found := _in_folder(folder))
        ),
        None,
    )


def upwards(folder: str) -> Iterator[str]:
    """The folder itself, its parent, and so on up to the root."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _in_folder(folder: str) -> str | None:
    """The configuration file in a folder, or None. A file that cannot be read is an error, because
    nobody knows what it says.
    """
    own = os.path.join(folder, FILE)
    if _is_there(own):
        return own
    project = os.path.join(folder, PROJECT)
    if not _is_there(project):
        return None
    # Parsing TOML costs more than reading a dispatch, and most projects have no table of ours.
    is_ours = b"dispatchkit" in _bytes_of(project) and table_of(project) is not None
    return project if is_ours else None


def _is_there(path: str) -> bool:
    """Whether a file lies there, or something that can be read like one."""
    return os.path.exists(path) and not os.path.isdir(path)


def _bytes_of(file: str) -> bytes:
    """The bytes of a file. ConfigError if it cannot be read, or is longer than any
    configuration.
    """
    from dispatchkit.data import bounded

    try:
        return bounded.read(file, bounded.MOST_TOML)
    except OSError as error:
        raise ConfigError(file, error.strerror or str(error)) from error


def table_of(file: str) -> dict[str, Any] | None:
    """Our table in a configuration file; None if a pyproject.toml has none."""
    try:
        content = tables.parse(file)
    except ProfileError as error:
        place = os.path.join(os.path.dirname(file), error.place)
        raise ConfigError(place, error.problem) from error
    except OSError as error:
        told = error.strerror or str(error)
        if os.path.realpath(file) == os.devnull:
            told += "; --isolated reads no configuration"
        raise ConfigError(file, told) from error
    if os.path.basename(file) != PROJECT:
        return content
    tools = content.get("tool", {})
    if not isinstance(tools, dict):
        raise ConfigError(f"{file}: tool", f"expected a table, found {shown(tools)}")
    ours = tools.get(TABLE)
    if ours is not None and not isinstance(ours, dict):
        raise ConfigError(f"{file}: tool.{TABLE}", f"expected a table, found {shown(ours)}")
    return ours
