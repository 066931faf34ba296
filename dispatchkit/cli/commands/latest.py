"""``dispatchkit latest``: its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from dispatchkit.cli._latest import OWN, TABLE, tell_latest
from dispatchkit.cli._options import inputs_or_stdin, list_option, reading_options, run_options
from dispatchkit.cli._outputs import errors_option, output_option, written_format

if TYPE_CHECKING:
    from dispatchkit.cli._parsing import OutputOptions


@click.command(
    short_help="The newest version of each story, and what it replaces.",
    epilog="""\b
Examples:
  dispatchkit latest dumps/                       each story, and what its newest version replaces
  dispatchkit latest -f jsonl dumps/ > stories.jsonl
  dispatchkit latest -f json dumps/ -o newest.json   the records of the newest versions
  dispatchkit latest -f text dumps/               their text
  dispatchkit latest dumps/ -o newest.db          an SQLite database of them
  dispatchkit latest -j 0 --received 2021-12-05 dumps/

An input that fails is named on standard error, the others are still done, and the exit status
is 3.
""",
)
@reading_options
@list_option
@written_format(
    "table and jsonl show the stories, all others hold the newest dispatches as parse writes"
    f" them.  [default: {TABLE}]",
    *OWN,
    other=(),
)
@output_option()
@errors_option
@run_options
def command(**options: Any) -> int:
    """Print the newest version of each story, and say what it replaces and why.

    Dispatches are of one story if they have the same id but for its version, if one states or names
    the other, if they have the same slugline or headline and a mark of a version ("UPDATE 3", "2nd
    Ld", "Lead 2"), or much the same text. The newest has the highest version, else the latest time,
    else it is a whole text before a part of it, else the last of the inputs. In doubt dispatches
    are not counted to one story, and the doubt is reported.

    A kill takes its whole story down; such stories come last. An embargo is shown with its end.
    With -f jsonl, one object per story: story, path, index, version, status (usable, withheld,
    canceled), until, headline, replaces, doubts, note.
    """
    options["inputs"] = inputs_or_stdin(options["inputs"])
    return tell_latest(cast("OutputOptions", {**options, "output_dir": None, "fields": ()}))
