"""Which lines of a page its mark-up shows to be of the story, and which it shows to be none of it.

An element is furniture if it holds little of the page and is one by its tag (``nav``, ``aside``) or
by its names (``related``, ``newsletter``). The story stands in the smallest element that holds most
of the prose that is left: what is prose there is text, and what stands outside it is none.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.web.blocks import sizes
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatchkit.reading.web.blocks import Block, Element

# An element that holds more than this share of the text of a page is no furniture, whatever its
# name. Comments may be longer than the story, and what tells about it is short.
_LARGE, _LONG_COMMENTS, _LITTLE = 0.3, 0.7, 0.05
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form"))
_FURNITURE_WORDS = frozenset(
    (
        "related", "recommended", "recommend", "recirc", "promo", "newsletter", "signup",
        "subscribe", "subscription", "share", "sharing", "social", "sharedaddy",
        "sidebar", "cookie", "consent", "gdpr", "breadcrumb", "breadcrumbs", "pagination", "pager",
        "bio", "disclaimer", "cta", "trending", "popular", "toc", "copyright", "modal", "footer",
        "nav", "navbar", "navigation", "menu", "submenu", "dropdown", "breaking", "popup",
        "advertisement", "paywall", "regwall", "offer", "subscriber", "login", "respond",
        "alert",
    )
)  # fmt: skip
# Names of what holds pictures: what is no prose there belongs to these, but frames hold prose, too.
_PICTURES = frozenset(("gallery", "carousel", "slideshow", "lightbox"))
# The beginnings of names of comments; systems of other languages name their classes so as well.
_COMMENTS = (
    "comment", "koment", "komment", "coment", "disqus", "reactie", "yorum", "tguvot"
)  # fmt: skip
_CAPTIONS = frozenset(("caption", "captions"))
# Names of elements that tell of the story and are no text of it.
_ABOUT = frozenset(
    ("author", "byline", "writer", "meta", "info", "date", "timestamp", "posted", "pubdate")
)
# Names of elements that hold the text of a story, in pairs: "article-body", "entry-content".
_OF_STORIES = frozenset(("article", "story", "entry", "post", "news"))
_TEXTS = frozenset(("body", "content", "text"))
# The whole page; the classes of <body> name all that a page may have.
_WHOLE = frozenset(("html", "body"))
# A heading that counts what stands below it: "Comments (2)".
_COUNTED_RE = pattern(r"[^.!?\d]{2,40}\(\d{1,5}\)")
# A line is prose from so many bytes on (a line of Chinese needs a third of the characters), if no
# more than this share of it are links.
_PROSE, _LINKED = 60, 0.34
# A line of which so much is links is a button; between two paragraphs it may be a list of a story.
_ALL = 0.9
# What stands between links of a row.
_BETWEEN = str.maketrans("", "", "|·•/›»>–—- ")
# The element of the story holds at least this share of the prose; one that is named as such, less.
_MOST, _NAMED = 0.8, 0.65
# Elements that are one paragraph, and so not all of a story.
_PARAGRAPHS = frozenset(("p", "li", "dd", "pre"))
# Elements that are an item of a list or a row of a table.
_ITEMS = frozenset(("li", "tr", "dd", "dt"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Kind(Enum):
    """What an element is, and so all lines in it."""

    FURNITURE = auto()
    CAPTION = auto()
    COMMENT = auto()
    PICTURES = auto()
    ABOUT = auto()


_NO_TEXT = (Kind.FURNITURE, Kind.CAPTION, Kind.COMMENT)


class Sorted(NamedTuple):
    """Places among the lines of a page: those that are *furniture* and those of them that are
    *captions* or *comments*, those that tell *about* the story, those that are *prose* of it, and
    *headings* between these.
    """

    furniture: frozenset[int]
    captions: frozenset[int]
    comments: frozenset[int]
    about: frozenset[int]
    prose: frozenset[int]
    headings: frozenset[int]


def sort(lines: Sequence[Block], fields: Collection[int], story: int | None = None) -> Sorted:
    """What the mark-up shows of the *lines* of a page. *fields* tells the elements around fields
    for longer texts, *story* the element of the story if that is known.
    """
    kinds = _kinds(lines, fields)
    of = [
        next((kinds[one.place] for one in line.within if one.place in kinds), None)
        for line in lines
    ]
    small = _small(lines)
    furniture = {
        at
        for at, kind in enumerate(of)
        if kind in _NO_TEXT or (kind is Kind.PICTURES and not is_prose(lines[at]))
    } | small
    prose = [at for at, line in enumerate(lines) if at not in furniture and is_prose(line)]
    if story is None:
        story = _story([lines[at] for at in prose])
    inside = {at for at, line in enumerate(lines) if any(one.place == story for one in line.within)}
    if story is not None:
        furniture.update(set(range(len(lines))) - inside)
    kept = inside.intersection(prose)
    first, last = min(kept, default=0), max(kept, default=0)
    furniture.update(at for at in inside if not first < at < last and _is_linked(lines[at]))
    kept.update(
        at
        for at in inside - furniture
        if first < at < last
        and lines[at].tag in _ITEMS
        and lines[at].linked <= _LINKED * len(lines[at].text)
    )
    return Sorted(
        frozenset(furniture),
        frozenset({at for at, kind in enumerate(of) if kind is Kind.CAPTION} | small),
        frozenset(at for at, kind in enumerate(of) if kind is Kind.COMMENT),
        frozenset(at for at in inside if at not in kept and of[at] is Kind.ABOUT),
        frozenset(kept),
        frozenset(
            at for at in inside - furniture if first < at < last and lines[at].tag in _HEADINGS
        ),
    )


def stories(lines: Sequence[Block]) -> list[int]:
    """What tells the elements of the stories of a page that has several: articles side by side,
    each with a heading and prose, that hold most of the prose, and none of them most of that.
    """
    # The articles, each with the element around it, and what is in them.
    found: dict[int, int] = {}
    headed: set[int] = set()
    held: dict[int, int] = {}
    every = 0
    for line in lines:
        size = len(line.text) if is_prose(line) else 0
        every += size
        at = next((at for at, one in enumerate(line.within) if one.tag == "article"), None)
        if at is None:
            continue
        place = line.within[at].place
        found[place] = line.within[at - 1].place if at else 0
        held[place] = held.get(place, 0) + size
        if any(one.tag in _HEADINGS for one in line.within):
            headed.add(place)
    full = [place for place in found if held[place] and place in headed]
    beside = len({found[place] for place in full}) == 1
    together = sum(held[place] for place in full)
    largest = max((held[place] for place in full), default=0)
    several = len(full) > 1 and len(full) == len(found) and beside
    return full if several and together >= _MOST * every and largest < _MOST * together else []


def _kinds(lines: Sequence[Block], fields: Collection[int]) -> dict[int, Kind]:
    """What the elements of a page are that are none of the story, by what tells them."""
    held = sizes(lines)
    every = sum(len(line.text) - line.linked for line in lines)
    elements = {one.place: one for line in lines for one in line.within}
    found = {}
    for place, element in elements.items():
        kind = _kind(element, held[place] / every if every else 0.0, fields)
        if kind is not None:
            found[place] = kind
    for place in _counted(lines):
        if held[place] < _LONG_COMMENTS * every:
            found.setdefault(place, Kind.COMMENT)
    return found


def _kind(element: Element, share: float, fields: Collection[int]) -> Kind | None:
    """What an element is that holds this *share* of a page, if it is none of the story."""
    if element.tag in _WHOLE:
        return None
    if share < _LONG_COMMENTS and any(word.startswith(_COMMENTS) for word in element.words):
        return Kind.COMMENT
    if share >= _LARGE:
        return None
    if element.tag == "figcaption" or not _CAPTIONS.isdisjoint(element.words):
        return Kind.CAPTION
    named = element.tag in _FURNITURE_TAGS or not _FURNITURE_WORDS.isdisjoint(element.words)
    if named or element.place in fields:
        return Kind.FURNITURE
    if not _PICTURES.isdisjoint(element.words):
        return Kind.PICTURES
    return Kind.ABOUT if share < _LITTLE and not _ABOUT.isdisjoint(element.words) else None


def _counted(lines: Sequence[Block]) -> Iterator[int]:
    """What tells the elements below the first prose that open with a heading which counts what they
    hold.
    """
    first = next((at for at, line in enumerate(lines) if is_prose(line)), len(lines))
    for at in range(first + 1, len(lines) - 1):
        if _COUNTED_RE.fullmatch(lines[at].text):
            before = {one.place for one in lines[at - 1].within}
            after = {one.place for one in lines[at + 1].within}
            for element in reversed(lines[at].within):
                if element.place in after and element.place not in before:
                    yield element.place
                    break


def _small(lines: Sequence[Block]) -> set[int]:
    """The lines in small letters, unless most of the page is in such."""
    found = {at for at, line in enumerate(lines) if any(one.tag == "small" for one in line.within)}
    size = sum(len(lines[at].text) for at in found)
    return found if 2 * size < sum(len(line.text) for line in lines) else set()


def _story(prose: Sequence[Block]) -> int | None:
    """What tells the smallest element that holds most of the *prose*; None if there is none."""
    held = sizes(prose)
    every = sum(len(line.text) - line.linked for line in prose)
    found: tuple[int, int, int] | None = None
    for line in prose:
        for depth, element in enumerate(line.within):
            least = _NAMED if _is_named(element) else _MOST
            if element.tag in _PARAGRAPHS or held[element.place] < least * every:
                continue
            one = held[element.place], -depth, element.place
            found = min(found or one, one)
    return found[2] if found else None


def _is_named(element: Element) -> bool:
    """Whether an element says that it holds a story or the text of one."""
    words = element.words
    named = not (words.isdisjoint(_OF_STORIES) or words.isdisjoint(_TEXTS))
    return element.tag == "article" or (named and element.tag not in _WHOLE)


def is_prose(line: Block) -> bool:
    """Whether a line is long enough to be a sentence, and not mostly links."""
    return (
        line.tag not in _HEADINGS
        and len(line.text.encode("utf-8", "replace")) >= _PROSE
        and line.linked <= _LINKED * len(line.text)
    )


def _is_linked(line: Block) -> bool:
    """Whether a line is nothing but links, and signs between them."""
    return line.linked >= _ALL * len(line.text.translate(_BETWEEN))
