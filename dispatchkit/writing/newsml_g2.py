"""NewsML-G2 2.35, conformance level power: a news item a dispatch, its text as XHTML.

- ``published`` is ``contentCreated`` and ``updated`` is ``contentModified``, as far as they are
  known: a day stays a day. ``firstCreated`` and ``versionCreated`` want a time. The first is that
  of publication, and is left out where only a day is known; the second, which the standard
  requires, is the time of the update or else of publication; of a day it is the midnight that
  begins it, without a zone, and without any day 1970-01-01T00:00:00Z, which stands for "unknown"
  and which ``parse`` and ``export`` tell.
- ``altid`` is the ``guid`` if it is a URI. Otherwise that is a URN made of a hash of what the
  dispatch says, always the same for the same dispatch, and ``altid`` an ``altId``.
- ``agency`` is the ``provider``, its id the ``literal``; without one the element, which is
  required, is empty. In a ``byline`` authors are ``by``, as people read it, and each is a
  ``creator``; whoever has another role is a ``contributor``. Their roles are
  those of the Library of Congress (MARC relators), for IPTC has none for translators and
  photographers.
- A ``notice`` is a ``signal`` (IPTC's "update" or "correction", else its kind as the ``literal``)
  with its text as the name. A kill has the ``pubStatus`` "canceled"; an embargo "withheld" and an
  empty ``embargoed``: until further notice. Where the notice is the time at which the embargo ends,
  that is ``embargoed``, and there is no status.
- ``section`` is a ``subject`` with a name, ``abstract`` a ``description`` with the role "summary",
  ``ednote`` is ``edNote``; the rest has the names of the record.
- The text is XHTML in ``inlineXML``, without the ``dateline``, which has its own place.

An urgency that is none from 1 to 9 is left out, and so is a language that is no BCP 47 tag. Several
dispatches are a ``newsMessage``, whose time of sending is not known either: 1970-01-01T00:00:00Z.
Characters that XML cannot hold are written as U+FFFD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.writing import _moments, _xml
from dispatchkit.writing._blocks import blocks
from dispatchkit.writing._facts import status, urgency
from dispatchkit.writing._identity import SAID, uri_of
from dispatchkit.writing._notice import embargoed
from dispatchkit.writing._story import XHTML, words
from dispatchkit.writing._xml import DECLARATION, element, optional
from dispatchkit.writing.text import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch, Notice, Person
    from dispatchkit.writing._xml import Element

TITLE = "NewsML-G2 2.35 (XML)"
SUFFIX = ".newsml.xml"
SINGLE = False
CARRIES = SAID

_SPACE = "http://iptc.org/std/nar/2006-10-01/"
_PAGE = "http://www.w3.org/1999/xhtml"
# IPTC's own catalogue: it says what "ninat", "stat", "sig" and "drol" are.
_CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
_SIGNALS = frozenset(("update", "correction"))
_RELATORS = "http://id.loc.gov/vocabulary/relators/"
_ROLES = {
    "author": "aut",
    "contributor": "ctb",
    "editor": "edt",
    "translator": "trl",
    "photographer": "pht",
}


def render(dispatch: Dispatch) -> str:
    """A news item as a document."""
    stated = {
        "xmlns": _SPACE,
        "guid": uri_of(dispatch),
        "version": "1",
        "standard": "NewsML-G2",
        "standardversion": "2.35",
        "conformance": "power",
        "xml:lang": _xml.language(dispatch.language),
    }
    return _xml.document(
        element(
            "newsItem",
            element("catalogRef", attributes={"href": _CATALOG}),
            _rights(dispatch),
            element("itemMeta", *_item(dispatch)),
            element("contentMeta", *_administrative(dispatch), *_descriptive(dispatch)),
            _content(dispatch),
            attributes=stated,
        )
    )


def invented(dispatch: Dispatch) -> str | None:
    """As the package has it."""
    return _moments.undated(dispatch, "versionCreated")


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The news item of a single dispatch; a news message of several."""
    items = iter(rendered)
    first = next(items, None)
    if first is None:
        return
    second = next(items, None)
    if second is None:
        yield first
        return
    yield f'{DECLARATION}<newsMessage xmlns="{_SPACE}">\n<header>\n'
    yield f" <sent>{_moments.UNKNOWN}</sent>\n</header>\n<itemSet>\n"
    yield first.removeprefix(DECLARATION) + second.removeprefix(DECLARATION)
    for item in items:
        yield item.removeprefix(DECLARATION)
    yield "</itemSet>\n</newsMessage>\n"


