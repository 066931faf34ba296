"""schema.org's NewsArticle as JSON-LD, which search engines and knowledge graphs read.

One dispatch is an object, several are an array. The names say what is in them. What they do not:

- ``datePublished`` and ``dateModified`` are as the source states them: schema.org takes a day, and
  a time without a zone.
- ``agency`` is the ``publisher``. Authors, editors and translators have properties of their own;
  all others are contributors with their roles.
- ``slugline`` is an ``identifier`` with that name, as is ``altid``, which is ``@id`` as well if it
  is a URI. ``located``, else the place of the dateline, is ``locationCreated``.
- A ``notice`` is the ``creativeWorkStatus``, as printed and with its kind as the code of the term;
  ``usageterms`` are ``usageInfo``.

The text is plain, without the dateline, for which there is a property. There is no place for
``urgency`` and ``ednote``, which are not for readers. Characters that no text holds, such as
controls, are written as U+FFFD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.writing._facts import filled, located
from dispatchkit.writing._identity import stated_uri
from dispatchkit.writing._story import plain, text_of
from dispatchkit.writing.json_ import encode, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Dispatch

__all__ = ["CARRIES", "SINGLE", "SUFFIX", "TITLE", "join", "render"]

TITLE = "schema.org's NewsArticle as JSON-LD, or an array of them"
SUFFIX = ".jsonld"
SINGLE = False
CARRIES = (
    "agency",
    "language",
    "section",
    "slugline",
    "headline",
    "abstract",
    "keywords",
    "byline",
    "dateline",
    "located",
    "published",
    "updated",
    "notice",
    "copyrightnotice",
    "usageterms",
    "altid",
    "paragraphs",
)
# The roles that schema.org has a property for.
_PROPERTIES = ("author", "editor", "translator")


def render(dispatch: Dispatch) -> str:
    """The article as an object, indented by one space."""
    altid, agency = dispatch.altid or "", dispatch.agency
    article: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": stated_uri(dispatch),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": text_of(value)}
            for name, value in (("altid", altid), ("slugline", dispatch.slugline))
            if value
        ],
        "headline": dispatch.headline,
        "abstract": dispatch.abstract,
        "inLanguage": dispatch.language,
        "datePublished": dispatch.published and dispatch.published.isoformat(),
        "dateModified": dispatch.updated and dispatch.updated.isoformat(),
        "articleSection": dispatch.section,
        "keywords": [text_of(word) for word in dispatch.keywords],
        **_people(dispatch),
        "publisher": agency
        and {
            "@type": "NewsMediaOrganization",
            "name": text_of(agency.name),
            "identifier": text_of(agency.id),
        },
        "dateline": dispatch.dateline and dispatch.dateline.text,
        "locationCreated": _typed("Place", located(dispatch)),
        "articleBody": plain(dispatch, dated=False),
        "creativeWorkStatus": dispatch.notice
        and {
            "@type": "DefinedTerm",
            "name": text_of(dispatch.notice.text),
            "termCode": text_of(dispatch.notice.kind),
        },
        "copyrightNotice": dispatch.copyrightnotice,
        "usageInfo": dispatch.usageterms
        and {"@type": "CreativeWork", "text": text_of(dispatch.usageterms)},
    }
    return encode(filled(article), indent=1) + "\n"


def _typed(kind: str, name: str | None) -> dict[str, str] | None:
    """Something of a kind that has a name."""
    return {"@type": kind, "name": text_of(name)} if name else None


def _people(dispatch: Dispatch) -> dict[str, list[Any]]:
    """The people of the byline, by the properties that their roles have."""
    found: dict[str, list[Any]] = {}
    for name, person in _roles(dispatch):
        found.setdefault(name, []).append(person)
    return found


def _roles(dispatch: Dispatch) -> Iterator[tuple[str, dict[str, Any]]]:
    """The people of the byline, each with the property that it is a value of."""
    for one in dispatch.byline:
        person = {"@type": "Person", "name": text_of(one.name)}
        if one.role in _PROPERTIES:
            yield one.role, person
        else:
            role = {"@type": "Role", "roleName": text_of(one.role), "contributor": person}
            yield "contributor", role
