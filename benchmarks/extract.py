"""How fast web pages as text are parsed, compared with extractors that read HTML: pages and
megabytes per second on one core.

    pip install trafilatura justext lxml_html_clean
    python benchmarks/extract.py [FOLDER] [--every 8] [--rounds 5] [--profile]

FOLDER holds dumps of pages (``*.p.txt``; default: those of the bench). All programs get the same
text: dispatchkit the bytes of the dump, the others what they read, a page of HTML made beforehand
with each line as a paragraph. "floor" only decodes and cuts lines. The programs take turns round by
round, so that other work on the machine affects all of them alike; figures are medians. Each round
takes other dumps, so that no program finds a page in its caches that it has just read. The first
round, which makes patterns and tables, does not count. ``--profile`` prints where dispatchkit
spends its time instead.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import html
import importlib.util
import pstats
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit import DispatchkitError, pipeline
from dispatchkit.reading.decode import decode
from dispatchkit.reading.options import ReadOptions
from dispatchkit.structure import layout_of, look_over
from dispatchkit.text.lines import split_lines
from dispatchkit.text.units import make_units
from dispatchkit.trace import dispatches

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatchkit.text.units import Unit

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "dev"
SHOWN = 50


class Sample(NamedTuple):
    """A dump: its bytes, its lines as the structure model gets them, and a page of HTML with the
    same lines.
    """

    dump: bytes
    units: tuple[Unit, ...]
    page: str


def sample(path: Path) -> Sample:
    dump = path.read_bytes()
    text = decode(dump).text
    lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    return Sample(dump, make_units(split_lines(text)), f"<html><body>\n{lines}\n</body></html>")


def floor(given: Sample) -> Any:
    return split_lines(decode(given.dump).text)


def whole(given: Sample) -> Any:
    try:
        return list(dispatches(pipeline.flow(given.dump, ReadOptions()).parts))
    except DispatchkitError:
        return None


def structure(given: Sample) -> Any:
    return layout_of(look_over(given.units, ReadOptions()))


def programs() -> dict[str, Callable[[Sample], Any]]:
    """What is measured, by name; extractors only if they are installed."""
    found: dict[str, Callable[[Sample], Any]] = {
        "floor": floor,
        "structure alone": structure,
        "dispatchkit": whole,
    }
    if importlib.util.find_spec("justext"):
        import justext

        words = frozenset[str]().union(*map(justext.get_stoplist, justext.get_stoplists()))
        found["jusText"] = lambda given: justext.justext(given.page, words)
    if importlib.util.find_spec("trafilatura"):
        import trafilatura

        found["trafilatura"] = lambda given: trafilatura.bare_extraction(
            given.page, with_metadata=True
        )
    return found


def timed(run: Callable[[Sample], Any], samples: list[Sample]) -> float:
    """The seconds of CPU time that *run* takes per page, on average."""
    gc.collect()
    start = time.process_time()
    for given in samples:
        run(given)
    return (time.process_time() - start) / len(samples)


def measured(rounds: list[list[Sample]]) -> dict[str, float]:
    """The median over the rounds of the seconds that each program takes per page."""
    running = programs()
    times: dict[str, list[float]] = {name: [] for name in running}
    # So that the samples are not searched for garbage while a program runs.
    gc.collect()
    gc.freeze()
    for number, samples in enumerate(rounds):
        for name, run in running.items():
            seconds = timed(run, samples)
            if number:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def report(samples: list[Sample], medians: dict[str, float]) -> None:
    megabytes = sum(len(given.dump) for given in samples) / 1e6 / len(samples)
    lines = sum(len(given.units) for given in samples) / len(samples)
    print(f"{len(samples)} pages, {megabytes * 1000:.1f} kB and {lines:.0f} lines each on average")
    for name, seconds in medians.items():
        ratios = f"{seconds / medians['floor']:7.1f} x floor"
        if "trafilatura" in medians:
            ratios += f"  {medians['trafilatura'] / seconds:7.2f} x as fast as trafilatura"
        print(
            f"{name:18} {seconds * 1000:7.2f} ms a page  {1 / seconds:8.0f} pages/s "
            f" {megabytes / seconds:7.2f} MB/s  {ratios}"
        )
    for name in ("jusText", "trafilatura"):
        if name not in medians:
            print(f"{name} is not installed")


def profiled(rounds: list[list[Sample]]) -> None:
    for given in rounds[0]:
        whole(given)
    profile = cProfile.Profile()
    profile.enable()
    for given in rounds[1]:
        whole(given)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast web pages as text are parsed.")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=BENCH, help="a folder with dumps of pages (*.p.txt)"
    )
    parser.add_argument("--every", type=int, default=8, help="take every Nth dump in a round")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds count, fewer than N")
    parser.add_argument(
        "--profile",
        action="store_true",
        help=f"print the {SHOWN} functions that take most time of their own",
    )
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.p.txt"))
    rounds = [
        [sample(path) for path in paths[first :: options.every]]
        for first in range(1 + (1 if options.profile else options.rounds))
    ]
    if options.rounds >= options.every or not all(rounds):
        parser.error(f"too few *.p.txt in {options.folder} for so many rounds of other dumps")
    if options.profile:
        profiled(rounds)
    else:
        report([given for samples in rounds[1:] for given in samples], measured(rounds))


if __name__ == "__main__":
    main()
