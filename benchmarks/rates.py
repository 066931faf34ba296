"""How fast dumps are parsed on one core, beside extractors that read HTML."""

from __future__ import annotations

import importlib.machinery
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import inputs
import programs
from measuring import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

# With this in the environment the compiled parts are left alone.
_PURE = {"DISPATCHKIT_PURE": "1"}
_UNCOMPILED = "dispatchkit, uncompiled"
_NAMES = ("dispatchkit", _UNCOMPILED, "jusText", "trafilatura", "resiliparse", "floor")
_NAMES_OF_HTML = ("dispatchkit", programs.TEXT, "jusText", "trafilatura", "resiliparse")


class _Running(NamedTuple):
    """A program in its process, and the seconds that it took so far, one for each round."""

    process: subprocess.Popen[str]
    taken: list[float]

    def run(self, number: int) -> None:
        """Let it do the inputs of a round; the first one does not count."""
        out, back = self.process.stdin, self.process.stdout
        assert out
        assert back
        print(number, file=out, flush=True)
        seconds = float(back.readline())
        if number:
            self.taken.append(seconds)


def rates(kind: str, rounds: int) -> Iterator[Row]:
    """The rows of all programs on the inputs of a *kind*. Each round takes other inputs, because a
    program that meets a page again has parts of it in its caches.
    """
    given = inputs.rounds(kind, rounds + 1)[1:]
    size = statistics.mean(len(dump) for some in given for dump in some)
    number = inputs.SIZES[kind]
    part = f"{kind}, {size / 1000:.1f} kB"
    names = _NAMES_OF_HTML if kind == "html" else _NAMES
    notes = {name: note for name in names if (note := _absent(name))}
    running = {name: _started(name, kind, rounds + 1) for name in names if name not in notes}
    for at in range(rounds + 1):
        for one in running.values():
            one.run(at)
    for one in running.values():
        one.process.communicate()
    times = {name: statistics.median(one.taken) / number for name, one in running.items()}
    for name in names:
        if name in notes:
            yield Row(part, name, note=notes[name])
            continue
        seconds = times[name]
        figures = {
            "ms each": 1000 * seconds,
            "a second": 1 / seconds,
            "MB/s": size / 1e6 / seconds,
        }
        yield Row(part, name, seconds / times["dispatchkit"], figures)


def _absent(name: str) -> str | None:
    """Why a program cannot be timed; None if it can."""
    if name == _UNCOMPILED:
        return None if compiled() else "no compiled part is installed: as above"
    return programs.missing(name)


def compiled() -> bool:
    """Whether the package that is installed has compiled parts."""
    import dispatchkit

    return any(
        path.name.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES))
        for path in Path(dispatchkit.__file__).parent.rglob("*")
    )


def _started(name: str, kind: str, rounds: int) -> _Running:
    """The process of a program."""
    pure = name == _UNCOMPILED
    process = subprocess.Popen(
        [
            sys.executable,
            programs.__file__,
            "dispatchkit" if pure else name,
            kind,
            str(rounds),
        ],
        env=os.environ | (_PURE if pure else {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return _Running(process, [])
