"""The text of Word documents (DOCX). What was deleted while changes were tracked, and what is set
not to be shown, is no text of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.word_text import Written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

MEMBERS = (
    "word/document.xml",
    ("word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments"),
)
# Word writes the text that it shows in a box twice, once for older programs.
_TWICE = "Fallback"
# What was deleted or moved away, instructions of fields, and the properties of paragraphs, among
# which stand tabs.
_SKIPPED = frozenset(("del", "moveFrom", "delText", "instrText", "pPr", _TWICE))
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
# Notes that only draw lines between the text and the notes.
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def docx(members: Mapping[str, ET.Element]) -> Written:
    """What is written in a document with these *members*."""
    above: list[str] = []
    below: list[str] = []
    for name, root in sorted(members.items()):
        if name != "main":
            (above if "header" in name else below).extend(_Paragraphs(root).found)
    return Written("\n\n".join(_Paragraphs(members["main"]).found), above, below)


class _Paragraphs:
    """The paragraphs of a document; a row of a table is one, with tabs between its cells."""

    def __init__(self, root: ET.Element) -> None:
        self.found: list[str] = []
        self._text: list[str] = []
        # The rows that stand in the cells of others, and the texts around boxes.
        self._rows = 0
        self._around: list[tuple[list[str], int]] = []
        # Each entry is an element to be entered, or the name of one that ends here.
        waiting: list[ET.Element | str] = [root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                self._end(node)
                continue
            name = node.tag.rpartition("}")[2]
            if name in _SKIPPED or _is_hidden(node) or node.get(f"{_W}type") in _SEPARATORS:
                continue
            self._begin(name, node)
            waiting.append(name)
            waiting += reversed(node)
        self._close()

    def _begin(self, name: str, node: ET.Element) -> None:
        """Enter an element."""
        if name == "t":
            self._text.append(node.text or "")
        elif name in _SIGNS:
            self._text.append(_SIGNS[name])
        elif name == "tr":
            if not self._rows:
                self._close()
            self._rows += 1
        elif name == "txbxContent":
            self._around.append((self._text, self._rows))
            self._text, self._rows = [], 0

    def _end(self, name: str) -> None:
        """Leave an element."""
        if name == "tc" and self._rows:
            self._text.append("\t")
        elif name == "tr":
            self._rows -= 1
            if not self._rows:
                self._close()
        elif name == "txbxContent":
            self._close()
            self._text, self._rows = self._around.pop()
        elif name == "p":
            if self._rows:
                self._text.append(" ")
            else:
                self._close()

    def _close(self) -> None:
        """The text so far is a paragraph."""
        text = "".join(self._text)
        if text.strip():
            self.found.append("\t".join(cell.strip(" ") for cell in text.split("\t")).strip())
        self._text.clear()


def _is_hidden(node: ET.Element) -> bool:
    """Whether a run of text is set not to be shown."""
    if node.tag != f"{_W}r":
        return False
    hidden = node.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in _OFF
