"""The rules about all inputs together, and their findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.compare.deck import position
from dispatchkit.lifecycle.ledger import Ledger
from dispatchkit.lint.made import finding_of, fingerprint
from dispatchkit.lint.scopes import RunRule
from dispatchkit.lint.settings import Settings, chosen, ignored_in, is_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.compare.card import Card
    from dispatchkit.lint.finding import Finding, Match
    from dispatchkit.lint.rule import Rule
    from dispatchkit.text.places import Place


def check_across(cards: Iterable[Card], settings: Settings) -> Iterator[Finding]:
    """The findings about all inputs together, by path and place."""
    ledger = Ledger(sorted(cards, key=position))
    found = [
        (rule, match)
        for rule in chosen(settings)
        if isinstance(rule, RunRule)
        for match in rule.run(ledger)
        if _wanted(rule.code, match.card, settings)
    ]
    seen: Counter[tuple[str, str, str]] = Counter()
    for rule, match in sorted(found, key=_position):
        card = match.card
        # The message names another input and may hold figures, which change while the finding is
        # the same.
        line = " ".join(card.excerpt.text.split())
        key = (card.path, rule.code, line)
        seen[key] += 1
        yield finding_of(
            rule,
            match.message,
            settings,
            path=card.path,
            place=card.place,
            excerpt=card.excerpt,
            fingerprint=fingerprint(f"{rule.code}\0{line}", seen[key]),
            severity=match.severity,
            index=card.index,
            agency=card.agency,
        )


def _position(found: tuple[Rule, Match]) -> tuple[str, Place, str, str]:
    """The key by which findings about all inputs are sorted."""
    rule, match = found
    return match.card.path, match.card.place, rule.code, match.message


def _wanted(code: str, card: Card, settings: Settings) -> bool:
    """Whether neither the settings nor the profile of its agency excuses a dispatch from a rule."""
    agency = card.agency or GENERIC
    facts = settings.lexicon.facts.get(agency)
    by_agency = (
        *settings.per_agency_ignores.get(agency, ()),
        *(facts.ignored if facts else ()),
    )
    return not is_named(code, ignored_in(card.path, settings)) and not is_named(code, by_agency)
