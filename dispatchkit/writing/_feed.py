"""The text of a dispatch in feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.writing import _xml
from dispatchkit.writing._blocks import blocks
from dispatchkit.writing._identity import SAID
from dispatchkit.writing._notice import printed

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

# What an item has an element for.
CARRIES = tuple([key for key in SAID if key not in ("slugline", "urgency", "ednote", "usageterms")])


def content(dispatch: Dispatch) -> str | None:
    """The text as HTML; None if there is none. A notice that the headline does not contain stands
    above it.
    """
    elements = [*blocks(dispatch, dated=True)]
    if notice := printed(dispatch):
        elements.insert(0, _xml.element("p", notice))
    return _xml.flat(elements) or None
