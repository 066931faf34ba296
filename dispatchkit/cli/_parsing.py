"""``dispatchkit parse``: what it does, once its options are known."""

from __future__ import annotations

import sys
from collections import deque
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from dispatchkit.cli._configured import (
    RunOptions,
    asked_reading,
    configured,
    expanded,
    refuse_together,
    skipped,
)
from dispatchkit.cli._failures import Failures
from dispatchkit.cli._loading import load, sharing_of
from dispatchkit.cli._rendering import Rendering, Request, rendering, whole
from dispatchkit.cli._status import Status
from dispatchkit.counted import number_of
from dispatchkit.errors import OneDocument, ProfileError
from dispatchkit.files.failures import Failure, Usage
from dispatchkit.files.made import Made
from dispatchkit.files.processes import spread
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, wants_colour
from dispatchkit.outcomes import Ending, Problem
from dispatchkit.writing import join, single, suffix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.config.values import Config
    from dispatchkit.files.inputs import Input
    from dispatchkit.files.outputs import WholeFile
    from dispatchkit.files.trees import Tree
    from dispatchkit.model import Dispatch

    # What became of each input, in order.
    Results = Iterable[tuple[Input, Rendering]]


class OutputOptions(RunOptions):
    """The options of commands that write dispatches."""

    format_: str | None
    output: str | None
    output_dir: str | None
    fields: tuple[str, ...]
    errors: str | None


class ParseOptions(OutputOptions):
    """The options of the command."""

    tsv: bool
    csv: bool
    null: bool


def parse_inputs(options: ParseOptions) -> int:
    """Read, parse and write; returns the exit status. Raises Usage before anything is written, and
    ConfigError, ProfileError, Failure, ClosedPipe.
    """
    _check(options)
    if options["output"] is not None:
        from dispatchkit.files.outputs import is_standard_output

        options["output"] = None if is_standard_output(options["output"]) else options["output"]
    errors = _named(options)
    config = configured(options, options["inputs"])
    check_stored(options)
    inputs = expanded(
        options["inputs"],
        skipped(config, options["output_dir"], options["errors"], forced=options["force_exclude"]),
        verbose=options["verbose"],
    )
    request = request_of(options, config)
    write = _writer(options, inputs, request)
    busy = options["quiet"] or (
        options["output"] is None and options["output_dir"] is None and is_terminal(sys.stdout)
    )
    sharing = sharing_of(inputs, options["jobs"])
    count = Made()
    made: Iterator[Rendering] = spread(
        inputs,
        partial(rendering, request=request, sharing=sharing)
        if sharing
        else partial(whole, request=request),
        1 if sharing else options["jobs"],
        prepare=load,
        busy=busy,
        progress=options["progress"],
        made=count,
    )
    failures = Failures(options["errors"], errors)
    try:
        write(
            _told(zip(inputs, made, strict=True), count, options),
            failures,
        )
    except (Failure, KeyboardInterrupt) as error:
        # No more is read; what had failed before is listed all the same.
        failures.write()
        if isinstance(error, KeyboardInterrupt):
            _tell_interrupted(count.count, options)
        raise
    failures.write()
    if not options["quiet"]:
        failures.sum_up(len(inputs))
    return Status.FAILED if failures else Status.DONE


def _tell_interrupted(count: int, options: ParseOptions) -> None:
    """Say how far the call came, and which output is not made for that."""
    made = number_of(count, "dispatch", "dispatches")
    lost = f"; {options['output']} is not written" if options["output"] else ""
    complain(f"interrupted after {made}{lost}")


def _writer(
    options: ParseOptions, inputs: Sequence[Input], request: Request
) -> Callable[[Results, Failures], None]:
    """The function that writes the results where the options say. Usage if an output would
    overwrite an input.
    """
    if options["errors"] is not None:
        from dispatchkit.files.outputs import refuse_overwriting

        refuse_overwriting(inputs, options["inputs"], options["errors"])
    if options["output_dir"] is not None:
        from dispatchkit.files.trees import Tree

        tree = Tree(inputs, options["output_dir"], ending_of(request))
        return partial(_into_folder, tree=tree, request=request)
    target = options["output"]
    if target is None:
        return partial(_into_one, output=StandardOutput(), request=request)
    from dispatchkit.files.outputs import WholeFile, refuse_overwriting

    refuse_overwriting(inputs, options["inputs"], target)
    if request.stored:
        heard = None if options["quiet"] else inputs
        return partial(_into_stored, path=target, request=request, inputs=heard)
    return partial(_into_one, output=WholeFile(target), request=request)


