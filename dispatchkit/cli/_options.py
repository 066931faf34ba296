"""What several commands share: the arguments and options for input, and groups that show their help
when called bare.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import BufferedReader
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dispatchkit.files.failures import Usage
from dispatchkit.files.terminal import complain, is_terminal
from dispatchkit.meant import meant
from dispatchkit.text import codes

if TYPE_CHECKING:
    from datetime import date

    from click.shell_completion import CompletionItem

_Command = TypeVar("_Command", bound=Callable[..., Any])


class HelpWanted(click.UsageError):
    """A call without anything to work on: what is *missing*, and the help, on standard error."""

    def __init__(self, context: click.Context, missing: str = "") -> None:
        super().__init__(f"{missing}{context.get_help()}", ctx=context)


class Group(click.Group):
    """A group that, called bare, shows its help and fails, whatever the version of click."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            raise HelpWanted(ctx)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; for an unknown command with what may have been meant, whatever the
        version of click.
        """
        name = args[0]
        if (
            self.get_command(ctx, name) is None
            and not name.startswith("-")
            and not ctx.resilient_parsing
        ):
            raise click.UsageError(
                f"there is no command {name!r}{meant(name, self.list_commands(ctx))}", ctx
            )
        return super().resolve_command(ctx, args)


_NO_INPUT = "dispatchkit: no input: name a file or a folder, or pipe a text in\n\n"
# Where the lists of a call are kept.
_LISTS = "lists"
_NULL = "null"


_FILENAME_DATE = click.option(
    "--filename-date",
    is_flag=True,
    help=(
        "Names of files begin or end with the day of their story (20211204-ferry.txt); it completes"
        " dates without a year where --received is not given (check: DK306)."
    ),
)


def reading_options(command: _Command) -> _Command:
    """The inputs, how to read them, and which configuration may say so too."""
    for add in (
        configuration_options,
        click.option(
            "--received",
            metavar="DATE",
            callback=_date,
            help=(
                "The day the input came in, YYYY-MM-DD; completes dates without a year: each is the"
                " one nearest to it, be it before or after (check: DK308)."
            ),
        ),
        _FILENAME_DATE,
        click.option(
            "--date-order",
            type=click.Choice(codes.DATE_ORDERS),
            help="How to read dates in figures, like 04.12.2021.",
        ),
        click.option(
            "--split",
            metavar="PATTERN",
            callback=_split,
            help=(
                "A line that this regular expression is found in begins a new dispatch; a mark"
                " alone is kept as envelope."
            ),
        ),
        click.option(
            "--text-column",
            metavar="NAME",
            help="The column of a table, or the key of JSON, that holds the texts.",
        ),
        click.option(
            "--from",
            "from_",
            metavar="FORMAT",
            shell_complete=_complete_format,
            help=(
                "Read the input as this format whatever it looks like; `dispatchkit formats` lists"
                " them."
            ),
        ),
        click.option(
            "--encoding",
            metavar="NAME",
            callback=code(codes.encoding),
            help="Read the input in this encoding instead of finding out.",
        ),
        click.option(
            "--profile",
            metavar="ID|FILE",
            shell_complete=complete_profile,
            help="Read with this profile instead of finding the agency.",
        ),
    ):
        command = add(command)
    return input_arguments(command)


def input_arguments(command: _Command) -> _Command:
    """The inputs, and what is left out of their folders."""
    for add in (
        click.option(
            "--force-exclude",
            is_flag=True,
            help="Leave out what is excluded also where it is named, as pre-commit does.",
        ),
        click.option(
            "--exclude",
            metavar="PATTERN",
            multiple=True,
            help=(
                "Leave out such paths where a folder is walked, as .gitignore has them"
                " (repeatable)."
            ),
        ),
        click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=click.Path()),
    ):
        command = add(command)
    return command


def configuration_options(command: _Command) -> _Command:
    """Which configuration is read."""
    for add in (
        click.option("--isolated", is_flag=True, help="Read no configuration file."),
        click.option(
            "--config",
            metavar="FILE",
            type=click.Path(),
            help="Read this configuration file instead of the nearest.",
        ),
    ):
        command = add(command)
    return command


def colour_option(command: _Command) -> _Command:
    """The choice of colour."""
    text = "Colour, or none; else FORCE_COLOR (0 for none), NO_COLOR, or whether it is a terminal."
    return click.option("--color/--no-color", "colour", default=None, help=text)(command)


def run_options(command: _Command) -> _Command:
    """How a run over many inputs goes: what it says on standard error besides what went wrong, in
    how many processes, in which colours.
    """
    for add in (
        colour_option,
        click.option(
            "-j",
            "--jobs",
            metavar="N",
            type=click.IntRange(min=0),
            default=1,
            help="Processes to use, 0: one a processor.  [default: 1]",
        ),
        click.option(
            "--progress/--no-progress",
            default=None,
            help="A progress bar on standard error, or none; else for many inputs on a terminal.",
        ),
        click.option("-v", "--verbose", is_flag=True, help="Say of every input how it was read."),
        click.option(
            "-q", "--quiet", is_flag=True, help="On standard error, say nothing but what failed."
        ),
    ):
        command = add(command)
    return command


def format_option(first: str, *others: str) -> Callable[[_Command], _Command]:
    """The choice of a format of what is printed; the first is the default."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice([first, *others]),
        default=first,
        help=f"Output format.  [default: {first}]",
    )


