"""Derive ``dispatchkit/data/countries.toml`` from CLDR, by way of Babel.

    pip install babel && python benchmarks/make_countries.py

Babel is needed here alone, not at run time.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale
from babel import __version__ as babel_version

TARGET = Path(__file__).resolve().parent.parent / "dispatchkit" / "data" / "countries.toml"
_LANGUAGES = """
en fr de es pt it ru ar tr pl nl sv da nb fi et lv lt cs sk sl hr bs sr sr_Latn mk bg ro hu el sq az uk be kk hy ka fa ur he hi bn ta te mr ne
th vi id ms fil ja zh zh_Hant ko ckb ku ca gl eu is sw am
""".split()
# Forms that datelines print and CLDR lacks.
_PRINTED = ["USA", "U.S.", "UK", "U.K.", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "UAE", "Etats-Unis", "EE.UU.", "EEUU", "RFA", "URSS", "USSR", "Ivory Coast", "Turkey", "Czech Republic", "Burma", "Congo", "DR Congo", "RDC", "Bosnia", "Macedonia", "Holland", "Palestine", "Kosovo"]


def main() -> None:
    names = {}
    for language in _LANGUAGES:
        territories = Locale.parse(language).territories
        names[language] = sorted({name for code, name in territories.items() if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB", "QO")})
    lines = [f"# Countries as CLDR names them, written by benchmarks/make_countries.py (Babel {babel_version}). Do not edit.", "", "[names]"]
    lines += [f"{language} = {json.dumps(listed, ensure_ascii=False)}" for language, listed in names.items()]
    lines += ["# as datelines print them besides", f"printed = {json.dumps(_PRINTED, ensure_ascii=False)}"]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
