"""The identifier of a dispatch in formats that want one: always the same for the same dispatch.

It is the one that the source states (``altid``) if that is a URI. Otherwise it is a URN made of a
hash of what the dispatch says, so that the same story gets the same one on any day, on any machine
and from any file, and another story another one.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from dispatchkit.model import MADE_ID, RECORD_KEYS
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

# RFC 3986: a scheme, then characters that may stand in a URI; "%" opens two hexadecimal figures.
_URI_RE = pattern(
    r"[A-Za-z][A-Za-z0-9+.-]{0,40}:(?:[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,2000}"
    r"(?:#(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){0,2000})?"
)
# How an input came in is no part of what a dispatch says.
_NOT_SAID = ("schema", "path", "index", "format", "encoding", "profile", "day", "boilerplate")
# What it says: all that a message of a standard may carry.
SAID = tuple([key for key in RECORD_KEYS if key not in _NOT_SAID])


def is_uri(text: str) -> bool:
    """Whether *text* is a URI with its scheme."""
    return _URI_RE.fullmatch(text) is not None


def stated_uri(dispatch: Dispatch) -> str | None:
    """The URI that the source states; None if it states none. A single letter before a colon is the
    drive of a path, or a number with a letter: there is no such scheme.
    """
    altid = dispatch.altid or ""
    return altid if is_uri(altid) and altid[1] != ":" else None


def uri_of(dispatch: Dispatch) -> str:
    """The URI of a dispatch."""
    return stated_uri(dispatch) or made_uri(dispatch)


def made_uri(dispatch: Dispatch) -> str:
    """The URN that is made of what a dispatch says."""
    record = dispatch.to_dict()
    said = {key: value for key, value in record.items() if key in SAID}
    said["paragraphs"] = [[one.role, one.text] for one in dispatch.paragraphs]
    written = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return MADE_ID + sha256(written.encode()).hexdigest()[:32]
