"""The items of an input of XML, one after another, read by the parser of the standard library. What
is not well formed, or defines entities of its own, is read again from the beginning of its item by
the lenient reader, to the end of the input.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from dispatchkit.reading.message import Broken
from dispatchkit.reading.wires.lenient import Lenient
from dispatchkit.reading.wires.tree import Builder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.reading.wires.tree import Element

# The input is handed to the parser in pieces of about so many characters.
_PIECE = 1 << 14
# The parser looks anew at a tag for each piece of it: after so many bytes it is left to the lenient
# reader, which does not wait for ever.
_PATIENCE = 1 << 22
_JUNK = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
# HTML has names for what no document type defines.
_ENTITY = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
# What is written "AT&T" is not well formed, and plain enough.
_INVALID = expat.errors.XML_ERROR_INVALID_TOKEN
_AMPERSAND_RE = re.compile(rb"&[A-Za-z]{0,31}\Z")
_LONGEST_NAME = 40
# What is read again where it is not well formed is held up to this size.
_MOST_HELD = 1 << 27


class _Unsafe(Exception):
    """The document type of an input defines entities."""


def read(texts: Iterable[str], builder: Builder) -> Iterator[None]:
    """Read XML that is given as *texts* with a *builder*, stopping after each piece. What is not
    well formed is told to it at the end.
    """
    reader = _Reader(builder)
    for piece in _pieces(texts):
        reader.feed(piece)
        yield
    reader.close()
    yield


def tree_of(text: str) -> Element:
    """The tree of HTML in a text."""
    builder = Builder(frozenset(), _ignore, _ignore)
    Lenient(builder, is_html=True).feed(text, last=True)
    builder.close()
    return builder.envelope


def _ignore(_: object) -> None:
    """HTML in a text has no items."""


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    """*texts* joined to pieces that are long enough."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _doubt(where: str, why: str) -> Broken:
    return Broken(where, f"XML that is not well formed: {why}; read as far as its tags tell")


class _Reader:
    """Reads XML piece by piece."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._lenient: Lenient | None = None
        self._doubt: Broken | None = None
        # The bytes since the last item began or ended, where they begin in what the parser was
        # given, and the line of that place.
        self._held = bytearray()
        self._base = 0
        self._mark = 0
        self._line = 1
        self._begin(0)

    def _begin(self, lines: int) -> None:
        """Begin a document below so many lines."""
        self._above = lines
        self._seen = 0
        parser = self._parser = expat.ParserCreate("utf-8")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.EntityDeclHandler = self._refuse
        parser.SkippedEntityHandler = self._skipped

    def feed(self, piece: str, *, last: bool = False) -> None:
        """Read one more piece."""
        if self._lenient is not None:
            self._lenient.feed(piece, last=last)
            return
        data = piece.encode("utf-8", "replace")
        self._held += data
        self._parse(data, last=last)

    def close(self) -> None:
        """Read to the end, and tell the builder where the input is not well formed."""
        self.feed("", last=True)
        lenient = self._lenient
        if self._doubt is None and lenient is not None and self._builder.is_open:
            self._doubt = _doubt("the end", "elements that are never closed")
        self._builder.close()
        if self._doubt is None and lenient is not None and lenient.misfit:
            self._doubt = _doubt(f"line {lenient.misfit}", "mismatched tag")
        if self._doubt is not None:
            self._builder.refuse(self._doubt)

    def _parse(self, data: bytes, *, last: bool) -> None:
        while True:
            if not self._seen:
                # Above a declaration nothing may stand.
                blank = len(data) - len(data.lstrip(b"\0\t\n\r \xef\xbb\xbf"))
                self._above += data.count(b"\n", 0, blank)
                self._base -= blank
                data = data[blank:]
            self._seen += len(data)
            if last and not self._seen:
                return
            try:
                self._parser.Parse(data, last)
            except _Unsafe:
                self._leave(
                    "entities of its own, of which only short plain text is put in its place",
                    last=last,
                )
                return
            except expat.ExpatError as error:
                if error.code != _JUNK or self._builder.is_open:
                    why = expat.ErrorString(error.code).replace(_INVALID, "invalid token")
                    self._leave(why, last=last, is_harmless=self._is_entity(error.code))
                    return
                data = self._anew()
                continue
            self._forget(last=last)
            return

    def _is_entity(self, code: int) -> bool:
        """Whether an error is about an entity or a bare "&"."""
        if code == expat.errors.codes[_INVALID]:
            at = self._parser.ErrorByteIndex - self._base
            return _AMPERSAND_RE.search(self._held[max(0, at - _LONGEST_NAME) : at]) is not None
        return code == _ENTITY

    def _anew(self) -> bytes:
        """Begin another document where one has ended; what is left of the input."""
        parser = self._parser
        left = bytes(self._held[parser.ErrorByteIndex - self._base :])
        self._begin(self._above + parser.ErrorLineNumber - 1)
        self._held, self._base, self._mark = bytearray(left), 0, 0
        self._line = self._above + 1
        return left

    def _forget(self, *, last: bool) -> None:
        """Forget the bytes of what is whole."""
        if len(self._held) > _MOST_HELD:
            self._mark = self._parser.CurrentByteIndex
        cut = self._mark - self._base
        if cut > 0:
            del self._held[:cut]
            self._base = self._mark
        if not last and self._seen - self._parser.CurrentByteIndex > _PATIENCE:
            self._leave("a tag of some megabytes", last=False)

    def _leave(self, why: str, *, last: bool, is_harmless: bool = False) -> None:
        """Leave the rest of the input to the lenient reader. *is_harmless*: all of it is read if
        its tags fit.
        """
        parser = self._parser
        where = (
            f"line {self._above + parser.ErrorLineNumber}, column {parser.ErrorColumnNumber + 1}"
        )
        if not is_harmless:
            self._doubt = _doubt(where, why)
        self._builder.go_back()
        text = self._held[max(0, self._mark - self._base) :].decode("utf-8", "replace")
        self._held = bytearray()
        self._lenient = Lenient(self._builder, self._line)
        self._lenient.feed(text, last=last)

    def _start(self, name: str, attributes: list[str]) -> None:
        # The parser counts lines anew for each that it is asked for, and only items need theirs.
        builder = self._builder
        line = 0 if builder.is_inside else self._above + self._parser.CurrentLineNumber
        if builder.start(name, attributes, line):
            self._note()

    def _end(self, _: str) -> None:
        if self._builder.end():
            self._note()

    def _note(self) -> None:
        """Note the place at which an item begins or ends."""
        self._mark = self._parser.CurrentByteIndex
        self._line = self._above + self._parser.CurrentLineNumber

    def _skipped(self, name: str, is_parameter: bool) -> None:
        """An entity that the document type, which is not read, may define."""
        if not is_parameter:
            from html import unescape

            self._builder.data(unescape(f"&{name};"))

    def _refuse(self, *_: object) -> None:
        raise _Unsafe
