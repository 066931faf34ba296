"""RSS and Atom: a document for each entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.RSS, Format.ATOM)
BYTES = KINDS
ASKED = 320


def recognise(look: Look) -> None:
    """Always None: ``markup`` tells a feed by its root."""


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each entry."""
    from dispatchkit.reading.feed_entries import feed_documents

    return feed_documents(source, options)
