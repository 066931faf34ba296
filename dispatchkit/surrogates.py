"""Lone surrogates: halves of a pair that UTF-16 writes for one character. In a text they stand for
nothing, and UTF-8 cannot hold them.

They come of bytes that were decoded with "surrogateescape", of JSON that was cut in the middle of a
pair, and of rare encodings. In the name of a file they are what Python has for a byte that is no
UTF-8, and stay.
"""

from __future__ import annotations

LOST = "\ufffd"


def is_whole(text: str) -> bool:
    """Whether *text* holds no surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def mended(text: str) -> tuple[str, int]:
    """*text* with its pairs joined and U+FFFD for what is half of one, and how many these are."""
    if is_whole(text):
        return text, 0
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole, whole.count(LOST) - text.count(LOST)
