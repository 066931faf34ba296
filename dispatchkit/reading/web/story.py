"""Which lines of a page its mark-up shows to be of the story, and which it shows to be none of it.

An element is furniture if it holds little of the page and is one by its tag (``nav``, ``aside``) or
by its names (``related``, ``newsletter``). The story stands in the smallest element that holds most
of the prose that is left: what is prose there is text, and what stands outside it is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.web.blocks import sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.reading.web.blocks import Block, Element

# An element that holds more than this share of the text of a page is no furniture, whatever its
# name: the classes of <body> name all that a page may have.
_LARGE = 0.3
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form", "figcaption"))
_FURNITURE_WORDS = frozenset(
    (
        "related", "recommended", "recommend", "recirc", "promo", "newsletter", "signup",
        "subscribe", "subscription", "share", "sharing", "comment", "comments", "respond",
        "sidebar", "cookie", "consent", "gdpr", "breadcrumb", "breadcrumbs", "pagination", "popup",
        "bio", "disclaimer", "cta", "trending", "popular", "toc", "copyright", "modal", "footer",
        "nav", "navbar", "navigation", "menu", "submenu", "dropdown", "breaking",
        "advertisement", "paywall", "regwall", "offer", "subscriber", "login",
    )
)  # fmt: skip
# A line is prose from so many bytes on (a line of Chinese needs a third of the characters), if no
# more than this share of it are links.
_PROSE, _LINKED = 60, 0.34
# A line of which so much is links is a button; between two paragraphs it may be a list of a story.
_ALL = 0.9
# The element of the story holds at least this share of the prose.
_MOST = 0.8
# Elements that are one paragraph, and so not all of a story.
_PARAGRAPHS = frozenset(("p", "li", "dd", "pre"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Sorted(NamedTuple):
    """Places among the lines of a page: those that are *furniture*, and those that are *prose* of
    the story.
    """

    furniture: frozenset[int]
    prose: frozenset[int]


def sort(lines: Sequence[Block]) -> Sorted:
    """What the mark-up shows of the *lines* of a page."""
    held = sizes(lines)
    large = _LARGE * sum(len(line.text) - line.linked for line in lines)
    furniture = {
        at
        for at, line in enumerate(lines)
        if any(held[one.place] < large and _is_furniture(one) for one in line.within)
    }
    prose = [at for at, line in enumerate(lines) if at not in furniture and is_prose(line)]
    story = _story([lines[at] for at in prose])
    if story is None:
        return Sorted(frozenset(furniture), frozenset())
    inside = {at for at, line in enumerate(lines) if any(one.place == story for one in line.within)}
    furniture.update(set(range(len(lines))) - inside)
    kept = inside.intersection(prose)
    first, last = min(kept), max(kept)
    furniture.update(
        at
        for at in inside
        if not first < at < last and lines[at].linked >= _ALL * len(lines[at].text)
    )
    return Sorted(frozenset(furniture), frozenset(kept))


def _story(prose: Sequence[Block]) -> int | None:
    """What tells the smallest element that holds most of the *prose*; None if there is none."""
    held = sizes(prose)
    most = _MOST * sum(len(line.text) - line.linked for line in prose)
    for line in prose:
        for element in reversed(line.within):
            if element.tag not in _PARAGRAPHS and held[element.place] >= most:
                return element.place
    return None


def is_prose(line: Block) -> bool:
    """Whether a line is long enough to be a sentence, and not mostly links."""
    return (
        line.tag not in _HEADINGS
        and len(line.text.encode("utf-8", "replace")) >= _PROSE
        and line.linked <= _LINKED * len(line.text)
    )


def _is_furniture(element: Element) -> bool:
    """Whether an element that holds little of a page is none of the story, by its tag and names."""
    return element.tag in _FURNITURE_TAGS or not _FURNITURE_WORDS.isdisjoint(element.words)
