"""Lines that say how long ago a story was published: "14 minutes ago", "vor einer Stunde", "il y a
trois jours", "just now".

Only pages print them, different ones at each visit. What day they mean depends on when the page was
looked at, which a dump does not say, so no date is read from them. The forms are CLDR's
(``data/ago.toml``), with numbers in figures or words (``data/numerals.toml``), and what CLDR lacks
(``data/ago_extra.toml``). A line says how long ago it was published if it holds such a form and
words for "published" and "updated", and nothing else.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.dates import keys, unglued
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.stamps import stamp_words
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import FIRST_UNSPACED
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

# The most characters and words of such a line: the longest forms have seven words ("il y a plus de
# 3 heures"), and "last updated" may precede them.
_LONGEST, _WORDS = 60, 10
# A number, or a word as ``dates.keys`` cuts them.
_TOKEN_RE = pattern(
    r"\d{1,3}(?!\d)|[^\W\d_][^\s\d!-/:-@\[-`{-\u00bf،؛؟۔।॥\u200b\u200e\u200f\u2010-\u2064、。"
    r"「」（），：]{0,39}|\d+"
)
_NUMBER = "0"
# Numbers up to sixty have at most four words ("dwadzieścia i cztery"); in scripts without spaces
# they have fewer than sixteen letters ("二十四小时前").
_NUMBER_WORDS, _NUMBER_LETTERS = 4, 16
# "5h", "23m", "5 h": no more than two figures.
_GLUED_RE = pattern(r"(?<!\d)\d{1,2}(?=[^\W\d_])")
_APART_RE = pattern(r"(?<!\d)\d{1,2}(?!\d)")


def is_ago(text: str) -> bool:
    """Whether a line says how long ago it was published or updated, and nothing else. "A day ago."
    is a sentence; "5h" says it only where a word for "updated" stands beside it.
    """
    tokens = _told(text)
    return any(
        _is_form(found)
        or (
            len(found) < len(tokens)
            and ("".join(found) in _tables()["now"] or _is_compact(found, text))
        )
        for found in _unstamped(tokens)
    )


def _told(text: str) -> list[str]:
    """The keys of the words of a line that may say how long ago it was published; empty for any
    other line.
    """
    if len(text) > _LONGEST or not (text[-1:].isalnum() or DIGIT_RE.search(text)):
        return []
    signs, tokens = _signs(), _keys(text)
    if signs["telling"].isdisjoint(tokens) and max(text) < FIRST_UNSPACED:
        return []
    tokens = [token for token in tokens if token not in signs["near"]]
    return tokens if len(tokens) <= _WORDS else []


def _unstamped(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    """The *tokens*, and what is left of them without the words for "published" and "updated" at
    either end.
    """
    stamps = stamp_words()
    while tokens:
        yield tokens
        if tokens[0] in stamps:
            tokens = tokens[1:]
        elif tokens[-1] in stamps:
            tokens = tokens[:-1]
        else:
            return


def _is_form(tokens: Sequence[str]) -> bool:
    """Whether the *tokens* are a form, with the number in figures or in words."""
    joined = "".join(tokens)
    kept = _tables()
    if joined in kept["forms"]:
        return True
    if _NUMBER in tokens or not (joined >= FIRST_UNSPACED or not kept["units"].isdisjoint(tokens)):
        return False
    return any(spelled in kept["spelled"] for spelled in _in_figures(tokens, joined))


def _in_figures(tokens: Sequence[str], joined: str) -> Iterator[str]:
    """The *tokens* joined, with a number in words replaced by one in figures, once for each number
    that may be meant.
    """
    numerals = _numerals()
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + _NUMBER_WORDS) + 1):
            if "".join(tokens[start:end]) in numerals:
                yield "".join((*tokens[:start], _NUMBER, *tokens[end:]))
    if joined >= FIRST_UNSPACED:
        for end in range(1, min(len(joined), _NUMBER_LETTERS)):
            if joined[:end] in numerals:
                yield _NUMBER + joined[end:]


def _is_compact(tokens: Sequence[str], text: str) -> bool:
    """Whether the *tokens* of *text* are a number and a unit of time that is cut short: "5h",
    "23m", "2 Std.".
    """
    if len(tokens) != 2 or tokens[0] != _NUMBER:
        return False
    kept = _tables()
    return (tokens[1] in kept["apart"] and _APART_RE.search(text) is not None) or (
        tokens[1] in kept["glued"] and _GLUED_RE.search(text) is not None
    )


def without_ago(text: str) -> str:
    """What follows a date, without how long ago its story was published or updated: " / Updated 4
    hours ago", "CETUpdated 5 hours ago".
    """
    return "" if DIGIT_RE.search(text) and is_ago(unglued(text).strip(" ,|/•·–—-")) else text


@cache
def _tables() -> dict[str, frozenset[str]]:
    """The sets that are looked up, by name. All hold keys; those of forms are joined without
    spaces, because scripts without spaces cut words anywhere ("14 分前", "14分前").

    "forms" tell by themselves; "spelled" are those whose number may be in words, each with one of
    "units" in it: years are not, for "Twenty Years Ago" is a headline. "now" tells only beside a
    word for "updated"; "glued" and "apart" are units that are cut short.
    """

    def make() -> object:
        near = _near()
        return {
            "forms": sorted({_joined(form, near) for form in _forms()}),
            "spelled": sorted({_joined(form, near) for form in _spelled()}),
            "units": sorted({max(_keys(form), key=len) for form in _spelled()}),
            "now": sorted(_joined(form, near) for form in _now()),
            **{name: sorted(_cut_short(name)) for name in ("glued", "apart")},
        }

    return _kept("ago", make)


@cache
def _signs() -> dict[str, frozenset[str]]:
    """The keys that every line is searched for: the "telling" words, of which each form has one,
    and the words that are passed over before them ("near"). They are kept apart from the forms,
    which few dispatches need and which take 6 ms of a cold start.
    """

    def make() -> object:
        near = _near()
        tokens = [
            [token for token in _keys(form) if token not in near] for form in (*_forms(), *_now())
        ]
        telling = {max(found, key=len) for found in tokens if found}
        return {
            "near": near,
            "telling": sorted(
                (telling | _cut_short("glued") | _cut_short("apart")).difference(near)
            ),
        }

    return _kept("ago-signs", make)


def _kept(name: str, make: Callable[[], object]) -> dict[str, frozenset[str]]:
    """Sets of keys as they are kept from one call to the next."""
    data = [os.path.join(tables.ROOT, "data", file) for file in ("ago.toml", "ago_extra.toml")]
    kept = made(name, [*data, __file__, keys.__file__], make)
    return {name: frozenset(words) for name, words in kept.items()}


def _near() -> list[str]:
    """The keys of words that are passed over ("about", "over"), of all languages."""
    words = {
        word for more in tables.load("data/ago_extra").values() for word in more.get("near", ())
    }
    return sorted({token for word in words for token in _keys(word)})


def _forms() -> set[str]:
    """The forms of all languages that tell by themselves, with numbers in figures or in words."""
    extra = tables.load("data/ago_extra")
    found = {form for more in extra.values() for form in more.get("now", ())}
    for name, entry in [*tables.load("data/ago").items(), *extra.items()]:
        counted = (*entry.get("ago", ()), *entry.get("years", ()))
        found |= set(_with_words(counted, extra.get(name, {}).get("one", ())))
    return found


def _spelled() -> set[str]:
    """The forms of all languages whose number may be in words."""
    entries = [*tables.load("data/ago").values(), *tables.load("data/ago_extra").values()]
    numbered = [form for entry in entries for form in entry.get("ago", ()) if "{0}" in form]
    return set(_with_words(numbered, ()))


def _now() -> set[str]:
    """CLDR's words for "now", of all languages."""
    return {form for entry in tables.load("data/ago").values() for form in entry.get("now", ())}


def _cut_short(kind: str) -> set[str]:
    """The keys of units that are cut short: those that are "glued" to their number, or "apart"."""
    return set(map(key, tables.words("data/ago_extra", "compact", kind)))


@cache
def _numerals() -> frozenset[str]:
    """The joined keys of numbers in words, of all languages."""
    path = os.path.join(tables.ROOT, "data", "numerals.toml")

    def make() -> object:
        return sorted({"".join(_keys(word)) for word in tables.words("data/numerals", "words")})

    return frozenset(made("numerals", [path, __file__, keys.__file__], make))


def _with_words(forms: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """The *forms* with a number, and with each of the *words* in its place."""
    for form in forms:
        yield form.replace("{0}", f" {_NUMBER} ")
        if "{0}" in form:
            yield from (form.replace("{0}", f" {word} ") for word in words)


def _joined(form: str, near: Collection[str]) -> str:
    """The keys of a form without the words *near*, one after another."""
    return "".join(token for token in _keys(form) if token not in near)


def _keys(text: str) -> list[str]:
    """The keys of the words of a text; all numbers have the same key."""
    return [_NUMBER if token.isdecimal() else key(token) for token in _TOKEN_RE.findall(text)]
