#!/usr/bin/env python3
"""Whether the output of dispatchkit has changed: digests of it for every dump there is.

    python tools/freeze.py write              store the digests of the output as it is now
    python tools/freeze.py                    compare the output with them; exit 1 if any differs
    python tools/freeze.py show NAME          the output for one dump, to be read

Code has been moved safely if no byte of output changed. For each dump this takes what ``parse -f
jsonl`` prints (the records) and the objects that ``explain -f jsonl`` prints (the labelled lines),
or the error if the dump is refused, and keeps a short digest of each: a line ``name <TAB> records
<TAB> lines`` in ``tools/frozen.tsv`` for the dumps in ``tests/`` and ``samples/``, in
``tools/frozen-shared.tsv`` for those in the shared folder beside the checkout, if there is one.
Both files are in the repository, so that any commit can be compared with any other: no text can be
recovered from a digest, and of the shared dumps they hold only the names.

A digest says that something differs, not what. Before a change, keep whole outputs as well;
``compare`` then prints what is different:

    python tools/freeze.py write --full       (in .frozen/, which git ignores)
    python tools/freeze.py                    the names that differ, with a diff of each

``--only tests/dispatches`` looks only at the dumps whose names begin like that.

Only public names of the library are used, so that moves within it do not touch this tool. The
output also depends on the versions of ftfy, charset-normalizer and python-dateutil: compare in the
environment in which you wrote.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
import unicodedata
import zipfile
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

# Use the code beside this file, even if another checkout is installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from all_dumps import OWN, ROOT, SHARED, Dump, own_dumps, shared_dumps

from dispatchkit import BrokenItem, DispatchkitError, NoDispatch, parse_bytes, render, trace_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# How many dumps a worker process is given at a time; each takes some milliseconds.
_CHUNK = 16
# How many lines of a dump's diff are printed at most: the first ones usually show what changed.
_DIFF_LINES = 40
_DIGEST_BYTES = 8

_HEAD = (
    "# Digests of records and of labelled lines, written by tools/freeze.py, which says what they"
    " are for.\n"
)
_SPAN_RE = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")


class Output(NamedTuple):
    """What dispatchkit prints for a dump: the records and the labelled lines, or the error instead
    of what it refuses to print.
    """

    name: str
    records: str
    lines: str

    @property
    def digests(self) -> Digests:
        """The digests of the records and of the lines."""
        return Digests(_digest(self.records), _digest(self.lines))


class Digests(NamedTuple):
    """The digests of an output."""

    records: str
    lines: str


class Change(NamedTuple):
    """How the output for a dump differs from the stored one. A dump may also be new (nothing is
    stored) or gone.
    """

    name: str
    before: Digests | None
    after: Digests | None

    @property
    def kind(self) -> str:
        """What differs, for people."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return " and ".join(
            part
            for part in Digests._fields
            if getattr(self.before, part) != getattr(self.after, part)
        )


# --- outputs --------------------------------------------------------------


def output(dump: Dump) -> Output:
    """What dispatchkit prints for a dump."""
    try:
        trace = trace_bytes(dump.data, path=dump.name, received=dump.received)
    except DispatchkitError as error:
        return Output(dump.name, _refusal(error), _refusal(error))
    records = "".join(render(part.dispatch, "jsonl") for part in trace.parts if part.dispatch)
    lines = "".join(
        _json(
            {
                "path": dump.name,
                "line": line.number,
                "label": label.word,
                "rule": rule,
                "text": line.text,
            }
        )
        + "\n"
        for part in trace.parts
        for line, label, rule in part.lines
    )
    return Output(dump.name, records or _without_dispatch(dump), lines)


def _refusal(error: DispatchkitError) -> str:
    return f"{type(error).__name__}: {error}\n"


def _without_dispatch(dump: Dump) -> str:
    """The reason why there is no record, as ``parse`` gives it."""
    try:
        parse_bytes(dump.data, path=dump.name, received=dump.received)
    except (NoDispatch, BrokenItem) as error:
        return _refusal(error)
    raise AssertionError(f"{dump.name}: parse_bytes has dispatches and trace_bytes has none")


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()


def outputs(dumps: Iterable[Dump], jobs: int) -> Iterator[Output]:
    """The outputs for *dumps*, in their order, made by *jobs* processes."""
    if jobs == 1:
        yield from map(output, dumps)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(output, dumps, chunksize=_CHUNK)


