"""How fast dispatchkit is, as one table: rates beside other extractors, cold starts, `check` beside
`parse`, several processes, growth with size and with profiles.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from functools import partial
from typing import TYPE_CHECKING

import calls
import corpora
import growth
import messages
import rates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from measuring import Row

PARTS: dict[str, Callable[[int], Iterator[Row]]] = {
    "pages": partial(rates.rates, "pages"),
    "html": partial(rates.rates, "html"),
    "wires": partial(rates.rates, "wires"),
    "sample": partial(rates.rates, "sample"),
    "messages": messages.messages,
    "cold": calls.cold,
    "check": calls.checks,
    "jobs": calls.jobs,
    "size": growth.sizes,
    "profiles": growth.profiles,
    "corpora": corpora.corpora,
    "tricks": calls.tricks,
}
# What each trick of a cold start saves is only asked for by name, and so is what takes minutes.
_BY_NAME = ("tricks", "corpora")
_EPILOG = """\
The ratio of a row is its time as a multiple of that of the first row of its part. Processes take
turns, so that other work on the machine affects all alike; figures are medians over the rounds, of
CPU time except for jobs. To time other extractors as well:

  pip install trafilatura justext lxml_html_clean resiliparse

examples:
  python benchmarks/table.py                       everything, in less than ten minutes
  python benchmarks/table.py pages wires           two parts
  python benchmarks/table.py cold --rounds 10      with less noise
  python benchmarks/table.py --json speed.json     for programs as well
"""


def shown(row: Row) -> str:
    """A row as text."""
    ratio = "" if row.ratio is None else f"{row.ratio:9.2f} x"
    figures = "  ".join(f"{_figure(value)} {unit}" for unit, value in row.figures.items())
    return f"  {row.name:28}{ratio:11}  {figures}{row.note}".rstrip()


def _figure(value: float) -> str:
    """A number with three figures or more."""
    places = 0
    while places < 3 and abs(value) * 10**places < 100:
        places += 1
    return f"{value:9,.{places}f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all but tricks)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds count (default: 5)")
    parser.add_argument("--json", metavar="FILE", help="write the rows to FILE as well")
    asked = parser.parse_args()
    unknown = [part for part in asked.parts if part not in PARTS]
    if unknown or asked.rounds < 1:
        parser.error(f"unknown part: {unknown[0]}" if unknown else "--rounds: at least 1")
    rows: list[Row] = []
    print(f"CPython {platform.python_version()}, {platform.machine()}; {sys.platform}")
    for part in asked.parts or [name for name in PARTS if name not in _BY_NAME]:
        for row in PARTS[part](asked.rounds):
            if not rows or rows[-1].part != row.part:
                print(f"\n{row.part}")
            rows.append(row)
            print(shown(row), flush=True)
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as file:
            json.dump([row._asdict() for row in rows], file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
