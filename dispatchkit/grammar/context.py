"""What has to be known of a whole text before its lines can be labelled: its language, its
datelines and its sender.

They depend on one another, so they are found in turns: the language by the running text, datelines
with that language, the sender by their credits, and then what only a known sender gives away, a
dateline without a credit or the language of a short text.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dateline import Found, find_dateline
from dispatchkit.grammar.label import Context
from dispatchkit.grammar.sender import Detection, sender
from dispatchkit.text.language import Guess, identify, likeliest, spoken_as, telling
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.agencies.lexicon import Facts, Lexicon
    from dispatchkit.agencies.matcher import SmoothLines
    from dispatchkit.grammar.label import Mark
    from dispatchkit.text.codes import DateOrder
    from dispatchkit.text.units import Unit

# A dateline opens the first paragraph or stands right above it; menus may hold hundreds of lines
# before that.
DATELINE_UNITS = 400


class Known(NamedTuple):
    """What is known of a text: the *detection* of its sender, the *guess* at its language (None:
    unsure), and its *datelines* by the index of their unit.
    """

    context: Context
    detection: Detection
    guess: Guess | None
    datelines: dict[int, Found]


def known_of(
    units: Sequence[Unit],
    smoothed: SmoothLines,
    near: Iterable[int],
    lexicon: Lexicon,
    *,
    profile: str | None,
    received: date | None,
    order: DateOrder | None,
) -> Known:
    """What is known of *units*, whose texts are given as *smoothed* to be searched; datelines are
    looked for in those *near* text.

    *profile* is the id of the sender's profile, if the caller names it (UnknownProfile if there is
    none such). Without the day on which the text was *received*, the year of a dateline stays open
    (see ``dated``). *order* is that of the numbers in dates, if the caller knows it.
    """
    prose = telling(units)
    guess = identify(prose)
    language = guess.language if guess else None
    datelines: dict[int, Found] = {}
    for at in islice(near, DATELINE_UNITS):
        dateline = find_dateline(units[at].text, lexicon, received=received, language=language)
        if dateline:
            datelines[at] = dateline
    detection = sender(units, smoothed, datelines, language, lexicon, profile=profile)
    facts = lexicon.facts_of(detection.profile)
    if guess is None and detection.agency is not None:
        guess = likeliest(prose, facts.languages)
        language = guess.language if guess else None
    language = spoken_as(language, facts.languages)
    context = Context(detection.profile, language, order, received, lexicon)
    datelines |= _own_dateline(units, datelines, facts, context)
    return Known(context, detection, guess, datelines)


def _own_dateline(
    units: Sequence[Unit],
    known: dict[int, Found],
    facts: Facts,
    context: Context,
) -> dict[int, Found]:
    """The dateline in a form that is read only if the sender is known: without a credit ("MANILA -
    "), or with one that is a common word ("APA."), by the index of its unit. Empty where there is
    none, or one of the *known* names the sender.
    """
    if not ({"dash", "date"} & set(facts.datelines) or facts.ambiguous) or any(
        facts.id in found.dateline.agencies for found in known.values()
    ):
        return {}
    for at, unit in enumerate(units[:DATELINE_UNITS]):
        found = _find(unit, context, context.received)
        if (
            found
            and found.dateline.places
            and (
                found.end < len(unit.text)
                if unit.is_prose
                else found.dateline.agencies or DIGIT_RE.search(unit.text)
            )
        ):
            return {at: found}
    return {}


def dated(marks: list[Mark], published: date | datetime | None, context: Context) -> list[Mark]:
    """*marks* with the years of datelines that stayed open until the day was known on which the
    dispatch was *published*.
    """
    near = published.date() if isinstance(published, datetime) else published
    if near is None or context.received:
        return marks
    return [_dated(mark, near, context) for mark in marks]


def _dated(mark: Mark, near: date, context: Context) -> Mark:
    """*mark*, its dateline, if undated, read again with a year near *near*."""
    if mark.dateline is None or mark.dateline.dateline.date is not None:
        return mark
    again = _find(mark.unit, context, near)
    return (
        mark._replace(dateline=again)
        if again and again.dateline.places == mark.dateline.dateline.places
        else mark
    )


def _find(unit: Unit, context: Context, received: date | None) -> Found | None:
    """The dateline that a unit opens with, in any form that the sender prints."""
    return find_dateline(
        unit.text,
        context.lexicon,
        received=received,
        language=context.language,
        agency=context.profile,
    )
