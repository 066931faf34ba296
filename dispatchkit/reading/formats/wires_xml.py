"""Messages of agencies in XML (NITF, NewsML 1, NewsML-G2, their own): a document for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Decoded, Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.NITF, Format.NEWSML, Format.NEWSML_G2, Format.XML)
ASKED = 330


def recognise(look: Look) -> None:
    """Always None: ``markup`` tells a message by its root."""


def decoded(data: bytes, options: ReadOptions) -> Decoded:
    """The text of a message. What it declares counts only where its bytes are not UTF-8: programs
    declare Latin-1 that write UTF-8.
    """
    from dispatchkit.reading.web.charset import decoded_page

    return decoded_page(data, options)


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each item."""
    from dispatchkit.reading.wires.messages import wire_documents

    return wire_documents(source, options)
