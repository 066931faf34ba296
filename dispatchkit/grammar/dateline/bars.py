"""What rules a dateline out, however much speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline.case import ASIDE, DASHES, OWN_FORM, SENTENCE
from dispatchkit.grammar.dateline.names import is_proper, spells
from dispatchkit.grammar.dateline.pieces import is_telegram
from dispatchkit.grammar.dateline.reader import Kind
from dispatchkit.grammar.dateline.slots import COMMAS
from dispatchkit.grammar.dates import find_date_at
from dispatchkit.grammar.names import is_common
from dispatchkit.grammar.stamps import role_before
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import has_case
from dispatchkit.text.shape import ends_sentence, is_prose, weight

if TYPE_CHECKING:
    from dispatchkit.grammar.dateline.case import Case
    from dispatchkit.grammar.dateline.reader import Piece
    from dispatchkit.grammar.dates import FoundDate

# No credit between slashes at the end of a line has more letters than "الأناضول".
_LONGEST_SLASHED, _INITIALS = 8, 3
# "本报讯": from our own paper.
_OURS_RE = pattern(r"本[报報刊台臺网網社]|[记記]者")
_OPENERS = frozenset("\"“”«»„'‘‚「『《([（【<€$£¡¿#@")
_SPACED_RE = pattern(r"\s/|/\s")
_ASIDE_RE = pattern(r"\s[-–—]\s")


def is_possible(case: Case) -> bool:
    """Whether nothing rules the dateline out: it is closed, the text goes on as a text begins,
    and its slots belong together.
    """
    credit, day = case.slots.credit, case.slots.date
    if case.mark in COMMAS or not (case.places or credit):
        return False
    if case.signed and not (credit and is_prose(case.rest)):
        # "Sport | AFP | Derby won" is the title of a page.
        return False
    if not (_opens_text(case) or case.own or _is_surely_closed(case)):
        return False
    return _is_credited(case, credit) if credit else _is_uncredited(case, day)


def _is_surely_closed(case: Case) -> bool:
    """Whether a mark closes the dateline, and a credit in brackets, or capitals and a day, make
    sure of it, however the text goes on.
    """
    credit, day = case.slots.credit, case.slots.date
    bracketed = credit is not None and credit.bracket
    return case.closed and (bracketed or (case.loud and day is not None))


def _opens_text(case: Case) -> bool:
    """Whether the text goes on as a text begins, or ends here."""
    first = case.rest[:1]
    return not first or first in _OPENERS or (first.isalnum() and not first.islower())


def _is_credited(case: Case, credit: Piece) -> bool:
    """Whether the credit is set off from other words, and on a line of its own a place stands
    beside it that is no person.
    """
    slots, places = case.slots, case.places
    if _is_slug(case, credit):
        return False
    if _ends_with_reporter(case):
        # "(서울=연합뉴스) 김예시 기자 = ", "РИА Новости, Иван Примеров."
        return case.mark[:1] == ("." if case.last.mark else "=")
    if case.slashed and not (all(map(_is_town, places)) and _ends_slashes(case)):
        return False
    if slots.credit_first and places and not (slots.date or case.slashed):
        return _is_led(case)
    if not case.rest:
        return _is_line(case, credit)
    return _has_head(case, credit) and (credit.bracket or _stands_out(case, credit))


def _is_slug(case: Case, credit: Piece) -> bool:
    """Whether an agency, its desk and a slug are joined by dashes alone, as in the slug line of a
    wire, and no sentence follows: "AP-US--Quiet Mills,2nd Ld-Writethru,393".
    """
    led = case.slots.credit_first and case.slots.date is None and not credit.bracket
    joined = led and case.dash and bool(case.places)
    spaced = any(map(str.isspace, case.reader.text[: case.end].strip()))
    return joined and not spaced and not is_prose(case.rest)


def _ends_with_reporter(case: Case) -> bool:
    """Whether the last piece is the name of a reporter without brackets or a slash."""
    last = case.last
    named = last.kind is Kind.NAME and bool(case.slots.reporters)
    return named and not (last.mark == "/" or last.alone or last.bracket)


def _ends_slashes(case: Case) -> bool:
    """Whether no further part follows a slash: "BSS/RSL/KH/1812 hrs" is a sign-off."""
    return case.mark != "/" or case.paired or not case.rest


def _is_led(case: Case) -> bool:
    """Whether a place without a day after its credit stands out: by its capitals, or in a
    script without them by dashes on both sides.
    """
    dashed = case.dash and not DASHES.isdisjoint(case.last.mark)
    apart = (dashed and not has_case(case.places[0])) or case.wired
    return all(map(str.isupper, case.places)) or apart


def _has_head(case: Case, credit: Piece) -> bool:
    """Whether a day after the credit is closed: "（中央社台北4日）" is none, for the head of a
    telegram has its 電.
    """
    day = case.slots.date
    return not day or day.end <= credit.end or bool(case.mark) or case.last.alone


def _stands_out(case: Case, credit: Piece) -> bool:
    """Whether a credit without brackets is set off by a day, slashes, or capitals and a dash.
    "EFE-DEP0412" is the number of a message.
    """
    slots = case.slots
    glued = case.reader.text[case.last.end : case.end] == "-"
    if not case.places and (glued or weight(case.rest) < 2):
        return False
    if slots.date or case.slashed:
        return True
    loud = credit.text.upper() == credit.text or bool(slots.reporters)
    told = [*filter(None, (case.places, slots.reporters, case.closed))]
    return loud and (case.dash or len(told) > 1)


def _is_line(case: Case, credit: Piece) -> bool:
    """Whether a line is a dateline and nothing else: no name of a photographer beside the
    credit of his agency, no credit alone.
    """
    slots, places = case.slots, case.places
    if not places or any(place[0].islower() for place in places):
        # "Snimio/la Ada Finch (QXZ)"
        return False
    named = len(places) == 1 and " " in places[0] and has_case(places[0])
    if case.slashed and not slots.date:
        return _is_slashed_line(case, credit, named=named)
    if not _is_marked(case, credit):
        return False
    if slots.date or case.mark:
        return True
    return not named or places[0].isupper() or bool(slots.regions)


def _is_marked(case: Case, credit: Piece) -> bool:
    """Whether the credit of a line shows what it is: by its bracket, or by a day or its capitals if
    it stands last or in the head of a telegram.
    """
    if credit.bracket:
        return True
    shown = case.slots.date is not None or credit.text.upper() == credit.text
    return shown and (not case.slots.credit_first or is_telegram(case.mark))


def _is_slashed_line(case: Case, credit: Piece, *, named: bool) -> bool:
    """Whether a line of slashes is a dateline: "AA / Phnom Penh", but "dpa/Ada Finch", which is
    *named* as people are.
    """
    spaced = case.slots.credit_first and _SPACED_RE.search(case.reader.text[: case.end])
    short = len(credit.text) <= _LONGEST_SLASHED or not has_case(credit.text)
    return short and bool(spaced or not named)


def _is_uncredited(case: Case, day: FoundDate | None) -> bool:
    """Whether the place is no label of a date, the day no misprint and no beginning of a span
    of days, and a sentence follows, unless capitals tell.
    """
    # The misprint is looked for last, because the day is read once more for it.
    return _is_told(case, day) and _opens_text_alone(case, day) and _is_printed(case, day)


def _opens_text_alone(case: Case, day: FoundDate | None) -> bool:
    """Whether a story follows the source, the place or the day, or they are all of a line that says
    nothing else.
    """
    source = case.slots.source
    if source and not _is_sourced(case, source):
        return day is not None and case.dash
    if not case.rest:
        return _is_day_line(case, day)
    return case.own > 0 or (_is_filed(case) and _opens_story(case, day))


def _is_told(case: Case, day: FoundDate | None) -> bool:
    """Whether anything tells a dateline without a credit, and nothing in it needs one."""
    if case.slots.reporters or case.mark == "/":
        return False
    if case.wired:
        return _OURS_RE.match(case.places[0]) is None
    dated = day or case.slots.undated or "_" in case.mark
    return bool(dated or case.slots.source or case.own or case.is_mapped)


def _is_printed(case: Case, day: FoundDate | None) -> bool:
    """Whether the day has no misprint, and no dash joins it to another: "March 30–April 2"."""
    if day is None:
        return True
    text, end = case.reader.text, case.end
    spanned = bool(case.rest) and case.mark in ("-", "–") and text[day.end : end] == case.mark
    language = case.reader.language
    return not spanned and find_date_at(text, day.start, language=language) is not None


def _is_sourced(case: Case, source: str) -> bool:
    """Whether a text and a dash follow the unknown source, which is no abbreviation."""
    dashed = case.dash or (":" in case.mark and not DASHES.isdisjoint(case.last.mark))
    return dashed and bool(case.rest) and not spells(case.places[0], source)


def _is_day_line(case: Case, day: FoundDate | None) -> bool:
    """Whether a line is all a place and its day; "FEATURES DEC 18, 2025" is a rubric's."""
    if case.own == OWN_FORM or day is None or any(map(is_common, case.places)):
        return case.own == OWN_FORM
    whole = day.year is not None and not (case.mark or case.slots.day_first)
    return case.dash or (case.loud and whole)


