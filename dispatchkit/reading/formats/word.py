"""Documents of word processors (DOCX, ODT, RTF): their text is read as plain text is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Inner, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.DOCX, Format.ODT, Format.RTF)
BYTES = KINDS
ASKED = 340


def recognise(look: Look) -> None:
    """Always None: they are known by their first bytes."""


def documents(source: Opened, options: ReadOptions) -> Iterator[Inner]:  # noqa: ARG001
    """The text of a document, as an input of its own: it may be an export of a database."""
    from dispatchkit.reading.word import inner, written

    yield inner(written(source.held, source.recognised.format))
