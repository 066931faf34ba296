"""A proposed profile tried on the dumps that it was learned from: what does harm is dropped.

All is tried at once first. Where something is lost, the dumps that lost it are read again with
ever fewer of the rules, so that the one that does it is found by trial and not by guesswork.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.learning.drafts import HEADING
from dispatchkit.learning.harm import Keeper
from dispatchkit.learning.measured import counted
from dispatchkit.learning.written import profile, unnamed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from dispatchkit.learning.drafts import Draft
    from dispatchkit.learning.dumps import Dumps
    from dispatchkit.learning.harm import Harm
    from dispatchkit.learning.reading import Outcome, Readings
    from dispatchkit.learning.written import Facts

# After so many rounds in which rules were found to do harm, all that meet the lines of dumps which
# still lose something are dropped.
_ROUNDS = 5
# So many dumps are read again with fewer rules.
_DUMPS = 4
# A credit that was found is kept where this share of the dumps, or less, is read worse with it.
_MISREAD = 0.1
# Labels of lines whose neighbours are taken with them.
_LEADING = (*HEADING, Label.CAPTION)
_DATED = "(?P<published>"


class Tried(NamedTuple):
    """A profile that was tried: its facts, its rules, how the dumps are read with it, and what is
    lost all the same.
    """

    facts: Facts
    drafts: list[Draft]
    outcomes: list[Outcome]
    harms: tuple[Harm, ...] = ()


class Trial:
    """The trial of drafts: *dumps* were read without them."""

    def __init__(self, readings: Readings, dumps: Dumps) -> None:
        self._readings = readings
        self._keeper = Keeper(dumps)
        self._excused: set[Harm] = set()
        self.dropped: list[tuple[Draft, str]] = []
        self.notes: list[str] = []

    def harmed(self, facts: Facts, outcomes: Sequence[Outcome]) -> int:
        """How many dumps are read worse with *facts* alone, of some that were read with them."""
        return len({harm.path for harm in self._keeper.harms(outcomes, facts)})

    def kept(
        self,
        facts: Facts,
        drafts: Sequence[Draft],
        more: Callable[[Sequence[Draft]], Sequence[Draft]],
    ) -> Tried:
        """The profile of the *facts* and *drafts* without what does harm; *more* makes the rules
        that follow from others.
        """
        facts = self._mildest(facts)
        left = sorted(drafts, key=lambda draft: -draft.support)
        for number in range(_ROUNDS + 1):
            tried = self._tried(facts, [*left, *more(left)])
            if not tried.harms:
                return tried
            if number < _ROUNDS:
                left = self._mended(facts, left, tried.harms)
            else:
                left = self._unmet(left, tried.harms)
        tried = self._tried(facts, [*left, *more(left)])
        if not tried.harms:
            return tried
        self.dropped += [(draft, tried.harms[0].lost) for draft in left]
        return self._tried(facts, [])

    def lost(self, tried: Tried) -> tuple[str, ...]:
        """What is lost with a profile, whoever is to blame."""
        return tuple(harm.lost for harm in self._keeper.harms(tried.outcomes, tried.facts))

    def _tried(
        self, facts: Facts, drafts: list[Draft], only: Collection[str] | None = None
    ) -> Tried:
        """What a profile does; to the dumps of *only* these paths, where some are given."""
        outcomes = self._readings.tried(profile(facts, drafts), facts.id, only)
        harms = set(self._keeper.harms(outcomes, facts)) - self._excused
        return Tried(
            facts, drafts, outcomes, tuple(sorted(harms, key=lambda harm: (harm.lost, harm.path)))
        )

    def _mildest(self, facts: Facts) -> Facts:
        """The *facts* without those that do harm by themselves; harm that no choice of facts avoids
        is excused.
        """
        harms = self._tried(facts, []).harms
        if not harms:
            return facts
        paths = {harm.path for harm in harms}
        if facts.credits and len(paths) <= _MISREAD * len(self._readings.inputs):
            self.notes.append(_misread(facts, len(paths), harms[0].lost))
            self._excused = set(harms)
            return facts
        for milder in _fewer(facts):
            if not self._tried(milder, [], paths).harms:
                self.notes.append(_left_out(facts, milder, harms[0].lost))
                return milder
        # That a sender is known at all does this, and no rule is to blame.
        self._excused = set(harms)
        return facts

    def _mended(self, facts: Facts, left: Sequence[Draft], harms: Sequence[Harm]) -> list[Draft]:
        """The drafts without those that do the *harms*; one that does it by what follows its lines
        takes these alone from now on.
        """
        apart = self._without_takers(left, {harm.lost for harm in harms})
        if len(apart) < len(left):
            return apart
        paths = set(list(dict.fromkeys(harm.path for harm in harms))[:_DUMPS])
        lines = self._keeper.lines(paths)
        met = [any(map(draft.rule().hits, lines)) for draft in left]
        found = [draft for draft, hit in zip(left, met, strict=True) if not hit]
        hits = [draft for draft, hit in zip(left, met, strict=True) if hit]
        return [*self._added(facts, [], hits, paths), *found]

    def _without_takers(self, left: Sequence[Draft], lost: Collection[str]) -> list[Draft]:
        """The drafts that do not hit the very lines that are lost: those need no trial."""
        kept = []
        for draft in left:
            taken = min(filter(draft.rule().hits, lost), default=None)
            if taken is None:
                kept.append(draft)
            else:
                self.dropped.append((draft, taken))
        return kept

    def _added(
        self, facts: Facts, kept: list[Draft], more: list[Draft], paths: Collection[str]
    ) -> list[Draft]:
        """The drafts that were *kept* and those of *more* that do no harm beside them: tried
        together, then by halves.
        """
        harms = self._tried(facts, [*kept, *more], paths).harms
        if not harms:
            return [*kept, *more]
        if len(more) > 1:
            half = len(more) // 2
            return self._added(
                facts, self._added(facts, kept, more[:half], paths), more[half:], paths
            )
        milder = [_milder(draft) for draft in more]
        if milder != more and not self._tried(facts, [*kept, *milder], paths).harms:
            return [*kept, *milder]
        self.dropped += [(draft, harms[0].lost) for draft in more]
        return kept

    def _unmet(self, left: Sequence[Draft], harms: Sequence[Harm]) -> list[Draft]:
        """The drafts that hit no line of the dumps that lose something."""
        lines = self._keeper.lines({harm.path for harm in harms})
        kept = []
        for draft in left:
            if any(map(draft.rule().hits, lines)):
                self.dropped.append((draft, harms[0].lost))
            else:
                kept.append(draft)
        return kept


def _fewer(facts: Facts) -> Iterator[Facts]:
    """The *facts* with fewer of what the grammar reads datelines by, the mildest loss first."""
    yield facts._replace(datelines=())
    yield facts._replace(credits=(), ambiguous=())
    yield facts._replace(credits=(), ambiguous=(), datelines=())
    # A name is a credit too; this is none that a dateline has.
    nameless = facts._replace(name=unnamed(facts.id))
    yield nameless
    yield nameless._replace(credits=(), ambiguous=())
    yield nameless._replace(credits=(), ambiguous=(), datelines=())


def _misread(facts: Facts, dumps: int, lost: str) -> str:
    """What the file says of credits that are kept though a few dumps are read worse with them."""
    some = counted(dumps, "dump is", "dumps are")
    return f"With the credit {', '.join(facts.credits)} {some} read worse, e.g. {lost[:80]!r}."


def _left_out(facts: Facts, milder: Facts, lost: str) -> str:
    """What the file says of facts that were left out."""
    before = facts._asdict()
    names = [name for name, value in milder._asdict().items() if value != before[name]]
    values = [
        f"{name} {', '.join(value) if isinstance(value, tuple) else value}"
        for name in names
        if (value := before[name])
    ]
    return f"Left out because it changes how {lost[:80]!r} is read: {'; '.join(values)}."


def _milder(draft: Draft) -> Draft:
    """The rule for its own lines alone: it closes no story, heads no list and fills no date."""
    form = draft.form.replace(_DATED, "(?:")
    loose = draft.label in _LEADING or form != draft.form
    label = Label.OTHER if loose else draft.label
    return draft._replace(closes=False, label=label, form=form)
