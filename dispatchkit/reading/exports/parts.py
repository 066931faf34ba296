"""Parts an export into articles, line by line: what is read is held for one article at a time."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.exports.database import fits
from dispatchkit.reading.exports.forms import is_rights
from dispatchkit.reading.exports.heads import LABEL_RE, Head, folded, labels
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank
from dispatchkit.text.shape import is_prose

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.exports.database import Database

# What stands between two records: a rule, perhaps with words in it, or the number of the next one.
_BETWEEN_RE = pattern(
    r"(?:[-=_*#~+.–—─━═]{3,}|[-=*#~]{2,80}[^=*#~]{1,60}[-=*#~]{2,80}"
    r"|(?:[^\W\d_]{1,12} )?[#№(\[]?\d{1,5}[.)\]:]?)"
)
# What no record says twice.
_ONCE = frozenset(("headline", "published", "body"))
# Further apart than this a line belongs to another article.
_GAP = 2
_NUMBERED_RE = pattern(r"\d{1,4}\.\s")
# More lines than any headline with its kicker has.
_MOST_ABOVE = 6


class Part(NamedTuple):
    """The lines of what may be an article, whether they begin as articles do, and whether they are
    a cover page.
    """

    lines: list[Line]
    begins: bool
    covers: bool = False


def parts(lines: Sequence[Line], database: Database) -> Iterator[Part]:
    """The parts of an export, one after another."""
    if database.common:
        return _records(lines)
    return _headed(lines, database) if database.headed else _marked(lines, database)


class _Line(Enum):
    """What a line of an export is where marks part its articles."""

    BLANK = auto()
    BEGIN = auto()
    END = auto()
    COVER = auto()
    FOOT = auto()
    OTHER = auto()


_CLOSING = (_Line.END, _Line.COVER)


def _marked(lines: Sequence[Line], database: Database) -> Iterator[Part]:
    """The lines of each article, with the marks that part them. Lines that stand at the foot of
    articles belong to the one above, after its end mark too.
    """
    covers = database.covers
    part: list[tuple[Line, _Line]] = []
    closed = False
    for line in lines:
        kind = _kind(line.text.strip(), database, covers)
        over = kind is _Line.BEGIN or (closed and kind is _Line.OTHER)
        if part and over:
            yield _part(part)
            part, closed = [], False
        part.append((line, kind))
        closed = closed or kind in _CLOSING
        if kind is _Line.END:
            covers = ()  # a page of an article may have the same line
    if any(kind is not _Line.BLANK for _, kind in part):
        yield _part(part)


def _kind(text: str, database: Database, covers: Sequence[re.Pattern[str]]) -> _Line:
    """What a line is; *covers* fit the last line of a cover page."""
    if not text:
        return _Line.BLANK
    forms = (
        (_Line.BEGIN, database.begins),
        (_Line.COVER, covers),
        (_Line.END, database.ends),
        (_Line.FOOT, database.foot),
    )
    return next((kind for kind, some in forms if fits(text, some)), _Line.OTHER)


def _part(part: Sequence[tuple[Line, _Line]]) -> Part:
    kinds = [kind for _, kind in part]
    return Part([line for line, _ in part], kinds[0] is _Line.BEGIN, _Line.COVER in kinds)


def _headed(lines: Sequence[Line], database: Database) -> Iterator[Part]:
    """The lines of each article, known by the line of source and day below its headline."""
    part: list[Line] = []
    began = False
    for line in lines:
        text = line.text.strip()
        if text and fits(text, database.headed):
            begin = _headline_above(part, database)
            if begin and any(not is_blank(above.text) for above in part[:begin]):
                yield Part(part[:begin], began)
            part, began = part[begin:], True
        part.append(line)
    if any(not is_blank(line.text) for line in part):
        yield Part(part, began)


def _headline_above(part: Sequence[Line], database: Database) -> int:
    """Where the headline begins that ends the lines of a *part*."""
    begin, at, runs, gap = len(part), len(part) - 1, 0, 1
    while at >= 0 and begin - at <= _MOST_ABOVE:
        text = part[at].text.strip()
        if text:
            runs += gap > 0
            if runs > database.above or _is_apart(text, runs, gap, database):
                break
            begin, gap = at, 0
            if _NUMBERED_RE.match(text):
                break
        else:
            gap += 1
        at -= 1
    return begin


def _is_apart(text: str, runs: int, gap: int, database: Database) -> bool:
    """Whether a line is of the article above, by what it says and by the blank lines below it; it
    would be in the run of so many from below.
    """
    if gap > (_GAP if runs == 1 else 1) or (runs > 1 and gap and is_prose(text)):
        return True
    return _is_foot(text, database)


def _is_foot(text: str, database: Database) -> bool:
    """Whether a line is of the foot of the article above, or ends it."""
    if fits(text, (*database.ends, *database.covers, *database.foot)):
        return True
    label = database.label.fullmatch(text)
    labelled = label is not None and label["label"].strip() in database.labels
    return labelled or is_rights(text)


def _records(lines: Sequence[Line]) -> Iterator[Part]:
    """The lines of each labelled record. A head that says again what the last said opens one."""
    records = _Records()
    for line in lines:
        part = records.take(line)
        if part is not None:
            yield part
    yield from records.rest()


class _Records:
    """Takes lines, and knows which record they are of: *part* are its lines so far, *said* the
    fields of its head.
    """

    def __init__(self) -> None:
        self._part: list[Line] = []
        self._said: set[str] = set()
        # The head that may open the next record, and where it begins.
        self._head: Head | None = None
        self._held = 0

    def take(self, line: Line) -> Part | None:
        """Take the next line; the record above, if a head that ended shows that another began."""
        text = line.text.strip()
        done = None
        if self._head is not None and not self._head.feed(text):
            done = self._ended(self._head)
            self._head = None
        if self._head is None and _may_open(text, self._part):
            self._head, self._held = Head(), len(self._part)
            self._head.feed(text)
        self._part.append(line)
        return done

    def _ended(self, head: Head) -> Part | None:
        """The record above a *head*, if that opens another one."""
        if not _opens(head, self._said):
            return None
        begin = _between(self._part, self._held) if self._said else self._held
        above, began = self._part[:begin], bool(self._said)
        self._part, self._said = self._part[begin:], head.fields
        return Part(above, began) if above else None

    def rest(self) -> Iterator[Part]:
        """What is left when there are no more lines."""
        done = self._ended(self._head) if self._head is not None else None
        if done is not None:
            yield done
        if any(not is_blank(line.text) for line in self._part):
            yield Part(self._part, bool(self._said))


def _opens(head: Head, said: set[str]) -> bool:
    """Whether a head opens a record below one whose head *said* some fields."""
    return head.opens_record and (not said or bool(said & head.fields & _ONCE))


def _may_open(text: str, above: Sequence[Line]) -> bool:
    """Whether a line opens a head, by its label and by what stands *above* it."""
    if above and not is_blank(above[-1].text) and not _BETWEEN_RE.fullmatch(above[-1].text.strip()):
        return False
    label = LABEL_RE.fullmatch(text) if text else None
    return label is not None and folded(label["label"]) in labels()


def _between(part: Sequence[Line], end: int) -> int:
    """Where the lines between two records begin that end above the line *end* of a *part*."""
    while end and (
        is_blank(part[end - 1].text) or _BETWEEN_RE.fullmatch(part[end - 1].text.strip())
    ):
        end -= 1
    return end
