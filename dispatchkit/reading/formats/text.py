"""Plain text: any input that shows no sign of another format. It is asked last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.TEXT,)
ASKED = 1000


def recognise(look: Look) -> tuple[Kind, str]:  # noqa: ARG001 - every reader is asked alike
    """Anything is plain text."""
    return Format.TEXT, "nothing of another format at its beginning"


def documents(lines: Sequence[Line], options: ReadOptions) -> Iterator[Document]:
    """A document for each block that the text itself, or the user's expression, sets apart."""
    from dispatchkit.reading.cut import cut

    return cut(lines, options)
