"""The program in processes of its own, from a copy of the package in which profiles can be missing,
as if nobody had ever written them.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from learning_score import Reading
from measuring import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from learning_score import Dump


class Answer(NamedTuple):
    """How a call ended: exit status, output, what it said, and the seconds of CPU time that it
    took.
    """

    status: int
    out: str
    said: str
    seconds: float


class Program:
    """The package in *folder*: that of this project, or a copy of it (``copied``)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._profiles = folder / "dispatchkit" / "agencies" / "profiles"

    @classmethod
    def copied(cls, folder: Path) -> Program:
        """A copy in *folder*, from which profiles can be taken."""
        shutil.copytree(ROOT / "dispatchkit", folder / "dispatchkit")
        return cls(folder)

    def call(self, *arguments: str | Path) -> Answer:
        """One call of the command line."""
        begun = _spent()
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "dispatchkit", *map(str, arguments)],
            env=os.environ | {"PYTHONPATH": str(self._folder)},
            cwd=tempfile.gettempdir(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return Answer(ended.returncode, ended.stdout, ended.stderr, _spent() - begun)

    @contextmanager
    def without(self, profile: str | None) -> Iterator[None]:
        """The program without a profile and those that extend it; for copies alone."""
        extends = f'\nextends = "{profile}"\n'
        hidden = [
            path
            for path in sorted(self._profiles.glob("*.toml"))
            if path.stem == profile or extends in path.read_text(encoding="utf-8")
        ]
        aside = self._folder / "aside"
        if hidden:
            aside.mkdir(exist_ok=True)
        for path in hidden:
            path.rename(aside / path.name)
        try:
            yield
        finally:
            for path in hidden:
                (aside / path.name).rename(path)

    def read(self, folder: Path, dumps: Sequence[Dump], *options: str | Path) -> dict[str, Reading]:
        """How the dumps in *folder* are read, by their names."""
        labels: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
        records: dict[str, list[dict[str, Any]]] = defaultdict(list)
        files = [folder / dump.name for dump in dumps]
        for line in self._lines("explain", "-f", "jsonl", *options, *files):
            labels[_name(line)][line["line"]] = (line["label"], line["rule"])
        for line in self._lines("parse", "-q", "-f", "jsonl", *options, *files):
            records[_name(line)].append(line)
        return {dump.name: Reading(labels[dump.name], records[dump.name]) for dump in dumps}

    def _lines(self, *arguments: str | Path) -> list[dict[str, Any]]:
        answer = self.call(*arguments)
        # 3: an input that holds no dispatch.
        if answer.status not in {0, 3}:
            raise SystemExit(f"dispatchkit {arguments[0]}: {answer.said.strip()}")
        return [json.loads(line) for line in answer.out.split("\n") if line]


def _spent() -> float:
    """The CPU time of all processes that were waited for, with theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _name(line: dict[str, Any]) -> str:
    return Path(line["path"]).name


def written(folder: Path, dumps: Sequence[Dump]) -> Path:
    """The folder, with the files of the dumps in it; their gold stands beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for dump in dumps:
        (folder / dump.name).write_text(dump.text, encoding="utf-8", newline="")
    gold = "".join(json.dumps(dump.gold, ensure_ascii=False) + "\n" for dump in dumps)
    folder.with_suffix(".gold.jsonl").write_text(gold, encoding="utf-8")
    return folder
