"""Text and Markdown as ``dispatchkit parse`` writes them: their form shows what each line is, so
nothing is guessed.

Either form (see ``writing/text.py`` and ``writing/markdown.py``) is recognised by all lines of an
input or not at all; an input that fits neither is left to the next reader. A field that a form does
not print (``published`` in text) cannot be read from it. ``path``, ``index`` and ``encoding`` are
those of the input that is read now.

This module only tells whether an input may be in one of them; ``_written_text`` and
``_written_markdown``, which few inputs need, read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document
    from dispatchkit.reading.options import ReadOptions

# Both are plain text, but a headline may look like the frame of a wire or the header of a mail.
KINDS: tuple[Kind, ...] = (
    Format.TEXT,
    Format.MAIL,
    Format.IPTC7901,
    Format.ANPA1312,
    Format.ZCZC,
)
ASKED = 50

# Two blank lines stand among the first lines of text: below five parts with a blank line between
# two, or above the body.
_HEAD_LINES = 12
_FENCE = "---"


def recognise(look: Look) -> None:
    """Always None: only all lines of an input tell, and by its beginning it is plain text."""


def documents(lines: Sequence[Line], options: ReadOptions) -> Iterator[Document] | None:
    """The dispatches of an input in one of the forms; None for any other input."""
    found = None
    if next((line.text for line in lines if not is_blank(line.text)), "") == _FENCE:
        from dispatchkit.reading.formats import _written_markdown

        found = _written_markdown.documents(lines, options)
    if found is None and any(
        not lines[at].text and not lines[at + 1].text
        for at in range(min(len(lines) - 1, _HEAD_LINES))
    ):
        from dispatchkit.reading.formats import _written_text

        found = _written_text.documents(lines, options)
    return None if found is None else iter(found)
