"""Whether one text repeats another, or only the beginning of it, whatever mark-up either has."""

from __future__ import annotations

from html import unescape

from dispatchkit.startup.patterns import pattern

_RUN_RE = pattern(r"[^\W_]+")
# Where programs cut the beginning of a text off, to lead to the rest.
_TEASER_RE = pattern(r"\[?(?:…|\.{3}|&hellip;|&#8230;)\]?")
_TAG_RE = pattern(r"<[^<>]{0,2000}>")
# So many letters show that one text begins as the other does.
_ALIKE = 40


def is_teaser(abstract: str, body: str) -> bool:
    """Whether an *abstract* is the beginning of the *body*, cut off where a program cut it."""
    cut = _TEASER_RE.search(abstract)
    if cut is None:
        return False
    begin = letters(abstract[: cut.start()])[:_ALIKE] or letters(abstract)
    return letters(body).startswith(begin)


def letters(text: str) -> str:
    """The letters and figures of a text, without mark-up."""
    return "".join(_RUN_RE.findall(unescape(_TAG_RE.sub(" ", text))))
