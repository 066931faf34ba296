r"""Whether a regular expression that a user wrote, in a profile or for ``--split``, may hang a run,
told from its structure.

Python's engine backtracks. A text that a pattern nearly fits may then cost exponential time where a
repetition can share out the same characters in several ways (``(a+)+$``), or time by a power of the
length where repetitions of the same characters follow each other (``\s*\s*\s*$``). Both are
properties of the automaton of the pattern: the first is two ways from one of its places back to
itself over the same text, the second a chain of loops that hand characters on. ``automaton`` builds
it.

This module is imported only if a user's pattern is read.
"""

from __future__ import annotations

from itertools import product
from math import factorial
from typing import TYPE_CHECKING

from dispatchkit.text.automaton import Automaton, Unsafe, automata
from dispatchkit.text.lines import LONGEST_MATCHED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    # Places of the automaton that two, or three, readings of one text have come to.
    _Two = tuple[int, int]
    _Three = tuple[int, int, int]

__all__ = ["Unsafe", "verify"]

# The most steps on the longest line that are allowed: a search for a loop (half its square) is, a
# search for two loops (a sixth of its cube) is not. Python does some fifty million a second.
_MOST_STEPS = 50_000_000
# One round of a group costs this many steps: "^(ab)*(ab)*(ab)*!" takes 20 million rounds on a line,
# and 2 seconds.
_ROUND = 10
# At most this many triples of places are looked at in the search for a text that leads through two
# loops and from one to the other.
_MOST_THREES = 5000


def verify(source: str, flags: int = 0) -> None:
    """Raise Unsafe if a pattern may take exponential time or more steps than are allowed, re.error
    and the like if it is no pattern.
    """
    for automaton in automata(source, flags):
        _Judgement(automaton).verify()


