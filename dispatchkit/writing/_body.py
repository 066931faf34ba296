"""The body of a dispatch as elements: paragraphs, crossheads, lists and tables of HTML, which NITF
has under almost the same names.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dispatchkit.writing._xml import element
from dispatchkit.writing.text import BULLET_RE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Dispatch
    from dispatchkit.writing._xml import Element


def blocks(dispatch: Dispatch) -> Iterator[Element]:
    """The paragraphs as elements. Items that follow each other make one list, without the bullets
    that they were printed with; rows of a table one block of text set as printed, for where its
    cells end is not known.
    """
    for role, group in groupby(dispatch.paragraphs, key=lambda paragraph: paragraph.role):
        texts = [paragraph.text for paragraph in group]
        if role == "list":
            yield element("ul", *[element("li", BULLET_RE.sub("", text)) for text in texts])
        elif role == "table":
            yield element("pre", "\n".join(texts))
        else:
            name = "hl2" if role == "crosshead" else "p"
            yield from (element(name, text) for text in texts)


def words(dispatch: Dispatch) -> int:
    """How many words the body has, as they stand between white space."""
    return sum(len(paragraph.text.split()) for paragraph in dispatch.paragraphs)