def readable(records: str) -> str:
    """Records (JSON Lines) as an indented array, or an error as an object, in which every character
    can be seen.
    """
    if records.startswith("{"):
        value: Any = [json.loads(line) for line in records.splitlines()]
    else:
        value = {"refused": records.rstrip("\n")}
    return _SPAN_RE.sub(r"[\1, \2]", _json(value, indent=1)) + "\n"


def _json(value: Any, indent: int | None = None) -> str:
    """*value* as JSON in which letters are themselves, and what is invisible or looks like a space
    is escaped.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isascii():
        return text
    unseen = {
        character
        for character in set(text)
        if character > "~" and unicodedata.category(character)[0] in "CZ"
    }
    return text.translate({ord(character): json.dumps(character)[1:-1] for character in unseen})


# --- the stored digests ---------------------------------------------------


def load(path: Path) -> dict[str, Digests]:
    """The digests in a file, by the name of the dump; none if there is no file."""
    if not path.exists():
        return {}
    rows = (
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    return {name: Digests(records, lines) for name, records, lines in rows}


def store(path: Path, digests: Mapping[str, Digests]) -> None:
    """Write digests to a file, sorted by name."""
    rows = (f"{name}\t{pair.records}\t{pair.lines}\n" for name, pair in sorted(digests.items()))
    path.write_text(_HEAD + "".join(rows), encoding="utf-8", newline="\n")


def changes(before: Mapping[str, Digests], after: Mapping[str, Digests]) -> list[Change]:
    """What differs between the stored digests and the present ones, sorted by name."""
    names = sorted({*before, *after})
    return [
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


# --- whole outputs --------------------------------------------------------


class Kept:
    """Whole outputs in a folder, in one archive: ``unzip -p outputs.zip NAME/records``
    prints one.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "outputs.zip"

    def write(self, found: Iterable[Output]) -> Iterator[Output]:
        """Keep *found* instead of what was kept before, and pass them on. Git is told to ignore the
        folder, because it may hold other people's texts.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        (self.path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in found:
                archive.writestr(
                    f"{one.name}/records", one.records.encode("utf-8", "surrogatepass")
                )
                archive.writestr(f"{one.name}/lines", one.lines.encode("utf-8", "surrogatepass"))
                yield one

    def read(self, names: Iterable[str]) -> dict[str, Output]:
        """The outputs for the dumps *names*, as far as they are kept."""
        if not self.path.exists():
            return {}
        with zipfile.ZipFile(self.path) as archive:
            kept = set(archive.namelist()) & {f"{name}/records" for name in names}
            parts = ("records", "lines")
            found = (name.removesuffix("/records") for name in kept)
            return {
                name: Output(
                    name,
                    *(
                        archive.read(f"{name}/{part}").decode("utf-8", "surrogatepass")
                        for part in parts
                    ),
                )
                for name in found
            }


def difference(before: Output, after: Output) -> Iterator[str]:
    """A unified diff of the records if they differ, else of the labelled lines."""
    if before.records != after.records:
        old, new = readable(before.records), readable(after.records)
    else:
        old, new = before.lines, after.lines
    diff = difflib.unified_diff(old.split("\n"), new.split("\n"), "stored", "now", n=1, lineterm="")
    yield from islice(diff, _DIFF_LINES)
    if left := sum(1 for _ in diff):
        yield f"... and {left} more lines"


# --- commands -------------------------------------------------------------


class Place(NamedTuple):
    """Dumps of one origin, and the file of their digests."""

    title: str
    path: Path
    dumps: Callable[[tuple[str, ...]], Iterator[Dump]]
    folders: tuple[str, ...]


def places(root: Path, shared: Path) -> list[Place]:
    """The project's own dumps, and those of the shared folder."""
    return [
        Place(
            "own dumps",
            root / "tools/frozen.tsv",
            lambda only: own_dumps(root, only),
            tuple(f"{folder}/" for folder in OWN),
        ),
        Place(
            "shared dumps",
            root / "tools/frozen-shared.tsv",
            lambda only: shared_dumps(shared, only),
            tuple(f"shared/{folder}/" for folder in SHARED if (shared / folder).is_dir()),
        ),
    ]


