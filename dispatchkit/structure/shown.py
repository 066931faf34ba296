"""What lines may be after what the mark-up around them shows: a caption, a form or a list of links
is no text, and the headline is the one that the page states or sets in its largest letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import Mark, relabelled
from dispatchkit.labels import BODY_LABELS, Label
from dispatchkit.reading.message import Shown
from dispatchkit.structure.binding import bits
from dispatchkit.structure.chain import FURNITURE, STORY, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.text.units import Unit

NOTHING_SHOWN = Shown()
_HEADLINE = 1 << Part.HEADLINE
_NONE = bits(*FURNITURE)
_TEXT = 1 << Part.TEXT
_CROSSHEAD = 1 << Part.CROSSHEAD
_STORY = _TEXT | _CROSSHEAD


def within(may: Sequence[int], units: Sequence[Unit], shown: Shown, *, headed: bool) -> list[int]:
    """For each of the *units*, the parts that it *may* be (a bit each) and that mark-up leaves;
    where it leaves none, those that it may be. What mark-up shows to be furniture may stand
    anywhere, even where text alone would have none. *headed*: the headline stands elsewhere.
    """
    found = []
    for parts, unit in zip(may, units, strict=True):
        number = unit.lines[0].number
        left = parts
        if headed or (shown.heads and number not in shown.heads):
            left &= ~_HEADLINE
        if number in shown.furniture or number in shown.about:
            left = left & ~_STORY | _NONE
        elif number in shown.roles:
            left = _CROSSHEAD if shown.roles[number] is Label.CROSSHEAD else _TEXT
        elif number in shown.prose:
            left &= _STORY
        elif number in shown.headings:
            left &= ~_TEXT
        found.append(left or parts)
    return found


def as_shown(marks: Sequence[Mark], parts: Sequence[Part], shown: Shown) -> list[Mark]:
    """The *marks* with the labels that mark-up gives those outside the text: a caption credits
    nobody of the story, whatever its words are, and what looks like a crosshead is none there; and
    with the roles that it gives those of the text.
    """
    return [
        (_inside if part in STORY else _outside)(mark, mark.unit.lines[0].number, shown)
        for mark, part in zip(marks, parts, strict=True)
    ]


def _inside(mark: Mark, number: int, shown: Shown) -> Mark:
    """A *mark* of the text in the line of this *number*."""
    role = shown.roles.get(number)
    if role is None or mark.label is role or mark.label not in BODY_LABELS:
        return mark
    return relabelled(mark, role, f"shown.{role.word}")


def _outside(mark: Mark, number: int, shown: Shown) -> Mark:
    """A *mark* that stands outside the text in the line of this *number*."""
    label = shown.labels.get(number)
    known = number in shown.furniture or number in shown.about
    if label is None and known and mark.label in BODY_LABELS:
        label = Label.OTHER
    return Mark(mark.unit, label, f"shown.{label.word}", mark.prose) if label else mark
