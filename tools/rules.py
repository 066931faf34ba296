"""Makes docs/rules.md, which says how often each rule of ``check`` fires on stories that nothing is
wrong with.

    python tools/rules.py                  write docs/rules.md, and print how loud check is
    python tools/rules.py --noise [--also ../shared/wcxb/dev]
                                           only print that, also for files of other folders
    python tools/rules.py --show DK208 [-n 20] [--seed 1]
                                           print random hits of a rule, to be read by eye

A finding is loud if its level is warning or error. A clean file should have two such findings at
most, and no error that is a false alarm.

The stories are those of the bench (``../shared/bench``: the container of the article and what
surrounds it, from 220 pages of newspapers in some thirty languages) and of the corpora
(``../shared/corpora``: 8,560 dispatches of four agencies, 1987 to 2000). All rules run, even those
that are off by default; rules that compare inputs are left out, because the corpora hold some
stories twice. The clock is set to the end of 2026.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dispatchkit.lint.engine import check_source
from dispatchkit.lint.finding import SEVERITIES, at_least
from dispatchkit.lint.pages import handbook
from dispatchkit.lint.rule import rules
from dispatchkit.lint.settings import ALL, Settings
from dispatchkit.lint.traced import Source
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.lint.finding import Finding, Severity
    from dispatchkit.lint.rule import Rule

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "rules.md"
KINDS = ("articles", "dispatches")
# How many loud findings a clean file may have.
_LOUD = 2
HEAD = """# Rules of `check`

Made by `tools/rules.py` from the rules themselves; `dispatchkit rule CODE` prints the page of one.
The last two columns say how often a rule fires on {0} newspaper articles and on {1} wire dispatches
that nothing is wrong with (at the stage "raw"). Read them with the rule's purpose in mind: every
dump of a page has boilerplate, and few wires of 1987 have a headline. A number without a word
counts findings of the rule's own severity. Rules marked "off" run only when selected; rules about
several inputs are not counted.

"""


def stories(also: Iterable[str] = ()) -> Iterator[tuple[str, str, bytes, date | None]]:
    """The kind, name, bytes and day of receipt (None if unknown) of every story; each folder of
    *also* is a kind of its own.
    """
    for path in sorted((SHARED / "bench" / "dev").glob("*.a.txt")):
        yield KINDS[0], path.name, path.read_bytes(), None
    for path in sorted((SHARED / "corpora").glob("*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(row)
            received = date.fromisoformat(story["received"]) if "received" in story else None
            yield KINDS[1], f"{path.stem}/{story['id']}", story["text"].encode(), received
    for folder in also:
        for path in sorted(Path(folder).rglob("*.txt")):
            yield folder, str(path), path.read_bytes(), None


def checked(also: Iterable[str] = ()) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """The kind of every story, and its findings."""
    alone = tuple(rule.code for rule in rules().values() if rule.scope == "run")
    settings = Settings(select=(ALL,), ignore=alone, now=datetime(2026, 12, 31, tzinfo=UTC))
    for number, (kind, name, data, received) in enumerate(stories(also)):
        if number % 500 == 0:
            print(f"{number} stories", file=sys.stderr)
        dated = settings._replace(reading=ReadOptions(received=received))
        yield kind, check_source(Source(name, data, dated)).findings


def told(counts: Counter[Severity], rule: Rule) -> str:
    """How many stories a rule hits, with the severity if that is not the rule's own."""
    return (
        ", ".join(
            f"{count:,}{'' if severity == rule.severity else f' {severity}'}"
            for severity, count in sorted(counts.items(), key=lambda one: SEVERITIES.index(one[0]))
        )
        or "0"
    )


class Noise:
    """What check says of the stories of one kind: how many loud findings each has, and how many
    stories each rule hits, by severity.
    """

    def __init__(self) -> None:
        self.loud: list[int] = []
        self.hit: defaultdict[str, Counter[Severity]] = defaultdict(Counter)

    def take(self, findings: Iterable[Finding]) -> None:
        """Add the findings of one more story."""
        gravest = {
            finding.code: finding.severity
            for finding in sorted(
                findings, key=lambda one: SEVERITIES.index(one.severity), reverse=True
            )
        }
        self.loud.append(sum(at_least(finding.severity, "warning") for finding in findings))
        for code, severity in gravest.items():
            self.hit[code][severity] += 1

    def told(self, kind: str) -> str:
        """A summary for people: the stories by the number of their loud findings, and the rules
        that make those.
        """
        stories = len(self.loud)
        spread = ", ".join(
            f"{count} of {number}" for number, count in sorted(Counter(self.loud).items())
        )
        over = sum(number > _LOUD for number in self.loud)
        rows = [
            (code, severity, count)
            for code, counts in self.hit.items()
            for severity, count in counts.items()
            if at_least(severity, "warning")
        ]
        rules_of = "".join(
            f"  {code} {severity:7} {count:5,} {count / stories:7.2%}\n"
            for code, severity, count in sorted(rows, key=lambda row: -row[2])
        )
        return (
            f"{kind}: {stories:,} stories, {sum(self.loud) / stories:.3f} loud findings each; more"
            f" than {_LOUD} in {over} ({over / stories:.2%}); {spread}\n{rules_of}"
        )


def show(code: str, count: int, seed: int, also: Iterable[str]) -> None:
    """Print *count* random hits of a rule."""
    found = [
        finding for _, findings in checked(also) for finding in findings if finding.code == code
    ]
    print(f"{len(found)} hits in {len({finding.path for finding in found})} stories")
    for finding in random.Random(seed).sample(found, min(count, len(found))):
        print(
            f"\n{finding.path}:{finding.place.line}:{finding.place.column} {finding.severity}"
            f" {finding.message}\n    {finding.excerpt.text}"
        )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--show", metavar="CODE", help="print hits of this rule instead")
    options.add_argument("-n", type=int, default=20, help="how many")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--noise", action="store_true", help="print how loud check is and write nothing"
    )
    options.add_argument(
        "--also",
        metavar="FOLDER",
        nargs="*",
        default=[],
        help="look at the text files of other folders too",
    )
    arguments = options.parse_args()
    if arguments.show:
        show(arguments.show, arguments.n, arguments.seed, arguments.also)
        return
    kinds: defaultdict[str, Noise] = defaultdict(Noise)
    for kind, findings in checked(arguments.also):
        kinds[kind].take(findings)
    print(*(noise.told(kind) for kind, noise in kinds.items()), sep="", end="")
    if not arguments.noise:
        counts = {
            rule.code: [told(kinds[kind].hit[rule.code], rule) for kind in KINDS]
            for rule in rules().values()
            if rule.scope in ("input", "dispatch")
        }
        PAGE.write_text(
            HEAD.format(*(f"{len(kinds[kind].loud):,}" for kind in KINDS))
            + handbook(list(rules().values()), counts, KINDS),
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
