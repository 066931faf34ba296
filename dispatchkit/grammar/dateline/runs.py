"""What stands in the opening of a text up to the next mark: a place, a reporter and a place, a day
in words, or a known credit with a place before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dateline.names import (
    eastern_reporter,
    is_place,
    is_wide_start,
    opens_with_byword,
    posts,
    run_in,
    words_of,
)
from dispatchkit.grammar.dateline.reader import (
    SIGNS,
    STOPS_RE,
    Kind,
    Piece,
    date_at,
    end_of,
    is_state,
)
from dispatchkit.grammar.dates import find_date_at, month_number
from dispatchkit.grammar.dates.numbers import DAYS
from dispatchkit.grammar.dates.vocabulary import phrase_at
from dispatchkit.grammar.names import is_domain
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from dispatchkit.grammar.dateline.reader import Reader

# A name before the next mark or date; beside it a credit's name of eight wide letters
# ("朝鲜中央通讯社").
_LONGEST_NAME, _LONGEST_WIDE = 80, 8
# Abbreviations have fewer letters ("Okla.", "Sept. 14").
_SHORT = 6
# "le quatorze mars", "दो मार्च".
_LONGEST_DAY = 4
# "SAT", "MO" are states and codes as well.
_SHORTEST_DAY = 3
# What closes a bracket, and what stands before it and is no part of the place: "（伦敦综合电）".
_SENT_RE = pattern(r"(?:综合|綜合|[专專特急外])?[电電讯訊](?=\s?[)）\]】])")
# Where a name ends: at a mark, a bracket, a stop after a word that is no abbreviation.
_NAME_END_RE = pattern(
    r"\s{0,4}[,،、，;|/:：=＝፡፣-፦()（）\[\]［］【】〔〕«»]|\s[-–—―_ـ]|[-–—―_]{2}|[-–]\s|[—―۔。]|[电電](?!\w)"
    rf"|\s[{SIGNS}]"
    r"|(?<=[^\W\d_]{4})[.։](?=\s|$)|(?<=[^\W\d_])\.(?=\s+\d|\s?[-–—])"
)
# "記者林俊佑、高婉婷花蓮": the names of reporters and the place.
_REPORTERS_RE = pattern(r"[^\W\d]{2,20}(?:、[^\W\d]{2,12}){0,4}")
_TOKEN_RE = pattern(r"(?<=[\s,.،፣፤])\w")


class Run(NamedTuple):
    """A stretch of text up to the next mark: its *text*, the *mark* before it, where it begins and
    ends, and whether a letter of East Asia opens it.
    """

    text: str
    mark: str
    start: int
    end: int
    wide: bool

    def cut(self, end: int) -> Run:
        """The stretch as far as *end*."""
        size = end - self.start
        return self if end == self.end else self._replace(text=self.text[:size].rstrip(), end=end)

    def piece(self, kind: Kind, text: str) -> Piece:
        """A piece that is this stretch, or ends with it."""
        return Piece(kind, text, self.mark, self.end)


def run_at(reader: Reader, position: int, limit: int, mark: str, *, first: bool) -> list[Piece]:
    """The name at *position*, up to the next mark or date, with the credit or the reporters that it
    holds; or the word that stands in the place of the day. Empty if what stands there is neither.
    """
    text = reader.text
    end, stop = _name_end(text, position, limit)
    name = text[position:end].rstrip()
    if is_domain(name) and fold(name) not in reader.known:
        return [Piece(Kind.NAME, name, mark, end, alone=True)]
    if not name or (first and not reader.credited and not is_place(_before_digit(name))):
        return []
    run, parted = _parted(text, Run(name, mark, position, end, is_wide_start(text, position)))
    undated = run.cut(_date_start(reader, run))
    if reader.credited:
        closed = undated is run and (parted or run.end == limit < len(text))
        found = _credited(reader, run, undated, first=first, closed=closed)
        if found is not None:
            return found
    if first:
        return _place_in(reader, undated)
    day = _day_in_words(reader, undated)
    return [day] if day else _place_in(reader, _with_stop(text, undated, stop))


def _parted(text: str, run: Run) -> tuple[Run, bool]:
    """The run without what closes the head of a telegram ("（伦敦综合电）"), and whether that or
    "＝" closes it.
    """
    sent = _SENT_RE.search(text, run.start, min(len(text), run.end + 2)) if run.wide else None
    if sent:
        return run._replace(text=text[run.start : sent.start()], end=sent.start()), True
    return run, text.startswith("＝", run.end)


def _credited(
    reader: Reader, run: Run, undated: Run, *, first: bool, closed: bool
) -> list[Piece] | None:
    """The known credit that stands in a run, or in it as far as its date (*undated*), with what
    stands before it; None if none does. A bracket or a mark *closed* the run.
    """
    # "الرياض 24 شعبان 1445 هـ واس": a credit may follow a day without a mark.
    mark = run.mark if run.mark or first else "/"
    for holds in (run,) if undated is run else (run, undated):
        span = _credit_in(reader, holds.text, mark, wide=run.wide, closed=closed)
        if span:
            return _with_credit(reader, holds, span)
    return None


def _with_stop(text: str, run: Run, stop: str) -> Run:
    """The run with the *stop* after it, if that is of its last word, an abbreviation: "Enid, Okla.
    Oct. 8".
    """
    stopped = stop == "." == text[run.end : run.end + 1]
    if stopped and len(run.text.split()[-1]) < _SHORT:
        return run._replace(text=f"{run.text}.", end=run.end + 1)
    return run


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


def _place_in(reader: Reader, run: Run) -> list[Piece]:
    """The place that a run is, after the reporter who opens it; empty if it is none."""
    named = None
    if run.wide:
        named = eastern_reporter(run.text)
    elif opens_with_byword(run.text):
        named = run_in(run.text, whole=_names_whole(reader, run.end))
    reporter, place = named or ("", run.text)
    if place and not is_place(place):
        return []
    parts = ((Kind.REPORTER, reporter), (Kind.NAME, place))
    return [run.piece(kind, part) for kind, part in parts if part]


def _with_credit(reader: Reader, run: Run, span: tuple[int, int]) -> list[Piece]:
    """The credit that stands in a run at a *span*, and the place or day before it; empty if what
    stands before it is neither.
    """
    at, size = span
    name, end = run.text, run.end if sum(span) == len(run.text) else run.start + sum(span)
    place, printed = name[:at].rstrip(" -\u3000"), name[at : at + size]
    agencies: tuple[str, ...] = (reader.known[fold(printed)],)
    joint = (
        _credit_in(reader, place, "", wide=True, closed=True) if is_wide_start(place, 0) else None
    )
    if joint:
        # "パリＡＦＰ時事"
        agencies = (reader.known[fold(place[joint[0] : sum(joint)])], *agencies)
        place = place[: joint[0]]
    credit = Piece(Kind.CREDIT, printed, "-" if at else run.mark, end, agencies=agencies)
    if not at:
        return [credit]
    if not is_place(place):
        return []
    before = run._replace(text=place, end=end)
    return [_day_in_words(reader, before) or before.piece(Kind.NAME, place), credit]


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


def _day_in_words(reader: Reader, run: Run) -> Piece | None:
    """The day that a run spells ("दो मार्च"), or the piece without a date that stands where the day
    does, and tells none ("NO DATE", "23 may", "Monday"); None if the run is neither.
    """
    name = run.text
    words = [word for word in name.split() if not (word.isdecimal() and int(word) <= DAYS)]
    spelled = 0 < len(words) <= _LONGEST_DAY and month_number(words[-1]) is not None
    if not spelled and name not in words_of("undated") and not _is_weekday(name):
        return None
    date = find_date_at(name, 0, language=reader.language) if spelled else None
    whole = date if date and date.end == len(name) else None
    return run.piece(Kind.DATE, name)._replace(date=whole)


def _is_weekday(name: str) -> bool:
    """Whether *name* is a weekday and no more, and not so short that it may be a state ("SA")."""
    named = phrase_at(name, 0, "weekdays") if len(name) > _SHORTEST_DAY else None
    return named is not None and named[1] == len(name)


def _names_whole(reader: Reader, end: int) -> bool:
    """Whether the words after "By" that end at *end* are all the name: a comma and a place follow
    ("Von Ada Finch, Görlitz (epd)").
    """
    behind = end_of(STOPS_RE, reader.text, end)
    return "," in reader.text[end:behind] and date_at(reader, behind) is None


def _date_start(reader: Reader, run: Run) -> int:
    """Where in a run a date begins; its end if none does."""
    text, end = reader.text, run.end
    digit = DIGIT_RE.search(text, run.start, end + _SHORT)
    if run.wide or digit is None:
        return min(digit.start(), end) if digit else end
    for token in _TOKEN_RE.finditer(text, run.start + 1, end):
        found = date_at(reader, token.start())
        if found and not is_state(text, found):
            return token.start()
    return end
