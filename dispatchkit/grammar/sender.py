"""Who sent a dispatch, with the evidence: printed credits, and what only one agency prints, as its
profile says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.credits import opening
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.names import PLACED_RE, is_person, is_place_name, items_of
from dispatchkit.model import Agency
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.scripts import is_southeast_asian
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatchkit.agencies.keywords import SmoothLines
    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.agencies.matcher import Hit
    from dispatchkit.grammar.dateline import Found
    from dispatchkit.text.units import Unit

# One proof is enough, and two different hints are a proof: an agency prints its forms together, a
# story about it only one.
_POINTS = {"proof": 2, "hint": 1}
_ENOUGH = 2
# Proofs at the head stand within this many logical lines, menus included; those at the tail in the
# last half, because junk may follow.
_HEAD_UNITS = 80
# A pattern with a line break in it is tried on this many logical lines at once (date line, repeated
# headline, place).
_WINDOW = 3


class Detection(NamedTuple):
    """The profile to read with, who issued the dispatch, and the evidence in sentences."""

    profile: str
    agency: Agency | None
    evidence: tuple[str, ...]


def sender(
    units: Sequence[Unit],
    smoothed: SmoothLines,
    datelines: dict[int, Found],
    language: str | None,
    lexicon: Lexicon,
    *,
    profile: str | None,
    stated: str | None = None,
) -> Detection:
    """The sender of *units*: the one whose *profile* the caller names, else the one whose profile
    is *stated* by the envelope, else the one that credits and forms of print show. *smoothed* are
    the texts of the units, to be searched; *datelines* are given by the index of their unit. Raises
    UnknownProfile if there is no such *profile*.
    """
    named = profile or stated
    if named is None:
        return _detected(units, smoothed, datelines, language, lexicon)
    facts = lexicon.facts_of(named)
    agency = None if named == GENERIC else Agency(id=facts.id, name=facts.name)
    why = "was named by the caller" if profile else "is that of the sender whom the envelope states"
    return Detection(named, agency, (f"the profile {why}",))


def _detected(
    units: Sequence[Unit],
    smoothed: SmoothLines,
    datelines: dict[int, Found],
    language: str | None,
    lexicon: Lexicon,
) -> Detection:
    """The agency that credits, labelled lines and the forms of profiles show; else the generic
    profile, with any hints as evidence.
    """
    points: dict[str, int] = {}
    evidence: dict[str, list[str]] = {}
    _from_rules(units, smoothed, lexicon, points, evidence)
    stated = []
    for agency, reason in _stated(units, datelines, language, lexicon, points):
        stated.append(agency)
        points[agency] = points.get(agency, 0) + _ENOUGH
        evidence.setdefault(agency, []).append(reason)
    enough = [agency for agency, score in points.items() if score >= _ENOUGH]
    if not enough:
        hints = tuple(
            f"{agency}: only {'; '.join(reasons)}" for agency, reasons in evidence.items()
        )
        return Detection(GENERIC, None, hints or ("no credit, footer or form of a known agency",))
    best = max(enough, key=lambda agency: (points[agency], agency in stated[:1]))
    return Detection(
        best,
        Agency(id=best, name=lexicon.facts[best].name),
        tuple(f"{best}: {reason}" for reason in evidence[best]),
    )


def _stated(
    units: Sequence[Unit],
    datelines: dict[int, Found],
    language: str | None,
    lexicon: Lexicon,
    points: dict[str, int],
) -> Iterator[tuple[str, str]]:
    """What are proofs, with the reason as a sentence: the first agency of the first dateline that
    prints a credit, the one that a labelled line names as the source, and the one whose credit
    closes a line near the end.
    """
    for at, found in sorted(datelines.items()):
        printed = [agency for agency in found.dateline.agencies if agency in lexicon.facts]
        if printed:
            agency = _namesake(printed[0], language, lexicon, points)
            number = units[at].lines[0].number
            yield agency, f"line {number} prints its credit: {found.dateline.text!r}"
            break
    if named := _named_source(units, lexicon):
        yield named, "a labelled line names it as the source"
    for unit in units[-_TAIL_UNITS:]:
        if closing := closing_agency(unit.text, lexicon, language):
            number = unit.lines[-1].number
            yield closing.agency, f"line {number} closes with its credit: {closing.printed!r}"
            break
        name, *places = PLACED_RE.split(unit.text)
        credited = lexicon.credited(name, as_printed=True) if len(places) == 1 else None
        if credited and len(unit.text) <= _LONGEST_CLOSING and is_place_name(places[0].strip(" .")):
            yield credited, f"line {unit.lines[-1].number} is its credit and a place"
            break
    yield from _owner(units, lexicon)


def _owner(units: Sequence[Unit], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The agency that the line of rights below a story names in full, and nobody else: "© 2021
    Agence France-Presse", "All rights reserved © Bernama National News Agency".
    """
    for unit in units[-_TAIL_UNITS:]:
        if "©" not in unit.text or len(unit.text) > _LONGEST_RIGHTS:
            continue
        parts = [part.strip(" .") for part in _RIGHTS_RE.split(unit.text)]
        named = {lexicon.credited(part, as_printed=True) for part in parts if " " in part} - {None}
        if len(named) == 1:
            yield named.pop() or "", f"line {unit.lines[-1].number} says that it has the rights"
            return


