"""The kinds of rules, by what their functions look at and what they yield.

@DispatchRule.named("DK201", "missing-headline", severity="error")
def missing_headline(story: Story) -> Iterator[Hit]: ...
"""

from __future__ import annotations

from collections.abc import Iterable

from dispatchkit.lifecycle.ledger import Ledger
from dispatchkit.lint.finding import Entry, Hit, Match, Stale
from dispatchkit.lint.rule import RuleAbout, Scope
from dispatchkit.lint.traced import Source, Story


class InputRule(RuleAbout[Source, Hit]):
    """A rule about an input as a whole: its bytes, its text, its lines."""

    scope = Scope.INPUT


class DispatchRule(RuleAbout[Story, Hit]):
    """A rule about each dispatch of an input."""

    scope = Scope.DISPATCH


class RunRule(RuleAbout[Ledger, Match]):
    """A rule about all dispatches of a run together."""

    scope = Scope.RUN


class BaselineRule(RuleAbout[Iterable[Entry], Stale]):
    """A rule about the entries of a baseline that no finding met."""

    scope = Scope.BASELINE
