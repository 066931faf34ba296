"""The words of a text as rules compare them: case, accents' spelling and punctuation do not count;
scripts without spaces count by character.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import SOUTHEAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Iterable

# Thai to Khmer, kana, ideographs: no space parts their words, so each character counts as one.
_SINGLE = SOUTHEAST_ASIAN + "\u3040-\u30ff\u3400-\u9fff"
_WORD_RE = pattern(rf"[{_SINGLE}]|[^\W_{_SINGLE}]+")


def words(texts: Iterable[str]) -> list[str]:
    """The words of all *texts*, in order, case-folded, in composed form."""
    joined = "\n".join(texts)
    return _WORD_RE.findall(
        joined.casefold() if joined.isascii() else unicodedata.normalize("NFC", joined).casefold()
    )
