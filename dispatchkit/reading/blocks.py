"""Cuts source lines into blocks at what only stands between dispatches: the frames of wires, form
feeds, the headers and numbers of exports, the lines that the user names. A block may still hold
several dispatches, which their labels show (``structure.cuts``).
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.reading.openings import openings
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.classes import refuse_ambiguous
from dispatchkit.text.lines import INVISIBLE, is_blank
from dispatchkit.text.repair import clean
from dispatchkit.text.shape import is_heading, is_prose

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
# How many characters of a line a user's expression is matched against: they show a header, and a
# line may be as long as the input.
_DIVIDED = 160


class Block(NamedTuple):
    """The source lines of one dispatch and why they were taken as one. Blocks, in order, hold every
    line once.

    *opener* is the line in which the user's expression was found, which separates it from the block
    before; None if there is none. *framed*: a frame of the wire says where it begins.
    """

    lines: tuple[Line, ...]
    reason: str
    opener: Line | None = None
    framed: bool = False


class _Cut(NamedTuple):
    """The index of a line at which a block may begin, why, and whether a frame of the wire itself
    says so.
    """

    place: int
    reason: str
    framed: bool = False


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
        pieces.append((_Cut(0, "start of input"), cuts[0].place))
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
    kept: list[_Cut] = []
    for cut, end in pieces:
        worth = (
            _has_letters(lines[cut.place : end])
            if cut.framed
            else any(is_prose(line.text) for line in lines[cut.place : end])
        )
        if worth:
            kept.append(cut if kept else cut._replace(place=0))
    if len(kept) < 2:
        cut = kept[0] if kept and kept[0].reason != "start of input" else _Cut(0, "whole input")
        return (Block(lines, cut.reason, framed=cut.framed),)
    ends = [cut.place for cut in kept[1:]] + [len(lines)]
    return tuple(
        [
            Block(lines[cut.place : end], cut.reason, framed=cut.framed)
            for cut, end in zip(kept, ends, strict=True)
        ]
    )


def _cuts(lines: tuple[Line, ...]) -> list[_Cut]:
    """Where blocks may begin, in order, at most one cut for each line."""
    found: dict[int, _Cut] = {}
    framed = _frames(lines)
    opened = [] if framed else [_Cut(place, reason) for place, reason in openings(lines)]
    for cut in [*framed, *opened, *_feeds(lines)]:
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
            cuts.append(_Cut(index + 1, f"after {closed} at line {line.number}"))
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
    """Cuts at form feeds that separate two texts, rather than two pages of one text: a headline or
    dateline follows.
    """
    places = [index for index, line in enumerate(lines) if index and line.text.startswith("\f")]
    if not places:
        return []
    prose = list(accumulate((is_prose(line.text) for line in lines), initial=0))
    cuts = []
    start = 0
    for index, end in zip(places, [*places[1:], len(lines)], strict=True):
        if prose[index] > prose[start] and prose[end] > prose[index] and _begins(lines[index:end]):
            cuts.append(_Cut(index, f"form feed at line {lines[index].number}"))
            start = index
    return cuts


def _begins(lines: Sequence[Line]) -> bool:
    """Whether *lines* begin with a headline or a dateline."""
    first = next((clean(line.text) for line in lines if not is_blank(line.text)), "")
    return is_heading(first) or find_dateline(first, lexicon_of()) is not None


def _has_letters(lines: Sequence[Line]) -> bool:
    """Whether any of *lines* holds a letter or figure."""
    return any(character.isalnum() for line in lines for character in line.text[:_DIVIDED])
