"""Cuts source lines into blocks at what only stands between dispatches: the frames of wires, form
feeds, the headers and numbers of exports, the lines that the user names. A block may still hold
several dispatches, which their labels show (``structure.cuts``).
"""

from __future__ import annotations

import re
from heapq import merge
from itertools import chain, groupby, islice, takewhile
from operator import attrgetter
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
    from collections.abc import Iterable, Iterator, Sequence

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
# So many lines are searched for signs at once; a dispatch seldom has more.
_SLAB = 1024
_START, _WHOLE = "start of input", "whole input"


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


def split_blocks(lines: Sequence[Line], split: str | None = None) -> Iterator[Block]:
    """*lines* as blocks, in order, every line in exactly one. Frame lines belong to the block that
    they open or close. Blocks are made as they are asked for: no more than one is held.

    With *split* each line that this expression is found in begins a block, and nothing else does.
    Raises ValueError if it cannot be used.
    """
    if split is not None:
        return divided(lines, openers(lines, split))
    cuts = _cuts(lines)
    first = next(cuts, None)
    if first is not None:
        return _merged(lines, chain([first], cuts))
    return iter([Block(tuple(lines), _WHOLE)] if lines else [])


def openers(lines: Sequence[Line], split: str) -> list[int]:
    """The indices of the lines that the user's expression is found in. Raises ValueError if it
    cannot be used.
    """
    expression = divider(split)
    return [index for index, line in enumerate(lines) if expression.search(line.text[:_DIVIDED])]


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


def divided(lines: Sequence[Line], found: Sequence[int]) -> Iterator[Block]:
    """A block for each line at the indices *found*; what stands above the first is part of its
    block if it holds no letter or figure.
    """
    starts = [0, *found] if not found or _has_letters(lines[: found[0]]) else [0, *found[1:]]
    places = [None] * (len(starts) - len(found)) + [*found]
    for place, start, end in zip(places, starts, [*starts[1:], len(lines)], strict=True):
        reason = f"--split at line {lines[start].number}" if len(starts) > 1 else _WHOLE
        if start < end:
            opener = None if place is None else lines[place]
            yield Block(tuple(lines[start:end]), reason, opener)


def _merged(lines: Sequence[Line], cuts: Iterable[_Cut]) -> Iterator[Block]:
    """The blocks between *cuts*. A piece without a dispatch is joined to the block before it, or to
    the first one; if there is only one, it is the whole input.
    """
    begun: _Cut | None = None
    for cut, end in _pieces(cuts, len(lines)):
        if not _is_worth(cut, lines[cut.place : end]):
            continue
        if begun is None:
            begun = cut._replace(place=0)
            continue
        yield _block(lines, begun, cut.place)
        begun = cut
    if begun is not None and (begun.place or begun.reason != _START):
        yield _block(lines, begun, len(lines))
    elif lines:
        yield Block(tuple(lines), _WHOLE)


def _pieces(cuts: Iterable[_Cut], total: int) -> Iterator[tuple[_Cut, int]]:
    """The *cuts* of so many lines, each with the index of the line after its piece."""
    last = _Cut(0, _START)
    for cut in chain(cuts, [_Cut(total, "")]):
        if cut.place > last.place:
            yield last, cut.place
        last = cut


def _is_worth(cut: _Cut, piece: Sequence[Line]) -> bool:
    """Whether a piece holds a dispatch: letters in a frame, prose anywhere else."""
    if cut.framed:
        return _has_letters(piece)
    return any(is_prose(line.text) for line in piece)


def _block(lines: Sequence[Line], cut: _Cut, end: int) -> Block:
    """The block from *cut* up to the line *end*."""
    return Block(tuple(lines[cut.place : end]), cut.reason, framed=cut.framed)


def _cuts(lines: Sequence[Line]) -> Iterator[_Cut]:
    """Where blocks may begin, in order, at most one cut for each line; one by a frame goes before
    one by anything else.
    """
    frames = _frames(lines)
    first = next(frames, None)
    by_form = chain([first], frames) if first else [_Cut(*opening) for opening in openings(lines)]
    merged = merge(by_form, _feeds(lines), key=attrgetter("place"))
    for _, cuts in groupby(filter(attrgetter("reason"), merged), key=attrgetter("place")):
        first, *others = cuts
        yield next((cut for cut in (first, *others) if cut.framed), first)


def _slabs(lines: Sequence[Line], signs: Sequence[str]) -> Iterator[tuple[int, Sequence[Line]]]:
    """The *lines* in stretches, each with the index of its first line. One in which none of the
    *signs* stands, which a single search tells, is empty.
    """
    for begin in range(0, len(lines), _SLAB):
        slab = lines[begin : begin + _SLAB]
        whole = "\n".join([line.text for line in slab])
        yield begin, slab if any(sign in whole for sign in signs) else ()


def _frames(lines: Sequence[Line]) -> Iterator[_Cut]:
    """Cuts at SOH, EOT, ZCZC and NNNN."""
    ended = -1
    headed: bool | None = None
    for begin, slab in _slabs(lines, _FRAMING):
        for index, line in enumerate(slab, begin):
            text = line.text
            if opening := _opening(lines, index, line, ended):
                yield opening
            if headed is None and "\x03" in text:
                headed = _are_headed(lines)
            # One message's EOT and the next one's SOH may stand on one line, which then opens.
            rest = text[text.rfind("\x01") + 1 :]
            closed = _closing(text, rest, headed=headed or False)
            if closed and index + 1 < len(lines):
                yield _Cut(index + 1, f"after {closed} at line {line.number}")
                ended = index


def _are_headed(lines: Sequence[Line]) -> bool:
    """Whether a SOH opens any message of an input."""
    return any(_opens(line.text) for _, slab in _slabs(lines, ("\x01",)) for line in slab)


def _opening(lines: Sequence[Line], index: int, line: Line, ended: int) -> _Cut | None:
    """The cut at the *line* of that index if it opens a message, by a SOH or by ZCZC below no SOH;
    else None. *ended*: the index of the line that closed the last message.
    """
    number, _, text, _ = line
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


def _feeds(lines: Sequence[Line]) -> Iterator[_Cut]:
    """Cuts at form feeds that separate two texts, rather than two pages of one text: a headline or
    dateline follows. A cut without a reason is none, and says how far they were looked for.
    """
    told: bool | None = None
    for begin, slab in _slabs(lines, "\f"):
        yield _Cut(begin, "")
        for index, line in enumerate(slab, begin):
            if not index or not line.text.startswith("\f"):
                continue
            above = _has_prose(lines, 0) if told is None else told
            below = _has_prose(lines, index)
            if above and below and _begins(lines, index):
                yield _Cut(index, f"form feed at line {line.number}")
            told = above or below


def _has_prose(lines: Sequence[Line], begin: int) -> bool:
    """Whether any line from *begin* up to the next form feed is prose."""
    texts = (lines[at].text for at in range(begin, len(lines)))
    page = chain(islice(texts, 1), takewhile(lambda text: not text.startswith("\f"), texts))
    return any(map(is_prose, page))


def _begins(lines: Sequence[Line], begin: int) -> bool:
    """Whether the lines from *begin* on begin with a headline or a dateline."""
    texts = (lines[at].text for at in range(begin, len(lines)))
    first = next((clean(text) for text in texts if not is_blank(text)), "")
    return is_heading(first) or find_dateline(first, lexicon_of()) is not None


def _has_letters(lines: Sequence[Line]) -> bool:
    """Whether any of *lines* holds a letter or figure."""
    return any(character.isalnum() for line in lines for character in line.text[:_DIVIDED])
