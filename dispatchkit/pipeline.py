"""The one place that knows the order of the stages. A Trace holds all that was seen; ``parse_*`` are the dispatches of a trace."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit import profiles
from dispatchkit.dateline import Found, find_dateline
from dispatchkit.dates import find_dates
from dispatchkit.decode import decode
from dispatchkit.detect import Detection, detect, named_source
from dispatchkit.errors import NoDispatch
from dispatchkit.fields import assemble
from dispatchkit.label import Context, Mark, mark_units
from dispatchkit.language import Guess, identify, likeliest, relatives
from dispatchkit.lazy import pattern
from dispatchkit.lines import is_blank, split_lines
from dispatchkit.model import Agency, Decoded, Dispatch, Label, LabelledLine, Line, Unit
from dispatchkit.moments import stated_dates
from dispatchkit.profiles.matcher import Folds, folds_of
from dispatchkit.segment import page_breaks, segment
from dispatchkit.shape import is_prose
from dispatchkit.split import split_blocks
from dispatchkit.units import make_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.page import Page

# A dateline opens the first paragraph or stands right over it; menus may hold hundreds of lines before that.
_DATELINE_UNITS = 400
# The language is told by the prose; this much of it is enough (identify looks at no more).
_LANGUAGE_SAMPLE = 4000

# A dump of more lines is looked at as a page before its lines are labelled, so that its menus need not be; in a smaller one the labels may
# show first that it is the sender's own, which saves the look (30 ms of a cold start).
_SMALL = 60
# So many lines that only its sender prints, and a dump is the sender's own: dispatches of wires that have strange lines have more. A newspaper's
# page that prints the agency's words too has some fifty strange lines to each of them, the agency's own page ten.
_OWN, _STRANGE = 2, 20

# Why a dispatch was taken as one that no frame parts from others.
_PARTED = "a footer or end mark and a new head part it from what it was pasted to"

_DIGIT_RE = pattern(r"\d")


class Options(NamedTuple):
    """What the caller knows of an input: see ``parse_bytes``."""

    path: str = "-"
    profile: str | None = None
    received: date | None = None
    encoding: str | None = None
    date_order: str | None = None
    own: profiles.Own = profiles.NOTHING


class Reading(NamedTuple):
    """The units of one run of lines, their provisional labels, and what was found out about all of them."""

    units: tuple[Unit, ...]
    marks: list[Mark]
    context: Context
    detection: Detection
    guess: Guess | None
    page: Page | None


class PartTrace(NamedTuple):
    """One dispatch and how it came about. Its lines and reasons are put in words when they are asked for: the dispatch alone needs none."""

    source: tuple[Line, ...]
    reason: str
    reading: Reading
    marks: Sequence[Mark]
    dispatch: Dispatch | None

    @property
    def lines(self) -> tuple[LabelledLine, ...]:
        """Every source line with label and rule."""
        return _labelled(self.source, self.marks)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Why it was read like this, in sentences."""
        return (*_evidence(self.reading, self.reason), *_date_reasons(self.marks, self.reading.context))

    @property
    def page(self) -> Page | None:
        """The web page that it stood on; None for a dispatch as its sender prints it."""
        return self.reading.page

    def why(self, number: int) -> str:
        """Why the source line *number* went where it went: likelihood and features, where the page finder was asked; else empty."""
        at = next((at for at, unit in enumerate(self.reading.units) if unit.lines[0].number <= number <= unit.lines[-1].number), None)
        return "" if self.page is None or at is None else self.page.why(at)


class Trace(NamedTuple):
    """All that was seen in one input."""

    decoded: Decoded
    parts: tuple[PartTrace, ...]


def trace_bytes(data: bytes, options: Options) -> Trace:
    """Everything about the input *data*. DecodeError when it is no text, ProfileError for a profile that cannot be used."""
    return _trace(decode(data, encoding=options.encoding), options)


def trace_text(text: str, options: Options) -> Trace:
    """As ``trace_bytes``, for text that is decoded already."""
    return _trace(Decoded(text, "utf-8", "given as text"), options)


def dispatches(trace: Trace) -> list[Dispatch]:
    """The dispatches of a trace; NoDispatch when it holds none."""
    found = [part.dispatch for part in trace.parts if part.dispatch]
    if not found:
        raise NoDispatch("no dispatch in it, only boilerplate" if any(line.label is not Label.BLANK for part in trace.parts for line in part.lines) else "nothing in it")
    return found


