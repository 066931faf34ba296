"""Elements of other namespaces in the entries of feeds: agencies have them for much that feeds do
not know, and call them much as interfaces call the keys of their stories (``keys``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from dispatchkit.reading.keys import body_rank, name_of, ranked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


# What addresses of the namespace for pictures and films have in common (Media RSS).
_MEDIA = "/mrss"


class Element(NamedTuple):
    """An element: the key that the library gives it, its names (with and without the prefix of its
    namespace: "excerpt:encoded") and its text.
    """

    key: str
    names: tuple[str, str]
    text: str


class Namespaces:
    """The namespaces of a feed, but for its own, by their prefixes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._begins = tuple(f"{prefix}_" for prefix in prefixes if prefix)
        self._media = tuple(f"{prefix}:" for prefix, uri in prefixes.items() if _MEDIA in uri)

    def elements(self, entry: Any) -> list[Element]:
        """The elements of an *entry* that are in any of these and have a text."""
        return [
            Element(key, (name_of(key), name_of(key.removeprefix(self._begin(key)))), text)
            for key, text in texts(entry)
            if key.startswith(self._begins)
        ]

    def attributes(self, entry: Any) -> Iterator[tuple[str, str]]:
        """The attributes of such elements of an *entry* that have no text, with their names."""
        for key, value in entry.items():
            if isinstance(value, dict) and key.startswith(self._begins):
                yield from ((f"{key}.{name}", text) for name, text in texts(value))

    def captions(self, lines: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The texts of pictures and films among the *lines* of an entry ("media:description")."""
        return frozenset(text for name, text in lines if name.startswith(self._media))

    def _begin(self, key: str) -> str:
        return max((begin for begin in self._begins if key.startswith(begin)), key=len)


def texts(entry: Any) -> list[tuple[str, str]]:
    """The values of an *entry* that are texts and not empty, with their keys."""
    return [(key, value) for key, value in entry.items() if isinstance(value, str) and value]


def body_in(elements: list[Element]) -> str:
    """The text of a story in one of the *elements*; "" if there is none."""
    found = [
        (rank, one.text)
        for one in elements
        for name in one.names
        if (rank := body_rank(name, "")) is not None
    ]
    return min(found, key=lambda one: one[0], default=(0, ""))[1]


def told_in(elements: list[Element], known: set[str]) -> list[tuple[str, str]]:
    """What the *elements* state of fields that are not *known*."""
    best: dict[str, tuple[int, str]] = {}
    for one in elements:
        for field, rank in {pair for name in one.names for pair in ranked(name, "")}:
            if field not in known and (field not in best or rank < best[field][0]):
                best[field] = rank, one.text
    return [(field, text) for field, (_, text) in best.items()]


# The elements that are entries, and those of theirs whose mark-up the library reads.
_ENTRIES = frozenset(("item", "entry"))
_WRITERS, _LOGIN = frozenset(("wp:author",)), "wp:author_login"
_MARKED = frozenset(("title", "summary", "description", "content", "content:encoded"))


class _Reader:
    """Reads all texts and values of attributes in the entries of a feed."""

    def __init__(self, names: frozenset[str] = _ENTRIES) -> None:
        self._names = names
        self.entries: list[list[tuple[str, str]]] = []
        self._within: list[str] = []
        self._text: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._add
        self._parser.EntityDeclHandler = self._refuse

    def read(self, data: bytes) -> None:
        """Read a feed; ExpatError or ValueError if it is not well formed, or declares entities."""
        self._parser.Parse(data, True)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if self._within:
            self._tell()
            self._within.append(name)
            if self._is_told() and ":" in name:
                self.entries[-1] += [(f"{name}.{key}", text) for key, text in attributes.items()]
        elif name in self._names:
            self.entries.append([])
            self._within = [name]
        self._text.clear()

    def _close(self, _: str) -> None:
        if self._within:
            self._tell()
            self._within.pop()

    def _add(self, text: str) -> None:
        self._text.append(text)

    def _tell(self) -> None:
        if self._is_told() and (text := "".join(self._text).strip()):
            self.entries[-1].append((self._within[-1], text))
        self._text.clear()

    def _is_told(self) -> bool:
        return _MARKED.isdisjoint(self._within)

    def _refuse(self, *_: object) -> None:
        message = "an entity"
        raise ValueError(message)


def all_texts(data: bytes) -> list[list[tuple[str, str]]]:
    """For each entry of a feed the texts of its elements, with their names, and the attributes of
    those of other namespaces; none if the feed is not well formed. The library keeps of elements
    that are repeated only the last.
    """
    return _read(data, _ENTRIES)


def writers(data: bytes) -> dict[str, str]:
    """The names of the people of a site, by those with which they log in and sign: exports of
    WordPress list them.
    """
    listed = [dict(one) for one in _read(data, _WRITERS)] if _LOGIN.encode() in data else []
    named = {one.get(_LOGIN, ""): one.get("wp:author_display_name", "") for one in listed}
    return {login: name for login, name in named.items() if login and name}


def _read(data: bytes, names: frozenset[str]) -> list[list[tuple[str, str]]]:
    """For each element with one of some *names* what ``all_texts`` gives."""
    reader = _Reader(names)
    try:
        reader.read(data)
    except (expat.ExpatError, ValueError, LookupError):
        return []
    return reader.entries
