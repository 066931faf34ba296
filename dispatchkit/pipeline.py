"""The one place that knows the order of the stages. A Trace holds all that was seen; ``parse_*``
are the dispatches of a trace.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.agencies import lexicon
from dispatchkit.agencies.matcher import SmoothLines
from dispatchkit.errors import NoDispatch
from dispatchkit.grammar.dateline import Found, find_dateline
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.label import Context, Mark, mark_units
from dispatchkit.grammar.moments import enveloped, stated_dates
from dispatchkit.grammar.notices import ORDERS
from dispatchkit.grammar.sender import Detection, detect, named_source
from dispatchkit.model import (
    Agency,
    Boilerplate,
    Decoded,
    Dispatch,
    Label,
    LabelledLine,
    Line,
)
from dispatchkit.reading import door, readback
from dispatchkit.reading.message import Wrapping
from dispatchkit.record.assemble import Origin, assemble, completed, lines_of
from dispatchkit.structure.segment import page_breaks, segment
from dispatchkit.text.language import Guess, identify, likeliest, relatives
from dispatchkit.text.lines import is_blank
from dispatchkit.text.shape import DIGIT_RE
from dispatchkit.text.units import Unit, make_units, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.agencies.facts import Facts
    from dispatchkit.reading.kinds import Recognised
    from dispatchkit.reading.message import Message
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.structure.page import Page

# A dateline opens the first paragraph or stands right over it; menus may hold hundreds of lines
# before that.
_DATELINE_UNITS = 400
# The language is told by the prose; this much of it is enough (identify looks at no more).
_LANGUAGE_SAMPLE = 4000

# A dump of more lines is looked at as a page before its lines are labelled, so that its menus need
# not be; in a smaller one the labels may show first that it is the sender's own, which saves the
# look (30 ms of a cold start).
_SMALL = 60
# So many lines that only its sender prints, and a dump is the sender's own: dispatches of wires
# that have strange lines have more. A newspaper's page that prints the agency's words too has some
# fifty strange lines to each of them, the agency's own page ten.
_OWN, _STRANGE = 2, 20

# Why a dispatch was taken as one that no frame parts from others.
_PARTED = "a footer or end mark and a new head part it from what it was pasted to"

# Why an input was taken as one that this program wrote.
_WRITTEN = "written by dispatchkit, and read back"


class Reading(NamedTuple):
    """The units of one run of lines, their provisional labels, and what was found out about all of
    them.
    """

    units: tuple[Unit, ...]
    marks: list[Mark]
    context: Context
    detection: Detection
    guess: Guess | None
    page: Page | None


class PartTrace(NamedTuple):
    """One dispatch and how it came about. Its lines and reasons are put in words when they are
    asked for: the dispatch alone needs none.
    """

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
        return (
            *_evidence(self.reading, self.reason),
            *_date_reasons(self.marks, self.reading.context),
        )

    @property
    def page(self) -> Page | None:
        """The web page that it stood on; None for a dispatch as its sender prints it."""
        return self.reading.page

    def why(self, number: int) -> str:
        """Why the source line *number* went where it went: likelihood and features, where the page
        finder was asked; else empty.
        """
        at = next(
            (
                at
                for at, unit in enumerate(self.reading.units)
                if unit.lines[0].number <= number <= unit.lines[-1].number
            ),
            None,
        )
        return "" if self.page is None or at is None else self.page.why(at)


class Trace(NamedTuple):
    """All that was seen in one input. *split_met*: the expression at which the user parts it, if
    there is one, was found in it.
    """

    recognised: Recognised
    decoded: Decoded
    parts: tuple[PartTrace, ...]
    split_met: bool = True


def trace_bytes(data: bytes, options: ReadOptions) -> Trace:
    """Everything about the input *data*. UnreadableFormat when it is none that can be read,
    DecodeError when it is no text, ProfileError for a profile that cannot be used.
    """
    return _trace(door.opened(data, options), options)


def trace_text(text: str, options: ReadOptions) -> Trace:
    """As ``trace_bytes``, for text that is decoded already."""
    return _trace(door.opened(text, options), options)


def dispatches(trace: Trace) -> list[Dispatch]:
    """The dispatches of a trace; NoDispatch when it holds none."""
    found = [part.dispatch for part in trace.parts if part.dispatch]
    if not found:
        raise NoDispatch(
            "no dispatch in it, only boilerplate"
            if any(line.label is not Label.BLANK for part in trace.parts for line in part.lines)
            else "nothing in it"
        )
    return found


def _trace(source: door.Opened, options: ReadOptions) -> Trace:
    """Everything about an input that is opened."""
    with lexicon.using(options.own):
        own = _read_back(source.lines, source.decoded, options)
        if own is not None:
            return Trace(source.recognised, source.decoded, own)
        parts: list[PartTrace] = []
        split_met = options.split is None
        index = 0
        for message in door.messages(source, options):
            split_met = split_met or message.document.parted
            for part in _parts(message, options, index):
                parts.append(part)
                index += part.dispatch is not None
    return Trace(source.recognised, source.decoded, _with_strays(parts), split_met)


def _parts(message: Message, options: ReadOptions, index: int) -> Iterator[PartTrace]:
    """The dispatches of a message: one, or as many as pages were pasted together in it. *index* is
    the place of the first among those of the input.
    """
    document = message.document
    options = options._replace(received=options.received or document.received)
    pages = list(_pages(message, options))
    for at, (lines, reading) in enumerate(pages):
        part = _part(lines, reading, (options.path, index, message), at == 0)
        part = _wrapped(
            part,
            document.above if at == 0 else Wrapping(),
            document.below if at == len(pages) - 1 else Wrapping(),
        )
        yield part
        index += part.dispatch is not None


def _wrapped(part: PartTrace, above: Wrapping, below: Wrapping) -> PartTrace:
    """A part between the lines of its envelope, which its dispatch keeps as boilerplate."""
    found = part.dispatch
    if found is not None:
        found = found._replace(
            boilerplate=(*_kept(above.marks), *found.boilerplate, *_kept(below.marks))
        )
    return part._replace(
        source=(*above.lines, *part.source, *below.lines),
        marks=[*above.marks, *part.marks, *below.marks],
        dispatch=found,
    )


def _with_strays(parts: Sequence[PartTrace]) -> tuple[PartTrace, ...]:
    """The parts. What is no dispatch is kept as boilerplate of the dispatch before it, or after it
    where there is none before.
    """
    kept = list(parts)
    home = next((at for at, part in enumerate(parts) if part.dispatch), None)
    for at, part in enumerate(parts):
        if part.dispatch:
            home = at
        elif home is not None:
            kept[home] = _joined(kept[home], part)
    return tuple(kept)


def _joined(part: PartTrace, stray: PartTrace) -> PartTrace:
    """A part whose dispatch keeps the lines of a *stray* one."""
    lines = [
        Boilerplate(mark.unit.text, mark.label.word, mark.rule, lines_of(mark))
        for mark in stray.marks
    ]
    found = part.dispatch
    if found is None or not lines:
        return part
    return part._replace(
        dispatch=found._replace(
            boilerplate=tuple(sorted([*found.boilerplate, *lines], key=lambda item: item.lines))
        )
    )


def _read_back(
    lines: tuple[Line, ...], decoded: Decoded, options: ReadOptions
) -> tuple[PartTrace, ...] | None:
    """The parts of an input that is output of ours; None for any other."""
    documents = readback.documents(lines)
    if documents is not None:
        if options.profile is not None:
            lexicon.rules(options.profile)
        return tuple(
            [
                _own_document(chunk, pieces, fields, (options, at, decoded))
                for at, (chunk, pieces, fields) in enumerate(documents)
            ]
        )
    texts = readback.texts(lines)
    if texts is None:
        return None
    parts = [
        _own_text(chunk, pieces, (options, at, decoded)) for at, (chunk, pieces) in enumerate(texts)
    ]
    found = tuple([part for part in parts if part is not None])
    return found if len(found) == len(parts) else None


def _is_own(reading: Reading, pieces: Sequence[readback.Piece], fields: dict[str, Any]) -> bool:
    """Whether a text of our form is ours: what nobody but its head's form says is sure, and no
    dateline is left that parsing would have cut.

    Else it may be somebody's who leaves two blank lines below a headline and a date.
    """
    labels = {piece.line.number: piece.label for piece in pieces}
    if Label.NOTICE in labels.values() and fields["notice"] is None:
        return False
    for mark in reading.marks:
        label = labels.get(mark.unit.lines[0].number)
        # Nobody else closes a dateline on a line of its own with a dash: there a headline may be a
        # date.
        if (
            label is Label.HEADLINE
            and mark.label is Label.DATE
            and Label.DATELINE not in labels.values()
        ):
            return False
        if (
            label is Label.TEXT
            and fields["dateline"] is None
            and mark.dateline
            and mark.dateline.dateline.agencies
        ):
            return False
    return True


def _own_text(
    chunk: tuple[Line, ...],
    pieces: Sequence[readback.Piece],
    source: tuple[ReadOptions, int, Decoded],
) -> PartTrace | None:
    """A dispatch out of text of our form; None where it is not ours after all."""
    options, index, decoded = source
    reading = _read(chunk, options)
    context = reading.context
    notices = {
        mark.unit.text: mark.hit.notice for mark in reading.marks if mark.hit and mark.hit.notice
    }
    fields = readback.fields_of(
        pieces, readback.Known(context.profile, context.language, options.received, notices)
    )
    if not _is_own(reading, pieces, fields):
        return None
    found = Dispatch(
        path=options.path,
        index=index,
        format="text",
        encoding=decoded.encoding,
        profile=lexicon.rules(context.profile)[0].id,
        agency=reading.detection.agency,
        language=context.language,
        **fields,
    )
    marks = _own_marks(pieces, "text")
    return PartTrace(
        chunk,
        _WRITTEN,
        reading._replace(units=tuple([mark.unit for mark in marks]), marks=marks, page=None),
        marks,
        found,
    )


def _own_document(
    chunk: tuple[Line, ...],
    pieces: Sequence[readback.Piece],
    fields: Dispatch,
    source: tuple[ReadOptions, int, Decoded],
) -> PartTrace:
    """A dispatch out of Markdown of ours. The profile that read it then may be unknown now."""
    options, index, decoded = source
    printed = options.profile or fields.profile
    profile = printed if options.profile or printed in lexicon.index().facts else lexicon.GENERIC
    marks = _own_marks(pieces, "markdown")
    found = fields._replace(
        path=options.path,
        index=index,
        encoding=decoded.encoding,
        paragraphs=readback.paragraphs(pieces),
        boilerplate=_kept(
            [mark for mark in marks if mark.label in (Label.RULE, Label.ENVELOPE, Label.OTHER)]
        ),
    )
    context = Context(profile, fields.language, options.date_order, options.received)
    detection = Detection(profile, fields.agency, ("its front matter says so",))
    reading = Reading(tuple([mark.unit for mark in marks]), marks, context, detection, None, None)
    return PartTrace(chunk, _WRITTEN, reading, marks, found)


def _kept(marks: Sequence[Mark]) -> tuple[Boilerplate, ...]:
    """Lines that no field says."""
    return tuple(
        [
            Boilerplate(
                text=mark.unit.text, label=mark.label.word, rule=mark.rule, lines=lines_of(mark)
            )
            for mark in marks
        ]
    )


def _own_marks(pieces: Sequence[readback.Piece], form: str) -> list[Mark]:
    """The pieces as labelled units, each a line of its own."""
    marks = []
    for piece in pieces:
        unit = unit_of(piece.line, piece.text)
        marks.append(Mark(unit, piece.label, f"{form}.{piece.label.word}", unit.is_prose))
    return marks


def _read(lines: tuple[Line, ...], options: ReadOptions) -> Reading:
    """Units, sender and provisional labels of one run of lines."""
    units = make_units(lines)
    guess = identify(_prose(units))
    language = guess.language if guess else None
    smoothed = SmoothLines([unit.smoothed for unit in units])
    page = _look_over(units) if len(units) > _SMALL else None
    near = page.odds if page else range(len(units))
    datelines = _datelines(units, near, language, options)
    detection = _sender(units, smoothed, datelines, language, options)
    facts, _, _ = lexicon.rules(detection.profile)
    if guess is None and detection.agency is not None:
        guess = likeliest(_prose(units), facts.languages)
        language = guess.language if guess else None
    language = _kin(language, facts.languages)
    datelines |= _own_datelines(units, datelines, language, facts, options)
    context = Context(detection.profile, language, options.date_order, options.received)
    marks = mark_units(
        units, smoothed, datelines, context, near, furniture=page.furniture if page else ()
    )
    chosen = _chosen(page, units, marks, facts.id)
    if page and not chosen:
        # Lines far from prose are a menu on a page only; elsewhere they are a table.
        marks = mark_units(units, smoothed, datelines, context, range(len(units)))
    return Reading(units, marks, context, detection, guess, chosen)


def _look_over(units: tuple[Unit, ...]) -> Page:
    """The dump as a page. The page finder is loaded when it is first needed: most dispatches do
    without.
    """
    from dispatchkit.structure.page import read_page

    return read_page(units)


def _chosen(
    page: Page | None, units: tuple[Unit, ...], marks: Sequence[Mark], profile: str
) -> Page | None:
    """The page that the dump is, None for a dispatch as its sender prints it: lines that only this
    sender prints show it.
    """
    own = sum([mark.hit is not None and mark.hit.rule.startswith(f"{profile}.") for mark in marks])
    if own >= _OWN and len(units) <= _STRANGE * own:
        return None
    from dispatchkit.structure.layout import is_page, kept, strange_lines

    page = page or _look_over(units)
    if own >= _OWN and len(strange_lines(marks, page)) <= _STRANGE * own:
        return None
    return kept(page, marks, profile) if is_page(marks, page, profile) else None


def _prose(units: Sequence[Unit]) -> str:
    """The running text, which tells the language; all text where there is none. A line of rights is
    in the house's language, not the story's.
    """
    prose: list[str] = []
    wanted = _LANGUAGE_SAMPLE
    for unit in units:
        if unit.is_prose and "©" not in unit.text:
            prose.append(unit.text)
            wanted -= len(unit.text) + 1
            if wanted <= 0:
                break
    return "\n".join(prose or [unit.text for unit in units])[:_LANGUAGE_SAMPLE]


def _datelines(
    units: Sequence[Unit], near: Iterable[int], language: str | None, options: ReadOptions
) -> dict[int, Found]:
    """Datelines by the index of their unit, among those *near* text. Without the day of receipt the
    year of a date stays open until one is found.
    """
    found: dict[int, Found] = {}
    for at in islice(near, _DATELINE_UNITS):
        dateline = find_dateline(units[at].text, received=options.received, language=language)
        if dateline:
            found[at] = dateline
    return found


def _kin(language: str | None, spoken: Sequence[str]) -> str | None:
    """*language*, or what the sender writes of those that it may be taken for: Bosnian text from a
    Serbian agency is Serbian.
    """
    if language is None or language in spoken:
        return language
    kin = relatives(language)
    return next((own for own in spoken if own in kin), language)


def _own_datelines(
    units: Sequence[Unit],
    known: dict[int, Found],
    language: str | None,
    facts: Facts,
    options: ReadOptions,
) -> dict[int, Found]:
    """The dateline in a form that only its sender gives away: no credit ("MANILA - "), or one that
    is a common word ("APA.").
    """
    if not ({"dash", "date"} & set(facts.datelines) or facts.ambiguous) or any(
        facts.id in found.dateline.agencies for found in known.values()
    ):
        return {}
    for at, unit in enumerate(units[:_DATELINE_UNITS]):
        found = find_dateline(
            unit.text, received=options.received, language=language, agency=facts.id
        )
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


def _sender(
    units: Sequence[Unit],
    smoothed: SmoothLines,
    datelines: dict[int, Found],
    language: str | None,
    options: ReadOptions,
) -> Detection:
    if options.profile is None:
        return detect(units, smoothed, datelines, named_source(units), language)
    facts, _, _ = lexicon.rules(options.profile)
    agency = None if facts.id == lexicon.GENERIC else Agency(id=facts.id, name=facts.name)
    return Detection(options.profile, agency, ("the profile was named by the caller",))


def _pages(message: Message, options: ReadOptions) -> Iterator[tuple[tuple[Line, ...], Reading]]:
    """The lines of each page of a message and how they read: one was pasted after another."""
    lines = message.lines
    reading = _read(lines, options)
    starts = (
        [_index(reading, at, lines) for at in page_breaks(reading.marks, reading.context.profile)]
        if reading.page is None
        else _joints(message, reading, options)
    )
    if not starts:
        yield lines, reading
        return
    for begin, end in pairwise([0, *starts, len(lines)]):
        yield lines[begin:end], _read(lines[begin:end], options)


def _index(reading: Reading, at: int, lines: tuple[Line, ...]) -> int:
    """Where among *lines* the unit *at* begins."""
    return reading.units[at].lines[0].number - lines[0].number


def _joints(message: Message, reading: Reading, options: ReadOptions) -> list[int]:
    """Where pages were pasted together: each piece between the places where that may be is read by
    itself, once.
    """
    from dispatchkit.reading.joints import begins_anew, is_story, joints

    lines = message.lines
    places = [_index(reading, at, lines) for at in joints(reading.units)]
    found: list[int] = []
    last: Dispatch | None = None
    for begin, end in pairwise([0, *places, len(lines)] if places else []):
        piece = lines[begin:end]
        story = _part(
            piece, _read(piece, options), (options.path, 0, message), first=False
        ).dispatch
        if not is_story(story):
            continue
        if last is not None and story is not None and begins_anew(last, story):
            found.append(begin)
        last = story
    return found


def _part(
    lines: tuple[Line, ...], reading: Reading, source: tuple[str, int, Message], first: bool
) -> PartTrace:
    """One dispatch out of its lines. *first*: it is the first of its message, whose envelope speaks
    of it.
    """
    facts, _, _ = lexicon.rules(reading.context.profile)
    if reading.page:
        from dispatchkit.structure.layout import lay_out

        marks, when = lay_out(reading.marks, reading.page, reading.context)
    else:
        marks = segment(
            enveloped(reading.marks), reading.context, bare_places="line" in facts.datelines
        ).marks
        when = stated_dates(marks, reading.context)
    near = reading.context.received or _day(when.published)
    marks = (
        [_dated(mark, near, reading.context) for mark in marks]
        if near and not reading.context.received
        else marks
    )
    path, index, message = source
    found = assemble(
        marks,
        when,
        reading.context,
        reading.detection._replace(profile=facts.id),
        Origin(
            path,
            index,
            message.recognised.format.word,
            message.decoded.encoding,
            message.stated if first else {},
        ),
    )
    dispatch = None
    if _states(found):
        dispatch = completed(found, message.document.otherwise) if first else found
    return PartTrace(lines, message.reason if first else _PARTED, reading, marks, dispatch)


def _states(found: Dispatch) -> bool:
    """Whether lines are a dispatch: they tell a story, or state what an editor has to know (a
    withdrawal, an embargo, what a story is called).

    "UPDATE" alone is a button.
    """
    told = found.paragraphs or found.headline or found.slugline or found.ednote
    return bool(told) or (found.notice is not None and found.notice.kind in ORDERS)


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _dated(mark: Mark, near: date, context: Context) -> Mark:
    """A dateline whose year was open until the date of publication was known."""
    if mark.dateline is None or mark.dateline.dateline.date is not None:
        return mark
    again = find_dateline(
        mark.unit.text, received=near, language=context.language, agency=context.profile
    )
    return (
        mark._replace(dateline=again)
        if again and again.dateline.places == mark.dateline.dateline.places
        else mark
    )


def _labelled(lines: Iterable[Line], marks: Sequence[Mark]) -> tuple[LabelledLine, ...]:
    """Every source line with the label and rule of its unit."""
    by_number = {line.number: mark for mark in marks for line in mark.unit.lines}
    found = []
    for line in lines:
        mark = by_number.get(line.number)
        if mark is not None:
            found.append(LabelledLine(line, mark.label, mark.rule))
        else:
            found.append(
                LabelledLine(line, Label.BLANK if is_blank(line.text) else Label.OTHER, "blank")
            )
    return tuple(found)


def _evidence(reading: Reading, reason: str) -> tuple[str, ...]:
    """Why it was read like this, in sentences."""
    guess = reading.guess
    language = (
        f"language {guess.language}: {', '.join(guess.evidence)} ({guess.score:.0%} of the words)"
        if guess
        else "language: not sure of any"
    )
    page = ("a web page: the story was found by the look of its lines",) if reading.page else ()
    return (
        f"one dispatch: {reason}",
        *page,
        f"profile {reading.detection.profile}",
        *reading.detection.evidence,
        language,
    )


def _date_reasons(marks: Sequence[Mark], context: Context) -> Iterator[str]:
    """How each date line was read: by its language's order, its weekday, a second date."""
    for mark in marks:
        if mark.label is Label.DATE:
            for found in mark.dates or find_dates(
                mark.unit.text, language=context.language, order=context.date_order
            ):
                yield (
                    f"line {mark.unit.lines[0].number},"
                    f" {mark.unit.text[found.start : found.end]!r}: {found.reason}"
                )
