"""Pages of HTML: what a browser shows of them is read as the text of a page is, with what the
mark-up says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Decoded, Document, Inner, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.HTML,)
BYTES = KINDS
ASKED = 350


def recognise(look: Look) -> None:
    """Always None: ``markup`` tells HTML from text with tags in it."""


def decoded(data: bytes, options: ReadOptions) -> Decoded:
    """The page as text, with its encoding."""
    from dispatchkit.reading.web.charset import decoded_page

    return decoded_page(data, options)


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Inner]:
    """The story of a page, or the stories of an export."""
    from dispatchkit.reading.web.page import page

    return page(source, options)
