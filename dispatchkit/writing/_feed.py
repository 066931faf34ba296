"""The text of a dispatch in feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.writing import _xml
from dispatchkit.writing._story import xhtml

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch


def content(dispatch: Dispatch) -> str | None:
    """The text as HTML; None if there is none. A notice that the headline does not contain stands
    above it.
    """
    notice = dispatch.notice
    if notice is None or notice.text in (dispatch.headline or ""):
        return xhtml(dispatch) or None
    return f"<p>{_xml.text(notice.text)}</p>\n{xhtml(dispatch)}"
