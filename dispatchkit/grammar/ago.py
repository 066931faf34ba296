"""Lines that say how long ago a story was published: "14 minutes ago", "vor einer Stunde", "il y a
3 jours".

Only pages print them, and each reader gets another. What day they mean depends on when the page was
looked at, which a dump does not say, so no date is read from them. The forms are CLDR's
(``data/ago.toml``) and what it lacks (``data/ago_extra.toml``); a line is one if it holds a form
and words for "published" and "updated", and nothing else.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.dates import keys
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.stamps import stamp_words
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# The longest forms have seven words ("vor etwa 14 Minuten aktualisiert", "il y a plus de 3
# heures"), with some for "last updated".
_LONGEST, _WORDS = 60, 10
# A number, or a word as ``dates.keys`` cuts them.
_TOKEN_RE = pattern(
    r"\d{1,3}(?!\d)|[^\W\d_][^\s\d!-/:-@\[-`{-\u00bf،؛؟۔।॥\u200b\u200e\u200f\u2010-\u2064、。"
    r"「」（），：]{0,39}|\d+"
)
_PARTED_RE = pattern(r"\s{0,4}[|•·/;—–、，,]\s{0,4}|\s-\s")
_NUMBER = "0"
# What stands beside such a form after a sign: a name, a section, a time of reading.
_BESIDE = 4


def is_ago(text: str) -> bool:
    """Whether a line says how long ago it was published or updated, and nothing else. "A day ago."
    is a sentence.
    """
    if len(text) > _LONGEST or not (text[-1:].isalnum() or DIGIT_RE.search(text)):
        return False
    tokens = [token for token in _keys(text) if token not in _near()]
    return len(tokens) <= _WORDS and any("".join(found) in _forms() for found in _unstamped(tokens))


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


def says_ago(text: str) -> bool:
    """Whether a line, or one of its parts beside short ones ("Ada Finch | 3 hours ago"), says how
    long ago it was published or updated.
    """
    parts = [part for part in _PARTED_RE.split(text) if part]
    return any(map(is_ago, parts)) and all(
        is_ago(part) or weight(part) <= _BESIDE for part in parts
    )


@cache
def _near() -> frozenset[str]:
    """The keys of words beside the number that are passed over."""
    return frozenset(_tables()[1])


@cache
def _forms() -> frozenset[str]:
    """The forms as their keys, without spaces, for scripts that have none cut their words anywhere
    ("14 分前", "14分前").
    """
    return frozenset(_tables()[0])


@cache
def _tables() -> tuple[list[str], list[str]]:
    def make() -> object:
        extra = tables.load("data/ago_extra")
        near = sorted(
            {
                token
                for more in extra.values()
                if isinstance(more, dict)
                for word in more.get("near", ())
                for token in _keys(word)
            }
        )
        found = set()
        for name, entry in [*tables.load("data/ago").items(), *extra.items()]:
            if isinstance(entry, dict):
                found |= {
                    _joined(form, near)
                    for form in _with_words(
                        entry.get("ago", ()), extra.get(name, {}).get("one", ())
                    )
                }
        return [sorted(found), near]

    data = [os.path.join(tables.ROOT, "data", file) for file in ("ago.toml", "ago_extra.toml")]
    forms, near = made("ago", [*data, __file__, keys.__file__], make)
    return forms, near


def _with_words(forms: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """The *forms* with a number, and with each of the *words* in its place."""
    for form in forms:
        yield form.replace("{0}", f" {_NUMBER} ")
        if "{0}" in form:
            yield from (form.replace("{0}", f" {word} ") for word in words)


def _joined(form: str, near: Collection[str]) -> str:
    return "".join(token for token in _keys(form) if token not in near)


def _keys(text: str) -> list[str]:
    """The words of a text by their keys; numbers are alike."""
    return [_NUMBER if token.isdecimal() else key(token) for token in _TOKEN_RE.findall(text)]
