"""Console blocks of a page: commands as a reader types them, each with what it prints.

A line of dots in the output stands for any lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DOTS = " ...\n"
# What a command may need that not every machine has.
_TOOLS = ("awk", "find", "gzip", "jq", "sed", "sqlite3", "xargs")


class Example(NamedTuple):
    command: str
    output: str

    def __str__(self) -> str:
        return self.command


def examples(page: Path) -> list[Example]:
    """The commands of a page's console blocks, in their order."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    return [Example(*_split(part)) for part in parts if part]


def _split(part: str) -> tuple[str, str]:
    """A command, which goes on after a line that ends in a backslash, and its output."""
    found = re.match(r"((?:[^\n]*\\\n)*[^\n]*)\n(.*)", part, flags=re.DOTALL)
    assert found, part
    return found[1], found[2]


def missing(command: str) -> list[str]:
    """The programs that a command calls and this machine has not."""
    called = [name for name in _TOOLS if re.search(rf"(?:^|\| ){name} ", command)]
    return [name for name in called if shutil.which(name) is None]


def run(command: str, folder: Path) -> str:
    """What a shell in a *folder* prints, standard error among it as on a terminal."""
    programs = folder / ".bin"
    if not programs.exists():
        programs.mkdir()
        program = programs / "dispatchkit"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dispatchkit "$@"\n')
        program.chmod(0o755)
    paths = (str(ROOT), os.environ.get("PYTHONPATH", ""))
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        ["sh", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=folder,
        env=environment,
        check=False,
    ).stdout


def fits(shown: str, printed: str) -> bool:
    """Whether what a page shows is what was *printed*; dots stand for any number of lines."""
    pieces = re.split(rf"^{re.escape(DOTS)}", shown, flags=re.MULTILINE)
    form = r"(?:[^\n]*\n)*".join(map(re.escape, pieces))
    return re.fullmatch(form, printed) is not None
