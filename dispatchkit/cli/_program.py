"""The program as click sees it: one module per command, found by its name and imported when it is
called.

A command's module holds ``command``, a click command that returns an exit status.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from dispatchkit._version import __version__
from dispatchkit.cli import commands
from dispatchkit.cli._options import Group, HelpWanted
from dispatchkit.cli._status import Status
from dispatchkit.files.failures import Failure
from dispatchkit.files.stdout import NOT_OPEN
from dispatchkit.files.terminal import complain, say
from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "dispatchkit"


class _Commands(Group):
    """The commands in this folder."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return modules_in(commands.__path__)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"dispatchkit.cli.commands.{cmd_name}").command
        return command


@click.group(
    NAME,
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  dispatchkit parse dump.txt
  dispatchkit parse -f jsonl dumps/ > records.jsonl
  dispatchkit explain dump.txt

Shell completion: eval "$(_DISPATCHKIT_COMPLETE=bash_source dispatchkit)", also
zsh_source and fish_source.

Exit status: 0 done or clean, 1 check found something, 2 bad usage or configuration, 3 an
input or output failed (the rest is still done), 129 and 143 ended by SIGHUP
or SIGTERM, 130 interrupted, 141 closed pipe.
""",
)
@click.version_option(
    __version__,
    message=f"{NAME} %(version)s",
    help="Show the version and exit; with -v also the kernel and the Python in use.",
)
def program() -> None:
    """Split raw news-agency dispatches into metadata and paragraphs, and say why."""


def invoke(arguments: Sequence[str]) -> int:
    """Run a command line; its exit status."""
    try:
        with program.make_context(NAME, list(arguments)) as context:
            status: int = program.invoke(context)
            return status
    except click.exceptions.Exit as error:  # what was asked for is the help or the version
        if sys.stdout is None:
            raise Failure(NOT_OPEN) from None
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        return _usage(error, arguments)


def _usage(error: click.ClickException, arguments: Sequence[str]) -> int:
    """Say what is wrong with the call of these *arguments* as click does, but never with a terminal
    escape from one of them.
    """
    if isinstance(error, HelpWanted):
        say(error.message)
        return Status.USAGE
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        say(f"{context.get_usage()}\nTry '{context.command_path} --help' for help.")
    complain(f"{_worded(error)}{_named_like_options(error, arguments)}")
    return Status.USAGE


def _named_like_options(error: click.ClickException, arguments: Sequence[str]) -> str:
    """What to do where an option that there is not may be a file whose name begins with "-"."""
    if not isinstance(error, click.NoSuchOption | click.BadOptionUsage):
        return ""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    names = [one for one in before if len(one) > 1 and one[0] == "-" and os.path.lexists(one)]
    return (
        f"; for the file of that name write ./{names[0]}, or -- before all names" if names else ""
    )


def _worded(error: click.ClickException) -> str:
    """The message of a click error on one line; a missing argument has the name that the usage
    shows.
    """
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Argument):
        return f"missing argument: {error.param.metavar or error.param.name}"
    return " ".join(error.format_message().split())


def complete(variable: str, instruction: str) -> int:
    """Say what the shell asks for to complete a command line, by *instruction* in the environment's
    *variable*; the exit status.
    """
    from click.shell_completion import shell_complete

    return shell_complete(program, {}, NAME, variable, instruction)
