"""The recipes of docs/cookbook.md work: each block is run where its programs are installed."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import archive
import consoles
import invented
import pytest
from click.testing import CliRunner
from program import program

if TYPE_CHECKING:
    from pathlib import Path

PAGE = consoles.ROOT / "docs" / "cookbook.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = consoles.examples(PAGE)
# The libraries of each recipe in Python beyond those of dispatchkit, and what it prints of the 40
# dispatches of the fixture, or of the samples.
RECIPES = {
    "The notebook": (("pandas",), "anadolu-fr"),
    "A plot": (("pandas", "matplotlib"), ""),
    "pandas": (("pandas",), "40 dispatches, "),
    "polars": (("polars",), "headline"),
    "DuckDB": (("duckdb",), "dispatches"),
    "Hugging Face datasets": (("datasets",), "['record', 'reject']"),
    "datatrove": (("datatrove",), ""),
    "Spark": (("pyspark",), "count=40"),
}
BLOCKS = {
    title: re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    for title, text in re.findall(
        r"^##+ (.+?)\n(.*?)(?=^##+ |\Z)", TEXT, flags=re.DOTALL | re.MULTILINE
    )
}


def test_every_recipe_is_tried() -> None:
    assert {title for title, blocks in BLOCKS.items() if blocks} == RECIPES.keys()
    assert len(COMMANDS) == sum(line.startswith("$ ") for line in TEXT.splitlines())


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands of the page are given, one after the other."""
    found = tmp_path_factory.mktemp("kitchen")
    archive.write(found / "archive")
    shutil.copytree(consoles.ROOT / "samples", found / "samples")
    shutil.copytree(consoles.ROOT / "docs" / "tour", found / "docs" / "tour")
    return found


@pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are those of a POSIX shell")
def test_commands_print_what_the_page_shows(kitchen: Path) -> None:
    """In one test, as a command may need what those before it have made."""
    lacking: set[str] = set()
    for command, shown in COMMANDS:
        lacking.update(consoles.missing(command))
        printed = consoles.run(command, kitchen)
        assert lacking or consoles.fits(shown, printed), f"$ {command}\n{printed}"
    if lacking:
        pytest.skip(f"not installed: {', '.join(sorted(lacking))}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the two calls of the page were made."""
    pytest.importorskip("pyarrow", reason="tables are Parquet")
    found = tmp_path_factory.mktemp("recipes")
    invented.write(found / "dumps", 40)
    shutil.copytree(consoles.ROOT / "samples", found / "samples")
    for asked in (["-f", "parquet", "--output-dir", "tables"], ["--output-dir", "corpus"]):
        names = ["corpus", "-q", str(found / "dumps"), *asked[:-1], str(found / asked[-1])]
        assert CliRunner().invoke(program, names, catch_exceptions=False).exit_code == 0
    return found


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("title", list(RECIPES))
def test_a_recipe_works(
    title: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", os.fspath(folder / "home"))
    monkeypatch.setenv("MPLBACKEND", "agg")
    libraries, says = RECIPES[title]
    for library in libraries:
        pytest.importorskip(library, reason=f"the recipe needs {library}: pip install {library}")
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "recipe"}
    before = BLOCKS["The notebook"] if title == "A plot" else []
    for block in [*before, *BLOCKS[title]]:
        exec(compile(block, f"docs/cookbook.md: {title}", "exec"), names)
    assert says in capsys.readouterr().out
    if title == "datatrove":
        assert (folder / "documents/00000.jsonl").read_text().count("\n") >= 5
