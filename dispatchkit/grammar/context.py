"""What has to be known of a whole text before its lines can be labelled: its language, its
datelines and its sender.

They depend on one another, so they are found in turns: the language by the running text, datelines
with that language, the sender by their credits, and then what only a known sender gives away, a
dateline without a credit or the language of a short text.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dateline import Found, find_dateline
from dispatchkit.grammar.dates.vocabulary import languages_of_dates
from dispatchkit.grammar.label import Context
from dispatchkit.grammar.sender import Detection, sender
from dispatchkit.grammar.stamps import says_when
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.language import Guess, identify, is_firm, likeliest, spoken_as, telling
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from dispatchkit.agencies.keywords import SmoothLines
    from dispatchkit.agencies.lexicon import Facts, Lexicon
    from dispatchkit.grammar.label import Mark
    from dispatchkit.text.codes import DateOrder
    from dispatchkit.text.units import Unit

# A dateline opens the first paragraph or stands right above it; menus may hold hundreds of lines
# before that.
DATELINE_UNITS = 400
# "Sumgait, Azerbaijan, May 4": a line with the first half of a dateline has no more characters.
_HEAD = 60
# A line with a time of day says when a story was published.
_CLOCK_RE = pattern(r"\d:[0-5]\d(?!\d)")


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
    stated: str | None = None,
    received: date | None,
    order: DateOrder | None,
    furniture: Collection[int] = (),
    credit: str | None = None,
) -> Known:
    """What is known of *units*, whose texts are given as *smoothed* to be searched; datelines are
    looked for in those *near* text, the language is that of those which are no *furniture*.

    *profile* is the id of the sender's profile, if the caller names it (UnknownProfile if there is
    none such), *stated* that of the sender whom the envelope states, *credit* that of a sender whom
    the envelope names and no profile knows. Without the day on which the
    text was *received*, the year of a dateline stays open (see ``dated``). *order* is that of the
    numbers in dates, if the caller knows it.
    """
    prose = telling(units, furniture)
    guess = identify(prose)
    language = guess.language if guess else None
    find = partial(find_dateline, lexicon=lexicon, received=received, credit=credit)
    opened = _datelines(units, near, partial(find, language=language))
    datelines = _of_one_source(opened)
    detection = sender(
        units, smoothed, datelines, language, lexicon, profile=profile, stated=stated
    )
    facts = lexicon.facts_of(detection.profile)
    if detection.agency is not None and not is_firm(guess):
        guess = _of_sender(prose, guess, units, datelines, facts)
        if guess is not None and guess.language != language:
            again = _datelines(units, sorted(datelines), partial(find, language=guess.language))
            datelines |= _of_one_source(again)
    language = spoken_as(guess.language if guess else None, facts.languages)
    context = Context(detection.profile, language, order, received, lexicon, credit)
    if datelines.keys() == opened.keys():
        datelines |= _own_dateline(units, datelines, facts, context)
    return Known(context, detection, guess, datelines)


def _datelines(
    units: Sequence[Unit],
    near: Iterable[int],
    find: Callable[[str], Found | None],
) -> dict[int, Found]:
    """The datelines that *find* sees in the units *near* text, by the index of their unit."""
    found: dict[int, Found] = {}
    for at in islice(near, DATELINE_UNITS):
        text = units[at].text
        dateline = find(text)
        if dateline is None:
            continue
        head = units[at - 1].text if at else ""
        headed = _lacks_head(dateline) and _may_be_head(head)
        # Place and day on one line, reporter and credit before the text on the next.
        both = find(f"{head} {text}") if headed else None
        if both and _spans(both, head):
            found[at - 1] = Found(both.dateline, len(head))
            dateline = Found(both.dateline, both.end - len(head) - 1)
        found[at] = dateline
    return found


def _of_one_source(found: dict[int, Found]) -> dict[int, Found]:
    """The datelines without the weak ones ("Vigo (Industrias del Mar) - ", "CAIRO - "), unless all
    of these name one source, region or city: others are items of a list.
    """
    weak = {at for at, one in found.items() if one.weak}
    named = {
        found[at].source or found[at].dateline.region or found[at].dateline.places for at in weak
    }
    several = len(named) > 1
    return {at: one for at, one in found.items() if not (several and at in weak)}


def _spans(found: Found, head: str) -> bool:
    """Whether the dateline of two lines has its place and day on the first, which is *head*, and
    its credit on the second.
    """
    dateline = found.dateline
    filed = bool(dateline.places) and head.startswith(dateline.places[0])
    return filed and bool(dateline.agencies) and found.end > len(head)


def _lacks_head(found: Found) -> bool:
    """Whether a dateline has a credit, no day and no region: what it has for a place may be the
    reporter's name.
    """
    dateline = found.dateline
    bare = bool(dateline.agencies) and dateline.region is None
    return bare and not DIGIT_RE.search(dateline.text)


def _may_be_head(line: str) -> bool:
    """Whether a line may hold the place and day of a dateline that goes on below it."""
    if len(line) > _HEAD or not DIGIT_RE.search(line) or _CLOCK_RE.search(line):
        return False
    return not says_when(line)


def _of_sender(
    prose: str,
    guess: Guess | None,
    units: Sequence[Unit],
    datelines: dict[int, Found],
    facts: Facts,
) -> Guess | None:
    """The language of a short text whose sender is known: the likeliest of the sender's, by what
    stands beside the datelines and by the names of months in them; else the *guess*, if it rests on
    more than one word.
    """
    printed = [(units[at].text, found) for at, found in datelines.items()]
    dated = [
        language
        for text, found in printed
        for language in languages_of_dates(text[: found.end])
        if language in facts.languages
    ]
    for text, found in printed:
        prose = prose.replace(text, text[found.end :])
    kept = guess if guess and len(guess.evidence) > 1 else None
    return likeliest(prose, facts.languages, dated) or kept


def _own_dateline(
    units: Sequence[Unit], known: dict[int, Found], facts: Facts, context: Context
) -> dict[int, Found]:
    """The dateline in a form that is read only if the sender is known: without a credit ("MANILA -
    ", and "Delhi: " before the first sentence), or with one that is a common word ("APA."), by the
    index of its unit. Empty where there is none, or one of the *known* names the sender.
    """
    if not ({"dash", "colon", "date"} & set(facts.datelines) or facts.ambiguous) or any(
        facts.id in found.dateline.agencies for found in known.values()
    ):
        return {}
    told = False
    for at, unit in enumerate(units[:DATELINE_UNITS]):
        found = _find(unit, context, context.received)
        if found and _is_own(found, unit) and not (told and ":" in unit.text[: found.end]):
            return {at: found}
        told = told or unit.is_prose
    return {}


def _is_own(found: Found, unit: Unit) -> bool:
    """Whether a dateline that only its sender tells has a place, and text or a day beside it."""
    if not found.dateline.places or unit.is_prose:
        return bool(found.dateline.places) and found.end < len(unit.text)
    return bool(found.dateline.agencies or DIGIT_RE.search(unit.text))


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
        credit=context.credit,
    )
