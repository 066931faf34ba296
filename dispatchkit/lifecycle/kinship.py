"""What two dispatches have in common: whether they are akin, near in time, of one house, or marked
as versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.compare.alike import likeness
from dispatchkit.compare.compared_words import words
from dispatchkit.compare.standing import REPLACES

if TYPE_CHECKING:
    from dispatchkit.compare.card import Card
    from dispatchkit.compare.standing import Standing

# A rewritten update keeps a third of what the shorter version said; two stories on one topic have
# next to nothing in common.
_REWRITTEN = 0.3
# Half of the words of two headlines: "Ferry runs again after storm", "Ferry runs again, two hurt".
_SAME_WORDS = 0.5
# A headline of fewer words heads many stories ("Market report", "Wetter"). The words of Chinese and
# Japanese are single characters.
LEAST_WORDS = 3


def are_akin(one: Card, other: Card) -> bool:
    """Whether two dispatches tell much the same, by their headlines or by their texts."""
    return in_common(one, other) >= _SAME_WORDS or shares_text(one, other)


def in_common(one: Card, other: Card) -> float:
    """The share of the words of the shorter headline that the longer one has, too; 0 if it is no
    headline of one story.
    """
    first, second = set(words((one.headline,))), set(words((other.headline,)))
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest >= LEAST_WORDS else 0


def shares_text(one: Card, other: Card) -> bool:
    """Whether two dispatches have a good part of the shorter text in common."""
    return bool(one.size and other.size) and likeness(one, other).contained >= _REWRITTEN


def of_one_house(one: Card, other: Card) -> bool:
    """Whether two dispatches may be of one agency: unless two are known."""
    return one.agency is None or other.agency is None or one.agency == other.agency


def are_near(one: Card, other: Card, most: int) -> bool:
    """Whether at *most* so many days lie between two dispatches; if a day is unknown, whether their
    texts are akin.
    """
    if one.day is None or other.day is None:
        return are_akin(one, other)
    return abs((one.day - other.day).days) <= most


def is_marked(standing: Standing) -> bool:
    """Whether a dispatch says that it is one of several versions, or takes one back."""
    mark = standing.mark
    return standing.kind == "kill" or (mark is not None and mark.kind in (*REPLACES, "repeat"))


def is_correction(card: Card) -> bool:
    """Whether a dispatch says that it corrects another; it may be embargoed besides."""
    mark = card.standing.mark
    return card.standing.kind == "correction" or (mark is not None and mark.kind == "correction")


def takes_back(one: Card, other: Card) -> bool:
    """Whether one of two dispatches is a kill or a correction, which does harm where it hits a
    story that is not its own.
    """
    kinds = (one.standing.kind, other.standing.kind)
    return "kill" in kinds or is_correction(one) or is_correction(other)


def differ(one: Card, other: Card) -> bool:
    """Whether each of two headlines has words that the other lacks."""
    first, second = set(words((one.headline,))), set(words((other.headline,)))
    return bool(first - second and second - first)


def is_part(card: Card) -> bool:
    """Whether a dispatch says that it is a part of a long story."""
    mark = card.standing.mark
    return mark is not None and mark.kind == "part"


def is_marked_after(one: Card, other: Card) -> bool:
    """Whether at least one of two dispatches is marked, and neither as a part."""
    marked = is_marked(one.standing) or is_marked(other.standing)
    return marked and not (is_part(one) or is_part(other))


def with_mark(why: str, one: Card, other: Card) -> str:
    """A reason with the marks of two dispatches."""
    marks = [card.standing.mark.text for card in (one, other) if card.standing.mark]
    return f"{why}, marked {' and '.join(dict.fromkeys(marks))}" if marks else why
