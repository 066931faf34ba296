"""``dispatchkit check``: what it does, once its options are known."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import ExitStack
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.cli._configured import expanded, walked
from dispatchkit.cli._outlets import outlets
from dispatchkit.cli._status import Status
from dispatchkit.doubts import UNMET_SPLIT
from dispatchkit.errors import ProfileError
from dispatchkit.files.failures import Failure
from dispatchkit.files.inputs import NO_MEMORY, Input, Skipped, reason
from dispatchkit.files.outputs import (
    WholeFile,
    is_standard_output,
    refuse_overwriting,
    refuse_sharing,
)
from dispatchkit.files.paths import Patterns, relative
from dispatchkit.files.processes import spread
from dispatchkit.files.rewriting import digest, rewrite
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, say
from dispatchkit.lint import baseline
from dispatchkit.lint.across import check_across
from dispatchkit.lint.engine import Checked, check_fixed, check_source
from dispatchkit.lint.finding import SEVERITIES, at_least
from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.patch import patch, unpatchable
from dispatchkit.lint.reported import reported
from dispatchkit.lint.reports import Failed
from dispatchkit.lint.settings import chosen
from dispatchkit.lint.statistics import kind, table, to_dict
from dispatchkit.lint.traced import Source
from dispatchkit.text.visible import one_line, visible
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.cli._outlets import Outlet
    from dispatchkit.compare.card import Card
    from dispatchkit.lint.finding import Finding, Severity
    from dispatchkit.lint.settings import Settings
    from dispatchkit.lint.statistics import Kind


class Task(NamedTuple):
    """What is to be done to every input: check it, with *fix* mend it first, with *diff* only show
    how; also *unsafe* fixes.
    """

    settings: Settings
    fix: bool = False
    diff: bool = False
    unsafe: bool = False


class Outcome(NamedTuple):
    """What became of an input. ``profile``: place and problem of a ProfileError, which all inputs
    have.

    ``data``: what is to be written in its place, if it still has the ``digest`` that it had.
    ``diff``: the changes as a patch, ``opaque``: why there is none. ``split_met``: the expression
    of ``--split``, if there is one, was found in it.
    """

    checked: Checked | None = None
    problem: str | None = None
    profile: tuple[str, str] | None = None
    data: bytes | None = None
    digest: bytes = b""
    diff: bytes = b""
    opaque: str | None = None
    fixes: int = 0
    split_met: bool = True


class Loudness(NamedTuple):
    """What is said on standard error besides failures: nothing if *quiet*; if *verbose* a line for
    each input; whether there is a bar.
    """

    quiet: bool = False
    verbose: bool = False
    progress: bool | None = None


class Plan(NamedTuple):
    """What a call asks for besides the findings themselves.

    *reports*: formats and files, "-" is standard output. *skipped*: what is no input where a folder
    is walked. *notes*: what a person should know of the configuration.
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
    loud: Loudness = Loudness()
    notes: tuple[str, ...] = ()


def outcome(item: Input, task: Task) -> Outcome:
    """Read and check one input."""
    if item.problem is not None:
        return Outcome(problem=item.problem)
    if (
        task.fix
        and item.data is None
        and os.path.exists(item.name)
        and not os.path.isfile(item.name)
    ):
        return Outcome(problem="not a regular file, so it cannot be mended")
    try:
        return _checked(item, task)
    except MemoryError:
        return Outcome(problem=NO_MEMORY)


def _checked(item: Input, task: Task) -> Outcome:
    """The findings of an input, and what mending it gives where that is asked for."""
    try:
        source = Source(item.name, item.read(), task.settings)
    except OSError as error:
        return Outcome(problem=reason(error))
    except ProfileError as error:
        return Outcome(profile=(error.place, error.problem))
    if source.problem and not check_source(source).findings:
        return Outcome(problem=str(source.problem))
    if not (task.fix or task.diff):
        return Outcome(check_source(source), split_met=source.split_met)
    fixed = fix_source(source, unsafe=task.unsafe)
    changed = fixed.data != source.data
    opaque = unpatchable(source, fixed.source) if task.diff and changed else None
    return Outcome(
        check_fixed(fixed, unsafe=task.unsafe),
        data=fixed.data if task.fix and (changed or item.data is not None) else None,
        digest=digest(source.data) if task.fix else b"",
        diff=(
            patch(_patched_name(item.name), source, fixed)
            if task.diff and changed and not opaque
            else b""
        ),
        opaque=opaque,
        fixes=fixed.fixes.total(),
        split_met=source.split_met,
    )


def _patched_name(name: str) -> str:
    """The name of a file in a patch: seen from the working folder, which is where patches are
    applied, if it is below that.
    """
    path = os.path.relpath(name) if os.path.isabs(name) else os.path.normpath(name)
    return name if path.startswith(os.pardir) else path.replace(os.sep, "/")


