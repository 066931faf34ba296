"""The text of a dispatch as elements, whose names HTML and NITF share but for that of a crosshead.

Items that follow each other make one list, without the bullets that they were printed with. Rows
of a table make a table; their cells are parted where wider space or a tab stands, and a row without
any is one cell, for where others would end is not known.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from dispatchkit.writing._xml import element
from dispatchkit.writing.text import BULLET_RE, DATELINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Dispatch
    from dispatchkit.writing._xml import Element

_GAP_RE = re.compile(r"[ \t]*\t[ \t]*| {2,}")


def blocks(dispatch: Dispatch, crosshead: str = "h2", *, dated: bool = False) -> Iterator[Element]:
    """The paragraphs as elements, crossheads under that name. *dated*: the dateline opens the first
    paragraph, or is one if that is no prose; its class is that of hNews.
    """
    opening: list[Element | str] = []
    if dated and dispatch.dateline:
        known = {"class": "dateline"}
        opening = [element("span", dispatch.dateline.text, attributes=known), DATELINE]
    if opening and not (dispatch.paragraphs and dispatch.paragraphs[0].role == "body"):
        yield element("p", *opening)
        opening = []
    for role, group in groupby(dispatch.paragraphs, key=lambda paragraph: paragraph.role):
        texts = [paragraph.text for paragraph in group]
        if role == "list":
            yield element("ul", *[element("li", BULLET_RE.sub("", text)) for text in texts])
        elif role == "table":
            yield element("table", *map(_row, texts))
        else:
            for text in texts:
                yield element(
                    crosshead if role == "crosshead" else "p", *opening, _after(text, opening)
                )
                opening = []


def _after(text: str, opening: list[Element | str]) -> str:
    return f" {text}" if opening else text


def _row(text: str) -> Element:
    return element("tr", *[element("td", cell) for cell in _GAP_RE.split(text)])