def write(options: argparse.Namespace) -> int:
    """Store the digests of the output as it is now. Those of dumps that are not looked at, or are
    not there, stay.
    """
    found = _outputs(options)
    written = {
        one.name: one.digests
        for one in (Kept(options.full).write(found) if options.full else found)
    }
    for place in options.places:
        before = load(place.path)
        looked = {name: pair for name, pair in before.items() if _looked_at(name, place, options)}
        inside = {name: pair for name, pair in written.items() if name.startswith(place.folders)}
        outside = {name: pair for name, pair in before.items() if name not in looked}
        if outside | inside != before:
            store(place.path, outside | inside)
        print(
            f"{place.title}: {len(inside)} looked at, {len(changes(looked, inside))} of them"
            f" changed, {len(outside)} others"
        )
    return 0


def compare(options: argparse.Namespace) -> int:
    """Say what differs from the stored digests; 1 if anything does."""
    before, left = _stored(options)
    after: dict[str, Digests] = {}
    altered: dict[str, Output] = {}
    for one in _outputs(options):
        after[one.name] = one.digests
        if len(altered) < options.diffs and one.name in before and before[one.name] != one.digests:
            altered[one.name] = one
    changed = changes(before, after)
    for change in changed:
        print(f"{change.name}: {change.kind}")
    _show_differences(altered, before, Kept(options.full or options.root / ".frozen"))
    print(
        f"{len(after)} dumps, {len(changed)} differ"
        + (f"; {left} others were not looked at" if left else "")
    )
    return 1 if changed else 0


def _stored(options: argparse.Namespace) -> tuple[dict[str, Digests], int]:
    """The stored digests of the dumps that are looked at, and how many others are stored."""
    looked: dict[str, Digests] = {}
    others = 0
    for place in options.places:
        for name, pair in load(place.path).items():
            if _looked_at(name, place, options):
                looked[name] = pair
            else:
                others += 1
    return looked, others


def _show_differences(
    altered: Mapping[str, Output], before: Mapping[str, Digests], kept: Kept
) -> None:
    """Print what differs in each output whose earlier form is kept."""
    stored = {name: one for name, one in kept.read(altered).items() if one.digests == before[name]}
    for name, one in altered.items():
        if name in stored:
            print(f"\n{name}", *difference(stored[name], one), sep="\n")
    if altered and not stored:
        print(
            'To see what differs, go back to the stored state, "write --full", and compare again.'
        )


def show(options: argparse.Namespace) -> int:
    """Print the output for the dump of that name; 1 if there is none."""
    dumps = [
        dump
        for place in options.places
        for dump in place.dumps((options.name,))
        if dump.name == options.name
    ]
    for dump in dumps:
        one = output(dump)
        print(readable(one.records), one.lines, sep="\n", end="")
    if not dumps:
        print(f"{options.name}: no dump of that name", file=sys.stderr)
    return 0 if dumps else 1


def _looked_at(name: str, place: Place, options: argparse.Namespace) -> bool:
    """Whether a dump of that stored name is expected: the name begins as asked, and the folder that
    it is in exists.
    """
    return name.startswith(place.folders) and name.startswith(options.only)


def _outputs(options: argparse.Namespace) -> Iterator[Output]:
    """The outputs for all dumps that are looked at."""
    return outputs(
        (dump for place in options.places for dump in place.dumps(options.only)), options.jobs
    )


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "command",
        nargs="?",
        choices=["compare", "write", "show"],
        default="compare",
        help="default: compare",
    )
    parser.add_argument("name", nargs="?", help="what to show: the name of a dump")
    parser.add_argument(
        "--only",
        action="append",
        metavar="PREFIX",
        help="only dumps whose names begin so (repeatable)",
    )
    parser.add_argument(
        "--full",
        nargs="?",
        type=Path,
        const=ROOT / ".frozen",
        metavar="DIR",
        help="where whole outputs are kept  [.frozen]",
    )
    parser.add_argument(
        "--diffs",
        type=int,
        default=20,
        metavar="N",
        help="how many differences to show at most  [20]",
    )
    parser.add_argument(
        "--shared",
        type=Path,
        default=ROOT.parent / "shared",
        metavar="DIR",
        help="the shared folder  [../shared]",
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        metavar="DIR",
        help="the checkout whose dumps and digests are meant  [this one]",
    )
    parser.add_argument(
        "-j",
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes  [one a processor]",
    )
    options = parser.parse_args(arguments)
    if (options.command == "show") != bool(options.name):
        parser.error(
            "show takes the name of a dump"
            if options.command == "show"
            else f"{options.command} takes no name"
        )
    options.only = tuple(options.only or [""])
    options.places = places(options.root, options.shared)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "compare": compare,
        "write": write,
        "show": show,
    }
    return commands[options.command](options)


if __name__ == "__main__":
    sys.exit(main())
