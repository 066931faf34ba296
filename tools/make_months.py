"""Derive ``dispatchkit/data/months.toml`` from CLDR, by way of Babel.

    pip install babel && python tools/make_months.py

What CLDR lacks (wire abbreviations, inflected forms,
old spellings) is in ``months_extra.toml``, which this script does not touch.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
from typing import TYPE_CHECKING

import tables
from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

# In the order in which a word that is several months is read when the language is not known: larger
# news output first.
LOCALES = """
en fr de es pt it ru ar ar_LB ar_DZ ar_MA tr pl nl sv da nb nn fi et lv lt cs sk sl hr bs bs_Cyrl sr
sr_Latn mk bg ro hu el sq az az_Cyrl uk be kk hy ka fa fa_AF ps ur he hi bn ta te mr ne gu pa kn ml
si th vi id ms fil ko ku ckb ca gl eu ga gd cy br is fo fy lb rm mt sw ha so om yo ig af zu xh am ti
km lo my mn uz uz_Cyrl ky tg tk tt eo de_AT pt_PT jv su
"""
# CJK months are numbers with a unit; so are some abbreviations ("12-р сар", "thg 12"). The grammar
# reads those without a table.
_NUMBERED_RE = re.compile(r"\d|[\u2e80-\u9fff]")
_ABOUT = """
Months and weekdays, for reading dates. Do not edit: additions go to months_extra.toml. `months` and
`days` are names, `short` and `short_days` abbreviations; January and Monday come first; several
forms of one month stand together. A language whose months are numbers has weekdays alone.
"""


def forms(
    data: Mapping[str, Mapping[str, Mapping[int, str]]], widths: tuple[str, ...], keys: range
) -> list[list[str]]:
    """The distinct forms of each of *keys*, in format and stand-alone use."""
    table = []
    for key in keys:
        found = dict.fromkeys(
            data[use][width][key] for use in ("format", "stand-alone") for width in widths
        )
        table.append([form for form in found if not _NUMBERED_RE.search(form)])
    return table


def block(name: str) -> str:
    """The lines of one locale: those tables of it that hold anything."""
    locale = Locale.parse(name)
    parts = {
        "months": forms(locale.months, ("wide",), range(1, 13)),
        "short": forms(locale.months, ("abbreviated",), range(1, 13)),
        "days": forms(locale.days, ("wide",), range(7)),
        "short_days": forms(locale.days, ("abbreviated", "short"), range(7)),
    }
    for long, short in (("months", "short"), ("days", "short_days")):
        parts[short] = [
            [form for form in found if form not in parts[long][at]]
            for at, found in enumerate(parts[short])
        ]
    return f"\n[{name}]\n" + "".join(
        tables.entry(key, table) for key, table in parts.items() if any(table)
    )


def main() -> int:
    """Write the table; 0."""
    # A process for each locale: Babel 2.18 lets forms of one locale leak through the aliases of the
    # next (Korean with Azeri months).
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        blocks = pool.map(block, LOCALES.split(), chunksize=1)
    tables.write("months", tables.from_cldr(_ABOUT, "make_months.py"), *blocks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
