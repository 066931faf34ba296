"""ninjs 1.6, the line of IPTC's news in JSON with flat names, which most systems read.

It says what ``ninjs`` does: ``body_text`` and ``body_xhtml`` are the text, ``description_text`` is
the abstract, ``description_update`` (or another kind) the notice, ``description_published`` and
``description_updated`` are dates that are no times with a zone; ``byline`` and each ``person``,
``subject``, ``place`` and ``infosource`` are named as there, and the id of the agency is its
``code``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.writing import ninjs
from dispatchkit.writing._facts import descriptions, filled
from dispatchkit.writing._story import XHTML
from dispatchkit.writing.json_ import encode, join

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

__all__ = ["CARRIES", "SINGLE", "SUFFIX", "TITLE", "join", "render"]

TITLE = "ninjs 1.6, or an array of messages"
SUFFIX = ".ninjs1.json"
SINGLE = False
CARRIES = ninjs.CARRIES

# The names of this line for properties whose values are the same.
_NAMES = {
    "uri": "uri",
    "type": "type",
    "pubStatus": "pubstatus",
    "embargoedUntil": "embargoed",
    "firstCreated": "firstcreated",
    "versionCreated": "versioncreated",
    "language": "language",
    "urgency": "urgency",
    "slugline": "slugline",
    "by": "byline",
    "people": "person",
    "located": "located",
    "places": "place",
    "subjects": "subject",
    "edNote": "ednote",
    "copyrightNotice": "copyrightnotice",
    "usageTerms": "usageterms",
}


def render(dispatch: Dispatch) -> str:
    """The message as an object, indented by one space."""
    newest = ninjs.message(dispatch)
    message: dict[str, object] = {"$standard": ninjs.standard("1.6"), "headline": dispatch.headline}
    message |= {_NAMES[name]: value for name, value in newest.items() if name in _NAMES}
    message["infosource"] = [
        {"name": one["name"], "code": one["literal"]} for one in newest.get("infoSources", ())
    ]
    for role, text in descriptions(dispatch):
        message[f"description_{'text' if role == 'summary' else role}"] = text
    for body in newest.get("bodies", ()):
        form = "xhtml" if body["contentType"] == XHTML else "text"
        message[f"body_{form}"] = body["value"]
    message["altids"] = {one["role"]: one["value"] for one in newest.get("altIds", ())}
    return encode(filled(message), indent=1) + "\n"
