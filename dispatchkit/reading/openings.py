"""Lines that open or close a message by their form alone: headers of wires without a frame, the
numbers, ids and labelled headers that archives print.

One such line proves nothing, because an input may be one message. A second one, with text between
them, does.
"""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank
from dispatchkit.text.shape import is_prose, ruler_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line

# "npf001 3 res 0070 f": service and number, priority, desk, words, as IPTC 7901 has them, with
# whatever follows.
_HEADER_RE = pattern(
    r"[\x00-\x20\x7f]{0,10}[^\W\d_]{2,6}\d{3,5} [1-9] [^\W\d_]{1,4} {1,4}\d{1,4}(?:[ \t].{0,60})?\Z"
)
# "2 of 14 DOCUMENTS", "Dokument 2 von 14": databases number what they export.
_NUMBER_RE = pattern(
    r"[ \t]{0,100}(?:do[ck]ument\w{0,3} )?(\d{1,5}) (?:of|von|de|sur|van|di|z|av|af|из)"
    r" (\d{1,5})(?: do[ck]ument\w{0,4})?[ \t]{0,20}\Z",
    2,
)
_WORDS = ("ocument", "OCUMENT", "okument", "OKUMENT")
# "Document COASTN0020190314ef3e0003m": the id that closes a document, with the code of its source
# and its day.
_ID_RE = pattern(r"[ \t]{0,20}[Dd]o[ck]ument\w{0,2} [A-Z]{3,8}\d{8,12}[a-z0-9]{6,12}[ \t]{0,20}\Z")
# "Title: ...": the header of a record has at least two labels, at most so many, and a year in one.
_LABEL_RE = pattern(r"[ \t]{0,8}([^\W\d_][\w -]{1,18})[:：][ \t]{1,8}(?=\S)")
_YEAR_RE = pattern(r"\b(?:19|20)\d\d\b")
_MOST_LABELS = 32
_LONGEST = 140
# The first header stands at the very beginning, below a line or two of the receiver's at most.
_FIRST = 3


class Opening(NamedTuple):
    """A line (its index) before which a message may begin, and what shows that. *framed*: it is
    the header of a wire, which nothing else looks like.
    """

    place: int
    reason: str
    framed: bool = False


def openings(lines: Sequence[Line]) -> list[Opening]:
    """Where messages of an input begin, in order, by the forms of lines; none if only one is
    found.
    """
    return _headers(lines) or _numbered(lines) or _closed(lines) or _labelled(lines)


def is_header(text: str) -> bool:
    """Whether a line is the header of a message in the form of IPTC 7901."""
    return _is_short(text) and _HEADER_RE.match(text) is not None


def _headers(lines: Sequence[Line]) -> list[Opening]:
    """Openings at headers of messages, the first of which stands at the beginning."""
    first = [line for line in lines[: 3 * _FIRST] if line.text.strip()][:_FIRST]
    if not any(is_header(line.text) for line in first):
        return []
    found = [
        Opening(at, f"header at line {line.number}", framed=True)
        for at, line in enumerate(lines)
        if is_header(line.text)
    ]
    return found if len(found) > 1 else []


def _numbered(lines: Sequence[Line]) -> list[Opening]:
    """Openings at the numbers of documents, which count up to the same total."""
    found: list[Opening] = []
    total, last = "", 0
    for at, line in enumerate(lines):
        if not _is_short(line.text) or not any(word in line.text for word in _WORDS):
            continue
        number = _NUMBER_RE.match(line.text)
        if number and (not found or (number[2] == total and int(number[1]) == last + 1)):
            found.append(Opening(at, f"document {number[1]} of {number[2]} at line {line.number}"))
            total, last = number[2], int(number[1])
    return found if len(found) > 1 else []


def _closed(lines: Sequence[Line]) -> list[Opening]:
    """Openings after the ids that close documents."""
    found = [
        at
        for at, line in enumerate(lines)
        if _is_short(line.text) and "ument " in line.text and _ID_RE.match(line.text)
    ]
    return [
        Opening(at + 1, f"after the id at line {lines[at].number}")
        for at in found
        if at + 1 < len(lines)
    ]


def _is_short(text: str) -> bool:
    """Whether a line, by its length, can be a header, a number or an id."""
    return 0 < len(text) <= _LONGEST


def _labelled(lines: Sequence[Line]) -> list[Opening]:
    """Openings where the header of labels at the beginning recurs, with a year in each and a text
    below.
    """
    first = _labels(lines, next(_told(lines), len(lines)))
    if len({*first[:2]}) < 2:
        return []
    places = [
        at
        for above, at in pairwise(chain([-1], _told(lines)))
        if _opens_record(lines, above, at, first)
    ]
    pieces = (lines[begin:end] for begin, end in pairwise([*places, len(lines)]))
    if len(places) < 2 or not all(_is_record(piece, len(first)) for piece in pieces):
        return []
    return [Opening(at, f"a header like the first at line {lines[at].number}") for at in places]


def _told(lines: Sequence[Line]) -> Iterator[int]:
    """The indices of the lines that are not blank."""
    return (at for at, line in enumerate(lines) if not is_blank(line.text))


def _opens_record(lines: Sequence[Line], above: int, at: int, labels: Sequence[str]) -> bool:
    """Whether the line *at* has the first two of the *labels*, with the line below it, and is the
    first, or parted by a blank line or a ruler from the one *above* that is not blank.
    """
    if _label(lines[at].text) != labels[0] or _labels(lines, at)[:2] != labels[:2]:
        return False
    return above < at - 1 or above < 0 or ruler_of(lines[above].text) != ""


def _is_record(lines: Sequence[Line], labels: int) -> bool:
    """Whether *lines* hold a text, and a label with a year among the first, of which there are so
    many.
    """
    head = lines[: labels + 1]
    return any(is_prose(line.text) for line in lines) and any(
        _label(line.text) and _YEAR_RE.search(line.text) for line in head
    )


def _label(text: str) -> str:
    """The label that opens a line ("Title: ..."); empty if there is none."""
    label = _LABEL_RE.match(text)
    return label[1] if label else ""


def _labels(lines: Sequence[Line], start: int) -> list[str]:
    """The labels of the lines from *start* on, up to the first line without one."""
    found = [_label(line.text) for line in lines[start : start + _MOST_LABELS]]
    return found[: found.index("")] if "" in found else found
