"""Which lines of a telegram go on in the next one: wires set lines of at most 69 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import ends_sentence

if TYPE_CHECKING:
    from dispatchkit.reading.telegrams.parts import Parts

# A text is wrapped if its widest line has so many columns, or so many more than there should be.
_NARROWEST, WIDEST, _BEYOND = 50, 69, 5
# A line that its author wraps earlier has so many.
_SHORTEST = 40
# What closes a telegram in a line of its own has fewer words.
_WORDS = 4
# Lines of lists and tables are not.
_ROW_RE = pattern(r"^[-*•#|]|\S {3,}\S|\t\S")


def join_wrapped(parts: Parts) -> None:
    """Find the lines of the text that go on in the next one: they have no room for its first word,
    or stop within a sentence that a small letter goes on with; blank lines or indents part the
    paragraphs.
    """
    text = range(parts.visible(parts.begin), parts.end)
    if not any(not parts.texts[at] or parts.lines[at].text[:1].isspace() for at in text[1:]):
        return
    width = max([len(parts.lines[at].text.rstrip()) for at in text])
    wrapped = _NARROWEST <= width <= WIDEST + _BEYOND
    for at in text[:-1]:
        line, below = parts.lines[at].text.rstrip(), parts.lines[at + 1].text.rstrip()
        full = wrapped and _is_full(line, below, width) and not _closes(line, below)
        joins = full or _goes_on(line, below)
        if joins and not any(map(_ROW_RE.search, (line.lstrip(), below))):
            parts.joined.add(parts.lines[at].number)


def _is_full(line: str, below: str, width: int) -> bool:
    """Whether a *line* has no room in its column for the first word of the one *below*."""
    first = below.partition(" ")[0]
    return first[:1].isalnum() and len(line) + 1 + len(first) > width


def _goes_on(line: str, below: str) -> bool:
    """Whether a *line* of some length stops within a sentence, and the line *below* goes on with a
    small letter: its author wrapped it where no column asked for it.
    """
    return (
        len(line) >= _SHORTEST and below[:1].islower() and (line[-1].isalpha() or line[-1] == ",")
    )


def _closes(line: str, below: str) -> bool:
    """Whether a few words without a stop stand *below* a sentence: an agency, a date."""
    return ends_sentence(line) and not ends_sentence(below) and len(below.split()) < _WORDS
