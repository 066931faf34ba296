"""Cuts the opening of a text into the pieces that datelines are made of, each with the mark before
it: names, dates, known credits, the people that "By" introduces.

A piece ends at a mark (comma, dash, slash, stop, colon, bracket), where a date begins, and in the
scripts of East Asia also where a credit ends. What a name is, a place, a region, a source or a
reporter, is not told here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline.names import credits_in, is_wide_start, words_of
from dispatchkit.grammar.dateline.reader import (
    SIGNS,
    STOPS_RE,
    Kind,
    Piece,
    date_at,
    end_of,
    is_state,
)
from dispatchkit.grammar.dateline.runs import run_at
from dispatchkit.grammar.names import is_person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.grammar.dateline.reader import Reader

# The longest dateline of the gold list has 62 characters, with joint credits and a ship some 110,
# with two calendars and a reporter some 150.
REACH = 160
# A pair of brackets of any kind, which may hold one pair more: "(MENAFN- Kuwait News Agency
# (KUNA))".
_BRACKET_RE = pattern(
    r"[(（\[［【〔«]\s{0,2}((?:[^()（）\[\]［］【】〔〕«»]|\([^()]{1,30}\)){1,80})[)）\]］】〕»]"
)
_HALVES_RE = pattern(r",\s|\s[-–—]\s")
# "/TASS/", "/ NINA /": a pair of slashes is a bracket if it holds a credit.
_SLASHES_RE = pattern(r"/\s?([^/\s][^/]{1,40}?)\s?/")
# "Корр. ", "Corresp.": a post, abbreviated or not.
_POST_RE = pattern(r"(?P<post>[^\W\d_]{3,20})(?:\. ?| )")
# What may stand between two pieces, or before the text: "电", which closes a telegram's head, and
# dashes; commas, stops and colons as well, and a slash.
_TELEGRAM_RE = pattern(
    r"(?:综合|綜合|[^\W\d])?[电電](?:\s?[题題][：:]|[题題])?|(?:综合|綜合)?[讯訊]|消息|발(?=\s)"
)
_TELEGRAM = frozenset("电電讯訊息")
_DASHES_RE = pattern(r"[.:]?\s{0,4}(?:[-–—―ـ]{1,8}|_(?=\s|$))?\s{0,4}")
# A quotation mark that opens what is said has no space after it, a sign that closes has.
_SIGN_RE = pattern(rf"\s{{0,4}}(?:[{SIGNS}]{{1,3}}|::)(?=\s|$)\s{{0,4}}")
# A credit glued to the text by its dash: "SANA-The", "STT–Yhtiön".
_GLUED_RE = pattern(r"[^\W\d_][\w.]{1,20}(?=[-–—])")


def is_telegram(mark: str) -> bool:
    """Whether a mark closes the head of a telegram in Chinese."""
    return not _TELEGRAM.isdisjoint(mark)


def mark_after(reader: Reader, piece: Piece) -> tuple[str, int]:
    """The mark after a piece, without its spaces, and where the next piece or the text begins."""
    text, end = reader.text, piece.end
    # The stop of an abbreviated month may close the dateline as well: "Lusa, 18 fev. O rio"; but
    # not before its place: "11.09. Gdańsk (PAP)".
    stopped = piece.kind is Kind.DATE and piece.text.endswith(".") and piece.mark
    stop = "." if stopped else ""
    if text[end - 1].isalnum():
        end = end_of(_TELEGRAM_RE, text, end)
    end = end_of(STOPS_RE, text, end)
    if text.startswith("/", end) and not _in_slashes(reader, end, ""):
        end += 1
    end = end_of(_DASHES_RE, text, end)
    if reader.credited:
        end = end_of(_SIGN_RE, text, end)
    return stop + piece.closing + "".join(text[piece.end : end].split()), end


def _in_slashes(reader: Reader, position: int, mark: str) -> list[Piece]:
    """The pieces of the pair of slashes at *position*: a known credit, perhaps with its reporter;
    empty if it holds anything else.
    """
    slashes = _SLASHES_RE.match(reader.text, position)
    if slashes is None:
        return []
    if sent := _sent(reader, slashes[1]):
        return _with_reporter(sent, mark, slashes.end(1), slashes.end(), closing="/")
    agencies = credits_in(slashes[1], reader.known)
    credit = Piece(
        Kind.CREDIT, slashes[1], mark, slashes.end(), True, closing="/", agencies=agencies
    )
    return [credit] if agencies else []


def _with_reporter(
    sent: tuple[str, str, tuple[str, ...]], mark: str, limit: int, end: int, closing: str = ""
) -> list[Piece]:
    """The pieces of a bracket, whose content ends at *limit*, that names a reporter, a credit and
    its agencies.
    """
    reporter, printed, agencies = sent
    first = Piece(Kind.REPORTER, reporter, mark, limit, bracket=True, open=True)
    credit = Piece(Kind.CREDIT, printed, ",", end, bracket=True, closing=closing, agencies=agencies)
    return [first, credit]


def pieces(reader: Reader, start: int) -> Iterator[tuple[Piece, str, int]]:
    """The pieces of the text from *start* on, as far as each can be one of a dateline; with the
    mark after it and where the text goes on, unless more of its bracket follows.
    """
    position, mark = start, ""
    limit = min(len(reader.text), start + REACH)
    while position < limit:
        found = _at(reader, position, limit, mark, first=position == start)
        if not found:
            return
        for piece in found:
            mark, position = ("", piece.end) if piece.open else mark_after(reader, piece)
            yield piece, mark, position


def _at(reader: Reader, position: int, limit: int, mark: str, *, first: bool) -> list[Piece]:
    """The piece at *position*, or those of the bracket that opens there; empty if what stands there
    can be none.
    """
    text = reader.text
    bracket = _BRACKET_RE.match(text, position)
    if bracket:
        return _in_bracket(reader, bracket.start(1), bracket.end(1), bracket.end(), mark)
    if slashed := _in_slashes(reader, position, mark):
        return slashed
    found = date_at(reader, position)
    if found and found.end <= limit and (first or not is_state(text, found)):
        return [Piece(Kind.DATE, text[position : found.end], mark, found.end, date=found)]
    glued = _GLUED_RE.match(text, position)
    if glued and glued[0].isupper() and fold(glued[0]) in reader.known:
        agency = reader.known[fold(glued[0])]
        return [Piece(Kind.CREDIT, glued[0], mark, glued.end(), agencies=(agency,))]
    return run_at(reader, position, limit, mark, first=first)


def _in_bracket(reader: Reader, start: int, limit: int, end: int, mark: str) -> list[Piece]:
    """The pieces of the bracket whose content is that from *start* to *limit*: a credit, or the
    parts of a whole dateline if one of them is a credit or a date, else a name.
    """
    content = reader.text[start:limit].strip()
    wide = is_wide_start(content, 0)
    agencies = (
        () if wide and fold(content) not in reader.known else credits_in(content, reader.known)
    )
    if agencies:
        return [Piece(Kind.CREDIT, content, mark, end, bracket=True, agencies=agencies)]
    if reported := _reported(reader, content) or _sent(reader, content):
        return _with_reporter(reported, mark, limit, end)
    parts: list[Piece] = []
    position, between = start, mark
    while position < limit and (found := _at(reader, position, limit, between, first=not parts)):
        parts += found
        between, position = mark_after(reader, found[-1])
    kinds = [part.kind for part in parts]
    told = Kind.DATE in kinds or (wide and (Kind.CREDIT in kinds or is_telegram(between)))
    if position < limit or not told or kinds.count(Kind.CREDIT) > 1:
        return [Piece(Kind.NAME, content, mark, end, bracket=True, alone=True)]
    parts = [part._replace(bracket=True, open=True) for part in parts]
    return [*parts[:-1], parts[-1]._replace(end=end, open=False, closing=between)]


def _reported(reader: Reader, content: str) -> tuple[str, str, tuple[str, ...]] | None:
    """The reporter beside a credit in one bracket, the credit and its agencies: "(Ada Finch, BTA)",
    "(BelTA - Ada Finch)"; None if the bracket holds anything else.
    """
    halves = _HALVES_RE.split(content)
    for name, credit in (halves, halves[::-1]) if len(halves) == 2 and reader.credited else ():
        agencies = credits_in(credit, reader.known)
        if agencies and is_person(name.split()):
            return name, credit, agencies
    return None


def _sent(reader: Reader, content: str) -> tuple[str, str, tuple[str, ...]] | None:
    """The reporter whom a bracket names after a post and a credit, the credit and its agencies:
    "Корр. ТАСС Ада Финч"; None if it holds anything else.
    """
    post = _POST_RE.match(content) if reader.credited else None
    if post is None or post["post"].lower() not in words_of("correspondents"):
        return None
    words = content[post.end() :].split()
    for size in range(1, len(words) - 1):
        printed = " ".join(words[:size])
        if fold(printed) in reader.known and is_person(words[size:]):
            return " ".join(words[size:]), printed, (reader.known[fold(printed)],)
    return None
