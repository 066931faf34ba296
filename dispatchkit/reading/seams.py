"""Where documents without frames were put one after another, by what recurs: menus, labelled
headers, rulers, heads, numbers.

A ruler, a heading or a date alone proves nothing, because stories have them too. But if every piece
between them begins as a document does, and as the others do, that says much. The input is cut only
where such forms are certain; where they are only likely, a person is told (``doubts``).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.openings import Opening
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import INVISIBLE
from dispatchkit.text.shape import CLOSERS, ends_sentence, is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Line

# At least three short lines that recur, line for line, are a menu; two are a caption or a score.
_MENU, _LONGEST_LINK = 3, 40
# The last lines of a page, of which one at least is the same on all pages of a site.
_FOOT = 3
# The words of a headline; none of the bench has more than 32.
_FEWEST, _MOST = 2, 32
# Two pieces at one ruler may be a story and its sidebar, three that look alike are briefs.
BRIEFS = 3
# Sections of a long story between rulers look like briefs too, but are longer than a paragraph or
# three.
_BRIEF = 1_200
# Between headline and text stand at most this many lines: a byline, a date, a place.
HEAD = 4
_LONGEST_DATE, _LONGEST_CLOSER = 60, 80

_DATED_RE = pattern(r"\b(?:19|20)\d\d\b")
_LABEL_RE = pattern(r"[ \t]{0,8}([^\W\d_][\w -]{1,18})[:：][ \t]{1,8}(?=\S)")
# A ruler is the same sign at least three times, perhaps with spaces between.
_SIGNS, _SHORTEST_RULER = frozenset("-=*_#~+–—"), 3
_CLOSER_RE = pattern(
    r"[ \t]{0,8}(?:-{0,2}(?:ENDS?|30)-{0,2}\Z|(?:©|\(c\)|Copyright\b).{0,70}\Z|.{0,40}\bAll rights"
    r" reserved\b.{0,20}\Z)",
    flags=2,
)
# "LIMA (Andina) -", "/TASS/.", "新华社北京1月4日电".
CREDITED_RE = pattern(
    r".{0,80}?[(（/][^()（）/\n]{2,30}[)）/]\s{0,3}(?:[-–—_=:.]|电)|.{0,30}\d{1,2}月\d{1,2}日电"
)
_LAST_WORD_RE = pattern(r"[.!?…][\"'”’»]{0,2}\s{1,3}\(?([^\W\d_]{2,12})\)?\Z")


class Row(NamedTuple):
    """A line that is not blank: its index, its text, and how many blank lines stand above it."""

    place: int
    text: str
    gap: int


def rows(texts: Iterable[str]) -> list[Row]:
    """The lines of *texts* that hold anything."""
    found: list[Row] = []
    gap = 0
    for place, text in enumerate(texts):
        body = text.strip(INVISIBLE)
        if body:
            found.append(Row(place, body, gap))
        gap = 0 if body else gap + 1
    return found


def is_heading(text: str) -> bool:
    """Whether a line may be a headline: some words, but no sentence, no introduction of what
    follows ("His statement:"), and nothing that a sign-off closes ("He left. EFE").
    """
    if (
        not _FEWEST <= weight(text) <= _MOST
        or ends_sentence(text)
        or text.rstrip(CLOSERS + " ").endswith((":", "：", ",", ";"))
    ):
        return False
    closed = _LAST_WORD_RE.search(text)
    signed_off = closed is not None and (closed[1].isupper() or text.endswith(")"))
    return not (signed_off or text[:1].islower() or is_prose(text))


def is_divider(text: str) -> bool:
    """Whether a line is a ruler, even one of three signs."""
    return _sign(text) != ""


def _sign(text: str) -> str:
    """The sign of a ruler; empty for any other line."""
    if text.strip()[:1] not in _SIGNS:
        return ""
    signs = "".join(text.split())
    return signs[0] if len(signs) >= _SHORTEST_RULER and signs.count(signs[0]) == len(signs) else ""


def seams(lines: Sequence[Line]) -> list[Opening]:
    """Where documents of an input begin, in order, where that is certain; none if only one is
    found.
    """
    found = rows(line.text for line in lines)
    if len(found) <= 2 * _MENU:
        return []
    for name, finder in (
        ("the menu of the first page again", _menus),
        ("a header like the first", _labelled),
        ("a ruler between briefs", _briefs),
    ):
        places = finder(found)
        if places:
            return [Opening(at, f"{name} at line {lines[at].number}") for at in places]
    return []


def pieces_from(found: Sequence[Row], places: Sequence[int]) -> Iterator[Sequence[Row]]:
    """The rows between the *places* (indices of rows)."""
    for begin, end in pairwise([*places, len(found)]):
        yield found[begin:end]


def _menus(found: Sequence[Row]) -> list[int]:
    """Where the first lines of the input recur, with a headline, a day and a text below, and above
    them the foot of the page before.

    Sites also print the menu of a page twice above its text, once for telephones, but its foot only
    at its end.
    """
    top = [row.text for row in found[:_MENU]]
    if not _is_menu(top):
        return []
    places = [
        at
        for at, row in enumerate(found)
        if row.text == top[0] and [one.text for one in found[at : at + _MENU]] == top
    ]
    if len(places) < 2 or not all(_may_end_page(found[at - 1].text) for at in places[1:]):
        return []
    pages = _are_pages(list(pieces_from(found, places)))
    return [found[at].place for at in places] if pages else []


def _is_menu(texts: Sequence[str]) -> bool:
    """Whether lines may be a menu: all differ, and are as short as links, with no sentence, ruler
    or year among them.
    """
    return len({*texts}) >= _MENU and not any(
        len(text) > _LONGEST_LINK or is_prose(text) or is_divider(text) or _DATED_RE.search(text)
        for text in texts
    )


def _may_end_page(text: str) -> bool:
    """Whether a line may be the last above the menu of another page: no sentence of the text."""
    return not is_prose(text) or closes(text)


def _are_pages(pieces: Sequence[Sequence[Row]]) -> bool:
    """Whether pieces are pages of one site: each has a head, with headlines of its own, and in its
    foot a line of the last one's foot.
    """
    heads = [_page_head(piece) for piece in pieces]
    headlines = {tuple(row.text for row in head if is_heading(row.text)) for head in heads}
    feet = [{row.text for row in piece[-_FOOT:] if not is_divider(row.text)} for piece in pieces]
    footed = all(foot & feet[-1] for foot in feet)
    return footed and all(heads) and len(headlines) == len(heads)


def _page_head(piece: Sequence[Row]) -> Sequence[Row]:
    """The lines below the menu and above the text of a page; none if there is no headline or no day
    among them, or no text below.
    """
    text = next((at for at, row in enumerate(piece) if is_prose(row.text)), None)
    head = piece[_MENU:text]
    day = next((at for at, row in enumerate(head) if is_day(row.text)), None)
    if text is None or day is None or not any(is_heading(row.text) for row in head[:day]):
        return []
    return head


def closes(text: str) -> bool:
    """Whether a line closes a document: an end mark, a line of rights."""
    return len(text) <= _LONGEST_CLOSER and _CLOSER_RE.match(text) is not None


def is_day(text: str) -> bool:
    """Whether a line may be the date of a document."""
    return (
        len(text) <= _LONGEST_DATE
        and "©" not in text
        and not is_prose(text)
        and _DATED_RE.search(text) is not None
    )


def _labelled(found: Sequence[Row]) -> list[int]:
    """Where a header of labels ("Title: ...", "Date: ...") recurs, with a day in each and a text
    below.
    """
    first = _labels(found, 0)
    if len(first) < 2 or first[0] == first[1]:
        return []
    places = [
        at
        for at, row in enumerate(found)
        if _is_set_apart(found, at)
        and _label(row.text) == first[0]
        and _labels(found, at)[:2] == first[:2]
    ]
    if len(places) < 2 or not all(
        _is_dated_text(piece, len(first)) for piece in pieces_from(found, places)
    ):
        return []
    return [found[at].place for at in places]


def _is_set_apart(found: Sequence[Row], at: int) -> bool:
    """Whether the row *at* is the first, or stands below a blank line or a ruler."""
    return at == 0 or found[at].gap > 0 or is_divider(found[at - 1].text)


def _is_dated_text(piece: Sequence[Row], labels: int) -> bool:
    """Whether a piece holds a text, and a label with a year in its header of so many *labels* or in
    the line below.
    """
    return any(is_prose(row.text) for row in piece) and any(
        _label(row.text) and _DATED_RE.search(row.text) for row in piece[: labels + 1]
    )


def _label(text: str) -> str:
    """The label that opens a line ("Title: ..."); empty if there is none."""
    label = _LABEL_RE.match(text)
    return label[1] if label else ""


def _labels(found: Sequence[Row], start: int) -> list[str]:
    """The labels of the lines from *start* on, up to the first line without one or after a blank
    line.
    """
    labels: list[str] = []
    for at in range(start, min(len(found), start + _MOST)):
        label = _label(found[at].text)
        if not label or (at > start and found[at].gap):
            break
        labels.append(label)
    return labels


def _briefs(found: Sequence[Row]) -> list[int]:
    """Where rulers of one form separate at least three briefs, all with the same kind of head."""
    pieces = between_rulers(found)
    if (
        len(pieces) < BRIEFS
        or not _are_alike(pieces)
        or any(sum(len(row.text) for row in piece) > _BRIEF for piece in pieces)
    ):
        return []
    return [piece[0].place for piece in pieces]


def between_rulers(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces between rulers, if all rulers have the same sign; else none."""
    signs = [(at, sign) for at, row in enumerate(found) if (sign := _sign(row.text))]
    if not signs or len({sign for _, sign in signs}) > 1:
        return []
    return pieces_between(found, [at for at, _ in signs])


def pieces_between(found: Sequence[Row], places: Sequence[int]) -> list[Sequence[Row]]:
    """The pieces between the rows at *places*, without these."""
    pieces = [found[begin + 1 : end] for begin, end in pairwise([-1, *places, len(found)])]
    return [piece for piece in pieces if piece]


def _are_alike(pieces: Sequence[Sequence[Row]]) -> bool:
    """Whether all pieces open with a headline and as many lines of a head, all in capitals or none,
    all with a credited dateline or none.
    """
    kinds = set()
    for piece in pieces:
        text = next((at for at, row in enumerate(piece) if is_prose(row.text)), 0)
        if not is_headed(piece):
            return False
        kinds.add((text, piece[0].text.isupper(), bool(CREDITED_RE.match(piece[text].text))))
    return len(kinds) == 1


def is_headed(piece: Sequence[Row]) -> bool:
    """Whether rows open with a headline, set apart or followed at once by its text, and hold
    prose.
    """
    text = next((at for at, row in enumerate(piece) if is_prose(row.text)), None)
    return text is not None and 0 < text <= HEAD and is_heading(piece[0].text)
