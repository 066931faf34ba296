"""The lines of ninjs, told from each other and from other JSON.

A message may say which version it is in. Otherwise it is of the line that knows most of its names,
and of the newest of those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern
from dispatchkit.validation._json import check
from dispatchkit.validation._shapes import Shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.validation.problem import Problem
    from dispatchkit.validation.source import Source

# Names are looked for in so much of a source: a message of news is rarely longer.
_LOOKED_AT = 1 << 16
_NAME_RE = pattern(r'"([$@\w]{1,40})"\s{0,20}:')
_STATED_RE = pattern(
    r'"\$?standard"\s{0,20}:\s{0,20}\{[^{}]{0,400}?"version"\s{0,20}:\s{0,20}"([123])[."]'
)
_IN_JSON = ("ninjs", "json", "jsonl")


def line_of(source: Source) -> str | None:
    """The line of ninjs that a message is in ("ninjs1"); None if it is in none."""
    if source.format not in _IN_JSON:
        return None
    head = source.text[:_LOOKED_AT]
    names = set(_NAME_RE.findall(head))
    known = tables.load("data/ninjs")
    stated = _STATED_RE.search(head)
    if stated and "ninjs" in head:
        return f"ninjs{stated[1]}"
    lines = {name: len(names & _of_message(name)) for name in sorted(known, reverse=True)}
    marked = any(names & _marks(name) for name in known)
    is_message = source.format == "ninjs" or (marked and "uri" in names)
    return max(lines, key=lambda name: lines[name]) if is_message else None


def problems(source: Source, line: str, standard: str) -> Iterator[Problem]:
    """What is wrong with the messages in a source that should be in a *line* of ninjs."""
    return check(source, Shapes(tables.load("data/ninjs")[line], standard))


def _of_message(line: str) -> set[str]:
    """The names of the properties of a message."""
    table = tables.load("data/ninjs")[line]
    return _written(table["objects"][table["root"]])


def _marks(line: str) -> set[str]:
    """The names that other JSON does not have."""
    return _written(tables.load("data/ninjs")[line]["marks"])


def _written(names: Iterable[str]) -> set[str]:
    """The *names* as messages have them: of those that go on, the usual ones."""
    return {name.replace("*", form) for name in names for form in ("text", "html", "xhtml")}
