"""The text of documents of word processors: a line a paragraph, with blank ones between."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zlib import error as zlib_error

from dispatchkit.errors import DecodeError
from dispatchkit.labels import Label
from dispatchkit.reading.archives import may_hold
from dispatchkit.reading.cut import wrapped
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Inner, Wrapping
from dispatchkit.reading.torn_zip import TOO_LARGE
from dispatchkit.text.lines import split_lines

if TYPE_CHECKING:
    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.word_text import Written

# A document of a thousand articles has 20 MB of XML, which takes ten times as much in memory.
_MOST = 64 << 20


_NOTHING = Wrapping()


def written(data: bytes, kind: Kind) -> Written:
    """What is written in a document. DecodeError for one that is broken."""
    if kind is Format.RTF:
        from dispatchkit.reading.word_rtf import rtf

        return rtf(data)
    if kind is Format.ODT:
        from dispatchkit.reading import word_odt

        return word_odt.odt(_members(data, *word_odt.MEMBERS))
    from dispatchkit.reading import word_docx

    return word_docx.docx(_members(data, *word_docx.MEMBERS))


def inner(found: Written, name: str = "", outer: Wrapping = _NOTHING) -> Inner:
    """The text of a document as an input of its own, with what stands beside it around, below the
    lines of an *outer* envelope.
    """
    first = len(outer.lines)
    above = split_lines("".join(f"{text}\n\n" for text in found.above), line=first)
    text = found.text if found.text.endswith("\n") else f"{found.text}\n"
    last = first + len(above) + len(split_lines(text))
    below = split_lines("".join(f"\n{text}\n" for text in found.below), line=last)
    return Inner(
        name,
        text.encode("utf-8", "surrogatepass"),
        above=outer.joined(wrapped(above, Label.ENVELOPE, "word.above")),
        below=wrapped(below, Label.OTHER, "word.below"),
    )


def _members(data: bytes, main: str, beside: tuple[str, ...]) -> dict[str, ET.Element]:
    """The XML files of a document: the *main* one, and those whose names begin as one of *beside*,
    by their names without the ending. What beside the main one is damaged is left out.
    """
    found: dict[str, ET.Element] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found["main"] = _root(archive, archive.getinfo(main))
            for entry in archive.infolist():
                if entry.filename.startswith(beside) and entry.filename.endswith(".xml"):
                    try:
                        found[entry.filename.removesuffix(".xml")] = _root(archive, entry)
                    except _DAMAGE:
                        continue
    except zipfile.BadZipFile as error:
        raise DecodeError("a document that is cut off or damaged") from error
    except _DAMAGE as error:
        raise DecodeError(f"a document that cannot be read: {error}") from error
    return found


def _root(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> ET.Element:
    """The root of a file of XML in a document."""
    if entry.file_size > _MOST or not may_hold(entry.file_size, entry.compress_size):
        raise ValueError(TOO_LARGE)
    with archive.open(entry) as file:
        # expat bounds what entities grow to.
        return ET.parse(file).getroot()  # noqa: S314


_DAMAGE = (
    zipfile.BadZipFile,
    KeyError,
    ET.ParseError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    zlib_error,
)