def _trace(decoded: Decoded, options: Options) -> Trace:
    parts: list[PartTrace] = []
    index = 0
    with profiles.using(options.own):
        for block in split_blocks(split_lines(decoded.text)):
            for lines, reading in _pages(block.lines, options):
                parts.append(_part(lines, reading, (options.path, index, decoded), block.reason if lines is block.lines else _PARTED))
                index += parts[-1].dispatch is not None
    return Trace(decoded=decoded, parts=tuple(parts))


def _read(lines: tuple[Line, ...], options: Options) -> Reading:
    """Units, sender and provisional labels of one run of lines."""
    units = make_units(lines)
    guess = identify(_prose(units))
    language = guess.language if guess else None
    folds = folds_of([unit.text for unit in units])
    page = _look_over(units, folds) if len(units) > _SMALL else None
    near = page.odds if page else range(len(units))
    datelines = _datelines(units, near, language, options)
    detection = _sender(units, folds, datelines, language, options)
    facts, _, _ = profiles.rules(detection.profile)
    if guess is None and detection.agency is not None:
        guess = likeliest(_prose(units), facts["languages"])
        language = guess.language if guess else None
    language = _kin(language, facts["languages"])
    datelines |= _own_datelines(units, datelines, language, facts, options)
    context = Context(detection.profile, language, options.date_order, options.received)
    marks = mark_units(units, folds, datelines, context, near, parts=page.parts if page else "")
    chosen = _chosen(page, units, folds, marks, facts["id"])
    if page and not chosen:
        marks = mark_units(units, folds, datelines, context, near)
    return Reading(units, marks, context, detection, guess, chosen)


def _look_over(units: tuple[Unit, ...], folds: Folds) -> Page:
    """The dump as a page. The page finder is loaded when it is first needed: most dispatches do without."""
    from dispatchkit.page import read_page

    return read_page(units, folds.bare)


def _chosen(page: Page | None, units: tuple[Unit, ...], folds: Folds, marks: Sequence[Mark], profile: str) -> Page | None:
    """The page that the dump is, None for a dispatch as its sender prints it: lines that only this sender prints show it."""
    own = sum([mark.hit is not None and mark.hit.rule.startswith(f"{profile}.") for mark in marks])
    if own >= _OWN and len(units) <= _STRANGE * own:
        return None
    from dispatchkit.layout import is_page, strange_lines

    page = page or _look_over(units, folds)
    if own >= _OWN and len(strange_lines(marks, page)) <= _STRANGE * own:
        return None
    return page if is_page(marks, page, profile) else None


def _prose(units: Sequence[Unit]) -> str:
    """The running text, which tells the language; all text where there is none. A line of rights is in the house's language, not the story's."""
    prose: list[str] = []
    wanted = _LANGUAGE_SAMPLE
    for unit in units:
        if is_prose(unit.text) and "©" not in unit.text:
            prose.append(unit.text)
            wanted -= len(unit.text) + 1
            if wanted <= 0:
                break
    return "\n".join(prose or [unit.text for unit in units])[:_LANGUAGE_SAMPLE]


def _datelines(units: Sequence[Unit], near: Iterable[int], language: str | None, options: Options) -> dict[int, Found]:
    """Datelines by the index of their unit, among those *near* text. Without the day of receipt the year of a date stays open until one is found."""
    found: dict[int, Found] = {}
    for at in islice(near, _DATELINE_UNITS):
        dateline = find_dateline(units[at].text, received=options.received, language=language)
        if dateline:
            found[at] = dateline
    return found


def _kin(language: str | None, spoken: Sequence[str]) -> str | None:
    """*language*, or what the sender writes of those that it may be taken for: Bosnian text from a Serbian agency is Serbian."""
    if language is None or language in spoken:
        return language
    kin = relatives(language)
    return next((own for own in spoken if own in kin), language)


