"""``dispatchkit profile``."""

from __future__ import annotations

import os
import sys

import click

from dispatchkit.cli._options import Group, complete_profile
from dispatchkit.cli._status import Status
from dispatchkit.cli._stdout import StandardOutput
from dispatchkit.cli._terminal import complain, is_terminal
from dispatchkit.inputs import reason
from dispatchkit.terminal import visible


@click.group(
    short_help="Agency profiles: list, show, check.",
    cls=Group,
    epilog="""\b
Examples:
  dispatchkit profile list
  dispatchkit profile show aa
  dispatchkit profile check mine.toml
""",
)
def command() -> None:
    """List, show and check agency profiles."""


@command.command(
    "list",
    short_help="Every profile: id, name, country, languages.",
    epilog="""\b
Example:
  dispatchkit profile list
""",
)
def list_() -> int:
    """Print the id, the name, the country and the languages of every profile, one a line."""
    from dispatchkit import profiles

    facts = list(profiles.index().facts.values())
    widest = max(len(fact["id"]) for fact in facts)
    with StandardOutput() as output:
        for fact in facts:
            output.write(f"{fact['id']:{widest}}  {fact['name']} ({', '.join(filter(None, (fact['country'], *fact['languages'])))})\n")
    return Status.DONE


@command.command(
    short_help="A profile as TOML.",
    epilog="""\b
Example:
  dispatchkit profile show aa > mine.toml
""",
)
@click.argument("name", metavar="ID|FILE", shell_complete=complete_profile)
def show(name: str) -> int:
    """Print a profile as TOML, to read, or to start your own from."""
    from dispatchkit import profiles

    text = profiles.source(name)
    with StandardOutput() as output:
        output.write(visible(text) if is_terminal(sys.stdout) else text)
    return Status.DONE


@command.command(
    short_help="Check profile files.",
    epilog="""\b
Example:
  dispatchkit profile check mine.toml other.toml

Exit status: 0 when all are fine, 2 when one is not, 3 when one cannot be read.
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
def check(files: tuple[str, ...]) -> int:
    """Check profile files: their form, and that every rule does what its examples say."""
    status = Status.DONE
    with StandardOutput() as output:
        for file in files:
            found, problems = _check(file)
            status = max(status, found)
            for problem in problems:
                output.flush()
                complain(problem)
            if not problems:
                output.write(f"{visible(file)}: fine\n")
    return status


def _check(file: str) -> tuple[Status, list[str]]:
    """What is wrong with one file, each with the path as it was named, and the status for it."""
    from dispatchkit import proof

    try:
        problems = proof.check(file)
    except OSError as error:
        return Status.FAILED, [f"{file}: {reason(error)}"]
    return Status.USAGE if problems else Status.DONE, [os.path.join(os.path.dirname(file), problem) for problem in problems]