def list_option(command: _Command) -> _Command:
    """Options for lists of inputs, whose names ``inputs_or_stdin`` adds to those of the call."""
    command = click.option(
        "-0",
        "--null",
        "null",
        is_flag=True,
        expose_value=False,
        callback=_noted,
        help="Names in lists end with NUL, line breaks belong to them (also found out without);"
        " parse --field ends its values so too.",
    )(command)
    return click.option(
        "--files-from",
        _LISTS,
        metavar="FILE",
        multiple=True,
        type=click.Path(),
        expose_value=False,
        callback=_listed,
        help="Read the inputs that this file names too, one a line or each ended by NUL; - for"
        " standard input (repeatable).",
    )(command)


def _listed(context: click.Context, _: click.Parameter, values: tuple[str, ...]) -> None:
    """Keep the lists until the inputs of the call are known."""
    context.meta[_LISTS] = values


def _noted(context: click.Context, _: click.Parameter, value: bool) -> None:
    """Keep whether names end with NUL."""
    context.meta[_NULL] = value


def ends_with_null() -> bool:
    """Whether the call says that names and values end with NUL."""
    return bool(click.get_current_context().meta.get(_NULL))


def inputs_or_stdin(inputs: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs that the call names, and those in its lists; standard input if it names none and
    that is piped, with a warning if it is empty. HelpWanted otherwise; Usage if standard input is
    named twice, or a list cannot be read.
    """
    lists = click.get_current_context().meta.get(_LISTS, ())
    if (*inputs, *lists).count("-") > 1:
        raise Usage("standard input (-) can be read only once")
    if lists:
        from dispatchkit.corpus.named import listed

        null = ends_with_null()
        return (*inputs, *(name for one in lists for name in listed(one, null=null)))
    if inputs:
        return inputs
    if sys.stdin is None or is_terminal(sys.stdin):
        raise HelpWanted(click.get_current_context(), _NO_INPUT)
    if _is_at_end(sys.stdin.buffer):
        complain("no input is named, and standard input is empty")
    return ("-",)


def _is_at_end(stream: object) -> bool:
    """Whether nothing (more) comes from a stream, if that can be told without taking anything from
    it.
    """
    try:
        return isinstance(stream, BufferedReader) and not stream.peek(1)
    except OSError:
        return False


def _date(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """A day in the form of ISO 8601."""
    from datetime import date

    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date like 2021-12-04") from None


def code(
    read: Callable[[str], str],
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A callback of click that reads the value of an option with *read*, whose ValueError is a
    usage error.
    """

    def checked(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
        try:
            return None if value is None else read(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return checked


def _split(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A regular expression that ``--split`` takes."""
    from dispatchkit.reading.blocks import divider

    if value is not None:
        try:
            divider(value)
        except ValueError as error:
            raise click.BadParameter(str(error).removeprefix("split: ")) from None
    return value


def _complete_format(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The words of the formats that are read."""
    from click.shell_completion import CompletionItem

    from dispatchkit.reading.recognise import readable

    return [CompletionItem(word) for word in readable() if word.startswith(incomplete)]


def complete_field(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The fields of the record, and what is in them."""
    from click.shell_completion import CompletionItem

    from dispatchkit.cli._fields import field_names

    return [CompletionItem(name) for name in field_names() if name.startswith(incomplete)]


def complete_rule(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The codes of rules or, once one is begun, their names; after a comma those of one more."""
    from click.shell_completion import CompletionItem

    from dispatchkit.lint.rule import rules

    before, comma, begun = incomplete.rpartition(",")
    found = [
        CompletionItem(f"{before}{comma}{rule.code}", help=rule.name)
        for rule in rules().values()
        if rule.code.startswith(begun.upper())
    ]
    named = [
        CompletionItem(f"{before}{comma}{rule.name}", help=rule.code)
        for rule in rules().values()
        if begun and rule.name.startswith(begun)
    ]
    return [*found, *named]


def complete_profile(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ids of profiles, and files once a path is begun."""
    from click.shell_completion import CompletionItem

    from dispatchkit.agencies import sources

    if os.sep in incomplete or "." in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(name) for name in sources.names() if name.startswith(incomplete)]
