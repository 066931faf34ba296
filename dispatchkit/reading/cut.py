"""Cuts lines that no common envelope surrounds into documents, one for each block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.reading.blocks import divided, openers, split_blocks
from dispatchkit.reading.links import link_list
from dispatchkit.reading.message import Document, Wrapping
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Line
    from dispatchkit.reading.blocks import Block
    from dispatchkit.reading.options import ReadOptions


def cut(lines: Sequence[Line], options: ReadOptions) -> Iterator[Document]:
    """The blocks of *lines* as documents, each made when it is asked for. A line that is nothing
    but a mark at which the user's expression cuts goes to the envelope.
    """
    if options.split is None:
        for block in split_blocks(lines):
            yield _document(block, None)
        return
    from dispatchkit.reading.marked import Markers

    found = openers(lines, options.split)
    markers = Markers((lines[at].text for at in found), options.split, options.lexicon)
    for block in divided(lines, found):
        yield _document(block, block.opener and markers.mark(block.opener))


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
