"""What a line of a page looks like by itself: its kind in one letter, its words, and the traits
that its features are made from.

A trait is a function that names features, and the values for which it names them. Lines share most
of their traits, so the weight of each value of a trait is computed once (``readers``); names are
made only if somebody asks for them. Kinds stay letters: strings of them are the values of traits,
and the names of trained features hold them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import category

from dispatchkit.agencies.common_phrases import phrase
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.page.columns import Column, columns
from dispatchkit.structure.page.traits import put
from dispatchkit.structure.page.wording import terms, word_classes
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import CLOSERS, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence

# Upper ends of the classes into which numbers are put. They follow the quantiles of lines of real
# pages.
WORDS = (0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 42, 60, 90)
_CHARACTERS = (3, 8, 15, 25, 40, 60, 90, 130, 200, 300, 450, 700)
_CAPITALS = (0.05, 0.15, 0.3, 0.5, 0.75, 0.99)
_DIGITS = (0, 0.03, 0.1, 0.3, 0.6, 0.999)
_COMMAS = (0, 0.03, 0.07, 0.12, 0.2, 0.35)
_DENSITY = (0.03, 0.06, 0.1, 0.2, 0.4)
_CLASS_DENSITY = (0.04, 0.1, 0.2, 0.4)

_ENDS = {".": ".。．۔।॥།։", "?": "?？؟", "!": "!！", ":": ":：", "…": "…", ",": ",،，;"}
_END_OF = {character: end for end, characters in _ENDS.items() for character in characters}
_BEHIND = CLOSERS + " \u200f\u200e"
# A stop within a line, after two letters, with a space after it or text without spaces.
_INNER_RE = pattern(r"[.!?…。！？۔।॥።](?<=\w\w.)[\"'”’»)」』\]]*(?=\s|\S{0,60}[\u3000-\u9fff])")
# Each begins with a digit, so that a search passes over the rest quickly; "(?<!\w\d)" is the "\b"
# before it. A date that begins with its month is looked for where its end is found.
_CLOCK_RE = pattern(r"\d(?<!\w\d)\d?[:.h]\d{2}\b")
_YEAR_RE = pattern(r"(?:19|20)\d\d")
_DATE_RE = pattern(r"\d(?:\s*[./年월月-]\s*\d|(?<!\w\d)\d?\.?\s+[^\W\d_]{3,}\.?,?\s+\d{4})")
_DAY_YEAR_RE = pattern(r"\d{1,2},?\s+\d{4}")
_MONTH_FIRST_RE = pattern(r"[^\W\d_]{3}\.?\s+\d{1,2},?\s+\d{4}")
_OPENING_QUOTES = frozenset('"“„«「')
_FIRST = (
    dict.fromkeys("\"“„«»「『”‘’'", "quote")
    | dict.fromkeys("-–—•*·▪", "bullet")
    | dict.fromkeys("([（【", "bracket")
    | {"#": "#", "@": "@"}
)
_SIGNS = {
    "|": "bar", "©": "copyright", "@": "at", "»": "arrow", "›": "arrow", "→": "arrow",
    "#": "hash", "/": "slash", "_": "underscore",
    "•": "bullet", "·": "dot", "…": "dots", "$": "money", "€": "money", "+": "plus", "%": "percent",
}  # fmt: skip
_NAMED_SIGNS = frozenset(_SIGNS)
_COMMA_SIGNS = ",،，、;"
_NO_COMMAS = ((), False, 0, 0, False)
# The least words of prose, of short prose, of a long line that does not end like a sentence, of a
# line with a stop inside, and the most of a line of dates. Shorter lines are titles, labels,
# buttons.
_PROSE_WORDS, _SHORT_PROSE_WORDS, _LONG_WORDS, _INNER_WORDS, _DATED_WORDS = 18, 5, 25, 12, 8
# The shortest dates and times have two digits ("5/6", "7.30"). Capitals of at most two letters
# ("TV") are an abbreviation.
_LEAST_DIGITS, _ABBREVIATION = 2, 2
# Lines that open with the same letters are the same text cut at different places: a teaser and its
# story.
_SAME = 24
# Pages repeat the signs of their lines.
_REMEMBERED = 4096


class Look:
    """A line by itself.

    *kind*: P prose, p short prose, L long without an end, k ending with a colon, r a known phrase,
    d a date or time, n without letters, and by their words u (one), s (to three), m (to seven), M
    (more). *words* is its weight, *known* what the common phrases say, *about* its terms, *opening*
    its first letters if it has more. The rest is computed when it is asked for, as only lines near
    text are: *classes* are the classes of furniture words in it, *traits* the values of
    ``traits.OWN``.
    """

    __slots__ = (
        "_column",
        "_counts",
        "_end",
        "_inner",
        "_stamps",
        "_text",
        "_traits",
        "about",
        "folded",
        "kind",
        "known",
        "opening",
        "words",
    )

    def __init__(self, text: str, folded: str, column: Column) -> None:
        self._text, self._column = text, column
        letters, digits = self._counts = _counted(column.words)
        self._end = _end(text.rstrip(_BEHIND))
        self._inner = len(_INNER_RE.findall(text, 0, len(text) - 1))
        self._stamps = _stamps(text) if digits >= _LEAST_DIGITS else ()
        self._traits: tuple[tuple[Any, ...], ...] | None = None
        self.words = column.weight
        self.folded = folded
        self.opening = folded[:_SAME] if len(folded) >= _SAME else ""
        self.known = phrase(folded)
        self.kind = _kind(
            letters,
            self._end,
            self.words,
            self._inner,
            self.known,
            dated="date" in self._stamps or "clock" in self._stamps,
        )
        self.about = terms(
            column.lowered, column.words, letters_only=not digits, unspaced=column.unspaced
        )

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of furniture words, in order."""
        return tuple([name for name, _ in self.traits[-1][0]])

    @property
    def furniture_words(self) -> dict[str, int]:
        """How many words of each class of furniture stand in it."""
        return word_classes(
            self._column.lowered, self._column.words, unspaced=self._column.unspaced
        )

    @property
    def traits(self) -> tuple[tuple[Any, ...], ...]:
        """The values of the traits of a line by itself."""
        if self._traits is None:
            self._traits = self._seen()
        return self._traits

    def _seen(self) -> tuple[tuple[Any, ...], ...]:
        """The values of the traits of ``traits.OWN``, in that order."""
        text, column, size = self._text, self._column, put(WORDS, self.words)
        (letters, digits), end, stamps = self._counts, self._end, self._stamps
        closed = len(text.rstrip(_BEHIND)) < len(text.rstrip())
        classes = word_classes(column.lowered, column.words, unspaced=column.unspaced)
        return (
            (self.kind, self.known),
            (size, end, min(self._inner, 4), put(_CHARACTERS, len(text)), closed),
            (_first(text[0]), end, closed),
            _capitals(text, letters, column, size),
            (put(_DIGITS, digits / max(1, letters + digits)), stamps, size),
            _signs_in(text, column.signs, self.words),
            _density(classes, self.words, size),
        )