class _Judgement:
    """The judgement on how long one automaton may take."""

    def __init__(self, automaton: Automaton) -> None:
        self._work = automaton.work
        self._places = automaton.places
        self._after = automaton.after
        self._twofold = automaton.twofold
        self._last = automaton.last

    def verify(self) -> None:
        """Raise Unsafe if one text can pass a loop of the automaton in two ways, or if too many
        loops follow one another.
        """
        for loop in _components(self._after):
            inside = frozenset(loop)
            if any(one in inside and other in inside for one, other in self._twofold) or (
                len(loop) > 1 and self._is_ambiguous(loop)
            ):
                raise Unsafe(
                    "a repetition holds another one that can take the same characters, so that a"
                    " line may take for ever; let one character part them"
                )
        if self._steps(exact=False) > _MOST_STEPS and self._steps(exact=True) > _MOST_STEPS:
            raise Unsafe(
                "repetitions of the same characters follow each other, so that a line may take"
                " minutes; bound them ({0,80}), or begin with ^"
            )

    def _is_ambiguous(self, loop: Sequence[int]) -> bool:
        """Whether two ways lead from a place of the loop back to it over the same text: from (p, p)
        by (q, r) to (p, p).
        """
        onward = self._pairs_onward(loop)
        pairs = list(onward)
        numbers = {pair: number for number, pair in enumerate(pairs)}
        groups = _components([{numbers[other] for other in onward[pair]} for pair in pairs])
        return any(
            len({pairs[number][0] == pairs[number][1] for number in group}) == 2 for group in groups
        )

    def _pairs_onward(self, loop: Sequence[int]) -> dict[_Two, list[_Two]]:
        """The pairs of places that two readings of one text within the loop may come to, which
        begin at the same place; with each the pairs that may come next.
        """
        inside = frozenset(loop)
        after = {
            place: [other for other in self._after[place] if other in inside] for place in loop
        }
        onward: dict[_Two, list[_Two]] = {}
        waiting = [(place, place) for place in loop]
        while waiting:
            pair = waiting.pop()
            if pair in onward:
                continue
            self._work(len(after[pair[0]]) * len(after[pair[1]]))
            onward[pair] = [
                (one, other)
                for one in after[pair[0]]
                for other in after[pair[1]]
                if self._places[one].mask & self._places[other].mask
            ]
            waiting += onward[pair]
        return onward

    def _steps(self, *, exact: bool) -> int:
        """The most steps on a line of the greatest length: the product of the loops of the worst
        chain.

        Consecutive groups are taken to share texts if both may take the same rounds; with *exact*,
        only if one can hand its round on to the other.
        """
        groups = self._groups()
        classes = {
            number: frozenset((number,))
            for number, place in enumerate(self._places)
            if place.repeats > 1
        }
        loops = {**classes, **groups}
        # For each loop: steps, the number k of loops without a bound of their own (to share a line
        # among them takes 1/k! of the steps), and the cost of a step.
        worst: dict[int, tuple[int, int, int]] = {}
        for number in sorted(loops, reverse=True):
            handed = self._handed_on(number) | self._shared_with(number, loops, groups, exact=exact)
            steps, unbounded, cost = max(
                (worst[other] for other in worst if other in handed), default=(1, 0, 1)
            )
            own = self._places[number].repeats
            if own == 1:
                # A round of a group takes at least two characters, except in "(a)*".
                own = LONGEST_MATCHED // min(len(loops[number]), 2)
            if (steps, unbounded) == (1, 0) and number in self._last:
                own = 1  # the pattern fits once it is here, and never goes back into it
            worst[number] = (
                steps * own,
                unbounded + (own >= LONGEST_MATCHED // 2),
                max(cost, _ROUND if number in groups else 1),
            )
        return max(
            (steps // factorial(unbounded) * cost for steps, unbounded, cost in worst.values()),
            default=1,
        )

    def _groups(self) -> dict[int, frozenset[int]]:
        """The loops of groups, by their first place; one of a single place is a group if the place
        is no class that repeats by itself.
        """
        return {
            min(loop): frozenset(loop)
            for loop in _components(self._after)
            if len(loop) > 1
            or (loop[0] in self._after[loop[0]] and self._places[loop[0]].repeats == 1)
        }

    def _shared_with(
        self,
        number: int,
        loops: Mapping[int, frozenset[int]],
        groups: Mapping[int, frozenset[int]],
        *,
        exact: bool,
    ) -> frozenset[int]:
        """The loops after the loop *number* that may take rounds of the same text as it, if one of
        the two is a group: "(ab)*(ab)*", "(ab)*[a-z]*".
        """
        loop = loops[number]
        reached, waiting = set(loop), list(loop)
        while waiting:
            fresh = self._after[waiting.pop()] - reached
            reached |= fresh
            waiting += fresh
        behind = [
            at
            for at, other in loops.items()
            if at in reached and other.isdisjoint(loop) and (number in groups or at in groups)
        ]
        return frozenset(
            at
            for at in behind
            if self._rounds_together(loop, loops[at])
            and (not exact or self._hands_round(loop, loops[at], reached))
        )

    def _rounds_together(self, loop: frozenset[int], other: frozenset[int]) -> bool:
        """Whether some text is a round, or some rounds, of both loops."""
        pairs = [
            (one, two)
            for one in loop
            for two in other
            if self._places[one].mask & self._places[two].mask
        ]
        numbers = {pair: at for at, pair in enumerate(pairs)}
        self._work(len(pairs))
        after = [
            {
                numbers[one, two]
                for one in self._after[pair[0]]
                for two in self._after[pair[1]]
                if (one, two) in numbers
            }
            for pair in pairs
        ]
        return any(len(group) > 1 or group[0] in after[group[0]] for group in _components(after))

    def _hands_round(
        self, loop: frozenset[int], other: frozenset[int], reached: Collection[int]
    ) -> bool:
        """Whether a text that leads through *loop* and through *other* also leads from the one to
        the other: from (p, p, q) to (p, q, q).
        """
        return any(
            self._leads((one, one, two), (one, two, two), (loop, reached, other))
            for one in loop
            for two in other
            if self._places[one].mask & self._places[two].mask
        )

    def _leads(
        self,
        start: _Three,
        goal: _Three,
        within: tuple[Collection[int], Collection[int], Collection[int]],
    ) -> bool:
        """Whether one text leads from the three places of *start* to those of *goal*, each *within*
        places of its own. True without proof if the search takes too long.
        """
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            if len(seen) > _MOST_THREES:
                return True
            ones, twos, lasts = (
                [at for at in self._after[place] if at in inside]
                for place, inside in zip(here, within, strict=True)
            )
            for one, two, last in product(ones, twos, lasts):
                three = (one, two, last)
                if three in seen and three != goal:
                    continue
                if self._places[one].mask & self._places[two].mask & self._places[last].mask:
                    if three == goal:
                        return True
                    seen.add(three)
                    waiting.append(three)
        return False

    def _handed_on(self, start: int) -> frozenset[int]:
        """The places that can be reached from *start* by a run of one and the same character."""
        reached = {start: self._places[start].mask}
        waiting = [start]
        while waiting:
            number = waiting.pop()
            for other in self._after[number]:
                mask = reached[number] & self._places[other].mask
                if mask & ~reached.get(other, 0):
                    reached[other] = reached.get(other, 0) | mask
                    waiting.append(other)
        return frozenset(number for number, mask in reached.items() if mask)


def _components(after: Sequence[Iterable[int]]) -> list[list[int]]:
    """The strongly connected components of a graph, given as the successors of each node (Tarjan's
    algorithm, without recursion).
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    found: list[list[int]] = []
    for root in range(len(after)):
        if root in index:
            continue
        work = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        stacked.add(root)
        while work:
            node, left = work[-1]
            fresh = next(
                (
                    other
                    for other in left
                    if other not in index or (other in stacked and _lower(low, node, index[other]))
                ),
                None,
            )
            if fresh is not None and fresh not in index:
                index[fresh] = low[fresh] = len(index)
                stack.append(fresh)
                stacked.add(fresh)
                work.append((fresh, iter(after[fresh])))
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                found.append(_unstacked(stack, node))
                stacked.difference_update(found[-1])
    return found


def _unstacked(stack: list[int], node: int) -> list[int]:
    """What stands on *stack* from *node* up, taken off it, the topmost first."""
    group = [stack.pop()]
    while group[-1] != node:
        group.append(stack.pop())
    return group


def _lower(low: dict[int, int], node: int, value: int) -> bool:
    """Lower the mark of a node to *value*; always False, so that the caller's search for a new node
    goes on.
    """
    low[node] = min(low[node], value)
    return False
