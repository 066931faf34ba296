"""Records under labels ("Title: ...", "Tarih: ...") that no database has printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import NewFormat
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (NewFormat("labelled", "records under labels"),)
# After mails and all mark-up, whose headers and scripts have labels, too.
ASKED = 600
# Three lines with a colon or a bracket near their beginning, perhaps with a line between two.
_RUN_RE = pattern(
    r"(?:(?:^|\n)[^\n:\]]{2,120}(?:[:\]]|\xef\xbc\x9a|\xe3\x80\x91|\uff1a|\u3011)"
    r"[^\n]*(?:\n[^\n:]*)?){3}"
)
# The first record stands within so many lines.
_LINES = 600


def recognise(look: Look) -> tuple[Kind, str] | None:
    """The format of records under labels of any language, if the head of one shows them."""
    if _RUN_RE.search(look.head) is None:
        return None
    from dispatchkit.reading.exports.heads import head_above

    head = head_above(decoded_head(look.head).splitlines()[:_LINES])
    if head is None:
        return None
    return KINDS[0], f"labels of a record: {', '.join(sorted(head.fields - {'envelope'}))}"


def decoded_head(head: str) -> str:
    """The characters of a look in whatever encoding its bytes are."""
    if head.isascii() or any(character > "\xff" for character in head):
        return head
    from dispatchkit.reading.decode import decode

    return decode(head.encode("latin-1")).text


def documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each record."""
    from dispatchkit.reading.exports.database import outlines, shipped
    from dispatchkit.reading.exports.export import exported

    outline = next(one for one in outlines() if one.common)
    return exported(source.lines, shipped(outline.name), options)
