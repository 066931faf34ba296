"""What a message says besides its facts and its text: ids, codes, addresses, the texts of elements
that no table knows. All of it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatchkit.reading.wires.dialect import Path
    from dispatchkit.reading.wires.tree import Element

# Attributes that say how XML is to be read, not what it says.
_TECHNICAL = frozenset(("schemalocation", "xmlns", "space", "nil"))
# Elements for facts of any kind name the one that they state, and say it.
_NAMING = ("name", "formalname", "key", "property")
_STATING = ("content", "value")
# Attributes of the elements of a text that say something: addresses, and what pictures show.
_SAYING = frozenset(("href", "src", "source", "alternate-text", "alt", "title", "summary"))


class Besides:
    """Gathers texts by the names of their elements and attributes, but for those that are *known*
    as facts.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = frozenset(known)
        self._told: dict[str, list[str]] = {}

    def add(self, item: Element, whole: Mapping[int, Path], bodies: frozenset[int]) -> None:
        """Add what an item says outside of its *bodies* and of the elements whose *whole* text is a
        fact, by their ids.
        """
        waiting = [item]
        while waiting:
            element = waiting.pop()
            if element.attributes:
                self._attributes(element)
            if id(element) in bodies:
                continue
            path = whole.get(id(element))
            inside = [one for one in element.children if not isinstance(one, str)]
            if path is None:
                self._own(element)
            else:
                inside = [one for one in inside if one.key in path.without]
            waiting += reversed(inside)

    def _own(self, element: Element) -> None:
        """Add the text that an element has outside of others, or each of those in no element."""
        own = [one for one in element.children if isinstance(one, str)]
        for text in ["".join(own)] if element.name else own:
            self._tell(element.name, text)

    def add_text(self, body: Element) -> None:
        """Add what the attributes in a text say."""
        for element in body.walk():
            for name, value in element.attributes.items():
                if name.lower() in _SAYING:
                    self._tell(f"{element.name}@{name}", value)

    def told(self) -> list[tuple[str, str]]:
        """What was gathered, a text for each name; each of the texts that stand in no element by
        itself, because more of them may follow.
        """
        bare = dict.fromkeys(self._told.get("", ()))
        return [
            *(("other", text) for text in bare),
            *(
                ("other", f"{name}: {'; '.join(dict.fromkeys(texts))}")
                for name, texts in self._told.items()
                if name
            ),
        ]

    def _attributes(self, element: Element) -> None:
        folded = {key.lower(): value for key, value in element.attributes.items()}
        naming = next((key for key in _NAMING if key in folded), "")
        stating = next((key for key in _STATING if key in folded), "")
        if naming and stating:
            self._tell(f"{element.name} {folded.pop(naming)}", folded.pop(stating))
        for key, value in folded.items():
            if key not in _TECHNICAL:
                self._tell(f"{element.name}@{key}", value)

    def _tell(self, name: str, text: str) -> None:
        text = " ".join(text.split())
        if text and text not in self._known:
            self._told.setdefault(name, []).append(text)
