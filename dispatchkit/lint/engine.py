"""One input through the rules: its findings in order, and the cards of its dispatches for the rules
about all inputs.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lifecycle.standing import card_of
from dispatchkit.lint.finding import Change, Finding, Fix, Hit, Remedy, Severity
from dispatchkit.lint.fixes import Fixed, fix_source
from dispatchkit.lint.hits import Found, active_in, agency_of, found_in
from dispatchkit.lint.made import finding_of, fingerprint
from dispatchkit.lint.scopes import RunRule
from dispatchkit.lint.settings import is_named
from dispatchkit.model import Line
from dispatchkit.text.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.compare.card import Card
    from dispatchkit.lint.rule import Rule
    from dispatchkit.lint.traced import Source, Story
    from dispatchkit.text.places import Excerpt, Place


class Fixable(NamedTuple):
    """How many fixes would be made to an input now: of the safe ones alone, and of all."""

    safe: int = 0
    all: int = 0


class Checked(NamedTuple):
    """The result for one input: findings in the order of the source, a card for each dispatch if
    the rules about all inputs run, and what could be fixed now.
    """

    path: str
    findings: tuple[Finding, ...]
    cards: tuple[Card, ...]
    fixable: Fixable


def check_source(source: Source) -> Checked:
    """The findings of one input, with the number of fixes that would be made."""
    found = found_in(source)
    if not any(one.hit.fix for one in found):
        return _checked(source, findings(source, found), Fixable())
    fixed = fix_source(
        source, unsafe=any(one.hit.fix and not one.hit.fix.safe for one in found), found=found
    )
    return _checked(
        source,
        _without_refused(findings(source, found), fixed),
        Fixable(fixed.safe, fixed.fixes.total()),
    )


def check_fixed(fixed: Fixed, *, unsafe: bool) -> Checked:
    """The findings that are left in an input after its fixes. *unsafe*: the unsafe fixes were made
    too.
    """
    left = findings(fixed.source, fixed.found)
    if unsafe or all(one.hit.fix is None or one.hit.fix.safe for one in fixed.found):
        return _checked(fixed.source, _without_refused(left, fixed), Fixable())
    further = fix_source(fixed.source, unsafe=True, found=fixed.found)
    return _checked(
        fixed.source, _without_refused(left, further), Fixable(further.safe, further.fixes.total())
    )


def _without_refused(told: Iterable[Finding], fixed: Fixed) -> Iterator[Finding]:
    """The findings *told*; where a fix was refused, the reason takes its place. A finding is known
    by its fingerprint, wherever its line has moved.
    """
    after = list(findings(fixed.source, fixed.found)) if fixed.refused else []
    refused = {after[at].fingerprint: why for at, why in fixed.refused.items()}
    for one in told:
        why = refused.get(one.fingerprint) if one.fix else None
        yield one._replace(fix=None, refused=why) if why else one


def _checked(source: Source, told: Iterable[Finding], fixable: Fixable) -> Checked:
    """The result for one input with the findings *told*."""
    compares = any(isinstance(rule, RunRule) for rule in active_in(source))
    return Checked(source.path, tuple(told), tuple(_cards(source)) if compares else (), fixable)


def _cards(source: Source) -> Iterator[Card]:
    """The cards of the dispatches."""
    places = source.places
    for story in source.stories:
        if story.dispatch:
            begin = story.start
            yield card_of(
                story.dispatch, source.special, places.place(begin, begin), places.excerpt(begin)
            )


def findings(source: Source, found: Iterable[Found]) -> Iterator[Finding]:
    """Findings out of hits: with their places, severity by the settings, and a fingerprint."""
    places = source.places
    seen: Counter[str] = Counter()
    for rule, hit, story in found:
        place, excerpt = _placed(hit, source)
        key = f"{rule.code}\0{'' if hit.start == hit.end else ' '.join(excerpt.text.split())}"
        seen[key] += 1
        dispatch = story.dispatch if story else None
        yield finding_of(
            rule,
            hit.message + _where(source, story),
            source.settings,
            path=source.path,
            place=place,
            excerpt=excerpt,
            fingerprint=fingerprint(key, seen[key]),
            severity=_severity(rule, hit, story),
            index=dispatch.index if dispatch else None,
            agency=agency_of(story),
            fix=hit.fix and _remedy(hit.fix, places),
            refused=hit.refused,
        )


def _placed(hit: Hit, source: Source) -> tuple[Place, Excerpt]:
    """Where a hit is, and the line that it begins in."""
    if hit.at is None:
        return source.places.place(hit.start, hit.end), source.places.excerpt(hit.start)
    line, column = hit.at
    places = Places([Line(line, 0, source.file_line(line), "")])
    return places.place(column - 1, column - 1), places.excerpt(column - 1)


def _where(source: Source, story: Story | None) -> str:
    """Which item of an input a finding is in, where the line does not say it."""
    return f" [{story.part.reason}]" if source.by_item and story else ""


def _severity(rule: Rule, hit: Hit, story: Story | None) -> Severity | None:
    """The severity of a hit by itself: info where its agency always prints such a thing, else what
    the hit says; None if it says nothing.
    """
    usual = story.facts.usual if story else ()
    return "info" if is_named(rule.code, usual) else hit.severity


def _remedy(fix: Fix, places: Places) -> Remedy:
    changes = tuple(Change(places.place(edit.start, edit.end), edit.text) for edit in fix.edits)
    return Remedy("safe" if fix.safe else "unsafe", changes, fix.encoding)
