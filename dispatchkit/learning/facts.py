"""The facts of an agency that its dumps show: languages, and how its datelines credit it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.grammar.dateline.names import is_country
from dispatchkit.grammar.names import is_place_name
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.learning.seen import Seen

# A language that a smaller share of the dumps is in is a guess.
_SPOKEN = 0.05
# This share of the dumps must open with a credit.
_CREDITED = 0.3
# What stands before the first sentence: at most so many characters up to a mark.
_OPENING_RE = pattern(
    r"\A(?P<opening>[^\n]{2,90}?)(?:\s[-–—]{1,2}\s|[–—]|--|\)\s?[-–—:.,]?\s|\]\s|】|\s?=\s|:\s|/\s|[.,]\s[-–—])"
)
# The same up to a dash or a sign in its place: "RIJEKA / KDZ, 3 May >> The port".
_CLOSED_RE = pattern(r"\A(?P<opening>[^\n]{2,90}?)\s(?:[-–—]{1,2}|[>»›|•·●▪■▶►→⇒~]{1,3}|::)\s")
_BRACKET_RE = pattern(r"[(（\[【](?P<inside>[^()（）\[\]【】\n]{2,60})(?:[)）\]】]|\Z)")
_PARTS_RE = pattern(r"[/,;|]|\s[-–—]\s|[()（）\[\]【】]")
_SHORTEST, _LONGEST = 2, 40


def languages(dumps: Sequence[Seen]) -> tuple[str, ...]:
    """The languages of the dumps, the commonest first."""
    found = Counter(dump.language for dump in dumps if dump.language)
    return tuple(
        language
        for language, count in sorted(found.items(), key=lambda one: (-one[1], one[0]))
        if count >= _SPOKEN * len(dumps)
    )


def credits_in(dumps: Sequence[Seen], support: int) -> list[str]:
    """What may be the agency's credit: a source that stands in many datelines, or before the first
    sentence of many dumps, the commonest first. Whether it is one shows when it is tried.
    """
    held: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    for dump in dumps:
        texts = {text for text in _credit_like(dump) if _may_credit(text)}
        for text in texts:
            printed.setdefault(fold(text), Counter())[text] += 1
        held.update({fold(text) for text in texts})
    least = max(support, _CREDITED * len(dumps))
    common = sorted((-count, form) for form, count in held.items() if count >= least)
    return [min(printed[form], key=lambda text: (-printed[form][text], text)) for _, form in common]


def _credit_like(dump: Seen) -> Iterator[str]:
    """What stands where datelines have a credit."""
    if dump.source:
        yield dump.source
    first = next((line.text for line in dump.lines if line.body), "")
    for form in (_OPENING_RE, _CLOSED_RE):
        match = form.search(first)
        if match is None:
            continue
        opening = match["opening"]
        yield from (found["inside"].strip() for found in _BRACKET_RE.finditer(opening))
        yield from map(str.strip, _PARTS_RE.split(opening))


def _may_credit(text: str) -> bool:
    """Whether a text may be a credit: neither a place nor a figure."""
    if not _SHORTEST <= len(text) <= _LONGEST or any(map(str.isdigit, text)):
        return False
    lettered = sum(map(str.isalpha, text)) >= _SHORTEST
    return lettered and not (is_place_name(text) or is_place_name(text.title()) or is_country(text))


def foreign(credit: str) -> bool:
    """Whether another agency that ships has the credit."""
    return fold(credit) in lexicon_of().credits


def offsets(dumps: Sequence[Seen]) -> list[str]:
    """The offsets from Greenwich that the dates of the dumps state."""
    found = set()
    for dump in dumps:
        value = dump.fields.get("published")
        if isinstance(value, datetime) and value.tzinfo is not None:
            found.add(value.strftime("%z"))
    return sorted(found)


def encodings(dumps: Sequence[Seen]) -> str:
    """The encodings of the dumps with their numbers, as a sentence says it."""
    found = Counter(dump.encoding for dump in dumps)
    return ", ".join(f"{name} ({count})" for name, count in sorted(found.items()))


def agencies_found(dumps: Sequence[Seen], agency: str) -> int:
    """In how many dumps a dateline credits the agency."""
    filed = [dump.fields.get("dateline") for dump in dumps]
    return sum(agency in one[1] for one in filed if one)
