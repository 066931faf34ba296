"""The one place that knows the order of the stages: an input is opened and cut into messages, their
lines are joined to units and labelled, and the labels make a dispatch.
"""

from __future__ import annotations

from functools import partial
from itertools import chain, islice, tee
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import BrokenItem
from dispatchkit.grammar.context import dated
from dispatchkit.model import Dispatch
from dispatchkit.reading import door
from dispatchkit.reading.formats import feeds
from dispatchkit.reading.message import Broken, Message, Wrapping
from dispatchkit.reading.options import ReadOptions
from dispatchkit.record.assemble import Origin, assemble, completed, is_dispatch
from dispatchkit.record.when import showing, when_of
from dispatchkit.record.who import named
from dispatchkit.structure import Looked, layout_of, look_over
from dispatchkit.structure.cuts import cuts
from dispatchkit.structure.labels import labelled
from dispatchkit.structure.shown import as_shown
from dispatchkit.text.units import make_units
from dispatchkit.trace import PartTrace, Reading, Trace, nothing_in, with_strays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Line
    from dispatchkit.reading.kinds import Recognised
    from dispatchkit.reading.message import Decoded, Labelled, Opened
    from dispatchkit.reading.stored import Stored


# So many messages are read before processes are started for the others, which takes as long.
_FIRST = 64
_DISPATCH = "Harbour reopens\n\nLUND, May 4, 2021 (TT) - The harbour reopened on Tuesday.\n"


class Flow(NamedTuple):
    """An input that is being read: its format, its text, and its parts, each of which is made when
    it is asked for and kept by nobody else. They can be gone through once. *broken* are the items,
    among those that were gone through, that could not be read.
    """

    recognised: Recognised
    decoded: Decoded
    parts: Iterator[PartTrace]
    broken: list[BrokenItem]


class Sharing(NamedTuple):
    """In how many processes (*jobs*, 0: one for each processor) the messages of one input are read;
    *spawned*: these are not forked, for other threads may run in this one by then.
    """

    jobs: int = 1
    spawned: bool = False


ALONE = Sharing()


def flow(data: bytes | str | Stored, options: ReadOptions, sharing: Sharing = ALONE) -> Flow:
    """The parts of an input, one after another, so that memory does not grow with their number.

    UnreadableFormat when there is no reader for it, DecodeError when it is no text. The parts raise
    UnknownProfile or ProfileError for a profile that cannot be used, and OSError for a stored input
    that cannot be read any more, or if no process can be started.
    """
    source = door.opened(data, options)
    broken: list[BrokenItem] = []
    parts = with_strays(_all_parts(source, options, broken, sharing))
    return Flow(source.recognised, source.decoded, parts, broken)


def load() -> None:
    """Load the modules and tables that any dispatch needs, by reading one."""
    run(_DISPATCH, ReadOptions())


def run(data: bytes | str, options: ReadOptions) -> Trace:
    """Everything about an input, given as bytes or as text that is decoded already; the errors are
    those of ``flow`` and of its parts.
    """
    source = flow(data, options)
    parts = tuple(source.parts)
    met = options.split is None or any(part.parted for part in parts)
    return Trace(source.recognised, source.decoded, parts, met, tuple(source.broken))


def _all_parts(
    source: Opened, options: ReadOptions, broken: list[BrokenItem], sharing: Sharing
) -> Iterator[PartTrace]:
    """The dispatches of all messages, in order; what cannot be read is added to *broken*."""
    messages = door.messages(source, options)
    index = 0
    for message in messages if sharing.jobs == 1 else islice(messages, _FIRST):
        for part in _in_message(message, options, index, broken, source.decoded):
            yield part
            index += part.dispatch is not None
    if sharing.jobs == 1:
        return
    for parts, lost in _shared(messages, options, sharing, source.decoded):
        broken += lost
        for part in parts:
            dispatch = part.dispatch
            yield part._replace(dispatch=dispatch and dispatch._replace(index=index))
            index += dispatch is not None


def _in_message(
    message: Message | Broken,
    options: ReadOptions,
    index: int,
    broken: list[BrokenItem],
    whole: Decoded | None,
) -> Iterator[PartTrace]:
    """The dispatches of one message, the first of which is that at *index* of the input. What was
    odd when the *whole* input was decoded is told once, and not with each message.
    """
    if isinstance(message, Broken):
        broken.append(BrokenItem(message.where, message.why))
        return
    parts: Iterable[PartTrace] = _parts(message, options, index)
    if item := message.document.item:
        parts = [*parts]
        if all(part.dispatch is None for part in parts):
            broken.append(BrokenItem(item, str(nothing_in(parts))))
            parts = [part._replace(told=True) for part in parts]
    own = message.decoded if message.decoded is not whole else None
    for part in parts:
        found = part._replace(parted=message.document.parted)
        if own:
            found = found._replace(doubt=own.doubt, ignored=own.ignored)
        yield _named(found, message.document.member)


class _Handed(NamedTuple):
    """A message as it is handed to a process; *own*: it was decoded by itself, not with the whole
    input; *problem*: why it cannot be read.
    """

    message: Message | Broken
    own: bool = False
    problem: str | None = None


def _shared(
    messages: Iterator[Message | Broken], options: ReadOptions, sharing: Sharing, whole: Decoded
) -> Iterator[tuple[list[PartTrace], list[BrokenItem]]]:
    """What several processes find in each of the *messages* of an input that was decoded as a
    *whole*, counted from 0, and what of it cannot be read. OSError if the system can start none.
    """
    first = next(messages, None)
    if first is None:
        return
    from dispatchkit.files.processes import shared_out

    handed, weighed = tee(map(partial(_light, whole=whole), chain((first,), messages)))
    work = partial(_in_handed, options=options)
    sizes = map(_weight, weighed)
    yield from shared_out(handed, work, sharing.jobs, load, sizes, spawned=sharing.spawned)


