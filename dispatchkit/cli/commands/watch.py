"""``dispatchkit watch``: its options. What it does is in ``_watch``."""

from __future__ import annotations

import math
from typing import Any, Unpack

import click

from dispatchkit.cli._options import HelpWanted, reading_options, run_options
from dispatchkit.cli._watch import WatchOptions, watch_folders
from dispatchkit.writing import RENDERERS, stored

# A judgement: uploads write at least every second while they go on, even over slow lines; one that
# stalls for longer is read again when it grows.
_SETTLE = 2.0
# A judgement too: nothing that is run for one file should hold up all others for longer.
_TIMEOUT = 300.0


class _Seconds(click.FloatRange):
    """A finite number of seconds."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """*value* as a number. BadParameter."""
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


@click.command(
    short_help="Folders in which files arrive: each is parsed once it is whole.",
    epilog="""\b
Examples:
  dispatchkit watch feed/ --output-dir records -f jsonl
  dispatchkit watch --poll feed/ --output-dir copies -f json
  dispatchkit watch --new-only feed/ --output-dir notes -f markdown
  dispatchkit watch --once -j 0 dumps/ feed/ --output-dir texts
  dispatchkit watch feed/ --output-dir out -f ninjs --exec 'gzip -kf {output}'

The outputs have the names that parse --output-dir gives them. What was read is noted in a
journal in the output folder: the same call goes on where one that was ended or killed
had stopped. docs/watch.md has units for systemd, cron and containers.

Exit status: 130 interrupted, 143 ended; with --once that of parse, 0 or 3.
""",
)
@reading_options
@click.option(
    "-f",
    "--format",
    "--to",
    "format_",
    type=click.Choice(sorted([*RENDERERS, *stored.names()])),
    help="Output format.  [default: text]",
)
@click.option(
    "--output-dir",
    metavar="DIR",
    required=True,
    type=click.Path(),
    help="Write one file per input, in a tree like that of the inputs; Markdown and TXM one per"
    " dispatch. If it lies in a folder that is watched, it is left out there.",
)
@click.option(
    "--settle",
    metavar="SECONDS",
    type=_Seconds(min=0, max=86_400),
    default=_SETTLE,
    help=f"Read a file when it has not changed for so long.  [default: {_SETTLE:g}]",
)
@click.option(
    "--new-only",
    is_flag=True,
    help="Leave alone what is there when the output folder is first used.",
)
@click.option("--once", is_flag=True, help="Read what is there and whole, and end.")
@click.option(
    "--poll",
    is_flag=True,
    help="Look every 2 seconds, for drives of other machines, which report no changes.",
)
@click.option(
    "--exec",
    "command",
    metavar="COMMAND",
    help=(
        "Run this for each output, without a shell; {output} or {} and {input} are paths, also in"
        " $DISPATCHKIT_OUTPUT and $DISPATCHKIT_INPUT."
    ),
)
@click.option(
    "--exec-timeout",
    "timeout",
    metavar="SECONDS",
    type=_Seconds(min=0, max=86_400),
    default=_TIMEOUT,
    help=f"End a command that takes longer; 0 for never.  [default: {_TIMEOUT:g}]",
)
@run_options
def command(**options: Unpack[WatchOptions]) -> int:
    """Parse files as they arrive in folders, until interrupted.

    INPUT is a folder; one that is not there is waited for. Files that are there are read first. A
    file is read when it has not changed for --settle seconds, and again when it changes later: its
    output is then replaced. Hidden files and those with a temporary name (.part, .tmp, .filepart,
    ~) are left until they are renamed. Outputs of files that are removed stay.
    """
    if not options["inputs"]:
        raise HelpWanted(click.get_current_context())
    options["output"], options["fields"], options["errors"] = None, (), None
    return watch_folders(options)
