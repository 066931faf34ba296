r"""Whether a regular expression that a user wrote, in a profile or for ``--split``, may hang a run,
told from its structure.

Python's engine goes back and tries again. A text that a pattern nearly fits may then cost
exponential time where a repetition can share out the same characters in several ways (``(a+)+$``),
or time by a power of the length where repetitions of the same characters follow each other
(``\s*\s*\s*$``). Both are properties of the automaton that a pattern is: the first is two ways from
one of its places back to itself over the same text, the second a chain of loops that hand
characters on. The places of the automaton are the single characters and classes of the pattern
(Glushkov's construction), and classes are compared on a sample of the characters that it may tell
apart.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product
from math import factorial
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    # Places of the automaton that three readings of one text have come to.
    _Three = tuple[int, int, int]

# The parser of patterns has no public name.
_parser: Any = re._parser  # type: ignore[attr-defined] # noqa: SLF001
_constants: Any = re._constants  # type: ignore[attr-defined] # noqa: SLF001 - as above

# An expression of a user's sees no more of a line: the longest line that one of ours was written
# for has 400 characters.
LONGEST = 1000
# Steps on such a line that are let through: a search for a loop (half its square) is, a search for
# two loops (a sixth of its cube) is not. Python does some fifty million a second.
_MOST_STEPS = 50_000_000
# A round of a group costs so many of them: "^(ab)*(ab)*(ab)*!" takes 20 million rounds on a line,
# and 2 seconds.
_ROUND = 10
# So many places of three readings are looked at for one text that leads through two loops and from
# one to the other.
_MOST_THREES = 5000
# Groups that repeat at most so often are laid out as copies; more often, they are taken for loops.
_COPIES = 4
# A class that repeats at most so often is laid out as so many ways to end; its length is what it
# multiplies the work by.
_FEW = 3
# Larger patterns than any that is known are refused unseen: the longest of ours has 600 places, the
# most intricate takes 0.3 million steps.
_MOST_PLACES = 4000
_MOST_WORK = 1_000_000
_ENDS = (
    _constants.AT_BEGINNING,
    _constants.AT_BEGINNING_STRING,
    _constants.AT_END,
    _constants.AT_END_STRING,
)


class Unsafe(ValueError):
    """A pattern that may hang; the message says why."""


# Characters that classes are told apart by: ASCII, and letters, marks, spaces and figures of other
# scripts.
_SAMPLE = (
    "".join(map(chr, range(9, 127)))
    + "\x85\xa0àßİıſÀжЖאبक中あ가ไ٣२–—‘’“”«»•…·。、，：（）©\u200b\u2028\ufeff😀"
)


class _Place(NamedTuple):
    """A character or class of the pattern: which characters it takes (a mask over the sample), and
    how often it may repeat by itself.
    """

    mask: int
    repeats: int = 1


class _Piece(NamedTuple):
    """A part of the automaton: whether it fits nothing at all, and where it begins and ends."""

    empty: bool
    first: frozenset[int]
    last: frozenset[int]


_NOTHING = _Piece(empty=True, first=frozenset(), last=frozenset())


def verify(source: str, flags: int = 0) -> None:
    """Unsafe for a pattern that may take exponential time, or more steps than can be let through;
    re.error and the like for none at all.
    """
    parsed = _parser.parse(source, flags)
    for tree, searched in _trees(parsed):
        _Automaton(tree, parsed.state.flags, source, searched=searched).verify()


class _Automaton:
    """The automaton of one pattern, or of what stands in a lookaround or an atomic group."""

    def __init__(self, tree: Any, flags: int, source: str, *, searched: bool) -> None:
        self._alphabet = "".join(dict.fromkeys(_SAMPLE + source))
        self._all = (1 << len(self._alphabet)) - 1
        self.places: list[_Place] = []
        self.after: list[set[int]] = []
        # Steps from place to place that can be taken for two reasons, as in "(a+)+": to go on with
        # the inner repetition or the outer one.
        self._twofold: set[tuple[int, int]] = set()
        self._left = _MOST_WORK
        # What is searched for may begin anywhere: it is as if "(?s:.*?)" stood before it.
        start = frozenset((self._place(self._all, LONGEST),)) if searched else frozenset()
        whole = self._sequence(tree, flags)
        self._link(start, whole.first)
        self._last = whole.last

    def verify(self) -> None:
        """Unsafe where the automaton has two ways for one text through a loop, or too many loops in
        a row.
        """
        for loop in _components(self.after):
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

    def _work(self, steps: int) -> None:
        """Unsafe once looking at the pattern has itself taken too many steps."""
        self._left -= steps
        if self._left < 0:
            raise Unsafe("it is too intricate to tell how long it may take")

    # --- building it ---

    def _place(self, mask: int, repeats: int = 1) -> int:
        if len(self.places) >= _MOST_PLACES:
            raise Unsafe(f"it has more than {_MOST_PLACES} characters and classes")
        self.places.append(_Place(mask, repeats))
        self.after.append({len(self.places) - 1} if repeats > 1 else set())
        return len(self.places) - 1

    def _link(self, ends: frozenset[int], beginnings: frozenset[int]) -> None:
        self._work(len(ends) * len(beginnings))
        for end in ends:
            self._twofold.update((end, place) for place in self.after[end].intersection(beginnings))
            self.after[end].update(beginnings)

    def _sequence(self, tree: Any, flags: int) -> _Piece:
        self._work(100)
        found = _NOTHING
        for operation, value in tree:
            found = self._joined(found, self._piece(operation, value, flags))
        return found

    def _joined(self, one: _Piece, other: _Piece) -> _Piece:
        self._link(one.last, other.first)
        first = one.first | other.first if one.empty else one.first
        last = one.last | other.last if other.empty else other.last
        return _Piece(one.empty and other.empty, first, last)

    def _piece(self, operation: Any, value: Any, flags: int) -> _Piece:
        mask = self._mask(operation, value, flags)
        if mask is not None:
            return self._single(mask)
        if operation is _constants.SUBPATTERN:
            _, added, removed, tree = value
            return self._sequence(tree, (flags | added) & ~removed)
        if operation is _constants.BRANCH:
            return _either([self._sequence(tree, flags) for tree in value[1]])
        if operation is _constants.GROUPREF_EXISTS:
            return _either(
                [_NOTHING if tree is None else self._sequence(tree, flags) for tree in value[1:]]
            )
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            return self._repeat(value[0], value[1], value[2], flags)
        if operation is _constants.ATOMIC_GROUP:
            return self._unbroken(value, flags)
        if operation is _constants.POSSESSIVE_REPEAT:
            piece = self._unbroken(value[2], flags)
            return piece._replace(empty=piece.empty or value[0] == 0)
        if operation is _constants.GROUPREF:
            return self._single(self._all, LONGEST)
        # No character fits at the beginning or the end: nothing is handed on over it, and what
        # stands before it may fail. Other anchors and lookarounds take nothing.
        return self._single(0) if operation is _constants.AT and value in _ENDS else _NOTHING

    def _single(self, mask: int, repeats: int = 1) -> _Piece:
        place = frozenset((self._place(mask, repeats),))
        return _Piece(empty=False, first=place, last=place)

    def _repeat(self, least: int, most: Any, tree: Any, flags: int) -> _Piece:
        """A repetition: of one class as a loop, of a group as copies or as a loop."""
        most = LONGEST if most is _constants.MAXREPEAT else min(int(most), LONGEST)
        mask = self._mask(tree[0][0], tree[0][1], flags) if len(tree) == 1 else None
        if most == 0:
            return _NOTHING
        if mask is not None and most > _FEW:
            return self._single(mask, most if most > least else 1)._replace(empty=least == 0)
        if most > _COPIES:
            piece = self._sequence(tree, flags)
            self._link(piece.last, piece.first)
            return piece._replace(empty=piece.empty or least == 0)
        pieces = [self._sequence(tree, flags) for _ in range(most)]
        for one, other in pairwise(pieces):
            self._link(one.last, other.first)
        last = frozenset().union(
            *(
                piece.last
                for number, piece in enumerate(pieces, 1)
                if number >= least or piece.empty
            )
        )
        return _Piece(least == 0 or pieces[0].empty, pieces[0].first, last)

    def _unbroken(self, tree: Any, flags: int) -> _Piece:
        """What is not gone back into once it fits: as one place that takes any character of it,
        once.
        """
        begin = len(self.places)
        piece = self._sequence(tree, flags)
        mask = 0
        for place in self.places[begin:]:
            mask |= place.mask
        del self.places[begin:], self.after[begin:]
        self._twofold = {step for step in self._twofold if step[0] < begin}
        return self._single(mask)._replace(empty=piece.empty)

    def _mask(self, operation: Any, value: Any, flags: int) -> int | None:
        """Which characters of the alphabet a single character or class takes; None for what is
        neither.
        """
        if operation not in (
            _constants.LITERAL,
            _constants.NOT_LITERAL,
            _constants.ANY,
            _constants.IN,
        ):
            return None
        if operation is _constants.ANY:
            return self._all
        items = value if operation is _constants.IN else [(operation, value)]
        return _mask(self._alphabet, _frozen(items), bool(flags & re.IGNORECASE))

    # --- looking at it ---

    def _is_ambiguous(self, loop: Sequence[int]) -> bool:
        """Whether two ways lead from a place of the loop back to it over the same text: from (p, p)
        by (q, r) to (p, p).
        """
        inside = frozenset(loop)
        after = {place: [other for other in self.after[place] if other in inside] for place in loop}
        onward: dict[tuple[int, int], list[tuple[int, int]]] = {}
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
                if self.places[one].mask & self.places[other].mask
            ]
            waiting += onward[pair]
        numbers = {pair: number for number, pair in enumerate(onward)}
        pairs = list(onward)
        groups = _components([{numbers[other] for other in onward[pair]} for pair in pairs])
        return any(
            len({pairs[number][0] == pairs[number][1] for number in group}) == 2 for group in groups
        )

    def _steps(self, *, exact: bool) -> int:
        """The most steps on a line of the greatest length: what the loops of the worst chain
        multiply to.

        Groups after each other are taken to share texts where both may take the same rounds;
        *exact*: only where one can hand its round on to the other.
        """
        groups = {
            min(loop): frozenset(loop)
            for loop in _components(self.after)
            if len(loop) > 1
            or (loop[0] in self.after[loop[0]] and self.places[loop[0]].repeats == 1)
        }
        classes = {
            number: frozenset((number,))
            for number, place in enumerate(self.places)
            if place.repeats > 1
        }
        loops = {**classes, **groups}
        # Steps, how many of the loops have no bound of their own (k of them share out a line in a
        # k-factorial of the ways), and what a step costs.
        worst: dict[int, tuple[int, int, int]] = {}
        for number in sorted(loops, reverse=True):
            handed = self._handed_on(number) | self._shared_with(number, loops, groups, exact=exact)
            steps, unbounded, cost = max(
                (worst[other] for other in worst if other in handed), default=(1, 0, 1)
            )
            own = self.places[number].repeats
            if own == 1:
                # A round of a group takes two characters at least, but for "(a)*".
                own = LONGEST // min(len(loops[number]), 2)
            if (steps, unbounded) == (1, 0) and number in self._last:
                own = 1  # the pattern fits once it is here, and never goes back into it
            worst[number] = (
                steps * own,
                unbounded + (own >= LONGEST // 2),
                max(cost, _ROUND if number in groups else 1),
            )
        return max(
            (steps // factorial(unbounded) * cost for steps, unbounded, cost in worst.values()),
            default=1,
        )

    def _shared_with(
        self,
        number: int,
        loops: Mapping[int, frozenset[int]],
        groups: Mapping[int, frozenset[int]],
        *,
        exact: bool,
    ) -> frozenset[int]:
        """The loops after a loop that may take rounds of the same text, one of the two a group:
        "(ab)*(ab)*", "(ab)*[a-z]*".
        """
        loop = loops[number]
        reached, waiting = set(loop), list(loop)
        while waiting:
            fresh = self.after[waiting.pop()] - reached
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
            if self.places[one].mask & self.places[two].mask
        ]
        numbers = {pair: at for at, pair in enumerate(pairs)}
        self._work(len(pairs))
        after = [
            {
                numbers[one, two]
                for one in self.after[pair[0]]
                for two in self.after[pair[1]]
                if (one, two) in numbers
            }
            for pair in pairs
        ]
        return any(len(group) > 1 or group[0] in after[group[0]] for group in _components(after))

    def _hands_round(
        self, loop: frozenset[int], other: frozenset[int], reached: Collection[int]
    ) -> bool:
        """Whether a text that leads through *loop* and through the *other* leads from the one to
        the other too: from (p, p, q) to (p, q, q).
        """
        return any(
            self._leads((one, one, two), (one, two, two), (loop, reached, other))
            for one in loop
            for two in other
            if self.places[one].mask & self.places[two].mask
        )

    def _leads(
        self,
        start: _Three,
        goal: _Three,
        within: tuple[Collection[int], Collection[int], Collection[int]],
    ) -> bool:
        """Whether one text leads from the three places of *start* to those of *goal*, each *within*
        places of its own. Taken for granted where it is too much work.
        """
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            if len(seen) > _MOST_THREES:
                return True
            ones, twos, lasts = (
                [at for at in self.after[place] if at in inside]
                for place, inside in zip(here, within, strict=True)
            )
            for one, two, last in product(ones, twos, lasts):
                three = (one, two, last)
                if three in seen and three != goal:
                    continue
                if self.places[one].mask & self.places[two].mask & self.places[last].mask:
                    if three == goal:
                        return True
                    seen.add(three)
                    waiting.append(three)
        return False

    def _handed_on(self, start: int) -> frozenset[int]:
        """The places that a run of one and the same character leads to from a loop of it."""
        reached = {start: self.places[start].mask}
        waiting = [start]
        while waiting:
            number = waiting.pop()
            for other in self.after[number]:
                mask = reached[number] & self.places[other].mask
                if mask & ~reached.get(other, 0):
                    reached[other] = reached.get(other, 0) | mask
                    waiting.append(other)
        return frozenset(number for number, mask in reached.items() if mask)


def _trees(tree: Any) -> Iterator[tuple[Any, bool]]:
    """The pattern itself, which is searched for, and each that stands in it for itself, which is
    not.
    """
    yield tree, True
    waiting = [tree]
    while waiting:
        for operation, value in waiting.pop():
            inner = list(_inner(operation, value))
            if operation in (
                _constants.ASSERT,
                _constants.ASSERT_NOT,
                _constants.ATOMIC_GROUP,
                _constants.POSSESSIVE_REPEAT,
            ):
                yield from ((one, False) for one in inner)
            waiting += inner


def _either(pieces: Sequence[_Piece]) -> _Piece:
    return _Piece(
        any(piece.empty for piece in pieces),
        frozenset().union(*(piece.first for piece in pieces)),
        frozenset().union(*(piece.last for piece in pieces)),
    )


def _inner(operation: Any, value: Any) -> Iterator[Any]:
    """The patterns within a part of one."""
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        yield value[2]
    elif operation is _constants.SUBPATTERN:
        yield value[3]
    elif operation is _constants.BRANCH:
        yield from value[1]
    elif operation is _constants.GROUPREF_EXISTS:
        yield from (tree for tree in value[1:] if tree is not None)
    elif operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        yield value[1]
    elif operation is _constants.ATOMIC_GROUP:
        yield value


def _frozen(items: Any) -> tuple[Any, ...]:
    return tuple(
        (operation, tuple(value) if isinstance(value, list) else value)
        for operation, value in items
    )


@cache
def _mask(alphabet: str, items: tuple[Any, ...], folded: bool) -> int:
    """Which characters of *alphabet* a class takes."""
    mask = 0
    negated = False
    for operation, value in items:
        if operation is _constants.NEGATE:
            negated = True
        elif operation is _constants.CATEGORY:
            mask |= _category(alphabet, str(value))
        else:
            first, last = value if operation is _constants.RANGE else (value, value)
            takes = sum(
                1 << number
                for number, forms in enumerate(_forms(alphabet, folded))
                if any(first <= code <= last for code in forms)
            )
            mask |= ~takes if operation is _constants.NOT_LITERAL else takes
    return (~mask if negated else mask) & ((1 << len(alphabet)) - 1)


@cache
def _forms(alphabet: str, folded: bool) -> list[tuple[int, ...]]:
    """The characters of *alphabet* as numbers, where *folded* with their other case."""
    return [
        tuple(
            {
                ord(form)
                for form in ((sign, sign.lower(), sign.upper()) if folded else sign)
                if len(form) == 1
            }
        )
        for sign in alphabet
    ]


_CATEGORIES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w", "LINEBREAK": r"\n"}


@cache
def _category(alphabet: str, name: str) -> int:
    """Which characters of *alphabet* a category ("digit") takes."""
    plain = name.removeprefix("CATEGORY_")
    finder = re.compile(_CATEGORIES[plain.removeprefix("NOT_")])
    mask = sum(1 << number for number, sign in enumerate(alphabet) if finder.match(sign))
    return ~mask & ((1 << len(alphabet)) - 1) if plain.startswith("NOT_") else mask


def _components(after: Sequence[Iterable[int]]) -> list[list[int]]:
    """Strongly connected components (Tarjan's way, without recursion)."""
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
                group = []
                while True:
                    group.append(stack.pop())
                    stacked.discard(group[-1])
                    if group[-1] == node:
                        break
                found.append(group)
    return found


def _lower(low: dict[int, int], node: int, value: int) -> bool:
    """Lower the mark of a node; False, so that a search for what is new goes on."""
    low[node] = min(low[node], value)
    return False