def _namesake(agency: str, language: str | None, lexicon: Lexicon, points: dict[str, int]) -> str:
    """The one that is meant of those that print the credit of *agency*: the one whose other forms
    earned most *points*, else one that writes in *language*: APA of Vienna and of Baku.
    """
    printed = {fold(form) for form in lexicon.facts[agency].credits}
    sharing = [
        other
        for other, about in lexicon.facts.items()
        if about.ambiguous and not printed.isdisjoint(about.ambiguous)
    ]

    def likelihood(one: str) -> tuple[int, bool]:
        return points.get(one, 0), language is None or language in lexicon.facts[one].languages

    return max((agency, *sharing), key=likelihood)


def _from_rules(
    units: Sequence[Unit],
    smoothed: SmoothLines,
    lexicon: Lexicon,
    points: dict[str, int],
    evidence: dict[str, list[str]],
) -> None:
    """Add to *points* and *evidence*, by agency, what the ``detect`` rules of all profiles find.
    Each rule counts once.
    """
    table = lexicon.senders
    patterns = table.candidates(smoothed)
    windows = _windows(patterns, table.spans_lines)
    seen: set[str] = set()
    for at, unit in enumerate(units):
        hits = list(table.phrases(unit.text, unit.folded)) if table.knows(unit.folded) else []
        if at in patterns:
            hits += table.matches(unit.text, sorted(patterns[at]))
        if at in windows:
            hits += table.matches(
                "\n".join(other.text for other in units[at : at + _WINDOW]), sorted(windows[at])
            )
        for hit in hits:
            if hit.rule in seen or not _stands(hit, at, len(units)):
                continue
            seen.add(hit.rule)
            agency = hit.table
            points[agency] = points.get(agency, 0) + _POINTS[hit.weight]
            evidence.setdefault(agency, []).append(
                f"line {unit.lines[0].number} is"
                f" {'its own' if hit.weight == 'proof' else 'like its'} ({hit.rule})"
            )


def _windows(
    patterns: dict[int, set[int]], spans_lines: Callable[[int], bool]
) -> dict[int, set[int]]:
    """Those of the *patterns* of each line that span several lines, by the first line of each
    window that holds the line.
    """
    found: dict[int, set[int]] = {}
    for line, numbers in patterns.items():
        if spanning := set(filter(spans_lines, numbers)):
            for begin in range(line - _WINDOW + 1, line + 1):
                found.setdefault(begin, set()).update(spanning)
    return found


def _stands(hit: Hit, at: int, count: int) -> bool:
    """Whether the line *at* of *count* stands where the rule of the hit wants it."""
    return hit.where == "any" or (at < _HEAD_UNITS if hit.where == "head" else at * 2 >= count - 1)


# "Monday, September 28, 2020 at 11:30 a.m. EST" has 44 characters.
_LONGEST_DATE = 50
# "(APA, red, 12.3.2015)" has 22 characters, the initials beside an agency at most five. Below the
# last paragraph stand a few buttons and links; a page's footer is no place to look.
_LONGEST_CLOSING, _LONGEST_SIGN, _TAIL_UNITS = 40, 6, 6
# What parts the owner of the rights from the sign, the years, and the words around them.
_LONGEST_RIGHTS = 160
_RIGHTS_RE = pattern(r"\s{0,4}(?:[©|,;:(]|\.\s|[-–—]\s|\d{4})[\s\d–-]*")
# "... ด้วย - สำนักข่าวไทย", "... in spring. – TNA": a dash and the credit close a paragraph.
_DASHED_RE = pattern(r"(?P<last>\S)\s{1,3}(?P<credit>[-–—]{1,2}\s?(?P<name>[^-–—().]{2,40}))\Z")
_STOPS = tuple('.!?…"”»“’')
_WORD_RE = pattern(r"[^\W\d_]+")
# What parts a credit from the date beside it.
_AROUND_CREDIT = " =/|·•,;–—-"
_BEHIND_DATE_RE = pattern(r"\s{0,3}[/|·•,;–—-]\s{0,3}[^\W\d_]")
# Labelled lines stand on top; a "Source:" further down belongs to a picture or a table.
_LABELLED_UNITS = 20


def _named_source(units: Sequence[Unit], lexicon: Lexicon) -> str | None:
    """The known agency that a line such as "Source: Agence France-Presse (AFP)" names, else one
    whose credit is a line beside the date; None if there is neither.
    """
    for unit in units[:_LABELLED_UNITS]:
        for hit in lexicon.headers.hits(unit.text, "", unit.folded, []):
            value = hit.groups.get("agency", "")
            for part in (value, *re.split(r"[()|/]", value)):
                if agency := lexicon.credited(part):
                    return agency
    return _beside_date(units, lexicon)


