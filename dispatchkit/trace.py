"""All that was seen in an input: its dispatches, and for each how it came about.

The reasons are put in words only when somebody asks (``explain``, ``check``); the records alone
need none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import BrokenItem, NoDispatch
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.label import as_boilerplate
from dispatchkit.labels import Label
from dispatchkit.text.lines import is_blank
from dispatchkit.text.repair import Repairs, repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.grammar.context import Known
    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Dispatch, Line
    from dispatchkit.reading.kinds import Recognised
    from dispatchkit.reading.message import Decoded, Wrapping
    from dispatchkit.structure import Layout
    from dispatchkit.text.units import Unit


class LabelledLine(NamedTuple):
    """A source line with its label and rule: what ``explain`` prints. ``label.word`` is the word
    that it prints ("headline"); the label itself is a letter.
    """

    line: Line
    label: Label
    rule: str


class Reading(NamedTuple):
    """The units of a run of lines with provisional labels, and what is known of all of them;
    *layout* is what the page finder made of them, None for a dispatch as its sender prints it.
    """

    units: Sequence[Unit]
    marks: Sequence[Mark]
    known: Known
    layout: Layout | None


class PartTrace(NamedTuple):
    """One dispatch and how it came about: its source lines, why they were taken as one dispatch,
    how they read, and the final *marks*. *dispatch* is None if the lines hold none. *parted*: the
    expression at which the user parts inputs was found at the beginning of its message, or need
    not be. *told*: it is from an item of its input that is reported to hold none. *doubt* is what a
    person should know about the encoding of the member of a container that it was read from,
    *ignored* the encoding that this declares, if it does not fit.
    """

    source: tuple[Line, ...]
    reason: str
    reading: Reading
    marks: Sequence[Mark]
    dispatch: Dispatch | None
    parted: bool = False
    told: bool = False
    doubt: str = ""
    ignored: str = ""

    def __repr__(self) -> str:
        if self.dispatch is None:
            what = "no dispatch"
        else:
            what = repr(self.dispatch.headline) if self.dispatch.headline else "no headline"
        return f"<PartTrace: {len(self.source)} lines, {what}>"

    @property
    def lines(self) -> tuple[LabelledLine, ...]:
        """Every source line with the label and rule of its unit."""
        by_number = {line.number: mark for mark in self.marks for line in mark.unit.lines}
        found = []
        for line in self.source:
            mark = by_number.get(line.number)
            if mark is not None:
                found.append(LabelledLine(line, mark.label, str(mark.rule)))
            else:
                label = Label.BLANK if is_blank(line.text) else Label.OTHER
                found.append(LabelledLine(line, label, "blank"))
        return tuple(found)

    @property
    def page(self) -> bool:
        """Whether it stood among furniture of pages."""
        return self.reading.layout is not None and self.reading.layout.furnished

    @property
    def repairs(self) -> Repairs:
        """What had to be repaired in its lines."""
        return repairs([line.text for line in self.source])

    @property
    def evidence(self) -> tuple[str, ...]:
        """Why it was read like this, in sentences."""
        detection, guess = self.reading.known.detection, self.reading.known.guess
        page = ["a web page: lines around the story are known to be furniture"] if self.page else []
        language = (
            f"language {guess.language}: {', '.join(guess.evidence)} ({guess.score:.0%} of the"
            " words)"
            if guess
            else "language: not sure of any"
        )
        return (
            f"one dispatch: {self.reason}",
            *page,
            f"profile {detection.profile}",
            *detection.evidence,
            language,
            *([self.doubt] if self.doubt else []),
            *([f"declared encoding {self.ignored} ignored"] if self.ignored else []),
            *([f"repaired: {self.repairs}"] if str(self.repairs) else []),
            *self._date_reasons(),
        )

    def _date_reasons(self) -> Iterator[str]:
        """How each date line was read: by its language's order, its weekday, a second date; and
        where the years come from that neither these lines nor datelines print.
        """
        context = self.reading.known.context
        for mark in self.marks:
            text, known, dated = mark.unit.text, mark.dates, mark.label is Label.DATE
            if not dated:
                if mark.dateline is None or context.received is None:
                    continue
                text, known = text[: mark.dateline.end], ()
            for found in known or find_dates(
                text, language=context.language, order=context.date_order
            ):
                completed = self._completed(found)
                if dated or completed:
                    yield (
                        f"line {mark.unit.lines[0].number},"
                        f" {text[found.start : found.end]!r}: {found.reason}{completed}"
                    )

    def _completed(self, found: FoundDate) -> str:
        """Where the year of a date comes from that prints none, as the end of a sentence."""
        received = self.reading.known.context.received
        value = found.resolve(received) if found.year is None and received else None
        if value is None:
            return ""
        return f"; no year: {value:%Y-%m-%d} is nearest to {received:%Y-%m-%d}, when it came in"

    def whys(self) -> dict[int, str]:
        """Why source lines went where they went, by their numbers: likelihood and features, where
        the page finder was asked.
        """
        layout = self.reading.layout
        if layout is None:
            return {}
        found: dict[int, str] = {}
        for at, unit in enumerate(self.reading.units):
            said = layout.why(at)
            for number in range(unit.lines[0].number, unit.lines[-1].number + 1):
                found.setdefault(number, said)
        return found

    def wrapped(self, above: Wrapping, below: Wrapping) -> PartTrace:
        """The part between the lines of its envelope, in the order of the source. Where a line of
        the envelope stands among its own, a blank one was left in its place.
        """
        outer = {line.number for line in (*above.lines, *below.lines)}
        inner = [
            line for line in self.source if line.number not in outer or not is_blank(line.text)
        ]
        return self._replace(
            source=tuple(
                sorted((*above.lines, *inner, *below.lines), key=lambda line: line.number)
            ),
            marks=[*above.marks, *self.marks, *below.marks],
        )

    def keeping(self, strays: Sequence[PartTrace]) -> PartTrace:
        """The part with the lines of *strays* as boilerplate of its dispatch."""
        found = self.dispatch
        marks = [mark for stray in strays for mark in stray.marks]
        if found is None or not marks:
            return self
        kept = [*found.boilerplate, *map(as_boilerplate, marks)]
        kept.sort(key=lambda item: item.lines)
        return self._replace(dispatch=found._replace(boilerplate=tuple(kept)))


class Trace(NamedTuple):
    """All that was seen in one input. *split_met*: the expression at which the user parts it, if
    there is one, was found in it. *broken* are its items that could not be read.
    """

    recognised: Recognised
    decoded: Decoded
    parts: tuple[PartTrace, ...]
    split_met: bool = True
    broken: tuple[BrokenItem, ...] = ()

    def __repr__(self) -> str:
        lines = sum(len(part.source) for part in self.parts)
        found = sum(part.dispatch is not None for part in self.parts)
        return (
            f"<Trace: {self.recognised.format.word}, {self.decoded.encoding}, {lines} lines,"
            f" dispatches: {found}, broken items: {len(self.broken)}>"
        )

    def _repr_html_(self) -> str:
        """The labelled source for a notebook: each dispatch in turn, while there is room."""
        from dispatchkit.notebook import whole as in_one

        return in_one(_shown(self))


def _shown(trace: Trace) -> Iterator[str]:
    """A trace as a notebook shows it, in pieces."""
    from dispatchkit import notebook

    lines = sum(len(part.source) for part in trace.parts)
    about = f"{trace.recognised.format.word}, {trace.decoded.encoding}, {lines:,} lines"
    yield notebook.heading("Labelled source", about)
    room = notebook.MOST_ROWS
    for number, part in enumerate(trace.parts):
        if room <= 0:
            yield notebook.left_out(len(trace.parts) - number, "dispatch", "dispatches")
            break
        if len(trace.parts) > 1:
            headline = part.dispatch.headline if part.dispatch else "no dispatch"
            place = f"{number + 1} of {len(trace.parts)}"
            yield notebook.heading(headline or "No headline", place)
        found = [
            notebook.Row(str(line.number), label.word, label.kind, rule, line.text)
            for line, label, rule in part.lines
        ]
        yield notebook.rows(found, room)
        room -= len(found)
    yield from (notebook.note(str(item)) for item in trace.broken)


def with_strays(parts: Iterable[PartTrace]) -> Iterator[PartTrace]:
    """The *parts*, each as soon as the next dispatch is found. What is no dispatch is kept as
    boilerplate of the dispatch before it, or after it where there is none before; what is from
    an item that is reported to hold no dispatch stands by itself.
    """
    home: PartTrace | None = None
    strays: list[PartTrace] = []
    for part in parts:
        if part.dispatch is None and not part.told:
            strays.append(part)
            continue
        if part.told:
            if home is not None:
                yield home.keeping(strays)
                yield from strays
                home, strays = None, []
            yield part
            continue
        if home is not None:
            yield home.keeping(strays)
        yield from strays
        home = part.keeping(strays) if home is None else part
        strays = []
    if home is not None:
        yield home.keeping(strays)
    yield from strays


def dispatches(parts: Iterable[PartTrace]) -> Iterator[Dispatch]:
    """The dispatches of an input, given its *parts*; NoDispatch at their end if there are none."""
    found = False
    without: list[PartTrace] = []
    for part in parts:
        if part.dispatch is not None:
            found = True
            without.clear()
            yield part.dispatch
        elif not found:
            without.append(part)
    if not found:
        raise nothing_in(without)


def nothing_in(parts: Iterable[PartTrace]) -> NoDispatch:
    """The error for *parts* none of which holds a dispatch."""
    text = any(line.label is not Label.BLANK for part in parts for line in part.lines)
    return NoDispatch("no dispatch in it, only boilerplate" if text else "nothing in it")


def with_broken(
    parts: Iterable[PartTrace], broken: Iterable[BrokenItem]
) -> Iterator[Dispatch | BrokenItem]:
    """The dispatches of an input, given its *parts*, and after them the items that turned out to
    be *broken*; NoDispatch if there is neither.
    """
    found = False
    nothing = None
    try:
        yield from dispatches(parts)
    except NoDispatch as error:
        nothing = error
    for one in broken:
        found = True
        yield one
    if nothing is not None and not found:
        raise nothing


def whole(found: Iterable[Dispatch | BrokenItem]) -> tuple[list[Dispatch], str | None]:
    """The dispatches among what was *found*, and a sentence about the items that are left out, if
    there are any; raises what the first of these says if there are no dispatches.
    """
    read: list[Dispatch] = []
    broken: list[BrokenItem] = []
    for one in found:
        if isinstance(one, BrokenItem):
            broken.append(one)
        else:
            read.append(one)
    if broken and not read:
        raise broken[0]
    if not broken:
        return read, None
    number = (
        "1 item that cannot be read is"
        if len(broken) == 1
        else f"{len(broken)} items that cannot be read are"
    )
    others = " and others" if len(broken) > 1 else ""
    return read, f"{number} left out ({broken[0]}{others}); iter_parse tells each"
