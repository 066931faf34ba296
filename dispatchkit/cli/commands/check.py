"""``dispatchkit check``: its options. What it does is in ``_checking``."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Unpack

import click

from dispatchkit.cli._checked_input import Task
from dispatchkit.cli._checking import Loudness, Plan, check_inputs
from dispatchkit.cli._configured import (
    RunOptions,
    configured,
    notes,
    refuse_together,
    skipped,
)
from dispatchkit.cli._options import (
    code,
    complete_rule,
    inputs_or_stdin,
    list_option,
    reading_options,
    run_options,
)
from dispatchkit.config.handed import settings
from dispatchkit.config.keys import KEYS
from dispatchkit.files.failures import Usage
from dispatchkit.lint.finding import SEVERITIES
from dispatchkit.lint.reports import formats
from dispatchkit.lint.settings import Stage
from dispatchkit.text import codes

if TYPE_CHECKING:
    from collections.abc import Callable


class CheckOptions(RunOptions):
    """The options of the command."""

    format_: str
    reports: tuple[tuple[str, str], ...]
    fix: bool
    diff: bool
    unsafe_fixes: bool
    statistics: bool
    baseline: str | None
    write_baseline: str | None
    fail_on: str | None
    min_severity: str | None
    now: datetime | None


# More than any zone differs from UTC, and than a date may be in the future.
_MARGIN = timedelta(days=400)


def _codes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a repeatable option that takes several at once."""
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())


def _codes_option(name: str) -> Callable[[Any], Any]:
    """A repeatable option that takes codes, explained in the words of its key."""
    about = KEYS[name].about
    return click.option(
        f"--{name}",
        metavar="CODES",
        multiple=True,
        shell_complete=complete_rule,
        callback=_codes,
        help=f"{about[0].upper()}{about[1:]}.",
    )


