"""``dispatchkit explain``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Unpack

import click

from dispatchkit.cli._configured import InputOptions, configured, expanded, skipped
from dispatchkit.cli._options import colour_option, format_option, inputs_or_stdin, reading_options
from dispatchkit.cli._status import Status
from dispatchkit.config.handed import reading_of
from dispatchkit.doubts import UNMET_SPLIT
from dispatchkit.errors import DispatchkitError, ProfileError, UnknownColumn
from dispatchkit.files.inputs import NO_MEMORY, Input, reason
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, wants_colour
from dispatchkit.text.visible import BOLD, CYAN, DIM, GREEN, YELLOW, one_line, paint, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dispatchkit.model import Label
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.trace import LabelledLine, PartTrace, Trace

# The columns of a terminal that does not say how wide it is.
_WIDTH = 100
# What people call the parts of a dispatch: labels of the body, among the lower-case ones (see
# model.Label).
_BODY = "txlb"


class ExplainOptions(InputOptions):
    """The options of this command."""

    format_: str
    colour: bool | None
    why: bool


@click.command(
    short_help="Every line with its label, and the rule that gave it.",
    epilog="""\b
Examples:
  dispatchkit explain dump.txt
  dispatchkit explain --why page.txt
  dispatchkit explain -f jsonl dump.txt | grep '"label": "share"'
  dispatchkit explain --color dump.txt | less -R
""",
)
@reading_options
@format_option("text", "jsonl")
@click.option(
    "--why",
    is_flag=True,
    help=(
        "For lines of a web page, the likelihood and the features that speak most for and against."
    ),
)
@colour_option
def command(**options: Unpack[ExplainOptions]) -> int:
    """Show every line of the input with its label and the rule that gave it.

    First come the reasons for the encoding, the profile, the language and the dates. On a terminal
    long lines are cut to its width. With -f jsonl, one object per source line: path, line, label,
    rule, text; and why, if asked.
    """
    show = (
        _objects(why=options["why"])
        if options["format_"] == "jsonl"
        else _table(options["colour"], why=options["why"])
    )
    failed = False
    inputs = inputs_or_stdin(options["inputs"])
    config = configured(options, inputs)
    how = reading_of(
        config,
        options["received"],
        format_=options["from_"],
        split=options["split"],
        text_column=options["text_column"],
    )
    with StandardOutput() as output:
        for item in expanded(inputs, skipped(config, forced=options["force_exclude"])):
            try:
                trace = _trace(item, how)
                for text in show(item.name, trace):
                    output.write(text)
                problems = [str(item) for item in trace.broken]
                if not problems and not any(part.dispatch for part in trace.parts):
                    problems = ["no dispatch in it"]
                if not trace.split_met:
                    output.flush()
                    complain(f"{item.name}: {UNMET_SPLIT}")
            except _Unreadable as error:
                problems = [str(error)]
            for problem in problems:
                output.flush()
                complain(f"{item.name}: {problem}")
                failed = True
    return Status.FAILED if failed else Status.DONE


class _Unreadable(Exception):
    """An input without a trace; the message says why."""


def _trace(item: Input, how: ReadOptions) -> Trace:
    """The trace of an input. Raises _Unreadable if there is none, and ProfileError."""
    if item.problem is not None:
        raise _Unreadable(item.problem)
    from dispatchkit.pipeline import run

    try:
        return run(item.read(), how._replace(path=item.name))
    except MemoryError:
        raise _Unreadable(NO_MEMORY) from None
    except OSError as error:
        raise _Unreadable(reason(error)) from error
    except (ProfileError, UnknownColumn):
        raise
    except DispatchkitError as error:
        raise _Unreadable(str(error)) from error


def _objects(*, why: bool) -> Callable[[str, Trace], Iterator[str]]:
    """How to show a trace as one JSON object per source line."""
    from dispatchkit.writing.json_ import encode

    def show(name: str, trace: Trace) -> Iterator[str]:
        for part in trace.parts:
            for line, label, rule in part.lines:
                reasons = {"why": part.why(line.number)} if why else {}
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

    return show


def _table(colour: bool | None, *, why: bool) -> Callable[[str, Trace], Iterator[str]]:
    """How to show a trace as text: with or without *colour*, and on a terminal made safe and cut to
    its width.
    """
    coloured, terminal = wants_colour(colour, sys.stdout), is_terminal(sys.stdout)
    safe = visible if coloured or terminal else str
    tint = paint if coloured else lambda text, _: text

    def show(name: str, trace: Trace) -> Iterator[str]:
        yield tint(one_line(name), BOLD) + "\n"
        if trace.recognised.format.word != "text":
            yield (
                f"  {tint('format', DIM)} {trace.recognised.format.word}:"
                f" {safe(trace.recognised.reason)}\n"
            )
        yield (
            f"  {tint('encoding', DIM)} {safe(trace.decoded.encoding)}:"
            f" {safe(trace.decoded.reason)}\n"
        )
        for number, part in enumerate(trace.parts, 1):
            if len(trace.parts) > 1:
                yield f"\n  {tint(f'dispatch {number} of {len(trace.parts)}', BOLD)}\n"
            for sentence in part.evidence:
                yield f"  {safe(sentence)}\n"
            yield "\n"
            yield from rows(part)
        yield "\n"

    def rows(part: PartTrace) -> Iterator[str]:
        widths = _widths(part.lines)
        left = sum(widths) + 2 * len(widths)
        for line, label, rule in part.lines:
            number, word, by = (
                str(line.number).rjust(widths[0]),
                label.word.ljust(widths[1]),
                rule.ljust(widths[2]),
            )
            text = safe(line.text)
            if terminal:
                text = _cut(text.replace("\t", " "), left)
            cells = (tint(number, DIM), tint(word, _style(label)), tint(by, DIM), text)
            yield ("  ".join(cells).rstrip() + "\n")
            if why and (reasons := part.why(line.number)):
                yield f"{' ' * (left - 2)}  {tint(safe(reasons), DIM)}\n"

    return show


def _widths(lines: tuple[LabelledLine, ...]) -> tuple[int, int, int]:
    """The widths of the numbers, the labels and the rules, in columns."""
    return (
        max((len(str(line.line.number)) for line in lines), default=0),
        max((len(line.label.word) for line in lines), default=0),
        max((len(line.rule) for line in lines), default=0),
    )


def _style(label: Label) -> str:
    """The colour of a label: cyan for what becomes a field, green for the body, yellow for what is
    taken out.
    """
    if label.value == "_":
        return DIM
    if label.value.isupper():
        return CYAN
    return GREEN if label.value in _BODY else YELLOW


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
