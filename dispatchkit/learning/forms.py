"""The form of a line: its words and signs, with places for what changes from dump to dump.

``pieces`` cuts a line into words, signs and slots (a date, a time, a number, a link, an address).
Lines whose pieces agree are of one form. ``column_pattern`` makes the pattern of one piece, with
bounded repeats, and ``joined`` puts these together.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.names import is_person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import smooth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Dates are looked for in lines of at most so many characters: longer ones are sentences.
_DATED = 200
_LINK = r"(?:https?://|www\.)[^\s<>\"]{2,300}"
_MAIL = r"[^\s@<>()\[\]:;,]{1,64}@[^\s@<>()\[\],;]{3,80}"
_TOKEN_RE = pattern(
    rf"(?P<link>{_LINK})|(?P<mail>{_MAIL})|(?P<time>(?<!\d)\d{{1,2}}[:.]\d{{2}}(?![\d.:]\d|\d))"
    r"|(?P<number>\d+(?:[.,]\d{3})*)|(?P<word>[^\W\d_][^\W\d_\u0300-\u036f'’]*+[^\W\d]*)|(?P<sign>\S)"
)
# The letters of a word in a date: a month, a weekday, "Uhr".
_DATE_WORD = r"[^\W\d_]{1,16}"
_RUN_RE = pattern(r"\d+|[^\W\d_]+|\s+|.")
# A date is printed in a few forms; more of them are no form.
_MOST_SHAPES = 4
# A name has at most so many words, initials so many letters.
_NAME_WORDS, _INITIALS = 4, 4
# Figures that are the same in so many lines are part of their form, but for a year.
_SAME = 3
# A figure of so many digits is a year, or part of a number that may grow.
_YEAR = 4


class Slot(StrEnum):
    """What stands in a place that changes."""

    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    LINK = "link"
    MAIL = "mail"
    NAME = "name"
    INITIALS = "initials"


# What stands in slots that say nothing of their form.
_NAME_WORD = r"[^\W\d_][\w.'’-]{0,30}"
_FORMS = {
    Slot.MAIL: r"[^\s@]{1,64}@[^\s@]{3,80}",
    Slot.NAME: rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,{_NAME_WORDS - 1}}}",
    Slot.INITIALS: rf"[^\W\d_]{{1,{_INITIALS}}}",
}


class Piece(NamedTuple):
    """A word, sign or slot of a line: what it is compared by, its text, whether a space stands
    before it.
    """

    key: str
    text: str
    spaced: bool
    slot: Slot | None = None
    end: int = 0

    @property
    def is_word(self) -> bool:
        """Whether it is a word, and no slot."""
        return self.slot is None and any(map(str.isalpha, self.text))


def pieces(text: str, language: str | None = None) -> tuple[Piece, ...]:
    """The pieces of a line. Dates are read as in *language*."""
    dates = find_dates(text, language=language) if 0 < len(text) <= _DATED else ()
    found: list[Piece] = []
    at = 0
    for one in dates:
        found += _plain(text, at, one.start)
        if one.start >= at:
            found.append(_piece(text, one.start, one.end, Slot.DATE))
            at = one.end
    found += _plain(text, at, len(text))
    return tuple(found)


def widened(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a line with one slot for a person's name, and one for initials at either end
    of it.
    """
    made: list[Piece] = []
    at = 0
    while at < len(found):
        end = _name_end(found, at)
        if end > at:
            text = " ".join(piece.text for piece in found[at:end])
            made.append(Piece("<name>", text, found[at].spaced, Slot.NAME, found[end - 1].end))
        elif at in (0, len(found) - 1) and _is_initials(found[at]):
            made.append(found[at]._replace(key="<initials>", slot=Slot.INITIALS))
        else:
            made.append(found[at])
        at = max(end, at + 1)
    return tuple(made)


def _name_end(found: Sequence[Piece], at: int) -> int:
    """Where the longest name of a person ends that begins at a piece; there if none does."""
    run = at
    while run < len(found) and run < at + _NAME_WORDS and _is_capital(found[run]):
        run += 1
    for end in range(run, at + 1, -1):
        if is_person([piece.text for piece in found[at:end]]):
            return end
    return at


def _is_capital(piece: Piece) -> bool:
    """Whether a piece may be a part of a name: a word that begins with a capital."""
    return piece.is_word and piece.text[:1].isupper()


def _is_initials(piece: Piece) -> bool:
    """Whether a piece may be the initials of a writer."""
    return piece.is_word and piece.text.islower() and 1 < len(piece.text) <= _INITIALS


