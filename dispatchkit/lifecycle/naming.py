"""Orders and corrections that name the dispatch that they are about: by its id, its headline or its
slugline, anywhere in what they say.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare.compared_words import words
from dispatchkit.compare.order import compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.compare.card import Card

# A name begins with two words; headlines of fewer than three are no names ("Market report"), nor of
# fewer than six letters, as three words of Chinese are.
_KEY, _HEADLINE, _LETTERS = 2, 3, 6
# A slugline of one word ("FERRY") is a word of any text.
_SLUGLINE = 2
# So many words of a name are compared.
_LONGEST = 40
# So many dispatches may have one name; more have it every day.
_MOST = 64
# An order is about what was sent within a month; by a slugline, on the same day.
_SPAN = 31
# A number alone is a name from six figures on; with letters ("bdt0211") it always is.
_FIGURES = 6
# An id of more words is no phrase of a text.
_LONG = 4


class _Name(NamedTuple):
    """What a dispatch may be named by: the kind of the name, the better the smaller, the words, and
    the position of the dispatch.
    """

    kind: int
    words: tuple[str, ...]
    at: int


_KINDS = ("id", "headline", "slugline")


def named_links(cards: Sequence[Card]) -> Iterator[tuple[int, int, str]]:
    """The orders and corrections among *cards*, each with the dispatches that it names and the
    reason.
    """
    naming = [at for at, card in enumerate(cards) if card.standing.named]
    if not naming:
        return
    index = _index(cards)
    for at in naming:
        found = [
            name for name in _names_in(cards[at].standing.named, index) if _may_be(cards, name, at)
        ]
        best = min((name.kind for name in found), default=None)
        for name in dict.fromkeys(found):
            if name.kind == best:
                yield name.at, at, f"it gives the {_KINDS[name.kind]} of that dispatch"


def _index(cards: Sequence[Card]) -> Mapping[tuple[str, ...], list[_Name]]:
    """The names of all dispatches, by their first words."""
    index: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for at, card in enumerate(cards):
        for name in _names(card, at):
            held = index[name.words[:_KEY]]
            if len(held) < _MOST:
                held.append(name)
    return index


def _names(card: Card, at: int) -> Iterator[_Name]:
    """What a dispatch may be named by."""
    for id_ in card.standing.ids:
        parts = tuple(words((id_,)))
        if parts and _is_name(parts):
            yield _Name(0, parts[:_LONGEST], at)
    headline = tuple(words((card.headline,)))
    if len(headline) >= _HEADLINE and sum(map(len, headline)) >= _LETTERS:
        yield _Name(1, headline[:_LONGEST], at)
    slugline = tuple(words((card.slugline,)))
    if len(slugline) >= _SLUGLINE:
        yield _Name(2, slugline[:_LONGEST], at)


def _is_name(parts: Sequence[str]) -> bool:
    """Whether the words of an id are no words of any text."""
    text = "".join(parts)
    figures = sum(map(str.isdecimal, text))
    return figures >= _FIGURES or (figures > 1 and figures < len(text)) or len(parts) > _LONG


def _names_in(said: str, index: Mapping[tuple[str, ...], list[_Name]]) -> Iterator[_Name]:
    """The names of the *index* that stand in a text, whose words are parted by spaces."""
    found = said.split(" ")
    for at in range(len(found)):
        for size in (1, _KEY):
            for name in index.get(tuple(found[at : at + size]), ()):
                if tuple(found[at : at + len(name.words)]) == name.words:
                    yield name


def _may_be(cards: Sequence[Card], name: _Name, at: int) -> bool:
    """Whether the order at the position *at* may be about a dispatch that it names: an earlier one
    of the same house.
    """
    card, order = cards[name.at], cards[at]
    if name.at == at or (card.standing.named and card.standing.kind == order.standing.kind):
        return False
    if card.agency and order.agency and card.agency != order.agency:
        return False
    if compared(card.published, order.published) > 0:
        return False
    if card.day is None or order.day is None:
        return name.kind < _KINDS.index("slugline") or order.standing.kind == "kill"
    span = 0 if name.kind == _KINDS.index("slugline") else _SPAN
    return (order.day - card.day).days <= span
