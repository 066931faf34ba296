"""``dispatchkit explain``: what it does, once its options are known."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.cli._configured import (
    InputOptions,
    asked_reading,
    configured,
    expanded,
    skipped,
)
from dispatchkit.cli._explained import Objects, Page, Table, View
from dispatchkit.cli._loading import load
from dispatchkit.cli._status import Status
from dispatchkit.doubts import UNMET_SPLIT
from dispatchkit.errors import DispatchkitError, ProfileError, UnknownColumn
from dispatchkit.files.failures import Failure, Usage
from dispatchkit.files.inputs import NO_MEMORY, reason
from dispatchkit.files.outputs import WholeFile, is_standard_output, refuse_overwriting
from dispatchkit.files.processes import spread
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, say, wants_colour
from dispatchkit.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.files.inputs import Input
    from dispatchkit.reading.options import ReadOptions

_ENDINGS = {".html": "html", ".htm": "html", ".jsonl": "jsonl"}


class ExplainOptions(InputOptions):
    """The options of the command."""

    format_: str | None
    output: str | None
    open_: bool
    colour: bool | None
    why: bool


def explain_inputs(options: ExplainOptions) -> int:
    """Read and show; the exit status. Raises Usage before anything is written, and ConfigError,
    ProfileError, Failure, ClosedPipe.
    """
    form = _format(options)
    path = options["output"]
    config = configured(options, options["inputs"])
    how = asked_reading(options, config)
    inputs = expanded(options["inputs"], skipped(config, path, forced=options["force_exclude"]))
    to_stdout = is_standard_output(path or "-")
    view = _view(form, options, how, to_stdout=to_stdout)
    if options["open_"] and path is None:
        return _in_browser(inputs, how, view)
    if path is None or to_stdout:
        return _status(_show(inputs, how, view, StandardOutput()))
    refuse_overwriting(inputs, options["inputs"], path)
    shown = _show(inputs, how, view, WholeFile(path))
    if options["open_"] and shown.written:
        _open(path)
    return _status(shown)


class _Shown(NamedTuple):
    """Whether something could not be read, and whether anything was written."""

    failed: bool
    written: bool


def _status(shown: _Shown) -> int:
    return Status.FAILED if shown.failed else Status.DONE


def _show(
    inputs: Sequence[Input], how: ReadOptions, view: View, output: StandardOutput | WholeFile
) -> _Shown:
    """Write what *view* shows of all inputs. What is wrong with one comes on standard error, after
    what was written so far.
    """
    failed = written = False
    busy = isinstance(output, StandardOutput) and is_terminal(sys.stdout)
    with output:
        traces = spread(inputs, partial(_trace, how=how, view=view), 1, prepare=load, busy=busy)
        for item, trace in zip(inputs, traces, strict=True):
            if isinstance(trace, Trace):
                for text in view.show(item.name, trace):
                    output.write(text)
                    written = True
                if not trace.split_met:
                    output.flush()
                    complain(f"{item.name}: {UNMET_SPLIT}")
            for problem in _problems(trace):
                output.flush()
                complain(f"{item.name}: {problem}")
                view.fail(item.name, problem)
                failed = True
        for text in view.end():
            output.write(text)
            written = True
    return _Shown(failed, written)


def _format(options: ExplainOptions) -> str:
    """The format that is asked for, else the one that --open or the name of the output implies.
    Usage if it cannot go where it should.
    """
    ending = os.path.splitext(options["output"] or "")[1].lower()
    implied = "html" if options["open_"] else _ENDINGS.get(ending, "text")
    form = options["format_"] or implied
    to_stdout = is_standard_output(options["output"] or "-")
    if options["open_"]:
        _refuse_to_open(form, options["output"])
    elif form == "html" and to_stdout and is_terminal(sys.stdout):
        raise Usage(
            "-f html makes a page: name its file with -o/--output, or look at it with --open"
        )
    return form


def _refuse_to_open(form: str, path: str | None) -> None:
    """Usage for what a browser cannot show."""
    if form != "html":
        raise Usage(f"--open shows a page, and -f {form} makes none")
    if path is not None and is_standard_output(path):
        raise Usage("--open needs a file, and -o/--output names standard output")


def _view(form: str, options: ExplainOptions, how: ReadOptions, *, to_stdout: bool) -> View:
    """The way to show traces that the options ask for."""
    why = options["why"]
    if form == "html":
        return Page(how.own, why=why)
    if form == "jsonl":
        return Objects(why=why)
    choice = options["colour"]
    return Table(
        coloured=wants_colour(choice, sys.stdout) if to_stdout else bool(choice),
        terminal=to_stdout and is_terminal(sys.stdout),
        why=why,
    )


def _problems(trace: Trace | str) -> Iterator[str]:
    """What of an input could not be read; *trace* may be the reason why there is none."""
    if isinstance(trace, str):
        yield trace
        return
    yield from map(str, trace.broken)
    if not trace.broken and not any(part.dispatch for part in trace.parts):
        yield "no dispatch in it"


def _trace(item: Input, how: ReadOptions, view: View) -> Trace | str:
    """The trace of an input, or why there is none. ProfileError, UnknownColumn, Failure."""
    if item.problem is not None:
        return item.problem
    from dispatchkit.pipeline import run

    try:
        data = item.read()
        view.admit(item.name, data, how)
        return run(data, how._replace(path=item.name))
    except MemoryError:
        return NO_MEMORY
    except OSError as error:
        return reason(error)
    except (ProfileError, UnknownColumn):
        raise
    except DispatchkitError as error:
        return str(error)


def _in_browser(inputs: Sequence[Input], how: ReadOptions, view: View) -> int:
    """Show a page from a temporary folder that only this user can look into. It stays there: nobody
    knows when the browser has read it.
    """
    from tempfile import mkdtemp

    try:
        folder = mkdtemp(prefix="dispatchkit-")
    except OSError as error:
        raise Failure(f"the temporary folder: {reason(error)}") from error
    path = os.path.join(folder, "explain.html")
    shown = _Shown(failed=True, written=False)
    try:
        shown = _show(inputs, how, view, WholeFile(path))
    finally:
        if not shown.written:
            os.rmdir(folder)
    if shown.written:
        _open(path)
    return _status(shown)


def _open(path: str) -> None:
    """Show a page in a browser, and say where it is. Failure if there is no browser."""
    import webbrowser
    from pathlib import Path

    say(path)
    if not webbrowser.open(Path(path).absolute().as_uri()):
        raise Failure(f"{path}: there is no browser to open it in")
