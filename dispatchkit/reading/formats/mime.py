"""Mails as programs store them (MIME, with encodings, parts and attachments) and mailboxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Inner, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.MIME, Format.MBOX)
BYTES = KINDS
STORED = (Format.MBOX,)
ASKED = 360


def recognise(look: Look) -> None:
    """Always None: the module of plain mails tells these from them."""


def documents(source: Opened, options: ReadOptions) -> Iterator[Inner | Broken]:  # noqa: ARG001
    """Each mail, decoded."""
    from dispatchkit.reading.mails import decoded, parted
    from dispatchkit.reading.stored import file_of

    if source.recognised.format is Format.MBOX:
        return parted(file_of(source.data))
    return decoded(source.held)
