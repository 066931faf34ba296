"""Lines that begin or end alike, with something else between: "Read more: ...", "..., Norlanda"."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from dispatchkit.grammar.names import is_person
from dispatchkit.learning.forms import has_words
from dispatchkit.learning.group import LOCATED, Group, is_named
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import holds_unspaced, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from dispatchkit.learning.dumps import Spot
    from dispatchkit.learning.forms import Piece

    # The keys of the pieces at either end of lines; the same with the number of dumps.
    _Ends: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
    _Large: TypeAlias = tuple[int, tuple[str, ...], tuple[str, ...]]

_Made = TypeVar("_Made")

# So many pieces at either end are compared, of lines with at most so many in all.
_ENDS, _LONGEST = 7, 40
# What stands between must differ in so many dumps.
_DIFFERENT = 3
# Signs that separate a label from what it stands for.
_PARTING = frozenset(":|–—-/»>©•·*]})=")
# A credit has at most so many words.
_CREDIT_WORDS = 8
# This share of the texts between fixed ends must be names.
_NAMES = 0.8
# Longer ends are taken if this share of the dumps has them.
_NEARLY = 0.8


class Ends(NamedTuple):
    """How many pieces at the beginning and at the end are the same."""

    first: int
    last: int


class AffixGroup(Group):
    """Lines with the same beginning and end."""

    def __init__(
        self, spots: Sequence[Spot], ends: Ends, count: int, names: Collection[str] = ()
    ) -> None:
        super().__init__(spots, count, names)
        self.ends = ends

    def head(self, spot: Spot) -> tuple[Piece, ...]:
        """The beginning of a line."""
        return spot.pieces[: self.ends.first]

    def tail(self, spot: Spot) -> tuple[Piece, ...]:
        """The end of a line."""
        return spot.pieces[len(spot.pieces) - self.ends.last :]

    def rest(self, spot: Spot) -> str:
        """What stands between."""
        start = spot.pieces[self.ends.first - 1].end if self.ends.first else 0
        text = spot.line.text
        if self.ends.last:
            first = spot.pieces[len(spot.pieces) - self.ends.last]
            return text[start : first.end - len(first.text)].strip()
        return text[start:].strip()

    @cached_property
    def fixed(self) -> str:
        """What all lines have in common."""
        return " ".join(piece.text for piece in self.common if piece.slot is None)

    @cached_property
    def named(self) -> bool:
        """Whether the agency's name stands in what all have in common."""
        return is_named([piece.key for piece in self.common], self._names)

    @cached_property
    def marked(self) -> bool:
        """Whether words and a sign set off what all have in common from the rest."""
        return self.parted and weight(self.fixed) > 0

    @cached_property
    def parted(self) -> bool:
        """Whether a sign stands between what all have in common and the rest."""
        first = self.spots[0]
        head, tail = self.head(first), self.tail(first)
        beside = [*head[-1:], *tail[:1]]
        return any(piece.key in _PARTING for piece in beside)

    @cached_property
    def of_names(self) -> bool:
        """Whether what changes from line to line are names of people."""
        rests = [self.rest(spot) for spot in self.spots]
        return sum(is_person(rest.split()) for rest in rests) >= _NAMES * len(rests)

    @property
    def signed(self) -> bool:
        """Whether it is a label or bracket with a name in it, as under pictures."""
        first = self.spots[0]
        head, tail = self.head(first), self.tail(first)
        enclosed = has_words(head, 2) and has_words(tail)
        labelled = bool(head) and head[-1].key == ":"
        return self.of_names and (self.bracketed or enclosed or labelled)

    @property
    def credited(self) -> bool:
        """Whether it is a credit with a name or code that changes: the agency's, or a bracket."""
        if self.prose or self.words > _CREDIT_WORDS:
            return False
        if self.of_names:
            return self.bracketed or self.credits_agency
        return self.credits_agency and all(_is_code(self.rest(spot)) for spot in self.spots)

    @property
    def placed(self) -> bool:
        """Whether it is a label with a few words that change between headline and story."""
        return self.under and all(weight(self.rest(spot)) <= LOCATED for spot in self.spots)

    @property
    def common(self) -> Sequence[Piece]:
        """The pieces that all have in common."""
        return (*self.head(self.spots[0]), *self.tail(self.spots[0]))

    @property
    def names_something(self) -> bool:
        """What changes from line to line is no one name."""
        return False


def _is_code(text: str) -> bool:
    """Whether a text is one word of capitals and figures, or a name in a script without spaces."""
    if len(text.split()) != 1:
        return False
    coded = any(map(str.isdigit, text)) and text == text.upper()
    return coded or (holds_unspaced(text) and weight(text) <= _DIFFERENT)


def made_of_affixes(
    spots: Sequence[Spot],
    count: int,
    support: int,
    names: Collection[str],
    make: Callable[[AffixGroup], _Made | None],
) -> Iterator[_Made]:
    """What *make* makes of groups of lines with the same ends, the largest first; lines of which
    something was made are in no other group.
    """
    held = _held(spots)
    taken: set[tuple[int, int]] = set()
    for _, head, tail in _large(held, support):
        left = [spot for spot in held[head, tail] if (spot.dump, spot.at) not in taken]
        found = AffixGroup(left, Ends(len(head), len(tail)), count, names) if left else None
        if found is None or found.support < support or not _differs(found):
            continue
        made = make(found)
        if made is not None:
            taken.update((spot.dump, spot.at) for spot in left)
            yield made


def _held(spots: Sequence[Spot]) -> dict[_Ends, list[Spot]]:
    """The lines by each of their beginnings and ends."""
    held: defaultdict[_Ends, list[Spot]] = defaultdict(list)
    for spot in spots:
        if len(spot.pieces) <= _LONGEST:
            for ends in _cut(spot.key):
                held[ends].append(spot)
    return held


def _cut(keys: tuple[str, ...]) -> Iterator[_Ends]:
    """The beginnings and ends of a line that leave something between."""
    for first in range(min(_ENDS, len(keys) - 1) + 1):
        for last in range(min(_ENDS, len(keys) - first - 1) + 1):
            if first or last:
                yield keys[:first], keys[len(keys) - last :]
    if 0 < len(keys) <= _ENDS:
        yield keys, ()


def _large(held: Mapping[_Ends, Sequence[Spot]], support: int) -> list[_Large]:
    """The ends that so many dumps have, with that number, those that explain most first."""
    large = [
        (len({spot.dump for spot in found}), head, tail)
        for (head, tail), found in held.items()
        if len(found) >= support and _has_word((*head, *tail))
    ]
    return sorted(
        [one for one in large if one[0] >= support],
        key=lambda one: (-_worth(one), one[1], one[2]),
    )


def _worth(one: _Large) -> float:
    """What a group explains: dumps, and a little more for every piece, so that of two groups of
    the same dumps the one with the longer ends comes first.
    """
    support, head, tail = one
    return support * (1 + (1 - _NEARLY) * min(_ENDS, len(head) + len(tail)))


def _has_word(keys: Sequence[str]) -> bool:
    """Whether a word of two letters is always there."""
    return any(sum(map(str.isalpha, key)) > 1 for key in keys if not key.startswith("<"))


def _differs(found: AffixGroup) -> bool:
    """Whether what stands between differs from dump to dump."""
    return len({fold(found.rest(spot)) for spot in found.spots}) >= min(_DIFFERENT, found.support)
