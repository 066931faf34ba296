"""Which way a quotation mark faces, by its shape and by what stands around it."""

from __future__ import annotations

from dispatchkit.text.scripts import is_unspaced

_ALWAYS_OPEN = frozenset("„‟「『《")
_ALWAYS_CLOSE = frozenset("」』》")
# In texts without spaces the shape alone tells.
_SHAPES = {"“": True, "”": False}
# French sets spaces inside.
_SPACED = {"«": True, "»": False}
_BEFORE_OPENING = frozenset("([{<—–-/‐=*¿¡'’‘›‹|#+")
_BEHIND_CLOSING = frozenset(")]}>.,;:!?…—–-/‐'’|*。，、；：！？）।॥،؛؟%")


def opens(text: str, start: int, end: int) -> bool | None:
    """Whether a mark opens a quotation, by what stands around it; None where that does not tell."""
    shape = text[start]
    if shape in _ALWAYS_OPEN or text[start:end] in ("``", ",,"):
        return True
    if shape in _ALWAYS_CLOSE:
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if any(near and is_unspaced(near) for near in (before, after)):
        return _SHAPES.get(shape)
    parted_before, parted_behind = not before or before.isspace(), not after or after.isspace()
    if parted_before and parted_behind:
        return _SPACED.get(shape)
    may_open = parted_before or before in _BEFORE_OPENING
    may_close = parted_behind or after in _BEHIND_CLOSING
    return may_open if may_open != may_close else None
