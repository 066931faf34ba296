"""The forms of values in messages of XML: times, numbers, codes, addresses."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.validation._shapes import is_moment

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_CLOCK = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.\d{1,12})?"
_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_MOMENT_RE = pattern(rf"{_DAY}T{_CLOCK}{_ZONE}")
_DAY_RE = pattern(rf"{_DAY}{_ZONE}")
_YEAR_RE = pattern(rf"\d{{4}}(?:-(?:0[1-9]|1[0-2]))?{_ZONE}")
# ISO 8601 as wires print it: with signs or without, with seconds or without.
_BASIC_RE = pattern(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:[.,]\d{1,12})?)?"
    r"(?:Z|[+-]\d\d:?(?:\d\d)?)?"
)
_SHORT_RE = pattern(rf"{_DAY}T(?P<hour>\d\d):(?P<minute>\d\d)(?:Z|[+-]\d\d:?\d\d)?")
_MAILED_RE = pattern(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?P<day>\d{1,2})"
    r" (?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?P<year>\d{4}|\d\d)"
    r" (?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r" (?:[+-]\d{4}|UT|GMT|[ECMP][SD]T|[A-IK-Z])"
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_DECIMAL_RE = pattern(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[Ee][+-]?\d{1,4})?")
_INTEGER_RE = pattern(r"[+-]?\d{1,40}")
_LANGUAGE_RE = pattern(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,20}")
_CODE_RE = pattern(r"[^\s:]{1,200}:\S+")
_ADDRESS_RE = pattern(r"[A-Za-z][A-Za-z0-9+.-]{0,40}:[^\s<>\"{}|\\^`]+")
_REFERENCE_RE = pattern(r"[^\s<>\"{}|\\^`]*")
_LINE_RE = pattern(r"[^\t\r\n]*")
_LEAP_SECOND = 60


class Kind(NamedTuple):
    """A form of values: whether a text *has* it, what it *wants*, in words, and the rule of the
    problem if it has not.
    """

    has: Callable[[str], bool]
    wants: str
    rule: str = "value"


def _on_calendar(text: str, *forms: object) -> bool:
    """Whether *text* is in one of the *forms* of dates, and of a day and a time that there are."""
    for form in forms:
        found = form.fullmatch(text)  # type: ignore[attr-defined]
        if found:
            return _is_real({key: value for key, value in found.groupdict().items() if value})
    return False


def _is_real(parts: dict[str, str]) -> bool:
    """Whether there is such a day and time."""
    if "name" in parts:
        parts["month"] = str(_MONTHS.index(parts.pop("name")) // 3 + 1)
    numbers = {key: int(value) for key, value in parts.items()}
    if numbers.get("second", 0) > _LEAP_SECOND:
        return False
    numbers["second"] = min(numbers.get("second", 0), 59)
    # A year of two figures is no matter of the calendar here.
    numbers["year"] = numbers["year"] or 2000
    try:
        return isinstance(datetime(**numbers), date)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return False


def _is_year(text: str) -> bool:
    return _YEAR_RE.fullmatch(text) is not None


def _within(least: int, most: int | None = None) -> Callable[[str], bool]:
    """A test for whole numbers from *least* to *most*."""

    def has(text: str) -> bool:
        if not _INTEGER_RE.fullmatch(text):
            return False
        number = int(text)
        return least <= number and (most is None or number <= most)

    return has


def _each(has: Callable[[str], bool]) -> Callable[[str], bool]:
    """A test for texts with white space between them."""
    return lambda text: all(map(has, text.split()))


def _is_code(text: str) -> bool:
    return _CODE_RE.fullmatch(text) is not None


def _is_reference(text: str) -> bool:
    return _REFERENCE_RE.fullmatch(text) is not None


def _is_time(text: str) -> bool:
    return _on_calendar(text, _MOMENT_RE)


KINDS = {
    "any": Kind(lambda _: True, "anything"),
    "moment": Kind(_is_time, "a date and time, as in 2021-05-04T10:00:00Z", "date"),
    "embargo": Kind(
        lambda text: not text or _is_time(text),
        "a date and time, as in 2021-05-04T10:00:00Z, or nothing",
        "date",
    ),
    "day": Kind(
        lambda text: _on_calendar(text, _MOMENT_RE, _DAY_RE),
        "a date, as in 2021-05-04, or a date and time",
        "date",
    ),
    "truncated": Kind(
        lambda text: _on_calendar(text, _MOMENT_RE, _DAY_RE) or _is_year(text),
        "a year, month, day or time, as in 2021, 2021-05 or 2021-05-04",
        "date",
    ),
    "norm": Kind(
        lambda text: _on_calendar(text, _BASIC_RE, _MOMENT_RE, _SHORT_RE, _DAY_RE),
        "a date of ISO 8601, as in 20210504T100000+0200",
        "date",
    ),
    "mailed": Kind(
        lambda text: _on_calendar(text, _MAILED_RE),
        "a date and time of RFC 822, as in Tue, 04 May 2021 10:00:00 +0200",
        "date",
    ),
    "zoned": Kind(is_moment, "a date and time with its zone, as in 2021-05-04T10:00:00Z", "date"),
    "number": Kind(_within(0), "a whole number from 0"),
    "positive": Kind(_within(1), "a whole number from 1"),
    "integer": Kind(lambda text: _INTEGER_RE.fullmatch(text) is not None, "a whole number"),
    "decimal": Kind(lambda text: _DECIMAL_RE.fullmatch(text) is not None, "a number"),
    "percent": Kind(_within(0, 100), "a whole number from 0 to 100"),
    "urgency": Kind(_within(1, 9), "a whole number from 1 to 9"),
    "eight": Kind(_within(1, 8), "a whole number from 1 to 8"),
    "boolean": Kind(lambda text: text in ("true", "false", "1", "0"), "true or false"),
    "language": Kind(
        lambda text: not text or _LANGUAGE_RE.fullmatch(text) is not None,
        "a language tag, as in en-GB",
    ),
    "qcode": Kind(_is_code, "a code behind the alias of its scheme, as in stat:usable"),
    "qcodes": Kind(_each(_is_code), "codes behind the aliases of their schemes"),
    "uri": Kind(
        lambda text: _ADDRESS_RE.fullmatch(text) is not None,
        "a URI with its scheme (urn:..., https:...)",
        "uri",
    ),
    "uris": Kind(_each(_is_reference), "URIs with white space between them", "uri"),
    "reference": Kind(_is_reference, "a URI, perhaps a relative one", "uri"),
    "id": Kind(lambda text: bool(text.strip()), "an identifier"),
    "line": Kind(lambda text: _LINE_RE.fullmatch(text) is not None, "one line without tabs"),
}
