"""What each line of a dump is, for wires, pages and exports alike: one labeller.

Each line is looked at (``look``, ``around``, ``features``); a linear chain (``chain``) gives the
likelihood that it is each part of the dump, within what the facts allow (``binding``); ``decide``
makes parts of likelihoods and ``labels`` labels of parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.keywords import SmoothLines
from dispatchkit.grammar.closing import closed
from dispatchkit.grammar.context import known_of
from dispatchkit.grammar.label import mark_units
from dispatchkit.grammar.mails import enveloped
from dispatchkit.grammar.named_below import named_below
from dispatchkit.grammar.releases import released
from dispatchkit.structure.around import near_text, survey
from dispatchkit.structure.binding import bound, without_strays
from dispatchkit.structure.chain import FURNITURE, STORY, Part, likelihoods, speaking
from dispatchkit.structure.decide import decide
from dispatchkit.structure.doubtful import settled
from dispatchkit.structure.features import observe
from dispatchkit.structure.furnished import is_furnished
from dispatchkit.structure.one_line import is_one_line
from dispatchkit.structure.scene import scene_of
from dispatchkit.structure.shown import NOTHING_SHOWN, within
from dispatchkit.structure.strays import crossed, rounded_up, strays_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.context import Known
    from dispatchkit.grammar.label import Mark
    from dispatchkit.reading.message import Shown
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.structure.around import Ground
    from dispatchkit.structure.features import Observation
    from dispatchkit.text.units import Unit

# At most this many features are named as the reason for a line.
_NAMED = 4
# What speaks against text.
_OUTSIDE = (*FURNITURE, Part.SIGNED)


class Layout(NamedTuple):
    """The parts of a dump: the part of each line, the line of the headline (-1: none), whether the
    dump holds furniture of pages, the likelihoods of the parts for each line near text, and what
    was seen of these lines, to say why; *one_line*: it has lost its line breaks.
    """

    parts: Sequence[Part]
    headline: int
    furnished: bool
    odds: dict[int, list[float]]
    seen: dict[int, Observation]
    one_line: bool = False

    @property
    def story(self) -> list[int]:
        """The lines of the text and its crossheads."""
        return [at for at, part in enumerate(self.parts) if part in STORY]

    def why(self, at: int) -> str:
        """Why the line *at* is the part that it is, in words: its likelihood, and the features that
        speak most for it and against it.
        """
        part = self.parts[at]
        if at not in self.odds:
            return "far from any text"
        against = _OUTSIDE if part in STORY else STORY
        said = ", ".join(
            f"{name} {weight:+.1f}"
            for weight, name in speaking(self.seen[at], part, against)[:_NAMED]
        )
        return f"{self.odds[at][part]:.2f}: {said}"


class Looked(NamedTuple):
    """A run of lines before their parts are known: the dump as a whole, what is known of it, the
    lines near text, whether the dump holds furniture of pages, and the provisional labels three
    times: as each line has them *alone*, from which the dump is cut into dispatches; *plain*,
    without those that the lines beside them take back, as the model sees them; and *marks*, in
    which comments and teasers among the paragraphs are told as well.
    """

    ground: Ground
    known: Known
    near: list[int]
    furnished: bool
    alone: list[Mark]
    plain: Sequence[Mark] = ()
    marks: Sequence[Mark] = ()


def look_over(units: Sequence[Unit], options: ReadOptions) -> Looked:
    """What stands in the lines *units* of one message, and what is known of them all."""
    ground = survey(units)
    near = near_text(ground)
    smoothed = SmoothLines([unit.smoothed for unit in units])
    looked = _look_at(ground, near, smoothed, options)
    if len(near) < len(units) and not looked.furnished:
        # Lines far from prose are a menu on a page only; elsewhere they are a table.
        looked = _look_at(ground, list(range(len(units))), smoothed, options)
    plain = settled(looked.alone, looked.known.context, furnished=looked.furnished)
    return looked._replace(marks=strays_told(plain, ground.looks), plain=plain)


def _look_at(
    ground: Ground, near: list[int], smoothed: SmoothLines, options: ReadOptions
) -> Looked:
    """What is known of a dump of which only the lines *near* text are asked what they are."""
    units = ground.units
    known = known_of(
        units,
        smoothed,
        near,
        options.lexicon,
        profile=options.profile,
        stated=options.sender,
        credit=options.credit,
        received=options.received,
        order=options.order,
        furniture=frozenset(range(len(units))).difference(near),
    )
    marks = mark_units(units, smoothed, known.datelines, known.context, frozenset(near))
    marks = named_below(released(enveloped(marks), known.context.language), options.lexicon)
    marks = crossed(rounded_up(closed(marks, options.lexicon)))
    furnished = is_furnished(marks, ground.looks, known.context.profile)
    return Looked(ground, known, near, furnished, marks)


def seen_of(looked: Looked) -> list[Observation]:
    """What the model sees of the lines near text."""
    return observe(looked.ground, looked.plain, looked.near, looked.known.context.profile)


def layout_of(looked: Looked, shown: Shown = NOTHING_SHOWN, *, headed: bool = False) -> Layout:
    """The parts of the lines. *shown* is what mark-up tells of them; *headed*: their headline
    stands elsewhere.
    """
    ground, marks, near = looked.ground, looked.marks, looked.near
    furnished = looked.furnished
    seen = seen_of(looked)
    may = bound(looked.plain, ground.looks, near, furnished=furnished)
    may = within(may, [ground.units[at] for at in near], shown, headed=headed)
    odds = {
        at: without_strays(marks[at], chances)
        for at, chances in zip(near, likelihoods(seen, may), strict=True)
    }
    allowed = dict(zip(near, may, strict=True))
    context = looked.known.context
    parts, headline = decide(
        scene_of(ground, marks, odds, allowed, furnished=furnished, context=context)
    )
    one_line = is_one_line(marks, ground.looks)
    if one_line:
        parts, headline = [Part.TEXT], -1
    return Layout(parts, headline, furnished, odds, dict(zip(near, seen, strict=True)), one_line)
