"""What calls of the command line cost: a cold start, ``check`` beside ``parse``, several processes
beside one.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import inputs
from measuring import PROGRAM, ROOT, SAMPLE, Call, beside_first, in_turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Row

_BARE = [sys.executable, "-c", "pass"]
# Where no folder can be made for what dispatchkit keeps.
_NOWHERE = os.path.join(os.devnull, "none")
# Code that undoes each trick of a cold start, run before the program is imported.
_WITHOUT = {
    "kept": (
        "import dispatchkit.startup.kept as kept; kept._kept = lambda path: None;"
        " kept._keep = lambda file, content: None;"
    ),
    "short_way": (
        "import dispatchkit.startup.short_way as short;"
        " short.parse_call = lambda arguments, formats: None;"
    ),
    "patterns": "import re, dispatchkit.startup.patterns as lazy; lazy.pattern = re.compile;",
    "collecting": "import gc; gc.set_threshold = lambda *_: None;",
    "leaving": "import sys, os; os._exit = sys.exit;",
}
_CALL = "import sys; sys.argv[1:1] = ['parse', '-f', 'json'];" + PROGRAM[-1]


def cold(rounds: int) -> Iterator[Row]:
    """A cold start beside a bare start of Python: as installed, with no byte code kept, and with no
    tables kept either. The sample lies in a folder without a configuration, unlike a checkout.
    """
    arguments = {
        "--version": ["--version"],
        "parse -f json": ["parse", "-f", "json", SAMPLE.name],
    }
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(SAMPLE, folder)
        shutil.copytree(
            ROOT / "dispatchkit",
            Path(folder, "dispatchkit"),
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        fresh = {"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        states = {
            "": {},
            ", no byte code": fresh | {"XDG_CACHE_HOME": os.path.join(folder, "cache")},
            ", nothing kept": fresh | {"XDG_CACHE_HOME": _NOWHERE},
        }
        calls = {
            "python -c pass": Call(_BARE),
            "import click": Call([sys.executable, "-c", "import click"]),
            **{
                f"{name}{state}": Call([*PROGRAM, *given], environment, folder)
                for state, environment in states.items()
                for name, given in arguments.items()
            },
        }
        yield from _timed("cold start", calls, 4 * rounds + 1)


def tricks(rounds: int) -> Iterator[Row]:
    """The same call without each of the tricks of ``dispatchkit/startup``."""
    calls = {
        "all tricks": Call([sys.executable, "-P", "-c", _CALL, str(SAMPLE)]),
        **{
            f"without {name}": Call([sys.executable, "-P", "-c", undone + _CALL, str(SAMPLE)])
            for name, undone in _WITHOUT.items()
        },
    }
    yield from _timed("tricks", calls, 4 * rounds + 1)


def _timed(part: str, calls: dict[str, Call], rounds: int) -> Iterator[Row]:
    taken = in_turns(calls, rounds)
    yield from beside_first(
        part,
        {name: one.cpu for name, one in taken.items()},
        {name: {"ms CPU": 1000 * one.cpu, "ms": 1000 * one.clock} for name, one in taken.items()},
    )


def checks(rounds: int) -> Iterator[Row]:
    """``check`` beside ``parse`` on the same files, with and without comparing inputs."""
    check = ["check", "--isolated", "--fail-on", "never"]
    ways = {
        "parse": ["parse", "-f", "jsonl"],
        "check": check,
        "check --ignore DK8": [*check, "--ignore", "DK8"],
    }
    with tempfile.TemporaryDirectory() as kept:
        folders = {
            "dispatches": (inputs.write_folder(Path(kept, "dispatches"), 200), 200),
            "pages": (inputs.write_pages(Path(kept, "pages"), 20), 20),
        }
        for name, (folder, number) in folders.items():
            calls = {way: Call([*PROGRAM, *given, str(folder)]) for way, given in ways.items()}
            taken = in_turns(calls, rounds)
            yield from beside_first(
                f"check, {number} {name}",
                {way: one.cpu for way, one in taken.items()},
                {
                    way: {
                        "ms each": 1000 * one.cpu / number,
                        "% of parse's speed": 100 * taken["parse"].cpu / one.cpu,
                        "MB": one.peak,
                    }
                    for way, one in taken.items()
                },
            )


def jobs(rounds: int) -> Iterator[Row]:
    """Several processes beside one, by the clock."""
    with tempfile.TemporaryDirectory() as kept:
        folder = str(inputs.write_folder(Path(kept, "files"), 400))
        parse = [*PROGRAM, "parse", "-f", "jsonl", "-j"]
        taken = in_turns(
            {f"-j {number}": Call([*parse, str(number), folder]) for number in (1, 2)}, rounds
        )
        yield from beside_first(
            "jobs, 400 dispatches",
            {way: one.clock for way, one in taken.items()},
            {
                way: {
                    "s": one.clock,
                    "times as fast": taken["-j 1"].clock / one.clock,
                    "s CPU": one.cpu,
                }
                for way, one in taken.items()
            },
        )
