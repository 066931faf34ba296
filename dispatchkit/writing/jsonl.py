"""JSON Lines: always one record per line, even if there is only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.model import OPTIONAL_KEYS, RECORD_KEYS
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch

TITLE = "a record a line"
SUFFIX = ".jsonl"
SINGLE = False
CARRIES = (*RECORD_KEYS, *OPTIONAL_KEYS)


def render(dispatch: Dispatch) -> str:
    """The record on one line."""
    return encode(dispatch.to_dict()) + "\n"


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The lines as they are."""
    return iter(rendered)
