"""``dispatchkit export``: its options. What it does is in ``_export``."""

from __future__ import annotations

from typing import Unpack

import click

from dispatchkit.cli._export import ExportOptions, export
from dispatchkit.cli._outputs import output_option, written_format


@click.command(
    short_help="The records of corpora to one file, without repeats if you like.",
    epilog="""\b
Examples:
  dispatchkit corpus dumps/ --output-dir corpus
  dispatchkit export corpus -o archive.db            an SQLite database of all records
  dispatchkit export --unique corpus -o unique.csv   without texts that repeat others
  dispatchkit export --newest corpus -o newest.db    the newest version of each story
  dispatchkit export --rejects corpus -o lost.csv    what was not read, and why
  dispatchkit export -f markdown corpus > all.md

Records keep their path and index. Tables (csv, tsv, xlsx, sqlite, parquet) have four columns
more: record, the number from 0, as in repeats.jsonl; repeat and repeat_of, how it repeats the
record of which number; and with --newest the status of the story.
""",
)
@click.argument("corpora", metavar="CORPUS...", nargs=-1, required=True, type=click.Path())
@written_format("Output format.  [default: that of the extension of -o, else jsonl]")
@output_option()
@click.option(
    "--unique",
    is_flag=True,
    help="Leave out records that have the same text as another, or nearly so; versions stay.",
)
@click.option(
    "--newest",
    is_flag=True,
    help="Of each story keep the newest version alone, as `dispatchkit latest` has it; copies go"
    " with the older ones.",
)
@click.option(
    "--rejects",
    is_flag=True,
    help="Write the list of what was not read instead: csv (for spreadsheets), tsv, jsonl.",
)
@click.option("-q", "--quiet", is_flag=True, help="On standard error, say nothing but what failed.")
def command(**options: Unpack[ExportOptions]) -> int:
    """Write the records of corpora, as they are there, to one file.

    CORPUS is a folder that `dispatchkit corpus` has made. Several are numbered one after another,
    and compared with each other.
    """
    return export(options)
