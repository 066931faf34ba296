"""Marks of versions in headlines, sluglines and lines of their own: "UPDATE 3-", "Lead 2:",
"2nd Ld-Writethru", "(3DER)", "(Zusammenfassung 1040)", "(종합2보)".

A mark is a word of a table with a number at most (``data/versions.toml``, ``data/notices.toml``);
it is set apart by brackets, a colon, a dash or a comma.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare.standing import Mark
from dispatchkit.data import tables
from dispatchkit.grammar.notices import ORDERS, headline_notice, marker_kind
from dispatchkit.model import Notice
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OPEN, _SHUT = r"(\[（【〔＜<「", r")\]）】〕＞>」"
_GROUP = rf"[{_OPEN}]\s{{0,3}}(?P<words>[^{_OPEN}{_SHUT}]{{1,80}}?)\s{{0,3}}[{_SHUT}]"
_OPENING_GROUP_RE = pattern(rf"^[\s+*=]{{0,6}}{_GROUP}\s{{0,3}}(?:[-–—:：]\s{{0,3}})?")
_CLOSING_GROUP_RE = pattern(rf"\s{{0,3}}{_GROUP}[\s=/.+*]{{0,4}}$")
# "UPDATE 3-Ferry", "Lead 2: Ferry", "2nd Ld-Writethru - Ferry": up to the first or the second sign.
_SIGN = r"(?:\s{0,3}(?:[:：|]|\+\+)|\s{1,3}[-–—]|[-–—])"
_FIRST_RE = pattern(
    rf"^[\s+*=]{{0,6}}(?P<words>[^-–—:：|]{{1,30}}?){_SIGN}(?P<gap>\s{{0,3}})(?=\S)"
)
_SECOND_RE = pattern(
    rf"^[\s+*=]{{0,6}}(?P<words>[^-–—:：|]{{1,20}}?[-–—][^-–—:：|\s]{{1,16}}){_SIGN}(?P<gap>\s{{0,3}})(?=\S)"
)
# "2ND LEAD Ferry runs again", "UPDATE 1 Ferry runs again": nothing but small letters parts the two.
_RUN_IN_RE = pattern(
    r"^(?P<words>\d{1,2}[^\W\d_]{0,3}\.?\s[^\W\d_]{2,14}(?:-[^\W\d_]{2,14})?|[^\W\d_]{2,14}\s?\d{1,2})\s(?=\S)"
)
# "Fähre fährt wieder - 2. Zusammenfassung"
_LAST_RE = pattern(r"\s{1,3}[-–—|]{1,2}\s{1,3}(?P<words>[^-–—|\s][^-–—|]{1,30}[^-–—|\s])\s{0,3}$")
# What parts the keywords of a slug, of which a word of marks may be one.
_PARTERS = ("-", "/")
_HYPHENS = ("-", "–", "—")
_CLAUSE_RE = pattern(r"[^,:;–—]{2,30}(?=[,:;–—])")
_NUMBER_RE = pattern(r"\d{1,4}")
_BESIDE = " \t-–—.:,;/#*+=№"
# A slug has a count of words behind it: "BC-Ferry,1st Ld,0290".
_COUNT_RE = pattern(r"^\s{0,3}\d{3,5}\s{0,3}$")
_PART_RE = pattern(r"[,;]")
_TOKEN_RE = pattern(r"[^\s/_-]+")
# So many words at the end of a slug may be a mark: "FERRY STORM 2ND LD WRITETHRU".
_MOST_WORDS = 3
# Marks stand before marks: "CORRECTED-(OFFICIAL)-UPDATE 2-Ferry".
_MOST_MARKS = 3
# "1040" is an hour, "12" the number of a version.
_VERSION_FIGURES, _CLOCK_FIGURES, _LAST_HOUR = 2, 4, 2400
# A letter that stands for "number": "n° 2", "v. 2", "第2報".
_PREFIXES = ("n", "no", "nr", "v", "第")


class Marked(NamedTuple):
    """A text without its marks, and those, as they stand in it."""

    rest: str
    marks: tuple[Mark, ...]


class _Words(NamedTuple):
    """The words of marks, folded, with kind and series; and the ordinals."""

    marks: Mapping[str, tuple[str, str]]
    endings: Sequence[str]
    ordinals: Mapping[str, int]
    cycles: Sequence[str]


def headline_marks(headline: str) -> Marked:
    """The marks that a headline opens or closes with, and what is left of it. A slug that stands in
    the place of one is read as such.
    """
    if "," in headline and headline.partition("-")[0] in _words().cycles:
        return slug_marks(headline)
    rest, found = headline, []
    for _ in range(_MOST_MARKS):
        mark, left = _opening(rest)
        if mark is None:
            break
        found.append(mark)
        rest = left
    mark, left = _closing(rest)
    if mark is not None:
        found.append(mark)
        rest = left
    return Marked(rest.strip(" =/+*"), tuple(found))


def headlined(headline: str) -> Notice | None:
    """The notice that a headline gives. In one that is all in capitals an order does not stand out:
    "ANNULATION: LE BAC RESTE AU PORT" is none.
    """
    found = headline_notice(headline)
    if found is None:
        marks = headline_marks(headline).marks
        texts = [mark.text for mark in marks if mark.kind == "correction"]
        return Notice(kind="correction", text=texts[0]) if texts else None
    return None if found.kind in ORDERS and headline.isupper() else found


def slug_marks(slug: str) -> Marked:
    """The marks in a slug, and what is left of it without them, the cycle and the count of words:
    "BC-Ferry Storm,2nd Ld-Writethru,0290" leaves "Ferry Storm".
    """
    first, *parts = _PART_RE.split(slug)
    found = [mark for part in parts if (mark := mark_of(part, apart=True))]
    kept = [part for part in parts if not mark_of(part, apart=True) and not _COUNT_RE.match(part)]
    first, inner = _without_part(first)
    rest, ending = _without_end(first)
    marks = [*ending, *inner, *found]
    for cycle in _words().cycles:
        if rest.startswith(f"{cycle}-"):
            rest = rest[len(cycle) + 1 :]
            break
    return Marked(",".join([rest, *kept]).strip(" =/-,"), tuple(marks))


def mark_of(words: str, *, apart: bool) -> Mark | None:
    """The mark that *words* are, perhaps with a number; None if they are none. *apart*: something
    shows that they are no words of a headline, so that they count in small letters, and a number
    alone counts too.
    """
    text = words.strip()
    numbers = _NUMBER_RE.findall(text)
    if len(numbers) > 1 or not text:
        return None
    number = numbers[0] if numbers else None
    if number is None:
        ordinal, left = _spelled(text)
        kind = _kind(left, apart=apart or ordinal is not None)
        return Mark(*kind, text, ordinal) if kind else None
    left = _around(text, number)
    if not left:
        return (
            Mark("part", "number", text, int(number)) if _may_be_bare(number, apart=apart) else None
        )
    kind = _kind(left, apart=True) if apart or _is_set(text) else None
    return _numbered(kind, text, number) if kind else None


def _numbered(kind: tuple[str, str], text: str, number: str) -> Mark:
    """A mark with a number, which may be an hour."""
    value = int(number)
    if len(number) <= _VERSION_FIGURES:
        return Mark(*kind, text, value)
    is_hour = len(number) == _CLOCK_FIGURES and value < _LAST_HOUR
    return Mark(*kind, text, clock=value if is_hour else None)


def _may_be_bare(number: str, *, apart: bool) -> bool:
    """Whether a number alone may be a mark: "(2)", but not "(2021)" and no "7: ..."."""
    return apart and len(number) <= _VERSION_FIGURES and number.strip("0") != ""


def _is_set(text: str) -> bool:
    """Whether words with a number in them are a mark before a headline: they are in capitals, or
    the number follows them or leads them ("Lead 2", "2nd Ld").
    """
    return text[-1:].isdecimal() or text[:1].isdecimal() or text.upper() == text


def _opening(text: str) -> tuple[Mark | None, str]:
    """The mark that a headline opens with, and what is left of it."""
    group = _OPENING_GROUP_RE.match(text)
    mark = _grouped(group["words"]) if group and group.end() < len(text) else None
    if group and mark:
        return mark._replace(text=group[0].strip(" -–—:")), text[group.end() :]
    for form in (_SECOND_RE, _FIRST_RE, _RUN_IN_RE):
        found = form.match(text)
        mark = _before(found["words"], found[0], text[found.end() :]) if found else None
        if found and mark:
            return mark, text[found.end() :]
    return None, text


def _before(words: str, opening: str, rest: str) -> Mark | None:
    """The mark *words* before the *rest* of a headline, if they stand out: "FLASH-FLOOD WARNING"
    holds none, nor does "2ND LEAD FERRY". *opening* ends with what parts the two.
    """
    glued, parted = opening[-1:] in _HYPHENS, opening.rstrip() != words.rstrip()
    if not parted and (words.upper() != words or rest.upper() == rest):
        return None
    if glued and rest.upper() == rest and not any(map(str.isdecimal, words)):
        return None
    return mark_of(words, apart=not parted)


def _grouped(words: str) -> Mark | None:
    """The mark that stands in brackets, perhaps with what it does behind it: "(Zusammenfassung,
    neu: Zitate)".
    """
    mark = mark_of(words, apart=True)
    clause = _CLAUSE_RE.match(words)
    if mark is None and clause:
        mark = mark_of(clause[0], apart=True)
        return mark if mark and mark.series != "number" else None
    return mark


def _closing(text: str) -> tuple[Mark | None, str]:
    """The mark that a headline closes with, in brackets or behind a dash, and what is left of
    it.
    """
    group = _CLOSING_GROUP_RE.search(text)
    mark = _grouped(group["words"]) if group and group.start() else None
    if group is None:
        group = _LAST_RE.search(text)
        mark = _behind(group["words"]) if group and group.start() else None
    if group is None or mark is None:
        return None, text
    return mark._replace(text=group[0].strip(" =/.+*-–—|")), text[: group.start()]


def _behind(words: str) -> Mark | None:
    """The mark behind the dash that a headline closes with; in small letters a word for a
    correction is one of the headline ("Trainer gesperrt - ersetzt").
    """
    mark = mark_of(words, apart=True)
    return None if mark and mark.kind == "correction" and not words.isupper() else mark


def _without_part(slug: str) -> tuple[str, list[Mark]]:
    """A slug up to the part that is a mark, and that: "Verkehr/ BERICHTIGUNG (Zahl im 1. Absatz)".
    In small letters a part that is a word of marks is a keyword ("Umwelt/Lead/").
    """
    parts = slug.split("/")
    for at, part in enumerate(parts[1:], 1):
        group = _CLOSING_GROUP_RE.search(part)
        bare = (part[: group.start()] if group and group.start() else part).strip()
        mark = mark_of(bare, apart=True)
        if mark and bare.isupper() and not parts[0].isupper():
            return "/".join(parts[:at]), [mark]
    return slug, []


def _without_end(slug: str) -> tuple[str, list[Mark]]:
    """A slug without the mark that it ends with, and that mark: "FERRY STORM LEAD 2"."""
    mark, rest = _closing(slug)
    if mark:
        return rest, [mark]
    tokens = list(_TOKEN_RE.finditer(slug))
    for size in range(min(_MOST_WORDS, len(tokens) - 1), 0, -1):
        begin = tokens[-size].start()
        mark = mark_of(slug[begin:].strip(" =/"), apart=True)
        if mark and mark.series != "number" and (mark.number or slug[begin - 1] not in _PARTERS):
            return slug[:begin], [mark]
    return slug, []


def _around(text: str, number: str) -> str:
    """What stands around a number, without what makes it an ordinal and without marks of numbers:
    "2nd Ld" leaves "Ld", "종합2보" leaves "종합보", "v. 2" nothing.
    """
    before, _, behind = text.partition(number)
    before, behind = before.rstrip(_BESIDE), behind.rstrip(_BESIDE + "°ºª")
    if fold(before) in _PREFIXES and not behind:
        return "version" if fold(before).startswith("v") else ""
    if fold(before) in _PREFIXES and behind[:1].isascii():
        before = ""
    if not behind or f"{fold(before)}{fold(behind)}" in _words().marks:
        return f"{before}{behind}"
    return f"{before} {_without_ordinal(behind)}".strip(_BESIDE + "°ºª")


def _without_ordinal(text: str) -> str:
    """What stands behind a number, without the letters that make it an ordinal."""
    if fold(text) in _words().marks:
        return text
    for ending in _words().endings:
        left = text[len(ending) :]
        if text.casefold().startswith(ending) and not left[:1].isalpha():
            return left.lstrip(_BESIDE)
    return text.lstrip(_BESIDE)


def _spelled(text: str) -> tuple[int | None, str]:
    """The number that an ordinal in words gives, and what is left: "Zweite Zusammenfassung"."""
    first, _, rest = text.partition(" ")
    number = _words().ordinals.get(fold(first)) if rest else None
    return (number, rest) if number else (None, text)


def _kind(words: str, *, apart: bool) -> tuple[str, str] | None:
    """The kind and the series of the mark *words*; None if they are none. Words that are set
    *apart* count in small letters too.
    """
    if not apart and words.upper() != words:
        return None
    told = _words().marks.get(fold(words))
    if told:
        return told
    kind = marker_kind(words, apart=apart)
    return (kind, kind) if kind else None


@cache
def _words() -> _Words:
    """The table of marks, read once."""
    table = tables.load("data/versions")
    return _Words(
        dict(_listed(table["mark"])),
        sorted(table["ordinals"]["endings"], key=len, reverse=True),
        {
            fold(word): int(number)
            for number, words in table["ordinals"]["words"].items()
            for word in words
        },
        table["slugs"]["cycles"],
    )


def _listed(entries: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each word of the table, folded, with its kind and series."""
    for entry in entries:
        words = entry["words"]
        for word in words if isinstance(words, list) else ():
            yield fold(str(word)), (str(entry["kind"]), str(entry["series"]))
