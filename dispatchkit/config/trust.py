"""Whether a configuration that nobody named may be believed: what it would keep from being seen.

``docs/security.md`` tells the whole of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.config.keys import KEYS
from dispatchkit.files.ownership import strange

if TYPE_CHECKING:
    from dispatchkit.config.values import Config


def silenced(config: Config) -> str | None:
    """What a file that nobody named keeps from being seen though it is not this project's; None
    where there is nothing to tell.

    Which files are this project's, ``files.ownership`` says.
    """
    if not config.found or config.file is None:
        return None
    keys = [
        key
        for key, about in KEYS.items()
        if config.is_from_file(key) and about.silences(config.of(key))
    ]
    why = strange(config.file) if keys else None
    return (
        f"{config.file} {why} and sets {', '.join(keys)}; --config {config.file} says that it"
        " is meant, --isolated reads none"
        if why
        else None
    )
