"""The rules about all inputs together, and their findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.agencies import lexicon
from dispatchkit.lint.deck import Deck, Match
from dispatchkit.lint.engine import fingerprint
from dispatchkit.lint.finding import Finding
from dispatchkit.lint.rule import rules
from dispatchkit.lint.settings import Settings, chosen, ignored_in, is_named, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.lint.card import Card


def check_across(cards: Iterable[Card], settings: Settings) -> Iterator[Finding]:
    """The findings about all inputs together, by path and place."""
    deck = Deck(cards)
    with lexicon.using(settings.own):
        found = [
            _finding(rule.code, match, settings)
            for rule in chosen(settings)
            if rule.scope == "run"
            for match in rule.run(deck)
            if _wanted(rule.code, match.card, settings)
        ]
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in sorted(
        found, key=lambda finding: (finding.path, finding.place, finding.code, finding.message)
    ):
        key = (finding.path, finding.code, finding.message)
        seen[key] += 1
        yield finding._replace(
            fingerprint=fingerprint(f"{finding.code}\0{finding.message}", seen[key])
        )


def _wanted(code: str, card: Card, settings: Settings) -> bool:
    agency = card.agency or lexicon.GENERIC
    facts = lexicon.index().facts.get(agency)
    by_agency = (
        *settings.per_agency_ignores.get(agency, ()),
        *(facts.ignored if facts else ()),
    )
    return not is_named(code, ignored_in(card.path, settings)) and not is_named(code, by_agency)


def _finding(code: str, match: Match, settings: Settings) -> Finding:
    rule, card = rules()[code], match.card
    return Finding(
        path=card.path,
        code=code,
        name=rule.name,
        severity=severity_of(rule, settings) or match.severity or rule.severity,
        message=match.message,
        place=card.place,
        index=card.index,
        agency=card.agency,
        excerpt=card.excerpt,
        fingerprint="",
    )
