"""Folders of any depth, size and naming are walked in order, without recursion and without
following links.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from patience import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

STORY = """Lock gate opens for barges

TILVEN, May 3 (Reuters) - The lock of Tilven let the first barges through on Monday, a month after its gate was damaged.
"""

pytestmark = pytest.mark.skipif(
    os.open not in os.supports_dir_fd, reason="makes deep folders by descriptors"
)


def start(*arguments: str | os.PathLike[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "dispatchkit", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=PATIENCE)


def nest(top: Path, name: str, depth: int) -> None:
    """Nest folders called *name* in *top*, with a dispatch in the innermost and halfway."""
    above = os.open(top, os.O_RDONLY)
    for level in range(depth):
        os.mkdir(name, dir_fd=above)
        inner = os.open(name, os.O_RDONLY, dir_fd=above)
        os.close(above)
        above = inner
        if level in (depth // 2, depth - 1):
            with os.fdopen(
                os.open("z.txt", os.O_WRONLY | os.O_CREAT, dir_fd=above), "w", encoding="utf-8"
            ) as file:
                file.write(STORY)
    os.close(above)


def remove(top: Path, name: str) -> None:
    """Remove what ``nest`` made: pytest removes by recursion."""
    subprocess.run(["rm", "-rf", os.fspath(top / name)], check=True)


@pytest.mark.parametrize(
    ("name", "jobs"),
    [("d", "1"), ("a folder with a long name " * 8, "2")],
    ids=["short", "longer than a path may be"],
)
def test_a_thousand_nested_folders(tmp_path: Path, name: str, jobs: str) -> None:
    nest(tmp_path, name, 1000)
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(STORY, encoding="utf-8")
    try:
        done = start("parse", "-f", "jsonl", "-j", jobs, ".", folder=tmp_path)
        checked = start("check", "-f", "jsonl", "-j", jobs, ".", folder=tmp_path)
    finally:
        remove(tmp_path, name)
    assert (done.returncode, done.stderr) == (0, b"")
    paths = [json.loads(line)["path"] for line in done.stdout.splitlines()]
    assert [path.count(name + "/") for path in paths] == [0] * 20 + [1000, 501]
    assert checked.returncode in (0, 1)


def test_many_files_loops_and_odd_names(tmp_path: Path) -> None:
    top = tmp_path / "in"
    (top / "sub").mkdir(parents=True)
    for number in range(1200):
        (top / f"{number:04}.txt").write_text(STORY, encoding="utf-8")
    (top / "sub" / "loop").symlink_to(top)
    (top / "self").symlink_to("self")
    odd = [b"nul\xff.txt", b"caf\xe9.txt", "été.txt".encode(), b"new\nline.txt", b"\x1b[31m.txt"]
    for name in odd:
        with open(os.fsencode(top) + b"/sub/" + name, "w", encoding="utf-8") as file:
            file.write(STORY)
    done = start("parse", "-f", "jsonl", "in", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    expected = sorted(os.fsdecode(name) for name in odd)
    paths = [f"in/{number:04}.txt" for number in range(1200)] + [
        f"in/sub/{name}" for name in expected
    ]
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == paths


def test_a_folder_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("everything can be read here")
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "open.txt").write_text(STORY, encoding="utf-8")
    done = start("parse", "-f", "jsonl", ".", folder=tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert (done.returncode, done.stdout.count(b"\n")) == (3, 1)
    assert done.stderr == b"dispatchkit: ./closed: Permission denied\n"
