"""Where documents that no wire framed were put one after another, by what comes again: menus,
labelled headers, rulers, heads, numbers.

A ruler, a heading or a date says nothing alone, for stories have them too. That every piece between
them begins as a document does, and as the others do, says much. Few such forms are certain
(``seams``: the input is cut there); the others are likely (``likely``: a person is told).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.openings import Opening
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import INVISIBLE
from dispatchkit.text.shape import CLOSERS, ends_sentence, is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.model import Line

# Three short lines and more that come again, line for line, are a menu; two are a caption or a
# score.
_MENU, _LONGEST_LINK = 3, 40
# The last lines of a page, of which one at least is the same on all pages of a site.
_FOOT = 3
# A headline has so many words; no line of the bench that is one has more than 32.
_FEWEST, _MOST = 2, 32
# Two pieces at one ruler may be a story and its sidebar, three that look alike are briefs.
_BRIEFS = 3
# Sections of a long story between rulers look like briefs too, but are longer than a paragraph or
# three.
_BRIEF = 1_200
# Between headline and text stand a byline, a date, a place.
_HEAD = 4
# No blank lines, but those that a desk leaves between two stories.
_WIDE_GAP = 3
_LONGEST_DATE, _LONGEST_CLOSER = 60, 80

_DATED_RE = pattern(r"\b(?:19|20)\d\d\b")
_LABEL_RE = pattern(r"[ \t]{0,8}([^\W\d_][\w -]{1,18})[:：][ \t]{1,8}(?=\S)")
# A ruler is one sign three times and more, also with spaces between.
_SIGNS, _SHORTEST_RULER = frozenset("-=*_#~+–—"), 3
_NUMBER_RE = pattern(r"[ \t]{0,8}(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)])(?=[ \t]|\Z)")
_URL_RE = pattern(r"[ \t]{0,8}https?://[^\s]{4,300}\Z")
_CLOSER_RE = pattern(
    r"[ \t]{0,8}(?:-{0,2}(?:ENDS?|30)-{0,2}\Z|(?:©|\(c\)|Copyright\b).{0,70}\Z|.{0,40}\bAll rights"
    r" reserved\b.{0,20}\Z)",
    flags=2,
)
# "LIMA (Andina) -", "/TASS/.", "新华社北京1月4日电"; and with a day alone: "LUND, Jan 4 -".
_CREDITED_RE = pattern(
    r".{0,80}?[(（/][^()（）/\n]{2,30}[)）/]\s{0,3}(?:[-–—_=:.]|电)|.{0,30}\d{1,2}月\d{1,2}日电"
)
_FILED_RE = pattern(
    rf"{_CREDITED_RE.pattern}|[^\s\d].{{1,60}}?,"
    r" .{0,12}\b\d{1,2}\b.{0,14}?\s(?:[-–—]{1,2}|\.-)\s"
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
    """Whether a line may be a headline: some words, no sentence, nothing that introduces what
    follows ("His statement:") or that a sign-off closes ("He left. EFE").
    """
    if (
        not _FEWEST <= weight(text) <= _MOST
        or ends_sentence(text)
        or text.rstrip(CLOSERS + " ").endswith((":", "：", ",", ";"))
    ):
        return False
    closed = _LAST_WORD_RE.search(text)
    return (
        not (closed and (closed[1].isupper() or text.endswith(")")))
        and not text[:1].islower()
        and not is_prose(text)
    )


def is_divider(text: str) -> bool:
    """Whether a line is a ruler, be it of three signs."""
    return _sign(text) != ""


def _sign(text: str) -> str:
    """The sign of a ruler; empty for any other line."""
    if text.strip()[:1] not in _SIGNS:
        return ""
    signs = "".join(text.split())
    return signs[0] if len(signs) >= _SHORTEST_RULER and signs.count(signs[0]) == len(signs) else ""


def seams(lines: Sequence[Line]) -> list[Opening]:
    """Where documents of an input begin, in order, where that is certain; none where only one is
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


def _pieces(found: Sequence[Row], places: Sequence[int]) -> Iterator[Sequence[Row]]:
    """The rows between the *places* (indices of rows)."""
    for begin, end in pairwise([*places, len(found)]):
        yield found[begin:end]


