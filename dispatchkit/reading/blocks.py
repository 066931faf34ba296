"""Cuts source lines into blocks, one for each dispatch, by what wires print between dispatches. In
doubt an input stays one block.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.openings import openings
from dispatchkit.reading.seams import seams
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.classes import refuse_ambiguous
from dispatchkit.text.lines import INVISIBLE, is_blank
from dispatchkit.text.repair import clean
from dispatchkit.text.rows import columns
from dispatchkit.text.shape import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line

# "ZCZC ABC0123" opens a message of the telex age and "NNNN" closes it, on a line of its own.
_OPENING_RE = pattern(r"[\x00-\x20]{0,40}(?:ZCZC|zczc)\b")
# SOH opens a message at the beginning of its line, or after the end of the one before. In the
# middle of a line it is a garbled character.
_SOH_RE = pattern(r"[\x00-\x20]{0,40}\x01|[^\x01]{0,400}[\x03\x04][\x00-\x20\x7f]{0,40}\x01")
# EOT and ETX close a message at the end of a line, or on one of their own.
_EOT_RE, _ETX_RE = (
    pattern(rf"\A[\x00-\x20]{{0,40}}{sign}|\A.*{sign}[\s\x00-\x1f\x7f]{{0,40}}\Z")
    for sign in ("\x04", "\x03")
)
_CLOSING_RE = pattern(r"[\x00-\x20]{0,40}(?:NNNN|nnnn)[\s\x00-\x1f\x7f]{0,40}\Z")
# A text with a frame holds at least one of these.
_FRAMING = ("\x01", "\x03", "\x04", "ZCZC", "zczc", "NNNN", "nnnn")
# Rulers of at least five signs, with nothing else on the line. AP's "___" and dpa's "* * * *" stand
# inside dispatches, "---" opens the front matter of Markdown.
_RULERS = frozenset("=-*_#~+–—")
_SHORTEST_RULER = 5
# A ruler underlines the line above if their lengths differ by no more than this.
_UNDERLINE_SLACK = 3
# A line of prose has at least this many columns, and spaces unless its script sets none. Shorter
# lines are headlines and menus.
_PROSE = 40
# A ruler alone says little, so each side has to show a text of several lines and, in its first few,
# where or when it was filed.
_PROSE_LINES, _HEAD_LINES = 2, 8
_HEAD_COLUMNS = 160
_STOPS = (".", "。", "।", "۔", "።", ",", ";")
_CLOSERS = "\"'”’»」』)]"
# How many characters of a line a user's expression is matched against: they show a header, and a
# line may be as long as the input.
_DIVIDED = 160


class Block(NamedTuple):
    """The source lines of one dispatch and why they were taken as one. Blocks, in order, hold every
    line once.

    *opener* is the line in which the user's expression was found, which separates it from the block
    before; None if there is none.
    """

    lines: tuple[Line, ...]
    reason: str
    opener: Line | None = None


class _Cut(NamedTuple):
    """The index of a line at which a block may begin, why, and whether a frame of the wire itself
    says so.
    """

    place: int
    reason: str
    framed: bool


def split_blocks(lines: tuple[Line, ...], split: str | None = None) -> tuple[Block, ...]:
    """*lines* as blocks, in order, every line in exactly one. Frame lines belong to the block that
    they open or close.

    With *split* each line that this expression is found in begins a block, and nothing else does.
    Raises ValueError if it cannot be used.
    """
    if split is not None:
        return tuple(_divided(lines, divider(split)))
    cuts = _cuts(lines)
    if not cuts:
        return (Block(lines, "whole input"),) if lines else ()
    pieces: list[tuple[_Cut, int]] = []
    ends = [cut.place for cut in cuts[1:]] + [len(lines)]
    if cuts[0].place > 0:
        pieces.append((_Cut(0, "start of input", framed=False), cuts[0].place))
    pieces.extend(zip(cuts, ends, strict=True))
    return _merged(lines, pieces)


def divider(split: str) -> re.Pattern[str]:
    """The compiled expression of the user. Raises ValueError if it is no expression, matches every
    line, or may take too long.
    """
    from dispatchkit.text.regexes import Unsafe, verify

    try:
        refuse_ambiguous(split)
    except ValueError as error:
        raise ValueError(f"split: {split!r}: {error}") from None
    try:
        compiled = re.compile(split)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"split: {split!r} is no regular expression: {error}") from None
    try:
        verify(split)
    except Unsafe as error:
        raise ValueError(f"split: {split!r}: {error}") from None
    if compiled.search(""):
        raise ValueError(f"split: {split!r} is found in every line")
    return compiled


def _divided(lines: tuple[Line, ...], expression: re.Pattern[str]) -> Iterator[Block]:
    """A block for each line in which *expression* is found; what stands above the first is part of
    its block if it holds no letter or figure.
    """
    found = [index for index, line in enumerate(lines) if expression.search(line.text[:_DIVIDED])]
    starts = [0, *found] if not found or _has_letters(lines[: found[0]]) else [0, *found[1:]]
    openers = {
        start: lines[place]
        for start, place in zip(starts[len(starts) - len(found) :], found, strict=True)
    }
    for start, end in pairwise([*starts, len(lines)]):
        reason = f"--split at line {lines[start].number}" if len(starts) > 1 else "whole input"
        if start < end:
            yield Block(lines[start:end], reason, openers.get(start))


def _merged(lines: tuple[Line, ...], pieces: list[tuple[_Cut, int]]) -> tuple[Block, ...]:
    """The *pieces* as blocks; one without a dispatch is joined to the block before it, or to the
    first one. Each is the cut at its beginning and the index of the line after it.
    """
    kept: list[tuple[int, str]] = []
    for cut, end in pieces:
        worth = (
            _has_letters(lines[cut.place : end])
            if cut.framed
            else _has_prose(lines[cut.place : end])
        )
        if worth:
            kept.append((cut.place if kept else 0, cut.reason))
    if len(kept) < 2:
        return (
            Block(lines, kept[0][1] if kept and kept[0][1] != "start of input" else "whole input"),
        )
    ends = [place for place, _ in kept[1:]] + [len(lines)]
    return tuple(
        [Block(lines[place:end], reason) for (place, reason), end in zip(kept, ends, strict=True)]
    )


def _cuts(lines: tuple[Line, ...]) -> list[_Cut]:
    """Where blocks may begin, in order, at most one cut for each line. If wires frame their
    messages, rulers are parts of messages.
    """
    found: dict[int, _Cut] = {}
    framed = _frames(lines)
    opened = (
        []
        if framed
        else [
            _Cut(place, reason, framed=False) for place, reason in openings(lines) or seams(lines)
        ]
    )
    for cut in [*framed, *opened, *_feeds(lines), *([] if framed or opened else _rulers(lines))]:
        if cut.place not in found or (cut.framed and not found[cut.place].framed):
            found[cut.place] = cut
    return [found[place] for place in sorted(found)]


def _frames(lines: tuple[Line, ...]) -> list[_Cut]:
    """Cuts at SOH, EOT, ZCZC and NNNN."""
    whole = "\n".join([line.text for line in lines])
    if not any(mark in whole for mark in _FRAMING):
        return []
    cuts = []
    ended = -1
    headed = any(_opens(line.text) for line in lines)
    for index, line in enumerate(lines):
        text = line.text
        if opening := _opening(lines, index, ended):
            cuts.append(opening)
        # One message's EOT and the next one's SOH may stand on one line, which then opens.
        rest = text[text.rfind("\x01") + 1 :]
        closed = _closing(text, rest, headed=headed)
        if closed and index + 1 < len(lines):
            cuts.append(_Cut(index + 1, f"after {closed} at line {line.number}", framed=False))
            ended = index
    return cuts


def _opening(lines: Sequence[Line], index: int, ended: int) -> _Cut | None:
    """The cut at a line that opens a message, by a SOH or by ZCZC below no SOH; None for any other
    line. *ended*: the index of the line that closed the last message.
    """
    text, number = lines[index].text, lines[index].number
    if _opens(text):
        return _Cut(_before_header(lines, index, ended), f"SOH at line {number}", framed=True)
    telex = ("ZCZC" in text or "zczc" in text) and _OPENING_RE.match(text)
    if telex and not _opened_above(lines, index):
        return _Cut(index, f"ZCZC at line {number}", framed=True)
    return None


def _opens(text: str) -> bool:
    """Whether a line has a SOH that opens a message: the line is no sentence."""
    return "\x01" in text and _SOH_RE.match(text) is not None and not is_prose(clean(text))


def _closing(text: str, rest: str, *, headed: bool) -> str:
    """What closes a message on a line, of which *rest* follows the last SOH: "EOT", "ETX" if no
    message has a header (*headed*), "NNNN", or "" for nothing.
    """
    if "\x04" in rest and _EOT_RE.match(rest):
        return "EOT"
    if "\x03" in text and not headed and _ETX_RE.match(text):
        return "ETX"
    return (
        "NNNN" if text[-9:].strip(INVISIBLE).upper() == "NNNN" and _CLOSING_RE.match(text) else ""
    )


def _before_header(lines: Sequence[Line], index: int, ended: int) -> int:
    """The index of the first of the lines of controls right above a SOH (the ENQ line of the 1980s:
    ENQ ENQ ENQ "C T"); *index* if there are none.
    """
    first = index
    while first - 1 > ended and index - first < 2 and lines[first - 1].text[:1] in ("\x05", "\x16"):
        first -= 1
    return first


def _opened_above(lines: Sequence[Line], index: int) -> bool:
    """Whether a SOH just above opened the message that this line is in: both belong to one
    header.
    """
    return any(_opens(line.text) for line in lines[max(0, index - 2) : index])


def _feeds(lines: tuple[Line, ...]) -> list[_Cut]:
    """Cuts at form feeds that separate two texts, rather than two pages of one text."""
    places = [index for index, line in enumerate(lines) if index and line.text.startswith("\f")]
    if not places:
        return []
    prose = _prose(lines)
    cuts = []
    start = 0
    for index, end in zip(places, [*places[1:], len(lines)], strict=True):
        if (
            prose[index] > prose[start]
            and prose[end] > prose[index]
            and _begins(lines[index : index + 3 * _HEAD_LINES], strict=False)
        ):
            cuts.append(_Cut(index, f"form feed at line {lines[index].number}", framed=False))
            start = index
    return cuts


def _rulers(lines: tuple[Line, ...]) -> list[_Cut]:
    """Cuts at rulers that have a dispatch on either side."""
    places = [
        index
        for index, line in enumerate(lines)
        if is_ruler(line.text) and not _underlines(lines, index)
    ]
    if not places:
        return []
    prose = _prose(lines)
    cuts = []
    start = 0
    for index, end in zip(places, [*places[1:], len(lines)], strict=True):
        long = min(prose[index] - prose[start], prose[end] - prose[index]) >= _PROSE_LINES
        above, below = (
            lines[start : min(index, start + 3 * _HEAD_LINES)],
            lines[index + 1 : min(end, index + 3 * _HEAD_LINES)],
        )
        filed = _is_filed(above, headed=False) and _is_filed(below, headed=True)
        if filed or (
            long
            and _begins(lines[start : start + 3 * _HEAD_LINES], strict=True)
            and _begins(lines[index + 1 : index + 3 * _HEAD_LINES], strict=True)
        ):
            cuts.append(_Cut(index, f"ruler at line {lines[index].number}", framed=False))
            start = index + 1
    return cuts


def _is_filed(lines: Sequence[Line], *, headed: bool) -> bool:
    """Whether a credit shows that *lines* are a dispatch, even one of a single sentence. *headed*:
    a headline has to stand above it. Items of a round-up have none.
    """
    head = [text for line in lines if (text := line.text.strip(INVISIBLE))][:_HEAD_LINES]
    at = next(
        (
            at
            for at, text in enumerate(head)
            if _is_prose(text) and _credits().match(text[:_HEAD_COLUMNS])
        ),
        None,
    )
    if at is None or not headed:
        return at is not None
    return at > 0 and any(not text.rstrip(_CLOSERS).endswith(_STOPS) for text in head[:at])


@cache
def _credits() -> re.Pattern[str]:
    """A pattern of a dateline with its credit in brackets: "BERLIN (dpa) -", "LIMA, 4 dic (EFE).-",
    "(ANSA) - TRIESTE, 12 MAR -", "/TASS/.", "（记者王明）". Compiled when a ruler needs it.
    """
    return re.compile(
        r".{0,80}?[(（【/][^()（）【】/\n]{2,30}[)）】/]\s{0,3}(?:[-–—_=:.]|电)|.{0,30}\d{1,2}月\d{1,2}日电"
    )


def _prose(lines: Sequence[Line]) -> list[int]:
    """For each line the number of lines of prose before it, and last the number of all."""
    return list(accumulate((_is_prose(line.text) for line in lines), initial=0))


def is_ruler(text: str) -> bool:
    """Whether a line is a ruler: at least five signs, all the same."""
    body = text.strip()
    return len(body) >= _SHORTEST_RULER and body[0] in _RULERS and body.count(body[0]) == len(body)


def _underlines(lines: Sequence[Line], index: int) -> bool:
    """Whether the ruler belongs to the line above it (a heading), or is a table's border."""
    if index == 0 or is_blank(lines[index - 1].text):
        return False
    above, ruler = lines[index - 1].text.strip(), lines[index].text.strip()
    if abs(columns(above) - len(ruler)) <= _UNDERLINE_SLACK:
        return True
    return "\t" in above or "   " in above or "|" in above


