"""Countries and cities by name: which country a label or a city belongs to, and what a language
calls it.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.startup.kept import made
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

# Tags that CLDR has under another name.
_SAME = {"no": "nb"}


def key(name: str) -> str:
    """*name* in the form in which it is looked up: folded, without accents ("Etats-Unis" is
    "États-Unis").
    """
    folded = fold(name)
    if folded.isascii():
        return folded
    return unicodedata.normalize(
        "NFC",
        "".join(
            letter
            for letter in unicodedata.normalize("NFD", folded)
            if not "\u0300" <= letter <= "\u036f"
        ),
    )


def countries_named(name: str) -> frozenset[str]:
    """The ISO 3166 codes of the countries called *name* in any language; empty if none is."""
    return frozenset(_table()["countries"].get(key(name), "").split())


def city_country(name: str) -> str | None:
    """The code of the country in which the city *name* is; None if the city is unknown or has
    namesakes.
    """
    code: str | None = _table()["cities"].get(key(name))
    return code


def name_in(language: str, code: str) -> str | None:
    """The name that *language* has for the country *code*; None if unknown."""
    return _names(_SAME.get(language, language)).get(code)


def languages_of(name: str) -> tuple[str, ...]:
    """The languages in which *name* is that of a country, in the order of the table. Empty for
    forms that only datelines print.
    """
    wanted = key(name)
    return tuple(
        language for language in tables.load("data/countries")["names"] if wanted in _keys(language)
    )


def calls_so(language: str, name: str) -> bool:
    """Whether *name* is that of a country in *language*."""
    return key(name) in _keys(_SAME.get(language, language))


def is_printed(name: str) -> bool:
    """Whether datelines of many languages print *name* for a country ("USA")."""
    return key(name) in _printed()


@cache
def _printed() -> frozenset[str]:
    return frozenset(map(key, tables.words("data/countries", "printed")))


def knows(language: str) -> bool:
    """Whether the names of countries in *language* are known."""
    return bool(_names(_SAME.get(language, language)))


@cache
def _names(language: str) -> Mapping[str, str]:
    table = tables.load("data/countries")
    return {
        code: name
        for code, name in zip(table["codes"], table["names"].get(language, ()), strict=False)
        if name
    }


@cache
def _keys(language: str) -> frozenset[str]:
    return frozenset(key(name) for name in _names(language).values())


@cache
def _table() -> dict[str, Any]:
    """Keys of names to codes. Kept until the data or this module change, because folding takes 40
    ms.
    """
    sources = [
        os.path.join(tables.ROOT, "data", f"{stem}.toml") for stem in ("countries", "cities")
    ]
    result: dict[str, Any] = made(
        "data-gazetteer",
        [*sources, __file__],
        lambda: _index(tables.parse(sources[0]), tables.parse(sources[1])),
    )
    return result


def _index(countries: dict[str, Any], cities: dict[str, Any]) -> dict[str, Any]:
    called: dict[str, dict[str, None]] = {}
    for names in countries["names"].values():
        for code, name in zip(countries["codes"], names, strict=True):
            called.setdefault(key(name), {})[code] = None
    for code, names in countries["printed"].items():
        for name in names:
            called.setdefault(key(name), {})[code] = None
    called.pop("", None)
    return {
        "countries": {name: " ".join(codes) for name, codes in called.items()},
        "cities": {key(name): code for code, names in cities["cities"].items() for name in names},
    }
