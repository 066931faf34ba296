"""TEI XML for TXM ("XML-TEI Zero + CSV", XTZ): a ``text`` element with the metadata as attributes.

TXM takes one ``text`` a file, its attributes as metadata, its file name as ``id``, and builds
editions out of ``head``, ``p``, ``list`` and ``item`` (its page "Documentation utilisateur
XTZ+CSV"). So ``--output-dir`` writes one dispatch a file. One output of several dispatches is a
``teiCorpus``, which is TEI, but TXM reads the first text of a file alone. The names of attributes
are small letters, as its query language wants them; a value that is not known has no attribute.
Characters that XML cannot hold are written as U+FFFD.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from dispatchkit.writing.text import BULLET_RE, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch

TITLE = "a corpus for TXM (TEI XML)"
SUFFIX = ".xml"
SINGLE = True
CARRIES = (
    "path",
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
    "day",
    "notice",
    "copyrightnotice",
    "altid",
    "paragraphs",
)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
_CORPUS = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">'
_HEADER = """<teiHeader>
<fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>{rights}</p></publicationStmt>
<sourceDesc><p>{source}</p></sourceDesc>
</fileDesc>
</teiHeader>
"""
_NO_XML_RE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SIGNS_RE = re.compile('[&<>"]')


def render(dispatch: Dispatch) -> str:
    """A whole document."""
    return _DECLARATION + f"{_TEI}\n" + "".join(_tei(dispatch)) + "</TEI>\n"


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The document of a single dispatch; of several a ``teiCorpus``."""
    documents = iter(rendered)
    first = next(documents, None)
    if first is None:
        return
    second = next(documents, None)
    if second is None:
        yield first
        return
    header = _HEADER.format(title="dispatches", rights="not stated", source="dispatchkit")
    yield f"{_DECLARATION}{_CORPUS}\n{header}" + _inner(first) + _inner(second)
    yield from map(_inner, documents)
    yield "</teiCorpus>\n"


def _inner(document: str) -> str:
    """A document as an element of a corpus."""
    return document.removeprefix(_DECLARATION).replace(_TEI, "<TEI>", 1)


def _tei(dispatch: Dispatch) -> Iterator[str]:
    yield _HEADER.format(
        title=_escaped(dispatch.headline or dispatch.slugline or dispatch.path),
        rights=_escaped(dispatch.copyrightnotice or "not stated"),
        source=_escaped(dispatch.path),
    )
    stated = [f' {name}="{_attribute(text)}"' for name, text in _metadata(dispatch) if text]
    yield f"<text{''.join(stated)}>\n<body>\n"
    if dispatch.headline:
        yield f"<head>{_escaped(dispatch.headline)}</head>\n"
    if dispatch.abstract:
        yield f'<p rend="abstract">{_escaped(dispatch.abstract)}</p>\n'
    for role, group in groupby(dispatch.paragraphs, key=lambda paragraph: paragraph.role):
        yield from _block(role, [paragraph.text for paragraph in group])
    yield "</body>\n</text>\n"


def _block(role: str, texts: list[str]) -> Iterator[str]:
    """Paragraphs of one role that follow each other."""
    if role == "list":
        yield '<list type="unordered">\n'
        yield from (f"<item>{_escaped(BULLET_RE.sub('', text))}</item>\n" for text in texts)
        yield "</list>\n"
        return
    # A ``head`` may only open a ``div``, so a crosshead is a paragraph that says what it is.
    opening = "<p>" if role == "body" else f'<p rend="{role}">'
    yield from (f"{opening}{_escaped(text)}</p>\n" for text in texts)


def _metadata(dispatch: Dispatch) -> Iterator[tuple[str, str | None]]:
    """The attributes of ``text``. A day gives its month and year as well, which is what partitions
    are made over.
    """
    day = dispatch.day.isoformat() if dispatch.day else ""
    yield "agency", dispatch.agency and dispatch.agency.id
    yield "language", dispatch.language
    yield "date", day
    yield "month", day[:7]
    yield "year", day[:4]
    yield "published", dispatch.published.isoformat() if dispatch.published else None
    yield "section", dispatch.section
    yield "slugline", dispatch.slugline
    yield "keywords", "; ".join(dispatch.keywords)
    yield "byline", names(dispatch.byline, "; ")
    if dispatch.dateline:
        yield "dateline", dispatch.dateline.text
        yield "place", dispatch.dateline.place
        yield "country", dispatch.dateline.country
    yield "located", dispatch.located
    yield "notice", dispatch.notice and dispatch.notice.text
    yield "altid", dispatch.altid


def _escaped(text: str) -> str:
    """*text* as XML shows it."""
    return _SIGNS_RE.sub(lambda found: _SIGNS[found[0]], _NO_XML_RE.sub("\ufffd", text))


def _attribute(text: str) -> str:
    """*text* as the value of an attribute, on one line."""
    return " ".join(_escaped(text).split())
