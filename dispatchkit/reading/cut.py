"""Cuts lines that no common envelope surrounds into documents, one for each block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.blocks import split_blocks
from dispatchkit.reading.message import Document, Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Line
    from dispatchkit.reading.blocks import Block
    from dispatchkit.reading.options import ReadOptions


def cut(lines: tuple[Line, ...], options: ReadOptions) -> Iterator[Document]:
    """The blocks of *lines* as documents. A line that is nothing but a mark at which the user's
    expression cuts goes to the envelope.
    """
    split = options.split
    blocks = split_blocks(lines, split)
    markers: dict[int, Mark] = {}
    if split is not None:
        from dispatchkit.reading.marked import marks

        markers = marks(blocks, split, options.lexicon)
    for block in blocks:
        marker = markers.get(block.opener.number) if block.opener else None
        yield _document(block, marker)


def _document(block: Block, marker: Mark | None) -> Document:
    """A block as a document, whose envelope is the lines up to its *marker*."""
    parted = block.opener is not None
    if marker is None:
        return Document(block.lines, block.reason, parted=parted, framed=block.framed)
    begin = marker.unit.lines[0].number - block.lines[0].number + 1
    above = Wrapping(block.lines[:begin], (marker,))
    return Document(block.lines[begin:], block.reason, above, parted=parted)
