"""Calls of ``dispatchkit corpus``, and what they leave in its folder."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import invented
import pytest
from click.testing import CliRunner, Result
from program import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def call(*arguments: str | os.PathLike[str], stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(
        program,
        ["corpus", *(os.fspath(argument) for argument in arguments)],
        input=stdin,
        catch_exceptions=False,
    )


def write_dumps(folder: Path) -> Path:
    """A folder of 30 dispatches in ten forms, and of three inputs that cannot be read."""
    invented.write(folder, 30)
    (folder / "html/blank.html").write_bytes(b"\n")
    (folder / "jsonl/odd.jsonl").write_text('{"headline": "A", "text": 1}\n')
    (folder / "zz.bin").write_bytes(b"\x00\x01\x02" * 50)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a corpus, those of its journal among them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file can become larger than so many bytes."""
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