def _light(message: Message | Broken, whole: Decoded) -> _Handed:
    """A message without the text of the whole input, of which only the encoding counts here."""
    if isinstance(message, Broken):
        return _Handed(message)
    own = message.decoded is not whole
    return _Handed(message._replace(decoded=message.decoded._replace(text="")), own)


def _weight(handed: _Handed) -> int:
    """About how many characters are handed over."""
    message = handed.message
    return 0 if isinstance(message, Broken) else sum(len(line.text) for line in message.lines)


def _in_handed(handed: _Handed, options: ReadOptions) -> tuple[list[PartTrace], list[BrokenItem]]:
    """What is found in a message, all at once, as one process hands it to another."""
    message = handed.message
    if handed.problem is not None and isinstance(message, Message):
        message = Broken(message.document.item or message.reason, handed.problem)
    broken: list[BrokenItem] = []
    whole = None if handed.own or isinstance(message, Broken) else message.decoded
    return [*_in_message(message, options, 0, broken, whole)], broken


def _named(part: PartTrace, member: str) -> PartTrace:
    """The *part* with the name of the *member* of a container in its dispatch, which may have one
    of its own: that of the container that a record which was written then tells.
    """
    found = part.dispatch
    if found is None or not member or found.item is not None:
        return part
    return part._replace(dispatch=found._replace(item=member))


def _parts(message: Message, options: ReadOptions, index: int) -> Iterator[PartTrace]:
    """The dispatches of a message. *index* is the place of the first among those of the input."""
    document = message.document
    if document.labelled is not None:
        yield _as_labelled(message, document.labelled, options.path, index)
        return
    agency = document.stated.get("agency")
    options = options._replace(
        received=options.received or document.received or options.named_day,
        sender=agency and agency.id,
        credit=document.credit,
    )
    pieces = _pieces(message, options)
    for at, piece in enumerate(pieces):
        above = document.above if at == 0 else piece.above
        below = document.below if at == len(pieces) - 1 else Wrapping()
        around = (*above.marks, *below.marks)
        part = _part(piece, message, (options.path, index), around, first=at == 0)
        yield part.wrapped(above, below)
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


class _Piece(NamedTuple):
    """The lines of one dispatch, what stands in them, and why they are taken as one; *above* is
    what parts it from the dispatch before.
    """

    lines: tuple[Line, ...]
    looked: Looked
    reason: str
    above: Wrapping = Wrapping()


def _pieces(message: Message, options: ReadOptions) -> list[_Piece]:
    """The dispatches of a message: it is read as a whole, cut where its labels show that another
    one begins, and each piece is read anew. Where the user or a frame says where it ends, nothing
    else does.
    """
    lines, joined = message.lines, message.document.shown.joined
    whole = _read(lines, options, joined)
    said = options.split is not None or message.document.framed
    found = [] if said else cuts(whole.alone, whole.known.context)
    if not found:
        return [_Piece(lines, whole, message.reason)]
    zero = lines[0].number

    def place(at: int) -> int:
        """Where among the lines the unit *at* begins."""
        return whole.ground.units[at].lines[0].number - zero

    first = lines[: place(found[0].parting)]
    pieces = [_Piece(first, _read(first, options, joined), message.reason)]
    ends = [place(joint.parting) for joint in found[1:]]
    for joint, end in zip(found, [*ends, len(lines)], strict=True):
        begin, parting = place(joint.begin), place(joint.parting)
        marks = tuple(whole.marks[joint.parting : joint.begin])
        piece = lines[begin:end]
        reason = f"{joint.reason} at line {lines[parting].number}"
        above = Wrapping(lines[parting:begin], marks)
        pieces.append(_Piece(piece, _read(piece, options, joined), reason, above))
    return pieces


def _read(lines: tuple[Line, ...], options: ReadOptions, joined: frozenset[int]) -> Looked:
    """Units, sender, language and provisional labels of a run of lines. *joined*: the numbers of
    those that mark-up shows to go on in the next one.
    """
    return look_over(make_units(lines, joined), options)


def _part(
    piece: _Piece,
    message: Message,
    place: tuple[str, int],
    around: Sequence[Mark],
    *,
    first: bool,
) -> PartTrace:
    """One dispatch out of its lines; *place* is the name of the input and its index in it, *around*
    are the lines of its envelope. *first*: it is the first of its message, whose envelope speaks of
    it.
    """
    looked = piece.looked
    headed = first and "headline" in message.stated
    known, layout = looked.known, layout_of(looked, message.document.shown, headed=headed)
    reading = Reading(looked.ground.units, looked.alone, known, layout)
    marks = named(
        as_shown(
            labelled(looked.marks, layout, known.context), layout.parts, message.document.shown
        ),
        known.context.lexicon,
        furnished=layout.furnished,
    )
    when = when_of(marks, known.context)
    published = message.stated.get("published") if first else None
    marks = dated(showing(marks, when, known.context), published or when.published, known.context)
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
            around,
        ),
    )
    dispatch = None
    if is_dispatch(found, fed=message.recognised.format in feeds.KINDS):
        dispatch = completed(found, message.document.otherwise) if first else found
    return PartTrace(piece.lines, piece.reason, reading, marks, dispatch)
