"""The weekday that the first sentences of a story name: "ont discuté samedi", "said on Friday"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.vocabulary import kin, names, phrase_at
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.printed import span
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Passage, Story

# The day of a story stands in its first sentence or two: 59 of 60 ledes of EFE and Reuters that
# name it do so within this many characters.
_LEDE = 400
# How many paragraphs may name it if the first does not.
_PARAGRAPHS = 4
# Quotations tell of other days. Those matched are at most as long as a lede.
_QUOTED_RE = pattern(r"[\"“„«»][^\"“”„«»]{1,400}[\"”“»«]|‘[^‘’]{8,400}’")
_WORD_RE = pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END_RE = pattern(rf"[{SENTENCE_ENDS}]\s")
_DATE_BESIDE_RE = pattern(
    r"\s?[,(]?\s{0,2}\d|\s?[,(]?\s{0,2}(?:[^\W\d_]{1,4}\s)?[^\W\d_]{3,12}\.? \d"
)
# How many words before a weekday may be one that shifts it ("since last Friday").
_BEFORE = 2


class Weekday(NamedTuple):
    """A weekday of the story: its number (0 is Monday), where it stands in the source, and the
    word. *away*: its sentence may not mean the latest such day.
    """

    number: int
    start: int
    end: int
    word: str
    away: bool


class _Words(NamedTuple):
    days: re.Pattern[str]
    numbers: dict[str, int]
    away: frozenset[str]
    before: frozenset[str]
    endings: tuple[str, ...]
    names: tuple[str, ...]


def lede_weekday(story: Story) -> Weekday | None:
    """The only weekday of the first paragraph that is outside quotes and without a number of the
    day; None if there is none or more than one.
    """
    passage = next((passage for passage in story.body if passage.role == "body"), None)
    found = list(_weekdays(passage, story.context.language)) if passage else []
    return found[0] if len(found) == 1 else None


def weekdays(story: Story) -> list[Weekday]:
    """The weekdays of the summary and the first paragraphs that may be the day of the story."""
    passages = [
        *story.labelled(Label.ABSTRACT),
        *[passage for passage in story.body if passage.role == "body"][:_PARAGRAPHS],
    ]
    return [
        weekday
        for passage in passages
        for weekday in _weekdays(passage, story.context.language)
        if not weekday.away
    ]


def names_weekday(text: str, language: str | None) -> bool:
    """Whether the name of a weekday of *language* stands in *text*: a cheap test before costlier
    ones.
    """
    words = _words(language.partition("-")[0]) if language else None
    return words is not None and any(map(text.__contains__, words.numbers))


def in_words(printed: str, language: str | None, *, short: bool = False) -> bool:
    """Whether a date as printed names its weekday by a word of *language*. Short forms count only
    if *short*: "Pa." and "Paz" are places, "Min." minutes.
    """
    starts = [word.start() for word in WORD_RE.finditer(printed)]
    entries = [entry for start in starts if (entry := phrase_at(printed, start, "weekdays"))]
    return any(
        (short or not name.short) and not set(kin(language)).isdisjoint(name.languages)
        for entry, _ in entries
        for name in names(entry)
    )


def _weekdays(passage: Passage, language: str | None) -> Iterator[Weekday]:
    """The weekdays at the beginning of a passage, except those in quotes, in names and beside the
    number of their day.
    """
    words = _words(language.partition("-")[0]) if language else None
    begin = passage.mark.dateline.end if passage.mark.dateline else 0
    lede = passage.mark.unit.text[begin : begin + _LEDE]
    if words is None or not any(map(lede.__contains__, words.numbers)):
        return
    spoken = _QUOTED_RE.sub(lambda quote: " " * len(quote[0]), lede)
    for name in words.names:
        spoken = spoken.replace(name, " " * len(name))
    for found in words.days.finditer(spoken):
        if not _is_numbered(spoken, found) and not _is_name(spoken, found, language or ""):
            yield Weekday(
                words.numbers[found[0]],
                *span(passage, begin + found.start(), begin + found.end()),
                found[0],
                _away(spoken, found, words),
            )


def _is_numbered(lede: str, found: re.Match[str]) -> bool:
    """Whether the number of the day stands beside the weekday."""
    return (
        bool(_DATE_BESIDE_RE.match(lede, found.end()))
        or lede[: found.start()].rstrip(" ,(")[-1:].isdecimal()
    )


def _is_name(lede: str, found: re.Match[str], language: str) -> bool:
    """Whether capitals beside an English weekday make it part of a name ("Friday Night Lights",
    "The Sunday Herald").
    """
    if not language.startswith("en"):
        return False
    after = lede[found.end() : found.end() + 2]
    before = lede[: found.start()].rstrip().rpartition(" ")[2]
    return (len(after) > 1 and after[0] in " -" and after[1].isupper()) or before in (
        "The",
        "the",
        "a",
        "A",
    )


def _away(lede: str, found: re.Match[str], words: _Words) -> bool:
    """Whether a word of the sentence says that the weekday is not the latest."""
    begin = max((end.end() for end in _SENTENCE_END_RE.finditer(lede, 0, found.start())), default=0)
    end = _SENTENCE_END_RE.search(lede, found.end())
    before = _WORD_RE.findall(lede[begin : found.start()].casefold())
    after = _WORD_RE.findall(lede[found.end() : end.start() + 1 if end else len(lede)].casefold())
    sentence = [*before, *after]
    return (
        not words.away.isdisjoint(sentence)
        or not words.before.isdisjoint(before[-_BEFORE:])
        or any(word.endswith(words.endings) for word in sentence)
    )


@cache
def _words(language: str) -> _Words | None:
    """The words of *language*; None if its weekdays in prose are unknown."""
    language = _ALIKE.get(language, language)
    entry = tables.load("data/weekday_words").get(language)
    if entry is None:
        return None
    days = entry.get("days") or tables.load("data/months")[language]["days"]
    numbers = {form: number for number, forms in enumerate(days) for form in forms}
    forms = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    away, before = (
        frozenset(word.casefold() for word in entry[name]) for name in ("away", "before")
    )
    return _Words(
        re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])"),
        numbers,
        away,
        before,
        tuple(entry.get("endings", ())),
        tuple(entry["names"]),
    )


# Languages that have the weekdays of another one of the table.
_ALIKE = {"no": "nb", "nn": "nb", "bs": "hr", "sr": "hr", "ms": "id"}
