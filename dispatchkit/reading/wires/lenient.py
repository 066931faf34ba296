"""Reads mark-up that is not well formed: tags that are never closed, a bare "&", entities that no
document type defines, HTML that was written into XML as text.

Nothing is expanded but references to characters, the names that HTML has for them, and entities
that a document type defines as short plain text, a bounded number of times, so that mark-up cannot
grow.
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from dispatchkit.reading.wires.tree import Builder

_TAG_RE = pattern(
    r"<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]{0,200})(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
# A quotation mark that is never closed: then the next ">" ends the tag.
_LOOSE_TAG_RE = pattern(r"<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]{0,200})(?P<rest>[^<>]*+)>")
_ATTRIBUTE_RE = pattern(
    r"(?P<key>[A-Za-z_][\w:.-]{0,200})\s{0,20}=\s{0,20}(?:\"(?P<two>[^\"]*+)\"|'(?P<one>[^']*+)'|(?P<bare>[^\s\"'<>]++))"
)
# The beginning of a tag that an input was cut off in.
_CUT_RE = pattern(r"<(?:/?+(?:[A-Za-z_!?][^<>]*+)?+)\s*+\Z")
# What is no text, by its opening and its end. The text of CDATA is.
_CLOSED = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))
_CDATA = "<![CDATA["
# Elements of HTML that hold nothing and are never closed, and those that end where the next of
# their kind begins.
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"))
_ENDED = frozenset(("p", "li", "tr", "td", "th", "dt", "dd", "option"))
# How far down the elements that are open the one is looked for that a tag closes.
_NEAR, _FAR = 3, 60
# So much is waited for the end of a tag or comment.
_PATIENCE = 1 << 20
# The longest name of an entity of HTML has 31 letters; those of a document type that are put in
# their places have no more than 60.
_LONGEST_ENTITY = 62
# <!ENTITY co "Lunde Bakery">: what a document type defines, a parameter ("%") or for texts.
_DEFINED_RE = pattern(
    r"<!ENTITY\s{1,40}(?P<parameter>%\s{1,40})?(?P<name>[\w:.-]{1,60})\s{1,40}"
    r"(?:\"(?P<two>[^\"]*+)\"|'(?P<one>[^']*+)')\s{0,40}>"
)
_REFERENCE_RE = pattern(r"&([A-Za-z_][\w:.-]{0,59});")
# An entity is put in its place if it has no mark-up and fewer characters than these, and until all
# together have grown by so many.
_MARKS, _PLAIN, _MOST_GROWN = frozenset("<&%"), 1000, 1 << 20


class Lenient:
    """Tells a *builder* what is in mark-up that is given in pieces. *line* is that of the first;
    *is_html*: the names of its elements are those of HTML.
    """

    def __init__(self, builder: Builder, line: int = 1, *, is_html: bool = False) -> None:
        self._builder = builder
        self._line = line
        self._html = is_html
        self._left = ""
        self._entities: dict[str, str] = {}
        self._grown = 0
        # The line of the first tag that fits no other, 0 if all do.
        self.misfit = 0

    def feed(self, piece: str, *, last: bool = False) -> None:
        """Read one more piece."""
        text = self._left + piece
        at = 0
        # Where something has no end, nothing later of its kind has one.
        endless: set[str] = set()
        while at < len(text):
            waits = not last and len(text) - at < _PATIENCE
            end = self._next(text, at, endless, waits=waits)
            if end == at:
                break
            self._line += text.count("\n", at, end)
            at = end
        self._left = text[at:]

    def _next(self, text: str, at: int, endless: set[str], *, waits: bool) -> int:
        """Read what stands at a place of *text*; where it ends, the same place if its end *waits*
        for what is not there yet.
        """
        sign = text.find("<", at)
        if sign != at:
            end = sign if sign > 0 else self._whole(text, at, waits=waits)
            if end > at:
                self._builder.data(unescape(self._expanded(text[at:end])))
            return end
        for marks in _CLOSED:
            if text.startswith(marks[0], at):
                return self._skip(text, at, marks, endless, waits=waits)
        tag = _TAG_RE.match(text, at) or _LOOSE_TAG_RE.match(text, at)
        if tag is None:
            return self._no_tag(text, at, waits=waits)
        self._tag(tag["name"], tag["rest"], closes=bool(tag["end"]))
        return tag.end()

    def _no_tag(self, text: str, at: int, *, waits: bool) -> int:
        """Read a sign that opens no tag, or one that is cut off, as ``_next``."""
        left = len(text) - at
        is_cut = _CUT_RE.match(text, at) is not None
        if waits and (is_cut or left < len(_CDATA)):
            return at
        if is_cut and left < _PATIENCE:
            return len(text)
        if is_cut:
            self._builder.spoil(f"a tag of more than {_PATIENCE:,} characters")
        self._builder.data("<")
        return at + 1

    def _expanded(self, text: str) -> str:
        """A text with the entities that the document type defines in their places."""
        return _REFERENCE_RE.sub(self._entity, text) if self._entities else text

    def _entity(self, reference: re.Match[str]) -> str:
        plain = self._entities.get(reference[1])
        if plain is None or self._grown > _MOST_GROWN:
            return reference[0]
        self._grown += len(plain)
        return plain

    def _define(self, subset: str) -> None:
        """Tell what entities a document type defines, and keep those that are plain text."""
        for one in _DEFINED_RE.finditer(subset):
            value = one["two"] or one["one"] or ""
            self._builder.start("ENTITY", ["name", one["name"], "value", value], self._line)
            self._builder.end()
            if not one["parameter"] and len(value) < _PLAIN and _MARKS.isdisjoint(value):
                # The first definition counts.
                self._entities.setdefault(one["name"], value)

    def _whole(self, text: str, at: int, *, waits: bool) -> int:
        """The end of a text, above an entity that may go on in what is not there yet."""
        cut = text.rfind("&", max(at, len(text) - _LONGEST_ENTITY)) if waits else -1
        return cut if cut >= 0 and ";" not in text[cut:] else len(text)

    def _skip(
        self, text: str, at: int, marks: tuple[str, str], endless: set[str], *, waits: bool
    ) -> int:
        """Pass over what stands between two *marks*, as ``_next``."""
        opening, closing = marks
        if opening == "<!" and 0 < text.find("[", at) < text.find(">", at):
            closing = "]>"
        end = -1 if closing in endless else text.find(closing, at + len(opening))
        if end < 0:
            endless.add(closing)
            if waits:
                return at
            self._builder.data(opening if opening != _CDATA else "")
            return at + len(opening)
        if opening == _CDATA:
            self._builder.data(text[at + len(opening) : end])
        if closing == "]>":
            self._define(text[at:end])
        return end + len(closing)

    def _tag(self, name: str, rest: str, *, closes: bool) -> None:
        """Open or close an element."""
        key = name.lower() if self._html else name
        if closes:
            self._end(key)
            return
        if key.lower() in _ENDED:
            self._close(key, _NEAR)
        self._builder.start(key, [*_attributes(rest)], self._line)
        if rest.endswith("/") or (self._html and key in _VOID):
            self._builder.end()

    def _end(self, name: str) -> None:
        """Close an element that a tag names."""
        names = self._builder.open_names()
        if names[-1:] != [name.rpartition(":")[2]]:
            self.misfit = self.misfit or self._line
        self._close(name, _FAR)

    def _close(self, name: str, far: int) -> None:
        """Close the innermost of the elements *name* that are open, if it is not too *far* away,
        and all that are open in it.
        """
        local = name.rpartition(":")[2]
        names = self._builder.open_names()[-far:]
        if local in names:
            for _ in range(names[::-1].index(local) + 1):
                self._builder.end()


def _attributes(rest: str) -> Iterable[str]:
    """The names and values of attributes, by turns, each name once."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE_RE.finditer(rest):
        found.setdefault(one["key"], unescape(one["two"] or one["one"] or one["bare"] or ""))
    for key, value in found.items():
        yield key
        yield value
