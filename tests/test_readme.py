"""The README's examples print what it says they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Recipes use libraries of others; test_cookbook.py and test_notebooks.py run them.
RECIPES = ("cookbook.md", "notebooks.md")
DOCS = [page for page in sorted((ROOT / "docs").glob("*.md")) if page.name not in RECIPES]
PAGES = [ROOT / "README.md", *DOCS]
SNIPPETS = [
    pytest.param(code, id=f"{page.name}-{number}")
    for page in PAGES
    for number, code in enumerate(
        re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL), 1
    )
]
BLOCKS = [
    block
    for page in (ROOT / "README.md", ROOT / "docs/inputs.md")
    for block in re.findall(
        r"```console\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )
]
EXAMPLES = [
    part.split("\n", 1)
    for block in BLOCKS
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)
    if part
]


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_console_examples_are_real(command: str, output: str) -> None:
    command = re.sub(r"\bdispatchkit(?= [a-z])", f"{sys.executable} -m dispatchkit", command)
    printed = subprocess.run(
        command, shell=True, capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    ).stdout
    shown = output.removesuffix(" ...\n")
    assert printed.startswith(shown)
    assert shown != output or printed == shown


def test_the_python_examples_run() -> None:
    first, second = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    printed = run_python(first + "\nprint(dateline.place, dateline.date, rest)")
    assert printed.endswith("NAIROBI 2021-12-04 Nurses ended a strike.\n")
    # Two processes may be started afresh, which runs the file once more: an example in a file would
    # stand below "if __name__".
    assert run_python(second).count("\n") > 5


@pytest.mark.parametrize("code", SNIPPETS)
def test_python_snippets_run(code: str) -> None:
    assert run_python(code)


def test_python_snippets_are_typed(tmp_path: Path) -> None:
    """Every snippet passes ``mypy --strict``, as the code of a user who is strict."""
    pytest.importorskip("mypy", reason="mypy is one of the tools of development, not of the tests")
    for number, snippet in enumerate(SNIPPETS):
        (tmp_path / f"snippet_{number}.py").write_text(str(snippet.values[0]), encoding="utf-8")
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--config-file=",
        str(tmp_path),
    ]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=tmp_path, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout


def run_python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    ).stdout