def _moment(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    """The time that ``--now`` states, in UTC unless it has an offset."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"{value!r} is not a time like 2021-12-04T18:00 or 2021-12-04T18:00+03:00"
        ) from None
    try:
        # Dates are compared with it in other zones and with a margin, for which there is no room at
        # either end of the calendar.
        return (
            (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
            - _MARGIN
            + 2 * _MARGIN
            - _MARGIN
        )
    except OverflowError:
        raise click.BadParameter(f"{value!r} is at the end of the calendar") from None


def _reports(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """The formats and files of ``--report``."""
    found: list[tuple[str, str]] = []
    for value in values:
        name, colon, path = value.partition(":")
        if not colon or not path or name not in formats():
            raise click.BadParameter(
                f"{value!r} is not FORMAT:PATH; formats: {', '.join(formats())}"
            )
        if any(os.path.realpath(path) == os.path.realpath(other) for _, other in found):
            raise click.BadParameter(f"two reports cannot go to one file, {path}")
        found.append((name, path))
    return tuple(found)


@click.command(
    short_help="Lint feeds; for CI.",
    epilog="""\b
Examples:
  dispatchkit check feed/                         every finding, one a line
  dispatchkit check -f full dump.txt              with the line, and what would mend it
  dispatchkit check --select DK1,DK3 --fail-on warning feed/
  dispatchkit check --diff feed/                  what --fix would change
  dispatchkit check --fix feed/
  dispatchkit check --report sarif:check.sarif --report junit:check.xml feed/
  dispatchkit check --fail-on never --report html:check.html feed/
  dispatchkit check --write-baseline known.json feed/
  dispatchkit check --baseline known.json feed/   only what is new
  curl -s "$FEED" | dispatchkit check -f jsonl -

`dispatchkit rule CODE` says what a rule finds and why. Options are also keys of
dispatchkit.toml or [tool.dispatchkit] in pyproject.toml,
and variables like DISPATCHKIT_FAIL_ON; `dispatchkit config` shows what is in force.

Exit status: 0 clean, 1 something at or above --fail-on was found, 2 bad usage or configuration,
3 an input could not be read or an output not be written (the rest is still done).
""",
)
@reading_options
@list_option
@_codes_option("select")
@_codes_option("ignore")
@_codes_option("extend-select")
@_codes_option("extend-ignore")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    help="The least severity that makes the exit status 1.  [default: error]",
)
@click.option(
    "--min-severity",
    type=click.Choice(SEVERITIES),
    help="Report only findings as grave as this; boilerplate is then reported line by line.",
)
@click.option(
    "--stage",
    type=click.Choice(list(map(str, Stage))),
    help="raw dumps, or clean text in which boilerplate is an error.  [default: raw]",
)
@click.option(
    "--fix", is_flag=True, help="Mend what can be mended without changing a word of the news."
)
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff, also mend what a person should look at.",
)
@click.option(
    "--diff",
    is_flag=True,
    help=(
        "Show what --fix would change, as a patch (patch -p0), and change nothing; exit 1 if there"
        " is anything."
    ),
)
@click.option(
    "--statistics", is_flag=True, help="Counts by rule and by agency instead of findings."
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    help="Findings that are known and not reported again.",
)
@click.option(
    "--write-baseline",
    metavar="FILE",
    type=click.Path(),
    help="Write all findings to this file as known, and exit 0; 3 if an input could not be read.",
)
@click.option(
    "--now",
    metavar="TIME",
    callback=_moment,
    help="The time that dates are held against, else the clock; UTC unless it has an offset.",
)
@click.option(
    "--language",
    metavar="TAG",
    callback=code(codes.language),
    help="The language that every dispatch should have.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(formats()),
    default="concise",
    help="Format of the report on standard output.  [default: concise]",
)
@click.option(
    "--report",
    "reports",
    metavar="FORMAT:PATH",
    multiple=True,
    callback=_reports,
    help="Write a report to a file too (repeatable).",
)
@run_options
def command(**options: Unpack[CheckOptions]) -> int:
    """Check dispatches against rules, and say where and why.

    INPUT is a file, a folder or - for standard input, which is also read when nothing is named and
    it is piped. CODES are codes of rules, beginnings of codes or names of rules, parted by commas:
    DK1 is every rule about bytes and encoding, missing-headline is DK201, ALL is every rule.
    """
    inputs = inputs_or_stdin(options["inputs"])
    _check(options)
    config = configured(options, inputs)
    how = settings(
        config,
        now=options["now"] or datetime.now(UTC),
        received=options["received"],
        format_=options["from_"],
        split=options["split"],
        text_column=options["text_column"],
    )
    quiet = options["statistics"] or options["diff"] or options["write_baseline"]
    own = () if quiet else ((options["format_"], "-"),)
    plan = Plan(
        task=Task(how, options["fix"], options["diff"], options["unsafe_fixes"]),
        fail_on=config.of("fail-on"),
        reports=(*own, *options["reports"]),
        baseline=config.of("baseline"),
        write_baseline=options["write_baseline"],
        statistics=_counts_format(options["format_"]) if options["statistics"] else None,
        jobs=options["jobs"],
        colour=options["colour"],
        loud=Loudness(options["quiet"], options["verbose"], options["progress"]),
        skipped=skipped(
            config,
            options["write_baseline"],
            *(path for _, path in options["reports"]),
            forced=options["force_exclude"],
        ),
        notes=tuple(notes(config)),
        home=config.root if config.found else None,
    )
    return check_inputs(inputs, plan)


def _counts_format(report: str) -> str:
    """The format of ``--statistics`` for the format of a *report*: JSON if that is JSON, else a
    table.
    """
    return "json" if report in ("json", "jsonl") else "text"


def _check(options: CheckOptions) -> None:
    """Raise Usage for options that cannot be combined."""
    refuse_together(options, ("quiet", "verbose"), ("fix", "diff"))
    mends = options["fix"] or options["diff"]
    if options["unsafe_fixes"] and not mends:
        raise Usage("--unsafe-fixes goes with --fix or --diff")
    if options["write_baseline"] and mends:
        raise Usage("--write-baseline cannot go with --fix or --diff")
    refuse_together(options, ("statistics", "diff"))
