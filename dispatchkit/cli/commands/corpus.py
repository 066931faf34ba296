"""``dispatchkit corpus``: its options. What it does is in ``_corpus``."""

from __future__ import annotations

from typing import Unpack

import click

from dispatchkit.cli._corpus import SHARD, CorpusOptions, make_corpus
from dispatchkit.cli._options import list_option, reading_options, run_options
from dispatchkit.corpus import engines
from dispatchkit.corpus.shards import FORMATS


@click.command(
    short_help="Many inputs to one folder of shards, in a run that can be taken up again.",
    epilog="""\b
Examples:
  dispatchkit corpus dumps/ --output-dir corpus
  dispatchkit corpus -j 0 --gzip dumps/ feeds/ --output-dir packed
  dispatchkit corpus -f parquet 'dumps/**/*.txt' --output-dir tables
  dispatchkit corpus -f sqlite --shard-size 50000 dumps/ --output-dir base
  find dumps -name '*.txt' -print0 | dispatchkit corpus --files-from - --output-dir listed
  dispatchkit corpus --add feeds/ --output-dir corpus
  dispatchkit corpus --restart dumps/ feeds/ --output-dir corpus

The same call goes on where one that was interrupted or killed had stopped. The
folder then holds the shards (part-00000.jsonl, ...), which records repeat others
(repeats.jsonl), what was not read and why (rejects.jsonl), what is doubtful
(doubts.jsonl), figures (summary.json), a page that shows them (report.html), and
the hashes of all inputs and files (manifest.json). The same inputs give the same bytes.
--add leaves the shards that are there, and makes all the others anew.
""",
)
@reading_options
@list_option
@click.option(
    "--output-dir",
    metavar="DIR",
    required=True,
    type=click.Path(),
    help="The folder of the corpus: a new or empty one, or that of a run to go on with.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="Format of the shards.  [default: jsonl; with --add that of the corpus]",
)
@click.option("--gzip", is_flag=True, help="Compress shards of jsonl.")
@click.option(
    "--shard-size",
    metavar="N",
    type=click.IntRange(min=1),
    help=f"Records in a shard.  [default: {SHARD:,}; with --add that of the corpus]",
)
@click.option(
    "--add",
    is_flag=True,
    help="Add to a corpus that is whole those inputs that it does not have, or that gave no record"
    " and were mended since. The exit status is theirs.",
)
@click.option("--restart", is_flag=True, help="Throw away what is there of a corpus; begin anew.")
@click.option("--title", metavar="TEXT", help="The title of the report.")
@click.option(
    "--engine",
    type=click.Choice(engines.names()),
    default="local",
    help="What starts processes: this program, or Ray, for many machines.  [default: local]",
)
@click.option(
    "--ray-address",
    metavar="ADDRESS",
    help="The Ray cluster to use, as host:port or auto; else Ray runs here, with -j processes.",
)
@run_options
def command(**options: Unpack[CorpusOptions]) -> int:
    """Turn many inputs into one corpus: shards of records, and files that say what is in them.

    INPUT is a file in any format that `dispatchkit formats` lists, an archive or a table of them, a
    folder, a pattern of paths in quotes, or - for standard input, which is also read when nothing
    is named and it is piped. An input that is named twice is read once.
    """
    return make_corpus(options)
