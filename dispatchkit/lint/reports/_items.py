"""The items of a JSON array, one on each line, written as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable


class Items:
    """An array in the making, which knows whether a comma is due."""

    def __init__(self) -> None:
        self._begun = False

    def more(self, values: Iterable[Any]) -> str:
        """The text of further items, each on a line of its own."""
        return "".join(self.glue() + encode(value) for value in values)

    def end(self) -> str:
        """The text before the closing bracket."""
        return "\n" if self._begun else ""

    def glue(self) -> str:
        """The text before the next item."""
        glue = ",\n" if self._begun else "\n"
        self._begun = True
        return glue
