"""Derive ``dispatchkit/data/numerals.toml`` from the rules of CLDR that spell numbers out, by way
of ICU.

    pip install pyicu && python tools/make_numerals.py

PyICU is built against the ICU of the system (libicu-dev). What the rules lack (the cases that "ago"
takes in Czech, "két" for "kettő") is in ``ago_extra.toml``.
"""

from __future__ import annotations

import re
import sys

import icu
import tables
from make_ago import MORE
from make_months import LOCALES

# "fifty-nine minutes ago", and an hour of sixty minutes.
_LAST = 60
# Cases that no form of "ago" takes, forms for counting people, and those of cheques.
_NOT_SO_RE = re.compile(
    "genitive|dative|instrumental|locative|ablative|partitive|.ssive|lative|personal|animate|plural"
    "|financial"
)
_ABOUT = f"""
Numbers from one to {_LAST} in words, in the genders and cases that stand before units of time, for
reading how long ago something was. Do not edit: additions go to ago_extra.toml ("one").
"""


def words(language: str) -> list[str]:
    """The spelled-out numbers of *language*; none where CLDR has no rules for it."""
    locale = icu.Locale(language)
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, locale)
    if rules.getLocale(icu.ULocDataLocaleType.ACTUAL_LOCALE).getLanguage() != locale.getLanguage():
        return []
    names = map(rules.getRuleSetName, range(rules.getNumberOfRuleSetNames()))
    cardinal = [
        name for name in names if "%spellout-cardinal" in name and not _NOT_SO_RE.search(name)
    ]
    found = (rules.format(number, name) for number in range(1, _LAST + 1) for name in cardinal)
    # Soft hyphens and zero-width spaces say where a long word may be broken.
    clean = (text.replace("\u00ad", "").replace("\u200b", "") for text in found)
    return list(dict.fromkeys(clean))


def main() -> int:
    """Write the table; 0."""
    spelled: dict[str, list[str]] = {}
    for language in f"{LOCALES} {MORE}".split():
        found = words(language)
        # What a region or another script adds to its language.
        if found != spelled.get(language.partition("_")[0]):
            spelled[language] = found
    tables.write(
        "numerals",
        tables.header(
            _ABOUT,
            f"Source: Unicode CLDR, by way of ICU {icu.ICU_VERSION} and PyICU {icu.VERSION}",
            "Licence: Unicode-3.0",
            "Made by: python tools/make_numerals.py",
        ),
        "\n[words]\n",
        *(tables.entry(language, found) for language, found in spelled.items() if found),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
