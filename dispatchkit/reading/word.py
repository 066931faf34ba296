"""The text of documents of word processors: a line a paragraph."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dispatchkit.errors import DecodeError
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Inner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A document of a thousand articles has 20 MB of XML.
_MOST = 200 << 20


def text_of(data: bytes, kind: Kind) -> Iterator[Inner]:
    """The text of a document. DecodeError for one that is broken."""
    text = _docx(data) if kind is Format.DOCX else _rtf(data)
    yield Inner("", text.encode("utf-8", "surrogatepass"))


def _docx(data: bytes) -> str:
    """The text of a Word document, its tables row by row."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo("word/document.xml").file_size > _MOST:
                raise DecodeError("a Word document that unpacks to more than 200 MB")
            with archive.open("word/document.xml") as file:
                root = ET.parse(file).getroot()  # noqa: S314 - expat bounds what entities grow to
    except (zipfile.BadZipFile, KeyError, ET.ParseError, OSError, EOFError) as error:
        raise DecodeError(f"a Word document that cannot be read: {error}") from error
    return "\n\n".join(_paragraph(one) for one in root.iter(f"{_W}p"))


def _paragraph(paragraph: ET.Element) -> str:
    """The text of a paragraph, with its breaks and tabs; what was deleted is not of it."""
    found = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            found.append(node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            found.append("\n")
        elif node.tag == f"{_W}tab":
            found.append("\t")
        elif node.tag == f"{_W}noBreakHyphen":
            found.append("-")
    return "".join(found)


def _rtf(data: bytes) -> str:
    """The text of a document in RTF."""
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(data.decode("latin-1"), errors="replace"))
