"""What datelines are made of: places, region, date, printed credits and separators."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates import FoundDate, find_date_at, month_number
from dispatchkit.model import Dateline
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit.agencies.lexicon import Credits

DIGIT_RE = pattern(r"\d")
# What separates a dateline from the text: dash of any kind, ".-", colon, "=", a full stop.
DASH_RE = pattern(r"\s{0,4}(?:\.\s?[-–—]+|[-–—―_]{1,3})\s{0,4}")
_STOP_RE = pattern(r"\s{0,4}[.:：=։]\s{0,4}")
_WORD_RE = pattern(r"[^\W_][\w'’`.\-]*")
_TOKEN_RE = pattern(r"(?<=[\s,.،])[\w(]")
_SHORT_RE = pattern(r"[^\W\d_]{2,3}\.?,?\s")
_COMMA_RE = pattern(r"(\s{0,4}[,،]\s{0,4})")
_ABBREVIATED_RE = pattern(r"(?:^|[\s,.])\w{1,5}\.$")
_NO_PLACE_RE = pattern(r"[:;!?\"“”«»()=]|(?<=[^\W\d_]{3})\.\s+[^\W\d_]{3}.*\s")
_TRAILING = " \t,.،、-–—:\u00a0"
_TRAILING_PLACE = " \t,،、-–—:\u00a0"


class Found(NamedTuple):
    """A dateline, the offset at which the text after it begins, and the offset at which the
    dateline begins, which is above 0 if a marker precedes it.
    """

    dateline: Dateline
    end: int
    begin: int = 0


class Reader(NamedTuple):
    """A text in which a dateline is looked for, with what is known of it: the day it came in, its
    language, its sender if known, and the credits that may be printed.
    """

    text: str
    received: date | None
    language: str | None
    agency: str | None
    credits: Credits

    @property
    def known(self) -> Mapping[str, str]:
        """Folded credits, each with the id of the agency that it names."""
        return self.credits.known

    def date_at(self, position: int, *, fuzzy: bool = False) -> FoundDate | None:
        """The date that begins at an offset, or None; *fuzzy* also reads misprinted months ("Macrh
        31").
        """
        return find_date_at(self.text, position, language=self.language, fuzzy=fuzzy)

    def day(self, found: FoundDate | None) -> date | None:
        """The calendar day that a printed date means, given the day the text came in; None if that
        stays open.
        """
        resolved = found.resolve(self.received) if found else None
        return resolved.date() if isinstance(resolved, datetime) else resolved

    def found(
        self, head: Head, end: int, agencies: tuple[str, ...] = (), byline: str | None = None
    ) -> Found:
        """The dateline of these parts, after which the text begins at *end*. The caller fills in
        the text of the dateline itself.
        """
        country = _country(head.region) if head.region else None
        dateline = Dateline(
            text="",
            places=head.places,
            region=head.region,
            country=country,
            date=self.day(head.date),
            agencies=agencies,
            byline=byline,
        )
        return Found(dateline, end)


@cache
def _words(kind: str) -> frozenset[str]:
    """Words of one kind from the table of places."""
    return frozenset(tables.words("data/places", kind, "words"))


@cache
def _countries() -> frozenset[str]:
    """Folded names of countries in all languages of the table."""
    table = tables.load("data/countries")
    return frozenset(
        fold(name)
        for kind in ("names", "printed")
        for names in table[kind].values()
        for name in names
        if name
    )


def _country(region: str) -> str | None:
    """The part of a printed region that is a country ("Karnataka, India"), as printed; None if none
    is.
    """
    return next((part for part in reversed(region.split(", ")) if fold(part) in _countries()), None)


def may_hold_credit(reader: Reader, start: int, end: int) -> bool:
    """Whether a known credit may stand between two offsets."""
    return reader.credits.may_stand_in(reader.text[start:end])


class Head(NamedTuple):
    """What stands before a credit or dash: places and region as printed, and the date."""

    places: tuple[str, ...] = ()
    region: str | None = None
    date: FoundDate | None = None


NOWHERE = Head()


def credits_in(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the agencies that the printed credit *text* names, in order: "AFP", "ats afp",
    "dpa/lno", "Reuters Breakingviews".

    Empty if it names none, or if something else stands there ("AP Photo/Jane Doe").
    """
    whole = known.get(fold(text))
    if whole:
        return (whole,)
    named = [known.get(fold(word)) for word in text.split()]
    if all(named):
        return tuple(dict.fromkeys(agency for agency in named if agency))
    found: list[str] = []
    for part in re.split(r"[/,·]|(?<=\w)-(?=\w)| - ", text):
        agency = _credit(part.strip(), known)
        if agency is None and not _is_service(part.strip()):
            return ()
        found += [agency] if agency and agency not in found else []
    return tuple(found)


def _credit(part: str, known: Mapping[str, str]) -> str | None:
    """The id of the agency of one part of a credit: a known form, or one with the name of a service
    before or after it.
    """
    folded = fold(part)
    words = folded.split(" ")
    for size in range(len(words), 0, -1):
        agency = known.get(" ".join(words[:size])) or known.get(" ".join(words[-size:]))
        if (
            agency
            and (size == len(words) or len(words) <= _LONGEST_CREDIT)
            and not _PHOTO & set(words)
        ):
            return agency
    return None


# "Reuters Health", "dpa-AFX Broker", "Корр. БЕЛТА": the name and one or two words.
_LONGEST_CREDIT = 3
_PHOTO = frozenset(("photo", "photos", "foto", "fotos", "video", "image", "graphic", "via"))
# A desk or service beside a credit: "lno", "tmn", "RTL", "iz", "GPRC", "Newsvoir".
_SERVICE_RE = pattern(r"[^\W\d_]{2,12}")


def _is_service(part: str) -> bool:
    """Whether a part of a credit may be the name of a desk or service."""
    return _SERVICE_RE.fullmatch(part) is not None


def read_head(reader: Reader, start: int, end: int, *, fuzzy: bool = False) -> Head | None:
    """Places, region and date between two offsets; None if something else stands there. Empty text
    is an empty head.

    *fuzzy* reads misprinted months too, for callers that know by a credit or the form that a
    dateline stands here.
    """
    text = reader.text[:end]
    found = reader.date_at(start, fuzzy=fuzzy)
    if found and found.end <= end:
        start = found.end + len(text[found.end :]) - len(text[found.end :].lstrip(" \t\u00a0,،."))
        rest = text[start:].strip(_TRAILING)
        return _places(rest, found) if rest else Head(date=found)
    for token in _TOKEN_RE.finditer(text, start + 1):
        found = reader.date_at(token.start(), fuzzy=fuzzy)
        # "KANSAS CITY, Mo., March 3", "LA PAZ, 12 JAN": a state and a city, though "Mo." is a
        # German Monday and "Paz" a Turkish Sunday.
        if found and found.weekday is not None and _SHORT_RE.match(text, token.start()):
            continue
        if found and found.end <= end and not text[found.end :].strip(_TRAILING):
            return _places(text[start : token.start()].strip(_TRAILING_PLACE), found)
    place = text[start:].strip(_TRAILING_PLACE)
    return _places(place, None) if place else NOWHERE


_REGION_RE = pattern(r"\s{0,4}[(\[]([^()\[\]]{2,40})[)\]]")


def _places(text: str, found: FoundDate | None) -> Head | None:
    """Places and region of a head whose date is *found* already; None if *text* names no place."""
    regions = [region for region in _REGION_RE.findall(text) if region not in _words("rivers")]
    bare = _REGION_RE.sub(
        lambda region: region[0] if region[1] in _words("rivers") else "", text
    ).strip()
    if found and bare.endswith(".") and not _ABBREVIATED_RE.search(bare):
        bare = bare[:-1]
    names, _, region = (*(part.strip() for part in _COMMA_RE.split(bare, maxsplit=1)), "", "")[:3]
    if region and month_number(region.split()[-1]):
        # "पुणे, दो मार्च (भाषा)": a day that is spelled out gives no date, and is no region either.
        region = ""
    if region and _is_more_places(names, region):
        names, region = f"{names}/{region.replace(',', '/').replace('،', '/')}", ""
    places = split_places(names)
    if (
        not places
        or not all(is_place(_REGION_RE.sub("", place)) for place in places)
        or (region and not _is_region(region))
    ):
        return None
    return Head(places, ", ".join([*([region] if region else []), *regions]) or None, found)


def split_places(text: str) -> tuple[str, ...]:
    """Places joined by "/", "·" or "、". A town named with its river stays one place."""
    places: list[str] = []
    for part in (part.strip() for part in re.split(r"[/·、]", text)):
        if places and part.rstrip(".") in _words("rivers"):
            places[-1] += f"/{part}"
        elif part:
            places.append(part)
    return tuple(places)


def _is_more_places(first: str, second: str) -> bool:
    """Whether *second*, what follows a comma, is more places and not the region of *first*: a list
    in capitals with a comma of its own. One name may be either ("LONDON, PARIS", "KYIV, UKRAINE").
    """
    return (
        False
        if "." in second or not (first.isupper() and second.isupper())
        else second.count(",") > 0
    )


def _is_region(text: str) -> bool:
    """Whether *text* can be the region of a place: names of places between commas."""
    return len(text) <= 40 and all(
        is_place(part.strip()) for part in re.split("[,،]", text) if part.strip()
    )


def is_place(text: str) -> bool:
    """Whether *text* can be the name of a place: short, without digits, more of its words in
    capitals than not.
    """
    if (
        not 1 < len(text) <= 60
        or any(character.isdigit() for character in text)
        or _NO_PLACE_RE.search(text)
    ):
        return False
    words = [word for word in _WORD_RE.findall(text) if word.lower() not in _words("small")]
    if (
        not words
        or len(words) > 7
        or not text[0].isalpha()
        or text.split(maxsplit=1)[0].lower() in _words("bylines")
    ):
        return False
    cased = [word for word in words if has_case(word)]
    if not cased:
        return len(words) <= 4
    return cased[0] != cased[0].lower() and sum(
        any(c.isupper() for c in word) for word in cased
    ) * 2 >= len(cased)


def separator_end(text: str, position: int, *, known: bool, bare: bool = True) -> int | None:
    """Where the text after a credit begins; None if nothing tells that it ends there.

    An unknown acronym needs a dash or colon; a full stop will do after a *known* credit or one
    after a date; with *bare*, a known one needs nothing before a capital or a quotation.
    """
    dash = DASH_RE.match(text, position)
    if dash:
        return dash.end()
    stop = _STOP_RE.match(text, position)
    if stop and (known or bare or stop[0].strip() in ":："):
        return stop.end()
    rest = text[position:].lstrip()
    opens = not rest or (
        bare
        and (
            rest[0] in _OPENERS
            or (rest[0].isalpha() and (rest[0].isupper() or rest[0].lower() == rest[0].upper()))
        )
    )
    return len(text) - len(rest) if known and opens else None


_OPENERS = "\"“«„'‘"


_ACRONYM_RE = pattern(r"[^\W\d_]{2,6}(?:[/-][^\W\d_]{2,6})?")


def is_acronym(text: str) -> bool:
    """Whether an unknown credit looks like an agency's: two to six capitals, also joined ("NLP",
    "NLP/ZX").
    """
    return _ACRONYM_RE.fullmatch(text) is not None and text.isupper()


def is_title(text: str) -> bool:
    """Whether an unknown credit looks like a name: up to four words without digits, the first with
    a capital if its script has capitals ("Bernama", "RBC-Ukraine", "CNA/EWTN News",
    "สำนักข่าวไทย").
    """
    return (
        not any(map(str.isdigit, text))
        and text[0].isalpha()
        and not (text[0].islower() and has_case(text))
        and text.count(" ") < 4
        and _NO_PLACE_RE.search(text) is None
    )
