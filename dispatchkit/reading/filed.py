"""The dateline that opens a text, where data beside the text name its places.

By its look alone a place and a dash are no dateline: "Paris – " may open a sentence. Where a
message says which places its dateline names (ninjs: ``{"name": "Paris", "rel": "dateline"}``), the
words up to the first dash that name all of them are it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.reading.options import ReadOptions

# The longest dateline that was seen has 140 characters: three places, a day and two credits.
_OPENING_RE = pattern(r"\s{0,8}(\S.{0,160}?)\s{1,3}[-–—]{1,2}(?:\s{1,3}(\S.*))?\Z", 16)


def opening(text: str, places: Sequence[str], options: ReadOptions) -> tuple[str, str] | None:
    """The dateline that opens a *text* and names all of the *places*, and the rest of the text;
    None if none does, or if it can be told by its look.
    """
    found = _OPENING_RE.match(text)
    if not found or not places or not all(place in found[1] for place in places):
        return None
    told = find_dateline(text, options.lexicon, received=options.received)
    if told is not None and len(told.dateline.text) >= len(found[1]):
        return None
    return found[1], found[2] or ""
