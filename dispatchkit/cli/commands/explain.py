"""``dispatchkit explain``: its options. What it does is in ``_explaining``."""

from __future__ import annotations

from typing import Unpack

import click

from dispatchkit.cli._explaining import ExplainOptions, explain_inputs
from dispatchkit.cli._options import colour_option, inputs_or_stdin, list_option, reading_options


@click.command(
    short_help="Every line with its label, and the rule that gave it.",
    epilog="""\b
Examples:
  dispatchkit explain dump.txt
  dispatchkit explain --why page.txt
  dispatchkit explain -f jsonl dump.txt | grep '"label": "share"'
  dispatchkit explain --color dump.txt | less -R
  dispatchkit explain -o explained.html dump.txt feed/
  dispatchkit explain --open dump.txt             look at it in a browser

docs/explain.md shows how to read the page, and its keys.
""",
)
@reading_options
@list_option
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "jsonl", "html"]),
    help="Output format.  [default: what -o is called, else html with --open, else text]",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(),
    help="Write to this file, which appears whole or not at all.",
)
@click.option(
    "--open",
    "open_",
    is_flag=True,
    help="Make a page and open it in the browser; without -o it lies in the temporary folder.",
)
@click.option(
    "--why",
    is_flag=True,
    help=(
        "For lines of a web page, the likelihood and the features that speak most for and against."
    ),
)
@colour_option
def command(**options: Unpack[ExplainOptions]) -> int:
    """Show every line of the input with its label and the rule that gave it.

    First come the reasons for the encoding, the profile, the language and the dates. On a terminal
    long lines are cut to its width. With -f jsonl, one object per source line: path, line, label,
    rule, text; and why, if asked. With -f html, one page for all inputs, which needs no network:
    the lines, each with the reason of its rule, beside the record; a terminal does not print it.
    """
    options["inputs"] = inputs_or_stdin(options["inputs"])
    return explain_inputs(options)
