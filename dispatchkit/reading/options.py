"""What the caller knows of an input, for every command and function that reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies import lexicon

if TYPE_CHECKING:
    from datetime import date


class ReadOptions(NamedTuple):
    """What the caller knows of an input; the fields are those of ``dispatchkit.parse_bytes``."""

    path: str = "-"
    profile: str | None = None
    received: date | None = None
    encoding: str | None = None
    date_order: str | None = None
    own: lexicon.Own = lexicon.NOTHING
    format: str | None = None
    split: str | None = None
