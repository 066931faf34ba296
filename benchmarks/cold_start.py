"""What a cold start costs, as a multiple of a bare ``python -c pass``.

    python benchmarks/cold_start.py [FILE] [--runs 41] [--without]

Runs ``python -c pass``, ``import click``, ``dispatchkit --version`` and, if a FILE is given,
``dispatchkit parse -f json FILE`` in turn, so that other work on the machine affects all of them
alike, and prints medians and ratios. The first round, which fills the caches, does not count. With
``--without`` it also runs the call without each of the tricks of ``dispatchkit/startup``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

# Code that undoes each trick of a cold start, run before the program is imported.
_WITHOUT = {
    "nothing": "",
    "kept": (
        "import dispatchkit.startup.kept as kept; kept._kept = lambda path: None;"
        " kept._keep = lambda file, content: None;"
    ),
    "short_way": (
        "import dispatchkit.startup.short_way as short;"
        " short.parse_call = lambda arguments, formats: None;"
    ),
    "patterns": "import re, dispatchkit.startup.patterns as lazy; lazy.pattern = re.compile;",
    "leaving": "import sys, os; os._exit = sys.exit;",
}
_CALL = (
    "import sys; sys.argv[1:1] = ['parse', '-f', 'json'];"
    " from dispatchkit.__main__ import main; main()"
)


def measured(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The median time of each command in milliseconds, over *runs* rounds of all of them."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if number:
                times[name].append(1000 * (time.perf_counter() - start))
    return {name: statistics.median(values) for name, values in times.items()}


def program() -> list[str]:
    """The command of the program installed for this Python, as people start it, else the module."""
    script = os.path.join(os.path.dirname(sys.executable), "dispatchkit")
    return [script] if os.path.exists(script) else [sys.executable, "-m", "dispatchkit"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a cold start costs.")
    parser.add_argument("file", nargs="?", help="a dump to parse")
    parser.add_argument("--runs", type=int, default=41)
    parser.add_argument("--without", action="store_true", help="also without each of the tricks")
    arguments = parser.parse_args()
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import click": [sys.executable, "-c", "import click"],
        "--version": [*program(), "--version"],
    }
    if arguments.file:
        commands["parse -f json"] = [*program(), "parse", "-f", "json", arguments.file]
        if arguments.without:
            commands |= {
                f"without {trick}": [sys.executable, "-c", undone + _CALL, arguments.file]
                for trick, undone in _WITHOUT.items()
            }
    medians = measured(commands, arguments.runs)
    bare = medians["python -c pass"]
    for name, median in medians.items():
        print(f"{name:18} {median:7.1f} ms  {median / bare:5.2f} x")


if __name__ == "__main__":
    main()
