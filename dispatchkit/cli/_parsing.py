"""``dispatchkit parse``: what it does, once its options are known."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from dispatchkit.cli._configured import Options as Shared
from dispatchkit.cli._configured import configured, reading_of, skipped
from dispatchkit.cli._inputs import Input, expand
from dispatchkit.cli._spread import spread
from dispatchkit.cli._status import Failure, Status, Usage
from dispatchkit.cli._stdout import StandardOutput
from dispatchkit.cli._terminal import complain, is_terminal, wants_colour
from dispatchkit.cli._work import Outcome, Request, outcome
from dispatchkit.errors import ProfileError
from dispatchkit.render import RENDERERS, join, suffix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.cli._files import WholeFile
    from dispatchkit.config import Config


class Options(Shared):
    """The options of the command."""

    format_: str | None
    output: str | None
    output_dir: str | None
    fields: tuple[str, ...]
    jobs: int
    colour: bool | None


def plain(arguments: Sequence[str]) -> Options | None:
    """The options of the commonest call, ``parse [-f FORMAT] INPUT...``; None for every other one, which click then reads.

    Importing click costs as much as parsing a dispatch. A test holds both ways to the same output.
    """
    words = list(arguments)
    if words[:1] != ["parse"]:
        return None
    format_ = None
    if words[1:2] in (["-f"], ["--format"]) and words[2:3] and words[2] in RENDERERS:
        format_ = words[2]
        del words[1:3]
    inputs = tuple(words[1:])
    if not inputs or any(word.startswith("-") for word in inputs):
        return None
    shared: Shared = {"inputs": inputs, "exclude": (), "profile": None, "encoding": None, "date_order": None, "received": None, "from_": None, "split": None, "config": None, "isolated": False}
    return {**shared, "format_": format_, "output": None, "output_dir": None, "fields": (), "jobs": 1, "colour": None}


def parse_inputs(options: Options) -> int:
    """Read, parse and write; the exit status. Raises Usage before anything is written, ProfileError, Failure, ClosedPipe."""
    _check(options)
    config = configured(options, options["inputs"])
    inputs = list(expand(options["inputs"], skipped(config, options["output_dir"])))
    request = _request(options, config)
    busy = options["output"] in (None, "-") and options["output_dir"] is None and is_terminal(sys.stdout)
    results = zip(inputs, spread(inputs, partial(outcome, request=request), options["jobs"], busy=busy), strict=True)
    if options["output_dir"] is not None:
        from dispatchkit.cli._files import planned

        ending = ".txt" if request.fields else suffix(request.format)
        return _into_folder(results, planned(inputs, options["output_dir"], ending), request)
    target = options["output"]
    if target is None or target == "-":
        return _into_one(results, StandardOutput(), request)
    from dispatchkit.cli._files import WholeFile, refuse_overwriting

    refuse_overwriting(inputs, target)
    return _into_one(results, WholeFile(target), request)


def _check(options: Options) -> None:
    """Options that cannot go together, and names of fields."""
    if options["output"] is not None and options["output_dir"] is not None:
        raise Usage("-o/--output and --output-dir cannot go together")
    if options["fields"]:
        if options["format_"] is not None:
            raise Usage("--field prints raw values and takes no -f/--format")
        from dispatchkit.cli._fields import known

        known(options["fields"])


def _request(options: Options, config: Config) -> Request:
    """What the workers need to know. Data for a terminal, or in colours and so for one in the end, is made safe to show."""
    to_stdout = options["output"] in (None, "-") and options["output_dir"] is None
    coloured = wants_colour(options["colour"], sys.stdout) if to_stdout else bool(options["colour"])
    return Request(
        reading=reading_of(config, options["received"], format_=options["from_"], split=options["split"]),
        format=options["format_"] or "text",
        fields=options["fields"],
        shown=coloured or (to_stdout and is_terminal(sys.stdout)),
        coloured=coloured,
    )


def _into_one(results: Iterable[tuple[Input, Outcome]], output: StandardOutput | WholeFile, request: Request) -> int:
    """Everything to one output, as it comes."""
    failed: list[str] = []
    with output:
        for text in _joined(_succeeded(results, failed, output.flush), request):
            output.write(text)
    return Status.FAILED if failed else Status.DONE


def _succeeded(results: Iterable[tuple[Input, Outcome]], failed: list[str], flush: Callable[[], None]) -> Iterator[str]:
    """The rendered dispatches. Inputs that failed are named on standard error and kept in *failed*; what is doubtful of the others is said there."""
    for item, made in results:
        if made.profile is not None:
            raise ProfileError(*made.profile)
        if made.problem is not None:
            flush()
            complain(f"{item.name}: {made.problem}")
            failed.append(item.name)
        for doubt in made.doubts:
            flush()
            complain(f"{item.name}: {doubt}")
        yield from made.rendered


def _into_folder(results: Iterable[tuple[Input, Outcome]], outputs: Sequence[str], request: Request) -> int:
    """One file an input. An output that fails is named, and the others are still written."""
    from dispatchkit.cli._files import WholeFile, make_folder

    failed: list[str] = []
    for (item, made), path in zip(results, outputs, strict=True):
        texts = list(_succeeded([(item, made)], failed, lambda: None))
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
