"""RSS 2.0: a feed with an item a dispatch.

The text is HTML in ``content:encoded``: what RSS itself has, ``description``, is the abstract. A
dateline opens the text as printed; a notice whose text the headline does not contain is a
paragraph above it, for a feed has no other place that readers see, and nobody may take a story
that was killed for one that was not. Each author is a ``dc:creator``; whoever has another role is a
``dc:contributor``, whose role RSS cannot say. The section is a ``category`` with the ``domain``
"section", keywords are categories without one. The agency is the ``dc:publisher``, its name alone.

A time with its zone is ``pubDate``. A day, or a time without a zone, cannot be one, for RFC 822
wants both: it is ``dcterms:issued``, as ISO 8601 writes it. The last update is
``dcterms:modified``.

``altid`` is the ``guid``, which is no permanent link. An item without one has none: RSS does not
ask for it. A note to editors, the urgency, the slugline and terms of use are not for the readers
of a feed and are left out. What the channel has to say of itself names the program alone, for the
records say nothing about it. Characters that XML cannot hold are written as U+FFFD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.writing import _feed, _moments, _xml
from dispatchkit.writing._feed import content
from dispatchkit.writing._xml import DECLARATION, element, optional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch, Person
    from dispatchkit.writing._xml import Element

TITLE = "an RSS 2.0 feed"
SUFFIX = ".rss"
SINGLE = False
CARRIES = _feed.CARRIES

_HEAD = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<channel>
<title>Dispatches</title>
<link>https://dispatchkit.invalid/</link>
<description>Dispatches of news agencies</description>
<generator>dispatchkit</generator>
"""
_FOOT = "</channel>\n</rss>\n"


def render(dispatch: Dispatch) -> str:
    """A feed of one item."""
    return f"{DECLARATION}{_HEAD}{_xml.written(element('item', *_item(dispatch)))}{_FOOT}"


def join(rendered: Iterable[str]) -> Iterator[str]:
    """A feed of the items; nothing if there are none."""
    last = None
    for feed in rendered:
        yield _inner(feed) if last else feed.removesuffix(_FOOT)
        last = feed
    if last:
        yield _FOOT


def _inner(feed: str) -> str:
    """The item of a feed of one."""
    return feed.removeprefix(DECLARATION + _HEAD).removesuffix(_FOOT)


def _item(dispatch: Dispatch) -> Iterator[Element]:
    """The elements of an item. One of title and description has to be there."""
    title = None if dispatch.headline is None and dispatch.abstract else dispatch.headline or ""
    published = _moments.mailed(dispatch.published)
    agency = dispatch.agency
    found = [
        optional("title", title),
        optional("description", dispatch.abstract),
        optional("guid", dispatch.altid, {"isPermaLink": "false"}),
        optional("pubDate", published),
        optional("dcterms:issued", None if published else _moments.extended(dispatch.published)),
        optional("dcterms:modified", _moments.extended(dispatch.updated)),
        optional("category", dispatch.section, {"domain": "section"}),
        *[element("category", word) for word in dispatch.keywords],
        *map(_person, dispatch.byline),
        optional("dc:publisher", agency.name if agency else None),
        optional("dc:language", dispatch.language),
        optional("dc:coverage", dispatch.located),
        optional("dc:rights", dispatch.copyrightnotice),
        optional("content:encoded", content(dispatch)),
    ]
    return filter(None, found)


def _person(person: Person) -> Element:
    name = "dc:creator" if person.role == "author" else "dc:contributor"
    return element(name, person.name)
