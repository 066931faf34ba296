"""Texts below front matter, as Markdown has it: lines of keys and values between two fences, in a
part of YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

# It is plain text, of which the first lines say something.
KINDS: tuple[Kind, ...] = (Format.TEXT,)
# After what ``dispatchkit parse`` writes, which has front matter too.
ASKED = 55
_FENCE = "---"
_BEGIN_RE = pattern(r"\A\W{0,20}---[ \t]{0,20}\r?\n")
_NEAR = 40


def recognise(look: Look) -> tuple[Kind, str] | None:
    """By the fences and keys at the beginning that tell of a story."""
    if _FENCE not in look.head[:_NEAR] or _BEGIN_RE.match(look.head) is None:
        return None
    from dispatchkit.reading.formats.labelled import decoded_head
    from dispatchkit.reading.front_matter import opens

    lines = decoded_head(look.head[look.head.index(_FENCE) :]).split("\n")
    return (Format.TEXT, "text below front matter") if opens(lines) else None


def documents(source: Opened, options: ReadOptions) -> Iterator[Document] | None:
    """The stories, with the fields that their front matter states; None if it has none."""
    first = next((line.text for line in source.lines[:_NEAR] if line.text.strip()), "")
    if first.strip("\ufeff \t") != _FENCE:
        return None
    from dispatchkit.reading.front_matter import documents as found

    return found(source.lines, options)
