"""Places for formats in which the end is the last character and not the one after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatchkit.text.places import Place


def last_of(place: Place) -> tuple[int, int | None]:
    """Line and column of the last character of a place. The column is None if that is a line end,
    because the length of its line is unknown.
    """
    if place.end_column > 1:
        return place.end_line, max(
            place.end_column - 1, place.column if place.line == place.end_line else 1
        )
    return (
        (place.line, place.column) if place.line == place.end_line else (place.end_line - 1, None)
    )
