"""Derive ``dispatchkit/data/cities.toml`` from CLDR's example cities of time zones, by way of
Babel, and from ``cities.toml`` beside this script: more cities, and what is left out.

    pip install babel && python tools/make_cities.py
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import tables
from babel import Locale
from babel.core import get_global
from make_countries import LANGUAGES

_BESIDES = Path(__file__).with_name("cities.toml")
_REGIONS = ("Africa/", "Asia/", "Europe/", "America/", "Australia/", "Indian/Antananarivo")
_ABOUT = """
Cities by the ISO 3166 code of their country, for checking the countries of datelines. A name that
cities of two countries share is left out. Do not edit: additions go to tools/cities.toml.
"""


def main() -> int:
    """Write the table; 0."""
    besides = tomllib.loads(_BESIDES.read_text("utf-8"))
    names = _of_zones(besides["left_out"])
    for code, more in besides["more"].items():
        names[code].update(more)
    owners: dict[str, set[str]] = defaultdict(set)
    for code, listed in names.items():
        for name in listed:
            owners[name.casefold()].add(code)
    no_cities = _countries().union(besides["namesakes"])
    cities = {
        code: sorted(
            name
            for name in names[code]
            if len(owners[name.casefold()]) == 1 and name not in no_cities
        )
        for code in sorted(names)
    }
    tables.write(
        "cities",
        tables.from_cldr(_ABOUT, "make_cities.py", besides=", and tools/cities.toml"),
        "\n[cities]\n",
        *(tables.entry(code, alone) for code, alone in cities.items() if alone),
    )
    return 0


def _of_zones(left_out: list[str]) -> dict[str, set[str]]:
    """By country the names, in all languages, of the cities that zones are named for."""
    names: dict[str, set[str]] = defaultdict(set)
    for zone, code in get_global("zone_territories").items():
        if not zone.startswith(_REGIONS) or zone in left_out:
            continue
        names[code].add(zone.rpartition("/")[2].replace("_", " "))
        for language in LANGUAGES:
            city = Locale.parse(language).time_zones.get(zone, {}).get("city")
            if city:
                names[code].add(city)
    return names


def _countries() -> set[str]:
    """The names of all countries, in all languages."""
    return {
        name
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2
    }


if __name__ == "__main__":
    sys.exit(main())
