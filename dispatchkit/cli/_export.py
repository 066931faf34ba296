"""``dispatchkit export``: what it does, once its options are known."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from itertools import chain, islice, tee
from typing import TYPE_CHECKING, TypedDict

from dispatchkit.cli._configured import refuse_together
from dispatchkit.cli._endings import format_named
from dispatchkit.cli._status import Status
from dispatchkit.cli._stored import check_file
from dispatchkit.corpus.collection import Collection, Kept, rejects
from dispatchkit.errors import OneDocument
from dispatchkit.files.failures import Usage
from dispatchkit.files.outputs import WholeFile, is_standard_output, save_whole
from dispatchkit.files.paths import lies_in
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, say
from dispatchkit.saving import Counted
from dispatchkit.text.visible import visible
from dispatchkit.writing import inventor, join, render, row_maker, stored
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


# How a list of rejects is written.
_LISTS = ("csv", "tsv", "jsonl")
# Its columns.
REJECTED = ("path", "place", "offset", "error", "reason", "records")


class ExportOptions(TypedDict):
    """The options of the command."""

    corpora: tuple[str, ...]
    format_: str | None
    output: str | None
    unique: bool
    newest: bool
    rejects: bool
    quiet: bool


def export(options: ExportOptions) -> int:
    """Write the records of corpora; the exit status. Raises Usage before anything is written, and
    Failure, ClosedPipe.
    """
    refuse_together(options, ("rejects", "unique"), ("rejects", "newest"))
    target = options["output"]
    if target is not None and is_standard_output(target):
        target = None
    form = format_named(options["format_"], target) or "jsonl"
    _check(options["corpora"], target, form)
    if options["rejects"]:
        return _list_rejects(options, target, form)
    collection = Collection(options["corpora"])
    if options["newest"]:
        collection.choose_newest()
    kept = Counted(collection.kept(unique=options["unique"]))
    if target is not None and form in stored.names():
        _save(kept, target, form)
    else:
        _print(kept, target, form, quiet=options["quiet"])
    if not options["quiet"]:
        say(f"records: {kept.count:,}")
    return Status.DONE


def _list_rejects(options: ExportOptions, target: str | None, form: str) -> int:
    """Write what was not read, as a table or as it is; the exit status."""
    if form not in _LISTS:
        raise Usage(f"--rejects is written as {', '.join(_LISTS)}, not as {form}")
    rows = Counted(rejects(options["corpora"]))
    line = row_maker(form)
    with StandardOutput() if target is None else WholeFile(target) as output:
        if line is not None:
            output.write(line(REJECTED))
        for row in rows:
            told = ["" if row.get(name) is None else str(row[name]) for name in REJECTED]
            output.write(line(told) if line is not None else f"{encode(row)}\n")
    if not options["quiet"]:
        say(f"rejects: {rows.count:,}")
    return Status.DONE


def _check(corpora: Iterable[str], target: str | None, form: str) -> None:
    """Usage for an output that is not to be written so; Failure if what writes it is missing."""
    if target is not None:
        for corpus in corpora:
            if lies_in(target, corpus):
                raise Usage(f"-o {target} lies in the corpus {corpus}")
    if form in stored.names():
        check_file(form, target)


def _save(kept: Iterable[Kept], target: str, form: str) -> None:
    """Make a file of a format that is no text; none if there is no record."""
    module = stored.format_of(form)
    left = iter(kept)
    first = list(islice(left, 1))
    if not first:
        return
    ones, others = tee(chain(first, left))
    write = partial(
        module.save,
        (one.dispatch for one in ones),
        standings=(one.standing for one in others),
    )
    save_whole(target, write, module.is_own)


def _print(kept: Iterable[Kept], target: str | None, form: str, *, quiet: bool) -> None:
    """Write text to a file, or to standard output, where a terminal shows what is invisible."""
    shown = target is None and is_terminal(sys.stdout)
    try:
        with StandardOutput() if target is None else WholeFile(target) as output:
            for piece in _pieces(kept, form, quiet=quiet):
                output.write(visible(piece) if shown else piece)
    except OneDocument as error:
        raise Usage(f"{error}: -f newsml-g2 makes a message of several") from error


def _pieces(kept: Iterable[Kept], form: str, *, quiet: bool) -> Iterator[str]:
    """The pieces of the output; a table has columns for how a record stands."""
    line = row_maker(form)
    if line is None:
        return join(_rendered(kept, form, quiet=quiet), form)
    return _rows(kept, line)


def _rendered(kept: Iterable[Kept], form: str, *, quiet: bool) -> Iterator[str]:
    """The records in a format. In the end it is told, unless *quiet*, of how many the format says
    what is not known.
    """
    invented = None if quiet else inventor(form)
    told: Counter[str] = Counter()
    for one in kept:
        if invented and (what := invented(one.dispatch)):
            told[what] += 1
        yield render(one.dispatch, form)
    for what, number in told.items():
        complain(f"{number:,} record{'' if number == 1 else 's'}: {what}")


def _rows(kept: Iterable[Kept], line: Callable[[Sequence[str]], str]) -> Iterator[str]:
    """The rows of a table below the names of its columns; nothing if there are none."""
    from dispatchkit.writing._columns import cells, header

    for number, one in enumerate(kept):
        row = line(cells(one.dispatch, one.standing))
        yield row if number else line(header(standing=True)) + row
