"""Whether and how a mended text is written back: in the encoding of its input, or in another that a
fix asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.kept import kept
from dispatchkit.reading.decode import reads_back, written_like

if TYPE_CHECKING:
    from dispatchkit.lint.finding import Fix
    from dispatchkit.lint.traced import Source


def unwritable(source: Source, fix: Fix) -> str | None:
    """Why a fix cannot be written, whatever it would do to the record; None if it can."""
    if fix.encoding or source.decoded is None:
        return None
    if not _reads_back(source):
        return (
            "the input has bytes that its encoding does not define, and cannot be written back as"
            " it was read"
        )
    encoding = source.decoded.encoding
    for edit in fix.edits:
        try:
            edit.text.encode(encoding)
        except UnicodeEncodeError as error:
            return f"{encoding} has no U+{ord(error.object[error.start]):04X}"
    return None


@kept
def _reads_back(source: Source) -> bool:
    """Whether the text of a source, written in its encoding, gives the bytes of the source."""
    return source.decoded is not None and reads_back(source.decoded, source.data)


def written(source: Source, text: str, encoding: str | None) -> bytes | None:
    """*text* in bytes: in *encoding* without a byte-order mark, or (None) in that of the source,
    with its mark if it has one. None if it cannot be written so.
    """
    if source.decoded is None:
        return None
    if encoding is not None:
        return text.encode(encoding)
    try:
        return written_like(source.data, text, source.decoded.encoding)
    except (UnicodeEncodeError, LookupError):
        return None
