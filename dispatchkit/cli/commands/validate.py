"""``dispatchkit validate``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from dispatchkit import validation
from dispatchkit.cli._configured import configured, expanded, skipped
from dispatchkit.cli._options import (
    code,
    configuration_options,
    format_option,
    input_arguments,
    inputs_or_stdin,
)
from dispatchkit.cli._status import Status
from dispatchkit.cli._validated import REPORTS, Checked, Lines, Reported
from dispatchkit.errors import DecodeError, MissingReader
from dispatchkit.files.failures import Failure, Usage
from dispatchkit.files.inputs import NO_MEMORY, Input, reason
from dispatchkit.files.terminal import complain
from dispatchkit.lint.reports import Failed
from dispatchkit.text import codes
from dispatchkit.text.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.config.values import Config
    from dispatchkit.validation.schema import Schema


# Formats that have no word for what is not wrong: notes go to standard error.
_PLAIN = ("text", "jsonl")


class ValidateOptions(TypedDict):
    """The options of the command."""

    inputs: tuple[str, ...]
    exclude: tuple[str, ...]
    force_exclude: bool
    config: str | None
    isolated: bool
    standard: str | None
    schema: str | None
    encoding: str | None
    format_: str
    quiet: bool


class _Unreadable(Exception):
    """An input that cannot be checked; the message says why."""


@click.command(
    short_help="Whether messages keep to their standards (ninjs and others).",
    epilog="""\b
Examples:
  dispatchkit validate message.json
  dispatchkit validate -f jsonl outbox/ > problems.jsonl
  dispatchkit validate -f sarif outbox/ > validate.sarif
  dispatchkit parse --to ninjs dump.txt | dispatchkit validate
  dispatchkit validate --standard ninjs3 message.json
  dispatchkit validate --schema schema.json message.json

Exit status: 0 all are valid, 1 a problem was found, 2 bad usage or a schema that is none, 3 an
input could not be read or is in no standard that is known.
""",
)
@input_arguments
@configuration_options
@click.option(
    "--standard",
    metavar="NAME",
    type=click.Choice(validation.names()),
    help=f"Check against this standard whatever a message looks like:"
    f" {', '.join(validation.names())}.",
)
@click.option(
    "--schema",
    metavar="FILE",
    type=click.Path(),
    help="Check against this schema (JSON Schema or XSD) and nothing else; it needs the extra"
    " schemas.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=code(codes.encoding),
    help="Read the input in this encoding instead of finding out.",
)
@format_option("text", "jsonl", *REPORTS)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(**options: Unpack[ValidateOptions]) -> int:
    """Check whether messages keep to the standard that they are in, and say where they do not.

    The standard is told from the message. What it allows comes from tables of our own, which know
    names, types, closed lists and forms of dates; the official schema, which knows more, is taken
    from a file of yours (--schema).

    Text output is a line a problem: PATH:LINE:COLUMN: RULE: MESSAGE, and one for each valid input.
    With -f jsonl it is an object a problem: path, standard, line, column, pointer (a JSON Pointer,
    or the path of the element), rule, message. The other formats are reports for servers of CI, as
    `check` writes them: a problem is an error, its rule the word of its kind. A time of 1970 that
    stands for "unknown" is noted, on standard error or in the report, and is no problem.
    """
    if options["standard"] is not None and options["schema"] is not None:
        raise Usage("--standard and --schema cannot go together")
    inputs = inputs_or_stdin(options["inputs"])
    config = configured(options, inputs)
    schema = _schema(options["schema"])
    items = expanded(inputs, skipped(config, forced=options["force_exclude"]), checks=True)
    found, failed = False, list[Failed]()
    with _outlet(options, config) as output:
        for item in items:
            try:
                checked = _checked(item, options, schema)
            except _Unreadable as error:
                output.flush()
                complain(f"{item.name}: {error}")
                failed.append(Failed(item.name, str(error)))
                continue
            found = found or bool(checked.problems)
            output.add(item.name, checked)
            if checked.notes and options["format_"] in _PLAIN and not options["quiet"]:
                output.flush()
                for one in checked.notes:
                    complain(f"{item.name}:{one.line}:{one.column}: note: {one.message}")
        output.end(failed)
    if failed:
        return Status.FAILED
    return Status.FOUND if found else Status.DONE


def _outlet(options: ValidateOptions, config: Config) -> Lines | Reported:
    """Where the problems go: to standard output as lines, or as a report for a server of CI."""
    form = options["format_"]
    if form == "text":
        return Lines(partial(_text, quiet=options["quiet"]))
    return Lines(_objects) if form == "jsonl" else Reported(form, config)


def _schema(path: str | None) -> Schema | None:
    """The schema in a file. Usage if it is none, Failure if it cannot be read."""
    if path is None:
        return None
    from dispatchkit.validation.schema import SchemaError, schema_of

    try:
        return schema_of(path)
    except SchemaError as error:
        raise Usage(f"--schema: {path}: {error}") from error
    except MissingReader as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Usage(f"--schema: {path}: {reason(error)}") from error


def _checked(item: Input, options: ValidateOptions, schema: Schema | None) -> Checked:
    """What is wrong with an input. Raises _Unreadable."""
    from dispatchkit.validation.source import Source

    if item.problem is not None:
        raise _Unreadable(item.problem)
    try:
        source = Source.of(item.read(), options["encoding"])
    except MemoryError:
        raise _Unreadable(NO_MEMORY) from None
    except OSError as error:
        raise _Unreadable(reason(error)) from error
    except DecodeError as error:
        raise _Unreadable(str(error)) from error
    notes = validation.notes(source)
    if schema is not None:
        name = options["schema"] or ""
        return Checked("schema", name, sorted(schema.check(source)), source, notes)
    word = options["standard"] or validation.recognised(source)
    if word is None:
        if broken := validation.syntax(source):
            raise _Unreadable(f"line {broken.line}, column {broken.column}: {broken.message}")
        raise _Unreadable(
            f"a message of no standard that is known ({', '.join(validation.names())});"
            " --standard NAME says which it is"
        )
    title = validation.standard(word).STANDARD
    return Checked(word, title, validation.check(source, word), source, notes)


def _text(path: str, checked: Checked, *, quiet: bool) -> Iterator[str]:
    """The lines about an input for people."""
    if not checked.problems and not quiet:
        yield one_line(f"{path}: valid ({checked.title})") + "\n"
    for one in checked.problems:
        yield one_line(f"{path}:{one.line}:{one.column}: {one.rule}: {one.message}") + "\n"


def _objects(path: str, checked: Checked) -> Iterator[str]:
    """The problems of an input as JSON Lines."""
    from dispatchkit.writing.json_ import encode

    for one in checked.problems:
        yield encode({"path": path, "standard": checked.word, **one._asdict()}) + "\n"
