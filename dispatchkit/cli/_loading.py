"""What processes load before they are forked, so that none has to load it again."""

from __future__ import annotations


def load() -> None:
    """Load what reading a dispatch needs. A call that starts no processes never comes here."""
    from dispatchkit import pipeline

    pipeline.load()
