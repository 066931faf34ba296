"""ninjs 2.2, the line of IPTC's news in JSON before 3.

It says what ``ninjs`` does in the same structure, in names of small letters (``versioncreated``,
``contenttype``, ``altids``); ``embargoedUntil`` is ``embargoed``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.writing import ninjs
from dispatchkit.writing.json_ import encode, join

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

__all__ = ["CARRIES", "SINGLE", "SUFFIX", "TITLE", "join", "render"]

TITLE = "ninjs 2.2, or an array of messages"
SUFFIX = ".ninjs2.json"
SINGLE = False
CARRIES = ninjs.CARRIES


def render(dispatch: Dispatch) -> str:
    """The message as an object, indented by one space."""
    message = ninjs.message(dispatch) | {"standard": ninjs.standard("2.2")}
    if "embargoedUntil" in message:
        message["embargoed"] = message.pop("embargoedUntil")
    return encode(_in_small_letters(message), indent=1) + "\n"


def _in_small_letters(value: Any) -> Any:
    """*value* with all names in small letters."""
    if isinstance(value, dict):
        return {key.lower(): _in_small_letters(inner) for key, inner in value.items()}
    return [_in_small_letters(inner) for inner in value] if isinstance(value, list) else value
