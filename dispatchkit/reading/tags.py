"""Cuts corpora of tagged text into stories: what the elements of each state, the lines of its text
without tags, and all other lines.

Corpora are SGML by name alone: tags stand open, entities are their own, a file holds any number of
documents without a root. So nothing is parsed. Tags are taken off line by line, what is left of a
line is still that line of the source, and only the elements that a table names mean something
(``data/tags.toml``). Every line that is not blank is in a story.
"""

from __future__ import annotations

from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank
from dispatchkit.text.shape import is_prose

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Line

# Comments, declarations and the marks around CDATA are tags without a name.
_TAG_RE = pattern(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]{0,40})(?P<rest>[^<>]{0,1000})>"
    r"|<!\[CDATA\[|\]\]>|<![^<>]{0,1000}>|<\?[^<>]{0,1000}\?>"
)
# A tag that goes on in the next line, or that was cut off with the file.
_TORN_RE = pattern(r"<(?:/?([A-Za-z][\w:.-]{0,40})(?:\s[^<>]{0,1000})?|/)\Z")
_ATTRIBUTE_RE = pattern(r"([\w:.-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# "&UR;", "&Cx1f;" (a control character by its number), "&#3;".
_ENTITY_RE = pattern(r"&(?:Cx([0-9a-fA-F]{2})|#(\d{1,3})|([A-Za-z]{1,8}));")
_CONTROLS = range(32)
# Text stands in two elements at most ("<BODY> ... <TEXT>"); more are opened and never closed.
_DEEPEST = 16
# A table sets its columns apart with as many blanks.
_COLUMNS = "   "


class Told(NamedTuple):
    """What an element states: the *field*, the text, and the lines that it stands on; none for an
    attribute.
    """

    field: str
    text: str
    lines: tuple[Line, ...]


class Story(NamedTuple):
    """A document of a corpus: what its elements state, the lines of its text without tags, all
    other lines, and the numbers of the lines of text that go on in the next one.
    """

    told: list[Told]
    text: list[Line]
    around: list[Line]
    joined: set[int]


def stories(lines: Iterable[Line]) -> Iterator[Story]:
    """The documents among the *lines*, one after another. What stands outside of any belongs to
    the next one, or the last; so does a document that has neither text nor headline.
    """
    reader = _Reader(tables.load("data/tags"))
    last: Story | None = None
    strays: list[Line] = []
    for done in _documents(reader, lines):
        if not done.text and not any(told.field == "headline" for told in done.told):
            strays += _lines_of(done)
            continue
        if last is not None:
            yield last
        last = done._replace(around=[*strays, *done.around])
        strays = []
    strays += reader.waiting
    if last is not None:
        yield last._replace(around=[*last.around, *strays])
    elif strays:
        yield Story([], [], strays, set())


def _documents(reader: _Reader, lines: Iterable[Line]) -> Iterator[Story]:
    """The documents among the *lines*, and what is one because its mark-up says so."""
    for line in lines:
        yield from reader.read(line)
    done = reader.ended()
    if done is not None:
        yield done


def _lines_of(story: Story) -> list[Line]:
    """All lines of a document without text, each once, in their order."""
    found = {line.number: line for told in story.told for line in told.lines}
    found.update((line.number, line) for line in story.around)
    return [found[number] for number in sorted(found)]


class _Reader:
    """Takes the tags off lines, and knows which elements are open. *waiting* are the lines that
    stand outside of any document so far.
    """

    # Whether the element of the text was closed; whether the line above stands in a paragraph that
    # is marked as one, and whether the next does.
    _told: bool
    _paragraph: bool
    _began: bool
    # The outermost element that is open and means nothing ("": none), and the lines outside of the
    # text by that.
    _other: str
    _loose: dict[str, list[Line]]

    def __init__(self, table: dict[str, Any]) -> None:
        self._documents = frozenset(table["document"])
        self._bodies = frozenset(table["body"])
        self._paragraphs = frozenset(table["paragraph"])
        self._breaks = frozenset(table["break"])
        self._asides = frozenset(table["aside"])
        self._fields = {name: field for field, names in table["fields"].items() for name in names}
        self._attributes = {
            name: field for field, names in table["attributes"].items() for name in names
        }
        self._entities, self._sources = table["entities"], table["sources"]
        in_text = self._bodies | self._paragraphs | self._breaks | self._asides
        self._known = frozenset(self._documents | in_text | self._fields.keys())
        self._torn = ""
        self.waiting: list[Line] = []
        self._story: Story | None = None
        self._reset("")

    # --- lines ------------------------------------------------------------

    def read(self, line: Line) -> list[Story]:
        """Read one line; the documents that end on it."""
        self._line, self._kept = line, False
        done: list[Story] = []
        at = 0
        text = self._whole(line.text)
        for tag in chain(_TAG_RE.finditer(text), [None]):
            self._piece(text[at : tag.start() if tag else len(text)])
            if tag is None:
                break
            at = tag.end()
            name = (tag["name"] or "").upper()
            ended = self._close(name) if tag["end"] else self._open(name, tag["rest"] or "")
            if ended is not None:
                done.append(ended)
        self._flush()
        self._keep(done)
        return done

    def _whole(self, text: str) -> str:
        """The text of a line with the tag that began in the line above, and without one that goes
        on in the line below.
        """
        if self._torn:
            whole = f"{self._torn} {text}"
            text = whole if _TAG_RE.match(whole) else text
            self._torn = ""
        at = text.rfind("<")
        torn = _TORN_RE.match(text, at) if at >= 0 else None
        ends = torn is not None and torn[0].startswith("</")
        if torn and (ends or any(name.startswith((torn[1] or "").upper()) for name in self._known)):
            self._torn = torn[0]
            return text[:at]
        return text

    def _keep(self, done: list[Story]) -> None:
        """See to it that the line is kept, whatever was on it, and that a line without text parts
        what stands above and below.
        """
        line, story = self._line, self._story
        if story is not None and not self._kept and story.text and self._is_text():
            self._part()
        if self._kept or is_blank(line.text):
            return
        if story is not None:
            story.around.append(line)
        elif done:
            done[-1].around.append(line)
        else:
            self.waiting.append(line)

    def _piece(self, piece: str) -> None:
        """Read what stands between two tags."""
        if self._story is None:
            return
        if self._field:
            self._said.append(piece)
            self._where(self._line)
            self._kept = True
        elif self._is_text():
            self._left.append(piece)
        elif piece.strip():
            line = self._line._replace(text=self._spelled(piece))
            self._loose.setdefault(self._other, []).append(line)
            if self._story.around[-1:] != [self._line]:
                self._story.around.append(self._line)
            self._kept = True

    def _is_text(self) -> bool:
        """Whether text of the story is read: in its element, or in what holds that, above it."""
        holder = self._told and self._inside[:1] == ["BODY"]
        return len(self._inside) > holder and not self._aside and not self._field

    def _flush(self) -> None:
        """Make a line of the text that is left of a line of the source."""
        text = self._spelled("".join(self._left))
        self._left.clear()
        if self._story is None or not text.strip():
            return
        lines = self._story.text
        if self._paragraph and lines and _goes_on(lines[-1], self._line, text):
            self._story.joined.add(lines[-1].number)
        lines.append(self._line._replace(text=text))
        self._paragraph = self._began
        self._kept = True

    def _part(self) -> None:
        """Part what stands above from what follows."""
        self._paragraph = False
        if self._story is not None and self._story.text and self._story.text[-1].text:
            self._story.text.append(self._line._replace(text=""))

    def _where(self, line: Line) -> None:
        """Note that what an element says stands on the *line*."""
        if not self._stands or self._stands[-1].number != line.number:
            self._stands.append(line)

    # --- elements ---------------------------------------------------------

    def _open(self, name: str, rest: str) -> Story | None:
        """Open an element; the document that ends, because another one begins."""
        if name in self._documents:
            ended = self.ended()
            self._begin(name, rest)
            return ended
        if self._story is None or rest.rstrip().endswith("/"):
            return None
        if name in self._fields:
            self._end_field()
            self._flush()
            self._field, self._opened = self._fields[name], name
            self._where(self._line)
        elif name in self._bodies:
            self._end_field()
            self._flush()
            self._part()
            self._aside, self._began = "", False
            del self._inside[_DEEPEST:]
            self._inside.append(name)
        elif not self._field:
            self._open_inside(name)
            if name and name not in self._known:
                self._other = self._other or name
        return None

    def _open_inside(self, name: str) -> None:
        """Open an element that means something in the text alone."""
        if name in self._asides:
            self._flush()
            self._aside = name
        elif name in self._paragraphs or name in self._breaks:
            self._flush()
            self._aside = ""
            if name in self._paragraphs:
                self._part()
                self._began = True

    def _close(self, name: str) -> Story | None:
        """Close an element, and what stands open in it; the document, if it is closed."""
        if name == self._other:
            self._other = ""
        if name in self._documents:
            return self.ended() if name == self._root else None
        if name == self._opened:
            self._where(self._line)
            self._kept = True
            self._end_field()
        elif name in self._inside:
            self._end_field()
            self._flush()
            self._part()
            self._began, self._aside = False, ""
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(name) :]
            self._told = self._told or bool(self._story and self._story.text)
        elif name == self._aside:
            self._flush()
            self._aside = ""
        elif name in self._paragraphs and not self._field:
            self._flush()
            self._part()
            self._began = False
        return None

    def _reset(self, name: str) -> None:
        """Forget which elements are open, but for that of a document (none: "")."""
        self._root, self._field, self._opened, self._aside = name, "", "", ""
        self._inside: list[str] = []
        self._said: list[str] = []
        self._stands: list[Line] = []
        self._left: list[str] = []
        self._other = ""
        self._loose = {}
        self._told = self._paragraph = self._began = False

    def _begin(self, name: str, rest: str) -> None:
        """Begin a document, with the attributes of its element."""
        self._reset(name)
        story = self._story = Story([], [], self.waiting, set())
        self.waiting = []
        if name in self._sources:
            story.told.append(Told("agency", self._sources[name], ()))
        for key, *values in _ATTRIBUTE_RE.findall(rest):
            field = self._attributes.get(key.upper())
            if field:
                story.told.append(Told(field, self._spelled("".join(values)), ()))

    def ended(self) -> Story | None:
        """The document that is open, which ends here."""
        self._end_field()
        self._flush()
        story, self._story = self._story, None
        if story is not None and not story.text and self._loose:
            story = _with_loose(story, self._loose.get("") or _most_told(self._loose))
        self._reset("")
        return story

    def _end_field(self) -> None:
        """Keep what the element that is open says; the lines of one that says nothing are kept
        among the others.
        """
        if self._story is not None and self._field:
            text = " ".join(self._spelled(" ".join(self._said)).split())
            if text:
                self._story.told.append(Told(self._field, text, tuple(self._stands)))
            else:
                self._story.around.extend(self._stands)
        self._field = self._opened = ""
        self._said, self._stands = [], []

    # --- entities ---------------------------------------------------------

    def _spelled(self, text: str) -> str:
        """*text* with entities as characters, and without controls."""
        if "&" not in text:
            return text
        return str(unescape(_ENTITY_RE.sub(self._entity, text)))

    def _entity(self, found: re.Match[str]) -> str:
        if found[1] or (found[2] and int(found[2]) in _CONTROLS):
            return " "
        name = found[3] or ""
        return str(self._entities.get(name, self._entities.get(name.upper(), found[0])))


def _most_told(loose: dict[str, list[Line]]) -> list[Line]:
    """Of the lines in elements that no table knows those of the element with most text, if they
    are sentences.
    """
    best = max(loose.values(), key=lambda lines: sum(len(line.text) for line in lines))
    return best if any(is_prose(line.text.strip()) for line in best) else []


def _with_loose(story: Story, loose: Sequence[Line]) -> Story:
    """A story without a known element for its text, whose text are the *loose* lines; blank ones
    part them as in the source.
    """
    text: list[Line] = []
    for line in loose:
        if text and line.number > text[-1].number + 1:
            text.append(line._replace(number=line.number - 1, text=""))
        text.append(line)
    taken = {line.number for line in loose}
    around = [line for line in story.around if line.number not in taken]
    return story._replace(text=text, around=around)


def _goes_on(above: Line, line: Line, text: str) -> bool:
    """Whether a line goes on in the next one of its paragraph, which is the *text* of *line*: not
    in a table, below a blank line, or where one begins further in than the other.
    """
    if not above.text or above.number == line.number:
        return False
    flush = len(above.text) - len(above.text.lstrip()) >= len(text) - len(text.lstrip())
    return flush and _COLUMNS not in above.text.strip() and _COLUMNS not in text.strip()
