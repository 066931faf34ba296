"""The page of ``explain -f html``: the source with its labels, beside it the record, and what
became of each line. ``pages/assets/explain.js`` draws it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.counted import number_of
from dispatchkit.explained.printed import FIELDS, places
from dispatchkit.explained.reasons import Reasons
from dispatchkit.pages.document import document, embedded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from dispatchkit.agencies.sources import Own
    from dispatchkit.labels import Label
    from dispatchkit.model import Dispatch
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.trace import PartTrace, Trace

# More than this a browser does not show in good time: with so many lines or characters a page is
# there in two or three seconds, and takes some hundreds of megabytes of memory.
MOST_LINES = 200_000
MOST_CHARACTERS = 40_000_000


class TooMuch(Exception):
    """More lines than a page can show; the message says how many it can."""

    def __init__(self) -> None:
        super().__init__(
            f"too much for one page, which holds {MOST_LINES:,} lines and {MOST_CHARACTERS:,}"
            " characters: name fewer inputs, or use -f jsonl"
        )


def refuse_too_much(data: bytes, options: ReadOptions) -> None:
    """TooMuch for an input of plain text that a page cannot hold, before it is read, which may
    take minutes. How many lines another format gives is only known when it is read. Raises the
    errors of ``door.opened``.
    """
    ends = data.count(b"\n") + data.count(b"\r")
    if ends < MOST_LINES and len(data) <= MOST_CHARACTERS:
        return
    from dispatchkit.reading import door

    source = door.opened(data, options)
    if source.recognised.format.word == "text" and (
        len(source.lines) > MOST_LINES
        or sum(len(line.text) for line in source.lines) > MOST_CHARACTERS
    ):
        raise TooMuch


class _Total(NamedTuple):
    """How much is on a page."""

    dispatches: int = 0
    lines: int = 0
    characters: int = 0


class Explained:
    """Traces of inputs, gathered for a page. *why*: with the features that speak for and against
    each line of a web page.
    """

    def __init__(self, own: Own, *, why: bool = False) -> None:
        self._reasons = Reasons(own)
        self._why = why
        self._labels: dict[Label, int] = {}
        self._rules: dict[tuple[str, str], int] = {}
        self._inputs: list[str] = []
        self._names: list[str] = []
        self._failed: list[dict[str, str]] = []
        self._total = _Total()

    def add(self, name: str, trace: Trace) -> None:
        """Put the trace of the input *name* on the page, unless there is no line in it. TooMuch if
        there is no room.
        """
        parts = [part for part in trace.parts if part.source]
        if not parts:
            return
        self._count(trace)
        form = trace.recognised.format.word
        facts = [
            ["format", f"{form}: {trace.recognised.reason}"],
            ["encoding", f"{trace.decoded.encoding}: {trace.decoded.why}"],
        ]
        self._names.append(name)
        shown = [self._part(part, form) for part in parts]
        self._inputs.append(embedded({"path": name, "facts": facts, "parts": shown}))

    def fail(self, name: str, problem: str) -> None:
        """Say on the page that an input, or an item of it, could not be read."""
        self._failed.append({"path": name, "problem": problem})

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._inputs)

    def html(self) -> Iterator[str]:
        """The page, in pieces."""
        title = f"{len(self._names):,} inputs"
        if len(self._names) == 1:
            title = "Standard input" if self._names == ["-"] else self._names[0]
        labels = [[label.word, label.kind] for label in self._labels]
        rules = [[rule, self._reasons.of(rule, form)] for rule, form in self._rules]
        data = chain(
            ['{"inputs":['],
            (f"{',' if at else ''}{one}" for at, one in enumerate(self._inputs)),
            [f'],"labels":{embedded(labels)}', f',"rules":{embedded(rules)}'],
            [f',"failed":{embedded(self._failed)}}}'],
        )
        return document(f"{title}, line by line", self._lead(), "explain", data)

    def _lead(self) -> str:
        counts = (
            (len(self._inputs), "input", "inputs"),
            (self._total.dispatches, "dispatch", "dispatches"),
            (self._total.lines, "line", "lines"),
        )
        sums = ", ".join(number_of(*count) for count in counts)
        return f"{sums}. Every line of the source has one label; beside it stands the record."

    def _count(self, trace: Trace) -> None:
        """Add up what is on the page. TooMuch if it is more than a page holds."""
        sources = [part.source for part in trace.parts]
        old = self._total
        self._total = _Total(
            old.dispatches + sum(part.dispatch is not None for part in trace.parts),
            old.lines + sum(map(len, sources)),
            old.characters + sum(len(line.text) for source in sources for line in source),
        )
        if self._total.lines > MOST_LINES or self._total.characters > MOST_CHARACTERS:
            raise TooMuch

    def _part(self, part: PartTrace, form: str) -> dict[str, Any]:
        """A dispatch, or lines without one, as the script takes them: its lines in columns, with
        the numbers of their labels and rules.
        """
        lines = part.lines
        found = part.dispatch
        whys = part.whys() if self._why else {}
        return {
            "evidence": part.evidence,
            "record": None if found is None else _shown(found),
            "places": {} if found is None else places(found, lines),
            "numbers": [line.line.number for line in lines],
            "labels": [self._labels.setdefault(line.label, len(self._labels)) for line in lines],
            "rules": [
                self._rules.setdefault((line.rule, form), len(self._rules)) for line in lines
            ],
            "texts": [line.line.text for line in lines],
            "whys": whys,
        }


def _shown(dispatch: Dispatch) -> dict[str, Any]:
    """What a page shows of a record: the fields and the paragraphs."""
    record = dispatch.to_dict()
    return {name: record[name] for name in (*FIELDS, "paragraphs")}
