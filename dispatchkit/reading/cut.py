"""Cuts lines that no common envelope surrounds into documents, one for each block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.model import Label
from dispatchkit.reading.blocks import split_blocks
from dispatchkit.reading.links import link_list
from dispatchkit.reading.message import Document, Wrapping
from dispatchkit.text.lines import is_blank

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
    """A block as a document, whose envelope is the lines up to its *marker* and a list of links."""
    begin = marker.unit.lines[0].number - block.lines[0].number + 1 if marker else 0
    end = link_list(block.lines)
    return Document(
        block.lines[begin:end],
        block.reason,
        Wrapping(block.lines[:begin], (marker,) if marker else ()),
        wrapped(block.lines[end:], Label.RELATED, "text.links"),
        parted=block.opener is not None,
        framed=block.framed,
    )


def wrapped(lines: tuple[Line, ...], label: Label, rule: str) -> Wrapping:
    """The *lines* as part of an envelope, those of them that are not blank with a *label* and the
    *rule* that gave it.
    """
    if not lines:
        return Wrapping()
    from dispatchkit.grammar.label import Mark
    from dispatchkit.text.units import unit_of

    return Wrapping(
        lines,
        tuple(
            [
                Mark(unit_of(line, line.text.strip()), label, rule, prose=False)
                for line in lines
                if not is_blank(line.text)
            ]
        ),
    )
