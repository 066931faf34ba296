"""Numbers of words that messages state, beside those of their texts."""

from __future__ import annotations

# Systems count words in their own ways (numbers, dashes, headlines): a count is wrong if it is off
# by so many words, and by such a share of them.
_WORDS, _SHARE = 10, 0.25


def is_off(stated: int, text: str) -> bool:
    """Whether a number of words does not fit a *text*."""
    counted = len(text.split())
    return abs(stated - counted) > max(_WORDS, _SHARE * max(stated, counted))
