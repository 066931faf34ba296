"""What the stages need to know of a profile besides its rules: its names, languages and habits."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Facts"]


class Facts(NamedTuple):
    """The facts of one profile, as its file states them.

    They are kept as plain tuples, so the order of the fields is part of the kept tables' form.
    """

    id: str
    name: str
    languages: tuple[str, ...]
    country: str | None
    timezone: str | None
    extends: str | None
    datelines: tuple[str, ...]
    # The agency's name and the other forms in which it credits itself.
    credits: tuple[str, ...]
    # Credits that are common words too, folded.
    ambiguous: tuple[str, ...]
    ignored: tuple[str, ...]
    usual: tuple[str, ...]
