"""Whose a file is: this project's, or perhaps somebody else's.

A file is this project's if it lies in the repository that the working folder is in (without one, in
the working folder itself), and belongs to the user, as git demands (``safe.directory``).
"""

from __future__ import annotations

import os

from dispatchkit.files.configuration import upwards
from dispatchkit.files.paths import lies_in

# What marks the root of a repository.
_REPOSITORIES = (".git", ".hg", ".svn", ".jj")


def strange(file: str) -> str | None:
    """Why a file may be somebody else's; None if it is this project's."""
    owner = os.stat(file).st_uid
    if hasattr(os, "geteuid") and owner != os.geteuid():
        return "belongs to another user"
    here = os.path.realpath(os.getcwd())
    repository = next(
        (
            folder
            for folder in upwards(here)
            if any(os.path.lexists(os.path.join(folder, mark)) for mark in _REPOSITORIES)
        ),
        None,
    )
    home = repository or here
    if lies_in(file, home):
        return None
    if repository:
        return f"lies outside of this repository ({home})"
    return "lies outside of the working folder"
