"""``dispatchkit profile new``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from dispatchkit.cli._options import code
from dispatchkit.cli._status import Status
from dispatchkit.files.failures import Failure, Usage
from dispatchkit.files.outputs import WholeFile, is_standard_output
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.text import codes
from dispatchkit.text.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.agencies.template import Known


class NewOptions(TypedDict):
    """The options of the command."""

    name: str
    output: str | None
    agency: str
    country: str | None
    language: tuple[str, ...]
    timezone: str | None
    credit: tuple[str, ...]


def _languages(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Tags of languages, each checked."""
    check = code(codes.language)
    return tuple(check(context, parameter, value) or "" for value in values)


@click.command(
    "new",
    short_help="A profile to start from.",
    epilog="""\b
Examples:
  dispatchkit profile new nlp
  dispatchkit profile new fny --name "Fjordane Press" --language no --credit FNY
  dispatchkit profile new fny --country NO -o profiles/fny.toml

Exit status: 0 done, 2 bad usage, 3 the file is there already or cannot be written.
""",
)
@click.argument("name", metavar="ID")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(),
    help="Write this file, which must be named ID.toml; - prints.  [default: ID.toml]",
)
@click.option("--name", "agency", default="", help="The agency's own name.")
@click.option(
    "--country", metavar="CODE", callback=code(codes.country), help="ISO 3166 code of its country."
)
@click.option(
    "--language",
    multiple=True,
    metavar="TAG",
    callback=_languages,
    help="A language that it publishes in, BCP 47, the main one first (repeatable).",
)
@click.option(
    "--timezone",
    metavar="ZONE",
    callback=code(codes.timezone),
    help="IANA name of the zone that its times are in.",
)
@click.option(
    "--credit",
    multiple=True,
    metavar="TEXT",
    help="How a dateline or credit line names it (repeatable).",
)
def new(**options: Unpack[NewOptions]) -> int:
    """Write a profile for an agency, with comments that say what else it may hold, and list what is
    still to be filled in.

    ID is a short name in lower case: that of the file, and of the agency in records. A file that is
    there already is never replaced.
    """
    from dispatchkit.agencies import schema, sources, template

    name = options["name"]
    if problem := schema.unfit_id(name):
        raise Usage(f"ID: {problem}")
    text = template.profile(_known(options))
    target = f"{name}.toml" if options["output"] is None else options["output"]
    if is_standard_output(target):
        with StandardOutput() as output:
            output.write(text)
        return Status.DONE
    if sources.stem(target) != name or not target.endswith(".toml"):
        raise Usage(f"-o/--output: a profile is named for its id: {name}.toml, not {target}")
    if os.path.lexists(target):
        raise Failure(f"{target}: a file lies there, and is not replaced; -o - prints")
    with WholeFile(target) as file:
        file.write(text)
    with StandardOutput() as output:
        for line in _summary(target, name):
            output.write(one_line(line) + "\n")
    return Status.DONE


def _known(options: NewOptions) -> Known:
    """What the call says of the agency."""
    from dispatchkit.agencies.template import Known

    return Known(
        options["name"],
        options["agency"],
        options["country"] or "",
        options["language"],
        options["timezone"] or "",
        options["credit"],
    )


def problems_of(path: str) -> list[str]:
    """What is wrong with a profile, each problem with the path as the call names it. OSError."""
    from dispatchkit import proof

    return [os.path.join(os.path.dirname(path), problem) for problem in proof.check(path)]


def _summary(target: str, name: str) -> Iterator[str]:
    """What the new file still lacks, and what it stands in the place of."""
    from dispatchkit.agencies import sources

    problems = problems_of(target)
    yield f"{target}: written{', with this to fill in:' if problems else ''}"
    yield from problems
    if name in sources.names():
        yield f"{name} is a profile that ships; {target} takes its place where it is named"
