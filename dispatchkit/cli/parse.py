"""``dispatchkit parse``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Unpack

import click

from dispatchkit.cli._fields import known
from dispatchkit.cli._inputs import Input, expand
from dispatchkit.cli._options import Reading, colour_option, inputs_or_stdin, reading, reading_options
from dispatchkit.cli._outputs import StandardOutput, WholeFile, make_folder, planned, refuse_overwriting
from dispatchkit.cli._progress import watched
from dispatchkit.cli._status import Failure, Status
from dispatchkit.cli._terminal import complain, is_terminal, wants_colour
from dispatchkit.cli._work import Outcome, Request, outcomes
from dispatchkit.errors import ProfileError
from dispatchkit.render import RENDERERS, join, suffix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# More worker processes than Windows can wait for.
_MOST_JOBS = 61


class _Options(Reading):
    """The options of this command."""

    inputs: tuple[str, ...]
    format_: str | None
    output: str | None
    output_dir: str | None
    fields: tuple[str, ...]
    jobs: int
    colour: bool | None


@click.command(
    short_help="Dispatches to text, JSON or Markdown.",
    epilog="""\b
Examples:
  dispatchkit parse dump.txt                      the clean text
  dispatchkit parse -f json dump.txt              the record
  pbpaste | dispatchkit parse -f markdown         what the clipboard holds
  dispatchkit parse -f jsonl -j 0 dumps/ -o records.jsonl
  dispatchkit parse -f markdown --output-dir notes dumps/
  dispatchkit parse --field headline --field dateline.place dump.txt
  dispatchkit parse --received 2021-12-05 --profile aa dump.txt

Folders are walked in order, without links and hidden files. An input that fails is named on standard error, the others
are still done, and the exit status is 3.
""",
)
@reading_options
@click.option("-f", "--format", "format_", type=click.Choice(list(RENDERERS)), help="Output format.  [default: text]")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to this file; it appears whole or not at all.")
@click.option("--output-dir", metavar="DIR", type=click.Path(), help="Write one file per input, in a tree like that of the inputs.")
@click.option("--field", "fields", metavar="NAME", multiple=True, help="Print the values of this field, one a line (repeatable).")
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(min=0), default=1, help="Processes to use, 0: one a processor.  [default: 1]")
@colour_option
def command(**options: Unpack[_Options]) -> int:
    """Turn dispatches into text, JSON or Markdown.

    INPUT is a file, a folder or - for standard input, which is also read when nothing is named and it is piped.
    The order of --field is that of the lines; a list gives one line an item, null gives none, an object is JSON;
    dateline.place and byline.name reach inside.
    """
    _check(options)
    inputs = list(expand(inputs_or_stdin(options["inputs"]), leave_out=options["output_dir"]))
    request = _request(options)
    results = zip(inputs, _outcomes(inputs, request, options), strict=True)
    if options["output_dir"] is not None:
        ending = ".txt" if request.fields else suffix(request.format)
        return _into_folder(results, planned(inputs, options["output_dir"], ending), request)
    target = options["output"]
    if target in (None, "-"):
        return _into_one(results, StandardOutput(), request)
    refuse_overwriting(inputs, target)
    return _into_one(results, WholeFile(target), request)


def _check(options: _Options) -> None:
    """Options that cannot go together, and names of fields."""
    if options["output"] is not None and options["output_dir"] is not None:
        raise click.UsageError("-o/--output and --output-dir cannot go together")
    if options["fields"]:
        if options["format_"] is not None:
            raise click.UsageError("--field prints raw values and takes no -f/--format")
        known(options["fields"])


def _request(options: _Options) -> Request:
    """What the workers need to know. Data for a terminal, or in colours and so for one in the end, is made safe to show."""
    to_stdout = options["output"] in (None, "-") and options["output_dir"] is None
    coloured = wants_colour(options["colour"], sys.stdout if to_stdout else None)
    return Request(
        reading=reading(options),
        format=options["format_"] or "text",
        fields=options["fields"],
        shown=coloured or (to_stdout and is_terminal(sys.stdout)),
        coloured=coloured,
    )


def _outcomes(inputs: Sequence[Input], request: Request, options: _Options) -> Iterator[Outcome]:
    jobs = min(options["jobs"] or _processors(), _MOST_JOBS)
    busy = options["output"] in (None, "-") and options["output_dir"] is None and is_terminal(sys.stdout)
    return watched(outcomes(inputs, request, jobs), len(inputs), busy=busy)


def _processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _into_one(results: Iterable[tuple[Input, Outcome]], output: StandardOutput | WholeFile, request: Request) -> int:
    """Everything to one output, as it comes."""
    failed: list[str] = []
    with output:
        for text in _joined(_succeeded(results, failed, output.flush), request):
            output.write(text)
    return Status.FAILED if failed else Status.DONE


def _succeeded(results: Iterable[tuple[Input, Outcome]], failed: list[str], flush: Callable[[], None]) -> Iterator[str]:
    """The rendered dispatches. Inputs that failed are named on standard error and kept in *failed*."""
    for item, outcome in results:
        if outcome.profile is not None:
            raise ProfileError(*outcome.profile)
        if outcome.problem is not None:
            flush()
            complain(f"{item.name}: {outcome.problem}")
            failed.append(item.name)
        yield from outcome.rendered


def _into_folder(results: Iterable[tuple[Input, Outcome]], outputs: Sequence[str], request: Request) -> int:
    """One file an input. An output that fails is named, and the others are still written."""
    failed: list[str] = []
    for (item, outcome), path in zip(results, outputs, strict=True):
        texts = list(_succeeded([(item, outcome)], failed, lambda: None))
        if not texts:
            continue
        try:
            make_folder(path)
            with WholeFile(path) as output:
                output.write("".join(_joined(texts, request)))
        except Failure as error:
            complain(str(error))
            failed.append(item.name)
    return Status.FAILED if failed else Status.DONE


def _joined(rendered: Iterable[str], request: Request) -> Iterator[str]:
    return iter(rendered) if request.fields else join(rendered, request.format)
