"""Forms of lines above the text of an article, which no label tells: a day, who wrote it, whose the
article is, its source and section.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.people import names_in_byline
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import spoken
from dispatchkit.text.shape import COLONS, is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatchkit.agencies.lexicon import Lexicon

# A sign of copyright, or the word, opens a line of rights.
_SIGNED_RE = pattern(r"(?:©|\([cC]\)\s|[Cc]opyright\b|COPYRIGHT\b)")
# "10 März 2020 Dienstag", "April 4, 2008 Friday 2:11 PM GMT", "dinsdag 3 mei 2016 14:20": beside
# its date and hour a line of a date has so many words, the day of the week and the zone.
_BESIDE = 3
# "By Lorraine K. Hastey; Marcus Oyelaran contributed reporting." and the like have so many words.
_NAME_WORDS = 12
# "LESOIR", "AFPF", "SHINAN": the code of a source.
_CODE_RE = pattern(r"[A-Z][A-Z0-9]{2,7}")
_NUMBER_RE = pattern(r"[A-Z]{0,3}-?\d{1,4}(?:[/,.-]\d{1,4})?[A-Z]?")
# A sentence of more words that ends with a stop is text.
_HEADLINE_WORDS, _STOPS = 15, (".", "。", ".”", '."', ".»", "।")
# A rubric above a headline.
_SECTION_WORDS = 5
_CLOCK_RE = pattern(
    r"\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)?"
    r"(?: (?:[A-Z]{2,5}|(?:[A-Z][a-z]+ ){1,2}Time|Uhr))?"
)


def is_rights(text: str) -> bool:
    """Whether a line says whose the article is, and what nobody else may do with it."""
    return _SIGNED_RE.match(text) is not None or text.casefold().startswith(_openings())


@cache
def _openings() -> tuple[str, ...]:
    return tuple(tables.load("data/rights")["opens"])


def _is_date(text: str, lexicon: Lexicon) -> bool:  # noqa: ARG001 - forms are asked alike
    """Whether a line says a day, perhaps with its weekday and an hour, and little else."""
    dates = find_dates(text)
    if not dates or not dates[0].day:
        return False
    left = text[: dates[0].start] + " " + text[dates[-1].end :]
    return weight(left) <= _BESIDE


def _is_byline(text: str, lexicon: Lexicon) -> bool:
    """Whether a line names who wrote the article, with words for it or without."""
    if len(text.split()) > _NAME_WORDS or is_prose(text):
        return False
    printed = text.title() if text.isupper() else text
    return bool(names_in_byline([f"By: {printed}"], lexicon, desks=False))


def _is_headline(text: str, lexicon: Lexicon) -> bool:
    """Whether a line may be a headline: no day, no line of rights, no sentence of the text."""
    told = text.endswith(_STOPS) and is_prose(text) and weight(text) > _HEADLINE_WORDS
    return not told and not is_rights(text) and not _is_date(text, lexicon)


FORMS: dict[str, Callable[[str, Lexicon], bool]] = {
    "date": _is_date,
    "byline": _is_byline,
    "rights": lambda text, _: is_rights(text),
    "language": lambda text, _: spoken(text) is not None,
    "code": lambda text, _: _CODE_RE.fullmatch(text) is not None,
    "number": lambda text, _: _NUMBER_RE.fullmatch(text) is not None,
    "clock": lambda text, _: _CLOCK_RE.fullmatch(text) is not None,
    "source": lambda text, _: not is_prose(text) and not is_rights(text),
    "edition": lambda text, _: not is_prose(text) and not is_rights(text),
    "section": lambda text, _: weight(text) <= _SECTION_WORDS and not text.endswith(COLONS),
    "headline": _is_headline,
}
