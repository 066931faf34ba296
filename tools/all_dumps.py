"""The dumps that there are: those of the project, and those of the shared folder beside it.

Some files are not dumps as they lie: the rows of a corpus are dumps of their own, with the day that
they were received; the dumps of ``tests/lint`` begin after their header, and the lines of
``tests/pages`` after their letters.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
OWN = ("tests", "samples")
SHARED = ("bench", "corpora", "examples", "faults", "sample", "wcxb", "wire")
# Files beside the dumps: code, what should come out of them, and pages in HTML, which are there for
# other programs.
_NO_DUMPS = (".py", ".pyc", ".sh", ".toml", ".md", ".gz", ".expected.json", "gold.jsonl")
_GOLDENS = "golden"
_ESCAPE_RE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[tr\\])")


class Dump(NamedTuple):
    """An input and its name, which does not depend on where the checkout lies."""

    name: str
    data: bytes
    received: date | None = None


def own_dumps(root: Path = ROOT, only: tuple[str, ...] = ("",)) -> Iterator[Dump]:
    """The dumps of the project itself: those in files under ``tests/`` and ``samples/`` whose names
    begin with one of *only*.
    """
    return _dumps([root / folder for folder in OWN], root, "", only)


def shared_dumps(shared: Path, only: tuple[str, ...] = ("",)) -> Iterator[Dump]:
    """The dumps in the shared folder, or in as much of it as there is, whose names begin with one
    of *only*.
    """
    return _dumps([shared / folder for folder in SHARED], shared, "shared/", only)


def _dumps(folders: list[Path], top: Path, prefix: str, only: tuple[str, ...]) -> Iterator[Dump]:
    """The dumps in folders below *top*. A file is read if its name, or that of a dump within it,
    may begin with one of *only*.
    """
    for path in (path for folder in folders for path in _files(folder)):
        name = prefix + path.relative_to(top).as_posix()
        if name.startswith(only) or any(each.startswith(f"{name}/") for each in only):
            yield from (dump for dump in _read(path, name) if dump.name.startswith(only))


def _files(folder: Path) -> list[Path]:
    """The files in a folder and below it that are dumps, sorted by name."""
    found = [
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(_NO_DUMPS)
    ]
    names = {path.with_suffix("") for path in found if path.suffix != ".json"}
    # "x.json" beside "x.txt" says what should come out of that; alone it is a dump in JSON.
    dumps = [
        path for path in found if not (path.suffix == ".json" and path.with_suffix("") in names)
    ]
    return sorted(path for path in dumps if not _is_aside(path.relative_to(folder)))


def _is_aside(path: Path) -> bool:
    """Whether a part of *path* is hidden or the folder of the golden files."""
    return any(part == _GOLDENS or part.startswith(".") for part in path.parts)


def _read(path: Path, name: str) -> Iterator[Dump]:
    """The dumps in a file: one, unless the form of the file has more."""
    if name.startswith("shared/corpora/"):
        yield from _rows(path, name)
    elif name.startswith("tests/lint/"):
        yield from _cases(path.read_bytes(), name)
    elif name.startswith("tests/pages/"):
        yield Dump(name, re.sub(rb"(?m)^. ", b"", path.read_bytes()))
    else:
        yield Dump(name, path.read_bytes())


def _rows(path: Path, name: str) -> Iterator[Dump]:
    """The rows of a corpus, whose README describes them."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            received = date.fromisoformat(row["received"]) if row.get("received") else None
            yield Dump(f"{name}/{row['id']}", row["text"].encode(), received)


def _cases(data: bytes, name: str) -> Iterator[Dump]:
    """The inputs in a file of ``tests/lint``, whose README describes them."""
    header, _, rest = data.partition(b"# ---\n")
    parts = rest.split(b"# file: ")[1:] if rest.startswith(b"# file: ") else [b"\n" + rest]
    for part in parts:
        inner, _, dump = part.partition(b"\n")
        text = _unescaped(dump.decode()) if b"# escapes\n" in header else dump
        yield Dump("/".join(filter(None, (name, inner.decode()))), text)


def _unescaped(text: str) -> bytes:
    r"""The bytes of a dump that is written with escapes: ``\xE9`` is a byte, ``\u00a0`` a
    character.
    """
    made = bytearray()
    at = 0
    for found in _ESCAPE_RE.finditer(text):
        kind, code = found[1][0], found[1][1:]
        made += text[at : found.start()].encode()
        if kind == "x":
            made.append(int(code, 16))
        else:
            made += (
                chr(int(code, 16)) if kind == "u" else {"t": "\t", "r": "\r", "\\": "\\"}[kind]
            ).encode()
        at = found.end()
    return bytes(made) + text[at:].encode()
