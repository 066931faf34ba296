"""Text in XML 1.0, which allows no control characters: they are written as words."""

from __future__ import annotations

import re
from html import escape

from dispatchkit.text.visible import one_line

# Characters that XML 1.0 does not allow and ``one_line`` leaves: even as numeric references they
# make a file that no parser reads.
_ILLEGAL_RE = re.compile("[\ufffe\uffff]")


def content(text: str) -> str:
    """*text* escaped for use between two tags; line feeds stay."""
    shown = "\n".join(map(one_line, text.split("\n")))
    return escape(_ILLEGAL_RE.sub(lambda found: f"\\u{ord(found[0]):04x}", shown), quote=False)


def attribute(text: str) -> str:
    """*text* escaped for double quotes, where a bare line feed would be read as a space."""
    return content(text).replace('"', "&quot;").replace("\n", "&#10;")
