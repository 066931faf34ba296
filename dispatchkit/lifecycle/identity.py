"""Ids of messages, and the versions in them: "urn:newsml:example.org:20211204:4711:2",
"tag:example.org,2021:ferry:5", "170123-89-00065#2", "FERRY-4711 (version 3)".
"""

from __future__ import annotations

from functools import cache

from dispatchkit.compare.standing import Identity
from dispatchkit.data import tables
from dispatchkit.lifecycle.marks import headline_marks
from dispatchkit.startup.patterns import pattern

# The last part of an id, if it may be a version: "...:2", "...:3U"; with a word "...;v=4",
# "...-rev-2".
_ENDING = r"(?P<number>\d{1,3})[a-z]?$"
_LAST_RE = pattern(rf"(?P<sign>[:;/#?&_.\s-]{{1,2}}){_ENDING}")
_WORDED_RE = pattern(rf"[:;/#?&_.\s-]{{1,2}}(?P<word>[^\W\d_]{{1,12}})[.=:_-]?{_ENDING}")
# No longer part is a version with its word.
_REACH = 24
# "urn:newsml:example.org:20211204:ferry": provider, day and item, and then the version.
_NEWSML_RE = pattern(r"urn:newsml:[^:]{1,80}:\d{8}[^:]{0,20}:.{1,200}")
# "tag:example.org,2021:ferry": authority and item, likewise.
_TAG_RE = pattern(r"tag:[^:]{1,80}:[^:]{1,200}(?::.{0,200})?")
# Ids that name their giver, or that are random, are of one message in all the world.
_UNIQUE_RE = pattern(
    r"(?:urn|tag|https?|ftp|doi|info):|[^@\s]{1,200}@[^@\s]{1,200}$|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{24}"
)
_SURE_SIGN = "#"
_LONGEST = 400


def identity_of(altid: str) -> Identity | None:
    """The id of a message without its version; None for none that can be told apart."""
    text = " ".join(altid.split())[:_LONGEST]
    marked = headline_marks(text)
    told = next((mark.number for mark in marked.marks if mark.series == "version"), None)
    if told is not None:
        return _identity(marked.rest, told, sure=True)
    name = text.casefold()
    begin = max(0, len(name) - _REACH)
    worded = _WORDED_RE.search(name, begin)
    if worded and worded["word"] in _version_words():
        return _identity(name[: worded.start()], int(worded["number"]), sure=True)
    last = _LAST_RE.search(name, begin)
    if last is None or not name[: last.start()]:
        return _identity(name, None, sure=True) if name else None
    stem = name[: last.start()]
    sure = _SURE_SIGN in last["sign"] or _names_item(stem)
    return _identity(stem, int(last["number"]), sure=sure)


def folded(id_: str) -> str:
    """An id as it is compared: without case, spaces and the brackets of mails."""
    return "".join(id_.casefold().split()).strip("<>")


def _identity(stem: str, version: int | None, *, sure: bool) -> Identity:
    name = folded(stem)
    return Identity(name, version, sure, _UNIQUE_RE.match(name) is not None)


def _names_item(stem: str) -> bool:
    """Whether what stands before the last part of an id names an item already."""
    return bool(_NEWSML_RE.fullmatch(stem) or _TAG_RE.fullmatch(stem))


@cache
def _version_words() -> frozenset[str]:
    """Words and letters before the number of a version in an id."""
    return frozenset((*tables.words("data/versions", "stated", "version"), "v", "r", "ver", "vers"))
