"""Derive ``dispatchkit/data/language_codes.toml`` from CLDR, by way of Babel.

pip install babel && python tools/make_language_codes.py
"""

from __future__ import annotations

import sys

import tables
from babel import Locale, UnknownLocaleError
from babel.core import get_global

_ABOUT = "Codes of languages, for looking up what a user or a metadata line says. Do not edit."
# Collective codes of ISO 639-2 that agencies' own metadata uses, though CLDR has no names for them.
BESIDES = {"ber": "Berber"}
# The bibliographic codes of ISO 639-2.
_BIBLIOGRAPHIC = dict(
    pair.split(":")
    for pair in (
        "alb:sq arm:hy baq:eu bur:my chi:zh cze:cs dut:nl fre:fr geo:ka ger:de gre:el ice:is "
        "mac:mk mao:mi may:ms per:fa rum:ro slo:sk tib:bo wel:cy"
    ).split()
)


def own_name(code: str) -> str | None:
    """What a language calls itself, where CLDR knows."""
    try:
        return Locale.parse(code).get_language_name(code)
    except (UnknownLocaleError, ValueError):
        return None


def main() -> int:
    """Write the table; 0."""
    english = {
        code: name for code, name in Locale("en").languages.items() if "_" not in code
    } | BESIDES
    aliases = sorted({**get_global("language_aliases"), **_BIBLIOGRAPHIC}.items())
    tables.write(
        "language_codes",
        tables.from_cldr(_ABOUT, "make_language_codes.py"),
        "\n# BCP 47 codes, each with its names in English and in itself.\n[names]\n",
        *(
            tables.entry(code, list(dict.fromkeys(filter(None, (english[code], own_name(code))))))
            for code in sorted(english)
        ),
        "\n# Codes that were given up or belong to another standard, each with the one to use.\n",
        "[aliases]\n",
        *(
            tables.entry(alias, code)
            for alias, code in aliases
            if alias.isalpha() and alias not in english and code in english
        ),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