def ending_of(request: Request) -> str:
    """The extension of the files of a folder that is written."""
    if request.stored:
        from dispatchkit.writing.stored import format_of

        return format_of(request.stored).SUFFIXES[0]
    return f".{request.table or 'txt'}" if request.fields else suffix(request.format)


def _told(results: Results, count: Made, options: ParseOptions) -> Results:
    """The *results*, whose dispatches are counted; without doubts if the call is to be quiet; if it
    is to be verbose, with a line on standard error that says how each input was read.
    """

    def heard(item: Input, made: Rendering) -> Rendering:
        for one in made:
            if isinstance(one, str):
                count.count += 1
                yield one
                continue
            if options["verbose"] and one.read:
                complain(f"{item.name}: {one.read}")
            yield one._replace(doubts=()) if options["quiet"] else one

    for item, made in results:
        yield item, heard(item, made)


def _check(options: ParseOptions) -> None:
    """Usage for options that cannot go together, or a field that the record does not have."""
    refuse_together(options, ("output", "output_dir"))
    if options["errors"] == "-":
        raise Usage("--errors takes a file: standard output carries the data")
    if options["errors"] is not None and options["errors"] == options["output"]:
        raise Usage("--errors and -o/--output cannot be one file")
    refuse_together(options, ("quiet", "verbose"), ("tsv", "csv"))
    if (options["tsv"] or options["csv"]) and not options["fields"]:
        raise Usage("--tsv and --csv go with --field")
    if options["fields"]:
        if options["format_"] is not None:
            raise Usage("--field prints raw values and takes no -f/--format")
        from dispatchkit.cli._fields import known

        known(options["fields"])


def _named(options: ParseOptions) -> str:
    """Note in the *options* what the extension of the output says of its format; the format of the
    list of failures. Usage if one is that of another program.
    """
    if options["output"] is None and options["errors"] is None:
        return "jsonl"
    from dispatchkit.cli import _endings

    if options["fields"]:
        given = next((table for table in ("tsv", "csv") if options[table]), None)
        table = _endings.table_named(given, options["output"])
        options["csv"], options["tsv"] = table == "csv", table == "tsv"
    else:
        options["format_"] = _endings.format_named(options["format_"], options["output"])
    return _endings.errors_format(options["errors"])


def stored_format(options: OutputOptions) -> str | None:
    """The format of the output if it is no text."""
    if options["fields"] or options["format_"] is None:
        return None
    from dispatchkit.writing import stored

    return options["format_"] if options["format_"] in stored.names() else None


def check_stored(options: OutputOptions) -> None:
    """Usage for a format that is no text without a file to write; Failure if what writes it is not
    installed.
    """
    name = stored_format(options)
    if name is not None:
        from dispatchkit.cli._stored import check_file

        check_file(name, options["output"], options["output_dir"])


def request_of(options: ParseOptions, config: Config) -> Request:
    """What the workers need to know. Data that a terminal will show, now or, if it is in colours,
    in the end, is made safe to show.
    """
    reading = asked_reading(options, config)
    stored = stored_format(options)
    if stored:
        # One process hands another the records as lines of JSON.
        return Request(reading, "jsonl", (), None, terminal=False, coloured=False, stored=stored)
    to_stdout = options["output"] is None and options["output_dir"] is None
    coloured = wants_colour(options["colour"], sys.stdout) if to_stdout else bool(options["colour"])
    return Request(
        reading=reading,
        format=options["format_"] or "text",
        fields=options["fields"],
        table=next((table for table in ("tsv", "csv") if options[table]), None),
        terminal=coloured or (to_stdout and is_terminal(sys.stdout)),
        coloured=coloured,
        null=options["null"],
    )


def _into_one(
    results: Results, failures: Failures, output: StandardOutput | WholeFile, request: Request
) -> None:
    """Write all results to one output, as they come. Usage if its format has no form for several
    dispatches.
    """
    try:
        with output:
            for text in _joined(_succeeded(results, failures, output.flush), request):
                _write(output, text, request)
                # Whoever reads it need not wait for the next ones.
                output.flush()
    except OneDocument as error:
        raise Usage(f"{error}: --output-dir writes a file for each") from error


