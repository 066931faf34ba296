"""The way from dumps to a profile: read, compare, draft, try, drop what does harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit import proof
from dispatchkit.agencies.schema import DATELINES
from dispatchkit.errors import NoDispatch
from dispatchkit.learning import facts as facts_of
from dispatchkit.learning.account import Account
from dispatchkit.learning.detecting import detects_in
from dispatchkit.learning.dumps import FEW, Dumps
from dispatchkit.learning.ends import ends_in
from dispatchkit.learning.finding import MAY_BE_NEWS, found_in
from dispatchkit.learning.inventing import invented
from dispatchkit.learning.measured import counted
from dispatchkit.learning.trial import Trial
from dispatchkit.learning.written import Facts, kept_in_file, listed, profile, unnamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.learning.drafts import Draft
    from dispatchkit.learning.finding import Doubt
    from dispatchkit.learning.reading import Outcome, Readings
    from dispatchkit.learning.seen import Seen

# What is said where the dumps are few.
FEW_DUMPS = f"Few dumps: more can be learned from {FEW} or more."
# More dispatches than these teach nothing new, and cost memory.
MOST = 2000
# Every third dump is held out to test what the others taught.
_HELD_OUT = 3
# Forms of datelines are tried on so many dumps, and this share must have them.
_SAMPLE, _FORMED = 16, 0.4
# So many of these may be read worse with a credit: whether it is kept shows when all are read.
_HARMED = 0.2
# Where so many have one, no further form is tried.
_FILED = 0.9
# A line of its own, a credit without a mark: what the dumps show by themselves is not asked for.
_FORMS = tuple(form for form in DATELINES if form != "open")
# So many credits are tried.
_CREDITS = 4
# The file names so many lines that were left out, and of each so many characters.
_DOUBTS, _SHOWN = 20, 120


class Asked(NamedTuple):
    """What the caller knows of the agency."""

    id: str
    name: str | None = None
    country: str | None = None
    timezone: str | None = None
    extends: str | None = None


class NothingToLearn(NoDispatch):
    """No input holds a dispatch; *problems* are those of inputs."""

    def __init__(self, message: str, problems: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class Learned(NamedTuple):
    """A learned profile: its TOML, its drafts, those that were dropped with what they took, and how
    the dumps are read without and with it; *distinct* is how many of them repeat no other one,
    *problems* are those of inputs.
    """

    id: str
    text: str
    drafts: tuple[Draft, ...]
    dropped: tuple[tuple[Draft, str], ...]
    before: tuple[Seen, ...]
    after: tuple[Seen, ...]
    distinct: int
    problems: tuple[tuple[str, str], ...] = ()
    examples_missing: tuple[Draft, ...] = ()
    lost: tuple[str, ...] = ()
    credited: bool = False

    @property
    def rules(self) -> int:
        """How many rules the profile has."""
        return len(listed(self.drafts))

    @property
    def few(self) -> bool:
        """Whether the dumps were few."""
        return self.distinct < FEW

    @property
    def proves(self) -> bool:
        """Whether a rule or a credit proves the sender."""
        return any(draft.table == "detect" for draft in self.drafts) or self.credited


def learn(
    readings: Readings,
    asked: Asked,
    choose: Callable[[Sequence[Draft], Dumps], Sequence[Draft]] | None = None,
    *,
    invent: bool = False,
    tell: Callable[[str], None] | None = None,
) -> Learned:
    """The profile of the agency that sent the inputs. *choose* may leave out drafts, or change
    them; *tell* is told what was read, what was left out and why, and how long it took. NoDispatch
    if there is none to learn from; ProfileError if the profile that is extended cannot be used.
    """
    account = Account(tell)
    seen, problems = _read(readings, account)
    if not seen:
        raise NothingToLearn("no dispatch to learn from", tuple(problems))
    dumps = Dumps(seen)
    account.compared(dumps)
    trial = Trial(readings, dumps)
    facts = _facts(readings, dumps, asked, trial)
    names = facts.names
    refuted = _refuted(dumps, names)
    doubts: list[Doubt] = []
    drafts = [draft for draft in found_in(dumps, names, doubts) if draft.key not in refuted]
    drafts += ends_in(dumps)
    account.searched(drafts, doubts, facts)
    chosen = list(choose(drafts, dumps) if choose else drafts)
    chosen, missing = invented(chosen) if invent else (chosen, [])
    chosen = _proved(facts, chosen)

    def proofs(left: Sequence[Draft]) -> list[Draft]:
        found = list(detects_in(left, dumps, names))
        return _proved(facts, invented(found)[0] if invent else found)

    tried = trial.kept(facts, chosen, proofs)
    account.tried(tried.drafts, trial.dropped)
    notes = (*tried.facts.notes, *trial.notes, *_doubted(doubts, dumps.count, invent=invent))
    return Learned(
        facts.id,
        profile(tried.facts._replace(notes=notes), tried.drafts),
        tuple(tried.drafts),
        tuple(trial.dropped),
        tuple(seen),
        tuple(one for outcome in tried.outcomes for one in outcome.found),
        dumps.count,
        tuple(problems),
        tuple(missing),
        trial.lost(tried),
        credited=bool(tried.facts.credits),
    )


def _read(readings: Readings, account: Account) -> tuple[list[Seen], list[tuple[str, str]]]:
    """The dispatches of the inputs without a profile of their own, and what went wrong; the
    *account* is told of each input.
    """
    outcomes: list[Outcome] = []
    left = MOST
    for item, outcome in zip(readings.inputs, readings.plain(), strict=True):
        account.read(item, outcome, left)
        found = outcome.found[:left]
        left -= len(found)
        outcomes.append(outcome._replace(found=found))
    ranked = readings.ranked(outcomes)
    seen = [one for _, outcome in ranked for one in outcome.found]
    problems = [(item.name, outcome.problem) for item, outcome in ranked if outcome.problem]
    return seen, sorted(problems)


def _doubted(doubts: Iterable[Doubt], count: int, *, invent: bool) -> Iterator[str]:
    """What the file says of lines that were left out, the commonest first; without them where texts
    may not be copied.
    """
    ranked = sorted(set(doubts), key=lambda doubt: (-doubt.support, doubt.text))
    news = [doubt for doubt in ranked if doubt.why == MAY_BE_NEWS]
    for doubt in news[:_DOUBTS]:
        line = "a line" if invent else repr(doubt.text[:_SHOWN])
        yield f"Left out because it may be news: {line} (in {doubt.support} of {count} dumps)."


def _refuted(dumps: Dumps, names: Sequence[str]) -> set[tuple[str, str, str]]:
    """What would be learned from two thirds of the dumps and hits sentences of the others."""
    held = Dumps(one for at, one in enumerate(dumps.dumps) if at % _HELD_OUT == 0)
    others = Dumps(one for at, one in enumerate(dumps.dumps) if at % _HELD_OUT)
    if others.count < FEW:
        return set()
    return {
        draft.key
        for draft in found_in(others, names)
        if any(map(draft.rule().hits, held.story)) and draft.kind != "line"
    }


# --- facts ---------------------------------------------------------------------------------------


def _facts(readings: Readings, dumps: Dumps, asked: Asked, trial: Trial) -> Facts:
    """The facts of the agency: what the caller says, and what the dumps show."""
    facts = Facts(
        id=asked.id,
        name=asked.name or asked.id,
        languages=facts_of.languages(dumps.dumps) or ("und",),
        country=asked.country,
        timezone=asked.timezone,
        extends=asked.extends,
        source=f"learned from {counted(dumps.count, 'dump')}",
        notes=tuple(_notes(dumps, asked)),
    )
    search = _FactSearch(readings, trial)
    facts = search.credited(dumps, facts, named=asked.name is not None)
    return search.filed(facts)


def _notes(dumps: Dumps, asked: Asked) -> Iterable[str]:
    """What the file says of its making, and of what a profile cannot hold."""
    number = counted(dumps.count, "dump")
    yield f"Proposed by `dispatchkit learn` from {number}. Read it before you use it."
    if dumps.count < FEW:
        yield FEW_DUMPS
    if asked.name is None:
        yield "name: no dump says for certain what the agency calls itself; fill it in here."
    yield f"Encodings of the dumps: {facts_of.encodings(dumps.all)}."
    if offsets := facts_of.offsets(dumps.dumps):
        yield f"Its dates give the UTC offsets {', '.join(offsets)}."


class _FactSearch:
    """The search for facts that let the reading find more datelines in a few of the dumps."""

    def __init__(self, readings: Readings, trial: Trial) -> None:
        self._readings = readings
        self._trial = trial

    def credited(self, dumps: Dumps, facts: Facts, *, named: bool) -> Facts:
        """The *facts* with the credits that show in datelines; the first of them is the name where
        nobody has *named* the agency.
        """
        credits_ = facts_of.credits_in(dumps.dumps, dumps.support)[:_CREDITS]
        # The id counts as a name, and may be the credit that is to be found.
        without = facts if named else facts._replace(name=unnamed(facts.id))
        best = self._crediting(without) if credits_ else 0
        for credit in credits_:
            other = facts_of.foreign(credit)
            tried = (
                facts._replace(ambiguous=(*facts.ambiguous, credit))
                if other
                else facts._replace(credits=(*facts.credits, credit))
            )
            if not other and not named and not facts.credits:
                tried = tried._replace(name=credit)
            found = self._crediting(tried)
            if found > best and _is_fine(tried):
                facts, best = tried, found
        return facts

    def filed(self, facts: Facts) -> Facts:
        """The *facts* with the forms of datelines without a credit that many dumps have."""
        outcomes = self._tried(facts)
        most = self._trial.harmed(facts, outcomes)
        found = _filed(outcomes)
        if found >= _FILED * self._sample:
            return facts
        for form in _FORMS:
            tried = facts._replace(datelines=(*facts.datelines, form))
            outcomes = self._tried(tried)
            if self._trial.harmed(tried, outcomes) > most:
                continue
            gained = _filed(outcomes)
            if gained - found >= _FORMED * self._sample:
                facts, found = tried, gained
        return facts

    @property
    def _sample(self) -> int:
        """How many dumps are tried."""
        return min(_SAMPLE, len(self._readings.inputs))

    def _crediting(self, facts: Facts) -> int:
        """How many dumps credit the agency in their datelines; -1 if the *facts* do harm to more
        than a few.
        """
        outcomes = self._tried(facts)
        fine = self._trial.harmed(facts, outcomes) <= _HARMED * self._sample
        return facts_of.agencies_found(_all(outcomes), facts.id) if fine else -1

    def _tried(self, facts: Facts) -> list[Outcome]:
        return self._readings.tried(profile(facts, []), facts.id, most=_SAMPLE)


def _filed(outcomes: Sequence[Outcome]) -> int:
    """How many dispatches have a dateline."""
    return sum("dateline" in one.fields for one in _all(outcomes))


def _all(outcomes: Sequence[Outcome]) -> list[Seen]:
    """The dispatches of all inputs."""
    return [one for outcome in outcomes for one in outcome.found]


# --- the proof -----------------------------------------------------------------------------------


def _is_fine(facts: Facts) -> bool:
    """Whether a profile of these facts alone is fine."""
    return not _problems(profile(facts, []), facts.id)


def _proved(facts: Facts, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that ``profile check`` takes, by themselves and together."""
    kept = list(drafts)
    if _problems(profile(facts, kept), facts.id):
        kept = [draft for draft in kept if not _problems(profile(facts, [draft]), facts.id)]
    return _together(facts, [], kept)


def _together(facts: Facts, kept: list[Draft], more: list[Draft]) -> list[Draft]:
    """The drafts that were *kept* and those of *more* that ``profile check`` takes beside them:
    all, else by halves.
    """
    if not _problems(profile(facts, [*kept, *more]), facts.id):
        return [*kept, *more]
    if len(more) < 2:
        return kept
    half = len(more) // 2
    return _together(facts, _together(facts, kept, more[:half]), more[half:])


def _problems(text: str, name: str) -> list[str]:
    """What ``profile check`` says of a profile."""
    with kept_in_file(text, name) as path:
        return proof.check(path)
