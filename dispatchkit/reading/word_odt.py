"""The text of documents of OpenOffice and LibreOffice (ODT). What was deleted while changes were
tracked is no text of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.word_text import Written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

MEMBERS = ("content.xml", ("styles",))
_SIGNS = {"tab": "\t", "line-break": "\n"}
_PARAGRAPHS = frozenset(("p", "h"))
# What stands beside the text: notes, comments, and the heads and feet of pages.
_BESIDE = frozenset(("note-body", "annotation", "header", "footer"))
_SKIPPED = frozenset(("tracked-changes", "note-citation", "creator", "date", "date-string"))
_COUNT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c"
# Spaces that stand together are counted; nobody types more.
_SPACES = 100


def odt(members: Mapping[str, ET.Element]) -> Written:
    """What is written in a document with these *members*."""
    main = _Paragraphs(members["main"])
    pages = _Paragraphs(members["styles"]) if "styles" in members else None
    above = pages.beside["header"] if pages else []
    below = [*main.beside["note-body"], *main.beside["annotation"]]
    return Written(
        "\n\n".join(main.found), above, [*below, *(pages.beside["footer"] if pages else ())]
    )


class _Held(NamedTuple):
    """The text around one that stands beside it, the rows around that, and where it goes."""

    text: list[str]
    rows: int
    found: list[str]


class _Paragraphs:
    """The paragraphs of a document; a row of a table is one, with tabs between its cells."""

    def __init__(self, root: ET.Element) -> None:
        self.found: list[str] = []
        self.beside: dict[str, list[str]] = {name: [] for name in _BESIDE}
        self._into = self.found
        self._text: list[str] = []
        self._rows = 0
        self._around: list[_Held] = []
        # Each entry is an element to be entered, the name of one that ends here, or a text.
        waiting: list[tuple[ET.Element | None, str]] = [(root, "")]
        while waiting:
            node, text = waiting.pop()
            if node is None:
                self._leave(text)
                continue
            name = node.tag.rpartition("}")[2]
            waiting.append((None, f"\0{node.tail or ''}" if name in _SKIPPED else ""))
            if name in _SKIPPED:
                continue
            waiting[-1] = (None, f"{name}\0{node.tail or ''}")
            self._begin(name, node)
            waiting += [(child, "") for child in reversed(node)]

    def _begin(self, name: str, node: ET.Element) -> None:
        """Enter an element."""
        if name == "s":
            count = node.get(_COUNT, "1")
            self._text.append(" " * min(int(count) if count.isdecimal() else 1, _SPACES))
        elif name in _SIGNS:
            self._text.append(_SIGNS[name])
        elif name == "table-row":
            self._rows += 1
        elif name in _BESIDE or name == "text-box":
            self._around.append(_Held(self._text, self._rows, self._into))
            self._text, self._rows = [], 0
            self._into = self.beside.get(name, self._into)
        if node.text and not node.text.isspace():
            self._text.append(node.text)
        elif node.text and self._text:
            self._text.append(" ")

    def _leave(self, text: str) -> None:
        """Leave an element, with the *text* behind it."""
        name, _, tail = text.partition("\0")
        if name == "table-cell" and self._rows:
            self._text.append("\t")
        elif name == "table-row":
            self._rows -= 1
            if not self._rows:
                self._close()
        elif name in _BESIDE or name == "text-box":
            self._close()
            self._text, self._rows, self._into = self._around.pop()
        elif name in _PARAGRAPHS:
            if self._rows:
                self._text.append(" ")
            else:
                self._close()
        if tail and (self._text or not tail.isspace()):
            self._text.append(tail)

    def _close(self) -> None:
        """The text so far is a paragraph."""
        text = "".join(self._text)
        if text.strip():
            cells = [" ".join(cell.split(" ")).strip(" ") for cell in text.split("\t")]
            self._into.append("\t".join(cells).strip())
        self._text.clear()
