"""Messages in XML as trees whose elements know where they stand.

No document type is read that declares entities: they may stand for more than memory holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from dispatchkit.validation.source import Source


class Tree(NamedTuple):
    """An element with all that is in it, the line and column of each element, and the addresses of
    the prefixes. Names are written "{address}name", as ElementTree has them.
    """

    root: Element
    places: dict[Element, tuple[int, int]]
    namespaces: dict[str, str]


class _Entities(Exception):
    """The document declares an entity."""


def tree_of(source: Source) -> Tree | Problem:
    """The tree of a message, or why it has none."""
    reader = _Reader()
    try:
        return reader.read(source.data)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        return Problem(error.lineno, error.offset + 1, "", "syntax", f"this is no XML: {what}")
    except _Entities:
        return Problem(*reader.place(), "", "syntax", "entities are declared, and are not read")
    except ValueError as error:  # an encoding that expat does not know
        return Problem(1, 1, "", "syntax", f"this is no XML: {error}")


class _Reader:
    """Builds a tree while the parser goes through a message."""

    def __init__(self) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self._builder = TreeBuilder()
        self._places: dict[Element, tuple[int, int]] = {}
        self._namespaces: dict[str, str] = {}
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = lambda name: self._builder.end(_named(name))
        self._parser.CharacterDataHandler = self._builder.data
        self._parser.StartNamespaceDeclHandler = self._declared
        self._parser.EntityDeclHandler = self._entity

    def read(self, data: bytes) -> Tree:
        """The tree of a document."""
        self._parser.Parse(data, True)
        return Tree(self._builder.close(), self._places, self._namespaces)

    def place(self) -> tuple[int, int]:
        """Where the parser is."""
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        named = {_named(key): value for key, value in attributes.items()}
        self._places[self._builder.start(_named(name), named)] = self.place()

    def _declared(self, prefix: str | None, address: str | None) -> None:
        self._namespaces.setdefault(prefix or "", address or "")

    def _entity(self, *_: object) -> None:
        raise _Entities


def _named(name: str) -> str:
    """A name as ElementTree has it."""
    return f"{{{name}" if "}" in name else name
