"""What a person should know about how an input was read: text that is in no story, characters that
were lost, an encoding that is a guess.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import find_dates
from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.cuts import joints
from dispatchkit.text.shape import ends_sentence, is_heading, is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatchkit.model import Dispatch
    from dispatchkit.trace import PartTrace

# Prose beside a story is comments, teasers, terms of use. If it is this many times as long as the
# story, with dates and headlines in it, it is other stories.
_TIMES = 4
# Shorter prose is the foot of a page.
_CHARACTERS = 4_000
_HEADLINE_WORDS = 4
_DATED_RE = pattern(r"\b(?:19|20)\d\d\b")
_LONGEST_DATE = 80
# A warning names at most this many lines.
_NAMED = 5
# A desk leaves this many blank lines between two stories, not between paragraphs.
_WIDE_GAP = 3
# Lines that may print the day of a story, and what completes one that they print without its year.
_DATED = frozenset((Label.DATE, Label.UPDATED, Label.DATELINE, Label.TEXT, Label.ENVELOPE))
_COMPLETED = (
    "; a date without its year is completed by --received DATE, the day it came in, or by"
    " --filename-date"
)
# The word of the format whose lines are those of the file.
_TEXT = "text"
# Between headline and text stand at most this many lines.
_HEAD = 4
_BRIEFS = 3
_NUMBER_RE = pattern(r"[ \t]{0,8}(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)])(?=[ \t]|\Z)")
_URL_RE = pattern(r"[ \t]{0,8}https?://[^\s]{4,300}\Z")
_LONGEST_CLOSER = 80
_CLOSER_RE = pattern(
    r"[ \t]{0,8}(?:-{0,2}(?:ENDS?|30)-{0,2}\Z|(?:©|\(c\)|Copyright\b).{0,70}\Z|.{0,40}\bAll rights"
    r" reserved\b.{0,20}\Z)",
    flags=2,
)
# The doubt about an input in which the user's expression is not found.
UNMET_SPLIT = "--split is found in none of its lines, so nothing is parted"


class Row(NamedTuple):
    """A unit: its index, its text, and how many blank lines stand above it."""

    place: int
    text: str
    gap: int


def doubt(part: PartTrace) -> str | None:
    """What is doubtful about the reading of a *part*, as a sentence; None for nothing."""
    if part.dispatch is None:
        return None
    if unread := buried(part.dispatch):
        return (
            f"lines {part.source[0].number} to {part.source[-1].number}: {unread:,} characters of"
            " prose with headlines and dates are taken for boilerplate; if there are several"
            " documents, --split PATTERN parts them"
        )
    if numbers := perhaps(part):
        return (
            f"line {first_of(list(map(str, numbers)))}: perhaps another document begins here; if"
            " so, --split PATTERN parts them"
        )
    return None


def first_of(places: Sequence[str]) -> str:
    """The first of some *places*, and how many more there are."""
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return f"{', '.join(places[:_NAMED])}{more}"


def undated(part: PartTrace, dispatch: Dispatch) -> tuple[str, str]:
    """Where the *dispatch* of a part, whose day is not known, prints a date without its year, and
    what completes that; where it begins, if it prints none, and "".
    """
    number, way = part.source[0].number if part.source else 1, ""
    for line in part.lines:
        found = find_dates(line.line.text, language=dispatch.language)
        if line.label in _DATED and any(one.month and one.year is None for one in found):
            number, way = line.line.number, _COMPLETED
            break
    # Other formats have lines of their own: the reason says where the item stands.
    return f"line {number}" if dispatch.format == _TEXT else part.reason, way


def perhaps(part: PartTrace) -> list[int]:
    """The numbers of the source lines at which other documents than the first may begin in a part;
    none if the user said where they do.
    """
    if part.reason.startswith("--split"):
        return []
    marks = part.reading.marks
    found = [joint.begin for joint in joints(marks, part.reading.known.context)]
    # Addresses, which may head documents, make no page by themselves.
    paged = part.page and any(mark.label in PAGE_FURNITURE for mark in marks)
    if not found and not paged:
        found = _recurring(
            [Row(at, mark.unit.text, mark.unit.gap) for at, mark in enumerate(marks)]
        )
    return [marks[at].unit.lines[0].number for at in found]


def buried(dispatch: Dispatch) -> int:
    """How many characters of prose are in the boilerplate of *dispatch*, if they look like stories
    of their own and are several times its text; else 0.
    """
    texts = [entry.text for entry in dispatch.boilerplate]
    unread = sum(len(text) for text in texts if is_prose(text))
    body = sum(len(paragraph.text) for paragraph in dispatch.paragraphs)
    if unread < _CHARACTERS or unread < _TIMES * body:
        return 0
    dated = any(len(text) <= _LONGEST_DATE and _DATED_RE.search(text) for text in texts)
    return unread if dated and any(map(_is_headline, texts)) else 0


def _is_headline(text: str) -> bool:
    """Whether a line of boilerplate may be the headline of a story."""
    return weight(text) >= _HEADLINE_WORDS and not ends_sentence(text) and not is_prose(text)


# --- where other documents may begin ---------------------------------------------------------


def _recurring(found: Sequence[Row]) -> list[int]:
    """The places at which further documents may begin: pieces that all have a headline, parted by
    what recurs.
    """
    finders: tuple[Callable[[Sequence[Row]], list[Sequence[Row]]], ...] = (
        _closed,
        _numbered,
        _linked,
        _wide,
    )
    for finder in finders:
        pieces = finder(found)
        if len(pieces) > 1 and all(map(_is_headed, pieces)):
            return [piece[0].place for piece in pieces[1:]]
    return []


def _is_headed(piece: Sequence[Row]) -> bool:
    """Whether rows open with a headline, set apart or followed at once by its text, and hold
    prose.
    """
    text = next((at for at, row in enumerate(piece) if is_prose(row.text)), None)
    return text is not None and 0 < text <= _HEAD and is_heading(piece[0].text)


def _pieces_from(found: Sequence[Row], places: Sequence[int]) -> list[Sequence[Row]]:
    """The rows between the *places* (indices of rows)."""
    return [found[begin:end] for begin, end in pairwise([*places, len(found)])]


def _pieces_between(found: Sequence[Row], places: Sequence[int]) -> list[Sequence[Row]]:
    """The pieces between the rows at *places*, without these."""
    pieces = [found[begin + 1 : end] for begin, end in pairwise([-1, *places, len(found)])]
    return [piece for piece in pieces if piece]


def _closed(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that end with the same closing line; empty if there are none."""
    last = found[-1].text if found else ""
    if len(last) > _LONGEST_CLOSER or not _CLOSER_RE.match(last):
        return []
    return _pieces_between(found, [at for at, row in enumerate(found) if row.text == last])


