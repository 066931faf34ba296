"""The text of documents of word processors: a line a paragraph."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zlib import error as zlib_error

from dispatchkit.errors import DecodeError
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.libraries import library

if TYPE_CHECKING:
    from dispatchkit.reading.kinds import Kind

# A document of a thousand articles has 20 MB of XML.
_MOST = 200 << 20
# Word writes the text that it shows in a box twice, once for older programs.
_TWICE = "Fallback"
# What was deleted or moved away while changes were tracked, instructions of fields, and the text
# of a picture.
_HIDDEN = frozenset(("del", "moveFrom", "delText", "instrText", "pict", _TWICE))
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


def text_of(data: bytes, kind: Kind) -> str:
    """The text of a document. DecodeError for one that is broken, MissingReader without the
    library.
    """
    return _docx(data) if kind is Format.DOCX else _rtf(data)


def _docx(data: bytes) -> str:
    """The text of a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.file_size <= _MOST:
                with archive.open(entry) as file:
                    # expat bounds what entities grow to.
                    root = ET.parse(file).getroot()  # noqa: S314
    except (
        zipfile.BadZipFile,
        KeyError,
        ET.ParseError,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        zlib_error,
    ) as error:
        raise DecodeError(f"a Word document that cannot be read: {error}") from error
    if entry.file_size > _MOST:
        raise DecodeError("a Word document that unpacks to more than 200 MB")
    return "\n\n".join(_Document(root).paragraphs)


class _Document:
    """The paragraphs of a document; a row of a table is one, with tabs between its cells."""

    def __init__(self, root: ET.Element) -> None:
        self.paragraphs: list[str] = []
        self._text: list[str] = []
        self._cells = 0
        # Each entry is an element to be entered, or the name of one that ends here.
        waiting: list[ET.Element | str] = [root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                self._end(node)
                continue
            name = node.tag.rpartition("}")[2]
            if name in _HIDDEN:
                continue
            self._begin(name, node)
            waiting.append(name)
            waiting += reversed(node)

    def _begin(self, name: str, node: ET.Element) -> None:
        """Enter an element."""
        if name == "t":
            self._text.append(node.text or "")
        elif name in _SIGNS:
            # The tabs that a style sets stand in "tabs", and are no signs.
            self._text.append(_SIGNS[name] if not node.get(_POSITION) else "")
        elif name == "tr":
            self._close()
            self._cells += 1

    def _end(self, name: str) -> None:
        """Leave an element."""
        if name == "tc" and self._cells:
            self._text.append("\t")
        elif name == "tr":
            self._cells -= 1
            self._close()
        elif name == "p":
            if self._cells:
                self._text.append(" ")
            else:
                self._close()

    def _close(self) -> None:
        """The text so far is a paragraph."""
        text = "".join(self._text)
        if text.strip():
            self.paragraphs.append(text.rstrip("\t "))
        self._text.clear()


_POSITION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pos"


def _rtf(data: bytes) -> str:
    """The text of a document in RTF."""
    striprtf = library("striprtf.striprtf", reading="rtf", extra="rtf")
    try:
        return str(striprtf.rtf_to_text(data.decode("latin-1"), errors="replace"))
    except (ValueError, IndexError, LookupError, OverflowError, RecursionError) as error:
        raise DecodeError(f"a document in RTF that cannot be read: {error}") from error