def _plain(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a stretch of a line without a date in it."""
    for match in _TOKEN_RE.finditer(text, start, max(start, end)):
        name = match.lastgroup or ""
        yield _piece(text, match.start(), match.end(), Slot(name) if name in _SLOTS else None)


_SLOTS = frozenset(slot.value for slot in Slot)


def _piece(text: str, start: int, end: int, slot: Slot | None) -> Piece:
    """A piece of a line by its place."""
    printed = text[start:end]
    key = f"<{slot}>" if slot else smooth(printed)
    return Piece(key, printed, start > 0 and text[start - 1].isspace(), slot, end)


def key_of(found: Sequence[Piece]) -> tuple[str, ...]:
    """What lines of one form have in common."""
    return tuple([piece.key for piece in found])


def has_words(found: Sequence[Piece], least: int = 1) -> bool:
    """Whether the words among pieces have so many letters."""
    return sum([len(piece.text) for piece in found if piece.is_word]) >= least


# --- the pattern of lines of one form ------------------------------------------------------------


def column_pattern(column: Sequence[Piece], group: str | None = None) -> str:
    """The pattern for one piece of lines of one form, which stand in *column*; as a *group* that
    fills a field, if it is named.
    """
    texts = sorted({piece.text for piece in column})
    if is_same(column):
        return re.escape(texts[0])
    made = _slot(texts, column[0].slot) if column[0].slot else _words(texts)
    return f"(?P<{group}>{made})" if group else made


def is_same(column: Sequence[Piece]) -> bool:
    """Whether a name, initials or a figure is the same in all lines."""
    text, slot = column[0].text, column[0].slot
    if slot not in (Slot.NUMBER, Slot.NAME, Slot.INITIALS) or len(column) < _SAME:
        return False
    year = slot is Slot.NUMBER and len(text) >= _YEAR
    return not year and all(piece.text == text for piece in column)


def _words(texts: Sequence[str]) -> str:
    """The pattern of a word or sign, as it was printed."""
    if len(texts) == 1:
        return re.escape(texts[0])
    return "(?:" + "|".join(map(re.escape, texts)) + ")"


def _slot(texts: Sequence[str], slot: Slot) -> str:
    """The pattern of what stands in a slot."""
    match slot:
        case Slot.TIME:
            signs = {"".join(sign for sign in text if not sign.isdigit()) for text in texts}
            return rf"\d{{1,2}}[{re.escape(''.join(sorted(signs)))}]\d{{2}}"
        case Slot.NUMBER:
            return _number(texts)
        case Slot.LINK:
            return _link(texts)
        case Slot.MAIL | Slot.NAME | Slot.INITIALS:
            return _FORMS[slot]
        case Slot.DATE:
            shapes = sorted({_shape(text) for text in texts})
            return shapes[0] if len(shapes) == 1 else "(?:" + "|".join(shapes) + ")"


def _number(texts: Sequence[str]) -> str:
    """The pattern of numbers: years have four digits, others may be longer than those seen."""
    if not all(map(str.isdigit, texts)):
        return rf"\d[\d.,]{{0,{max(map(len, texts)) + 3}}}"
    sizes = {len(text) for text in texts}
    if sizes == {_YEAR}:
        return r"\d{4}"
    return rf"\d{{1,{max(sizes) + 1}}}"


def _link(texts: Sequence[str]) -> str:
    """The pattern of links: what all begin with, up to a stroke, and what follows."""
    if len(texts) == 1:
        return re.escape(_to_host(texts[0])) + r"\S{0,300}"
    # Of sorted texts the first and the last differ most.
    ends = zip(texts[0], texts[-1], strict=False)
    shared = texts[0][: next((at for at, (one, other) in enumerate(ends) if one != other), None)]
    return (
        re.escape(shared[: shared.rfind("/") + 1]) + r"\S{0,300}" if "/" in shared else r"\S{4,300}"
    )


def _to_host(link: str) -> str:
    """A link up to the end of its host."""
    start = link.find("//") + 2 if "//" in link else 0
    ends = [at for sign in "/?#" if (at := link.find(sign, start)) >= 0]
    return link[: min(ends, default=len(link))]


def host_of(link: str) -> str:
    """The host that a link or address leads to, without "www."."""
    if "@" in link:
        return link.rpartition("@")[2].lower().strip(".")
    return _to_host(link).rpartition("/")[2].lower().removeprefix("www.").strip(".")


def _shape(text: str) -> str:
    """The pattern of dates of the form of *text*: figures and words in their places."""
    made = []
    for run in _RUN_RE.findall(text):
        if run.isdigit():
            made.append(r"\d{1,2}" if len(run) < 3 else rf"\d{{{len(run)}}}")
        elif run.isalpha():
            made.append(_DATE_WORD)
        else:
            made.append(r"\s" if run.isspace() else re.escape(run))
    return "".join(made)


def too_varied(column: Sequence[Piece]) -> bool:
    """Whether the dates of a column are printed in too many ways to be of one form."""
    return (
        column[0].slot is Slot.DATE and len({_shape(piece.text) for piece in column}) > _MOST_SHAPES
    )


# What stands between two pieces, by whether a space does in some lines, and in some none.
_SPACES = {(True, True): r"\s?", (True, False): r"\s", (False, True): "", (False, False): ""}


def joined(columns: Sequence[Sequence[Piece]], patterns: Sequence[str]) -> str:
    """The *patterns* of all columns with the spaces between them."""
    made = [patterns[0]] if patterns else []
    for column, one in zip(columns[1:], patterns[1:], strict=True):
        spaced = {piece.spaced for piece in column}
        made.append(_SPACES[True in spaced, False in spaced])
        made.append(one)
    return "".join(made)
