"""``dispatchkit check``: what it does, once its options are known."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import ExitStack
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.cli._files import WholeFile, refuse_overwriting, refuse_sharing
from dispatchkit.cli._inputs import Input, Skipped, expand, reason
from dispatchkit.cli._outlets import outlets
from dispatchkit.cli._spread import spread
from dispatchkit.cli._status import Failure, Status
from dispatchkit.cli._stdout import StandardOutput
from dispatchkit.cli._terminal import complain, is_terminal, say
from dispatchkit.errors import ProfileError
from dispatchkit.lines import split_lines
from dispatchkit.lint import baseline
from dispatchkit.lint.across import check_across
from dispatchkit.lint.engine import Checked, active_in, check_source
from dispatchkit.lint.finding import SEVERITIES, at_least
from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.reports import Failed
from dispatchkit.lint.statistics import kind, table, to_dict
from dispatchkit.lint.view import Source
from dispatchkit.render.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.cli._outlets import Outlet
    from dispatchkit.lint.card import Card
    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.settings import Settings
    from dispatchkit.lint.statistics import Kind

# How many lines a diff shows around a change.
_CONTEXT = 3


class Task(NamedTuple):
    """What is to be done to every input: check it, with *fix* mend it first, with *diff* only show how; also *unsafe* fixes."""

    settings: Settings
    fix: bool = False
    diff: bool = False
    unsafe: bool = False


class Outcome(NamedTuple):
    """What became of an input. ``profile``: place and problem of a ProfileError, which all inputs have."""

    checked: Checked | None = None
    problem: str | None = None
    profile: tuple[str, str] | None = None
    data: bytes | None = None
    diff: str = ""
    fixes: int = 0


class Plan(NamedTuple):
    """What a call asks for besides the findings themselves.

    *reports*: formats and files, "-" is standard output. *skipped*: what is no input where a folder is walked.
    """

    task: Task
    fail_on: str
    reports: tuple[tuple[str, str], ...]
    baseline: str | None
    write_baseline: str | None
    statistics: str | None
    jobs: int
    colour: bool | None
    skipped: Skipped


def outcome(item: Input, task: Task) -> Outcome:
    """Read and check one input."""
    if item.problem is not None:
        return Outcome(problem=item.problem)
    try:
        source = Source(item.name, item.read(), task.settings)
    except OSError as error:
        return Outcome(problem=reason(error))
    except ProfileError as error:
        return Outcome(profile=(error.place, error.problem))
    if source.problem and not any(rule.code == "DK109" for rule in active_in(source)):
        return Outcome(problem=str(source.problem))
    if not (task.fix or task.diff):
        return Outcome(check_source(source))
    fixed = fix_source(source, unsafe=task.unsafe)
    changed = fixed.data != source.data
    return Outcome(
        fixed.checked,
        data=fixed.data if task.fix and (changed or item.data is not None) else None,
        diff=_diff(item.name, source.text, fixed.text) if task.diff and changed else "",
        fixes=fixed.fixes.total(),
    )


def _diff(name: str, before: str, after: str) -> str:
    """A unified diff; where only bytes change that no text shows, a line that says so."""
    from difflib import unified_diff

    old, new = ([line.text + line.ending for line in split_lines(text)] for text in (before, after))
    lines = list(unified_diff(old, new, name, name, n=_CONTEXT))
    if not lines:
        return f"--- {name}\n+++ {name}\n\\ written as UTF-8 without a byte-order mark\n"
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


class _Run:
    """One call as it goes on: what was found so far, and where it is told."""

    def __init__(self, plan: Plan, known: baseline.Baseline | None, outlets: Sequence[Outlet]) -> None:
        self._plan = plan
        self._known = known
        self._outlets = outlets
        self._cards: list[Card] = []
        self._done: list[str] = []
        self._failed: list[Failed] = []
        self._written: list[Finding] = []
        self._counts: Counter[Kind] = Counter()
        self._fixes = 0
        self._mended = False

    def take(self, item: Input, made: Outcome) -> None:
        """What became of one input: written, reported, counted."""
        if made.profile is not None:
            raise ProfileError(*made.profile)
        if made.problem is not None:
            self._fail(item.name, made.problem)
        if made.checked is None:
            return
        if made.data is not None:
            self._write(item, made.data)
        if made.diff:
            self._mended = True
            with StandardOutput() as output:
                output.write(made.diff)
        self._fixes += made.fixes
        self._done.append(item.name)
        self._cards += made.checked.cards
        self.tell(item.name, made.checked.findings)

    def tell(self, path: str, findings: Iterable[Finding]) -> None:
        """Report findings that are not known, and count them."""
        fresh = list(findings) if self._known is None else self._known.told(findings)
        self._counts.update(map(kind, fresh))
        if self._plan.write_baseline:
            self._written += fresh
        for outlet in self._outlets:
            outlet.add(path, fresh)

    def finish(self) -> None:
        """What only shows when all inputs are seen; then the ends of the reports, the baseline, a word to the person."""
        settings = self._plan.task.settings
        for path, findings in groupby(check_across(self._cards, settings), key=lambda one: one.path):
            self.tell(path, findings)
        if self._known is not None and (stale := list(baseline.stale_findings(self._known, self._done, settings))):
            self.tell(self._known.file, stale)
        for outlet in self._outlets:
            outlet.end(self._failed)
            outlet.flush()
        if self._plan.write_baseline:
            with WholeFile(self._plan.write_baseline) as file:
                file.write(baseline.written(self._plan.write_baseline, self._written))
        if self._plan.statistics:
            with StandardOutput() as output:
                output.write(table(self._counts) if self._plan.statistics == "text" else encode(to_dict(self._counts)) + "\n")
        say(self._summary())

    def status(self) -> int:
        """The exit status."""
        if self._failed:
            return Status.FAILED
        if self._plan.write_baseline:
            return Status.DONE
        if self._plan.task.diff:
            return Status.FOUND if self._mended else Status.DONE
        threshold = self._plan.fail_on
        return Status.FOUND if any(at_least(one.severity, threshold) for one in self._counts) else Status.DONE

    def _fail(self, path: str, problem: str) -> None:
        for outlet in self._outlets:
            outlet.flush()
        complain(f"{path}: {problem}")
        self._failed.append(Failed(path, problem))

    def _write(self, item: Input, data: bytes) -> None:
        """Put a mended input in its place, or, where it came in a pipe, send it on."""
        try:
            with StandardOutput() if item.data is not None else WholeFile(item.name) as output:
                output.write_bytes(data)
        except Failure as error:
            self._fail(item.name, str(error).removeprefix(f"{item.name}: "))

    def _summary(self) -> str:
        """What was found, in a sentence."""
        inputs = _count(len(self._done), "input")
        mended = f"; {_count(self._fixes, 'fix', 'fixes')} {'possible' if self._plan.task.diff else 'made'}" if self._fixes else ""
        if self._plan.write_baseline:
            return f"{_count(self._counts.total(), 'finding')} in {inputs} written to {self._plan.write_baseline}"
        if not self._counts:
            return f"nothing found in {inputs}{mended}"
        by_severity = [(severity, sum(count for one, count in self._counts.items() if one.severity == severity)) for severity in SEVERITIES]
        told = ", ".join(_count(count, severity, severity if severity == "info" else None) for severity, count in by_severity if count)
        safe, unsafe = (sum(count for one, count in self._counts.items() if one.fixable == safety) for safety in ("safe", "unsafe"))
        ways = [f"{safe} with --fix"] * bool(safe) + [f"{unsafe} with --fix --unsafe-fixes"] * bool(unsafe)
        return f"{told} in {inputs}{mended}{'; can be fixed: ' + ', '.join(ways) if ways else ''}"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _files(plan: Plan) -> list[tuple[str, str]]:
    """The files that a call writes, and the baseline that it reads, each with the option that names it. A baseline may be written anew."""
    named = [("--write-baseline", plan.write_baseline), *(("--report", path) for _, path in plan.reports if path != "-")]
    if not plan.write_baseline:
        named.append(("the baseline", plan.baseline))
    return [(option, path) for option, path in named if path]


def check_inputs(names: Sequence[str], plan: Plan) -> int:
    """Read, check, mend and report; the exit status. Raises Usage, ProfileError, ConfigError, Failure, ClosedPipe."""
    known = baseline.load(plan.baseline) if plan.baseline and not plan.write_baseline else None
    written = [path for path in (plan.write_baseline, *(path for _, path in plan.reports)) if path]
    inputs = list(expand(names, plan.skipped))
    for path in written:
        refuse_overwriting(inputs, path)
    refuse_sharing(_files(plan))
    with ExitStack() as stack:
        run = _Run(plan, known, [stack.enter_context(outlet) for outlet in outlets(plan.reports, inputs, fixes=plan.task.fix, fail_on=plan.fail_on, colour=plan.colour)])
        busy = is_terminal(sys.stdout) and any(path == "-" for _, path in plan.reports)
        for item, made in zip(inputs, spread(inputs, partial(outcome, task=plan.task), plan.jobs, busy=busy), strict=True):
            run.take(item, made)
        run.finish()
    return run.status()