def looks(texts: Sequence[str], folded: Sequence[str]) -> list[Look]:
    """The lines of a page by themselves; *folded* is each of *texts* under ``fold``. Pages repeat
    their lines: each is looked at once.
    """
    bare = dict(zip(texts, folded, strict=True))
    seen = (
        {
            text: Look(text, bare[text], column)
            for text, column in zip(bare, columns(tuple(bare)), strict=True)
        }
        if bare
        else {}
    )
    return [seen[text] for text in texts]


def look(text: str) -> Look:
    """The line *text* by itself."""
    return looks([text], [fold(text)])[0]


# --- what is seen ---------------------------------------------------------


def _counted(words: list[str]) -> tuple[int, int]:
    """How many letters and digits *words* hold."""
    joined = "".join(words)
    if not joined or joined.isalpha():
        return len(joined), 0
    mixed = "".join([word for word in words if not word.isalpha()])
    return len(joined) - len(mixed) + sum(map(str.isalpha, mixed)), sum(map(str.isdigit, mixed))


def _end(core: str) -> str:
    """What the text ends with after closing quotes: a class of stop, "0" for a digit, "a" for a
    letter, "x" for another sign.
    """
    last = core[-1:]
    if last.isalpha():
        return "a"
    if core.endswith(".."):
        return "…"
    if last in _END_OF:
        return _END_OF[last]
    if last.isdigit():
        return "0"
    # Vowel signs end words in many scripts.
    return "a" if last and not last.isascii() and category(last)[0] == "M" else "x"


