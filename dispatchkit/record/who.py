"""Who is in the byline of a dispatch, from its labelled lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.people import names_in_byline, parse_credits, people_in, unique
from dispatchkit.model import BODY_LABELS, Label, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Dateline

__all__ = ["people_of", "reporters", "unique"]


def people_of(marks: Sequence[Mark], lexicon: Lexicon) -> list[Person]:
    """All whom lines outside the body credit; in the body "By Ada Finch" may be a crosshead."""
    return [
        person
        for mark in marks
        if mark.label not in BODY_LABELS
        for person in _credited(mark, lexicon)
    ]


def _credited(mark: Mark, lexicon: Lexicon) -> Sequence[Person]:
    """The people that one line names."""
    if mark.credited is not None:
        return mark.credited.people
    if mark.hit is not None:
        return people_in(mark.hit, lexicon).people
    if mark.label is Label.BYLINE:
        credited = parse_credits(mark.unit.text, lexicon)
        return (
            credited.people if credited else names_in_byline([mark.unit.text], lexicon, desks=False)
        )
    return _beside_date(mark, lexicon) if mark.label is Label.DATE else ()


def _beside_date(mark: Mark, lexicon: Lexicon) -> Sequence[Person]:
    """The authors who share a line with the date: "Talha Demirel | 12.02.2019"."""
    before = mark.unit.text[: mark.dates[0].start] if mark.dates else ""
    credited = parse_credits(before.strip(" |,;•·–-"), lexicon)
    if credited:
        return credited.people
    return names_in_byline([before], lexicon, desks=False) if "|" in before else ()


def reporters(dateline: Dateline | None, lexicon: Lexicon) -> list[Person]:
    """The reporters whom a dateline names."""
    if dateline is None or not dateline.byline:
        return []
    return names_in_byline([f"By: {dateline.byline}"], lexicon, desks=False)
