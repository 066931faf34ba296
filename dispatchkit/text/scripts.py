"""Which scripts set no spaces between words, and which of them break lines anywhere."""

from __future__ import annotations

# As parts of a character class. Thai and Lao, Burmese, Khmer: sentences end with a space, words
# with nothing or with U+200B.
SOUTHEAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# The letters of these and of East Asia (kana, ideographs, Hangul), without marks and full-width
# forms.
UNSPACED_LETTERS = SOUTHEAST_ASIAN + "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# What is not Latin, Greek, Cyrillic or another script with spaces: all that ``is_unspaced`` knows
# is in here, and some that is rare in news.
PERHAPS_UNSPACED = "^\0-\u0dff\u1800-\u2e7f"
# The languages written in them. Korean is none of them: only its particles follow without a space.
UNSPACED_LANGUAGES = frozenset(("ja", "zh", "th", "my", "km", "lo"))

# Thai and Lao; Burmese; Khmer; Chinese, Japanese and Korean with their full-width forms.
_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u2e80", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
)
FIRST_UNSPACED = "\u0e00"
# The first character of the scripts of China, Japan and Korea, and of all that news prints two
# columns wide: a line in which no character is as great need not be searched for theirs.
FIRST_WIDE = "\u2e80"


def is_unspaced(character: str) -> bool:
    """Whether *character* is of a script written without spaces between words: a phrase in it has
    no word boundary to look for.
    """
    return character >= FIRST_UNSPACED and any(
        first <= character <= last for first, last in _UNSPACED
    )


def is_spaceless(character: str) -> bool:
    """Whether *character* is of a script that sets no spaces and breaks lines anywhere. Hangul does
    set spaces.
    """
    if character <= "\ua4cf":
        return character >= FIRST_WIDE
    return (
        "\uf900" <= character <= "\ufaff"
        or "\ufe30" <= character <= "\ufe4f"
        or "\uff01" <= character <= "\uff60"
        or character >= "\U00020000"
    )


def is_wide(character: str) -> bool:
    """Whether *character* is of a script of East Asia or a full-width form."""
    return "\u2e80" <= character <= "\ud7ff" or "\uff00" <= character <= "\uffef"


def is_southeast_asian(character: str) -> bool:
    """Whether *character* is Thai, Lao, Burmese or Khmer, which mark their words with U+200B."""
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
    )
