"""JSON and JSON Lines of crawlers and agencies: a document for each story in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.JSON, Format.JSONL, Format.NINJS)
ASKED = 300


def recognise(look: Look) -> None:
    """Always None: ``rows`` tells JSON from text with braces in it."""


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each story."""
    from dispatchkit.reading.structured import json_documents

    return json_documents(source, options)
