"""ninjs 3: IPTC's news in JSON, the newest line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.validation import _ninjs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.validation.problem import Problem
    from dispatchkit.validation.source import Source

STANDARD = "ninjs 3"


def recognise(source: Source) -> bool:
    """By the version that it states, else by its names."""
    return _ninjs.line_of(source) == "ninjs3"


def check(source: Source) -> Iterator[Problem]:
    """Against the table of the line: names, types, closed lists, URIs and dates."""
    return _ninjs.problems(source, "ninjs3", STANDARD)
