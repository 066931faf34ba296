"""Archives and compressed files: what they hold is read as inputs of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Inner, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.ZIP, Format.ARCHIVE, Format.WARC)
BYTES = KINDS
STORED = KINDS
ASKED = 330


def recognise(look: Look) -> None:
    """Always None: archives are known by their first bytes."""


def documents(
    source: Opened,
    options: ReadOptions,  # noqa: ARG001
) -> Iterator[Inner | Broken]:
    """What an archive holds, file by file."""
    if source.recognised.format is Format.WARC:
        from dispatchkit.reading.web_archives import pages

        return pages(source.data)
    from dispatchkit.reading.archives import unpacked

    return unpacked(source.data)
