"""Who is credited in a dispatch, and which lines say nothing besides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.credits import Credited, is_name, parse_credits, split_names
from dispatchkit.fold import fold
from dispatchkit.model import ROLES, Label, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.label import Mark
    from dispatchkit.profiles.matcher import Hit

# Lines of the story credit nobody: "By Ada Finch" may be a crosshead of it.
_STORY = (Label.TEXT, Label.CROSSHEAD, Label.LIST, Label.TABLE)


def people_of(marks: Sequence[Mark]) -> tuple[list[Person], set[int]]:
    """Everyone credited, and the indices of lines that hold nothing besides."""
    people: list[Person] = []
    spent: set[int] = set()
    for at, mark in enumerate(marks):
        if mark.label in _STORY:
            continue
        found, whole = _credited(mark)
        people += found
        if whole:
            spent.add(at)
    return people, spent


def _credited(mark: Mark) -> tuple[list[Person], bool]:
    """The people that one line names, and whether the line says nothing else."""
    if mark.credited is not None:
        return list(mark.credited.people), not mark.credited.residue
    if mark.hit is not None:
        named = people_in(mark.hit)
        return list(named.people), not named.residue and (bool(named.people) or mark.label is not Label.CREDIT)
    if mark.label is Label.BYLINE:
        credited = parse_credits(mark.unit.text) or split_names(mark.unit.text, "author")
        return (list(credited.people), not credited.residue) if credited else ([], False)
    if mark.label is Label.DATE and mark.dates:
        return beside_date(mark), True
    return [], True


def beside_date(mark: Mark) -> list[Person]:
    """The author who shares a line with the date: "Talha Demirel | 12.02.2019"."""
    before = mark.unit.text[: mark.dates[0].start].strip(" |,;•·–-")
    credited = parse_credits(before)
    if credited:
        return list(credited.people)
    names = [name for name in re.split(r"\s*,\s*", before) if name]
    bar = "|" in mark.unit.text[: mark.dates[0].start]
    return [Person(name=name, role="author") for name in names] if bar and names and all(is_name(name) for name in names) else []


def unique(people: Sequence[Person]) -> tuple[Person, ...]:
    """Everyone once. Who is an author is no contributor besides; an editor or photographer may also be an author."""
    seen: dict[tuple[str, str], Person] = {}
    for person in people:
        seen.setdefault((fold(person.name), person.role), person)
    return tuple(seen.values())


def people_in(hit: Hit) -> Credited:
    """The people whom the groups of a rule name, and what of the groups is no name."""
    found: list[Person] = []
    residue = ""
    for role in ROLES:
        if role in hit.groups:
            credited = split_names(hit.groups[role], role) or parse_credits(hit.groups[role])
            found += credited.people if credited else ()
            residue += credited.residue if credited else hit.groups[role]
    return Credited(tuple(found), residue)
