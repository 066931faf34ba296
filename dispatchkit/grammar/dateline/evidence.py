"""How much speaks for a dateline: what fills its slots, the mark that closes it, and how the text
goes on are weighed against each other. No agency has a form of its own here, but for what a profile
says that its sender prints without a credit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dateline.names import is_acronym, is_country, is_proper, spells
from dispatchkit.grammar.dateline.pieces import is_telegram, mark_after, pieces
from dispatchkit.grammar.dateline.reader import Kind, Reader
from dispatchkit.grammar.dateline.slots import COMMAS, Slots
from dispatchkit.grammar.dates import find_date_at
from dispatchkit.grammar.dates.found import Shape
from dispatchkit.grammar.names import is_common, is_domain, is_place_name
from dispatchkit.grammar.stamps import role_before
from dispatchkit.model import Dateline
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.shape import ends_sentence, is_prose, weight

if TYPE_CHECKING:
    from dispatchkit.agencies.schema import DatelineForm
    from dispatchkit.grammar.dateline.reader import Piece
    from dispatchkit.grammar.dates import FoundDate

# No dateline has more pieces: three places, a region, two days, a credit, a reporter and his post.
_MOST = 9
# What must speak for a dateline. A known credit in brackets (4) is enough beside a place or a mark
# after it; a place in capitals (2) beside a day (2), or beside a source and a dash.
_ENOUGH = 4
_BRACKETED, _BARE, _DAY, _CAPITALS, _OWN_FORM = 4, 3, 2, 2, 2
# A sentence after an unknown source has at least this many words: "Vettel (Ferrari) - won".
_SENTENCE = 10
# "Berlin, 4 May - the day the wall was painted - ..." closes its aside within this many characters.
_ASIDE = 80
# "Washington/Frankfurt am Main, Germany" has 37 characters. No credit between slashes at the end of
# a line has more letters than "الأناضول".
_LONGEST_LINE, _LONGEST_SLASHED, _INITIALS = 50, 8, 3
_DASHES = frozenset("-–—―_ـ")
_CLOSING = _DASHES | frozenset(":：=")
# "本报讯": from our own paper.
_OURS_RE = pattern(r"本[报報刊台臺网網社]|[记記]者")
_OPENERS = frozenset("\"“”«»„'‘‚「『《([（【<€$£¡¿#@")
_SPACED_RE = pattern(r"\s/|/\s")
_ASIDE_RE = pattern(r"\s[-–—]\s")


class Found(NamedTuple):
    """A dateline, the offset at which the text after it begins, and the offset at which the
    dateline begins, which is above 0 if a marker precedes it.

    *source* is the unknown source that stands where a credit does. A dateline is *weak* if neither
    a known credit nor a day speaks for it: another of its form in the same text refutes it.
    """

    dateline: Dateline
    end: int
    begin: int = 0
    source: str | None = None
    weak: bool = False


def read(reader: Reader, start: int) -> Found | None:
    """The longest dateline that begins at *start*, of those for which enough speaks; None if there
    is none.
    """
    slots, best = Slots(), None
    for count, piece in enumerate(pieces(reader, start)):
        if count == _MOST or not slots.take(piece):
            break
        if not piece.open:
            mark, end = mark_after(reader, piece)
            case = _Case(reader, slots, piece, mark, end)
            if case.is_possible and case.points >= _ENOUGH:
                best = case.found(start)
    return best


def place_line(reader: Reader, start: int) -> Found | None:
    """The place that is all of a line: "Ankara", "BOGOTÁ, Colombia"."""
    slots, end = Slots(), start
    for piece in pieces(reader, start):
        if piece.kind is not Kind.NAME or not slots.take(piece):
            return None
        end = piece.end
    if len(reader.text) - start > _LONGEST_LINE or reader.text[end:].strip() or not slots.places:
        return None
    slots.settle()
    return Found(_dateline(reader, slots), len(reader.text), start)


def _dateline(reader: Reader, slots: Slots) -> Dateline:
    """The dateline of the filled slots, without its text."""
    places, region, byline = slots.named()
    country = next((part for part in (region or "").split(", ")[::-1] if is_country(part)), None)
    day = reader.day(slots.date)
    return Dateline("", None, places, region, country, day, slots.agencies, byline)


def _is_town(place: str) -> bool:
    """Whether what stands between slashes is a town: "BSS/RSL/KH" are initials, "Photograph by Ada
    Finch/AFP" is a credit.
    """
    words = place.split()
    loud = sum(map(str.isupper, words))
    return is_proper(place) and loud in (0, len(words)) and (loud == 0 or len(place) > _INITIALS)


class _Case:
    """The case for a dateline of the filled *slots*, if the text goes on at *end*, after the last
    *piece* and its *mark*.
    """

    def __init__(self, reader: Reader, slots: Slots, piece: Piece, mark: str, end: int) -> None:
        self.reader, self.slots, self.last = reader, slots, piece
        self.mark, self.end = mark, end
        self.rest = reader.text[end:].strip()
        self.places = slots.named()[0]
        # In a text of capitals a place in capitals does not stand out.
        plain = not self.rest or not self.rest[:_ASIDE].isupper()
        self.loud = plain and bool(self.places) and all(map(str.isupper, self.places))
        self.dash = not _DASHES.isdisjoint(mark)
        self.closed = not _CLOSING.isdisjoint(mark) or is_telegram(mark)
        # The head of a telegram in a bracket: "（伦敦综合电）".
        self.wired = piece.bracket and is_telegram(piece.closing)
        credit = slots.credit
        self.paired = credit is not None and credit.closing == "/"
        self.slashed = self.paired or "/" in (piece.mark, credit.mark if credit else "")

    def found(self, start: int) -> Found:
        """The dateline that begins at *start*."""
        weak = not self.slots.agencies and self.slots.date is None
        dateline = _dateline(self.reader, self.slots)
        return Found(dateline, self.end, start, self.slots.source, weak)

    def _prints(self, form: DatelineForm) -> bool:
        """Whether the known sender prints datelines of a *form*."""
        agency = self.reader.agency
        return agency is not None and self.reader.credits.prints((agency,), form)

    # --- points ---

    @property
    def points(self) -> int:
        """How much speaks for the dateline, all in all."""
        slots = self.slots
        points = self._of_mark() + self._of_day(slots.date)
        points += _CAPITALS if self.loud else bool(self.places)
        points += self._is_abroad
        return points + (self._of_credit() if slots.agencies else self._of_source() + self.own)

    def _of_mark(self) -> int:
        """How much the mark says: that none stands before the text speaks against a dateline."""
        if "_" in self.mark or self.wired:
            return 2 + self.wired
        if self.closed:
            return 1
        return 0 if self.mark or not self.rest else -1

    def _of_day(self, day: FoundDate | None) -> int:
        """How much the day says. Without a known credit it has to name its month, or hold its year,
        and no clock: "Chelsea 4 - 12", "Updated May 3, 10:15".
        """
        if day is None:
            return _DAY if self.slots.undated else 0
        told = day.month is not None and (day.shape is Shape.NAME or day.year is not None)
        return _DAY if self.slots.agencies or (told and day.time is None) else 0

    def _of_credit(self) -> int:
        """How much a known credit says, with the reporter beside it. With no mark before the text
        it says less, above all in scripts without capitals.
        """
        slots, credit = self.slots, self.slots.credit
        if credit is None or any(spells(credit.text, place) for place in slots.places):
            return 0
        if self._is_word(credit.text):
            return 0
        apart = credit.bracket or credit.mark == "/"
        points = (_BRACKETED if apart else _BARE) + bool(slots.reporters)
        if self.mark or not self.rest or slots.date:
            return points
        if not self._is_known(credit.text):
            return 0
        if slots.boxed or self.reader.credits.prints(slots.agencies, "open"):
            return points + 1
        if not slots.places:
            return points + is_prose(self.rest)
        return points - (not self.slashed and not has_case(slots.places[0]))

    def _is_word(self, credit: str) -> bool:
        """Whether a credit is as likely a word, because no agency writes it so and the place beside
        it has several words: "Cloud Storage (ap) - Files", "Custom Voice (beta) – Train".
        """
        slots = self.slots
        return not (slots.date or self.loud or credit.isupper()) and (
            any(" " in place for place in slots.places)
            and has_case(credit)
            and not self.reader.credits.writes(slots.agencies, credit)
        )

    def _is_known(self, credit: str) -> bool:
        """Whether a credit is one that profiles know as a whole or by each of its words: "Bern (ats
        afp) Die Aare", but not "Apple TV Yes (native app) Yes".
        """
        known = self.reader.known
        return (
            " " not in credit
            or fold(credit) in known
            or all(fold(word) in known for word in credit.split())
        )

    def _of_source(self) -> int:
        """How much an unknown source says: a page's address, a paper's name, initials. Beside a
        place in small letters initials are as likely those of a party.
        """
        source = self.slots.source
        if source is None or is_country(source):
            return 0
        if is_domain(source):
            return 2
        place, *others = self.places
        known = " " not in place or is_place_name(place)
        lone = known and not others and not is_acronym(source)
        return 2 if lone and weight(self.rest) >= _SENTENCE else 1

    @property
    def own(self) -> int:
        """How much it says that the known sender prints this form: a place and a dash, or a day. A
        place alone on its line is for ``place_line`` to read.
        """
        if self.reader.agency is None or self.slots.agencies or not self.places:
            return 0
        form: DatelineForm = "dash" if self.dash else "colon"
        if (self.dash or self.mark == ":") and self._prints(form):
            return _OWN_FORM
        if self.slots.date is None:
            return 0
        return _OWN_FORM if self._prints("date") else 1

    # --- what rules a dateline out ---

    @property
    def is_possible(self) -> bool:
        """Whether nothing rules the dateline out: it is closed, the text goes on as a text begins,
        and its slots belong together.
        """
        credit, day = self.slots.credit, self.slots.date
        if self.mark in COMMAS or not (self.places or credit):
            return False
        sure = (credit and credit.bracket) or (self.loud and day)
        if not (self._opens_text() or self.own or (self.closed and sure)):
            return False
        return self._is_credited(credit) if credit else self._is_uncredited(day)

    def _opens_text(self) -> bool:
        """Whether the text goes on as a text begins, or ends here."""
        first = self.rest[:1]
        return not first or first in _OPENERS or (first.isalnum() and not first.islower())

    def _is_credited(self, credit: Piece) -> bool:
        """Whether the credit is set off from other words, and on a line of its own a place stands
        beside it that is no person.
        """
        slots, places = self.slots, self.places
        if self._ends_with_reporter():
            # "(서울=연합뉴스) 김예시 기자 = ", "РИА Новости, Иван Примеров."
            return self.mark[:1] == ("." if self.last.mark else "=")
        if self.slashed and not (all(map(_is_town, places)) and self._ends_slashes()):
            return False
        if slots.credit_first and places and not (slots.date or self.slashed):
            return self._is_led()
        if not self.rest:
            return self._is_line(credit)
        return self._has_head(credit) and (credit.bracket or self._stands_out(credit))

    def _ends_with_reporter(self) -> bool:
        """Whether the last piece is the name of a reporter without brackets or a slash."""
        last = self.last
        named = last.kind is Kind.NAME and bool(self.slots.reporters)
        return named and not (last.mark == "/" or last.alone or last.bracket)

    def _ends_slashes(self) -> bool:
        """Whether no further part follows a slash: "BSS/RSL/KH/1812 hrs" is a sign-off."""
        return self.mark != "/" or self.paired or not self.rest

    def _is_led(self) -> bool:
        """Whether a place without a day after its credit stands out: by its capitals, or in a
        script without them by dashes on both sides.
        """
        dashed = self.dash and not _DASHES.isdisjoint(self.last.mark)
        apart = (dashed and not has_case(self.places[0])) or self.wired
        return all(map(str.isupper, self.places)) or apart

    def _has_head(self, credit: Piece) -> bool:
        """Whether a day after the credit is closed: "（中央社台北4日）" is none, for the head of a
        telegram has its 電.
        """
        day = self.slots.date
        return not day or day.end <= credit.end or bool(self.mark) or self.last.alone

    def _stands_out(self, credit: Piece) -> bool:
        """Whether a credit without brackets is set off by a day, slashes, or capitals and a dash.
        "EFE-DEP0412" is the number of a message.
        """
        slots = self.slots
        glued = self.reader.text[self.last.end : self.end] == "-"
        if not self.places and (glued or weight(self.rest) < 2):
            return False
        if slots.date or self.slashed:
            return True
        loud = credit.text.upper() == credit.text or bool(slots.reporters)
        told = [*filter(None, (self.places, slots.reporters, self.closed))]
        return loud and (self.dash or len(told) > 1)

    def _is_line(self, credit: Piece) -> bool:
        """Whether a line is a dateline and nothing else: no name of a photographer beside the
        credit of his agency, no credit alone.
        """
        slots, places = self.slots, self.places
        if not places:
            return False
        named = len(places) == 1 and " " in places[0] and has_case(places[0])
        if self.slashed and not slots.date:
            return self._is_slashed_line(credit, named=named)
        marked = credit.bracket or slots.date or credit.text.upper() == credit.text
        placed = not named or places[0].isupper() or bool(slots.regions)
        ordered = not slots.credit_first or credit.bracket or is_telegram(self.mark)
        return bool(marked and ordered and (placed or slots.date or self.mark))

    def _is_slashed_line(self, credit: Piece, *, named: bool) -> bool:
        """Whether a line of slashes is a dateline: "AA / Phnom Penh", but "dpa/Ada Finch", which is
        *named* as people are.
        """
        spaced = self.slots.credit_first and _SPACED_RE.search(self.reader.text[: self.end])
        short = len(credit.text) <= _LONGEST_SLASHED or not has_case(credit.text)
        return short and bool(spaced or not named)

    def _is_uncredited(self, day: FoundDate | None) -> bool:
        """Whether the place is no label of a date, the day no misprint and no beginning of a span
        of days, and a sentence follows, unless capitals tell.
        """
        source = self.slots.source
        if not (self._is_told(day) and self._is_printed(day)):
            return False
        if source and not self._is_sourced(source):
            return day is not None and self.dash
        if not self.rest:
            return self._is_day_line(day)
        return self.own > 0 or (self._is_filed() and self._opens_story(day))

    def _is_told(self, day: FoundDate | None) -> bool:
        """Whether anything tells a dateline without a credit, and nothing in it needs one."""
        if self.slots.reporters or self.mark == "/":
            return False
        if self.wired:
            return _OURS_RE.match(self.places[0]) is None
        dated = day or self.slots.undated or "_" in self.mark
        return bool(dated or self.slots.source or self.own or self._is_abroad)

    @property
    def _is_abroad(self) -> bool:
        """Whether a place in capitals, its country and a dash open a text: "MOSUL, Iraq — The"."""
        slots = self.slots
        land = self.loud and self.dash and any(map(is_country, slots.regions))
        named = land and not any(is_country(place) or is_common(place) for place in slots.places)
        return named and weight(self.rest) >= _SENTENCE

    def _is_printed(self, day: FoundDate | None) -> bool:
        """Whether the day has no misprint, and no dash joins it to another: "March 30–April 2"."""
        if day is None:
            return True
        text, end = self.reader.text, self.end
        spanned = bool(self.rest) and self.mark in ("-", "–") and text[day.end : end] == self.mark
        language = self.reader.language
        return not spanned and find_date_at(text, day.start, language=language) is not None

    def _is_sourced(self, source: str) -> bool:
        """Whether a text and a dash follow the unknown source, which is no abbreviation."""
        dashed = self.dash or (":" in self.mark and not _DASHES.isdisjoint(self.last.mark))
        return dashed and bool(self.rest) and not spells(self.places[0], source)

    def _is_day_line(self, day: FoundDate | None) -> bool:
        """Whether a line is all a place and its day; "FEATURES DEC 18, 2025" is a rubric's."""
        if self.own == _OWN_FORM or day is None or any(map(is_common, self.places)):
            return self.own == _OWN_FORM
        whole = day.year is not None and not (self.mark or self.slots.day_first)
        return self.dash or (self.loud and whole)

    def _is_filed(self) -> bool:
        """Whether the places are names, and none of them a label of the date: "Updated"."""
        return all(map(is_proper, self.places)) and not any(map(role_before, self.places))

    def _opens_story(self, day: FoundDate | None) -> bool:
        """Whether capitals or a comma set the place off, or a sentence follows it."""
        slots = self.slots
        if self.loud:
            return self.closed or not slots.joined
        filed = day is not None or slots.undated
        if filed and slots.places[0].isupper():
            # In a text of capitals only the comma tells a dateline.
            return self.closed and not slots.joined
        told = ends_sentence(self.rest) or weight(self.rest) >= _SENTENCE
        told = told or (filed and slots.source is not None)
        return self.closed and told and not self._is_aside(day)

    def _is_aside(self, day: FoundDate | None) -> bool:
        """Whether place and day look like the subject of a sentence: an aside follows them, or a
        colon after a year, or the day stands before the place or right after it.
        """
        slots, history = self.slots, ":" in self.mark and day is not None and day.year is not None
        glued = slots.joined and day is not None and has_case(self.places[0])
        aside = _ASIDE_RE.search(self.rest[:_ASIDE]) is not None
        return history or aside or slots.day_first or glued
