"""Corpora of tagged text: each document an element, its fields elements in it, and none of it XML.

One tolerant reader for all of them. Tags are taken off line by line, so that what is left of a line
is still that line of the source; the names of elements are a table (``data/tags.toml``).
"""

from __future__ import annotations

from datetime import date
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.label import Mark
from dispatchkit.model import Label
from dispatchkit.reading.fields import FIELD_LABELS, credits_somebody, record_fields
from dispatchkit.reading.message import Document, Wrapping
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.lines import is_blank
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.options import ReadOptions

_TAG_RE = pattern(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]{0,40})(?P<rest>[^<>]{0,1000})>|<![^<>]{0,1000}>|<\?[^<>]{0,1000}\?>"
)
_ATTRIBUTE_RE = pattern(r"([\w:.-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# "&UR;", "&Cx1f;" (a control character by its number), "&#3;".
_ENTITY_RE = pattern(r"&(?:Cx([0-9a-fA-F]{2})|#(\d{1,3})|([A-Za-z]{1,8}));")
_CONTROLS = range(32)
# Days in the numbers of documents: AFP_ENG_20040619.0012, AP880212-0001, LA010189-0013.
_LONG_ID_RE = pattern(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SHORT_ID_RE = pattern(r"(?<![\dA-Za-z])[A-Z]{2,4}(\d\d)(\d\d)(\d\d)(?!\d)")
_SOURCE_RE = pattern(r"[A-Z]+(?=[_.\d])")
# WSJ parts the lines of its headlines like this.
_RULE_RE = pattern(r"\s+-{2,}\s+")
_SIX_RE = pattern(r"(\d\d)(\d\d)(\d\d)")


class Told(NamedTuple):
    """What an element states: the *field*, the text, and the lines that it stands on; *line* is
    None for an attribute.
    """

    field: str
    text: str
    lines: tuple[Line, ...]


class Story(NamedTuple):
    """A document of a corpus: what its elements state, the lines of its text without tags, and the
    other lines.
    """

    told: list[Told]
    text: list[Line]
    around: list[Line]


def stories(lines: Iterable[Line]) -> Iterator[Story]:
    """The documents among the *lines*, one after another. What stands outside of any belongs to
    the next one, or the last.
    """
    table = tables.load("data/tags")
    reader = _Reader(table)
    waiting: list[Line] = []
    last: Story | None = None
    for line in lines:
        done = reader.line(line)
        if done is not None:
            if last is not None:
                yield last
            last = done._replace(around=[*waiting, *done.around])
            waiting = []
        elif reader.story is None and not is_blank(line.text):
            waiting.append(line)
    if reader.story is not None:
        if last is not None:
            yield last
        last = reader.closed()
    if last is not None:
        yield last._replace(around=[*last.around, *waiting])


class _Reader:
    """Takes the tags off lines, and knows which elements are open."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._documents = frozenset(table["document"])
        self._body = frozenset(table["body"])
        self._paragraph = frozenset(table["paragraph"])
        self._fields = {name: field for field, names in table["fields"].items() for name in names}
        self._attributes = {
            name: field for field, names in table["attributes"].items() for name in names
        }
        self._entities, self._sources = table["entities"], table["sources"]
        self.story: Story | None = None
        self._open: list[str] = []
        self._field: list[str] = []
        self._lines: list[Line] = []
        self._told = False

    def line(self, line: Line) -> Story | None:
        """Read one line; the document that ends on it, if one does."""
        done: Story | None = None
        left: list[str] = []
        at = 0
        seen = False
        for tag in chain(_TAG_RE.finditer(line.text), [None]):
            piece = line.text[at : tag.start() if tag else len(line.text)]
            seen = self._piece(piece, line, left) or seen
            if tag is None:
                break
            at = tag.end()
            if tag["name"] is None:
                continue
            name = tag["name"].upper()
            if tag["end"]:
                closed = self._close(name)
                done = closed or done
            else:
                if name in self._documents and self.story is not None and name in self._open:
                    done = self.closed()
                self._begin(name, tag["rest"], line)
        story = done or self.story
        if story is not None:
            self._keep(line, "".join(left), story, seen=seen)
        return done

    def _keep(self, line: Line, left: str, story: Story, *, seen: bool) -> None:
        """Where a line goes: to the text if something of it is left; tags alone part paragraphs."""
        text = self._spelled(left)
        if text.strip():
            story.text.append(line._replace(text=text))
        elif story.text and (is_blank(line.text) or not seen):
            story.text.append(line._replace(text=""))
        if not text.strip() and not seen and not is_blank(line.text):
            story.around.append(line)

    def _piece(self, piece: str, line: Line, left: list[str]) -> bool:
        """Read the text between two tags; True if it goes to a field."""
        if self.story is None:
            return False
        if self._named():
            if piece:
                self._field.append(piece)
            if line not in self._lines[-1:]:
                self._lines.append(line)
            return bool(piece.strip())
        if self._in_body():
            left.append(piece)
        elif piece.strip():
            self.story.around.append(line) if line not in self.story.around[-1:] else None
            return True
        return False

    def _named(self) -> str:
        """The field of the innermost open element that has one."""
        for name in reversed(self._open):
            if name in self._fields:
                return self._fields[name]
            if name in self._body:
                return ""
        return ""

    def _in_body(self) -> bool:
        """Whether text of the story is read: in its element, or in what holds that, above it."""
        bodies = [name for name in self._open if name in self._body]
        return len(bodies) > (self._told and bodies[:1] == ["BODY"])

    def _begin(self, name: str, rest: str, line: Line) -> None:
        """Open an element."""
        if self.story is None and name in self._documents:
            self.story, self._open, self._told = Story([], [], []), [], False
            if name in self._sources:
                self.story.told.append(Told("agency", self._sources[name], ()))
            for key, *values in _ATTRIBUTE_RE.findall(rest):
                field = self._attributes.get(key.upper())
                if field:
                    self.story.told.append(Told(field, self._spelled("".join(values)), ()))
        if self.story is None or rest.rstrip().endswith("/"):
            return
        if name in self._fields and self._named():
            self._end_field()
        self._open.append(name)
        if name in self._fields:
            self._field, self._lines = [], [line]

    def _close(self, name: str) -> Story | None:
        """Close an element and all that stand open in it; the document, if it is closed."""
        if name not in self._open:
            return None
        while self._open:
            last = self._open[-1]
            if last in self._fields and self._field:
                self._end_field()
            self._open.pop()
            self._told = self._told or (last in self._body and bool(self.story and self.story.text))
            if last == name:
                break
        return self.closed() if name in self._documents and name not in self._open else None

    def _end_field(self) -> None:
        """Keep what the innermost field says."""
        text = " ".join(self._spelled(" ".join(self._field)).split())
        if text and self.story is not None:
            self.story.told.append(Told(self._named(), text, tuple(self._lines)))
        self._field, self._lines = [], []

    def closed(self) -> Story | None:
        """The document that is open, which ends here."""
        if self._field:
            self._end_field()
        story, self.story, self._open = self.story, None, []
        return story

    def _spelled(self, text: str) -> str:
        """*text* with entities as characters, and without controls."""
        if "&" not in text:
            return text
        return str(unescape(_ENTITY_RE.sub(self._entity, text)))

    def _entity(self, found: re.Match[str]) -> str:
        if found[1] or (found[2] and int(found[2]) in _CONTROLS):
            return " "
        return str(self._entities.get(found[3] or "", found[0]))


def day_of_id(text: str) -> date | None:
    """The day in the number of a document; None if there is none, or if it may be two."""
    found = _LONG_ID_RE.search(text)
    if found:
        return _day(*map(int, found.groups()))
    short = _SHORT_ID_RE.match(text.strip())
    return six_figures("".join(short.groups())) if short else None


def six_figures(text: str) -> date | None:
    """The day of the last century that six figures are, year or month first ("910514", "010189");
    None if they are none, or may be two.
    """
    found = _SIX_RE.fullmatch(text.strip())
    if found is None:
        return None
    first, second, third = map(int, found.groups())
    year_first = _day(1900 + first, second, third) if first >= _OLDEST else None
    year_last = _day(1900 + third, first, second) if third >= _OLDEST else None
    return year_first if year_last is None else (year_last if year_first is None else None)


# The oldest document of any of these corpora is of 1984.
_OLDEST = 80


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def corpus(lines: Iterable[Line], options: ReadOptions) -> Iterator[Document]:
    """A document for each story among the *lines*, with what its elements state."""
    for story in stories(lines):
        told = [pair for one in story.told for pair in _pairs(one)]
        order = options._replace(date_order=options.date_order or DateOrder.MONTH_FIRST.value)
        stated = _with_day(told, record_fields(told, order), order)
        _open_text(story, tables.load("data/tags"))
        first = next((line.number for line in story.text if not is_blank(line.text)), 0)
        marks = [_mark(one) for one in story.told if one.lines]
        taken = {line.number for mark in marks for line in mark.unit.lines}
        said = {line.number for line in story.text if not is_blank(line.text)}
        rest = [line for line in story.around if line.number not in taken | said]
        marks += [
            Mark(unit_of(line, line.text.strip()), Label.ENVELOPE, "sgml.envelope", prose=False)
            for line in rest
        ]
        marks.sort(key=lambda mark: mark.unit.lines[0].number)
        yield Document(
            tuple(_trimmed(story.text)),
            "a document of a corpus",
            _wrapping([mark for mark in marks if mark.unit.lines[0].number < first]),
            _wrapping([mark for mark in marks if mark.unit.lines[0].number >= first]),
            stated=stated,
            parted=True,
            framed=True,
        )


def _pairs(told: Told) -> Iterator[tuple[str, str]]:
    """What an element states, by field. A headline may have lines that dashes part, one of which
    names the author; the number of a document may tell who sent it.
    """
    if told.field != "headline":
        yield told.field, told.text
        source = _SOURCE_RE.match(told.text) if told.field == "altid" else None
        sender = source and tables.load("data/tags")["sources"].get(source[0])
        if sender:
            yield "agency", sender
        return
    headline, *rest = _RULE_RE.split(told.text)
    yield "headline", headline
    for text in rest:
        if credits_somebody(text):
            yield "author", text


def _with_day(
    told: Sequence[tuple[str, str]], stated: dict[str, Any], options: ReadOptions
) -> dict[str, Any]:
    """What is stated, with the day of publication where no date tells it that can be read by
    itself: six figures, or those in the number of the document.
    """
    days = [six_figures(text) for field, text in told if field == "published"]
    if "published" not in stated:
        days += [day_of_id(text) for field, text in told if field == "altid"]
    day = next(filter(None, days), None)
    if day is None:
        return stated
    known = [(field, text) for field, text in told if field != "published"]
    return record_fields([*known, ("published", day.isoformat())], options)


def _open_text(story: Story, table: dict[str, Any]) -> None:
    """Take the lines above the mark that opens the text from it, and the mark."""
    for at, line in enumerate(story.text):
        mark = next((mark for mark in table["opens"] if line.text.lstrip().startswith(mark)), None)
        if mark:
            story.around.extend(line for line in story.text[:at] if not is_blank(line.text))
            start = line.text.index(mark) + len(mark)
            story.text[: at + 1] = [line._replace(text=line.text[start:])]
            return


def _mark(told: Told) -> Mark:
    """The lines of an element, with the label of its field."""
    unit = unit_of(told.lines[0], told.text)
    return Mark(
        unit._replace(lines=told.lines),
        FIELD_LABELS.get(told.field, Label.ENVELOPE),
        f"sgml.{told.field}",
        prose=False,
    )


def _wrapping(marks: Sequence[Mark]) -> Wrapping:
    return Wrapping(tuple([line for mark in marks for line in mark.unit.lines]), tuple(marks))


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """The *lines* without blank ones at either end."""
    told = [at for at, line in enumerate(lines) if not is_blank(line.text)]
    return lines[told[0] : told[-1] + 1] if told else ()
