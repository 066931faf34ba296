"""What a zip archive is: documents of many programs are such archives, known by the files in them.
A document of a kind that holds no news as text is refused as a whole, not file by file.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dispatchkit.data import tables
from dispatchkit.errors import DecodeError
from dispatchkit.reading.kinds import Format, NewFormat, Recognised
from dispatchkit.reading.torn_zip import listed, names

# A text of OpenDocument, and the file of a Word document that holds its text.
_ODT = "application/vnd.oasis.opendocument.text"
_DOCX = "word/document.xml"
# What stands in the documents of all office programs, of which some are read.
_ANY = frozenset(("[Content_Types].xml",))
# A document states its type in its first file, as it is; so much of it is looked at.
_TYPE_FILE = b"mimetype"
_NAME_AT, _LONGEST = 30, 100


class _Document(NamedTuple):
    """A kind of document: the files that only it has, or the types that it states."""

    format: NewFormat
    files: frozenset[str]
    types: tuple[str, ...]


def zipped(data: bytes) -> Recognised:
    """The format of a zip archive, of which *data* has at least the beginning and the end.
    DecodeError for a document that is cut off before that shows.
    """
    stated = _stated(data)
    if stated.startswith(_ODT):
        return Recognised(Format.ODT, "a zip archive with the type of a text in it")
    whole = frozenset(listed(data))
    held = whole or frozenset(names(data))
    if _DOCX in held:
        return Recognised(Format.DOCX, "a zip archive with word/ in it")
    for one in _documents():
        shown = stated if stated.startswith(one.types) else min(one.files & held, default="")
        if shown:
            if one.files == _ANY and not whole:
                raise DecodeError(f"{one.format.title} that is cut off or damaged")
            how = "with" if whole else "that is cut off or damaged, with"
            return Recognised(one.format, f"a zip archive {how} {shown} in it")
    return Recognised(Format.ZIP, "by its first bytes")


def _stated(data: bytes) -> str:
    """The type that a document states at its beginning; "" for none."""
    begin = _NAME_AT + len(_TYPE_FILE)
    if data[_NAME_AT:begin] != _TYPE_FILE:
        return ""
    return data[begin : begin + _LONGEST].partition(b"PK")[0].decode("ascii", errors="replace")


@cache
def _documents() -> tuple[_Document, ...]:
    """The kinds of documents, in the order in which they are asked."""
    return tuple(
        [
            _Document(
                NewFormat(one["word"], one["title"], is_text=False),
                frozenset(one["files"]),
                tuple(one["types"]),
            )
            for one in tables.load("data/documents")["document"]
        ]
    )
