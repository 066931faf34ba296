"""Makes the look-up index of dates from its tables; runs only if the kept copy is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.grammar.dates.keys import phrase_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Abbreviated weekdays of one letter are no evidence ("s" for Saturday).
_SHORTEST = 2

Form = tuple[str, int, str, bool, str]
"""Printed form, number, calendar, whether cut short, language."""


def make(months: dict[str, Any], extra: dict[str, Any], zones: dict[str, Any]) -> dict[str, Any]:
    """The index: tables of [entries, heads], the rules, and related languages. JSON types only."""
    result = {
        "months": _named(
            [*_cldr(months, "months", "short", 1), *_extra(extra, "names", "short")], extra
        ),
        "weekdays": _named(
            [*_cldr(months, "days", "short_days", 0), *_extra(extra, "days", "short_days")], extra
        ),
        "zones": (
            {
                phrase_key(name): str(zone["minutes"])
                for zone in zones["zone"]
                for name in zone["names"]
            }
            | {
                phrase_key(name): " ".join(zone["zones"])
                for zone in zones["civil"]
                for name in zone["names"]
            }
            | {phrase_key(name): "" for name in zones["none"]["names"]}
        ),
        "after_year": _by_word(extra["after_year"]),
        **{
            name: {phrase_key(word): "" for word in words} for name, words in extra["words"].items()
        },
    }
    return {
        "tables": {name: [entries, _heads(entries)] for name, entries in result.items()},
        "rules": {
            name: sorted(map(phrase_key, words)) if name == "guarded" else words
            for name, words in extra["rules"].items()
        },
        "related": extra["related"],
    }


def _by_word(words: dict[str, list[str]]) -> dict[str, str]:
    """Each word with the languages that print it."""
    found: dict[str, list[str]] = {}
    for language, printed in words.items():
        for word in printed:
            found.setdefault(phrase_key(word), []).append(language)
    return {word: " ".join(languages) for word, languages in found.items()}


def _cldr(months: dict[str, Any], full: str, short: str, first: int) -> Iterator[Form]:
    """The forms in CLDR's lists *full* and *short*, whose numbers count from *first*."""
    for locale, tables in months.items():
        language = locale.split("_")[0]
        for key, cut in ((full, False), (short, True)):
            for number, forms in enumerate(tables.get(key, ()), first):
                yield from ((form, number, "g", cut, language) for form in forms)


def _extra(extra: dict[str, Any], full: str, short: str) -> Iterator[Form]:
    """The forms that CLDR lacks, in the groups' lists *full* and *short*."""
    for group in extra["group"]:
        calendar = group.get("calendar", "gregorian")[0]
        for key, cut in ((full, False), (short, True)):
            for number, forms in group.get(key, {}).items():
                yield from ((form, int(number), calendar, cut, group["language"]) for form in forms)


def _named(forms: Iterable[Form], extra: dict[str, Any]) -> dict[str, str]:
    """The entries, by key, as ``vocabulary.names`` reads them. A form that is a full name in one
    language and an abbreviation in another has two meanings.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for form, number, calendar, cut, language in forms:
        for word in _glued(form, language, extra):
            entry = phrase_key(word)
            if len(entry) >= _SHORTEST:
                code = f"{number}{calendar}{'.' if cut or '.' in form else ''}"
                languages = found.setdefault(entry, {}).setdefault(code, [])
                languages += [language] if language not in languages else []
    return {
        entry: "|".join(" ".join([code, *languages]) for code, languages in codes.items())
        for entry, codes in found.items()
    }


def _glued(form: str, language: str, extra: dict[str, Any]) -> Iterator[str]:
    """The form alone, and with each prefix or ending that its language glues to it."""
    yield form
    yield from (prefix + form for prefix in extra["prefixes"].get(language, ()))
    yield from (form + suffix for suffix in extra["suffixes"].get(language, ()))


def _heads(entries: dict[str, str]) -> dict[str, int]:
    """For the first words of entries of several words the number of words of the longest."""
    heads: dict[str, int] = {}
    for entry in entries:
        words = entry.split(" ")
        if len(words) == 1:
            continue
        heads[words[0]] = max(heads.get(words[0], 0), len(words))
    return heads
