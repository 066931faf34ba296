"""What proves a line of text to be furniture, however it reads: addresses, rights, words that speak
to the reader of a page.

That a line returns proves nothing: a background, a crosshead and a row of a table return as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.learning.forms import Slot
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.columns import columns
from dispatchkit.structure.wording import word_classes
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dispatchkit.learning.forms import Piece

# Words of these classes stand in news as well.
COMMON = frozenset(("address", "author", "caption", "first", "time"))
# The class of words that speak to the reader.
_SPEAKING = "address"
# A label of at most so many words needs this share of words of furniture; a sentence needs so many.
_LABEL_WORDS, _LABEL_SHARE, _SENTENCE = 6, 0.4, 2
_RIGHTS_RE = pattern(r"[©®℗]")
_PHONE_RE = pattern(r"\+\d{1,3}[\s(./-]{0,3}\d")


def classes_of(text: str) -> dict[str, int]:
    """How many words of each class of furniture stand in a line."""
    column = next(iter(columns((text,))))
    return word_classes(column.lowered, column.words, unspaced=column.unspaced)


def is_telltale(text: str, classes: Mapping[str, int]) -> bool:
    """Whether a line is a label made of words of furniture, or a sentence with several."""
    words = sum([count for name, count in classes.items() if name not in COMMON])
    if weight(text) > _LABEL_WORDS:
        return words >= _SENTENCE
    return words > 0 and words >= _LABEL_SHARE * weight(text)


def is_proved(text: str, cut: Collection[Piece], *, named: bool = False) -> bool:
    """Whether a line, *cut* into pieces, is furniture by what stands in it. Where the agency is
    *named*, or the reader spoken to, one word of furniture is enough.
    """
    linked = any(piece.slot in (Slot.LINK, Slot.MAIL) for piece in cut)
    if linked or _RIGHTS_RE.search(text) or _PHONE_RE.search(text):
        return True
    classes = classes_of(text)
    words = sum([count for name, count in classes.items() if name not in COMMON])
    spoken = named or _SPEAKING in classes
    return is_telltale(text, classes) or (spoken and words > 0)
