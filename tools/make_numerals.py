"""Derive ``dispatchkit/data/numerals.toml`` from the rules of CLDR that spell numbers out, by way
of ICU.

    pip install pyicu && python tools/make_numerals.py

PyICU is built against the ICU of the system (libicu-dev). What the rules lack (the cases that "ago"
takes in Czech, "két" for "kettő") is in ``ago_extra.toml``.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import icu
import tables
from make_ago import MORE
from make_months import LOCALES

if TYPE_CHECKING:
    from collections.abc import Callable

# "fifty-nine minutes ago", and an hour of sixty minutes; the days of a month.
_LAST, _DAYS = 60, 31
# Cases that no form of "ago" takes, forms for counting people, and those of cheques.
_NOT_SO_RE = re.compile(
    "genitive|dative|instrumental|locative|ablative|partitive|.ssive|lative|personal|animate|plural"
    "|financial"
)
# The ordinals that stand before a month's name: "четырнадцатого марта", "vierzehnter März".
_ORDINAL_RE = re.compile(
    "%spellout-ordinal(?:-verbose|-n|-r|(?:-(?:masculine|neuter))?(?:-genitive)?)?"
)
_ABOUT = f"""
Numbers in words. [words]: from one to {_LAST}, in the genders and cases that stand before units of
time, for reading how long ago something was; [days]: from one to {_DAYS}, cardinals and ordinals,
as they stand before the name of a month. Do not edit: additions go to ago_extra.toml ("one").
"""


def spelled_out(language: str, last: int, wanted: Callable[[str], bool]) -> list[list[str]]:
    """The numbers of *language* up to *last*, each in the forms of the *wanted* rules; empty where
    CLDR has no rules for it.
    """
    locale = icu.Locale(language)
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, locale)
    if rules.getLocale(icu.ULocDataLocaleType.ACTUAL_LOCALE).getLanguage() != locale.getLanguage():
        return []
    names = map(rules.getRuleSetName, range(rules.getNumberOfRuleSetNames()))
    chosen = list(filter(wanted, names))
    # Soft hyphens and zero-width spaces say where a long word may be broken.
    return [
        list(
            dict.fromkeys(
                rules.format(number, name).replace("\u00ad", "").replace("\u200b", "")
                for name in chosen
            )
        )
        for number in range(1, last + 1)
    ]


def is_cardinal(rule: str) -> bool:
    """Whether numbers by a rule stand before units of time."""
    return "%spellout-cardinal" in rule and not _NOT_SO_RE.search(rule)


def is_of_day(rule: str) -> bool:
    """Whether numbers by a rule stand before the name of a month."""
    counts = is_cardinal(rule) and "accusative" not in rule and "feminine" not in rule
    return counts or _ORDINAL_RE.fullmatch(rule) is not None


def main() -> int:
    """Write the table; 0."""
    spelled: dict[str, list[str]] = {}
    days: dict[str, list[list[str]]] = {}
    for language in f"{LOCALES} {MORE}".split():
        numbers = spelled_out(language, _LAST, is_cardinal)
        found = list(dict.fromkeys(word for forms in numbers for word in forms))
        # What a region or another script adds to its language.
        if found != spelled.get(language.partition("_")[0]):
            spelled[language] = found
            days[language] = spelled_out(language, _DAYS, is_of_day)
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
        "\n[days]\n",
        *(tables.entry(language, found) for language, found in days.items() if found),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
