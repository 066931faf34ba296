"""Which lines of a page its mark-up shows to be of the story, and which it shows to be none of it.

An element is furniture if it holds little of the page and is one by its tag (``nav``, ``aside``) or
by its names (``related``, ``newsletter``). The story stands in the smallest element that holds most
of the prose that is left: what is prose there is text, and what stands outside it is none.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.reading.web.blocks import sizes
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from dispatchkit.reading.web.blocks import Block, Element

# An element that holds more than this share of the text of a page is no furniture, whatever its
# name. Comments may be longer than the story, and what tells about it is short.
_LARGE, _LONG_COMMENTS, _LITTLE = 0.3, 0.7, 0.05
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form"))
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


class _Names(NamedTuple):
    """The words of classes and ids that say what an element is (``data/web_names.toml``)."""

    furniture: frozenset[str]
    pictures: frozenset[str]
    comments: tuple[str, ...]
    captions: frozenset[str]
    about: frozenset[str]
    of_stories: frozenset[str]
    texts: frozenset[str]


@cache
def _names() -> _Names:
    table = tables.load("data/web_names")
    return _Names(
        furniture=frozenset(table["furniture"]),
        pictures=frozenset(table["pictures"]),
        comments=tuple(table["comments"]),
        captions=frozenset(table["captions"]),
        about=frozenset(table["about"]),
        of_stories=frozenset(table["of_stories"]),
        texts=frozenset(table["texts"]),
    )


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
    *captions* or *comments*, those that tell *about* the story, those that are *prose* of it or
    items between its prose, and *headings* between these.
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
    every = frozenset(range(len(lines)))
    of_kind = _places(lines, fields)
    small = _small(lines)
    pictures = _those(lines, of_kind[Kind.PICTURES], lambda line: not is_prose(line))
    furniture = small.union(pictures, *[of_kind[kind] for kind in _NO_TEXT])
    prose = _those(lines, every - furniture, is_prose)
    if story is None:
        story = _story([lines[at] for at in sorted(prose)])
    inside = _those(lines, every, lambda line: line.stands_in(story))
    if story is not None:
        furniture |= every - inside
    prose &= inside
    between = inside.intersection(range(min(prose, default=0) + 1, max(prose, default=0)))
    furniture |= _those(lines, inside - between, _is_linked)
    between -= furniture
    prose |= _those(lines, between, _is_item)
    return Sorted(
        furniture=furniture,
        captions=of_kind[Kind.CAPTION] | small,
        comments=of_kind[Kind.COMMENT],
        about=inside & of_kind[Kind.ABOUT] - prose,
        prose=prose,
        headings=_those(lines, between, lambda line: line.tag in _HEADINGS),
    )


def _those(
    lines: Sequence[Block], places: Iterable[int], are: Callable[[Block], bool]
) -> frozenset[int]:
    """Those of the *places* whose lines *are* what is asked for."""
    return frozenset([at for at in places if are(lines[at])])


def stories(lines: Sequence[Block]) -> list[int]:
    """What tells the elements of the stories of a page that has several: articles side by side,
    each with a heading and prose, that hold most of the prose, and none of them most of that.
    """
    articles = _articles(lines)
    if not _are_several(articles.values()):
        return []
    every = sum(len(line.text) for line in lines if is_prose(line))
    together = sum(one.size for one in articles.values())
    largest = max(one.size for one in articles.values())
    return [*articles] if together >= _MOST * every and largest < _MOST * together else []


class _Article(NamedTuple):
    """An article of a page: what tells the element *around* it (0: none), how many characters of
    prose it holds, and whether a heading is in it or around it.
    """

    around: int = 0
    size: int = 0
    is_headed: bool = False


def _are_several(articles: Collection[_Article]) -> bool:
    """Whether there are several *articles*, all side by side and with a heading and prose."""
    around = {one.around for one in articles}
    full = all(one.size and one.is_headed for one in articles)
    return len(articles) > 1 and len(around) == 1 and full


def _articles(lines: Sequence[Block]) -> dict[int, _Article]:
    """The outermost articles of a page, by what tells them."""
    found: dict[int, _Article] = {}
    for line in lines:
        depth = next((at for at, one in enumerate(line.within) if one.tag == "article"), None)
        if depth is None:
            continue
        place = line.within[depth].place
        before = found.get(place, _Article())
        found[place] = _Article(
            line.within[depth - 1].place if depth else 0,
            before.size + (len(line.text) if is_prose(line) else 0),
            before.is_headed or any(one.tag in _HEADINGS for one in line.within),
        )
    return found


def _places(lines: Sequence[Block], fields: Collection[int]) -> dict[Kind, frozenset[int]]:
    """The places of the lines of each kind: that of the outermost element around them that has
    one.
    """
    kinds = _kinds(lines, fields)
    found: dict[Kind, set[int]] = {kind: set() for kind in Kind}
    for at, line in enumerate(lines):
        kind = next((kinds[one.place] for one in line.within if one.place in kinds), None)
        if kind is not None:
            found[kind].add(at)
    return {kind: frozenset(places) for kind, places in found.items()}


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
    if share < _LONG_COMMENTS and any(word.startswith(_names().comments) for word in element.words):
        return Kind.COMMENT
    if share >= _LARGE:
        return None
    if element.tag == "figcaption" or not _names().captions.isdisjoint(element.words):
        return Kind.CAPTION
    if _is_furniture(element, fields):
        return Kind.FURNITURE
    if not _names().pictures.isdisjoint(element.words):
        return Kind.PICTURES
    return Kind.ABOUT if share < _LITTLE and not _names().about.isdisjoint(element.words) else None


def _is_furniture(element: Element, fields: Collection[int]) -> bool:
    """Whether an element is furniture by its tag or its names, or stands around a field."""
    named = element.tag in _FURNITURE_TAGS or not _names().furniture.isdisjoint(element.words)
    return named or element.place in fields


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


def _small(lines: Sequence[Block]) -> frozenset[int]:
    """The places of the lines in small letters; none if most of the page is in such."""
    found = frozenset(
        [at for at, line in enumerate(lines) if any(one.tag == "small" for one in line.within)]
    )
    size = sum(len(lines[at].text) for at in found)
    return found if 2 * size < sum(len(line.text) for line in lines) else frozenset()


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
    named = not (words.isdisjoint(_names().of_stories) or words.isdisjoint(_names().texts))
    return element.tag == "article" or (named and element.tag not in _WHOLE)


def is_prose(line: Block) -> bool:
    """Whether a line is long enough to be a sentence, no heading, and not mostly links."""
    return (
        line.tag not in _HEADINGS
        and len(line.text.encode("utf-8", "replace")) >= _PROSE
        and line.linked <= _LINKED * len(line.text)
    )


def _is_item(line: Block) -> bool:
    """Whether a line is an item of a list or a row of a table, and not mostly links."""
    return line.tag in _ITEMS and line.linked <= _LINKED * len(line.text)


def _is_linked(line: Block) -> bool:
    """Whether a line is nothing but links, and signs between them."""
    return line.linked >= _ALL * len(line.text.translate(_BETWEEN))