def _rights(dispatch: Dispatch) -> Element | None:
    if not dispatch.copyrightnotice and not dispatch.usageterms:
        return None
    return element(
        "rightsInfo",
        optional("copyrightNotice", dispatch.copyrightnotice),
        optional("usageTerms", dispatch.usageterms),
    )


def _item(dispatch: Dispatch) -> Iterator[Element]:
    """What is said of the message, in the order of the standard."""
    notice, state = dispatch.notice, status(dispatch)
    yield element("itemClass", attributes={"qcode": "ninat:text"})
    yield _provider(dispatch)
    version = dispatch.updated or dispatch.published or dispatch.day
    yield element("versionCreated", _moments.required(version))
    if first := _moments.timed(dispatch.published):
        yield element("firstCreated", first)
    if notice and notice.kind == "embargo":
        yield element("embargoed", embargoed(dispatch))
    if state:
        yield element("pubStatus", attributes={"qcode": f"stat:{state}"})
    if dispatch.ednote:
        yield element("edNote", dispatch.ednote)
    if notice:
        yield _signal(notice)


def _provider(dispatch: Dispatch) -> Element:
    agency = dispatch.agency
    if agency is None:
        return element("provider")
    literal = {"literal": _normal(agency.id)}
    return element("provider", _name(agency.name), attributes=literal)


def _signal(notice: Notice) -> Element:
    known = {"qcode": f"sig:{notice.kind}"} if notice.kind in _SIGNALS else {"literal": notice.kind}
    return element("signal", _name(notice.text), attributes=known)


def _administrative(dispatch: Dispatch) -> Iterator[Element]:
    level = urgency(dispatch)
    if level is not None:
        yield element("urgency", str(level))
    if dispatch.published:
        yield element("contentCreated", _moments.extended(dispatch.published))
    if dispatch.updated:
        yield element("contentModified", _moments.extended(dispatch.updated))
    if dispatch.located:
        yield element("located", _name(dispatch.located))
    yield from map(_person, dispatch.byline)
    if dispatch.altid and dispatch.altid != uri_of(dispatch):
        yield element("altId", dispatch.altid)


def _person(person: Person) -> Element:
    name = "creator" if person.role == "author" else "contributor"
    role = {"roleuri": _RELATORS + _ROLES[person.role]} if person.role in _ROLES else {}
    return element(name, _name(person.name), attributes=role)


def _descriptive(dispatch: Dispatch) -> Iterator[Element]:
    if tag := _xml.language(dispatch.language):
        yield element("language", attributes={"tag": tag})
    for keyword in dispatch.keywords:
        yield element("keyword", _normal(keyword))
    if dispatch.section:
        yield element("subject", _name(dispatch.section))
    if dispatch.slugline:
        yield element("slugline", _normal(dispatch.slugline))
    if dispatch.headline:
        yield element("headline", dispatch.headline)
    if dispatch.dateline:
        yield element("dateline", dispatch.dateline.text)
    authors = [person for person in dispatch.byline if person.role == "author"]
    if authors:
        yield element("by", names(authors))
    if dispatch.abstract:
        yield element("description", dispatch.abstract, attributes={"role": "drol:summary"})


def _content(dispatch: Dispatch) -> Element:
    """The text as a page of XHTML."""
    kind = {"contenttype": XHTML, "wordcount": str(words(dispatch, dated=False))}
    page = element(
        "html",
        element("head", element("title", dispatch.headline or "")),
        element("body", *blocks(dispatch)),
        attributes={"xmlns": _PAGE},
    )
    return element("contentSet", element("inlineXML", page, attributes=kind))


def _name(text: str) -> Element:
    return element("name", _normal(text))


def _normal(text: str) -> str:
    """*text* with single spaces for its white space, as ``g2normalizedString`` wants it."""
    return " ".join(text.split())
