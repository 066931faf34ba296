"""The one folding under which phrases of boilerplate are compared. Offsets are not kept: use it to look up, not to cut."""

from __future__ import annotations

import re
from unicodedata import category

# Anadolu's site applies Turkish letter case to every language ("Actualızacıón", "Türkİye"), so the four i's are one.
# U+0307 is what casefold leaves of "İ". Quotes and dashes vary with the editor that a phrase passed through.
_SAME = str.maketrans(
    {
        "ı": "i",
        "İ": "i",
        "\u0307": None,
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u200b": None,
        "\u200e": None,
        "\u200f": None,
        "\ufeff": None,
        "\u00ad": None,
        "ـ": None,
    }
)
_SPACES_RE = re.compile(r"\s+")
# Brackets, percent and final ! ? carry meaning at the ends of a phrase, "©" at its start.
_KEPT_BEFORE = frozenset("([©@")
_KEPT_AFTER = frozenset(")]%!?؟？！")


def fold(text: str) -> str:
    """*text* in the form in which phrases are compared: case, spaces, quotes and decoration around it do not count.

    Decoration is what is neither letter, mark nor digit: bullets, arrows, emoji, Markdown marks, "...", ":".
    """
    folded = _SPACES_RE.sub(" ", text.translate(_SAME).casefold().translate(_SAME))
    start, end = 0, len(folded)
    while start < end and _decorates(folded[start], _KEPT_BEFORE):
        start += 1
    while start < end and _decorates(folded[end - 1], _KEPT_AFTER):
        end -= 1
    return folded[start:end]


def _decorates(character: str, kept: frozenset[str]) -> bool:
    """Whether *character* is mere decoration at the end of a phrase. Vowel signs (category M) belong to their word."""
    return not character.isalnum() and character not in kept and category(character)[0] != "M"
