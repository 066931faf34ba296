"""Datelines: places, region, date, credit, reporter and separator, in whatever order an agency
prints them.

One grammar for all agencies. It knows none by name: the credits that agencies print come from their
profiles. A text is cut only where the parts are unmistakable; "PARIS (the one in Texas) -
population 24,000" has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit import arguments
from dispatchkit.agencies.lexicon import NO_CREDITS, lexicon_of
from dispatchkit.grammar.dateline.east import east_asian
from dispatchkit.grammar.dateline.elements import (
    DIGIT_RE,
    Found,
    Reader,
    credits_in,
    may_hold_credit,
)
from dispatchkit.grammar.dateline.west import (
    REACH,
    bare_credit,
    bracketed,
    credit_first,
    dated_slashes,
    named_credit,
    place_line,
    slashes,
    uncredited,
)
from dispatchkit.model import Dateline
from dispatchkit.startup.patterns import pattern
from dispatchkit.surrogates import mended

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dispatchkit.agencies.lexicon import Lexicon

    Form = Callable[[Reader, int], Found | None]

__all__ = ["Found", "find_dateline", "find_place_line", "parse_dateline"]

# A text in one of these forms holds at least one of its signs; "0" stands for any figure. An
# agency's own forms need none.
_FIGURE = frozenset("0")
_BY_SIGN: tuple[tuple[Form, frozenset[str]], ...] = (
    (slashes, frozenset("/")),
    (dated_slashes, frozenset("/")),
    (credit_first, frozenset("(（/[-–—―_")),
    (bracketed, frozenset("(（/[")),
    (bare_credit, frozenset("-–—,.0")),
    (named_credit, frozenset(".")),
    (uncredited, frozenset("-–—_0")),
)
_SIGNS = frozenset("/(（[-–—―_,.")
# An ASCII text without any of these has a dateline only if it prints a known credit; two of three
# lines of a page have none of them.
_UNCREDITED_RE = pattern(r"[\d(/\[_]")
# How many characters may stand before the dateline: a version marker ("(LEAD)"), the layer of a
# reprint ("(MENAFN- Kuwait News Agency (KUNA))").
_MARKER = 90
_ADVANCE_RE = pattern(r"^\(((?:[^()]|\([^()]{1,30}\)){2,80})\)\s*")


def parse_dateline(
    text: str,
    *,
    received: date | None = None,
    language: str | None = None,
    agency: str | None = None,
) -> tuple[Dateline | None, str]:
    """The dateline that opens *text*, and the rest of the text; ``(None, text)`` if it opens with
    none.

    *received* is the day the text came in: a year or month that is not printed is taken nearest to
    it. *agency* is the id of who issued the text, if the caller knows: it admits that agency's
    forms without a credit (a bare place line, "MANILA - "); an id without a profile admits none. A
    lone surrogate in the text becomes U+FFFD. Raises TypeError or ValueError, naming the argument,
    for a value that it cannot have.
    """
    text = mended(arguments.of_type("text", text, str))[0]
    received, language = arguments.received(received), arguments.language(language)
    agency = arguments.or_none("agency", agency, str)
    # The tables of words and months are those of languages, not of their regions.
    language = language and language.partition("-")[0]
    found = find_dateline(text, lexicon_of(), received=received, language=language, agency=agency)
    return (found.dateline, text[found.end :].strip()) if found else (None, text)


def find_dateline(
    text: str,
    lexicon: Lexicon,
    *,
    received: date | None = None,
    language: str | None = None,
    agency: str | None = None,
) -> Found | None:
    """The dateline that opens *text*, with the offset at which the rest begins; None if no dateline
    does. The credits are those of *lexicon*, the other arguments as for ``parse_dateline``.
    """
    # "****SANTO DOMINGO, March 4 -": asterisks marked a flash on the wires of the 1980s.
    start = len(text) - len(text.lstrip("* \t\u00a0\u3000"))
    reader = Reader(text, received, language, agency, lexicon.credits_of(agency))
    if (
        agency is None
        and text.isascii()
        and not _UNCREDITED_RE.search(text, start, start + REACH)
        and not may_hold_credit(reader, start, start + REACH)
    ):
        return None
    for form in _forms(text, start, agency):
        found = form(reader, start)
        if found:
            dateline = found.dateline
            return found._replace(dateline=_with_text(dateline, text[start : found.end], language))
    marker = _ADVANCE_RE.match(text[start : start + _MARKER])
    if marker and not credits_in(marker[1], reader.known):
        found = bracketed(reader, start + marker.end())
        begin = start + marker.end()
        return found and found._replace(
            begin=begin, dateline=_with_text(found.dateline, text[begin : found.end], language)
        )
    return None


def _forms(text: str, start: int, agency: str | None) -> list[Form]:
    """The forms of which *text* holds a sign, in the order in which they are tried; for most lines
    of a page there are none.
    """
    opening = text[start : start + REACH]
    signs = _SIGNS.intersection(opening)
    if DIGIT_RE.search(opening):
        signs |= _FIGURE
    forms: list[Form] = [] if text.isascii() else [east_asian]
    if signs:
        forms += [form for form, wanted in _BY_SIGN if not wanted.isdisjoint(signs)]
    return forms if agency is None or uncredited in forms else [*forms, uncredited]


def _with_text(dateline: Dateline, printed: str, language: str | None) -> Dateline:
    """The dateline with its own text as printed, without the separator after it."""
    return Dateline(
        text=printed.strip().rstrip("-–—_:=").rstrip(),
        place="/".join(_turkish_case(place, language) for place in dateline.places) or None,
        places=dateline.places,
        region=dateline.region,
        country=dateline.country,
        date=dateline.date,
        agencies=dateline.agencies,
        byline=dateline.byline,
    )


def _turkish_case(place: str, language: str | None) -> str:
    """A Turkish place printed in capitals, in title case: "SİNOP" is "Sinop".

    Only the Turkish capitals "İ" and "I" are lower-cased wrongly by other programs:
    ``"SİNOP".lower()`` has six characters, and no other program would find that it is Sinop.
    ``places`` and ``text`` stay as printed.
    """
    if not place.isupper() or not ("İ" in place or (language == "tr" and "I" in place)):
        return place
    return _TURKISH_WORD_RE.sub(
        lambda word: word[0][0] + word[0][1:].replace("İ", "i").replace("I", "ı").lower(), place
    )


_TURKISH_WORD_RE = pattern(r"[^\W\d_]+")


def find_place_line(text: str, *, language: str | None = None) -> Found | None:
    """The place that is all of a line ("Ankara", "BOGOTÁ, Colombia"), whoever sent it; None for any
    other line.
    """
    found = place_line(Reader(text, None, None, None, NO_CREDITS), 0)
    return found and found._replace(dateline=_with_text(found.dateline, text, language))
