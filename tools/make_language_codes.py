"""Print ``dispatchkit/data/language_codes.toml``: codes of languages with their names, from CLDR by
way of Babel.

Babel is needed here alone, not at run time.
"""

from __future__ import annotations

import json
from importlib.metadata import version

from babel import Locale, UnknownLocaleError
from babel.core import get_global

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


def main() -> None:
    english = {
        code: name for code, name in Locale("en").languages.items() if "_" not in code
    } | BESIDES
    print(
        "# Languages as CLDR names them, written by tools/make_language_codes.py (Babel"
        f" {version('babel')}). Do not edit.\n\nschema = 1\n"
    )
    print("# BCP 47 codes, each with its names in English and in itself.\n[names]")
    for code in sorted(english):
        names = dict.fromkeys(name for name in (english[code], own_name(code)) if name)
        print(f"{code} = {json.dumps(list(names), ensure_ascii=False)}")
    print(
        "\n# Codes that were given up or belong to another standard, each with the one to"
        " use.\n[aliases]"
    )
    for alias, code in sorted({**get_global("language_aliases"), **_BIBLIOGRAPHIC}.items()):
        if alias.isalpha() and alias not in english and code in english:
            print(f"{alias} = {json.dumps(code)}")


if __name__ == "__main__":
    main()
