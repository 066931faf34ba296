"""The house: one direction of imports, heavy libraries only where they belong, data files in the wheel."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dispatchkit"

# Each module imports only from those before it: the order of docs/how-it-works.md.
ORDER = """
errors terminal meant bounded classes paths inputs surrogates records model workers lazy tables openings reading.formats reading.look reading.rows reading.markup reading.mail reading.recognise reading fold regexes shape lines seams repair wrap units split language coherence charsets mixed decode codes arguments render
dates.keys dates.index dates.words dates.found dates.parts dates.shapes dates.weekdays dates.clock dates
profiles.matcher profiles.pump profiles.schema profiles.phrases profiles page.columns page.words page.traits page.look page.around page.chain page.readers page.features page.parts page dateline.parts dateline.east dateline.west dateline
credits notices stamps ago detect label headline settle copies plain segment moments published people layout said fields readback joints mailed marked pipeline doubts schemas lint.finding lint.rule lint.settings lint.tags lint.words lint.view lint.garble lint.hits lint.proof lint.fixes lint.card lint.alike lint.deck lint.engine lint.across lint.baseline lint.rules lint.pages lint.shown lint.statistics lint.reports proof lint config api cli __main__
""".split()

HOMES = {"click": ("cli", "__main__"), "rich": ("cli",), "dateutil": ("dates",), "ftfy": ("repair",), "charset_normalizer": ("decode", "charsets"), "tomllib": ("tables",), "pathspec": ("paths",)}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name below it."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imported(tree: ast.Module) -> set[str]:
    """Full names of what a module imports, also within functions, but not for type checking alone."""
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    names = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rank(name: str) -> int:
    """The place of a module in the order; a submodule has that of its package unless it is named itself."""
    while name not in ORDER:
        name, _, last = name.rpartition(".")
        assert name, f"{last} is not in the order"
    return ORDER.index(name)


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_imports_only_from_above(name: str) -> None:
    tree = modules()[name]
    for target in imported(tree):
        if target.startswith("dispatchkit.") and target != "dispatchkit.__version__":
            inner = target.removeprefix("dispatchkit.")
            above = inner if inner in modules() else inner.rpartition(".")[0]
            assert above == "" or rank(above) <= rank(name), f"{name} imports {target}"


@pytest.mark.parametrize("name", sorted(modules()))
def test_libraries_stay_in_their_home(name: str) -> None:
    for target in imported(modules()[name]):
        library = target.partition(".")[0]
        if library in HOMES:
            assert name.startswith(HOMES[library]), f"{name} imports {library}"


def test_modules_and_functions_stay_small() -> None:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{name}.{node.name} is too long"


def test_the_wheel_holds_the_tables(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)], check=True, capture_output=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    tables = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.toml")}
    assert tables
    assert tables <= names
    assert "dispatchkit/py.typed" in names
    assert not any(name.endswith(".tables") for name in names)
