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

    from dispatchkit.model import Dateline, Dispatch
    from dispatchkit.writing._xml import Element

_GAP_RE = re.compile(r" {0,80}\t[ \t]*| {2,}")


def blocks(dispatch: Dispatch, crosshead: str = "h2", *, dated: bool = False) -> Iterator[Element]:
    """The paragraphs as elements, crossheads under that name. *dated*: the dateline opens the first
    paragraph, or is one if that is no prose; its class is that of hNews.
    """
    paragraphs = list(dispatch.paragraphs)
    if dated and dispatch.dateline:
        opening = _opening(dispatch.dateline)
        if paragraphs and paragraphs[0].role == "body":
            opening.append(f" {paragraphs.pop(0).text}")
        yield element("p", *opening)
    for role, group in groupby(paragraphs, key=lambda paragraph: paragraph.role):
        texts = [paragraph.text for paragraph in group]
        if role == "list":
            yield element("ul", *[element("li", BULLET_RE.sub("", text)) for text in texts])
        elif role == "table":
            yield element("table", *map(_row, texts))
        else:
            name = crosshead if role == "crosshead" else "p"
            yield from (element(name, text) for text in texts)


def _opening(dateline: Dateline) -> list[Element | str]:
    return [element("span", dateline.text, attributes={"class": "dateline"}), DATELINE]


def _row(text: str) -> Element:
    return element("tr", *[element("td", cell) for cell in _GAP_RE.split(text)])
