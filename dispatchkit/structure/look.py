"""What a line of a dump looks like by itself: its kind in one letter, its words, its signs.

Everything is a small number or a name, so that the structure model can count it: lengths and shares
are put into classes, whose bounds follow the quantiles of lines of real pages.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from dispatchkit.agencies.common_phrases import phrase
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.columns import Column, columns
from dispatchkit.structure.wording import terms, word_classes
from dispatchkit.text.shape import CLOSERS, SENTENCE_ENDS, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.text.units import Unit

# The number of the class that a value is in: put(upper ends of the classes, value).
put = bisect_left

# Upper ends of the classes into which numbers are put.
WORDS = (0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 42, 60, 90)
SIZES = (0, 1, 2, 3, 5, 8, 14, 25, 50)
CAPITALS = (0.05, 0.15, 0.3, 0.5, 0.75, 0.99)
DIGITS = (0, 0.03, 0.1, 0.3, 0.6, 0.999)
COMMAS = (0, 0.03, 0.07, 0.12, 0.2, 0.35)
DENSITY = (0, 0.03, 0.06, 0.1, 0.2, 0.4)
# Full stops within a line, brackets and classes of furniture words beyond these do not count.
INNER, BRACKETS, CLASSES = 3, 3, 4

ENDS = ("", "letter", "digit", "sign", ".", "?", "!", ":", "…", ",")
FIRST = ("", "capital", "small", "digit", "letter", "sign", "quote", "bullet", "bracket", "#", "@")
_END_SIGNS = {".": ".。．。۔।॥།։", "?": "?？؟", "!": "!！", ":": ":：", "…": "…", ",": ",،，;"}
_END_OF = {character: end for end, characters in _END_SIGNS.items() for character in characters}
_FIRST_OF = (
    dict.fromkeys("\"“„«»「『”‘’'", "quote")
    | dict.fromkeys("-–—•*·▪", "bullet")
    | dict.fromkeys("([（【", "bracket")
    | {"#": "#", "@": "@"}
)
_SIGNS = {
    "|": "bar", "©": "copyright", "@": "at", "»": "arrow", "›": "arrow", "→": "arrow",
    "#": "hash", "/": "slash", "_": "underscore",
    "•": "bullet", "·": "dot", "…": "dots", "$": "money", "€": "money", "+": "plus", "%": "percent",
    '"': "quote", "“": "quote", "„": "quote", "«": "quote", "「": "quote",
}  # fmt: skip
_NAMED_SIGNS = frozenset(_SIGNS)
_COMMA_SIGNS = ",،，、;"
_AFTER = CLOSERS + " \u200f\u200e"
# A stop within a line, after two letters, with a space after it or text without spaces.
_INNER_RE = pattern(rf"[{SENTENCE_ENDS}](?<=\w\w.)[\"'”’»)」』\]]*(?=\s|\S{{0,60}}[\u3000-\u9fff])")
# Each begins with a digit, so that a search passes over the rest quickly; "(?<!\w\d)" is the "\b"
# before it. A date that begins with its month is looked for where its end is found.
_CLOCK_RE = pattern(r"\d(?<!\w\d)\d?[:.h]\d{2}\b")
_YEAR_RE = pattern(r"(?:19|20)\d\d")
_DATE_RE = pattern(r"\d(?:\s*[./年월月-]\s*\d|(?<!\w\d)\d?\.?\s+[^\W\d_]{3,}\.?,?\s+\d{4})")
_DAY_YEAR_RE = pattern(r"\d{1,2},?\s+\d{4}")
_MONTH_FIRST_RE = pattern(r"[^\W\d_]{3}\.?\s+\d{1,2},?\s+\d{4}")
# The least words of prose, of short prose, of a long line that does not end like a sentence, of a
# line with a stop inside, and the most of a line of dates. Shorter lines are titles, labels,
# buttons.
_PROSE_WORDS, _SHORT_PROSE_WORDS, _LONG_WORDS, _INNER_WORDS, _DATED_WORDS = 18, 5, 25, 12, 8
# The shortest dates and times have two digits ("5/6", "7.30").
_LEAST_DIGITS = 2
# Lines that open with the same letters are the same text cut at different places: a teaser and its
# story.
_SAME = 24
# The bits of ``Look.stamps``.
_CLOCK, _YEAR, _DATE = 1, 2, 4
# A headline that is told by its repeat or its place has at least this many words: fewer are labels,
# which pages print twice.
TITLE_WORDS = 3
# Capitals of at most two letters ("TV") are an abbreviation.
_ABBREVIATION = 2


class Look(NamedTuple):
    """A line by itself.

    *kind*: P prose, p short prose, L long without an end, k ending with a colon, d a date or time,
    n without letters, and by their words u (one), s (to three), m (to seven), M (more). *words* is
    its weight, *phrase* what the common phrases of any language say of it, *about* its terms,
    *opening* its first letters if it has more, *classes* how many words of each class of furniture
    it holds; *letters* and *digits* are their numbers, *inner* is the number of full stops within
    it, *stamps* has a bit for a clock, a year and a date.
    """

    text: str
    folded: str
    column: Column
    kind: str
    words: int
    end: str
    inner: int
    stamps: int
    letters: int
    digits: int
    phrase: str | None
    about: frozenset[str]
    opening: str
    classes: dict[str, int]


def is_dated(look: Look) -> bool:
    """Whether a line holds a date or a time of day, and not just a year."""
    return look.stamps & ~_YEAR != 0


def has_clock(look: Look) -> bool:
    """Whether a line holds a time of day."""
    return look.stamps & _CLOCK != 0


def looks(units: Sequence[Unit]) -> list[Look]:
    """The lines of a dump by themselves. Pages repeat their lines: each is looked at once."""
    texts = {unit.text: unit.folded for unit in units}
    seen = (
        {
            text: _look(text, folded, column)
            for (text, folded), column in zip(texts.items(), columns(tuple(texts)), strict=True)
        }
        if texts
        else {}
    )
    return [seen[unit.text] for unit in units]


def _look(text: str, folded: str, column: Column) -> Look:
    """The line *text* by itself; *folded* is the form in which phrases are compared with it."""
    letters, digits = _counted(column.words)
    end = _end(text.rstrip(_AFTER))
    inner = len(_INNER_RE.findall(text, 0, len(text) - 1))
    stamps = _stamps(text) if digits >= _LEAST_DIGITS else 0
    words = column.weight
    return Look(
        text,
        folded,
        column,
        _kind(letters, end, words, inner, dated=stamps & ~_YEAR != 0),
        words,
        end,
        inner,
        stamps,
        letters,
        digits,
        phrase(folded),
        terms(column.lowered, column.words, letters_only=not digits, unspaced=column.unspaced),
        folded[:_SAME] if len(folded) >= _SAME else "",
        word_classes(column.lowered, column.words, unspaced=column.unspaced),
    )


def _counted(words: list[str]) -> tuple[int, int]:
    """How many letters and digits *words* hold."""
    joined = "".join(words)
    if not joined or joined.isalpha():
        return len(joined), 0
    mixed = "".join([word for word in words if not word.isalpha()])
    digits = sum([character.isdigit() for character in mixed])
    return len(joined) - digits, digits


def _end(bare: str) -> str:
    """The class of the last character of a line without what closes after it, of ``ENDS``."""
    if not bare:
        return ""
    last = bare[-1]
    if last.isalpha():
        return "letter"
    if last in _END_OF:
        return _END_OF[last]
    if last.isdigit():
        return "digit"
    return "letter" if category(last)[0] == "M" else "sign"


def _kind(letters: int, end: str, words: int, inner: int, *, dated: bool) -> str:
    """The kind of a line, by its letters, its end, its words and full stops inside."""
    if letters == 0:
        return "n"
    if end and end in ".?!…" and words >= _SHORT_PROSE_WORDS:
        return "P" if words >= _PROSE_WORDS else "p"
    if words >= _LONG_WORDS or (inner and words >= _INNER_WORDS):
        return "L"
    if end == ":":
        return "k"
    if dated and words <= _DATED_WORDS:
        return "d"
    if words <= 3:
        return "u" if words <= 1 else "s"
    return "m" if words <= 7 else "M"


def _stamps(text: str) -> int:
    """Which of a time of day, a year and a date stand in a line, a bit for each."""
    found = 0
    if _CLOCK_RE.search(text):
        found |= _CLOCK
    if _YEAR_RE.search(text):
        found |= _YEAR
    if _DATE_RE.search(text) or (_DAY_YEAR_RE.search(text) and _MONTH_FIRST_RE.search(text)):
        found |= _DATE
    return found


class Detail(NamedTuple):
    """What only lines near text are asked for, in classes: the share of *capitals* among the first
    letters of words (0: the line has none, 1 to 7, 8: no letters), whether *all* are capitals, the
    share of *digits*, the density of *commas*, the number of *brackets*, whether it ends in one,
    what it begins with (``FIRST``), whether a quotation mark or bracket closes it, the density of
    furniture words and the number of their classes, whether it is an item of a list; and the names
    of its *signs*.
    """

    capitals: int
    all: bool
    digits: int
    commas: int
    brackets: int
    bracketed: bool
    first: int
    closed: bool
    furniture: int
    classes: int
    item: bool
    signs: frozenset[str]


def detail(look: Look) -> Detail:
    """The further look of a line near text."""
    text, column, words = look.text, look.column, max(1, look.words)
    signs = {_SIGNS[sign] for sign in _NAMED_SIGNS.intersection(column.signs)}
    if "http" in text or "www." in text or ".com" in text:
        signs.add("link")
    return Detail(
        _capitals(text, look.letters, column),
        look.letters > _ABBREVIATION and column.capitals > 0 and text.upper() == text,
        put(DIGITS, look.digits / max(1, look.letters + look.digits)),
        put(COMMAS, sum(map(column.signs.count, _COMMA_SIGNS)) / words),
        min(column.signs.count("(") + column.signs.count("（"), BRACKETS),
        text.endswith((")", "）", "]")),
        FIRST.index(_first(text[0])),
        len(text.rstrip(_AFTER)) < len(text.rstrip()),
        furniture_density(look),
        min(len(look.classes), CLASSES),
        is_item(text),
        frozenset(signs),
    )


def furniture_density(look: Look) -> int:
    """The class of the density of furniture words in a line."""
    return put(DENSITY, sum(look.classes.values()) / max(1, look.words)) if look.classes else 0


def _first(character: str) -> str:
    """The class of the first character of a line, of ``FIRST``."""
    if character.isupper():
        return "capital"
    if character.islower():
        return "small"
    if character.isdigit():
        return "digit"
    return "letter" if character.isalpha() else _FIRST_OF.get(character, "sign")


def _capitals(text: str, letters: int, column: Column) -> int:
    """The class of the share of capitals among the first letters of words."""
    if not letters:
        return len(CAPITALS) + 2
    if not column.capitals and text.lower() == text:
        return 0
    return 1 + put(CAPITALS, column.capitals / max(1, column.names))
