"""Derive ``dispatchkit/data/countries.toml`` from CLDR, by way of Babel.

pip install babel && python tools/make_countries.py
"""

from __future__ import annotations

import sys

import tables
from babel import Locale

LANGUAGES = """
en fr de es pt it ru ar tr pl nl sv da nb fi et lv lt cs sk sl hr bs sr sr_Latn mk bg ro hu el sq az
uk be kk hy ka fa ur he hi bn ta te mr ne th vi id ms fil ja zh zh_Hant ko ckb ku ca gl eu is sw am
""".split()
_ABOUT = "The names of countries, by language, and what datelines print for them. Do not edit."
# Codes of CLDR for unions, tests and islands beside the countries of ISO 3166.
_NO_COUNTRIES = ("EU", "EZ", "UN", "ZZ", "XA", "XB", "QO")
# Forms that datelines print and CLDR lacks.
_PRINTED = {
    "US": ["USA", "U.S.", "Etats-Unis", "EE.UU.", "EEUU"],
    "GB": ["UK", "U.K.", "Britain", "England", "Scotland", "Wales", "Northern Ireland"],
    "AE": ["UAE"],
    "DE": ["RFA"],
    "RU": ["URSS", "USSR"],
    "CI": ["Ivory Coast"],
    "TR": ["Turkey"],
    "CZ": ["Czech Republic"],
    "MM": ["Burma"],
    "CD": ["Congo", "DR Congo", "RDC"],
    "BA": ["Bosnia"],
    "MK": ["Macedonia"],
    "NL": ["Holland"],
    "PS": ["Palestine"],
    "XK": ["Kosovo"],
}


def main() -> int:
    """Write the table; 0."""
    known = map(str, Locale.parse("en").territories)
    codes = sorted(
        code for code in known if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    )
    tables.write(
        "countries",
        tables.from_cldr(_ABOUT, "make_countries.py", besides="; [printed] by hand"),
        "\n",
        tables.header(
            "ISO 3166 codes; every list of names is in their order, with an empty text for a"
            " country that CLDR has no name for."
        ),
        tables.entry("codes", codes),
        "\n[names]\n",
        *(tables.entry(language, _names(language, codes)) for language in LANGUAGES),
        "\n# What datelines print besides.\n[printed]\n",
        *(tables.entry(code, names) for code, names in _PRINTED.items()),
    )
    return 0


def _names(language: str, codes: list[str]) -> list[str]:
    """The names of the countries *codes* in *language*, "" for one that has none."""
    territories = Locale.parse(language).territories
    return [territories.get(code, "") for code in codes]


if __name__ == "__main__":
    sys.exit(main())
