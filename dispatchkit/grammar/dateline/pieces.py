"""Cuts the opening of a text into the pieces that datelines are made of, each with the mark before
it: names, dates, known credits, the people that "By" introduces.

A piece ends at a mark (comma, dash, slash, stop, colon, bracket), where a date begins, and in the
scripts of East Asia also where a credit ends. What a name is, a place, a region, a source or a
reporter, is not told here.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dateline.names import (
    credits_in,
    eastern_reporter,
    is_place,
    is_wide_start,
    opens_with_byword,
    posts,
    run_in,
    words_of,
)
from dispatchkit.grammar.dates import FoundDate, find_date_at, month_number
from dispatchkit.grammar.dates.numbers import DAYS
from dispatchkit.grammar.names import is_domain, is_person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from dispatchkit.agencies.lexicon import Credits

# The longest dateline of the gold list has 62 characters, with joint credits and a ship some 110,
# with two calendars and a reporter some 150.
REACH = 160
# A name before the next mark or date; beside it a credit's name of eight wide letters
# ("朝鲜中央通讯社").
_LONGEST_NAME, _LONGEST_WIDE = 80, 8
# Abbreviations have fewer letters ("Okla.", "Sept. 14").
_SHORT = 6
# "le quatorze mars", "दो मार्च".
_LONGEST_DAY = 4
# The figures of a date stand within this many characters of its beginning.
_LONGEST_DATE = 40
# A pair of brackets of any kind, which may hold one pair more: "(MENAFN- Kuwait News Agency
# (KUNA))".
_BRACKET_RE = pattern(
    r"[(（\[［【〔«]\s{0,2}((?:[^()（）\[\]［］【】〔〕«»]|\([^()]{1,30}\)){1,80})[)）\]］】〕»]"
)
_HALVES_RE = pattern(r",\s|\s[-–—]\s")
# "/TASS/", "/ NINA /": a pair of slashes is a bracket if it holds a credit.
_SLASHES_RE = pattern(r"/\s?([^/\s][^/]{1,40}?)\s?/")
# What may stand between two pieces, or before the text: "电", which closes a telegram's head, a
# comma, stop or colon, a slash, and dashes.
_TELEGRAM_RE = pattern(
    r"(?:综合|綜合|[^\W\d])?[电電](?:\s?[题題][：:]|[题題])?|(?:综合|綜合)?[讯訊]|消息|발(?=\s)"
)
_TELEGRAM = frozenset("电電讯訊息")
# What closes a bracket, and what stands before it and is no part of the place: "（伦敦综合电）".
_SENT_RE = pattern(r"(?:综合|綜合|[专專特急外])?[电電讯訊](?=\s?[)）\]】])")
_STOPS_RE = pattern(r"\s{0,4}[,،、，.։۔。।:：=＝|]{0,2}\s{0,4}")
_DASHES_RE = pattern(r"[.:]?\s{0,4}(?:[-–—―ـ]{1,8}|_(?=\s|$))?\s{0,4}")
# Where a name ends: at a mark, a bracket, a stop after a word that is no abbreviation.
_NAME_END_RE = pattern(
    r"\s{0,4}[,،、，;|/:：=＝()（）\[\]［］【】〔〕«»]|\s[-–—―_ـ]|[-–—―_]{2}|[-–]\s|[—―۔。]|[电電](?!\w)"
    r"|(?<=[^\W\d_]{4})[.։](?=\s|$)|(?<=[^\W\d_])\.(?=\s+\d|\s?[-–—])"
)
# "記者林俊佑、高婉婷花蓮": the names of reporters and the place.
_REPORTERS_RE = pattern(r"[^\W\d]{2,20}(?:、[^\W\d]{2,12}){0,4}")
# A credit glued to the text by its dash: "SANA-The", "STT–Yhtiön".
_GLUED_RE = pattern(r"[^\W\d_][\w.]{1,20}(?=[-–—])")
_TOKEN_RE = pattern(r"(?<=[\s,.،])\w")
# "KANSAS CITY, Mo., March 3", "LA PAZ, 12 JAN": a state and a city, though "Mo." is a German Monday
# and "Paz" a Turkish Sunday.
_STATE_RE = pattern(r"[^\W\d_]{2,3}\.?,?\s")


class Kind(Enum):
    """What a piece is."""

    NAME = auto()
    DATE = auto()
    CREDIT = auto()
    REPORTER = auto()


class Piece(NamedTuple):
    """A piece of a dateline: its *text* as printed, the *mark* between it and the piece before it
    (without spaces), and the offset of its *end*, after its bracket if it is the last in one.

    *bracket* says whether it stands in one, *alone* whether it is a name and all that stands there,
    *open* whether more of the bracket follows; *closing* is the mark with which a bracket ends, a
    slash or "電".
    """

    kind: Kind
    text: str
    mark: str
    end: int
    bracket: bool = False
    alone: bool = False
    open: bool = False
    closing: str = ""
    date: FoundDate | None = None
    agencies: tuple[str, ...] = ()


class Reader(NamedTuple):
    """A text in which a dateline is looked for, with what is known of it: the day it came in, its
    language, its sender if known, and the credits that may be printed.
    """

    text: str
    received: date | None
    language: str | None
    agency: str | None
    credits: Credits
    # Whether a known credit may stand in the opening: then a misprinted month is read too.
    credited: bool = False

    @property
    def known(self) -> Mapping[str, str]:
        """Folded credits, each with the id of the agency that it names."""
        return self.credits.known

    def day(self, found: FoundDate | None) -> date | None:
        """The calendar day that a printed date means, given the day the text came in; None if that
        stays open.
        """
        resolved = found.resolve(self.received) if found else None
        return resolved.date() if isinstance(resolved, datetime) else resolved


def is_telegram(mark: str) -> bool:
    """Whether a mark closes the head of a telegram in Chinese."""
    return not _TELEGRAM.isdisjoint(mark)


def mark_after(reader: Reader, piece: Piece) -> tuple[str, int]:
    """The mark after a piece, without its spaces, and where the next piece or the text begins."""
    text, end = reader.text, piece.end
    # The stop of an abbreviated month may close the dateline as well: "Lusa, 18 fev. O rio".
    stop = "." if piece.kind is Kind.DATE and piece.text.endswith(".") else ""
    if text[end - 1].isalnum():
        end = _end(_TELEGRAM_RE, text, end)
    end = _end(_STOPS_RE, text, end)
    if text.startswith("/", end) and not _slashed(reader, end):
        end += 1
    end = _end(_DASHES_RE, text, end)
    return stop + piece.closing + "".join(text[piece.end : end].split()), end


def _end(form: re.Pattern[str], text: str, position: int) -> int:
    """The end of what *form* matches at *position*; *position* if it matches nothing there."""
    found = form.match(text, position)
    return found.end() if found else position


def _slashed(reader: Reader, position: int) -> tuple[re.Match[str], tuple[str, ...]] | None:
    """The pair of slashes at *position* that holds a known credit, and its agencies; or None."""
    slashes = _SLASHES_RE.match(reader.text, position)
    agencies = credits_in(slashes[1], reader.known) if slashes else ()
    return (slashes, agencies) if slashes and agencies else None


def pieces(reader: Reader, start: int) -> Iterator[Piece]:
    """The pieces of the text from *start* on, as far as each can be one of a dateline."""
    position, mark = start, ""
    limit = min(len(reader.text), start + REACH)
    while position < limit:
        found = _at(reader, position, limit, mark, first=position == start)
        yield from found
        if not found:
            return
        mark, position = mark_after(reader, found[-1])


def _at(reader: Reader, position: int, limit: int, mark: str, *, first: bool) -> list[Piece]:
    """The piece at *position*, or those of the bracket that opens there; empty if what stands there
    can be none.
    """
    text = reader.text
    bracket = _BRACKET_RE.match(text, position)
    if bracket:
        return _in_bracket(reader, bracket.start(1), bracket.end(1), bracket.end(), mark)
    slashed = _slashed(reader, position)
    if slashed:
        pair, agencies = slashed
        return [Piece(Kind.CREDIT, pair[1], mark, pair.end(), True, closing="/", agencies=agencies)]
    found = _date_at(reader, position)
    if found and found.end <= limit and (first or not _is_state(text, found)):
        return [Piece(Kind.DATE, text[position : found.end], mark, found.end, date=found)]
    glued = _GLUED_RE.match(text, position)
    if glued and glued[0].isupper() and fold(glued[0]) in reader.known:
        agency = reader.known[fold(glued[0])]
        return [Piece(Kind.CREDIT, glued[0], mark, glued.end(), agencies=(agency,))]
    return _name_at(reader, position, limit, mark, first=first)


def _in_bracket(reader: Reader, start: int, limit: int, end: int, mark: str) -> list[Piece]:
    """The pieces of the bracket whose content is that from *start* to *limit*: a credit, or the
    parts of a whole dateline if one of them is a credit or a date, else a name.
    """
    content = reader.text[start:limit].strip()
    wide = is_wide_start(content, 0)
    agencies = (
        () if wide and fold(content) not in reader.known else credits_in(content, reader.known)
    )
    if agencies:
        return [Piece(Kind.CREDIT, content, mark, end, bracket=True, agencies=agencies)]
    if reported := _reported(reader, content):
        reporter, printed, agencies = reported
        first = Piece(Kind.REPORTER, reporter, mark, limit, bracket=True, open=True)
        return [first, Piece(Kind.CREDIT, printed, ",", end, bracket=True, agencies=agencies)]
    parts: list[Piece] = []
    position, between = start, mark
    while position < limit and (found := _at(reader, position, limit, between, first=not parts)):
        parts += found
        between, position = mark_after(reader, found[-1])
    kinds = [part.kind for part in parts]
    told = Kind.DATE in kinds or (wide and (Kind.CREDIT in kinds or is_telegram(between)))
    if position < limit or not told or kinds.count(Kind.CREDIT) > 1:
        return [Piece(Kind.NAME, content, mark, end, bracket=True, alone=True)]
    parts = [part._replace(bracket=True, open=True) for part in parts]
    return [*parts[:-1], parts[-1]._replace(end=end, open=False, closing=between)]


def _reported(reader: Reader, content: str) -> tuple[str, str, tuple[str, ...]] | None:
    """The reporter beside a credit in one bracket, the credit and its agencies: "(Ada Finch, BTA)",
    "(BelTA - Ada Finch)"; None if the bracket holds anything else.
    """
    halves = _HALVES_RE.split(content)
    for name, credit in (halves, halves[::-1]) if len(halves) == 2 and reader.credited else ():
        agencies = credits_in(credit, reader.known)
        if agencies and is_person(name.split()):
            return name, credit, agencies
    return None


def _name_at(reader: Reader, position: int, limit: int, mark: str, *, first: bool) -> list[Piece]:
    """The name at *position*, up to the next mark or date, with the credit or the reporters that it
    holds; or the word that stands in the place of the day.
    """
    text = reader.text
    end, stop = _name_end(text, position, limit)
    name = text[position:end].rstrip()
    if is_domain(name) and fold(name) not in reader.known:
        return [Piece(Kind.NAME, name, mark, end, alone=True)]
    if not name or (first and not reader.credited and not is_place(_before_digit(name))):
        return []
    wide = is_wide_start(text, position)
    sent = _SENT_RE.search(text, position, min(len(text), end + 2)) if wide else None
    if sent:
        end, name = sent.start(), text[position : sent.start()]
    cut = _date_start(reader, position, end, wide=wide)
    undated = text[position:cut].rstrip() if cut != end else name
    if reader.credited:
        parted = sent is not None or text.startswith("＝", end)
        closed = cut == end and (parted or end == limit < len(text))
        # "الرياض 24 شعبان 1445 هـ واس": a credit may follow a day without a mark.
        before = mark if mark or first else "/"
        for holds, last in dict.fromkeys(((name, end), (undated, cut))):
            span = _credit_in(reader, holds, before, wide=wide, closed=closed)
            if span:
                return _with_credit(reader, holds, span, mark, position, last)
    day = None if first else _day_in_words(reader, undated, mark, cut)
    if day:
        return [day]
    stopped = not first and stop == "." == text[cut : cut + 1]
    if stopped and len(undated.split()[-1]) < _SHORT:
        # "Enid, Okla. Oct. 8": the stop is that of the abbreviation.
        undated, cut = f"{undated}.", cut + 1
    return _place_at(reader, undated, mark, cut, wide=wide)


def _name_end(text: str, position: int, limit: int) -> tuple[int, str]:
    """Where the name at *position* ends at the latest, and the mark there ("" if none tells)."""
    last = min(limit, position + _LONGEST_NAME)
    if text.startswith(posts(), position):
        listed = _REPORTERS_RE.match(text, position, limit)
        if listed:
            return listed.end(), ""
    stop = _NAME_END_RE.search(text, position, last)
    return (stop.start(), stop[0]) if stop else (last, "")


def _before_digit(name: str) -> str:
    """What stands in a name before its first digit."""
    digit = DIGIT_RE.search(name)
    return name[: digit.start()].rstrip() if digit else name


def _place_at(reader: Reader, name: str, mark: str, end: int, *, wide: bool) -> list[Piece]:
    """The place that a *name* is, which ends at *end*, after the reporter who opens it; empty if it
    is none.
    """
    if wide:
        named = eastern_reporter(name)
    elif opens_with_byword(name):
        named = run_in(name, whole=_names_whole(reader, end))
    else:
        named = None
    reporter, place = named or ("", name)
    if place and not is_place(place):
        return []
    parts = ((Kind.REPORTER, reporter), (Kind.NAME, place))
    return [Piece(kind, part, mark, end) for kind, part in parts if part]


def _with_credit(
    reader: Reader, name: str, span: tuple[int, int], mark: str, start: int, end: int
) -> list[Piece]:
    """The credit that stands in a *name* at a *span*, and the place or day before it; the name
    extends from *start* to *end*.
    """
    at, size = span
    end = end if at + size == len(name) else start + at + size
    place, printed = name[:at].rstrip(" -\u3000"), name[at : at + size]
    agencies: tuple[str, ...] = (reader.known[fold(printed)],)
    joint = (
        _credit_in(reader, place, "", wide=True, closed=True) if is_wide_start(place, 0) else None
    )
    if joint:
        # "パリＡＦＰ時事"
        agencies = (reader.known[fold(place[joint[0] : sum(joint)])], *agencies)
        place = place[: joint[0]]
    credit = Piece(Kind.CREDIT, printed, "-" if at else mark, end, agencies=agencies)
    if not at:
        return [credit]
    if not is_place(place):
        return []
    return [_day_in_words(reader, place, mark, end) or Piece(Kind.NAME, place, mark, end), credit]


def _credit_in(
    reader: Reader, name: str, mark: str, *, wide: bool, closed: bool
) -> tuple[int, int] | None:
    """Where in *name* a known credit begins, and how long it is: all of it, what stands before a
    stop ("APA. The port"), after a slash or hyphen in a script without capitals ("أنقرة / الأناضول
    هنأ الوزير", "السويداء-سانا"), or in East Asia at the beginning, or at the end of a bracket
    (*closed*). None if there is none.
    """
    length = len(name)
    spans = [(0, length), (0, name.find(". "))]
    if wide:
        sizes = range(min(_LONGEST_WIDE, length), 1, -1)
        spans += [(0, size) for size in sizes]
        spans += [(length - size, length) for size in sizes] if closed else []
    elif not has_case(name):
        words = name.split(" ") if "/" in mark else []
        spans += [(0, len(" ".join(words[:size]))) for size in (3, 2, 1)]
        spans.append((name.rfind("-") + 1, length))
    return next(
        (
            (start, end - start)
            for start, end in spans
            if end > start
            and name[start].isalnum()
            and name[end - 1].isalnum()
            and fold(name[start:end]) in reader.known
        ),
        None,
    )


def _day_in_words(reader: Reader, name: str, mark: str, end: int) -> Piece | None:
    """The day that a name spells ("दो मार्च"), or the piece without a date that stands where the day
    does, and tells none ("NO DATE", "23 may"); None if the name is neither.
    """
    words = [word for word in name.split() if not (word.isdecimal() and int(word) <= DAYS)]
    spelled = 0 < len(words) <= _LONGEST_DAY and month_number(words[-1]) is not None
    if not spelled and name not in words_of("undated"):
        return None
    date = find_date_at(name, 0, language=reader.language) if spelled else None
    whole = date if date and date.end == len(name) else None
    return Piece(Kind.DATE, name, mark, end, date=whole)


def _names_whole(reader: Reader, end: int) -> bool:
    """Whether the words after "By" that end at *end* are all the name: a comma and a place follow
    ("Von Ada Finch, Görlitz (epd)").
    """
    behind = _end(_STOPS_RE, reader.text, end)
    return "," in reader.text[end:behind] and _date_at(reader, behind) is None


def _date_start(reader: Reader, start: int, end: int, *, wide: bool) -> int:
    """Where in the name from *start* to *end* a date begins; *end* if none does."""
    text = reader.text
    digit = DIGIT_RE.search(text, start, end + _SHORT)
    if wide or digit is None:
        return min(digit.start(), end) if digit else end
    for token in _TOKEN_RE.finditer(text, start + 1, end):
        found = _date_at(reader, token.start())
        if found and not _is_state(text, found):
            return token.start()
    return end


def _is_state(text: str, found: FoundDate) -> bool:
    """Whether a date begins with what is a state or a city rather than its weekday."""
    return found.weekday is not None and _STATE_RE.match(text, found.start) is not None


def _date_at(reader: Reader, position: int) -> FoundDate | None:
    """The date that begins at an offset, or None; near a known credit misprinted months count too
    ("Macrh 31").
    """
    text = reader.text
    if not DIGIT_RE.search(text, position, position + _LONGEST_DATE):
        # "GRENOBLE, quatorze mars (AFP)"; a weekday alone is no date.
        spelled = reader.credited and find_date_at(text, position, language=reader.language)
        return spelled if spelled and spelled.day and spelled.month else None
    found = find_date_at(text, position, language=reader.language)
    if found is None and reader.credited:
        found = find_date_at(text, position, language=reader.language, fuzzy=True)
    return found
