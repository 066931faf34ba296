"""NITF 3.6: the News Industry Text Format of the IPTC, one document a dispatch.

What readers see stands in ``body``: headline, ``rights`` (the copyright notice), byline (one for
each person, with the role as ``byttl`` and class unless it is that of an author), distributor,
dateline, abstract and text. A dateline is as printed, with the place, the region and the country
marked where they stand in it; its day is the ``norm`` of ``story.date``. Crossheads are ``hl2``,
items ``ul``, rows of a table ``table``; a row is one cell unless wider space parts it, for where a
cell ends is not known.

What desks and machines need is in ``docdata``: ``doc-id``, ``urgency``, ``date.issue``,
``ed-msg``, ``doc.rights`` (terms of use as its ``limitations``), keywords, and
``identified-content`` with the class "located" for a place that stands on a line of its own. The
section is ``pubdata/@position.section``. The slugline is the key of ``du-key``, which groups the
versions of a story, and a ``meta`` of that name, where agencies put it. A notice is an ``ed-msg``
with its kind as ``msg-type``; its number is the version of the ``du-key``; a kill is "canceled" and
an embargo "embargoed" as ``management-status``, with its end as ``date.release`` if the notice is
that time; a correction is a ``correction`` besides.

``date.issue`` is the day or time of publication and the ``norm`` of ``revision-history`` that of
the last update, in the basic form of ISO 8601 and only as far as the source states them: a day has
no time ("20211204"), a time without a zone no offset. NITF asks for neither.

NITF has no element for several documents. In one output each follows the other with its
declaration; ``--output-dir`` writes a file for each. Characters that XML cannot hold are written
as U+FFFD.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dispatchkit.errors import OneDocument
from dispatchkit.writing import _moments, _xml
from dispatchkit.writing._blocks import blocks
from dispatchkit.writing._facts import urgency
from dispatchkit.writing._identity import SAID
from dispatchkit.writing._notice import embargoed
from dispatchkit.writing._story import words
from dispatchkit.writing._xml import element, optional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dateline, Dispatch, Notice, Person
    from dispatchkit.writing._xml import Element, Node

TITLE = "NITF 3.6 (XML)"
SUFFIX = ".nitf.xml"
SINGLE = True
CARRIES = SAID

_SPACE = "http://iptc.org/std/NITF/2006-10-18/"
_VERSION = "-//IPTC//DTD NITF 3.6//EN"
# What a notice makes of its document.
_STATUS = {"kill": "canceled", "embargo": "embargoed"}


def render(dispatch: Dispatch) -> str:
    """A whole document."""
    root = {"xmlns": _SPACE, "version": _VERSION, "baselang": dispatch.language}
    body = {"xml:lang": _xml.language(dispatch.language)}
    content = element("body.content", *blocks(dispatch, "hl2"))
    return _xml.document(
        element(
            "nitf",
            element("head", *_head(dispatch)),
            element("body", element("body.head", *_body_head(dispatch)), content, attributes=body),
            attributes=root,
        )
    )


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The document. Raises OneDocument, before anything is given, if there are several: XML has no
    file of many documents.
    """
    documents = iter(rendered)
    first = next(documents, None)
    if first is None:
        return
    if next(documents, None) is not None:
        raise OneDocument("nitf")
    yield first


def _head(dispatch: Dispatch) -> Iterator[Element]:
    if dispatch.headline:
        yield element("title", dispatch.headline)
    if dispatch.slugline:
        yield element("meta", attributes={"name": "slugline", "content": dispatch.slugline})
    status = _STATUS.get(dispatch.notice.kind) if dispatch.notice else None
    yield element("docdata", *_docdata(dispatch), attributes={"management-status": status})
    length = {"item-length": str(words(dispatch, dated=False)), "unit-of-measure": "word"}
    yield element("pubdata", attributes={**length, "position.section": dispatch.section})
    if dispatch.updated:
        yield element("revision-history", attributes={"norm": _moments.basic(dispatch.updated)})


def _docdata(dispatch: Dispatch) -> Iterator[Element]:
    number = dispatch.notice.number if dispatch.notice else None
    for name, stated in (
        ("doc-id", {"id-string": dispatch.altid}),
        ("urgency", {"ed-urg": _figure(urgency(dispatch))}),
        ("date.issue", {"norm": _moments.basic(dispatch.published)}),
        ("date.release", {"norm": _released(dispatch)}),
        ("ed-msg", {"info": dispatch.ednote}),
        ("du-key", {"key": dispatch.slugline, "version": _figure(number)}),
        ("doc.rights", {"limitations": dispatch.usageterms}),
    ):
        if any(value is not None for value in stated.values()):
            yield element(name, attributes=stated)
    if dispatch.notice:
        yield from _notice(dispatch.notice)
    if dispatch.keywords:
        keywords = [element("keyword", attributes={"key": word}) for word in dispatch.keywords]
        yield element("key-list", *keywords)
    if dispatch.located:
        known = {"class": "located"}
        yield element("identified-content", element("location", dispatch.located, attributes=known))


def _released(dispatch: Dispatch) -> str | None:
    """Until when a dispatch may not be published, if that is known."""
    until = embargoed(dispatch)
    return until and _moments.basic(datetime.fromisoformat(until))


def _figure(number: int | None) -> str | None:
    return None if number is None else str(number)


def _notice(notice: Notice) -> Iterator[Element]:
    yield element("ed-msg", attributes={"msg-type": notice.kind, "info": notice.text})
    if notice.kind == "correction":
        yield element("correction", attributes={"info": notice.text})


def _body_head(dispatch: Dispatch) -> Iterator[Element]:
    if dispatch.headline:
        yield element("hedline", element("hl1", dispatch.headline))
    if dispatch.copyrightnotice:
        yield element("rights", dispatch.copyrightnotice)
    yield from map(_byline, dispatch.byline)
    if dispatch.agency:
        known = {"value": dispatch.agency.id, "idsrc": "dispatchkit"}
        yield element("distributor", element("org", dispatch.agency.name, attributes=known))
    if dispatch.dateline:
        yield _dateline(dispatch.dateline)
    if dispatch.abstract:
        yield element("abstract", element("p", dispatch.abstract))


def _byline(person: Person) -> Element:
    role = None if person.role == "author" else person.role
    name = element("person", person.name)
    return element("byline", name, optional("byttl", role), attributes={"class": role})


def _dateline(dateline: Dateline) -> Element:
    day = _moments.basic(dateline.date)
    filed = element("story.date", attributes={"norm": day}) if day else None
    return element("dateline", *_located(dateline), filed)


def _located(dateline: Dateline) -> Iterator[Node]:
    """The text of a dateline as printed, with what its places are around them."""
    marked = [("city", place) for place in dateline.places]
    marked += [("state", dateline.region or ""), ("country", dateline.country or "")]
    found: list[Node] = []
    left = dateline.text
    for name, printed in marked:
        at = left.find(printed) if printed else -1
        if at >= 0:
            found += [left[:at], element(name, printed)]
            left = left[at + len(printed) :]
    if found:
        yield found[0]
        yield element("location", *found[1:])
    yield left
