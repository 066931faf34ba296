"""A dump while its lines are given their parts: what its lines look like, how likely each part is,
and what the facts allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.ended import ends_story
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import Part
from dispatchkit.text.scripts import SOUTHEAST_ASIAN
from dispatchkit.text.shape import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.structure.around import Ground
    from dispatchkit.structure.look import Look

# "It rains today." is a sentence, "Inc." is not. Thai, Lao, Burmese and Khmer sentences end with a
# space; a menu's entries are shorter.
_SHORTEST, _LONG = 3, 10
_STOPLESS_RE = pattern(f"[{SOUTHEAST_ASIAN}]")
# "... said. (PNA)": the names of agencies are words of captions too, and do not count against a
# sentence.
_FOREIGN = frozenset(["caption"])
# A sentence about menus or prices holds a word of furniture here and there; of those that ask for
# consent or a subscription, more than every tenth is one.
_FURNISHED = 0.1


class Scene(NamedTuple):
    """A dump as a whole (*ground*), its provisional labels, the likelihoods of the parts for the
    lines near text, a bit for each part that the facts allow these, whether the dump holds
    furniture of pages, the lines that read like sentences, and those that end a story by a mark or
    a credit after their last sentence.
    """

    ground: Ground
    marks: Sequence[Mark]
    odds: Mapping[int, Sequence[float]]
    may: Mapping[int, int]
    furnished: bool
    sentences: frozenset[int]
    ended: frozenset[int] = frozenset()

    def chance(self, at: int, part: Part) -> float:
        """The likelihood that the line *at* is a *part*; 0 far from text."""
        odds = self.odds.get(at)
        return odds[part] if odds else 0.0

    def told(self, at: int) -> float:
        """The likelihood that the line *at* is text or a crosshead; 0 far from text."""
        odds = self.odds.get(at)
        return odds[Part.TEXT] + odds[Part.CROSSHEAD] if odds else 0.0

    def words(self, at: int) -> int:
        """How many words the line *at* has."""
        return self.ground.looks[at].words

    def text(self, at: int) -> str:
        """The text of the line *at*."""
        return self.marks[at].unit.text


def scene_of(
    ground: Ground,
    marks: Sequence[Mark],
    odds: Mapping[int, Sequence[float]],
    may: Mapping[int, int],
    *,
    furnished: bool,
    context: Context,
) -> Scene:
    """The scene of a dump."""
    sentences = frozenset(
        at
        for at in odds
        if (marks[at].hit is None or not furnished) and _reads(ground.looks[at], marks[at])
    )
    ended = [at for at in odds if marks[at].hit is None and ends_story(marks[at].unit, context)]
    return Scene(ground, marks, odds, may, furnished, sentences, frozenset(ended))


def _reads(look: Look, mark: Mark) -> bool:
    """Whether a line reads like a sentence, or in scripts without stops is long, and holds few
    words of furniture.
    """
    words = sum([count for name, count in look.classes.items() if name not in _FOREIGN])
    if look.phrase is not None or words > _FURNISHED * look.words:
        return False
    if _STOPLESS_RE.search(look.text):
        return look.words >= _LONG
    return look.words >= _SHORTEST and (ends_sentence(look.text) or mark.unit.is_prose)