def _is_filed(case: Case) -> bool:
    """Whether the places are names, and none of them a label of the date: "Updated"."""
    return all(map(is_proper, case.places)) and not any(map(role_before, case.places))


def _opens_story(case: Case, day: FoundDate | None) -> bool:
    """Whether capitals or a comma set the place off, or a sentence follows it."""
    slots = case.slots
    if case.loud:
        return case.closed or not slots.joined
    filed = day is not None or slots.undated
    if filed and slots.places[0].isupper():
        # In a text of capitals only the comma tells a dateline.
        return case.closed and not slots.joined
    told = ends_sentence(case.rest) or weight(case.rest) >= SENTENCE
    told = told or (filed and slots.source is not None)
    return case.closed and told and not _is_aside(case, day)


def _is_aside(case: Case, day: FoundDate | None) -> bool:
    """Whether place and day look like the subject of a sentence: an aside follows them, or a
    colon after a year, or the day stands before the place or right after it.
    """
    slots, history = case.slots, ":" in case.mark and day is not None and day.year is not None
    if history or slots.day_first:
        return True
    glued = slots.joined and day is not None and has_case(case.places[0])
    aside = _ASIDE_RE.search(case.rest[:ASIDE]) is not None
    # "Praha 5. června (KPA) - ": a source after the day says that they are no subject.
    sourced = day is not None and slots.source is not None
    return (aside or glued) and not sourced


def _is_town(place: str) -> bool:
    """Whether what stands between slashes is a town: "BSS/RSL/KH" are initials, "Photograph by Ada
    Finch/AFP" is a credit.
    """
    words = place.split()
    loud = sum(map(str.isupper, words))
    return is_proper(place) and loud in (0, len(words)) and (loud == 0 or len(place) > _INITIALS)