def _own_datelines(units: Sequence[Unit], known: dict[int, Found], language: str | None, facts: dict[str, Any], options: Options) -> dict[int, Found]:
    """The dateline in a form that only its sender gives away: no credit ("MANILA - "), or one that is a common word ("APA.")."""
    if not ({"dash", "date"} & set(facts["datelines"]) or facts["ambiguous"]) or any(facts["id"] in found.dateline.agencies for found in known.values()):
        return {}
    for at, unit in enumerate(units[:_DATELINE_UNITS]):
        found = find_dateline(unit.text, received=options.received, language=language, agency=facts["id"])
        if found and found.dateline.places and (found.end < len(unit.text) if is_prose(unit.text) else found.dateline.agencies or _DIGIT_RE.search(unit.text)):
            return {at: found}
    return {}


def _sender(units: Sequence[Unit], folds: Folds, datelines: dict[int, Found], language: str | None, options: Options) -> Detection:
    if options.profile is None:
        return detect(units, folds, datelines, named_source(units), language)
    facts, _, _ = profiles.rules(options.profile)
    agency = None if facts["id"] == profiles.GENERIC else Agency(id=facts["id"], name=facts["name"])
    return Detection(options.profile, agency, ("the profile was named by the caller",))


def _pages(lines: tuple[Line, ...], options: Options) -> Iterator[tuple[tuple[Line, ...], Reading]]:
    """The lines of each page and how they read, where one was pasted behind another."""
    reading = _read(lines, options)
    breaks = page_breaks(reading.marks) if reading.page is None else []
    starts = [reading.units[at].lines[0].number - lines[0].number for at in breaks]
    if not starts:
        yield lines, reading
        return
    for begin, end in pairwise([0, *starts, len(lines)]):
        yield lines[begin:end], _read(lines[begin:end], options)


def _part(lines: tuple[Line, ...], reading: Reading, source: tuple[str, int, Decoded], reason: str) -> PartTrace:
    """One dispatch out of its lines."""
    facts, _, _ = profiles.rules(reading.context.profile)
    if reading.page:
        from dispatchkit.layout import lay_out

        marks, when = lay_out(reading.marks, reading.page, reading.context)
    else:
        marks = segment(reading.marks, reading.context, bare_places="line" in facts["datelines"]).marks
        when = stated_dates(marks, reading.context)
    near = reading.context.received or _day(when.published)
    marks = [_dated(mark, near, reading.context) for mark in marks] if near and not reading.context.received else marks
    found = assemble(marks, when, reading.context, reading.detection._replace(profile=facts["id"]), source)
    holds = bool(found.paragraphs) or any(mark.label is Label.HEADLINE and mark.hit is None for mark in marks)
    return PartTrace(lines, reason, reading, marks, found if holds else None)


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _dated(mark: Mark, near: date, context: Context) -> Mark:
    """A dateline whose year was open until the date of publication was known."""
    if mark.dateline is None or mark.dateline.dateline.date is not None:
        return mark
    again = find_dateline(mark.unit.text, received=near, language=context.language, agency=context.profile)
    return mark._replace(dateline=again) if again and again.dateline.places == mark.dateline.dateline.places else mark


def _labelled(lines: Iterable[Line], marks: Sequence[Mark]) -> tuple[LabelledLine, ...]:
    """Every source line with the label and rule of its unit."""
    by_number = {line.number: mark for mark in marks for line in mark.unit.lines}
    found = []
    for line in lines:
        mark = by_number.get(line.number)
        if mark is not None:
            found.append(LabelledLine(line, mark.label, mark.rule))
        else:
            found.append(LabelledLine(line, Label.BLANK if is_blank(line.text) else Label.OTHER, "blank"))
    return tuple(found)


def _evidence(reading: Reading, reason: str) -> tuple[str, ...]:
    """Why it was read like this, in sentences."""
    guess = reading.guess
    language = f"language {guess.language}: {', '.join(guess.evidence)} ({guess.score:.0%} of the words)" if guess else "language: not sure of any"
    page = ("a web page: the story was found by the look of its lines",) if reading.page else ()
    return (f"one dispatch: {reason}", *page, f"profile {reading.detection.profile}", *reading.detection.evidence, language)


def _date_reasons(marks: Sequence[Mark], context: Context) -> Iterator[str]:
    """How each date line was read: by its language's order, its weekday, a second date."""
    for mark in marks:
        if mark.label is Label.DATE:
            for found in mark.dates or find_dates(mark.unit.text, language=context.language, order=context.date_order):
                yield f"line {mark.unit.lines[0].number}, {mark.unit.text[found.start : found.end]!r}: {found.reason}"
