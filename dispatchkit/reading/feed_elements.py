"""Elements of other namespaces in the entries of feeds: agencies have them for much that feeds do
not know, and call them much as interfaces call the keys of their stories (``keys``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.keys import body_rank, name_of, ranked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


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
