"""Text, Markdown, JSON and tables as ``dispatchkit parse`` writes them: their form shows what each
line is, so nothing is guessed.

Text and Markdown (``writing/text.py``, ``writing/markdown.py``) are recognised by all lines of an
input or not at all; an input that fits no form is left to the next reader. A field that a form
does not print (``published`` in text) cannot be read from it. ``path``, ``index`` and ``encoding``
are those of the input that is read now.

This module only tells whether an input may be in one of them; ``_written_text``,
``_written_markdown`` and ``_written_records``, which few inputs need, read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Document, Opened
    from dispatchkit.reading.options import ReadOptions

_RECORDS = (Format.JSON, Format.JSONL, Format.CSV, Format.TSV)
# Text is plain text, but a headline may look like the frame of a wire or the header of a mail.
KINDS: tuple[Kind, ...] = (
    Format.TEXT,
    Format.MAIL,
    Format.IPTC7901,
    Format.ANPA1312,
    Format.ZCZC,
    *_RECORDS,
)
ASKED = 50

# Two blank lines stand among the first lines of text: below five parts with a blank line between
# two, or above the body.
_HEAD_LINES = 12
_FENCE = "---"
_LONGEST_BEGIN = 200


# How Markdown and tables begin: a table of ours may have few rows, or cells that are not quoted,
# and the front matter looks like labels.
_BEGIN = (
    ('---\nschema: "dispatchkit/1"', Format.TEXT, "Markdown"),
    ("path\tindex\tformat\tencoding\tprofile\t", Format.TSV, "a table"),
    ("path,index,format,encoding,profile,", Format.CSV, "a table"),
)


def recognise(look: Look) -> tuple[Kind, str] | None:
    """The format of Markdown and of tables by their beginning. Of text only all lines tell, and by
    its beginning it is plain text; JSON is recognised as any.
    """
    if look.head[:1] not in ("-", "p", "\n", "\r"):
        return None
    head = look.head[:_LONGEST_BEGIN].lstrip().replace("\r\n", "\n")
    for begin, kind, name in _BEGIN:
        if head.startswith(begin):
            return kind, f"{name} that dispatchkit wrote"
    return None


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken] | None:
    """The dispatches of an input in one of the forms; None for any other input."""
    if source.recognised.format in _RECORDS:
        from dispatchkit.reading.formats import _written_records

        return _written_records.documents(source, options)
    lines, found = source.lines, None
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
