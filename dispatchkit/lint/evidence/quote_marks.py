"""Which way a quotation mark faces, by its shape and by what stands around it."""

from __future__ import annotations

from dispatchkit.text.scripts import is_unspaced

_ALWAYS_OPEN = frozenset("„‟「『《")
_ALWAYS_CLOSE = frozenset("」』》")
# In texts without spaces only the shape tells.
_SHAPES = {"“": True, "”": False}
# French sets spaces inside these.
_SPACED = {"«": True, "»": False}
_BEFORE_OPENING = frozenset("([{<—–-/‐=*¿¡'’‘›‹|#+")
_AFTER_CLOSING = frozenset(")]}>.,;:!?…—–-/‐'’|*。，、；：！？）।॥،؛؟%")


def opens(text: str, start: int, end: int) -> bool | None:
    """Whether the quotation mark from *start* to before *end* opens a quotation (True) or closes
    one (False); None if neither its shape nor what stands around it tells.
    """
    shape = text[start]
    if shape in _ALWAYS_OPEN or text[start:end] in ("``", ",,"):
        return True
    if shape in _ALWAYS_CLOSE:
        return False
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if any(near and is_unspaced(near) for near in (before, after)):
        return _SHAPES.get(shape)
    if _is_space(before) and _is_space(after):
        return _SPACED.get(shape)
    may_open = _is_space(before) or before in _BEFORE_OPENING
    may_close = _is_space(after) or after in _AFTER_CLOSING
    return may_open if may_open != may_close else None


def _is_space(character: str) -> bool:
    """Whether a character is white space, or "" (an end of the text)."""
    return not character or character.isspace()
