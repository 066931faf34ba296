"""What a summary counts of one record, and what tells a record from its kin.

A line is counted if a paragraph or a piece of boilerplate stands on it: a record does not say which
lines its fields were on. Characters are those of the texts of paragraphs and boilerplate.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.model import RECORD_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The keys of a record that may be empty because the source does not say it.
FIELDS = tuple(
    key
    for key in RECORD_KEYS
    if key not in {"schema", "path", "index", "format", "encoding", "profile", "boilerplate"}
)
# Names longer than this are cut: a section may hold a paragraph that somebody put there.
_NAME = 80


class Sums(NamedTuple):
    """What is added up: records, their lines and characters, how many of each were stripped, and
    how many records repeat another one.
    """

    records: int = 0
    lines: int = 0
    stripped_lines: int = 0
    characters: int = 0
    stripped_characters: int = 0
    repeats: int = 0

    def plus(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*(one + two for one, two in zip(self, other, strict=True)))


class Cut(NamedTuple):
    """What a rule has taken out: the lines on which it did, and their characters."""

    lines: int
    characters: int


class Measured(NamedTuple):
    """A record in figures.

    *form* is the format with the profile that read it. *cuts* has labels with rules for keys.
    *missing* are the FIELDS that are empty, *longest* is the number of characters of the longest
    paragraph.
    """

    agency: str | None
    name: str | None
    language: str | None
    month: str | None
    form: str
    section: str | None
    encoding: str
    sums: Sums
    cuts: Mapping[tuple[str, str], Cut]
    roles: Mapping[str, int]
    missing: tuple[str, ...]
    longest: int


def measured(record: Mapping[str, Any], repeat: str | None = None) -> Measured:
    """The figures of *record*. *repeat*: how it repeats another one ("same", "near", ...), or None
    if it does not.
    """
    paragraphs, boilerplate = record["paragraphs"], record["boilerplate"]
    kept = sum(len(one["text"]) for one in paragraphs)
    stripped = sum(len(one["text"]) for one in boilerplate)
    of_text = _lines(paragraphs)
    lines = _lines([*paragraphs, *boilerplate])
    agency = record["agency"]
    return Measured(
        agency=agency and named(agency["id"]),
        name=agency and named(agency["name"]),
        language=record["language"] and named(record["language"]),
        month=record["day"] and record["day"][:7],
        form=f"{record['format']}/{record['profile']}",
        section=record["section"] and named(record["section"]),
        encoding=record["encoding"],
        sums=Sums(1, lines, lines - of_text, kept + stripped, stripped, int(repeat is not None)),
        cuts=_cuts(boilerplate),
        roles=Counter(one["role"] for one in paragraphs),
        missing=tuple(key for key in FIELDS if record[key] in (None, [])),
        longest=max((len(one["text"]) for one in paragraphs), default=0),
    )


def named(text: str) -> str:
    """The name, or as much of it as is shown."""
    return text if len(text) <= _NAME else f"{text[: _NAME - 1]}…"


def _cuts(boilerplate: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Cut]:
    """What each rule has taken out."""
    pieces: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for piece in boilerplate:
        pieces.setdefault((piece["label"], named(piece["rule"])), []).append(piece)
    return {
        by: Cut(_lines(found), sum(len(one["text"]) for one in found))
        for by, found in pieces.items()
    }


def _lines(pieces: Iterable[Mapping[str, Any]]) -> int:
    """On how many lines *pieces* stand. A line on which several stand counts once."""
    count, reached = 0, 0
    for first, last in sorted(tuple(piece["lines"]) for piece in pieces):
        count += max(0, last - max(first - 1, reached))
        reached = max(reached, last)
    return count
