"""The house as it stands: its floors, rooms and imports, read from the code and from
``floors.toml``.

    python tools/architecture.py            write docs/architecture.md
    python tools/architecture.py --check    exit 1 if that page is not what the code says

The page says of each room and module what the first sentence of its docstring says, so that it is
said in one place.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dispatchkit"
PAGE = ROOT / "docs" / "architecture.md"
# The first sentence: up to a full stop before a new sentence or the end. "Feb. 4" has no such stop.
SENTENCE_RE = re.compile(r".*?[^.][.!?](?=\s+[^\sa-z\d]|\s*$)|.+", re.DOTALL)

HEAD = """\
# The house

How the code is laid out, from the ground up: a room imports from itself and from the rooms of lower
floors, which stand above it on this page. `tests/test_architecture.py` checks every import against
this order, even those for type checking only. The page is made from the code and from
`tools/floors.toml` by `python tools/architecture.py`.

    bytes -reading-> lines -text-> units -grammar-> facts
          -structure-> labels -record-> Dispatch -writing-> bytes
                                                 \\-lint-> findings
"""


class Floor(NamedTuple):
    """A floor: what it is for, and its rooms."""

    about: str
    rooms: tuple[str, ...]


class Import(NamedTuple):
    """An import of one module of the package by another, both by their names below the package."""

    importer: str
    imported: str


@cache
def floors() -> tuple[Floor, ...]:
    """The floors of ``floors.toml``, from the ground up."""
    return tuple(Floor(floor["about"], tuple(floor["rooms"])) for floor in _plan()["floor"])


def libraries() -> dict[str, tuple[str, ...]]:
    """The modules or rooms that may import a library, by the name of the library."""
    return {name: tuple(homes) for name, homes in _plan()["libraries"].items()}


@cache
def _plan() -> dict[str, Any]:
    return tomllib.loads((ROOT / "tools" / "floors.toml").read_text(encoding="utf-8"))


@cache
def modules() -> dict[str, ast.Module]:
    """The modules of the package, parsed, by their names below it; that of the package is ""."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = ast.parse(path.read_bytes())
    return found


def room_of(name: str) -> str:
    """The room that the module *name* lies in."""
    return name.partition(".")[0]


@cache
def floor_of(room: str) -> int:
    """The number of a room's floor, from 0. Raises KeyError if it is on no floor."""
    for at, floor in enumerate(floors()):
        if room in floor.rooms:
            return at
    raise KeyError(room)


def imported(name: str) -> Iterator[str]:
    """The full names of all that a module imports, wherever the statements stand in it."""
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports(name: str) -> Iterator[Import]:
    """The imports of other modules of the package by the module *name*."""
    for full in imported(name):
        package, _, inner = full.partition(".")
        if package == PACKAGE.name:
            yield Import(name, inner if inner in modules() else inner.rpartition(".")[0])


def is_allowed(found: Import) -> bool:
    """Whether an import stays in its room or goes down."""
    above, below = room_of(found.importer), room_of(found.imported)
    return above == below or floor_of(below) < floor_of(above)


def page() -> str:
    """The text of docs/architecture.md."""
    parts = [HEAD]
    for at, floor in enumerate(floors(), start=1):
        parts.append(f"\n## {at}. {floor.about}\n")
        parts += [_room(room) for room in floor.rooms]
    return "".join(parts)


def _room(room: str) -> str:
    names = [name for name in modules() if room_of(name) == room]
    down = sorted({room_of(found.imported) for name in names for found in imports(name)} - {room})
    head = f"\n**`{room}`**: {_about(room)}"
    uses = f" It imports from {', '.join(f'`{name}`' for name in down)}." if down else ""
    inside = [name for name in names if name != room]
    rows = [f"- `{name}`: {_about(name)}\n" for name in inside]
    return f"{head}{uses}\n" + ("\n" if rows else "") + "".join(rows)


def _about(name: str) -> str:
    """The first sentence of a module's docstring, on one line."""
    text = inspect.cleandoc(ast.get_docstring(modules()[name]) or "")
    found = SENTENCE_RE.match(text.partition("\n\n")[0])
    return " ".join(found[0].split()) if found else ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Write docs/architecture.md from the code.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 where the page is out of date"
    )
    if parser.parse_args().check:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
