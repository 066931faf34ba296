"""What the readers of documents of word processors give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Written(NamedTuple):
    """The *text* of a document, and the paragraphs that stand beside it: *above* those that head
    its pages, *below* those at their feet, notes and comments.
    """

    text: str
    above: Sequence[str] = ()
    below: Sequence[str] = ()
