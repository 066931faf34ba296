"""How dumps are read before and after: the figures that a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.learning.seen import Seen

_FIELDS = ("headline", "byline", "published", "dateline", "agency")


class Row(NamedTuple):
    """A figure before and after."""

    name: str
    before: str
    after: str


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number of things in words; *several* is the plural where it is not *one* with an "s"."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def measures(before: Sequence[Seen], after: Sequence[Seen], lost: int) -> Iterator[Row]:
    """The figures of all dumps as they are read *before*, without the profile, and *after*; *lost*:
    how many sentences and fields only the first reading has.
    """
    yield Row("lines outside the story", _taken(before), _taken(after))
    yield Row("paragraphs kept", str(_kept(before)), str(_kept(after)))
    yield Row("sentences or fields lost", "", str(lost))
    for name in _FIELDS:
        yield Row(f"dumps with {name}", _having(before, name), _having(after, name))


def _taken(dumps: Sequence[Seen]) -> str:
    """The share of lines that are no text."""
    lines = sum(len(one.lines) for one in dumps)
    return f"{1 - _kept(dumps) / max(1, lines):.1%}"


def _kept(dumps: Sequence[Seen]) -> int:
    """How many lines are text."""
    return sum(one.kept for one in dumps)


def _having(dumps: Sequence[Seen], name: str) -> str:
    """How many dumps have a field."""
    return str(sum(name in one.fields for one in dumps))
