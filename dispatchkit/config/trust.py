"""Whether a configuration that was found, not named, can be trusted: what it would hide.

``docs/security.md`` explains this in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.config.keys import KEYS
from dispatchkit.files.ownership import strange

if TYPE_CHECKING:
    from dispatchkit.config.values import Config


def silenced(config: Config) -> str | None:
    """What a configuration file hides that was found, not named, and is not this project's, in
    words; None if there is nothing to report.

    ``files.ownership`` says which files are this project's.
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
        f"{config.file} {why} and sets {', '.join(keys)}; it is used all the same: --config"
        f" {config.file} says that it is meant, --isolated reads none"
        if why
        else None
    )
