"""Text in XML 1.0, which has no place for control characters: they are written as words."""

from __future__ import annotations

import re
from html import escape

from dispatchkit.text.visible import one_line

# What XML 1.0 has no place for and ``one_line`` leaves: even written as a number it makes a file
# that no parser reads.
_ILLEGAL_RE = re.compile("[\ufffe\uffff]")


def content(text: str) -> str:
    """*text* between two tags; line feeds stay."""
    shown = "\n".join(map(one_line, text.split("\n")))
    return escape(_ILLEGAL_RE.sub(lambda found: f"\\u{ord(found[0]):04x}", shown), quote=False)


def attribute(text: str) -> str:
    """*text* between double quotes, where a bare line feed would be read as a space."""
    return content(text).replace('"', "&quot;").replace("\n", "&#10;")
