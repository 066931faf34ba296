"""What was made of the inputs so far: the work counts it, the progress bar shows it."""

from __future__ import annotations


class Made:
    """How many dispatches were made."""

    def __init__(self) -> None:
        self.count = 0
