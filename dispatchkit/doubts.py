"""What a person should know about how an input was read: text that is in no story, characters that
were lost, an encoding that is a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.seams import (
    BRIEFS,
    CREDITED_RE,
    HEAD,
    Row,
    between_rulers,
    closes,
    is_day,
    is_headed,
    is_heading,
    pieces_between,
    pieces_from,
)
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.labels import picture
from dispatchkit.text.shape import ends_sentence, is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatchkit.model import Dispatch
    from dispatchkit.trace import PartTrace, Trace

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
# Lines of reporters, days and updates below a headline, and above something else.
_HEAD_RE = pattern(rf"[BDU]{{1,{HEAD}}}(?=[^BDU])")
# How many characters of a line are searched for a dateline.
_LONGEST_DATELINE = 160
_NUMBER_RE = pattern(r"[ \t]{0,8}(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)])(?=[ \t]|\Z)")
_URL_RE = pattern(r"[ \t]{0,8}https?://[^\s]{4,300}\Z")
# As ``CREDITED_RE``, or with only a day: "LUND, Jan 4 -".
_FILED_RE = pattern(
    rf"{CREDITED_RE.pattern}|[^\s\d].{{1,60}}?,"
    r" .{0,12}\b\d{1,2}\b.{0,14}?\s(?:[-–—]{1,2}|\.-)\s"
)
# The doubt about an input in which the user's expression is not found.
UNMET_SPLIT = "--split is found in none of its lines, so nothing is parted"


def doubts(trace: Trace) -> Iterator[str]:
    """What is doubtful about the reading in *trace*, one sentence each."""
    if trace.decoded.doubt:
        yield trace.decoded.doubt
    if not trace.split_met:
        yield UNMET_SPLIT
    for part in trace.parts:
        if part.dispatch is not None and (unread := buried(part.dispatch)):
            where = f"lines {part.source[0].number} to {part.source[-1].number}"
            yield (
                f"{where}: {unread:,} characters of prose with headlines and dates are taken for"
                " boilerplate; if there are several documents, --split PATTERN parts them"
            )
        elif part.dispatch is not None and (numbers := perhaps(part)):
            more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
            yield (
                f"line {', '.join(map(str, numbers[:_NAMED]))}{more}: perhaps another document"
                " begins here; if so, --split PATTERN parts them"
            )


def perhaps(part: PartTrace) -> list[int]:
    """The numbers of the source lines at which other documents than the first may begin in a part;
    none if the user said where they do.
    """
    if part.reason.startswith("--split"):
        return []
    marks = part.reading.marks
    rows = [Row(at, mark.unit.text, mark.unit.gap) for at, mark in enumerate(marks)]
    found = _likely(rows, picture(marks), page=part.page)
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


def _likely(found: Sequence[Row], letters: str, *, page: bool) -> list[int]:
    """The places at which further documents may begin. *letters*: the labels of the rows, as in a
    picture; *page*: it is a web page, with teasers and comments.
    """
    heads = _heads(found, letters, page=page)
    if heads or page:
        return heads
    finders: tuple[Callable[[Sequence[Row]], list[Sequence[Row]]], ...] = (
        between_rulers,
        _closed,
        _numbered,
        _linked,
        _wide,
    )
    for finder in finders:
        pieces = finder(found)
        if len(pieces) > 1 and all(is_headed(piece) for piece in pieces):
            return [piece[0].place for piece in pieces[1:]]
    return _filed(found)


def _heads(found: Sequence[Row], letters: str, *, page: bool) -> list[int]:
    """The places at which a head like the first one stands above a text again."""
    heads = [(at, kind) for at in range(len(found)) if (kind := _head(found, letters, at))]
    if not heads or any(is_prose(row.text) for row in found[: heads[0][0]]):
        return []
    first, kind = heads[0]
    title = found[first].text
    again = [found[at].place for at, other in heads if other == kind and found[at].text != title]
    return again if kind == "BD" or _are_enough(len(again), first, page=page) else []


def _are_enough(times: int, first: int, *, page: bool) -> bool:
    """Whether a head with a reporter or a day alone comes again so many *times* that other
    documents begin there. *first*: the row of the first head. Once is enough below a head that
    opens a text; on a page heads below other lines are teasers.
    """
    if page and first > 0:
        return False
    return times >= (BRIEFS - 1 if page or first > 0 else 1)


def _head(found: Sequence[Row], letters: str, at: int) -> str:
    """Which lines stand between the row *at*, if it is a headline, and its text: "B" a reporter's,
    "D" a day, "BD" both; empty where there are none, or no headline or text.
    """
    below = _HEAD_RE.match(letters, at + 1)
    if below is None:
        return ""
    kind = "".join(sorted({*below[0]} - {"U"}))
    headed = letters[at] not in "tIBDUx" and is_heading(found[at].text)
    told = letters[below.end()] in "tI" or is_prose(found[below.end()].text)
    if "D" in kind and not any(is_day(row.text) for row in found[at + 1 : below.end()]):
        return ""
    return kind if headed and told else ""


def _closed(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that end with the same closing line; empty if there are none."""
    last = found[-1].text if found else ""
    if not closes(last):
        return []
    return pieces_between(found, [at for at, row in enumerate(found) if row.text == last])


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
    pieces = [_without_number(piece) for piece in pieces_from(found, starts)]
    return pieces if len(pieces) >= BRIEFS else []


def _without_number(piece: Sequence[Row]) -> Sequence[Row]:
    """A piece without the number that opens it; its first row goes if it is nothing else."""
    rest = _NUMBER_RE.sub("", piece[0].text, count=1).strip()
    return [piece[0]._replace(text=rest), *piece[1:]] if rest else piece[1:]


def _linked(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that open with the address of a page, the first at the beginning."""
    if not found or not _URL_RE.match(found[0].text):
        return []
    return pieces_between(found, [at for at, row in enumerate(found) if _URL_RE.match(row.text)])


def _wide(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces between gaps that are wider than those between paragraphs."""
    starts = [at for at, row in enumerate(found) if at and row.gap >= _WIDE_GAP]
    pieces = list(pieces_from(found, [0, *starts])) if starts else []
    return pieces if len(pieces) >= BRIEFS else []


def _filed(found: Sequence[Row]) -> list[int]:
    """Where a heading, set apart, stands above a credited dateline as it does at the beginning,
    whatever agency it names.
    """
    heads = [
        at
        for at, row in enumerate(found[:-1])
        if is_heading(row.text)
        and _FILED_RE.match(found[at + 1].text[:_LONGEST_DATELINE])
        and (at == 0 or row.gap)
    ]
    first = next((at for at, row in enumerate(found) if is_prose(row.text)), 0)
    return [found[at].place for at in heads[1:]] if heads and heads[0] < first else []