def _kind(letters: int, end: str, words: int, inner: int, known: str | None, *, dated: bool) -> str:
    """The kind of a line, by its letters, its end, its words and full stops inside."""
    if letters == 0:
        return "n"
    if end in ".?!…" and words >= _SHORT_PROSE_WORDS:
        return "P" if words >= _PROSE_WORDS else "p"
    if words >= _LONG_WORDS or (inner and words >= _INNER_WORDS):
        return "L"
    if end == ":":
        return "k"
    if known:
        return "r"
    if dated and words <= _DATED_WORDS:
        return "d"
    if words <= 3:
        return "u" if words <= 1 else "s"
    return "m" if words <= 7 else "M"


def _first(character: str) -> str:
    """The class of the first character of a line."""
    if character.isupper():
        return "capital"
    if character.islower():
        return "small"
    if character.isdigit():
        return "digit"
    return "letter" if character.isalpha() else _FIRST.get(character, "sign")


def _capitals(text: str, letters: int, column: Column, size: int) -> tuple[str | int, bool, int]:
    """The class of the share of capitals among the first letters of words ("" without capitals, "no
    letters"), whether all are capitals, and *size*.
    """
    if not letters:
        return "no letters", False, size
    if not column.capitals and text.lower() == text:
        return "", False, size
    return (
        put(_CAPITALS, column.capitals / max(1, column.names)),
        letters > _ABBREVIATION and text.upper() == text,
        size,
    )


def _stamps(text: str) -> tuple[str, ...]:
    """Which of a time of day, a year and a date stand in a line, by name."""
    found = []
    if _CLOCK_RE.search(text):
        found.append("clock")
    if _YEAR_RE.search(text):
        found.append("year")
    if _DATE_RE.search(text) or (_DAY_YEAR_RE.search(text) and _MONTH_FIRST_RE.search(text)):
        found.append("date")
    return tuple(found)


def _signs_in(text: str, signs: str, words: int) -> tuple[tuple[str, ...], bool, int, int, bool]:
    """The names of the *signs* in a line, whether it is an item of a list, the classes of its
    numbers of commas and brackets, and whether it ends in a bracket.
    """
    linked = "http" in text
    if not signs and not linked:
        return _NO_COMMAS
    names, commas, brackets = _named(signs)
    if linked or ("." in signs and ("www." in text or ".com" in text)):
        names = tuple(sorted([*names, "link"]))
    return (
        names,
        is_item(text),
        put(_COMMAS, commas / max(1, words)),
        brackets,
        text.endswith((")", "）", "]")),
    )


# Two of three lines with signs have those of another line.
@lru_cache(_REMEMBERED)
def _named(signs: str) -> tuple[tuple[str, ...], int, int]:
    """The names of *signs*, how many of them are commas, how many brackets, of these at
    most three.
    """
    names = {_SIGNS[sign] for sign in _NAMED_SIGNS.intersection(signs)}
    if not _OPENING_QUOTES.isdisjoint(signs):
        names.add("quote")
    return (
        tuple(sorted(names)),
        sum(map(signs.count, _COMMA_SIGNS)),
        min(signs.count("(") + signs.count("（"), 3),
    )


def _density(
    classes: dict[str, int], words: int, size: int
) -> tuple[tuple[tuple[str, int], ...], int, int]:
    """Each class of furniture words with the class of its share, the class of their share, the
    size.
    """
    if not classes:
        return (), 0, size
    words = max(1, words)
    each = tuple(
        sorted([(name, put(_CLASS_DENSITY, count / words)) for name, count in classes.items()])
    )
    return each, put(_DENSITY, sum(classes.values()) / words) + 1, size