class _Run:
    """One call as it goes on: what was found so far, and where it is told."""

    def __init__(
        self, plan: Plan, known: baseline.Baseline | None, outlets: Sequence[Outlet]
    ) -> None:
        self._plan = plan
        self._known = known
        self._outlets = outlets
        self._cards: list[Card] = []
        self._done: list[str] = []
        self._failed: list[Failed] = []
        self._written: list[Finding] = []
        self._counts: Counter[Kind] = Counter()
        # Fixes that were made, that could be made now (the safe ones, all), and that are refused.
        self._fixes = self._safe = self._all = self._refused = 0
        self._told: Counter[Severity] = Counter()
        self._mended = False

    def take(self, item: Input, made: Outcome) -> None:
        """What became of one input: written, reported, counted."""
        if made.profile is not None:
            raise ProfileError(*made.profile)
        if made.problem is not None:
            self._fail(item.name, made.problem)
        if made.data is not None and not self._write(item, made):
            # It is as it was, so that is what is told.
            made = outcome(item, self._plan.task._replace(fix=False))
        if made.checked is None:
            return
        if not made.split_met and not self._plan.loud.quiet:
            self._flush()
            complain(f"{item.name}: {UNMET_SPLIT}")
        if made.diff or made.opaque:
            self._mended = True
            self._show(item.name, made)
        self._fixes += made.fixes
        self._safe += made.checked.fixable.safe
        self._all += made.checked.fixable.all
        self._refused += sum(one.refused is not None for one in made.checked.findings)
        self._done.append(item.name)
        self._cards += made.checked.cards
        if self._plan.loud.verbose:
            say(f"{one_line(item.name)}: {_count(len(made.checked.findings), 'finding')}")
        self.tell(item.name, made.checked.findings)

    def tell(self, path: str, findings: Iterable[Finding]) -> None:
        """Report findings that are not known, and count them."""
        fresh = list(findings) if self._known is None else self._known.told(findings)
        told = self._shown(fresh)
        self._counts.update(map(kind, fresh))
        self._told.update(finding.severity for finding in told)
        if self._plan.write_baseline:
            self._written += fresh
        for outlet in self._outlets:
            outlet.add(path, told)

    def _shown(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that are told. Counts are not folded: a table is short however many there
        are.
        """
        settings = self._plan.task.settings
        return reported(
            findings,
            (
                settings._replace(min_severity=settings.min_severity or "info")
                if self._plan.statistics
                else settings
            ),
        )

    def finish(self) -> None:
        """What only shows when all inputs are seen; then the ends of the reports, the baseline, a
        word to the person.
        """
        settings = self._plan.task.settings
        for path, findings in groupby(
            check_across(self._cards, settings), key=lambda one: one.path
        ):
            self.tell(path, findings)
        if self._known is not None and (
            stale := list(baseline.stale_findings(self._known, self._done, settings))
        ):
            self.tell(self._known.file, stale)
        for outlet in self._outlets:
            outlet.end(self._failed)
            outlet.flush()
        if self._plan.write_baseline:
            with WholeFile(self._plan.write_baseline) as file:
                file.write(baseline.written(self._plan.write_baseline, self._written))
        if self._plan.statistics:
            with StandardOutput() as output:
                output.write(
                    table(self._counted())
                    if self._plan.statistics == "text"
                    else encode(to_dict(self._counted())) + "\n"
                )
        if not self._plan.loud.quiet:
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
        return (
            Status.FOUND
            if any(at_least(one.severity, threshold) for one in self._counts)
            else Status.DONE
        )

    def _fail(self, path: str, problem: str) -> None:
        """Tell that an input failed, and keep it for the reports."""
        self._flush()
        complain(f"{path}: {problem}")
        self._failed.append(Failed(path, problem))

    def _show(self, name: str, made: Outcome) -> None:
        """The changes as a patch in the bytes of the file; to a person in characters."""
        if made.opaque:
            self._flush()
            complain(
                f"{name}: {_count(made.fixes, 'fix', 'fixes')} possible, but no patch:"
                f" {made.opaque}"
            )
        with StandardOutput() as output:
            if is_terminal(sys.stdout):
                output.write(visible(made.diff.decode("utf-8", "backslashreplace")))
            else:
                output.write_bytes(made.diff)

    def _write(self, item: Input, made: Outcome) -> bool:
        """Put a mended input in its place, or, where it came in a pipe, send it on. Whether that
        could be done.
        """
        data = made.data or b""
        if item.data is not None:
            with StandardOutput() as output:
                output.write_bytes(data)
            return True
        try:
            rewrite(item.name, data, made.digest)
        except Failure as error:
            self._fail(item.name, str(error).removeprefix(f"{item.name}: "))
            return False
        return True

    def _flush(self) -> None:
        """Hand on what the reports have so far, so that words to the person come after it."""
        for outlet in self._outlets:
            outlet.flush()

    def _summary(self) -> str:
        """What was found, in a sentence."""
        inputs = _count(len(self._done), "input")
        done = "possible" if self._plan.task.diff else "made"
        mended = f"; {_count(self._fixes, 'fix', 'fixes')} {done}" if self._fixes else ""
        if self._plan.write_baseline:
            return (
                f"{_count(self._counts.total(), 'finding')} in {inputs} written to"
                f" {self._plan.write_baseline}"
            )
        if not self._done:
            return "nothing was checked"
        if not chosen(self._plan.task.settings):
            return f"no rule was asked to run on {inputs}: see select and ignore"
        unread = (
            f"; {_count(len(self._failed), 'input')} could not be checked" if self._failed else ""
        )
        told = f"nothing found in {inputs}"
        if self._counts:
            by_severity = [
                _count(self._told[severity], severity, severity if severity == "info" else None)
                for severity in SEVERITIES
                if self._told[severity]
            ]
            told = f"{', '.join(by_severity) or 'nothing that grave'} in {inputs}{self._untold()}"
        return "; ".join([told + unread + mended, *self._outlook()])

    def _outlook(self) -> Iterator[str]:
        """What fixes would be made now, and how many would not."""
        if self._all and not self._plan.task.diff:
            more = f" ({self._all} with --unsafe-fixes)" if self._all > self._safe else ""
            yield f"can be fixed: {self._safe} with --fix{more}"
        if self._refused:
            yield f"{_count(self._refused, 'fix', 'fixes')} refused"

    def _untold(self) -> str:
        """What was found and not told, and how to see it."""
        untold = self._counts.total() - self._told.total()
        least = self._plan.task.settings.min_severity
        if not untold:
            return ""
        return (
            f"; {untold:,} below {least} not told"
            if least
            else f"; {untold:,} more of boilerplate, --min-severity info tells each"
        )

    def _counted(self) -> Counter[Kind]:
        """The counts of what is grave enough to be told."""
        least = self._plan.task.settings.min_severity or SEVERITIES[-1]
        return Counter(
            {one: count for one, count in self._counts.items() if at_least(one.severity, least)}
        )


def _count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 fix", "2 fixes"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _tell_unmet(names: Sequence[str], inputs: Sequence[Input], settings: Settings) -> None:
    """Say which patterns of ``per-file-ignores`` fit none of the inputs of a walk."""
    patterns = Patterns(tuple(settings.per_file_ignores))
    folders = walked(names, settings.root) if patterns else []
    if folders:
        for item in inputs:
            patterns.note(relative(item.name, settings.root))
        for pattern in patterns.unmet(folders):
            complain(f"per-file-ignores: {pattern!r} matched nothing")


def _files(plan: Plan) -> list[tuple[str, str]]:
    """The files that a call writes, and the baseline that it reads, each with the option that names
    it. A baseline may be written anew.
    """
    named = [
        ("--write-baseline", plan.write_baseline),
        *(("--report", path) for _, path in plan.reports if path != "-"),
    ]
    if not plan.write_baseline:
        named.append(("the baseline", plan.baseline))
    return [(option, path) for option, path in named if path]


def check_inputs(names: Sequence[str], plan: Plan) -> int:
    """Read, check, mend and report; the exit status. Raises Usage, ProfileError, ConfigError,
    Failure, ClosedPipe.
    """
    known = baseline.load(plan.baseline) if plan.baseline and not plan.write_baseline else None
    written = [path for path in (plan.write_baseline, *(path for _, path in plan.reports)) if path]
    inputs = expanded(names, plan.skipped)
    _tell_unmet(names, inputs, plan.task.settings)
    for path in written:
        refuse_overwriting(inputs, names, path)
    refuse_sharing(_files(plan))
    with ExitStack() as stack:
        reported = outlets(
            plan.reports,
            inputs,
            fixes=plan.task.fix,
            fail_on=plan.fail_on,
            colour=plan.colour,
            notes=plan.notes,
        )
        run = _Run(plan, known, [stack.enter_context(outlet) for outlet in reported])
        busy = plan.loud.quiet or (
            is_terminal(sys.stdout) and any(is_standard_output(path) for _, path in plan.reports)
        )
        results = spread(
            inputs,
            partial(outcome, task=plan.task),
            plan.jobs,
            busy=busy,
            progress=plan.loud.progress,
        )
        for item, made in zip(inputs, results, strict=True):
            run.take(item, made)
        run.finish()
    return run.status()
