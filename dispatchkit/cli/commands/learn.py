"""``dispatchkit learn``: its options. What it does is in ``_learning``."""

from __future__ import annotations

from typing import Unpack

import click

from dispatchkit.cli._learning import LearnOptions, propose
from dispatchkit.cli._options import code, complete_profile, reading_options, run_options
from dispatchkit.text import codes


@click.command(
    short_help="Propose a profile from an agency's own dumps.",
    epilog="""\b
Examples:
  dispatchkit learn dumps/ -o press.toml
  dispatchkit learn dumps/ --name 'Norlanda Press' --country NO -o nlp.toml
  dispatchkit learn -j 0 dumps/ feeds/ --invent -o norlanda.toml
  dispatchkit learn dumps/ --extends afp -o regional.toml
  dispatchkit learn dumps/ feeds/ --force -o mine.toml

With --interactive it shows each rule and asks. Read the file, then try it with
`dispatchkit profile check mine.toml` and `parse --profile mine.toml`.

Exit status: 0 when a profile is written, 2 for bad usage, 3 when an input cannot be read, there is
nothing to learn from, or a file lies where the profile is to be written.
""",
)
@reading_options
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(),
    help="The profile to write, NAME.toml; - for standard output.",
)
@click.option("--id", "id_", metavar="ID", help="Id of the agency.  [default: the name of FILE]")
@click.option("--name", metavar="NAME", help="The agency's own name.")
@click.option(
    "--country",
    metavar="CODE",
    callback=code(codes.country),
    help="ISO 3166 code of its country.",
)
@click.option(
    "--timezone",
    metavar="ZONE",
    callback=code(codes.timezone),
    help="IANA name of the zone that its times are in.",
)
@click.option(
    "--extends",
    metavar="ID",
    shell_complete=complete_profile,
    help="A profile that ships: learn only what it does not know.",
)
@click.option(
    "--interactive", is_flag=True, help="Show each rule with its lines, and ask what to do with it."
)
@click.option(
    "--invent",
    is_flag=True,
    help="Invent the examples of rules where they can be, instead of copying lines of the dumps.",
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
@run_options
def command(**options: Unpack[LearnOptions]) -> int:
    """Propose a profile for an agency from its own dumps, twenty or more: what it prints around its
    stories, how its datelines credit it, and how to know its dumps.

    INPUT is a file in any format that is read, a folder or an archive of them. Dispatches that
    repeat one another count once. Lines that may be news are left out, and a rule that would take a
    sentence of a story is dropped. What changes with the profile is reported on standard error.
    """
    return propose(options)