def _menus(found: Sequence[Row]) -> list[int]:
    """Where the first lines of the input come again, with a headline, a day and a text below, and
    above them the foot of the last page.

    Sites print the menu of a page twice over its text too, once for telephones, but its foot only
    at its end.
    """
    top = [row.text for row in found[:_MENU]]
    if len({*top}) < _MENU or any(
        len(text) > _LONGEST_LINK or is_prose(text) or is_divider(text) or _DATED_RE.search(text)
        for text in top
    ):
        return []
    places = [
        at
        for at, row in enumerate(found)
        if row.text == top[0] and [one.text for one in found[at : at + _MENU]] == top
    ]
    if len(places) < 2 or any(
        is_prose(found[at - 1].text) and not _closes(found[at - 1].text) for at in places[1:]
    ):
        return []
    pieces = list(_pieces(found, places))
    heads = [_page_head(piece) for piece in pieces]
    distinct = {tuple(row.text for row in head if is_heading(row.text)) for head in heads}
    feet = [
        {row.text for row in piece if not is_divider(row.text)}
        for piece in (piece[-_FOOT:] for piece in pieces)
    ]
    footed = all(foot & feet[-1] for foot in feet)
    return (
        [found[at].place for at in places]
        if all(heads) and footed and len(distinct) == len(heads)
        else []
    )


def _page_head(piece: Sequence[Row]) -> Sequence[Row]:
    """The lines below the menu and above the text of a page; none where there is no headline or no
    day among them, or no text below.
    """
    text = next((at for at, row in enumerate(piece) if is_prose(row.text)), None)
    head = piece[_MENU:text]
    day = next((at for at, row in enumerate(head) if _is_day(row.text)), None)
    if text is None or day is None or not any(is_heading(row.text) for row in head[:day]):
        return []
    return head


def _closes(text: str) -> bool:
    """Whether a line closes a document: an end mark, a line of rights."""
    return len(text) <= _LONGEST_CLOSER and _CLOSER_RE.match(text) is not None


def _is_day(text: str) -> bool:
    """Whether a line may be the date of a document."""
    return (
        len(text) <= _LONGEST_DATE
        and "©" not in text
        and not is_prose(text)
        and _DATED_RE.search(text) is not None
    )


def _labelled(found: Sequence[Row]) -> list[int]:
    """Where a header of labels ("Title: ...", "Date: ...") comes again, with a day in each and a
    text below.
    """
    first = _labels(found, 0)
    if len(first) < 2 or first[0] == first[1]:
        return []
    places = [
        at
        for at, row in enumerate(found)
        if (at == 0 or row.gap or is_divider(found[at - 1].text))
        and _label(row.text) == first[0]
        and _labels(found, at)[:2] == first[:2]
    ]
    pieces = list(_pieces(found, places))
    told = all(
        any(is_prose(row.text) for row in piece)
        and any(_label(row.text) and _DATED_RE.search(row.text) for row in piece[: len(first) + 1])
        for piece in pieces
    )
    return [found[at].place for at in places] if len(places) > 1 and told else []


def _label(text: str) -> str:
    label = _LABEL_RE.match(text)
    return label[1] if label else ""


def _labels(found: Sequence[Row], start: int) -> list[str]:
    """The labels of the lines from *start* on, up to the first line without one or behind a blank
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
    """Where rulers of one form part three briefs and more, all with the same kind of head."""
    pieces = _between_rulers(found)
    if (
        len(pieces) < _BRIEFS
        or not _are_alike(pieces)
        or any(sum(len(row.text) for row in piece) > _BRIEF for piece in pieces)
    ):
        return []
    return [piece[0].place for piece in pieces]


def _between_rulers(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces between rulers, if all rulers are of one sign; else none."""
    signs = [(at, sign) for at, row in enumerate(found) if (sign := _sign(row.text))]
    if not signs or len({sign for _, sign in signs}) > 1:
        return []
    return _between(found, [at for at, _ in signs])


def _between(found: Sequence[Row], places: Sequence[int]) -> list[Sequence[Row]]:
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
        if not _is_headed(piece):
            return False
        kinds.add((text, piece[0].text.isupper(), bool(_CREDITED_RE.match(piece[text].text))))
    return len(kinds) == 1


def _is_headed(piece: Sequence[Row]) -> bool:
    """Whether rows open with a headline, set apart or followed at once by its text, and hold a
    text.
    """
    text = next((at for at, row in enumerate(piece) if is_prose(row.text)), None)
    return text is not None and 0 < text <= _HEAD and is_heading(piece[0].text)


