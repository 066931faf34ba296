"""The words of dates: months, weekdays and what stands around them, looked up in one dictionary
each.

A text is never searched with an alternation of all names: a small pattern takes the word at a
place, and the word is looked up. Keys are folded words; a name of several words ("كانون الأول",
"ธ.ค.", "segunda-feira") is its words with one space between.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates import keys
from dispatchkit.grammar.dates.keys import WORD_RE, key
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import FIRST_WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

# Between the words of one name: "ธ.ค.", "segunda-feira", "Jum'at", "كانون الأول".
_INNER_RE = pattern(r"[\s.'’-]{1,2}")
# Close matching is for months of at least this many letters: shorter words come too close ("Mary",
# "May").
_FUZZY_LENGTH = 5
# A case ending is at most this long ("decemberben"), and what it is glued to at least that.
_ENDING, _STEM = 4, 4
_CALENDARS = {"g": "gregorian", "s": "solar", "l": "lunar", "e": "ethiopian", "b": "bikram"}
# How many words keep their meaning: a page has some hundred different ones beside numbers.
_KEPT = 4096


class Name(NamedTuple):
    """A meaning of a word: its number, calendar (as ``found`` names them), whether it
    is an abbreviation, and in which languages.
    """

    number: int
    calendar: str
    short: bool
    languages: tuple[str, ...]


class Vocabulary(NamedTuple):
    """Entries by key; *heads* holds, for the first word of each name of several words, the number
    of words of the longest such name.
    """

    entries: dict[str, str]
    heads: dict[str, int]


@cache
def table(name: str) -> Vocabulary:
    """The table *name*: "months", "weekdays", "zones", or a list of words of months_extra.toml
    ("between").
    """
    entries, heads = _data()["tables"][name]
    return Vocabulary(entries, heads)


@cache
def rule(name: str) -> frozenset[str]:
    """The list *name* of [rules] in months_extra.toml: languages or folded words."""
    return frozenset(_data()["rules"][name])


@cache
def kin(language: str | None) -> tuple[str, ...]:
    """The language and those whose words are read in its texts too ("sr-Latn" -> sr, bs, hr)."""
    if not language:
        return ()
    base = re.split("[-_]", language.lower())[0]
    return (base, *_data()["related"].get(base, ()))


def phrase_at(text: str, position: int, name: str) -> tuple[str, int] | None:
    """The longest entry of table *name* that stands at *position*: its value and its end; None if
    none does.
    """
    word = word_at(text, position)
    return _longest(text, position + len(word), key(word), name) if word else None


def _longest(text: str, end: int, words: str, name: str) -> tuple[str, int] | None:
    """The longest entry of table *name* that begins with the word *words*, which ends at *end*: its
    value and its end; None if there is none.
    """
    entries, heads = table(name)
    best = (entries[words], end) if words in entries else None
    for _ in range(heads.get(words, 1) - 1):
        gap = _INNER_RE.match(text, end)
        word = word_at(text, gap.end()) if gap else ""
        if not gap or not word:
            break
        end = gap.end() + len(word)
        words = f"{words} {key(word)}"
        if words in entries:
            best = (entries[words], end)
    return best


def word_at(text: str, position: int) -> str:
    """The word that starts at *position*, "" if none does. A character of China, Japan or Korea
    ends a word of another script, because no space stands between them.
    """
    # At every third place stands a figure, a sign or nothing.
    if not text[position : position + 1].isalnum():
        return ""
    found = WORD_RE.match(text, position)
    if not found:
        return ""
    word = found[0]
    if word.isascii() or word[0] >= FIRST_WIDE or max(word) < FIRST_WIDE:
        return word
    return word[: next(at for at, character in enumerate(word) if character >= FIRST_WIDE)]


@lru_cache(_KEPT)
def names(value: str) -> tuple[Name, ...]:
    """The meanings that an entry of "months" or "weekdays" holds ("12g. en fr|12g sv"; "." marks an
    abbreviation).
    """
    found = []
    for part in value.split("|"):
        code, *languages = part.split(" ")
        # We wrote the table.
        digits, calendar, short = re.fullmatch(r"(\d{1,2})([gsleb])(\.?)", code).groups()  # type: ignore[union-attr]
        found.append(Name(int(digits), _CALENDARS[calendar], bool(short), tuple(languages)))
    return tuple(found)


def month_at(
    text: str, position: int, *, language: str | None = None, fuzzy: bool = False
) -> tuple[Sequence[Name], int] | None:
    """What the month's name at *position* can mean, and its end; None if there is none. A case
    ending of *language* and, if *fuzzy*, one slip are allowed.
    """
    printed = word_at(text, position)
    if not printed:
        return None
    word, end = key(printed), position + len(printed)
    entry = _longest(text, end, word, "months")
    if entry:
        return names(entry[0]), entry[1]
    if len(printed) < _STEM:
        return None
    value = _inflected(word, language) or (_slip(word) if fuzzy else None)
    return (value, end) if value else None


def month_number(word: str, language: str | None = None, *, fuzzy: bool = False) -> int | None:
    """The Gregorian month that *word* names, 1 to 12, in *language* if it is a word of it; None if
    it names none.

    *fuzzy* admits one slip in a Latin name of five letters or more ("Macrh", "Septmber").
    """
    start = len(word) - len(word.lstrip())
    found = month_at(word, start, language=language, fuzzy=fuzzy)
    if not found or word[found[1] :].strip(" ."):
        return None
    chosen = prefer(found[0], language)
    return chosen.number if chosen.calendar == "gregorian" else None


def languages_of_dates(text: str) -> list[str]:
    """The languages in which words of *text* name a month or a weekday, those of each word."""
    found = []
    for word in WORD_RE.finditer(text):
        for name in ("months", "weekdays"):
            entry = phrase_at(text, word.start(), name)
            if entry:
                found += sorted(
                    {language for each in names(entry[0]) for language in each.languages}
                )
    return found


def prefer(meanings: Sequence[Name], language: str | None) -> Name:
    """The meaning in *language* or its kin, else the first: the table's languages are ordered by
    how much news they print.
    """
    for wanted in kin(language):
        for meaning in meanings:
            if wanted in meaning.languages:
                return meaning
    return meanings[0]


@lru_cache(_KEPT)
def opens(word: str, language: str | None) -> bool:
    """Whether a date can begin with *word*: a month's or weekday's name, or its first word."""
    folded = key(word)
    return (
        _stands_in(folded, "months")
        or _stands_in(folded, "weekdays")
        or bool(_inflected(folded, language))
    )


@lru_cache(_KEPT)
def leads(word: str, language: str | None) -> bool:
    """Whether a date can begin with *word*, or with a word that leads to one ("on", "ika")."""
    return opens(word, language) or _stands_in(key(word), "lead")


@lru_cache(_KEPT)
def names_month(word: str, language: str | None) -> bool:
    """Whether *word*, as ``WORD_RE`` finds it, is a month's name or the first word of one, or the
    unit of a month's number.
    """
    folded = key(word_at(word, 0))
    return any(
        _stands_in(folded, name) for name in ("months", "unit_before", "unit_after")
    ) or bool(_inflected(folded, language))


@lru_cache(_KEPT)
def may_open(word: str, language: str | None, *, fuzzy: bool) -> bool:
    """As ``leads``, or whether *word* may spell a day or, if *fuzzy*, be a misprinted month. Nearly
    no word of a dateline is: this saves a tenth of the calls that a telegram of ANPA takes.
    """
    return leads(word, language) or opens_day(key(word)) or (fuzzy and is_misprint(word))


def _stands_in(folded: str, name: str) -> bool:
    """Whether a folded word is an entry of the table *name*, or the first word of one."""
    entries, heads = table(name)
    return folded in entries or folded in heads


def _inflected(word: str, language: str | None) -> Sequence[Name] | None:
    """The meanings of the full name of a month to which *word* glues an ending, if *language* does
    so ("Martin" is no March in English); None if there is none.
    """
    spoken = _suffixing(language)
    if not spoken:
        return None
    entries = table("months").entries
    for size in range(1, min(_ENDING, len(word) - _STEM) + 1):
        value = entries.get(word[:-size])
        if value:
            return [
                name
                for name in names(value)
                if not name.short and not spoken.isdisjoint(name.languages)
            ] or None
    return None


def is_misprint(word: str) -> bool:
    """Whether a word may be the name of a month with one slip in it."""
    return len(word) >= _STEM and _slip(key(word)) is not None


@cache
def _suffixing(language: str | None) -> frozenset[str]:
    """Those of *language* and its kin that glue endings to the names of months."""
    return rule("suffixing").intersection(kin(language))


@lru_cache(_KEPT)
def _slip(word: str) -> Sequence[Name] | None:
    """The meanings of the month's Latin name that is one slip away (a letter missing, doubled,
    wrong, or two exchanged); None if there is none.
    """
    if not word.isascii():
        return None
    for candidate in _by_letter().get(word[0], ()):
        if abs(len(candidate) - len(word)) <= 1 and _one_slip(word, candidate):
            return names(table("months").entries[candidate])
    return None


@cache
def _by_letter() -> dict[str, list[str]]:
    """Latin month names of enough letters for close matching, by their first letter."""
    found: dict[str, list[str]] = {}
    for word in table("months").entries:
        if word.isascii() and len(word) >= _FUZZY_LENGTH and " " not in word:
            found.setdefault(word[0], []).append(word)
    return found


def _one_slip(word: str, other: str) -> bool:
    """Whether one insertion, deletion, substitution or exchange of neighbours makes *other* of
    *word*.
    """
    at = 0
    while at < min(len(word), len(other)) and word[at] == other[at]:
        at += 1
    rest, wanted = word[at:], other[at:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == wanted[1:] or rest == wanted[1:] or rest[1:] == wanted or swapped == wanted


def day_in_words(words: str, languages: Sequence[str]) -> int | None:
    """The day that *words*, by their keys, are in one of the *languages* ("quatorze", "первого");
    None if they are none.
    """
    spelled = _day_words().get(words, {})
    return next((spelled[language] for language in languages if language in spelled), None)


def opens_day(word: str) -> bool:
    """Whether a day in words can begin with a word, given by its key: "vingt", "первого"."""
    return word in _day_heads()


@cache
def _day_heads() -> frozenset[str]:
    """The first words of all days in words."""
    return frozenset([words.partition(" ")[0] for words in _day_words()])


@cache
def _day_words() -> dict[str, dict[str, int]]:
    """The days of a month in words, by their keys and languages; made once and kept."""

    def make() -> object:
        found: dict[str, dict[str, int]] = {}
        for language, days in tables.load("data/numerals")["days"].items():
            for number, forms in enumerate(days, 1):
                for form in forms:
                    found.setdefault(keys.phrase_key(form), {})[language.split("_")[0]] = number
        return found

    path = os.path.join(tables.ROOT, "data", "numerals.toml")
    result: dict[str, dict[str, int]] = made("day-words", [path, __file__, keys.__file__], make)
    return result


@cache
def _data() -> dict[str, dict[str, Any]]:
    """The index over the three tables, made once and kept."""
    data = [
        os.path.join(tables.ROOT, "data", file)
        for file in ("months.toml", "months_extra.toml", "zones.toml")
    ]
    # The maker is named by its path, because importing it would cost what a kept copy saves.
    maker = os.path.join(os.path.dirname(__file__), "index.py")

    def make() -> object:
        from dispatchkit.grammar.dates import index

        return index.make(*(tables.parse(source) for source in data))

    result: dict[str, dict[str, Any]] = made("dates", [*data, maker, keys.__file__], make)
    return result
