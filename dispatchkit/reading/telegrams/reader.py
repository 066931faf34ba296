"""Takes the envelope off a telegram, whichever its form is: the forms are told by their lines, not
by what the whole input was recognised as, because one file may hold several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.reading.telegrams import anpa1312, endings, iptc7901, prefixed, wraps
from dispatchkit.reading.telegrams.parts import Parts
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.reading.message import Document
    from dispatchkit.reading.options import ReadOptions

_TELEX_RE = pattern(r"ZCZC(?![a-z]).{0,80}|zczc(?![a-z]).{0,80}")
# "LKA0042", "lka 042"
_NUMBERED_RE = pattern(r"(?P<name>[^\W\d_]{2,8})[ -]?\d{2,6}")
# A header stands among the first lines that are not blank.
_HEAD = 4


def unwrapped(document: Document, options: ReadOptions) -> Document:
    """The *document* without the envelope of a telegram; as it is if it has none."""
    parts = Parts(document, options)
    reason = _read(parts)
    if not reason:
        return _unwrapped_telex(document, parts)
    endings.read(parts, options.received or document.received)
    wraps.join_wrapped(parts)
    return parts.document(reason)


def _unwrapped_telex(document: Document, parts: Parts) -> Document:
    """The *document* with what is known of its wraps, if nothing but a code word opens it."""
    first = parts.visible(0)
    if first == parts.end or not _TELEX_RE.fullmatch(parts.texts[first]):
        return document
    parts.begin = first + 1
    ends = (at for at in range(parts.begin, parts.end) if endings.is_code_word(parts.texts[at]))
    parts.end = next(ends, parts.end)
    wraps.join_wrapped(parts)
    _name_sender(parts, first)
    shown = document.shown
    return document._replace(
        credit=parts.credit, shown=shown._replace(joined=shown.joined | parts.joined)
    )


def _name_sender(parts: Parts, first: int) -> None:
    """Read the name of the sender beside the number that stands in the *first* line, after ZCZC, or
    alone in the line below.
    """
    below = parts.visible(first + 1)
    beside = parts.texts[first][len("ZCZC") :].strip()
    printed = beside or (parts.texts[below] if below < parts.end else "")
    numbered = _NUMBERED_RE.fullmatch(printed)
    if numbered:
        parts.name_by_letters(numbered["name"])


def _read(parts: Parts) -> str:
    """Read the header, and say what it is; empty if there is none."""
    at = parts.visible(0)
    telex = False
    for _ in range(_HEAD):
        if at == parts.end:
            return ""
        if _TELEX_RE.fullmatch(parts.texts[at]):
            parts.label(at, Label.ENVELOPE, "telegram.begin")
            telex = True
        elif reason := _read_header(parts, at, telex=telex):
            return reason
        at = parts.visible(at + 1)
    return ""


def _read_header(parts: Parts, at: int, *, telex: bool) -> str:
    """Read the header whose first line is *at*, and say what it is; empty if it is none. *telex*:
    it stands below ZCZC.
    """
    text = parts.texts[at]
    framed = "\x01" in parts.lines[at].text
    header = iptc7901.torn_header_of(text) if framed else iptc7901.header_of(text)
    second = parts.visible(at + 1)
    below = second < parts.end and anpa1312.second_line_of(parts.texts[second])
    if below and anpa1312.first_line_of(text):
        anpa1312.read(parts, at, second)
        return anpa1312.REASON
    if anpa1312.second_line_of(text):
        anpa1312.read(parts, None, at)
        return anpa1312.REASON
    if framed and header is None and anpa1312.first_line_of(text):
        anpa1312.read(parts, at, None)
        return anpa1312.REASON
    if header is not None:
        iptc7901.read(parts, at, header)
        return iptc7901.REASON
    if telex and prefixed.read(parts, at):
        return prefixed.REASON
    return ""
