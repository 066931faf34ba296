"""Atom (RFC 4287): a feed with an entry a dispatch.

The text is HTML in ``content``, the abstract is the ``summary``. A dateline opens the text as
printed; a notice whose text the headline does not contain is a paragraph above it, for a feed has
no other place that readers see, and nobody may take a story that was killed for one that was not.
Authors are ``author``; whoever has another role is a ``contributor``, whose role Atom cannot say.
Keywords are categories, and so is the section, with a scheme that says so. The agency is the
``dc:publisher``, its name alone.

Times with their zones are ``published`` and ``updated``. A day, or a time without a zone, cannot
be one, for RFC 3339 wants both: they are ``dcterms:issued`` and ``dcterms:modified``, as ISO 8601
writes them. Atom requires ``updated``: where nothing is known of an update it is the time of
publication; of what has no zone it is the midnight that begins the day, in UTC, and without any day
1970-01-01T00:00:00Z, which stands for "unknown" and which ``parse`` and ``export`` tell.

``altid`` is the ``id`` if it is a URI. Otherwise that is a URN made of a hash of what the dispatch
says, always the same for the same dispatch, and ``altid`` is the ``dc:identifier``. A note to
editors, the urgency, the slugline and terms of use are not for the readers of a feed and are left
out. What the feed has to say of itself names the program alone, for the records say nothing about
it. Characters that XML cannot hold are written as U+FFFD.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from dispatchkit.writing import _feed, _moments, _xml
from dispatchkit.writing._feed import content
from dispatchkit.writing._identity import uri_of
from dispatchkit.writing._xml import DECLARATION, element, optional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch, Person
    from dispatchkit.writing._xml import Element

TITLE = "an Atom feed"
SUFFIX = ".atom"
SINGLE = False
CARRIES = _feed.CARRIES

_HEAD = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:dcterms="http://purl.org/dc/terms/">
<title>Dispatches</title>
<id>urn:dispatchkit:feed:{number}</id>
<updated>{updated}</updated>
<author><name>dispatchkit</name></author>
<generator>dispatchkit</generator>
"""
_FOOT = "</feed>\n"
_ENTRY = "<entry"
SECTION = "urn:dispatchkit:section"


def render(dispatch: Dispatch) -> str:
    """A feed of one entry."""
    stated = {"xml:lang": _xml.language(dispatch.language)}
    entry = _xml.written(element("entry", *_entry(dispatch), attributes=stated))
    number = sha256(entry.encode()).hexdigest()[:32]
    return DECLARATION + _HEAD.format(number=number, updated=_moments.UNKNOWN) + entry + _FOOT


def invented(dispatch: Dispatch) -> str | None:
    """As the package has it."""
    return _moments.undated(dispatch, "updated")


def join(rendered: Iterable[str]) -> Iterator[str]:
    """A feed of the entries; nothing if there are none."""
    last = None
    for feed in rendered:
        entry = feed.removesuffix(_FOOT)
        yield entry[entry.index(_ENTRY) :] if last else entry
        last = feed
    if last:
        yield _FOOT


def _entry(dispatch: Dispatch) -> Iterator[Element]:
    """The elements of an entry."""
    uri, agency = uri_of(dispatch), dispatch.agency
    published, updated = _moments.zoned(dispatch.published), _moments.zoned(dispatch.updated)
    version = dispatch.updated or dispatch.published or dispatch.day
    named = dispatch.altid if dispatch.altid != uri else None
    section = {"term": dispatch.section, "scheme": SECTION} if dispatch.section else None
    found = [
        element("title", dispatch.headline or ""),
        element("id", uri),
        optional("published", published),
        element("updated", _moments.required(version, "Z")),
        optional("dcterms:issued", None if published else _moments.extended(dispatch.published)),
        optional("dcterms:modified", None if updated else _moments.extended(dispatch.updated)),
        optional("summary", dispatch.abstract),
        *map(_person, dispatch.byline),
        element("category", attributes=section) if section else None,
        *[element("category", attributes={"term": word}) for word in dispatch.keywords],
        optional("rights", dispatch.copyrightnotice),
        optional("dc:identifier", named),
        optional("dc:publisher", agency.name if agency else None),
        optional("dc:coverage", dispatch.located),
        element("content", content(dispatch) or "", attributes={"type": "html"}),
    ]
    return filter(None, found)


def _person(person: Person) -> Element:
    return element(
        "author" if person.role == "author" else "contributor", element("name", person.name)
    )