def likely(found: Sequence[Row], letters: str, *, page: bool) -> list[int]:
    """The places at which further documents may begin. *letters*: the labels of the rows, as in a
    picture; *page*: it is a web page, with teasers and comments.
    """
    heads = _heads(found, letters, page=page)
    if heads or page:
        return heads
    finders: tuple[Callable[[Sequence[Row]], list[Sequence[Row]]], ...] = (
        _between_rulers,
        _closed,
        _numbered,
        _linked,
        _wide,
    )
    for finder in finders:
        pieces = finder(found)
        if len(pieces) > 1 and all(_is_headed(piece) for piece in pieces):
            return [piece[0].place for piece in pieces[1:]]
    return _filed(found)


def _heads(found: Sequence[Row], letters: str, *, page: bool) -> list[int]:
    """Where a headline with a reporter's line and a day, or one of them, stands over a text as at
    the beginning.
    """
    kinds: list[tuple[int, str]] = []
    for at, row in enumerate(found):
        end = next(
            (
                after
                for after in range(at + 1, min(len(found), at + _HEAD + 1))
                if letters[after] not in "BDU"
            ),
            at + 1,
        )
        kind = "".join(sorted({*letters[at + 1 : end]} & {*"BD"}))
        if (
            kind
            and letters[at] not in "tIBDUx"
            and is_heading(row.text)
            and end < len(found)
            and (letters[end] in "tI" or is_prose(found[end].text))
        ):
            if "D" in kind and not any(_is_day(one.text) for one in found[at + 1 : end]):
                continue
            kinds.append((at, kind))
    if not kinds or any(is_prose(row.text) for row in found[: kinds[0][0]]):
        return []
    first = kinds[0][1]
    again = [
        found[at].place
        for at, kind in kinds[1:]
        if kind == first and found[at].text != found[kinds[0][0]].text
    ]
    if first == "BD":
        return again
    enough = 1 if kinds[0][0] == 0 and not page else _BRIEFS - 1
    return again if len(again) >= enough and (kinds[0][0] == 0 or not page) else []


def _closed(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that the same closing line closes each."""
    last = found[-1].text if found else ""
    if not _closes(last):
        return []
    return _between(found, [at for at, row in enumerate(found) if row.text == last])


def _numbered(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that numbers open which count up, the first at the beginning."""
    pieces: list[Sequence[Row]] = []
    starts: list[int] = []
    for at, row in enumerate(found):
        number = _NUMBER_RE.match(row.text)
        if number is None and at == 0:
            return []
        if number and int(number[number.lastindex or 0]) == (
            int(_number(found[starts[-1]].text)) + 1 if starts else int(_number(row.text))
        ):
            starts.append(at)
    for begin, end in pairwise([*starts, len(found)]):
        head = found[begin]
        rest = head.text[len(_NUMBER_RE.match(head.text)[0]) :].strip()  # type: ignore[index]
        pieces.append(
            [head._replace(text=rest), *found[begin + 1 : end]] if rest else found[begin + 1 : end]
        )
    return pieces if len(pieces) >= _BRIEFS else []


def _number(text: str) -> str:
    number = _NUMBER_RE.match(text)
    return number[number.lastindex or 0] if number else "0"


def _linked(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that addresses of pages open, the first at the beginning."""
    if not found or not _URL_RE.match(found[0].text):
        return []
    return _between(found, [at for at, row in enumerate(found) if _URL_RE.match(row.text)])


def _wide(found: Sequence[Row]) -> list[Sequence[Row]]:
    """The pieces that more blank lines part than paragraphs are parted by."""
    starts = [at for at, row in enumerate(found) if at and row.gap >= _WIDE_GAP]
    pieces = list(_pieces(found, [0, *starts])) if starts else []
    return pieces if len(pieces) >= _BRIEFS else []


def _filed(found: Sequence[Row]) -> list[int]:
    """Where a heading, set apart, stands over a credited dateline as it does at the beginning,
    whatever agency it names.
    """
    heads = [
        at
        for at, row in enumerate(found[:-1])
        if is_heading(row.text)
        and _FILED_RE.match(found[at + 1].text[: 2 * _LONGEST_CLOSER])
        and (at == 0 or row.gap)
    ]
    first = next((at for at, row in enumerate(found) if is_prose(row.text)), 0)
    return [found[at].place for at in heads[1:]] if heads and heads[0] < first else []
