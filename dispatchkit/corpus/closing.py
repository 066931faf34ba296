"""The end of a run: what is made of all shards together, and the manifest, which names every file
with its hash. All of it is made from what the first half of the run has written.
"""

from __future__ import annotations

import json
import os
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus.durable import Draft, failing, line_of, written
from dispatchkit.corpus.repeats import write_repeats
from dispatchkit.corpus.report import LISTED, TITLE, Listed, page
from dispatchkit.corpus.shards import last_accounts, records
from dispatchkit.corpus.summary import Summary
from dispatchkit.files.failures import Failure
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dispatchkit.corpus.journal import Journal
    from dispatchkit.corpus.shards import Form, Place

SCHEMA = "dispatchkit/corpus/1"
MANIFEST = "manifest.json"
REPEATS, REJECTS, _DOUBTS = "repeats.jsonl", "rejects.jsonl", "doubts.jsonl"
_SUMMARY, _REPORT = "summary.json", "report.html"
# What a corpus holds besides its shards and the manifest, in the order in which that lists it.
SIDES = (REPEATS, REJECTS, _DOUBTS, _SUMMARY, _REPORT)


class Totals(NamedTuple):
    """What a corpus holds: its inputs and their bytes, the inputs that failed as a whole or in
    part, what was rejected and doubted in all of them, the records, the shards, and the records
    that repeat another one, by kind.
    """

    inputs: int
    bytes: int
    failed: int
    rejects: int
    doubts: int
    records: int
    shards: int
    same: int
    near: int
    version: int
    part: int


# How often each record is looked at, which is what there is to do: to make its card, to compare it,
# and twice for the summary.
LOOKS = 4


def close(place: Place, form: Form, journal: Journal, looked: Callable[[], None]) -> Totals:
    """Write what concerns all shards, the manifest last; the totals. *looked* is called at each of
    the LOOKS at a record.
    """
    shards = [place.lines(step.file, form) for step in journal.steps if step.file]
    with _draft(place, REPEATS) as file:
        kinds = write_repeats(file, place.work, shards, looked)
    summary = Summary()
    counts = _list_rejects(place, len(journal.steps), summary)
    title = (journal.task or {})["options"]["title"]

    def judged() -> Iterator[tuple[dict[str, Any], str | None]]:
        for number, record in enumerate(records(*shards)):
            yield record, kinds.of(number)
            looked()

    _summarise(place, summary, judged, title)
    totals = Totals(
        *counts,
        records=sum(step.records for step in journal.steps),
        shards=len(shards),
        **kinds.counted(),
    )
    _write_manifest(place, journal, totals)
    return totals


def closed(place: Place) -> Totals:
    """The totals of a corpus that is whole. Failure if a file of it is gone or has another size."""
    path = _path(place, MANIFEST)
    if not os.path.lexists(path):
        raise Failure(f"{path}: gone; --restart makes all anew")
    try:
        with failing(path), open(path, "rb") as file:
            manifest = json.load(file)
        files = [*manifest["shards"], *manifest["files"]]
        sizes = {one["file"]: one["bytes"] for one in files}
        totals = Totals(**manifest["totals"])
    except (ValueError, TypeError, KeyError):
        raise Failure(f"{path}: not as it was written; --restart makes all anew") from None
    for name, size in sizes.items():
        target = _path(place, name)
        if not os.path.isfile(target) or os.path.getsize(target) != size:
            raise Failure(f"{target}: not as it was written; --restart makes all anew")
    return totals


def _path(place: Place, name: str) -> str:
    return os.path.join(place.folder, name)


def _draft(place: Place, name: str) -> Draft:
    return Draft(place.draft(name), _path(place, name))


class _Counts(NamedTuple):
    """What the accounts of all inputs add up to."""

    inputs: int = 0
    bytes: int = 0
    failed: int = 0
    rejects: int = 0
    doubts: int = 0


def _list_rejects(place: Place, steps: int, summary: Summary) -> _Counts:
    """List what was rejected and doubted, and count the rejects in *summary*; how much of each
    there was.
    """
    inputs = size = failed = refused = doubted = 0
    with _draft(place, REJECTS) as rejects, _draft(place, _DOUBTS) as doubts:
        for account in last_accounts(place, steps):
            inputs += 1
            size += account.bytes or 0
            failed += bool(account.rejects)
            refused += len(account.rejects)
            doubted += len(account.doubts)
            for reject in account.rejects:
                summary.reject(reject.error)
                row = {"path": account.path, **reject._asdict(), "records": account.records}
                rejects.write(line_of(row))
            for doubt in account.doubts:
                doubts.write(line_of({"path": account.path, "doubt": doubt}))
    return _Counts(inputs, size, failed, refused, doubted)


def _summarise(
    place: Place,
    summary: Summary,
    judged: Callable[[], Iterator[tuple[dict[str, Any], str | None]]],
    title: str | None,
) -> None:
    """Count the records in *summary*, write it, and the page of that *title* that shows it.
    *judged* gives all records, as often as it is called, each with how it repeats another one.
    """
    for record, repeat in judged():
        summary.add(record, repeat)
    found = summary.to_dict(summary.oddest(judged()))
    with _draft(place, _SUMMARY) as draft:
        # A line for each key: a cube has more numbers than anybody reads.
        lines = ",\n".join(f" {encode(key)}: {encode(value)}" for key, value in found.items())
        draft.write(f"{{\n{lines}\n}}\n".encode())
    with _draft(place, _REPORT) as draft:
        unread, repeated = _listed(place, REJECTS), _listed(place, REPEATS)
        for piece in page(found, title or TITLE, unread=unread, repeated=repeated):
            draft.write(piece.encode())


def _listed(place: Place, name: str) -> Listed:
    """What the page has of a file of lines."""
    path = _path(place, name)
    with failing(path), open(path, "rb") as file:
        rows = [json.loads(line) for line in islice(file, LISTED)]
        return Listed(rows, len(rows) + sum(1 for _ in file), name)


def _write_manifest(place: Place, journal: Journal, totals: Totals) -> None:
    """Write the manifest, one line for each input, shard and file: there may be many inputs."""
    task = journal.task or {}
    head = {"schema": SCHEMA, "versions": task["versions"], "options": task["options"]}
    shards = (
        {"file": one.file, "sha256": one.sha256, "bytes": one.bytes, "records": one.records}
        for one in journal.steps
        if one.file
    )
    others = ({"file": name, **written(_path(place, name))._asdict()} for name in SIDES)
    with _draft(place, MANIFEST) as file:
        file.write(f"{encode(head, indent=1)[:-2]},\n".encode())
        file.write(f' "totals": {encode(totals._asdict())},\n'.encode())
        for name, rows in (
            ("shards", shards),
            ("files", others),
            ("inputs", _inputs(place, journal)),
        ):
            file.write(f' "{name}": ['.encode())
            for number, row in enumerate(rows):
                file.write(f"{',' if number else ''}\n  {encode(row)}".encode())
            file.write(b"\n ]" + (b"\n}\n" if name == "inputs" else b",\n"))


def _inputs(place: Place, journal: Journal) -> Iterator[dict[str, Any]]:
    """The inputs in their order, with their sizes, hashes, and numbers of records."""
    for one in last_accounts(place, len(journal.steps)):
        yield {
            "path": one.path,
            "bytes": one.bytes,
            "sha256": one.sha256,
            "records": one.records,
        }
