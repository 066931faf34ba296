"""The README's examples print what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
EXAMPLES = [part.split("\n", 1) for block in BLOCKS for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_console_examples_are_real(command: str, output: str) -> None:
    command = command.replace("dispatchkit", f"{sys.executable} -m dispatchkit", 1)
    printed = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8", cwd=ROOT, check=True).stdout
    shown = output.removesuffix(" ...\n")
    assert printed.startswith(shown)
    assert shown != output or printed == shown


def test_the_python_examples_run() -> None:
    first, second = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    printed = run_python(first + "\nprint(dateline.place, dateline.date, rest)")
    assert printed.endswith("NAIROBI 2021-12-04 Nurses ended a strike.\n")
    # Two processes may be started afresh, which runs the file once more: an example in a file would stand below "if __name__".
    assert run_python(second).count("\n") > 5


def run_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, check=True).stdout
