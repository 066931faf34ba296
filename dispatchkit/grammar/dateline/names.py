"""What the words between the marks of a dateline may be: places and regions, credits that a profile
knows, sources that look like a paper's or an agency's name, reporters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.credits import is_byword
from dispatchkit.grammar.dates.vocabulary import phrase_at
from dispatchkit.grammar.names import is_domain
from dispatchkit.grammar.notices import PRESSING, marker_kind
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text import fold as folding
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.scripts import is_wide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORD_RE = pattern(r"[^\W_][\w'’`.\-]*")
_NO_NAME_RE = pattern(r"\A['’]*(?:\Z|[^\w'’]|_)|\d")
_NO_PLACE_RE = pattern(r"[:;!?\"“”„«»()=*]|(?<=[^\W\d_]{3})\.\s+[^\W\d_]{3}.*\s")
# "Ostholm-on-the-Water and the Seven Other Old Towns" has too many words for a place. A name in a
# script without capitals shows nothing but its length.
_LONGEST, _LONGEST_WIDE, _MOST_WORDS, _MOST_CASELESS = 60, 12, 7, 4
# "Maria Enzersdorf am Mittwoch" is none either, but "Palm Sunday" may be.
_MOST_NAMED = 2
# "Radio Television of the Upper River"
_LONGEST_SOURCE = 6
# "Reuters Health", "dpa-AFX Broker", "Корр. БЕЛТА": the name and one or two words.
_LONGEST_CREDIT = 3
# "A.A", "U.P.I.": initials with stops.
_STOPPED_RE = pattern(r"(?:[^\W\d_]\.){1,5}[^\W\d_]\.?")
# A desk or service beside a credit: "lno", "tmn", "RTL", "iz", "GPRC", "Newsvoir".
_SERVICE_RE = pattern(r"[^\W\d_]{2,12}")
# "QXZ", "QXZ/ZX".
_ACRONYM_RE = pattern(r"[^\W\d_]{2,6}(?:[/-][^\W\d_]{2,6})?")


@cache
def words_of(kind: str) -> frozenset[str]:
    """Words of one kind from the table of places."""
    return frozenset(tables.words("data/places", kind, "words"))


@cache
def _countries() -> frozenset[str]:
    """Folded names of countries in all languages of the table."""
    path = tables.path_of("data/countries")

    def make() -> list[str]:
        table = tables.load("data/countries")
        listed = [names for kind in ("names", "printed") for names in table[kind].values()]
        return sorted({fold(name) for names in listed for name in names if name})

    return frozenset(made("country-names", [path, __file__, folding.__file__], make))


def is_country(text: str) -> bool:
    """Whether *text* names a country, in any language of the table."""
    return fold(text) in _countries()


@cache
def _parts() -> frozenset[str]:
    """Folded names of states and provinces, in full and abridged."""
    return frozenset(map(fold, words_of("parts")))


def is_part(text: str) -> bool:
    """Whether *text* names a state or province of a federation: "Maine", "Ont."."""
    return fold(text) in _parts()


def is_place(text: str) -> bool:
    """Whether *text* can be the name of a place: short, without digits, more of its words in
    capitals than not.
    """
    if not 1 < len(text) <= _LONGEST or _NO_PLACE_RE.search(text) or _NO_NAME_RE.search(text):
        return False
    if marker_kind(text, apart=True) in PRESSING:
        # "HITNO - KDZ", "Urgent (AFP)"
        return False
    words = [word for word in _WORD_RE.findall(text) if word.lower() not in words_of("small")]
    cased = [word for word in words if has_case(word)]
    if not cased:
        longest = _LONGEST_WIDE if is_wide(text[0]) else _LONGEST
        return 0 < len(words) <= _MOST_CASELESS and max(map(len, words)) <= longest
    last = text.rsplit(maxsplit=1)[-1].lower()
    planned = len(words) > _MOST_NAMED and phrase_at(last, 0, "weekdays") is not None
    if (last in words_of("small") and last[-1] != ".") or planned or _is_picture(text):
        # "SAID ON", "NEWS BUDGET FOR WEDNESDAY", "Photo by Ada Finch"
        return False
    capitals = sum(any(map(str.isupper, word)) for word in cased)
    return len(words) <= _MOST_WORDS and cased[0] != cased[0].lower() and capitals * 2 >= len(cased)


def _is_picture(text: str) -> bool:
    """Whether one of the words is for a picture: "AP Photo"."""
    return not words_of("pictures").isdisjoint(re.split("[ /]", text.lower()))


def is_proper(text: str) -> bool:
    """Whether all words of a place begin with a capital, but for the small words inside names."""
    return all(
        not word[0].islower() or word.lower() in words_of("small")
        for word in _WORD_RE.findall(text)
    )


# Two consonants that words do not open with, then a vowel.
_SMALL_RE = pattern(
    r"(?![bcfgkp][lr]|[dtvw]r|s[chklmnpqtw]|[cptgw]h|[kg]n|ps|qu|zw|tw|dw|kw)[b-df-hj-np-tv-xz]{2}"
    r"[aeiouy][a-z]?"
)


def is_acronym(text: str) -> bool:
    """Whether a source looks like an agency's initials: two to six capitals, also joined ("NLP",
    "NLP/ZX").
    """
    return text.isupper() and _ACRONYM_RE.fullmatch(text) is not None


def is_small_acronym(text: str) -> bool:
    """Whether a text is three or four small letters that open as no word does ("kpa"): "beta" and
    "neu" may be words beside any name.
    """
    return _SMALL_RE.fullmatch(text) is not None


def is_source(text: str) -> bool:
    """Whether what stands in brackets looks like a name, of a region or of who reports: an address,
    or up to six words, the first with a capital if its script has capitals ("Karnataka, India",
    "RBC-Ukraine", "CNA/EWTN News", "สำนักข่าวไทย").
    """
    if is_domain(text):
        return True
    if len(text) < 2 or not text[0].isalpha() or _NO_PLACE_RE.search(text) or _is_picture(text):
        return False
    small = text[0].islower() and has_case(text)
    number = not text.isupper() and any(map(str.isdigit, text))
    return not small and not number and text.count(" ") < _LONGEST_SOURCE


def spells(initials: str, name: str) -> bool:
    """Whether *initials* are those of the words of *name*: "American Psychological Association
    (APA)" explains an abbreviation, and credits nobody.
    """
    words = [word for word in _WORD_RE.findall(name) if word.lower() not in words_of("small")]
    return len(words) > 1 and "".join(word[0] for word in words).upper() == initials.upper()


def split_places(text: str) -> tuple[str, ...]:
    """Places joined by "/", "·" or "、"."""
    return tuple(part.strip() for part in re.split(r"[/·、]", text) if part.strip())


def credits_in(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the agencies that the printed credit *text* names, in order: "AFP", "ats afp",
    "dpa/lno", "Reuters Breakingviews", "A.F.P.".

    Empty if it names none, or if something else stands there ("AP Photo/Jane Doe").
    """
    whole = known.get(fold(_unstopped(text)))
    if whole:
        return (whole,)
    named = [known.get(fold(word)) for word in text.split()]
    if all(named):
        return tuple(dict.fromkeys(agency for agency in named if agency))
    found: list[str] = []
    for part in re.split(r"[/,·]|(?<=\w)-(?=\w)| - ", text):
        agency = _credit(part.strip(), known)
        if agency is None and not _SERVICE_RE.fullmatch(part.strip()):
            return ()
        found += [agency] if agency and agency not in found else []
    return tuple(found)


