"""The automaton of a regular expression, from which ``regexes`` tells how long a match may take.

Its places are the single characters and classes of the pattern (Glushkov's construction). Classes
are compared on a sample of the characters that the pattern may tell apart. Patterns are parsed by
Python's own parser.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.text.lines import LONGEST_MATCHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The parser of patterns has no public name.
_parser: Any = re._parser  # type: ignore[attr-defined] # noqa: SLF001
_constants: Any = re._constants  # type: ignore[attr-defined] # noqa: SLF001 - as above

# A group that repeats at most this often is laid out as copies, any other as a loop.
_COPIES = 4
# A class that repeats at most this often is laid out as copies, any other as one place with a loop.
_FEW = 3
# Patterns larger than any known one are refused at once: the longest of ours has 600 places, the
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
    """Raised for a pattern that may hang; the message says why."""


# Characters that classes are told apart by: ASCII, and letters, marks, spaces and figures of other
# scripts.
_SAMPLE = (
    "".join(map(chr, range(9, 127)))
    + "\x85\xa0àßİıſÀжЖאبक中あ가ไ٣२–—‘’“”«»•…·。、，：（）©\u200b\u2028\ufeff😀"
)


class Place(NamedTuple):
    """A character or class of the pattern: which characters it takes (a mask over the sample), and
    how often it may repeat by itself.
    """

    mask: int
    repeats: int = 1


class _Piece(NamedTuple):
    """A part of the automaton: whether it matches the empty text, and the numbers of the places
    with which it may begin and end.
    """

    empty: bool
    first: frozenset[int]
    last: frozenset[int]


_NOTHING = _Piece(empty=True, first=frozenset(), last=frozenset())


class Automaton:
    """The automaton of one pattern, or of the inside of a lookaround or an atomic group.

    ``places`` are its places, ``after`` the places that may follow each of them, ``last`` those
    with which the pattern may end. ``twofold`` are steps from place to place that can be taken for
    two reasons, as in "(a+)+": to go on with the inner repetition or the outer one.
    """

    def __init__(self, tree: Any, flags: int, source: str, *, searched: bool) -> None:
        self._alphabet = "".join(dict.fromkeys(_SAMPLE + source))
        self._all = (1 << len(self._alphabet)) - 1
        self.places: list[Place] = []
        self.after: list[set[int]] = []
        self.twofold: set[tuple[int, int]] = set()
        self._left = _MOST_WORK
        # What is searched for may begin anywhere: it is as if "(?s:.*?)" stood before it.
        start = frozenset((self._place(self._all, LONGEST_MATCHED),)) if searched else frozenset()
        whole = self._sequence(tree, flags)
        self._link(start, whole.first)
        self.last = whole.last

    def work(self, steps: int) -> None:
        """Count *steps* of the examination; raises Unsafe once it has taken too many."""
        self._left -= steps
        if self._left < 0:
            raise Unsafe("it is too intricate to tell how long it may take")

    def _place(self, mask: int, repeats: int = 1) -> int:
        """Add a place and return its number."""
        if len(self.places) >= _MOST_PLACES:
            raise Unsafe(f"it has more than {_MOST_PLACES} characters and classes")
        self.places.append(Place(mask, repeats))
        self.after.append({len(self.places) - 1} if repeats > 1 else set())
        return len(self.places) - 1

    def _link(self, ends: frozenset[int], beginnings: frozenset[int]) -> None:
        """Let each of *beginnings* follow each of *ends*."""
        self.work(len(ends) * len(beginnings))
        for end in ends:
            self.twofold.update((end, place) for place in self.after[end].intersection(beginnings))
            self.after[end].update(beginnings)

    def _sequence(self, tree: Any, flags: int) -> _Piece:
        """The piece for the parts of a pattern one after another."""
        self.work(100)
        found = _NOTHING
        for operation, value in tree:
            found = self._joined(found, self._piece(operation, value, flags))
        return found

    def _joined(self, one: _Piece, other: _Piece) -> _Piece:
        """The piece for two pieces one after the other."""
        self._link(one.last, other.first)
        first = one.first | other.first if one.empty else one.first
        last = one.last | other.last if other.empty else other.last
        return _Piece(one.empty and other.empty, first, last)

    def _piece(self, operation: Any, value: Any, flags: int) -> _Piece:
        """The piece for one part of a pattern, an operation of Python's parser and its value."""
        mask = self._mask(operation, value, flags)
        if mask is not None:
            return self._single(mask)
        if operation is _constants.SUBPATTERN:
            _, added, removed, tree = value
            return self._sequence(tree, (flags | added) & ~removed)
        if operation is _constants.BRANCH:
            return self._either(value[1], flags)
        if operation is _constants.GROUPREF_EXISTS:
            return self._either(value[1:], flags)
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            return self._repeat(value[0], value[1], value[2], flags)
        if operation is _constants.ATOMIC_GROUP:
            return self._unbroken(1, value, flags)
        if operation is _constants.POSSESSIVE_REPEAT:
            return self._unbroken(value[0], value[2], flags)
        if operation is _constants.GROUPREF:
            return self._single(self._all, LONGEST_MATCHED)
        # "^" and "$" become a place that no character fits: no match passes it, and what stands
        # before it may fail. Other anchors and lookarounds take nothing.
        return self._single(0) if operation is _constants.AT and value in _ENDS else _NOTHING

    def _either(self, trees: Iterable[Any], flags: int) -> _Piece:
        """One of several patterns; None is one that takes nothing."""
        pieces = [_NOTHING if tree is None else self._sequence(tree, flags) for tree in trees]
        return _Piece(
            any(piece.empty for piece in pieces),
            frozenset().union(*(piece.first for piece in pieces)),
            frozenset().union(*(piece.last for piece in pieces)),
        )

    def _single(self, mask: int, repeats: int = 1) -> _Piece:
        """A piece of one place."""
        place = frozenset((self._place(mask, repeats),))
        return _Piece(empty=False, first=place, last=place)

    def _repeat(self, least: int, most: Any, tree: Any, flags: int) -> _Piece:
        """A repetition: of one class as a loop, of a group as copies or as a loop."""
        most = LONGEST_MATCHED if most is _constants.MAXREPEAT else min(int(most), LONGEST_MATCHED)
        mask = self._mask(tree[0][0], tree[0][1], flags) if len(tree) == 1 else None
        if most == 0:
            return _NOTHING
        if mask is not None and most > _FEW:
            return self._single(mask, most if most > least else 1)._replace(empty=least == 0)
        if most > _COPIES:
            piece = self._sequence(tree, flags)
            self._link(piece.last, piece.first)
            return piece._replace(empty=piece.empty or least == 0)
        return self._copies(least, most, tree, flags)

    def _copies(self, least: int, most: int, tree: Any, flags: int) -> _Piece:
        """A group that repeats a few times, laid out as copies: it may end with the
        last that there must be or a later one, and with any copy that may be empty.
        """
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

    def _unbroken(self, least: int, tree: Any, flags: int) -> _Piece:
        """The piece for an atomic part, which is never re-entered once it has matched, *least*
        times: one place that takes any of its characters, once.
        """
        begin = len(self.places)
        piece = self._sequence(tree, flags)
        mask = 0
        for place in self.places[begin:]:
            mask |= place.mask
        del self.places[begin:], self.after[begin:]
        self.twofold = {step for step in self.twofold if step[0] < begin}
        return self._single(mask)._replace(empty=piece.empty or least == 0)

    def _mask(self, operation: Any, value: Any, flags: int) -> int | None:
        """Which characters of the alphabet a single character or class takes, as a mask; None if
        the operation is neither.
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


def _frozen(items: Any) -> tuple[Any, ...]:
    """The items of a class, so that they can be the key of a cache."""
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


def automata(source: str, flags: int) -> Iterator[Automaton]:
    """The automaton of the pattern *source*, and one for each part of it that is tried by itself: a
    lookaround, an atomic group. Raises re.error and the like if it is no pattern, Unsafe if it is
    too large.
    """
    parsed = _parser.parse(source, flags)
    for tree, searched in _trees(parsed):
        yield Automaton(tree, parsed.state.flags, source, searched=searched)


def _trees(tree: Any) -> Iterator[tuple[Any, bool]]:
    """The pattern, with True because it is searched for, and each part that is tried by itself,
    with False because it is matched in place.
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
