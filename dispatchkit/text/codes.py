"""Codes as people write them: languages, countries, time zones and encodings. One table of each,
for options, configurations and profiles.

Each function returns the code in its proper spelling, or raises ValueError with what is wrong and
what may have been meant.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.meant import meant, nearest, shown
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping


class DateOrder(StrEnum):
    """The order of day, month and year in a date of numbers, spelled as callers ask for it."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"

    @property
    def exchanged(self) -> DateOrder:
        """The order that reads the same numbers with day and month exchanged."""
        return DateOrder.MONTH_FIRST if self is DateOrder.DAY_FIRST else DateOrder.DAY_FIRST


DATE_ORDERS = tuple([order.value for order in DateOrder])
_UNICODE = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "latin-1",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1256",
)

# A BCP 47 tag: language, script, region, then variants and extensions, which are not checked.
_TAG_RE = pattern(
    r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?((?:-[a-z\d]{1,8})*)", re.IGNORECASE
)
_PARTED_RE = pattern(r"\s{0,3}[,;/|(]")
# No tag in use is longer.
_LONGEST_TAG = 40


def language(text: str) -> str:
    """A BCP 47 tag: "en", "pt-BR", "zh-Hant-TW". Names ("english") and codes of other standards
    ("eng") are refused with the tag to write.
    """
    tag = _TAG_RE.fullmatch(text) if len(text) <= _LONGEST_TAG else None
    code = tag[1].lower() if tag else text
    if tag is None or code not in _languages():
        raise ValueError(f"{shown(text)} is not a language tag (BCP 47){_likely_tag(text, code)}")
    script, region = (tag[2] or "").title(), (tag[3] or "").upper()
    if region and not _is_region(region):
        hint = f"; did you mean {code}-GB?" if region == "UK" else ""
        raise ValueError(f"{shown(text)} is not a language tag: there is no region {region}{hint}")
    proper = "-".join(filter(None, (code, script, region))) + tag[4]
    if "_" in text:
        raise ValueError(f"{shown(text)} is not a language tag (BCP 47); did you mean {proper}?")
    return proper


# "Simplified Chinese", "Brazilian Portuguese", "Chinese - Traditional", "繁體中文".
_QUALIFIED_RE = pattern(
    r"(?:Simplified |Traditional |[A-Z][a-z]+an |[简簡繁][体體])?([^\W\d_]{2,20})"
    r"(?: [-–/] (?:Simplified|Traditional|[A-Z][a-z]+))?"
)


def spoken(text: str) -> str | None:
    """The tag of the language that a source names: "ENGLISH", "Français", "pt_BR", "eng", or the
    first of several ("English; French"); its script or country may stand before the name
    ("Simplified Chinese", "简体中文"). None if it is not known.
    """
    qualified = _QUALIFIED_RE.fullmatch(text.strip())
    if qualified and (tag := _codes_of_names().get(qualified[1].casefold())):
        return tag
    for word in (text, *_PARTED_RE.split(text, 1)[:1]):
        name = word.strip().replace("_", "-")
        known = _codes_of_names().get(name.casefold())
        coded = _TAG_RE.fullmatch(name) if len(name) <= _LONGEST_TAG else None
        if known or (coded is not None and coded[1].lower() in _languages()):
            with suppress(ValueError):
                return known or language(name)
    return None


def _is_region(region: str) -> bool:
    """Whether a region of a tag is known; one of digits ("419", Latin America) is not looked up."""
    return region.isdigit() or region in _countries()


def _likely_tag(text: str, code: str) -> str:
    """The tag that is meant by a name, an older code or a slip in one, else examples of tags."""
    names = _codes_of_names()
    likely = names.get(text.casefold()) or _aliases().get(code)
    if likely:
        return f"; did you mean {likely}?"
    close = nearest(text, names)
    return f"; did you mean {names[close]} ({close})?" if close else ", such as en or pt-BR"


def country(text: str) -> str:
    """An ISO 3166 code, in capitals ("NO"). Raises ValueError if it is none."""
    if text in _countries():
        return text
    likely = (
        text.upper()
        if text.upper() in _countries()
        else _country_codes_of_names().get(text.casefold())
    )
    raise ValueError(
        f"{shown(text)} is not a country code (ISO"
        f" 3166){f'; did you mean {likely}?' if likely else ', such as NO'}"
    )


def timezone(text: str) -> str:
    """The IANA name of a time zone: "Europe/Oslo". Raises ValueError if it is none; if the machine
    has no table of zones, any name is accepted.
    """
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        if known:
            raise ValueError(
                f"{shown(text)} is not a time zone{meant(text, known) or ', such as Europe/Oslo'}"
            ) from None
    return text


def encoding(text: str) -> str:
    """An encoding of text that Python knows, as it was written. Raises ValueError if it is none."""
    try:
        canonical(text)
        # Python also lists codecs that are not encodings of text ("hex"), and for empty bytes looks
        # up no codec at all.
        bytes(4).decode(text, "replace")
    except (LookupError, ValueError):
        close = meant(
            text,
            (*_UNICODE, *(entry["name"] for entry in tables.load("data/encodings")["encoding"])),
        )
        hint = close if close.startswith("; did") else ", such as cp1252"
        raise ValueError(f"{shown(text)} is not an encoding that Python knows{hint}") from None
    return text


def date_order(text: str) -> DateOrder:
    """How dates in figures are read: "dmy", "mdy" or "ymd". Raises ValueError for any other
    text.
    """
    if text not in DATE_ORDERS:
        raise ValueError(f"{shown(text)} is none of {', '.join(DATE_ORDERS)}{_likely_order(text)}")
    return DateOrder(text)


def _likely_order(text: str) -> str:
    """The order that a misspelled one ("DMY", "day-month-year") probably means."""
    letters = (
        "".join(word[0] for word in re.findall("[a-z]+", text.lower()))
        if len(text) > 3
        else text.lower()
    )
    return f"; did you mean {letters}?" if letters in DATE_ORDERS else ""


def _languages() -> Mapping[str, list[str]]:
    """The names of each language, by its tag."""
    names: Mapping[str, list[str]] = tables.load("data/language_codes")["names"]
    return names


def _aliases() -> Mapping[str, str]:
    """The tag for each older or three-letter code."""
    aliases: Mapping[str, str] = tables.load("data/language_codes")["aliases"]
    return aliases


@cache
def _codes_of_names() -> Mapping[str, str]:
    """Languages by their names, and by older and three-letter codes."""
    return {
        **{
            name.casefold(): code
            for code, names in sorted(_languages().items(), reverse=True)
            for name in names
        },
        **_aliases(),
    }


@cache
def _countries() -> frozenset[str]:
    """The ISO 3166 codes of all countries."""
    return frozenset(tables.load("data/countries")["codes"])


@cache
def _country_codes_of_names() -> Mapping[str, str]:
    """Countries by their names in all languages of the table."""
    table = tables.load("data/countries")
    found = {
        name.casefold(): code
        for names in table["names"].values()
        for code, name in zip(table["codes"], names, strict=True)
        if name
    }
    return {
        **found,
        **{name.casefold(): code for code, names in table["printed"].items() for name in names},
    }


def canonical(encoding: str) -> str:
    """The name that records use for *encoding*: lower case, with hyphens. Raises LookupError if
    Python does not know it.
    """
    name = codecs.lookup(encoding).name.replace("_", "-").removesuffix("-sig")
    return {"shift-jis": "shift_jis"}.get(
        name, name.replace("iso8859", "iso-8859").replace("iso2022", "iso-2022")
    )
