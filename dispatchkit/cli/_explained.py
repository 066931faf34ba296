"""How ``dispatchkit explain`` shows the traces of inputs: as a table for people, as one JSON object
a line, as a page.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol

from dispatchkit.files.failures import Failure
from dispatchkit.labels import LabelKind
from dispatchkit.text.visible import BOLD, CYAN, DIM, GREEN, YELLOW, one_line, paint, visible
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.agencies.sources import Own
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.trace import LabelledLine, PartTrace, Trace

# The columns of a terminal that does not say how wide it is.
_WIDTH = 100
# The colour of each kind of label.
_STYLES = {
    LabelKind.BLANK: DIM,
    LabelKind.FIELD: CYAN,
    LabelKind.BODY: GREEN,
    LabelKind.INSET: GREEN,
    LabelKind.BOILERPLATE: YELLOW,
}


class View(Protocol):
    """A way to show traces."""

    def admit(self, name: str, data: bytes, how: ReadOptions) -> None:
        """Failure if an input cannot be shown, as far as that is known before it is read."""

    def show(self, name: str, trace: Trace) -> Iterator[str]:
        """What is written of an input, as soon as it is read."""

    def fail(self, name: str, problem: str) -> None:
        """Take note of an input that cannot be read, or of an item of it."""

    def end(self) -> Iterator[str]:
        """What is written when all inputs are read."""


class _Immediate:
    """What the views share that write each input as soon as it is read."""

    def admit(self, name: str, data: bytes, how: ReadOptions) -> None:
        """Nothing: all of it can be shown."""

    def fail(self, name: str, problem: str) -> None:
        """Nothing: standard error says it."""

    def end(self) -> Iterator[str]:
        """Nothing more."""
        return iter(())


class Objects(_Immediate):
    """A JSON object for each source line."""

    def __init__(self, *, why: bool) -> None:
        self._why = why

    def show(self, name: str, trace: Trace) -> Iterator[str]:
        """The objects of an input."""
        for part in trace.parts:
            whys = part.whys() if self._why else {}
            for line, label, rule in part.lines:
                reasons = {"why": whys.get(line.number, "")} if self._why else {}
                yield (
                    encode(
                        {
                            "path": name,
                            "line": line.number,
                            "label": label.word,
                            "rule": rule,
                            "text": line.text,
                            **reasons,
                        }
                    )
                    + "\n"
                )


class Table(_Immediate):
    """Text in columns, with or without colours; for a *terminal* made safe and cut to its width."""

    def __init__(self, *, coloured: bool, terminal: bool, why: bool) -> None:
        self._terminal, self._why = terminal, why
        self._safe = visible if coloured or terminal else str
        self._tint = paint if coloured else lambda text, _: text

    def show(self, name: str, trace: Trace) -> Iterator[str]:
        """The reasons of an input, and its lines."""
        tint, safe = self._tint, self._safe
        yield tint(one_line(name), BOLD) + "\n"
        if trace.recognised.format.word != "text":
            yield (
                f"  {tint('format', DIM)} {trace.recognised.format.word}:"
                f" {safe(trace.recognised.reason)}\n"
            )
        yield (
            f"  {tint('encoding', DIM)} {safe(trace.decoded.encoding)}: {safe(trace.decoded.why)}\n"
        )
        for number, part in enumerate(trace.parts, 1):
            if len(trace.parts) > 1:
                yield f"\n  {tint(f'dispatch {number} of {len(trace.parts)}', BOLD)}\n"
            for sentence in part.evidence:
                yield f"  {safe(sentence)}\n"
            yield "\n"
            yield from self._rows(part)
        yield "\n"

    def _rows(self, part: PartTrace) -> Iterator[str]:
        tint, safe = self._tint, self._safe
        whys = part.whys() if self._why else {}
        widths = _widths(part.lines)
        left = sum(widths) + 2 * len(widths)
        for line, label, rule in part.lines:
            number, word, by = (
                str(line.number).rjust(widths[0]),
                label.word.ljust(widths[1]),
                rule.ljust(widths[2]),
            )
            # What turns the order of a line would turn that of a row.
            text = line.text if safe is str else "\t".join(map(one_line, line.text.split("\t")))
            if self._terminal:
                text = _cut(text.replace("\t", " "), left)
            cells = (tint(number, DIM), tint(word, _STYLES[label.kind]), tint(by, DIM), text)
            yield "  ".join(cells).rstrip() + "\n"
            if reasons := whys.get(line.number):
                yield f"{' ' * (left - 2)}  {tint(safe(reasons), DIM)}\n"


class Page:
    """One page of HTML for all inputs."""

    def __init__(self, own: Own, *, why: bool) -> None:
        from dispatchkit.explained.page import Explained

        self._page = Explained(own, why=why)

    def admit(self, name: str, data: bytes, how: ReadOptions) -> None:
        """Failure if there is no room for it on a page."""
        from dispatchkit.explained.page import TooMuch, refuse_too_much

        try:
            refuse_too_much(data, how)
        except TooMuch as error:
            raise Failure(f"{name}: {error}") from None

    def show(self, name: str, trace: Trace) -> Iterator[str]:
        """Nothing yet. Failure if there is no more room on the page."""
        from dispatchkit.explained.page import TooMuch

        try:
            self._page.add(name, trace)
        except TooMuch as error:
            raise Failure(f"{name}: {error}") from None
        return iter(())

    def fail(self, name: str, problem: str) -> None:
        """Say on the page what could not be read."""
        self._page.fail(name, problem)

    def end(self) -> Iterator[str]:
        """The page, unless there is nothing to show."""
        return self._page.html() if self._page else iter(())


def _widths(lines: tuple[LabelledLine, ...]) -> tuple[int, int, int]:
    """The widths of the numbers, the labels and the rules, in columns."""
    return (
        max((len(str(line.line.number)) for line in lines), default=0),
        max((len(line.label.word) for line in lines), default=0),
        max((len(line.rule) for line in lines), default=0),
    )


def _cut(text: str, left: int) -> str:
    """*text* cut to the columns that the terminal has beside the *left* ones. Chinese and Korean
    characters take two columns.
    """
    from rich.cells import cell_len, set_cell_size

    try:
        room = max(os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH, left + 20) - left
    except OSError:
        room = _WIDTH
    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"
