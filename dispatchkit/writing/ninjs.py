"""ninjs 3.1, the newest line of IPTC's news in JSON.

One message is an object, several are an array. What a field of the record is called here:

- ``published`` and ``updated`` are ``firstCreated`` and ``versionCreated``. What was never updated
  has one date for both; an update that has one date has it as ``versionCreated`` only, for when its
  first version was made nobody says. The standard wants a time with its zone. A day, or a time
  whose zone is not stated, cannot be one: it is a description with the role "published" or
  "updated", as ISO 8601 writes it.
- ``abstract`` is the description with the role "summary", a ``notice`` one with its kind as the
  role. A killed dispatch has the ``pubStatus`` "canceled", one under an embargo "withheld";
  where the notice is a time with its zone, that is ``embargoedUntil`` instead.
- ``byline`` is ``by``, and each of the ``people`` with the role as ``rel``; ``section`` and
  ``keywords`` are ``subjects`` with "section" and "keyword" as ``rel``; ``agency`` is the
  ``infoSources``, its id the ``literal``.
- The text is there twice, plain and as XHTML. The ``dateline`` opens it as printed, and its places
  are ``places`` with "dateline" as ``rel``. ``located`` is the label of the record, else the place
  of the dateline.
- ``altid`` is ``uri`` if it is a URI. Otherwise ``uri`` is a URN made of a hash of what the
  dispatch says, always the same for the same dispatch, and ``altid`` one of ``altIds``.

An urgency that is none from 1 to 9 is left out. Characters that no text holds, such as controls,
are written as U+FFFD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.writing._facts import (
    descriptions,
    filled,
    located,
    moments,
    status,
    urgency,
)
from dispatchkit.writing._identity import SAID, uri_of
from dispatchkit.writing._notice import embargoed
from dispatchkit.writing._story import PLAIN, XHTML, plain, text_of, xhtml
from dispatchkit.writing.json_ import encode, join
from dispatchkit.writing.text import names

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

__all__ = ["CARRIES", "SINGLE", "SUFFIX", "TITLE", "join", "message", "render", "standard"]

TITLE = "ninjs 3.1, IPTC's news in JSON, or an array of messages"
SUFFIX = ".ninjs.json"
SINGLE = False
CARRIES = SAID
# The role of the identifier that the source gave a dispatch, where that is no URI.
SOURCE = "source"


def render(dispatch: Dispatch) -> str:
    """The message as an object, indented by one space."""
    return encode(message(dispatch), indent=1) + "\n"


def message(dispatch: Dispatch) -> dict[str, Any]:
    """The message as values of JSON."""
    dates = moments(dispatch)
    uri = uri_of(dispatch)
    return filled(
        {
            "uri": uri,
            "standard": standard("3.1"),
            "type": "text",
            "pubStatus": status(dispatch),
            "embargoedUntil": embargoed(dispatch),
            "firstCreated": dates.first,
            "versionCreated": dates.version,
            "language": dispatch.language,
            "urgency": urgency(dispatch),
            "slugline": dispatch.slugline,
            "headlines": _valued([("main", PLAIN, dispatch.headline or "")]),
            "by": names(dispatch.byline, "; "),
            "people": [_named(one.name, one.role) for one in dispatch.byline],
            "infoSources": _sources(dispatch),
            "located": located(dispatch),
            "places": [_named(name, "dateline") for name in _places(dispatch)],
            "subjects": [_named(name, relation) for name, relation in subjects(dispatch)],
            "descriptions": _valued([(role, PLAIN, text) for role, text in descriptions(dispatch)]),
            "bodies": _valued(
                [("main", PLAIN, plain(dispatch, dated=True)), ("main", XHTML, xhtml(dispatch))]
            ),
            "edNote": dispatch.ednote,
            "copyrightNotice": dispatch.copyrightnotice,
            "usageTerms": dispatch.usageterms,
            "altIds": _alternatives(dispatch, uri),
        }
    )


def standard(version: str) -> dict[str, str]:
    """What a message says about its standard."""
    schema = f"http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json#"
    return {"name": "ninjs", "version": version, "schema": schema}


def subjects(dispatch: Dispatch) -> list[tuple[str, str]]:
    """The subjects, each with its relation to the dispatch."""
    section = [(dispatch.section, "section")] if dispatch.section else []
    return section + [(word, "keyword") for word in dispatch.keywords]


def _places(dispatch: Dispatch) -> tuple[str, ...]:
    return dispatch.dateline.places if dispatch.dateline else ()


def _sources(dispatch: Dispatch) -> list[dict[str, str]]:
    agency = dispatch.agency
    return [{"name": text_of(agency.name), "literal": text_of(agency.id)}] if agency else []


def _alternatives(dispatch: Dispatch, uri: str) -> list[dict[str, str]]:
    """The identifier of the source, if it is not the one of the message."""
    if dispatch.altid is None or dispatch.altid == uri:
        return []
    return [{"role": SOURCE, "value": text_of(dispatch.altid)}]


def _named(name: str, relation: str) -> dict[str, str]:
    return {"name": text_of(name), "rel": text_of(relation)}


def _valued(found: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    """Texts with their roles and content types, without those that are empty."""
    return [
        {"role": text_of(role), "contentType": kind, "value": text_of(text)}
        for role, kind, text in found
        if text
    ]
