"""The house: one direction of imports, heavy libraries only where they belong, data files in the
wheel.
"""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
import zipfile
from pathlib import Path

import architecture
import pytest

ROOT = Path(__file__).parents[1]
NAMES = sorted(name for name in architecture.modules() if name)
PAGES = ROOT / "dispatchkit" / "pages" / "assets"
# Lines of code of the longest function, its docstring apart.
LONGEST = 60


def test_every_room_has_a_floor_and_every_floor_its_rooms() -> None:
    rooms = [room for floor in architecture.floors() for room in floor.rooms]
    assert sorted(rooms) == sorted({architecture.room_of(name) for name in NAMES})


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_only_from_below(name: str) -> None:
    assert [
        found.imported for found in architecture.imports(name) if not architecture.is_allowed(found)
    ] == []


def test_no_modules_of_a_room_import_one_another_in_a_circle() -> None:
    graph = {
        name: {found.imported for found in architecture.imports(name)} - {name} for name in NAMES
    }
    tuple(graphlib.TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("name", NAMES)
def test_libraries_stay_in_their_home(name: str) -> None:
    homes = architecture.libraries()
    for target in architecture.imported(name):
        home = homes.get(target.partition(".")[0])
        assert home is None or name.startswith(home), f"{name} imports {target}"


def test_functions_stay_short() -> None:
    for name, tree in architecture.modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert lines_of_code(node) <= LONGEST, f"{name}.{node.name} is too long"


def lines_of_code(function: ast.FunctionDef) -> int:
    """How many lines a function has, its docstring apart."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_the_page_of_the_house_is_what_the_code_says() -> None:
    page = architecture.PAGE.read_text(encoding="utf-8")
    assert page == architecture.page(), "run python tools/architecture.py"


def test_the_wheel_holds_the_tables(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--skip-dependency-check",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    tables = {path.relative_to(ROOT).as_posix() for path in architecture.PACKAGE.rglob("*.toml")}
    assert tables
    assert tables <= names
    assets = {path.relative_to(ROOT).as_posix() for path in PAGES.iterdir()}
    assert assets
    assert assets <= names
    assert "dispatchkit/py.typed" in names
    assert not any(name.endswith(".tables") for name in names)
