"""Real dumps with gold, from the folder beside the checkout where there is one: pages by publisher,
and corpora of wires.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from learning_score import Dump, GoldLine
from measuring import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FOLDER = ROOT.parent / "shared"
# Publishers with fewer pages are left out: nothing returns often enough in them.
_LEAST = 8
_STYLES = {"article": "articles", "page": "whole pages"}
# The agencies of the corpora, by the profile that is left out; FBIS is translated from many.
_CORPORA = {"reuters-wire": "reuters", "muc4": "fbis", "ieer": None}
_ENOUGH, _FOLDS, _FEW = 60, 3, 20
_SHORT = 8


class Case(NamedTuple):
    """Dumps of one *sender*, as pairs of those to learn from and those to test on. *profile* is the
    shipped one that is left out, if there is one.
    """

    name: str
    kind: str
    sender: str
    splits: Sequence[tuple[Sequence[Dump], Sequence[Dump]]]
    profile: str | None = None


def cases(folder: Path = FOLDER) -> Iterator[Case | str]:
    """The cases that *folder* holds, and in between why there are none."""
    yield from _publishers(folder / "bench" / "dev")
    yield _hosts(folder / "wcxb" / "dev" / "gold.jsonl")
    yield from _corpora(folder / "corpora")


def split(dumps: Sequence[Dump]) -> list[tuple[Sequence[Dump], Sequence[Dump]]]:
    """Half of the dumps to learn from and half to test on; of fewer, two thirds and one, in
    turns; of fewer than 20 all but one, in turns.
    """
    if len(dumps) >= _ENOUGH:
        half = _ENOUGH // 2
        return [(dumps[:half], dumps[half:_ENOUGH])]
    folds = len(dumps) if len(dumps) < _FEW else _FOLDS
    return [
        (
            [dump for at, dump in enumerate(dumps) if at % folds != fold],
            [dump for at, dump in enumerate(dumps) if at % folds == fold],
        )
        for fold in range(folds)
    ]


def _publishers(folder: Path) -> Iterator[Case | str]:
    if not folder.exists():
        yield f"pages by publisher: skipped, {folder} is not there"
        return
    rows = [row for row in _rows(folder / "gold.jsonl") if row.get("line_labels")]
    for style, kind in _STYLES.items():
        by_publisher: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            if row["style"] == style:
                by_publisher[row["publisher"]].append(row)
        enough = {name: some for name, some in by_publisher.items() if len(some) >= _LEAST}
        yield (
            f"{kind}: {len(enough)} of {len(by_publisher)} publishers have at least {_LEAST}"
            f" with labelled lines, the largest {max(map(len, by_publisher.values()), default=0)}"
        )
        for name, some in sorted(enough.items()):
            dumps = [_page(row, folder) for row in some]
            yield Case(f"{name} ({len(dumps)})", kind, name, split(dumps))


def _page(row: Mapping[str, Any], folder: Path) -> Dump:
    """A page with the gold of its lines, which has one label for each that is not blank."""
    text = (folder / f"{row['id']}.txt").read_text(encoding="utf-8")
    labels = iter(row["line_labels"])
    lines: dict[int, GoldLine] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        label = next(labels, "other")
        if label in {"body", "crosshead"}:
            lines[number] = GoldLine(line, "story", sentences=(line,))
        elif label == "other":
            lines[number] = GoldLine(line, "furniture", "page")
    return Dump(
        f"{row['id']}.txt",
        text,
        lines,
        tuple(row.get("authors") or ()) or None,
        (row.get("published") or "")[:10] or None,
    )


def _hosts(file: Path) -> str:
    """Why the pages of the other benchmark are no case."""
    if not file.exists():
        return f"pages by host: skipped, {file} is not there"
    hosts = [urlsplit(row["url"]).netloc or row["url"] for row in _rows(file)]
    most = max(map(hosts.count, hosts), default=0)
    return f"pages by host (wcxb): skipped, the largest of {len(set(hosts))} hosts has {most} pages"


def _corpora(folder: Path) -> Iterator[Case | str]:
    for name, profile in _CORPORA.items():
        file = folder / f"{name}.jsonl"
        if not file.exists():
            yield f"{name}: skipped, {file} is not there"
            continue
        rows = [row for row in _rows(file) if row["gold"].get("paragraphs")]
        random.Random(name).shuffle(rows)
        dumps = [_wire(row) for row in rows[:_ENOUGH]]
        yield Case(f"{name} ({len(dumps)})", "corpora", name, split(dumps), profile)


def _wire(row: Mapping[str, Any]) -> Dump:
    """A dispatch: its story is what the paragraphs of its gold hold; lines that share nothing with
    them or a field of the gold, and are no dateline, are furniture.
    """
    gold = row["gold"]
    place = str(gold.get("dateline_place") or "\n").casefold()
    story = _bare("".join(gold["paragraphs"]))
    fields = _bare("".join(str(value) for key, value in gold.items() if key != "paragraphs"))
    lines: dict[int, GoldLine] = {}
    for number, line in enumerate(row["text"].split("\n"), 1):
        bare = _bare(line)
        if len(bare) >= _SHORT and bare in story:
            lines[number] = GoldLine(line, "story", sentences=(line,))
        elif bare and place not in line.casefold() and not _shares(line, story + fields):
            lines[number] = GoldLine(line, "furniture", "wire")
    return Dump(f"{row['id']}.txt", row["text"], lines, tuple(gold.get("authors") or ()) or None)


def _shares(line: str, text: str) -> bool:
    """Whether three words of *line* in a row, or all of it, stand in a *text* without spaces."""
    found = line.casefold().split()
    pieces = ["".join(found[at : at + 3]) for at in range(max(1, len(found) - 2))]
    return any(piece in text.casefold() for piece in pieces)


def _bare(text: str) -> str:
    return "".join(text.split())


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
