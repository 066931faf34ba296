"""Derive ``dispatchkit/data/countries.toml`` from CLDR, by way of Babel.

    pip install babel && python tools/make_countries.py

Babel is needed here alone, not at run time.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale
from babel import __version__ as babel_version

TARGET = Path(__file__).resolve().parent.parent / "dispatchkit" / "data" / "countries.toml"
_LANGUAGES = """
en fr de es pt it ru ar tr pl nl sv da nb fi et lv lt cs sk sl hr bs sr sr_Latn mk bg ro hu el sq az
uk be kk hy ka fa ur he hi bn ta te mr ne th vi id ms fil ja zh zh_Hant ko ckb ku ca gl eu is sw am
""".split()
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


def main() -> None:
    known = map(str, Locale.parse("en").territories)
    codes = sorted(
        code for code in known if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    )
    lines = [
        (
            "# Countries as CLDR names them, written by tools/make_countries.py (Babel"
            f" {babel_version}). Do not edit."
        ),
        "",
        (
            "# ISO 3166 codes; every list of names is in their order, with an empty text for a"
            " country that CLDR has no name for."
        ),
        f"codes = {json.dumps(codes)}",
        "",
        "[names]",
    ]
    for language in _LANGUAGES:
        territories = Locale.parse(language).territories
        lines.append(
            f"{language} ="
            f" {json.dumps([territories.get(code, '') for code in codes], ensure_ascii=False)}"
        )
    lines += ["", "# as datelines print them besides", "[printed]"]
    lines += [
        f"{code} = {json.dumps(names, ensure_ascii=False)}" for code, names in _PRINTED.items()
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