def _unstopped(text: str) -> str:
    """A credit without the stops between initials."""
    return text.replace(".", "") if _STOPPED_RE.fullmatch(text) else text


def _credit(part: str, known: Mapping[str, str]) -> str | None:
    """The id of the agency of one part of a credit: a known form, or one with the name of a service
    before or after it.
    """
    words = fold(part).split(" ")
    if len(words) > _LONGEST_CREDIT:
        return known.get(" ".join(words))
    for size in range(len(words), 0, -1):
        agency = known.get(" ".join(words[:size])) or known.get(" ".join(words[-size:]))
        if agency and not _is_picture(part) and not any(map(str.isdigit, part)):
            return agency
    return None


def opens_with_byword(text: str) -> bool:
    """Whether words open with "By" in any language, and go on with two words or more."""
    byword, _, rest = text.partition(" ")
    several = len(rest.split(maxsplit=1)) > 1
    return several and is_byword(byword) and fold(byword) not in words_of("small")


def run_in(text: str, *, whole: bool) -> tuple[str, str]:
    """The reporter and the place of words that open with "By" in any language, the place "" where
    there is none; two empty texts if they are none.

    "By Ada Finch LIMA", "Par Ada FINCH LIMA", "Por Ada Finch Lima". With *whole*, all of them are
    the name, unless capitals set the place off.
    """
    words = text.partition(" ")[2].split()
    size = _name_size(words, whole=whole)
    place = " ".join(words[size:])
    while size > 1 and words[size - 1].lower() in words_of("small"):
        size -= 1
    name = " ".join(words[:size])
    return (name, place) if is_place(name) and (not place or is_place(place)) else ("", "")


def _name_size(words: Sequence[str], *, whole: bool) -> int:
    """How many of *words* are a reporter's name, before the place, as for ``run_in``."""
    quiet = max((at for at, word in enumerate(words, 1) if not word.isupper()), default=0)
    if 0 < quiet < len(words):
        # A surname in capitals comes before the place in capitals.
        return max(quiet, 2)
    size = len(words) if whole else 2
    while size < len(words) and words[size - 1].lower() in words_of("small"):
        size += 1
    return size


def eastern_reporter(text: str) -> tuple[str, str] | None:
    """The reporters and the place of "記者王小明台北", without a mark between: most Chinese names
    have three characters, some two. None if no reporter opens it.
    """
    named = without_post(text)
    if named == text:
        return None
    items = named.split("、")
    # The first that is too long for a name has the place glued to it, and other places follow.
    at = next((at for at, item in enumerate(items) if len(item) > 3), len(items) - 1)
    size = 2 if len(items[at]) == 4 else 3
    places = [place for place in (items[at][size:], *items[at + 1 :]) if place]
    return "、".join([*items[:at], items[at][:size]]), "、".join(places)


def without_post(text: str) -> str:
    """The reporters without the word for their post before them: "记者 林知夏"."""
    post = next((word for word in posts() if text.startswith(word)), "")
    return text[len(post) :].strip()


@cache
def posts() -> tuple[str, ...]:
    """The words for the post of a reporter that stand before the name."""
    return tuple(words_of("reporters"))


def is_wide_start(text: str, position: int) -> bool:
    """Whether a letter of East Asia stands at *position*."""
    return position < len(text) and is_wide(text[position]) and text[position].isalpha()
