"""How well `dispatchkit learn` learns: the profiles that it makes of dumps, tried on other dumps.

The shipped profiles with the most rules about lines, one for each language, are left out of the
program, as if nobody had written them. Of each agency 30 dumps are invented to learn from and 30 to
test on (``invented_dumps``); where real pages and wires with gold are at hand, they are used too.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import learning_real
from invented_dumps import senders
from learning_program import Program, written
from learning_real import Case
from learning_score import FIELDS, Score, added, score
from measuring import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from learning_score import Loss

PROFILES = ROOT / "dispatchkit" / "agencies" / "profiles"
_DUMPS = 30
_OTHERS = 5
_WORST = 4
_EPILOG = """\
A row says of the dumps to test on: how many of the sender's own lines (furniture) leave the story
without a profile, with the learned one, and as the program ships; gain: of those that stay without
a profile, the share that leaves with the learned one; lost: sentences of news that are not in the
story, before and after, and the new ones among them; below: other texts after the story that leave
it, before and after; page: buttons of any page that do, after; the fields that are right, before
and after; known: dumps that the learned profile is found for by itself; rules; and the seconds of
CPU time that learning took.

examples:
  python benchmarks/learning.py                          everything
  python benchmarks/learning.py --only dpa --keep /tmp/kept
  python benchmarks/learning.py --learner shipped        the shipped profiles as learned ones
