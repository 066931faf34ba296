"""The recipes of docs/recipes.md work: each block is run where its program is installed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import invented
import pytest
from click.testing import CliRunner
from program import program

PAGE = (Path(__file__).parents[1] / "docs/recipes.md").read_text(encoding="utf-8")
# The libraries of each recipe beyond those of dispatchkit.
LIBRARIES = {
    "pandas": "pandas",
    "polars": "polars",
    "DuckDB": "duckdb",
    "Hugging Face datasets": "datasets",
    "datatrove": "datatrove",
    "Spark": "pyspark",
}
# What each prints, of the 40 dispatches of the fixture.
SAYS = {
    "pandas": "40 dispatches, ",
    "polars": "headline",
    "DuckDB": "dispatches",
    "Hugging Face datasets": "['record', 'reject']",
    "datatrove": "",
    "Spark": "count=40",
}
RECIPES = {
    title: re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    for title, text in re.findall(
        r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, flags=re.DOTALL | re.MULTILINE
    )
}


def test_every_recipe_is_tried() -> None:
    assert RECIPES.keys() == LIBRARIES.keys() == SAYS.keys()
    assert all(RECIPES.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the two calls of the page were made."""
    pytest.importorskip("pyarrow", reason="tables are Parquet")
    found = tmp_path_factory.mktemp("recipes")
    invented.write(found / "dumps", 40)
    for asked in (["-f", "parquet", "--output-dir", "tables"], ["--output-dir", "corpus"]):
        names = ["corpus", "-q", str(found / "dumps"), *asked[:-1], str(found / asked[-1])]
        assert CliRunner().invoke(program, names, catch_exceptions=False).exit_code == 0
    return found


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("title", list(LIBRARIES))
def test_a_recipe_works(
    title: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", os.fspath(folder / "home"))
    library = LIBRARIES[title]
    pytest.importorskip(library, reason=f"the recipe needs {library}: pip install {library}")
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "recipe"}
    for block in RECIPES[title]:
        exec(compile(block, f"docs/recipes.md: {title}", "exec"), names)
    assert SAYS[title] in capsys.readouterr().out
    if title == "datatrove":
        assert (folder / "documents/00000.jsonl").read_text().count("\n") >= 5
