"""Lines of one form, and what speaks for and against their being furniture."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import is_byword
from dispatchkit.grammar.names import is_person, is_place_name
from dispatchkit.labels import Label
from dispatchkit.learning.dumps import Spot, Stand
from dispatchkit.learning.evidence import classes_of, is_proved, is_telltale
from dispatchkit.learning.forms import Slot
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatchkit.learning.forms import Piece

# A credit has at most so many words; one without a sign that sets it off stands in this share of
# the dumps. Words of these classes stand in credits.
_CREDIT_WORDS, _OFTEN = 6, 0.25
_AUTHOR, _CAPTION = "author", "caption"
_CREDITING = frozenset((_AUTHOR, _CAPTION))
_LETTERS_RE = pattern(r"[^\W\d_]+")
_OPENING, _CLOSING = "([（【", ")]）】"
# What greetings of letters end with.
_GREETING = ("!", "！", ",", "，", "،")
# The name of a place or section has at most so many words.
LOCATED = 3
# Signs that parts of pages and wires are set off with.
_SIGNS = frozenset("|©®»«›→▶►•·*#_=~<>[]{}\\")


def is_named(keys: Sequence[str], names: Collection[str]) -> bool:
    """Whether one of *names* stands in a line as words of its own, or in scripts without capitals,
    which may be without spaces too, as a part of one.
    """
    line = f" {' '.join(keys)} "
    return any(f" {name} " in line or (name.upper() == name and name in line) for name in names)


class Group:
    """The spots of one form in *count* dumps; *names* are those of the agency, smooth."""

    def __init__(self, spots: Sequence[Spot], count: int, names: Collection[str] = ()) -> None:
        self.spots = spots
        self.count = count
        self._names = names
        self.text = spots[0].line.text

    @cached_property
    def dumps(self) -> frozenset[int]:
        """The dumps that have such a line."""
        return frozenset(spot.dump for spot in self.spots)

    @property
    def support(self) -> int:
        """How many dumps have such a line."""
        return len(self.dumps)

    @property
    def share(self) -> float:
        """Which share of the dumps has such a line."""
        return self.support / self.count

    def part(self, stand: Stand) -> float:
        """Which share of the lines stands there."""
        return sum(spot.stand is stand for spot in self.spots) / len(self.spots)

    @cached_property
    def known(self) -> float:
        """Which share of the lines the reading knows, and does not take for text."""
        knows = [spot.line.known and not spot.line.body for spot in self.spots]
        return sum(knows) / len(knows)

    @cached_property
    def body(self) -> float:
        """Which share of the lines the reading takes for text."""
        return sum(spot.line.body for spot in self.spots) / len(self.spots)

    @cached_property
    def deep(self) -> float:
        """Which share of the lines has known furniture between itself and the story."""
        return sum(spot.deep for spot in self.spots) / len(self.spots)

    @cached_property
    def closed(self) -> float:
        """Which share of the lines has what ends a story between the story and itself."""
        return sum(spot.closed for spot in self.spots) / len(self.spots)

    @cached_property
    def last(self) -> float:
        """Which share of the lines has no text below it."""
        return sum(spot.last for spot in self.spots) / len(self.spots)

    @property
    def far(self) -> bool:
        """Whether all stand where nobody looks for text."""
        return all(spot.line.far for spot in self.spots)

    @cached_property
    def over(self) -> float:
        """Which share of the lines stands above what may be the headline."""
        return sum(spot.over for spot in self.spots) / len(self.spots)

    @cached_property
    def prose(self) -> bool:
        """Whether most read like running text."""
        return sum(spot.line.prose for spot in self.spots) * 2 > len(self.spots)

    @cached_property
    def words(self) -> int:
        """How many words the first of them has."""
        return weight(self.text)

    @cached_property
    def labels(self) -> Counter[Label]:
        """The labels that the reading gave."""
        return Counter(spot.line.label for spot in self.spots)

    def mostly(self, *labels: Label) -> bool:
        """Whether the reading gave one of *labels* to half of the lines."""
        return sum(self.labels[label] for label in labels) * 2 >= len(self.spots)

    @cached_property
    def classes(self) -> dict[str, int]:
        """The words of furniture in what all have in common."""
        return classes_of(self.fixed)

    @cached_property
    def fixed(self) -> str:
        """What all lines have in common."""
        return self.text

    @cached_property
    def telltale(self) -> bool:
        """Whether it is a label made of words of furniture, or a sentence with several."""
        return is_telltale(self.fixed, self.classes)

    @cached_property
    def proved(self) -> bool:
        """Whether what all have in common is furniture by what stands in it."""
        return is_proved(self.fixed, self.common, named=self.named)

    @property
    def common(self) -> Sequence[Piece]:
        """The pieces that all have in common."""
        return self.spots[0].pieces

    @cached_property
    def sentence(self) -> bool:
        """Whether one of them is a sentence that the reading has as text."""
        return any(spot.line.body and spot.line.prose for spot in self.spots)

    @cached_property
    def outside(self) -> float:
        """Which share of the dumps has such a line before the headline or after the story."""
        found = {
            spot.dump
            for spot in self.spots
            if spot.stand is Stand.TAIL or (spot.stand is Stand.HEAD and not spot.titled)
        }
        return len(found) / self.count

    @cached_property
    def named(self) -> bool:
        """Whether the agency's name stands in it."""
        return is_named([piece.key for piece in self.spots[0].pieces], self._names)

    @cached_property
    def marked(self) -> bool:
        """Whether signs or addresses set it off from what people write in sentences."""
        first = self.spots[0].pieces
        linked = any(piece.slot in (Slot.LINK, Slot.MAIL) for piece in first)
        return linked or any(piece.key in _SIGNS for piece in first)

    @property
    def sure(self) -> bool:
        """Whether its own words and signs say that it is furniture."""
        set_off = self.marked and not self.names_something
        return self.telltale or self.named or self.addressed or set_off

    @cached_property
    def addressed(self) -> bool:
        """Whether it says where to call or write."""
        first = self.spots[0].pieces
        called = any(one.key == "+" and other.slot is Slot.NUMBER for one, other in pairwise(first))
        return called or any(piece.slot is Slot.MAIL for piece in first)

    @cached_property
    def repeated(self) -> bool:
        """Whether many dumps have it more than once."""
        several = Counter(spot.dump for spot in self.spots)
        return sum(number > 1 for number in several.values()) * 2 >= self.support

    @property
    def signed(self) -> bool:
        """Whether it is a label or bracket with a name in it, as under pictures."""
        return False

    @property
    def greets(self) -> bool:
        """Whether it ends as the greeting of a letter does: who is named there is no author."""
        return self.text.rstrip().endswith(_GREETING)

    @property
    def names_authors(self) -> bool:
        """Whether a person in it is an author for certain: it stands above the story, and the
        reading takes it for a byline, or a by-word or word of writers is beside the name, or
        nothing. Unknown words may say who took the picture.
        """
        if self.part(Stand.HEAD) < 1 or self.greets:
            return False
        words = _LETTERS_RE.findall(self.words_beside)
        told = self.mostly(Label.BYLINE) or any(is_byword(word.lower()) for word in words)
        author = not words or _AUTHOR in self.classes
        return author or (told and _CAPTION not in self.classes)

    @property
    def words_beside(self) -> str:
        """The words that all have in common, without the name that changes."""
        return " ".join(piece.text for piece in self.common if piece.slot is None)

    @property
    def bracketed(self) -> bool:
        """Whether a bracket holds all of it, perhaps with a stop after it."""
        return self.text[0] in _OPENING and self.text.rstrip(".。 ")[-1:] in tuple(_CLOSING)

    @cached_property
    def credits_agency(self) -> bool:
        """Whether the agency's name stands in a few words that are no sentence, as credits are."""
        return self.named and not self.prose and self.words <= _CREDIT_WORDS

    @property
    def credited(self) -> bool:
        """Whether it is a credit: the agency's name in a bracket, or with people, initials, or
        words of writers and pictures beside it.
        """
        if not self.credits_agency:
            return False
        slots = {piece.slot for piece in self.spots[0].pieces}
        signed = not slots.isdisjoint((Slot.NAME, Slot.INITIALS))
        worded = not _CREDITING.isdisjoint(self.classes) and self.share >= _OFTEN
        return self.bracketed or signed or worded

    @property
    def coded(self) -> bool:
        """Whether a figure changes in it, and a word in capitals stands beside."""
        capitals = [piece.is_word and piece.text.isupper() for piece in self.spots[0].pieces]
        return self.slots > 0 and any(capitals)

    @property
    def slots(self) -> int:
        """How many numbers, dates and times change in it."""
        changing = (Slot.NUMBER, Slot.DATE, Slot.TIME)
        return sum(piece.slot in changing for piece in self.spots[0].pieces)

    @cached_property
    def names_something(self) -> bool:
        """Whether it is the name of a place or perhaps of a person, and nothing else."""
        words = " ".join(piece.text for piece in self.spots[0].pieces if piece.is_word)
        placed = is_place_name(words) or is_place_name(words.title())
        return placed or is_person(words.split())

    @property
    def placed(self) -> bool:
        """Whether a label with a few words that change stands between the headline and the story,
        as places do.
        """
        return False

    @cached_property
    def under(self) -> bool:
        """Whether most stand between the headline and the story."""
        under = sum(spot.titled and spot.stand is Stand.HEAD for spot in self.spots)
        return under * 2 > len(self.spots)

    @cached_property
    def located(self) -> bool:
        """Whether it is a few words between the headline and the story, where places and sections
        stand.
        """
        return self.under and self.words <= LOCATED