def _numbered(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that open with numbers that count up, the first at the beginning; empty if there
    are none.
    """
    starts: list[int] = []
    last: int | None = None
    for at, row in enumerate(found):
        number = _NUMBER_RE.match(row.text)
        if number is None and at == 0:
            return []
        counted = int(number[number.lastindex or 0]) if number else None
        if counted is not None and (last is None or counted == last + 1):
            starts.append(at)
            last = counted
    pieces = [_without_number(piece) for piece in _pieces_from(found, starts)]
    return pieces if len(pieces) >= _BRIEFS else []


def _without_number(piece: Sequence[Row]) -> Sequence[Row]:
    """A piece without the number that opens it; its first row goes if it is nothing else."""
    rest = _NUMBER_RE.sub("", piece[0].text, count=1).strip()
    return [piece[0]._replace(text=rest), *piece[1:]] if rest else piece[1:]


def _linked(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that open with the address of a page, the first at the beginning."""
    if not found or not _URL_RE.match(found[0].text):
        return []
    return _pieces_between(found, [at for at, row in enumerate(found) if _URL_RE.match(row.text)])


def _wide(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces between gaps that are wider than those between paragraphs."""
    starts = [at for at, row in enumerate(found) if at and row.gap >= _WIDE_GAP]
    pieces = _pieces_from(found, [0, *starts]) if starts else []
    return pieces if len(pieces) >= _BRIEFS else []
