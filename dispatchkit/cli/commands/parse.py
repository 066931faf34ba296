"""``dispatchkit parse``: its options. What it does is in ``_parsing``, which needs no click."""

from __future__ import annotations

from typing import Unpack

import click

from dispatchkit.cli._options import (
    complete_field,
    ends_with_null,
    inputs_or_stdin,
    list_option,
    reading_options,
    run_options,
)
from dispatchkit.cli._outputs import errors_option, output_option, written_format
from dispatchkit.cli._parsing import ParseOptions, parse_inputs


@click.command(
    short_help="Dispatches to text, JSON, tables, databases or corpora.",
    epilog="""\b
Examples:
  dispatchkit parse dump.txt                      the clean text
  dispatchkit parse -f json dump.txt              the record
  pbpaste | dispatchkit parse -f markdown         what the clipboard holds
  dispatchkit parse -f jsonl -j 0 dumps/ -o records.jsonl
  dispatchkit parse -f markdown --output-dir notes dumps/
  dispatchkit parse --field headline --field dateline.place dump.txt
  dispatchkit parse --field path --field day --field headline dumps/ -o days.csv
  dispatchkit parse -0 --field path dumps/ | xargs -0 ls -l
  dispatchkit parse dumps/ -o stories.csv         one row a dispatch
  dispatchkit parse dumps/ -o news.db             an SQLite database to search
  dispatchkit parse -f iramuteq dumps/ -o corpus.txt
  dispatchkit parse -f txm --output-dir corpus dumps/
  dispatchkit parse --to ninjs dumps/ -o messages.json
  dispatchkit parse -f jsonl -j 0 --errors failed.jsonl dumps/ -o records.jsonl
  dispatchkit parse --received 2021-12-05 --profile aa dump.txt

Folders are walked in order, without links and hidden files. An input that fails is named on
standard error, the others are still done, the last line says how many failed, and the exit
status is 3.
""",
)
@reading_options
@list_option
@written_format(
    "Output format; json is an object, or an array of several, jsonl one record a line."
    "  [default: that of the extension of -o, else text]"
)
@output_option(" A pipe, a device or /dev/stdout is written through.")
@click.option(
    "--output-dir",
    metavar="DIR",
    type=click.Path(),
    help="Write one file per input, in a tree like that of the inputs; Markdown and TXM one per"
    " dispatch.",
)
@click.option(
    "--field",
    "fields",
    metavar="NAME",
    multiple=True,
    shell_complete=complete_field,
    help=(
        "Print the values of this field of the record (headline, dateline.place; text is the body),"
        " one a line, null left out (repeatable); for several fields of several dispatches use"
        " --tsv or --csv. `dispatchkit schema record` has the names."
    ),
)
@click.option("--tsv", is_flag=True, help="With --field, one row a dispatch, cells parted by tabs.")
@click.option("--csv", is_flag=True, help="With --field, one row a dispatch, as CSV.")
@errors_option
@run_options
def command(**options: Unpack[ParseOptions]) -> int:
    """Turn dispatches into text, JSON, Markdown, tables, databases or corpora of text tools.

    INPUT is a file in any format that `dispatchkit formats` lists, a folder or - for standard
    input, which is also read when nothing is named and it is piped. The order of --field is that of
    the lines; a list gives one line an item, null gives none, an object is JSON; dateline.place and
    byline.name reach inside. With --tsv or --csv every dispatch is a row below a row of names: null
    is an empty cell, the items of a list are lines within the cell, for which TSV has backslash
    escapes. The formats csv and tsv write rows of all fields and the text.
    """
    options["inputs"] = inputs_or_stdin(options["inputs"])
    options["null"] = ends_with_null()
    return parse_inputs(options)
