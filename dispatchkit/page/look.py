"""What a line of a page looks like by itself: its features, in words that ``explain`` can print, and its kind in one letter."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from dispatchkit.fold import bare, smooth
from dispatchkit.lazy import pattern
from dispatchkit.page.words import word_classes
from dispatchkit.profiles.phrases import phrase
from dispatchkit.shape import _CLOSERS as CLOSERS
from dispatchkit.shape import is_item, weight

# Upper ends of the classes into which numbers are put. They follow the quantiles of lines of real pages; the weights do the rest.
_WORDS = (0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 42, 60, 90)
_CHARACTERS = (3, 8, 15, 25, 40, 60, 90, 130, 200, 300, 450, 700)
_CAPITALS = (0.05, 0.15, 0.3, 0.5, 0.75, 0.99)
_DIGITS = (0, 0.03, 0.1, 0.3, 0.6, 0.999)
_COMMAS = (0, 0.03, 0.07, 0.12, 0.2, 0.35)
_DENSITY = (0.03, 0.06, 0.1, 0.2, 0.4)
_CLASS_DENSITY = (0.04, 0.1, 0.2, 0.4)

_ENDS = {".": ".。．۔।॥።։", "?": "?？؟", "!": "!！", ":": ":：", "…": "…", ",": ",،，;"}
_END_OF = {character: end for end, characters in _ENDS.items() for character in characters}
_INNER_RE = pattern(r"(?<=\w\w)[.!?…。！？۔।॥።][\"'”’»)」』\]]*(?=\s|\S*[\u3000-\u9fff])")
_CLOCK_RE = pattern(r"\b\d{1,2}[:.h]\d{2}\b")
_YEAR_RE = pattern(r"(?:19|20)\d\d")
_DATE_RE = pattern(r"\d{1,4}\s*[./年월月-]\s*\d{1,2}|\b\d{1,2}\.?\s+[^\W\d_]{3,}\.?,?\s+\d{4}|[^\W\d_]{3,}\.?\s+\d{1,2},?\s+\d{4}")
_NAME_RE = pattern(r"[^\W\d_][\w'’.-]*")
_QUOTES = frozenset("\"“„«»「『”‘’'")
_OPENING_QUOTES = frozenset('"“„«「')
_BULLETS = frozenset("-–—•*·▪")
_SIGNS = {
    "|": "bar", "©": "copyright", "@": "at", "»": "arrow", "›": "arrow", "→": "arrow", "#": "hash", "/": "slash", "_": "underscore",
    "•": "bullet", "·": "dot", "…": "dots", "$": "money", "€": "money", "+": "plus", "%": "percent",
}  # fmt: skip
_COMMA_SIGNS = ",،，、;"
_LINKS = ("http", "www.", ".com")
# Prose, short prose; what weighs as much without ending like a sentence; fewer words are a title, a label, a button.
_PROSE_WORDS, _SHORT_PROSE_WORDS, _LONG_WORDS, _INNER_WORDS, _DATED_WORDS = 18, 5, 25, 12, 8
# Pages repeat the lines of their menus, and sites repeat their pages.
_REMEMBERED = 4096


class Look(NamedTuple):
    """A line by itself.

    *kind*: P prose, p short prose, L long without an end, k ending with a colon, r a known phrase, d a date or time, n without letters, and by
    their words u (one), s (to three), m (to seven), M (more). *words* is its weight, *known* what the common phrases say, *classes* are
    the classes of furniture words in it.
    """

    features: tuple[str, ...]
    kind: str
    words: int
    folded: str
    known: str | None
    classes: tuple[str, ...]


def put(value: float, ends: tuple[float, ...]) -> int:
    """The number of the class of *value*, given the upper ends of the classes."""
    return bisect_left(ends, value)


@lru_cache(_REMEMBERED)
def look(text: str) -> Look:
    """The line *text* by itself."""
    words = weight(text)
    folded = bare(smooth(text))
    known = phrase(folded)
    core = text.rstrip(CLOSERS + " \u200f\u200e")
    end = _end(core)
    inner = len(_INNER_RE.findall(text[:-1]))
    size = put(words, _WORDS)
    closed = len(core) < len(text.rstrip())
    letters = sum(map(str.isalpha, text))
    clock, year, dated = _CLOCK_RE.search(text), _YEAR_RE.search(text), _DATE_RE.search(text)
    features = [f"words={size}", f"end={end}", f"words={size} end={end}", f"inner={min(inner, 4)}", f"inner={min(inner, 3)} end={end}", f"chars={put(len(text), _CHARACTERS)}"]
    if closed:
        features.append("closed")
    features += _opening(text, end, closed=closed)
    features += _letters(text, letters, size)
    features += _signs(text, words)
    for name, found in (("clock", clock), ("year", year), ("date", dated)):
        if found:
            features += (name, f"{name} words={min(size, 9)}")
    classes = word_classes(text.lower().replace("’", "'"))
    features += _furniture(classes, words, size)
    if known:
        features.append(f"phrase={known}")
    kind = _kind(letters, end, words, inner, known, dated=bool(dated or clock))
    return Look(tuple(features), kind, words, folded, known, tuple(sorted(classes)))


def _end(core: str) -> str:
    """What the text ends with behind closing quotes: a class of stop, a digit 0, a letter a, or another sign x."""
    last = core[-1:]
    if core.endswith(".."):
        return "…"
    if last in _END_OF:
        return _END_OF[last]
    if last.isdigit():
        return "0"
    return "a" if last.isalpha() or (last and not last.isascii() and last.isprintable() and not last.isspace() and _is_mark(last)) else "x"


def _is_mark(character: str) -> bool:
    """Whether a character is a vowel sign, which ends words in many scripts."""
    from unicodedata import category

    return category(character)[0] == "M"


def _kind(letters: int, end: str, words: int, inner: int, known: str | None, *, dated: bool) -> str:
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
    return "u" if words <= 1 else "s" if words <= 3 else "m" if words <= 7 else "M"  # noqa: PLR2004 - the classes of the docstring


def _opening(text: str, end: str, *, closed: bool) -> list[str]:
    """The first character, and how a text in quotation marks ends."""
    first = text[0]
    if first in _QUOTES:
        return ["first=quote", f"quoted end={end}{closed:d}"]
    if first.isupper():
        return ["first=capital"]
    if first.islower():
        return ["first=small"]
    if first.isdigit():
        return ["first=digit"]
    if first.isalpha():
        return ["first=letter"]
    return [f"first={'bullet' if first in _BULLETS else 'bracket' if first in '([（【' else first if first in '#@' else 'sign'}"]


def _letters(text: str, letters: int, size: int) -> list[str]:
    """Capitals and digits."""
    found = []
    if not letters:
        found.append("no letters")
    elif text.lower() != text:
        names = _NAME_RE.findall(text)
        share = put(sum(name[0].isupper() for name in names) / max(1, len(names)), _CAPITALS)
        found += [f"capitals={share}", f"capitals={share} words={min(size, 10) // 2}"]
        if text.upper() == text and letters > 2:  # noqa: PLR2004 - "TV" is an abbreviation
            found.append("all capitals")
    digits = sum(map(str.isdigit, text))
    found.append(f"digits={put(digits / max(1, letters + digits), _DIGITS)}")
    return found


def _signs(text: str, words: int) -> list[str]:
    found = sorted({f"sign={name}" for sign, name in _SIGNS.items() if sign in text})
    if any(link in text for link in _LINKS):
        found.append("sign=link")
    if not _OPENING_QUOTES.isdisjoint(text):
        found.append("sign=quote")
    if is_item(text):
        found.append("item")
    commas = sum(map(text.count, _COMMA_SIGNS))
    found.append(f"commas={put(commas / max(1, words), _COMMAS)}")
    brackets = text.count("(") + text.count("（")
    if brackets:
        found.append(f"brackets={min(brackets, 3)}")
    if text.endswith((")", "）", "]")):
        found.append("ends in bracket")
    return found


def _furniture(classes: dict[str, int], words: int, size: int) -> list[str]:
    """The words of page furniture: which classes, how dense, how many."""
    if not classes:
        return ["furniture=0", f"furniture=0 words={size}"]
    found = []
    for name, count in classes.items():
        found += [f"word={name}", f"word={name} density={put(count / max(1, words), _CLASS_DENSITY)}"]
    density = put(sum(classes.values()) / max(1, words), _DENSITY)
    found += [f"furniture={density + 1}", f"furniture={density + 1} words={min(size, 12) // 2}", f"classes={min(len(classes), 4)}"]
    return found