def _write(output: StandardOutput | WholeFile, text: str, request: Request) -> None:
    """Write a piece of an output. Values that end with NUL are for programs, which find a file only
    by the bytes of its name.
    """
    if request.null and not request.terminal:
        output.write_bytes(text.encode("utf-8", "surrogateescape"))
    else:
        output.write(text)


def _into_stored(
    results: Results,
    failures: Failures,
    path: str,
    request: Request,
    inputs: Sequence[Input] | None,
) -> None:
    """Make the file *path*, which is no text, of all results; none if there is no dispatch. If it
    takes the place of one of other *inputs*, that is told, unless they are None.
    """
    from dispatchkit.cli._replaced import Replaced

    before = Replaced(path, request.stored or "")
    problem = into_file(_succeeded(results, failures, lambda: None), path, request, folder=False)
    if problem:
        raise Failure(problem.message)
    if inputs is not None:
        before.tell(inputs)


def _succeeded(results: Results, failures: Failures, flush: Callable[[], None]) -> Iterator[str]:
    """The rendered dispatches. On standard error, after a *flush* of what was written so far, come
    the inputs that failed, which are also kept in *failures*, and what is doubtful in the others.
    """
    for item, made in results:
        for one in made:
            if isinstance(one, str):
                yield one
            else:
                _end(item.name, one, failures, flush)


def _end(name: str, ending: Ending, failures: Failures, flush: Callable[[], None]) -> None:
    """Tell what is known of an input at its end. ProfileError if that ends the call."""
    if ending.profile is not None:
        raise ProfileError(*ending.profile)
    if ending.problem is not None:
        flush()
        failures.add(name, ending.problem)
    for doubt in ending.doubts:
        flush()
        complain(f"{name}: {doubt}")


def _into_folder(results: Results, failures: Failures, tree: Tree, request: Request) -> None:
    """Write a file for each input or, in formats that want it so, for each dispatch."""
    apart = not request.fields and not request.stored and single(request.format)
    for (item, made), path in zip(results, tree.outputs, strict=True):
        texts = _succeeded([(item, made)], failures, lambda: None)
        parts = ([text] for text in texts) if apart else iter([texts])
        problems = [
            into_file(part, tree.another(path) if number else path, request)
            for number, part in enumerate(parts)
        ]
        failures.add_outputs(item.name, [problem for problem in problems if problem])


def into_file(
    texts: Iterable[str], path: str, request: Request, *, folder: bool = True
) -> Problem | None:
    """Write some dispatches of an input to the file *path*, which is not made if there are none.
    *folder*: make its folder as well. Returns what went wrong, if anything: other files are still
    written.
    """
    from dispatchkit.files.outputs import WholeFile, make_folder, save_whole
    from dispatchkit.writing.stored import format_of

    left = iter(texts)
    first = list(islice(left, 1))
    if not first:
        return None
    try:
        if folder:
            make_folder(path)
        if request.stored:
            form = format_of(request.stored)
            save_whole(path, partial(save_records, chain(first, left), form.save), form.is_own)
            return None
        with WholeFile(path) as output:
            for piece in _joined(chain(first, left), request):
                _write(output, piece, request)
    except Failure as error:
        # How the input ends is told all the same.
        deque(left, maxlen=0)
        return Problem("OutputError", str(error))
    return None


def save_records(
    lines: Iterable[str], save: Callable[[Iterable[Dispatch], str], None], path: str
) -> None:
    """Make the file *path* with *save* of records, which are *lines* of JSON."""
    import json

    from dispatchkit.model import Dispatch

    save((Dispatch.from_dict(json.loads(line)) for line in lines), path)


def _joined(rendered: Iterable[str], request: Request) -> Iterator[str]:
    """The pieces of an output that holds the *rendered* dispatches."""
    if request.table:
        return _headed(rendered, request)
    return iter(rendered) if request.fields else join(rendered, request.format)


def _headed(rows: Iterable[str], request: Request) -> Iterator[str]:
    """The rows of a table below the names of its columns; nothing where there is no row."""
    from dispatchkit.cli._fields import header

    for number, row in enumerate(rows):
        yield row if number else header(request.fields, request.table or "") + row
