"""Parts an export into articles, line by line: what is read is held for one article at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.exports.forms import RIGHTS_RE
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
    r"(?:[-=_*#~+.–—─━═]{3,}|[-=*#~]{2,}[^=*#~]{1,60}[-=*#~]{2,}"
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


def _marked(lines: Sequence[Line], database: Database) -> Iterator[Part]:
    """The lines of each article, with the marks that part them. Lines that stand at the foot of
    articles belong to the one above, after its end mark too.
    """
    part: list[Line] = []
    closed = began = covers = False
    covered = database.covers
    for line in lines:
        text = line.text.strip()
        begins = bool(text) and _fits(text, database.begins)
        ends = bool(text) and _fits(text, (*database.ends, *covered))
        if part and (begins or (closed and text and not ends and not _fits(text, database.foot))):
            yield Part(part, began, covers)
            part, closed, began, covers = [], False, False, False
        began = began or (begins and not part)
        part.append(line)
        covers = covers or (ends and _fits(text, covered))
        if ends and not covers:
            covered = ()  # a page of an article may have the same line
        closed = closed or ends
    if any(not is_blank(line.text) for line in part):
        yield Part(part, began)


def _headed(lines: Sequence[Line], database: Database) -> Iterator[Part]:
    """The lines of each article, known by the line of source and day below its headline."""
    part: list[Line] = []
    began = False
    for line in lines:
        text = line.text.strip()
        if text and _fits(text, database.headed):
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
    parting = (*database.ends, *database.covers, *database.foot)
    while at >= 0 and begin - at <= _MOST_ABOVE:
        text = part[at].text.strip()
        if not text:
            gap += 1
        elif gap > (_GAP if not runs else 1) or _fits(text, parting) or _is_foot(text, database):
            break
        else:
            runs += gap > 0
            if runs > database.above or (runs > 1 and gap and is_prose(text)):
                break
            begin, gap = at, 0
            if _NUMBERED_RE.match(text):
                break
        at -= 1
    return begin


def _is_foot(text: str, database: Database) -> bool:
    """Whether a line is of the foot of the article above by its label or as a line of rights."""
    label = database.label.fullmatch(text)
    labelled = label is not None and label["label"].strip() in database.labels
    return labelled or RIGHTS_RE.match(text) is not None


def _fits(text: str, forms: Sequence[re.Pattern[str]]) -> bool:
    """Whether a line has one of these forms."""
    return any(form.fullmatch(text) for form in forms)


def _records(lines: Sequence[Line]) -> Iterator[Part]:
    """The lines of each labelled record. A head that says again what the last said opens one."""
    part: list[Line] = []
    said: set[str] = set()
    head: Head | None = None
    held = 0
    for line in lines:
        text = line.text.strip()
        if head is not None and not head.feed(text):
            if _opens(head, said):
                begin = _between(part, held) if said else held
                if begin:
                    yield Part(part[:begin], bool(said))
                part, said = part[begin:], head.fields
            head = None
        if head is None and _may_open(text, part):
            head, held = Head(), len(part)
            head.feed(text)
        part.append(line)
    if head is not None and _opens(head, said):
        begin = _between(part, held) if said else held
        if begin:
            yield Part(part[:begin], bool(said))
        part, said = part[begin:], head.fields
    if any(not is_blank(line.text) for line in part):
        yield Part(part, bool(said))


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
