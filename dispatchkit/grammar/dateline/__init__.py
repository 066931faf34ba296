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
from dispatchkit.grammar.dateline.evidence import Found, place_line, read
from dispatchkit.grammar.dateline.names import words_of
from dispatchkit.grammar.dateline.pieces import REACH
from dispatchkit.grammar.dateline.reader import SIGNS, Reader
from dispatchkit.grammar.dates.numerals import in_figures
from dispatchkit.grammar.notices import headline_notice
from dispatchkit.startup.patterns import pattern
from dispatchkit.surrogates import mended
from dispatchkit.text.scripts import FIRST_WIDE

if TYPE_CHECKING:
    from datetime import date

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.dates.numerals import InFigures
    from dispatchkit.model import Dateline

__all__ = ["Found", "find_dateline", "find_place_line", "parse_dateline"]

# A text without any of these has a dateline only if it prints a known credit, or if its sender
# prints a place and a dash; two of three lines of a page have none of them.
_SIGN_RE = pattern(
    r"[\d(/\[_（［【«]|\.[A-Za-z]{2,4}(?:,\s|\s?[-–—])"
    r"|[^\W\da-z_]{3},\s[^\W\da-z_][\w. ]{2,20}\s[-–—]"
)
# "The ferry runs": the second word of a place has a capital, or is one of the small words.
_PROSE_RE = pattern(r"[^\W\d_]{1,40} ([a-zß-ÿа-яё]{2,40}) ")
_LETTER_RE = pattern(r"[^\W\d_]")
# The layer of a reprint ("(MENAFN- Kuwait News Agency (KUNA))"), a version's marker ("(2nd LD)").
_LAYER_RE = pattern(r"\(((?:[^()]|\([^()]{1,30}\)){2,80})\)\s*")
# What closes a dateline is no part of its text.
_CLOSERS = f"-–—_:=፡፥፦ः|{SIGNS}"
# Marks and embeddings that turn the direction of text. They are no part of any word.
_BIDI_RE = pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# Letters and digits of full width, as East Asia prints them: "【３月５日　ＡＦＰ】".
_NARROW = {code + 0xFEE0: code for code in range(0x30, 0x7B) if chr(code).isalnum()}
_WIDE_RE = pattern("[０-ｚ]")


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
    credit: str | None = None,
) -> Found | None:
    """The dateline that opens *text*, with the offset at which the rest begins; None if no dateline
    does. The credits are those of *lexicon* and the *credit* that the header of a telegram makes
    known, the other arguments as for ``parse_dateline``.
    """
    # In all of these a character stands where it stands in the text as printed.
    spaced = text if text.isascii() else _BIDI_RE.sub(" ", text)
    text = _narrowed(spaced)
    # "****SANTO DOMINGO, March 4 -": asterisks marked a flash on the wires of the 1980s.
    start = len(text) - len(text.lstrip("* \t\u00a0\u3000"))
    opening = text[start : start + REACH]
    credits_known = lexicon.credits_of(agency, credit)
    # In the scripts of East Asia no space sets a credit off.
    wide = not opening.isascii() and max(opening) >= FIRST_WIDE
    figures = in_figures(opening, telegram=True) if wide else None
    if figures:
        text = text[:start] + figures.text + text[start + REACH :]
    credited = wide or credits_known.may_stand_in(opening)
    if agency is None and not credited and not _may_open(opening):
        return None
    reader = Reader(text, received, language, agency, credits_known, credited)
    found = _found_at(reader, start)
    if found is None:
        return None
    if figures:
        found = _as_printed(found, figures, start)
    printed = spaced[found.begin : found.end]
    return found._replace(
        begin=0 if found.begin == start else found.begin,
        dateline=_with_text(found.dateline, printed, language),
    )


def _narrowed(text: str) -> str:
    """*text* with letters and digits of full width as ordinary ones."""
    # ``translate`` looks up every character: it took a twentieth of the time of datelines.
    wide = not text.isascii() and _WIDE_RE.search(text) is not None
    return text.translate(_NARROW) if wide else text


def _as_printed(found: Found, figures: InFigures, start: int) -> Found:
    """A dateline that was *found* where numerals are put in *figures* from *start* on, with its
    offsets in the text as printed.
    """
    return found._replace(
        begin=start + figures.printed(found.begin - start),
        end=start + figures.printed(found.end - start),
    )


def _may_open(opening: str) -> bool:
    """Whether a text whose credit nobody knows may open with a dateline, at the first glance."""
    prose = _PROSE_RE.match(opening)
    named = prose is None or prose[1] in words_of("small")
    return (
        named
        and _SIGN_RE.search(opening) is not None
        # "12:43" names no place; one of eight lines with a sign has figures alone.
        and _LETTER_RE.search(opening) is not None
    )


def _found_at(reader: Reader, start: int) -> Found | None:
    """The dateline at *start*, or after a marker there if a source speaks for it; or the place
    that is all of a line, if the sender prints such.
    """
    found = read(reader, start)
    if found is None and (begin := _after_marker(reader.text, start)) > start:
        again = read(reader, begin)
        found = again if again and (again.dateline.agencies or again.source) else None
    if found is None and reader.agency and reader.credits.prints((reader.agency,), "line"):
        return place_line(reader, start)
    return found


def _after_marker(text: str, start: int) -> int:
    """Where the text goes on after a version's marker or another layer at *start*; *start* if there
    is none: "(2nd LD) SEOUL", "URGENT - LIMA".
    """
    layer = _LAYER_RE.match(text, start)
    if layer:
        return layer.end()
    notice = headline_notice(text[start : start + REACH])
    if notice is None or not text.startswith(notice.text, start):
        return start
    end = start + len(notice.text)
    return end + len(text[end:]) - len(text[end:].lstrip())


def _with_text(dateline: Dateline, printed: str, language: str | None) -> Dateline:
    """The dateline with its own text as printed, without the separator after it."""
    place = "/".join(_turkish_case(place, language) for place in dateline.places) or None
    return dateline._replace(text=printed.strip().rstrip(_CLOSERS).rstrip(), place=place)


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
