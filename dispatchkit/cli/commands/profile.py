"""``dispatchkit profile``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from dispatchkit.agencies.sources import adopted
from dispatchkit.cli._configured import configured
from dispatchkit.cli._options import Group, complete_profile, configuration_options
from dispatchkit.cli._profile_new import new, problems_of
from dispatchkit.cli._profile_test import test
from dispatchkit.cli._status import Status
from dispatchkit.config.handed import own_of
from dispatchkit.files.configuration import FILE, PROJECT
from dispatchkit.files.inputs import Input, Skipped, expand, reason
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal
from dispatchkit.text.visible import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.agencies.sources import Own


@click.group(
    short_help="Agency profiles: list, show, new, check, test.",
    cls=Group,
    epilog="""\b
Examples:
  dispatchkit profile list
  dispatchkit profile show aa
  dispatchkit profile new nlp
  dispatchkit profile check mine.toml
  dispatchkit profile test --update dumps/
""",
)
def command() -> None:
    """List, show, begin, check and test agency profiles."""


command.add_command(new)
command.add_command(test)


@command.command(
    "list",
    short_help="Every profile: id, name, country, languages.",
    epilog="""\b
Examples:
  dispatchkit profile list
  dispatchkit profile list --isolated
""",
)
@configuration_options
def list_(config: str | None, *, isolated: bool) -> int:
    """Print the id, the name, the country and the languages of every profile, one a line.

    Those that the configuration names (profiles = [...]) stand among those that ship, each with its
    file.
    """
    from dispatchkit.agencies.lexicon import lexicon_of
    from dispatchkit.agencies.sources import stem

    own = _own(config, isolated=isolated)
    files = {stem(path): path for path in own.profiles}
    facts = sorted(lexicon_of(own).facts.values(), key=lambda fact: fact.id)
    widest = max(len(fact.id) for fact in facts)
    safe = visible if is_terminal(sys.stdout) else str
    with StandardOutput() as output:
        for fact in facts:
            where = f"  {one_line(files[fact.id])}" if fact.id in files else ""
            about = ", ".join(filter(None, (fact.country, *fact.languages)))
            output.write(safe(f"{fact.id:{widest}}  {fact.name} ({about}){where}\n"))
    return Status.DONE


@command.command(
    short_help="A profile as TOML.",
    epilog="""\b
Example:
  dispatchkit profile show aa > aa.toml
""",
)
@click.argument("name", metavar="ID|FILE", shell_complete=complete_profile)
@configuration_options
def show(name: str, config: str | None, *, isolated: bool) -> int:
    """Print a profile as TOML, to read, or to start your own from. Those that the configuration
    names are known by their ids too.

    A file that is named for the id, as in the example, takes the place of the profile that ships.
    For one beside it, give the file another name and the profile that name as id, and change name
    and credits to those of your agency: a credit belongs to one profile.
    """
    from dispatchkit.agencies.sources import source

    text = source(name, _own(config, isolated=isolated))
    with StandardOutput() as output:
        output.write(visible(text) if is_terminal(sys.stdout) else text)
    return Status.DONE


def _own(file: str | None, *, isolated: bool) -> Own:
    """What the configuration adds to the profiles that ship, by ``profiles`` or ``profile``.
    *file*: the configuration file that the call names, if any.
    """
    config = configured({"config": file, "isolated": isolated}, ())
    return adopted(config.of("profile"), own_of(config))[1]


@command.command(
    short_help="Check profile files.",
    epilog="""\b
Examples:
  dispatchkit profile check mine.toml other.toml
  dispatchkit profile check profiles/

Exit status: 0 when all are fine, 2 when one is not, 3 when one cannot be read.
""",
)
@click.argument("files", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path())
def check(files: tuple[str, ...]) -> int:
    """Check profile files: their form, and that every rule does what its examples say.

    All that is wrong is reported at once, a line each: FILE:LINE:COLUMN: KEY: what is wrong. Of a
    folder every .toml file is checked but those of configurations.
    """
    status = Status.DONE
    with StandardOutput() as output:
        for item in _profiles(files):
            found, problems = _check(item)
            status = max(status, found)
            for problem in problems:
                output.flush()
                complain(problem)
            if not problems:
                output.write(f"{visible(item.name)}: fine\n")
    return status


def _profiles(names: tuple[str, ...]) -> Iterator[Input]:
    """The files that the call names, and those that may be profiles in the folders that it
    names.
    """
    for name in names:
        if not os.path.isdir(name):
            yield Input(name, name)
            continue
        inside = [
            item
            for item in expand((name,), Skipped())
            if item.problem is not None
            or (item.name.endswith(".toml") and os.path.basename(item.name) not in (FILE, PROJECT))
        ]
        yield from inside or [Input(name, name, problem="no .toml file in this folder")]


def _check(item: Input) -> tuple[Status, list[str]]:
    """The exit status for one file, and what is wrong with it, each problem with the path as the
    call names it.
    """
    if item.problem is not None:
        return Status.FAILED, [f"{item.name}: {item.problem}"]
    try:
        problems = problems_of(item.name)
    except OSError as error:
        return Status.FAILED, [f"{item.name}: {reason(error)}"]
    return Status.USAGE if problems else Status.DONE, problems