def _begins(lines: Sequence[Line], *, strict: bool) -> bool:
    """Whether *lines* begin with a headline or a dateline; *strict*: a place or date has to be
    among the first lines.
    """
    head = [line.text.strip(INVISIBLE) for line in lines]
    head = [text for text in head if text][:_HEAD_LINES]
    if not head or head[0][0].islower():
        return False
    dated = any(_datelines().search(text[:_HEAD_COLUMNS]) for text in head)
    return dated or (not strict and not head[0].rstrip(_CLOSERS).endswith(_STOPS))


@cache
def _datelines() -> re.Pattern[str]:
    """A pattern of datelines and dates: "BERLIN (dpa) -", "/TASS/", "LIMA, 4 dic -",
    "（记者王明）", "Name | 04.12.2021", "4 December 2021". Compiled when a ruler needs it.
    """
    return re.compile(
        r"\A.{0,80}?(?:[(（【/][^()（）【】/]{2,30}[)）】/]|[,،"
        r" ]\s?\d{1,2}\b.{0,20}?)\s{0,3}(?:[-–—_=:.電电】]|\.-)"
        r"|\A[^a-z]{3,60}(?:--| [-–—]"
        r" )|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
        r"|\b(?:19|20)\d\d\b.{0,12}\Z"
    )


def _has_prose(lines: Sequence[Line]) -> bool:
    """Whether any of *lines* is a line of prose."""
    return any(_is_prose(line.text) for line in lines)


def _has_letters(lines: Sequence[Line]) -> bool:
    """Whether any of *lines* holds a letter or figure."""
    return any(
        character.isalnum() for line in lines for character in line.text.strip(INVISIBLE)[:_PROSE]
    )


def _is_prose(text: str) -> bool:
    """Whether *text* is a line of prose: long, and mostly letters."""
    body = text[:_HEAD_COLUMNS].strip()
    return (
        len(body) * 2 >= _PROSE
        and columns(body) >= _PROSE
        and sum(map(str.isalpha, body)) * 2 > len(body)
    )
