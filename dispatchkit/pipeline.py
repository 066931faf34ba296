"""The one place that knows the order of the stages: an input is opened and cut into messages, their
lines are joined to units and labelled, and the labels make a dispatch.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.agencies.matcher import SmoothLines
from dispatchkit.grammar.closing import closed
from dispatchkit.grammar.context import dated, known_of
from dispatchkit.grammar.label import mark_units
from dispatchkit.model import Dispatch
from dispatchkit.reading import door
from dispatchkit.reading.message import Wrapping
from dispatchkit.record.assemble import Origin, assemble, completed, is_dispatch
from dispatchkit.record.when import showing, when_of
from dispatchkit.structure import first_look, labelled, page_of
from dispatchkit.structure.segment import page_breaks
from dispatchkit.text.units import make_units
from dispatchkit.trace import PartTrace, Reading, Trace, with_strays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dispatchkit.model import Line
    from dispatchkit.reading.message import Labelled, Message
    from dispatchkit.reading.options import ReadOptions

# Why a dispatch was taken as one that no frame parts from others.
_PARTED = "a footer or end mark and a new head part it from what it was pasted to"


def run(data: bytes | str, options: ReadOptions) -> Trace:
    """Everything about an input, given as bytes or as text that is decoded already.

    UnreadableFormat when there is no reader for it, DecodeError when it is no text, UnknownProfile
    or ProfileError for a profile that cannot be used.
    """
    source = door.opened(data, options)
    parts: list[PartTrace] = []
    split_met = options.split is None
    index = 0
    for message in door.messages(source, options):
        split_met = split_met or message.document.parted
        for part in _parts(message, options, index):
            parts.append(part)
            index += part.dispatch is not None
    return Trace(source.recognised, source.decoded, with_strays(parts), split_met)


def _parts(message: Message, options: ReadOptions, index: int) -> Iterator[PartTrace]:
    """The dispatches of a message: one, or as many as pages were pasted together in it. *index* is
    the place of the first among those of the input.
    """
    document = message.document
    if document.labelled is not None:
        yield _as_labelled(message, document.labelled, options.path, index)
        return
    options = options._replace(received=options.received or document.received)
    pages = _pages(message, options)
    for at, (lines, reading) in enumerate(pages):
        part = _part(lines, reading, message, (options.path, index), first=at == 0)
        yield part.wrapped(
            document.above if at == 0 else Wrapping(),
            document.below if at == len(pages) - 1 else Wrapping(),
        )
        index += part.dispatch is not None


def _as_labelled(message: Message, found: Labelled, path: str, index: int) -> PartTrace:
    """The dispatch of a message that says itself what each of its lines is."""
    known = found.known
    reading = Reading(tuple([mark.unit for mark in found.marks]), found.marks, known, None)
    dispatch = Dispatch(
        path=path,
        index=index,
        format=message.recognised.format.word,
        encoding=message.decoded.encoding,
        profile=known.context.profile,
        agency=known.detection.agency,
        language=known.context.language,
    )._replace(**message.stated)
    return PartTrace(message.lines, message.reason, reading, found.marks, dispatch)


def _pages(message: Message, options: ReadOptions) -> list[tuple[tuple[Line, ...], Reading]]:
    """The lines of each page of a message and how they read: one was pasted after another."""
    lines = message.lines

    @cache
    def read(begin: int, end: int) -> Reading:
        return _read(lines[begin:end], options)

    whole = read(0, len(lines))

    def place(at: int) -> int:
        """Where among the lines the unit *at* begins."""
        units = whole.units
        return units[at].lines[0].number - lines[0].number if at < len(units) else len(lines)

    def story(begin: int, end: int) -> Dispatch | None:
        """What the units from *begin* to *end* read like by themselves."""
        first, last = place(begin) if begin else 0, place(end)
        return _part(lines[first:last], read(first, last), message, ("", 0), first=False).dispatch

    starts = _starts(whole, story)
    ends = pairwise([0, *map(place, starts), len(lines)])
    return [(lines[begin:end], read(begin, end)) for begin, end in ends]


def _starts(whole: Reading, story: Callable[[int, int], Dispatch | None]) -> list[int]:
    """The units at which further pages or messages begin."""
    if whole.page is None:
        return page_breaks(whole.marks, whole.known.context.profile)
    from dispatchkit.structure.joints import page_starts

    return page_starts(whole.units, story)


def _read(lines: tuple[Line, ...], options: ReadOptions) -> Reading:
    """Units, sender, language and provisional labels of a run of lines."""
    units = make_units(lines)
    smoothed = SmoothLines([unit.smoothed for unit in units])
    page = first_look(units)
    near = page.odds if page else range(len(units))
    furniture = page.furniture if page else ()
    known = known_of(
        units,
        smoothed,
        near,
        options.lexicon,
        profile=options.profile,
        received=options.received,
        order=options.order,
        furniture=furniture,
    )
    marks = mark_units(units, smoothed, known.datelines, known.context, near, furniture=furniture)
    chosen = page_of(page, units, marks, known.context)
    if page and not chosen:
        # Lines far from prose are a menu on a page only; elsewhere they are a table.
        marks = mark_units(units, smoothed, known.datelines, known.context, range(len(units)))
    return Reading(units, closed(marks, options.lexicon), known, chosen)


def _part(
    lines: tuple[Line, ...],
    reading: Reading,
    message: Message,
    place: tuple[str, int],
    *,
    first: bool,
) -> PartTrace:
    """One dispatch out of its lines; *place* is the name of the input and its index in it. *first*:
    it is the first of its message, whose envelope speaks of it.
    """
    known = reading.known
    marks = labelled(reading.marks, reading.page, known.context)
    when = when_of(marks, known.context)
    marks = dated(showing(marks, when, known.context), when.published, known.context)
    found = assemble(
        marks,
        when,
        known.context,
        known.detection,
        Origin(
            *place,
            message.recognised.format.word,
            message.decoded.encoding,
            message.stated if first else {},
        ),
    )
    dispatch = None
    if is_dispatch(found):
        dispatch = completed(found, message.document.otherwise) if first else found
    return PartTrace(lines, message.reason if first else _PARTED, reading, marks, dispatch)
