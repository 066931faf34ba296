"""A proposed profile tried on the dumps that it was learned from: a rule that takes a sentence of a
story, or a field that was found without it, is dropped.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.learning.dumps import Stand
from dispatchkit.learning.written import Facts, profile
from dispatchkit.model import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.learning.drafts import Draft
    from dispatchkit.learning.dumps import Dumps, Spot
    from dispatchkit.learning.reading import Outcome, Readings
    from dispatchkit.learning.seen import Seen, SeenLine

# A rule is made milder or dropped, and the dumps are read again: so many times at most, then all
# rules that do harm are dropped at once.
_ROUNDS = 8
# Labels whose lines head lists: what follows them is taken for a part of these.
_HEADING = (Label.RELATED, Label.CONTACT, Label.COMMENT)
_FIELDS = ("headline", "byline", "published", "dateline")


class Harm(NamedTuple):
    """A line of a story, or a field, that is lost with the profile, in the dump of that path; and
    the number of the draft that is to blame.
    """

    path: str
    lost: str
    blamed: int | None


class Trial:
    """The trial of drafts: *dumps* were read without them."""

    def __init__(self, readings: Readings, dumps: Dumps) -> None:
        self._readings = readings
        self._facts = Facts("", "", ())
        self._before: defaultdict[str, list[Seen]] = defaultdict(list)
        for one in dumps.all:
            self._before[one.path].append(one)
        self._story = _sentences(dumps)
        self.dropped: list[tuple[Draft, str]] = []

    def harmless(self, facts: Facts, outcomes: Sequence[Outcome]) -> bool:
        """Whether *facts* alone do no harm, with which some of the dumps were read."""
        self._facts = facts
        return not any(self._harms(outcomes))

    def kept(self, facts: Facts, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Outcome]]:
        """The drafts that do no harm, and how the dumps are read with them and the *facts*."""
        self._facts = facts
        left = list(drafts)
        # What the name and credits of the agency change, no rule is to blame for.
        alone = self._readings.tried(profile(facts, []), facts.id)
        excused = {(harm.path, harm.lost) for harm in self._harms(alone)}
        for number in range(_ROUNDS + 1):
            outcomes = self._readings.tried(profile(facts, left, apart=True), facts.id)
            found = self._harms(outcomes)
            harms = [harm for harm in found if (harm.path, harm.lost) not in excused]
            if not harms:
                return left, outcomes
            left = self._mended(left, harms, last=number >= _ROUNDS - 1)
        return left, outcomes

    def _mended(self, left: Sequence[Draft], harms: Sequence[Harm], *, last: bool) -> list[Draft]:
        """The drafts without those that did harm; one that did it by what follows its lines takes
        these alone from now on. *last*: nothing is tried again.
        """
        blamed = {harm.blamed: harm.lost for harm in reversed(harms)}
        if None in blamed and len(blamed) == 1:
            self.dropped += [(draft, blamed[None]) for draft in left]
            return []
        found = []
        for at, draft in enumerate(left):
            if at not in blamed:
                found.append(draft)
            elif not last and (milder := _milder(draft)) != draft:
                found.append(milder)
            else:
                self.dropped.append((draft, blamed[at]))
        return found

    def _harms(self, outcomes: Sequence[Outcome]) -> Iterator[Harm]:
        """What the drafts take that they must not take."""
        after: defaultdict[str, list[Seen]] = defaultdict(list)
        for outcome in outcomes:
            for one in outcome.found:
                after[one.path].append(one)
        for path, now in after.items():
            before = self._before[path]
            if len(before) == len(now):
                for one, other in zip(before, now, strict=True):
                    yield from self._lost(one, other)
            else:
                blamed = next((at for one in now for at in self._hits(one.lines)), None)
                yield Harm(path, f"{len(before)} dispatches became {len(now)}", blamed)

    def _lost(self, before: Seen, now: Seen) -> Iterator[Harm]:
        """What one dump lost."""
        kept = {line.number for line in now.lines if line.body}
        fielded = {line.number: line for line in now.lines}
        for line in before.lines:
            if not line.body or line.number in kept:
                continue
            other = fielded.get(line.number)
            mine = other is not None and self._number(other) is not None
            if (before.path, line.number) in self._story or not (mine or _may_go(other)):
                yield Harm(before.path, line.text, self._blamed(now, line.number))
        for name in _FIELDS:
            if name in before.fields and before.fields[name] != now.fields.get(name):
                yield from self._changed(before, now, name)

    def _changed(self, before: Seen, now: Seen, name: str) -> Iterator[Harm]:
        """A field that is lost or changed, unless it was read from furniture."""
        value = before.fields[name]
        if name == "headline":
            source = next((line for line in now.lines if line.text == value), None)
            if source is not None and self._number(source) is not None:
                if now.fields.get(name):
                    return
                yield Harm(before.path, f"the headline {value!r}", self._number(source))
                return
        elif _still_says(name, value, now.fields.get(name)):
            return
        lines = [line.number for line in before.lines if line.label in _SOURCES.get(name, ())]
        at = lines[0] if lines else 0
        yield Harm(before.path, f"the {name} of a dump", self._blamed(now, at))

    def _blamed(self, now: Seen, number: int) -> int | None:
        """The draft that is most likely to blame for a line: its own, else one above it that closes
        the story or heads a list, else the nearest.
        """
        hits = [(line, at) for line in now.lines if (at := self._number(line)) is not None]
        if not hits:
            return None
        return min(
            hits,
            key=lambda hit: (
                hit[0].number != number,
                not (hit[0].number < number and hit[0].label in _HEADING),
                abs(hit[0].number - number),
            ),
        )[1]

    def _hits(self, lines: Sequence[SeenLine]) -> Iterator[int]:
        """The drafts that hit lines."""
        for line in lines:
            if (at := self._number(line)) is not None:
                yield at

    def _number(self, line: SeenLine) -> int | None:
        """The number of the draft that gave a line its label."""
        name, _, rule = line.rule.partition(".")
        own = name == self._facts.id and rule[:1] == "r" and rule[1:].isdigit()
        return int(rule[1:]) if own else None


def _milder(draft: Draft) -> Draft:
    """The rule for its own lines alone: it closes no story, heads no list and fills no date."""
    form = draft.form.replace(_DATED, "(?:")
    loose = draft.label in _HEADING or form != draft.form
    label = Label.OTHER if loose else draft.label
    return draft._replace(closes=False, label=label, form=form)


_DATED = "(?P<published>"
_SOURCES = {
    "headline": (Label.HEADLINE,),
    "byline": (Label.BYLINE, Label.CREDIT),
    "published": (Label.DATE,),
    "dateline": (Label.DATELINE, Label.TEXT),
}


def _still_says(name: str, value: Any, now: Any) -> bool:
    """Whether a field says what it said, and perhaps more: a dateline may have found its agency, a
    byline another name.
    """
    if name == "dateline":
        return bool(now) and now[0] == value[0]
    return name == "byline" and set(value) <= set(now or ())


def _may_go(line: SeenLine | None) -> bool:
    """Whether a line that is no text any more is a field now."""
    return line is not None and line.label in (
        Label.HEADLINE,
        Label.ABSTRACT,
        Label.BYLINE,
        Label.DATE,
        Label.SECTION,
        Label.DATELINE,
        Label.LOCATED,
    )


def _sentences(dumps: Dumps) -> set[tuple[str, int]]:
    """Where the sentences of stories stand that only one dump has: the path and line of each."""
    holders: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for spot in dumps.spots:
        holders[spot.key].add(spot.dump)
    return {
        (dumps.dumps[spot.dump].path, spot.line.number)
        for spot in dumps.spots
        if _is_told(spot) and len(holders[spot.key]) == 1
    }


def _is_told(spot: Spot) -> bool:
    """Whether a line is a sentence among others."""
    return spot.stand is Stand.INSIDE and spot.line.prose and spot.line.body