"""


class Result(NamedTuple):
    """What was measured of a case: *ceiling* is the program as it ships."""

    case: Case
    before: Score
    after: Score
    ceiling: Score | None
    known: int
    rules: int
    seconds: float
    said: tuple[str, ...]
    folder: Path

    @property
    def newly_lost(self) -> list[Loss]:
        """The sentences that the learned profile took, and the program without it does not."""
        before = {(loss.dump, loss.sentence) for loss in self.before.lost}
        return [loss for loss in self.after.lost if (loss.dump, loss.sentence) not in before]


def invented() -> Iterator[Case]:
    """The cases of invented dumps."""
    for sender in senders():
        parts = [list(sender.dumps(part, _DUMPS)) for part in ("learn", "test")]
        profile = sender.profile
        yield Case(profile.id, "invented", profile.name, [(parts[0], parts[1])], profile.id)


# --- one case ---------------------------------------------------------------------------------


class Learned(NamedTuple):
    """A profile that was made of dumps; None where none was made, and what was said."""

    profile: Path | None
    seconds: float
    said: str


def learned(program: Program, dumps: Path, target: Path, case: Case) -> Learned:
    """The profile that the program learns of a folder."""
    options = ("--isolated", "--id", target.stem, "--name", case.sender, "-o", target)
    answer = program.call("learn", *options, dumps)
    found = target if answer.status == 0 and target.exists() else None
    return Learned(found, answer.seconds, f"exit {answer.status}: {answer.said.strip()}")


def as_shipped(_: Program, dumps: Path, target: Path, case: Case) -> Learned:
    """The shipped profile in place of a learned one, to see whether the measure is sane."""
    del dumps
    source = PROFILES / f"{case.profile}.toml"
    if not source.exists():
        return Learned(None, 0, "there is no shipped profile")
    text = source.read_text(encoding="utf-8")
    text = text.replace(f'id = "{case.profile}"', f'id = "{target.stem}"', 1)
    target.write_text(text, encoding="utf-8", newline="")
    return Learned(target, 0, "the shipped profile")


def nothing(_: Program, dumps: Path, target: Path, case: Case) -> Learned:
    """No profile, to see what the program does by itself."""
    del dumps, target, case
    return Learned(None, 0, "nothing is learned")


_LEARNERS: dict[str, Callable[[Program, Path, Path, Case], Learned]] = {
    "learn": learned,
    "shipped": as_shipped,
    "none": nothing,
}


def measured(program: Program, case: Case, learner: str, folder: Path) -> Result:
    """What a learner makes of a case; dumps and profiles are written to *folder*."""
    scores: dict[str, list[Score]] = {"before": [], "after": [], "ceiling": []}
    said: list[str] = []
    known = rules = 0
    seconds = 0.0
    for number, (to_learn, to_test) in enumerate(case.splits):
        place = folder / (f"fold{number}" if len(case.splits) > 1 else "")
        ours = written(place / "learn", to_learn)
        test = written(place / "test", to_test)
        with program.without(case.profile):
            made = _LEARNERS[learner](program, ours, place / "learned.toml", case)
            before = program.read(test, to_test, "--isolated")
            after = before
            if made.profile is not None:
                after = program.read(test, to_test, "--isolated", "--profile", made.profile)
                known += _known(program, made.profile, test)
        scores["before"].append(score(to_test, before))
        scores["after"].append(score(to_test, after))
        if case.profile is not None:
            shipped = Program(ROOT).read(test, to_test, "--isolated")
            scores["ceiling"].append(score(to_test, shipped))
        rules += _rules(made.profile)
        seconds += made.seconds
        if made.profile is None or not number:
            said.append(made.said)
    ceiling = added(scores["ceiling"]) if scores["ceiling"] else None
    before_, after_ = added(scores["before"]), added(scores["after"])
    return Result(case, before_, after_, ceiling, known, rules, seconds, tuple(said), folder)


def _known(program: Program, profile: Path, *dumps: Path) -> int:
    """How many of the dumps the profile is found for, where it is one among those that ship."""
    configuration = profile.with_name("dispatchkit.toml")
    configuration.write_text(f'profiles = ["{profile.name}"]\n', encoding="utf-8")
    options = ("--config", configuration, "--field", "profile")
    answer = program.call("parse", "-q", *options, *dumps)
    return answer.out.split("\n").count(profile.stem)


def claimed(results: Sequence[Result]) -> Iterator[str]:
    """Of each learned profile, how many dumps of other invented senders it is found for."""
    some = [one for one in results if one.case.kind == "invented"]
    for one in some:
        profile = one.folder / "learned.toml"
        others = [
            path
            for other in some
            if other is not one
            for path in sorted((other.folder / "test").iterdir())[:_OTHERS]
        ]
        if profile.exists() and others:
            yield f"{one.case.name} {_known(Program(ROOT), profile, *others)}/{len(others)}"


def _rules(profile: Path | None) -> int:
    """How many rules a profile has."""
    if profile is None:
        return 0
    table = tomllib.loads(profile.read_text(encoding="utf-8"))
    return sum(len(table.get(kind, [])) for kind in ("label", "field", "detect"))


# --- the report -------------------------------------------------------------------------------

_HEAD = (
    f"{'':24}{'furniture':>11}  {'before':>6} {'after':>6} {'ship':>6} {'gain':>6}"
    f"   {'lost':>9} {'new':>4}"
    f"   {'below':>13}  {'page':>6}   {'fields':>13}   {'known':>7} {'rules':>5} {'s':>5}"
)


def _row(name: str, results: Sequence[Result]) -> str:
    before, after = (added(getattr(one, part) for one in results) for part in ("before", "after"))
    ceilings = [one.ceiling for one in results if one.ceiling is not None]
    ceiling = added(ceilings).share() if ceilings else None
    shares = (before.share(), after.share(), ceiling, _gain(before, after))
    shown = " ".join(map(_percent, shares))
    below = f"{_percent(before.share('after'))} {_percent(after.share('after'))}"
    lost = f"{len(before.lost)}-{len(after.lost)}"
    new = sum(len(one.newly_lost) for one in results)
    right = f"{before.fields.total()}-{after.fields.total()}/{before.stated.total()}"
    known = f"{sum(one.known for one in results)}/{after.dumps}"
    return (
        f"{name:24}{after.stood['furniture']:11}  {shown}   {lost:>9} {new:4}"
        f"   {below}  {_percent(after.share('common'))}   {right:>13}"
        f"   {known:>7} {sum(one.rules for one in results):5}"
        f" {sum(one.seconds for one in results):5.1f}"
    )


def _gain(before: Score, after: Score) -> float | None:
    """Of the furniture that stays without a profile, the share that leaves with it."""
    missing = before.stood["furniture"] - before.found["furniture"]
    return (after.found["furniture"] - before.found["furniture"]) / missing if missing else None


def _percent(share: float | None) -> str:
    return f"{'-':>6}" if share is None else f"{100 * share:5.1f}%"


def _details(result: Result) -> Iterator[str]:
    """What a learned profile took wrongly, and the rules whose lines it misses most."""
    for said in dict.fromkeys(result.said):
        yield f"    said: {' | '.join(said.splitlines()[-3:])[:200]}"
    for loss in result.newly_lost:
        yield f"    LOST {loss.dump} by {loss.rule}: {loss.sentence[:100]}"
    takers = Counter(loss.rule for loss in result.before.lost)
    if takers:
        most = ", ".join(f"{number} {rule}" for rule, number in takers.most_common(_WORST))
        yield f"    lost without it, by: {most}"
    after = result.after
    left = Counter({rule: after.of_rule[rule] - after.by_rule[rule] for rule in after.of_rule})
    for rule, missing in left.most_common(_WORST):
        if missing:
            text = after.missed[rule]
            yield f"    missed {missing}/{after.of_rule[rule]} {rule}: {text[-90:]}"
    right = ", ".join(
        f"{name} {result.before.fields[name]}-{after.fields[name]}/{after.stated[name]}"
        for name in FIELDS
        if after.stated[name]
    )
    yield f"    fields before-after: {right or 'none are stated'}"


def _report(results: Sequence[Result]) -> None:
    """The sums, and the details of each row."""
    print(f"\nin sum\n{_HEAD}")
    for kind in dict.fromkeys(one.case.kind for one in results):
        print(_row(kind, [one for one in results if one.case.kind == kind]))
    print(f"\nfound for dumps of others: {', '.join(claimed(results)) or 'not tried'}\n\ndetails")
    for one in results:
        print(f"  {one.case.kind}: {one.case.name}")
        print(*_details(one), sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", metavar="ID", action="append", help="this sender alone (repeatable)"
    )
    parser.add_argument("--invented", action="store_true", help="no real dumps")
    parser.add_argument("--keep", metavar="DIR", help="keep dumps, gold and profiles in DIR")
    parser.add_argument("--learner", choices=_LEARNERS, default="learn", help="default: learn")
    asked = parser.parse_args()
    begun = time.perf_counter()
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="learning-") as name:
        program = Program.copied(Path(name, "program"))
        kept = Path(asked.keep or Path(name, "dumps")).resolve()
        for case in (*invented(), *(() if asked.invented else learning_real.cases())):
            if isinstance(case, str):
                print(case)
            elif not asked.only or case.name.split(" ")[0] in asked.only:
                if not results or results[-1].case.kind != case.kind:
                    print(f"\n{case.kind}\n{_HEAD}")
                folder = kept / case.kind.replace(" ", "-") / case.name.split(" ")[0]
                shutil.rmtree(folder, ignore_errors=True)
                results.append(measured(program, case, asked.learner, folder))
                print(_row(case.name, results[-1:]), flush=True)
        _report(results)
    print(f"\n{time.perf_counter() - begun:.0f} s in all")


if __name__ == "__main__":
    main()