def _beside_date(units: Sequence[Unit], lexicon: Lexicon) -> str | None:
    """The agency whose credit is a line near the date line above a story, alone or with place or
    date, glued to the date, or right below who wrote it; or None ("EFE", "Palma", "8 may 2019";
    "AFP in Lyon"; "PTI | Updated: Jan 5, 2020"; "AFP9 juin 2021"; "PAP / 21.01.2022, 13:10"; "3 May
    2021 | Reuters"; "By Ada Finch", "Agence France-Presse").
    """
    for at, unit in enumerate(units[:_HEAD_UNITS]):
        if len(unit.text) > _LONGEST_DATE:
            continue
        agency = _credit_of_line(unit.text, lexicon, behind_date=at < _LABELLED_UNITS)
        if agency is None:
            continue
        signed = at > 0 and _names_author(units[at - 1].text, lexicon)
        if signed or any(_is_date(other.text) for other in units[max(0, at - 2) : at + 3]):
            return agency
    return None


def _credit_of_line(text: str, lexicon: Lexicon, *, behind_date: bool) -> str | None:
    """The agency whose credit begins a line, up to a place or a date, or also stands *behind* its
    *date*, where that may be; None if there is none.
    """
    first, *others = DIGIT_RE.split(text)
    names = [PLACED_RE.split(first, maxsplit=1)[0].strip(_AROUND_CREDIT)]
    if others and behind_date and _BEHIND_DATE_RE.match(others[-1]):
        names.append(others[-1].strip(_AROUND_CREDIT))
    credited = [lexicon.credited(name, as_printed=True) for name in names if name]
    return next(filter(None, credited), None)


def _names_author(text: str, lexicon: Lexicon) -> bool:
    """Whether a line opens as one that says who wrote the story, and names a person."""
    found = opening(text, lexicon)
    author = items_of(found[1])[:1] if found and found[0] == "author" else []
    return any(is_person(name.split()) for name in author)


class Closing(NamedTuple):
    """The credit of an agency in brackets that closes a paragraph, where it begins, and the date in
    it.
    """

    start: int
    agency: str
    printed: str
    date: str | None


def closing_agency(text: str, lexicon: Lexicon, language: str | None) -> Closing | None:
    """The credit of an agency that closes a paragraph in one of its languages; None if none does:
    "... told us (NTB).", "... was hurt. (APA, red, 12.3.2015)", "... was hurt. (abc/sda)", "... in
    spring. – TNA". A name's abbreviation is none: "the People's Action Party (PAP)."
    """
    if dashed := _DASHED_RE.search(text):
        return _behind_dash(dashed, lexicon, language)
    end = text.rstrip(" .")
    start = max(end.rfind("("), end.rfind("（"))
    if start < 1 or end[-1] not in ")）" or len(end) - start > _LONGEST_CLOSING:
        return None
    others = re.split(r"[,/]\s*", end[start + 1 : -1].strip())
    named = [(one, lexicon.credited(one, as_printed=True)) for one in others]
    name, agency = next((one for one in named if one[1]), ("", None))
    ends = text[:start].rstrip()[-1:] in _STOPS
    if agency is None or not (
        language in lexicon.facts[agency].languages or (ends and language is None)
    ):
        return None
    first = others[0] == name
    others.remove(name)
    dates = [other for other in others if _is_date(other)]
    signed = all(
        other in dates
        or (other.isalpha() and len(other) < _LONGEST_SIGN and (first or other.islower()))
        for other in others
    )
    spelled = "".join(word[0] for word in _WORD_RE.findall(text[:start])).lower()
    if not signed or (not ends and (others or _is_gloss(name, spelled))):
        return None
    return Closing(start, agency, end[start:], dates[0] if dates else None)


def _behind_dash(dashed: re.Match[str], lexicon: Lexicon, language: str | None) -> Closing | None:
    """The credit that stands after a sentence and a dash, in a language of its agency."""
    agency = lexicon.credited(dashed["name"].strip(), as_printed=True)
    ends = dashed["last"] in _STOPS or is_southeast_asian(dashed["last"])
    if agency is None or not ends or language not in lexicon.facts[agency].languages:
        return None
    return Closing(dashed.start("credit"), agency, dashed["credit"], None)


def _is_gloss(name: str, spelled: str) -> bool:
    """Whether a name in brackets may be short for the words before it, whose initials are
    *spelled*: its letters are among the last of them.
    """
    return set(name.lower()) <= set(spelled[-len(name) - 2 :])


def _is_date(text: str) -> bool:
    """Whether a line is a date and little else."""
    return len(text) < _LONGEST_DATE and any(
        found.year and found.month for found in find_dates(text)
    )
