"""``dispatchkit check``: what it does, once its options are known."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.cli._checked_input import Outcome, Task, outcome
from dispatchkit.cli._configured import expanded, tell_unmet, walked
from dispatchkit.cli._loading import load
from dispatchkit.cli._outlets import outlets
from dispatchkit.cli._status import Status
from dispatchkit.cli._tally import Tally
from dispatchkit.counted import number_of
from dispatchkit.doubts import UNMET_SPLIT
from dispatchkit.errors import ProfileError
from dispatchkit.files.failures import Failure
from dispatchkit.files.outputs import (
    WholeFile,
    is_standard_output,
    refuse_overwriting,
    refuse_sharing,
)
from dispatchkit.files.paths import Patterns, relative
from dispatchkit.files.processes import spread
from dispatchkit.files.rewriting import rewrite
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, say
from dispatchkit.lint import baseline
from dispatchkit.lint.across import check_across
from dispatchkit.lint.reported import reported
from dispatchkit.lint.reports import Failed
from dispatchkit.lint.statistics import table, to_dict
from dispatchkit.text.visible import one_line, visible
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.cli._outlets import Outlet
    from dispatchkit.compare.card import Card
    from dispatchkit.files.inputs import Input, Skipped
    from dispatchkit.lint.finding import Finding


class Loudness(NamedTuple):
    """What is said on standard error besides failures: nothing if *quiet*; if *verbose*, a line for
    each input. *progress*: whether there is a bar (None: see ``spread``).
    """

    quiet: bool = False
    verbose: bool = False
    progress: bool | None = None


class Plan(NamedTuple):
    """What a call of ``check`` asks for.

    *fail_on*: the least severity that makes the exit status 1, or "never". *reports*: formats and
    files, "-" is standard output. *baseline* and *write_baseline*: the files of known findings that
    are read and written. *statistics*: the format of counts ("text", "json"), if they are wanted.
    *skipped*: what a walk leaves out. *notes*: what a person should know of the configuration.
    *home*: the folder of the configuration, if there is one.
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
    home: str | None = None


class _Run:
    """One call as it goes on: what was found so far, and where it is reported."""

    def __init__(
        self,
        plan: Plan,
        known: baseline.Baseline | None,
        outlets: Sequence[Outlet],
        named: Sequence[str],
    ) -> None:
        self._plan = plan
        self._named = named
        self._known = known
        self._outlets = outlets
        self._tally = Tally(plan.task, baseline=known is not None)
        self._cards: list[Card] = []
        self._done: list[str] = []
        self._failed: list[Failed] = []
        self._written: list[Finding] = []
        self._differs = False

    def take(self, item: Input, made: Outcome) -> None:
        """Deal with what became of one input: write it, report it, count it."""
        if made.profile is not None:
            raise ProfileError(*made.profile)
        if made.problem is not None:
            if self._is_known(made.unread):
                self._tally.add_known()
            else:
                self._fail(item.name, made.problem)
        if made.data is not None and not self._write(item, made):
            # It is as it was, so that is what is reported.
            made = outcome(item, self._plan.task._replace(fix=False))
        if made.checked is None:
            return
        if not made.split_met and not self._plan.loud.quiet:
            self._flush()
            complain(f"{item.name}: {UNMET_SPLIT}")
        if made.diff or made.opaque:
            self._differs = True
            self._show(item.name, made)
        self._tally.add_input(made, made.checked)
        self._done.append(item.name)
        self._cards += made.checked.cards
        if self._plan.loud.verbose:
            say(f"{one_line(item.name)}: {number_of(len(made.checked.findings), 'finding')}")
        self.report(item.name, made.checked.findings)

    def _is_known(self, unread: Sequence[Finding]) -> bool:
        """Whether the baseline knows the findings that say why an input cannot be read."""
        return bool(unread) and self._known is not None and not self._known.unknown(unread)

    def report(self, path: str, findings: Iterable[Finding]) -> None:
        """Report the *findings* about the input *path* that are not in the baseline, and count
        them.
        """
        fresh = list(findings) if self._known is None else self._known.unknown(findings)
        told = self._reported(fresh)
        self._tally.add_findings(fresh, told)
        if self._plan.write_baseline:
            self._written += fresh
        for outlet in self._outlets:
            outlet.add(path, told)

    def _reported(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that are reported. With ``--statistics`` none are folded: a table is short
        however many there are.
        """
        settings = self._plan.task.settings
        if self._plan.statistics:
            settings = settings._replace(min_severity=settings.min_severity or "info")
        return reported(findings, settings)

    def finish(self) -> None:
        """Report what only shows when all inputs are seen; then end the reports, write the
        baseline, and sum up.
        """
        plan, settings = self._plan, self._plan.task.settings
        across = check_across(self._cards, settings)
        for path, findings in groupby(across, key=lambda one: one.path):
            self.report(path, findings)
        if self._known is not None and (
            stale := list(baseline.stale_findings(self._known, self._reach, settings))
        ):
            self.report(self._known.file, stale)
        for outlet in self._outlets:
            outlet.end(self._failed)
            outlet.flush()
        kept = self._write_baseline(plan.write_baseline) if plan.write_baseline else 0
        if plan.statistics:
            counts = self._tally.statistics()
            with StandardOutput() as output:
                output.write(
                    table(counts) if plan.statistics == "text" else f"{encode(to_dict(counts))}\n"
                )
        if not plan.loud.quiet:
            say(
                self._tally.written(plan.write_baseline, kept)
                if plan.write_baseline
                else self._tally.summary(len(self._failed))
            )

    @property
    def _reach(self) -> baseline.Reach:
        """What the run can tell about the entries of a baseline."""
        return baseline.Reach(self._done, self._named)

    def _write_baseline(self, file: str) -> int:
        """Write what was found as known, with what an earlier baseline knows of inputs and rules
        that this run has not checked; returns how many entries those are.
        """
        before = baseline.earlier(file)
        kept = before.untold(self._reach, self._plan.task.settings) if before else []
        text = baseline.written(file, self._written, self._named, before, kept)
        with WholeFile(file) as target:
            target.write(text)
        return len(kept)

    def status(self) -> int:
        """The exit status."""
        if self._failed:
            return Status.FAILED
        if self._plan.write_baseline:
            return Status.DONE
        found = self._differs if self._plan.task.diff else self._tally.holds(self._plan.fail_on)
        return Status.FOUND if found else Status.DONE

    def _fail(self, path: str, problem: str) -> None:
        """Tell that an input failed, and keep it for the reports."""
        self._flush()
        complain(f"{path}: {problem}")
        self._failed.append(Failed(path, problem))

    def _show(self, name: str, made: Outcome) -> None:
        """Write the changes to standard output as a patch: in the bytes of the file, or safe to
        show on a terminal.
        """
        if made.opaque:
            self._flush()
            complain(
                f"{name}: {number_of(made.fixes, 'fix', 'fixes')} possible, but no patch:"
                f" {made.opaque}"
            )
        with StandardOutput() as output:
            if is_terminal(sys.stdout):
                output.write(visible(made.diff.decode("utf-8", "backslashreplace")))
            else:
                output.write_bytes(made.diff)

    def _write(self, item: Input, made: Outcome) -> bool:
        """Put a mended input in its place, or send it on if it came in a pipe. Returns whether that
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
        """Hand on what the reports have so far, so that messages on standard error come after
        it.
        """
        for outlet in self._outlets:
            outlet.flush()


def _tell_unmet(names: Sequence[str], inputs: Sequence[Input], plan: Plan) -> None:
    """Warn of the patterns of ``per-file-ignores`` that fit none of the inputs of a walk. A quiet
    call is not told.
    """
    if plan.loud.quiet:
        return
    settings = plan.task.settings
    patterns = Patterns(tuple(settings.per_file_ignores))
    if patterns and walked(names, settings.root):
        for item in inputs:
            patterns.note(relative(item.name, settings.root))
        tell_unmet(
            "per-file-ignores",
            patterns,
            names,
            inputs,
            settings.root,
            nowhere=settings.root or os.curdir,
        )


def _files(plan: Plan) -> list[tuple[str, str]]:
    """The files that a call writes, and the baseline that it reads unless it writes it anew, each
    with the option that names it.
    """
    named = [
        ("--write-baseline", plan.write_baseline),
        *(("--report", path) for _, path in plan.reports if path != "-"),
    ]
    if not plan.write_baseline:
        named.append(("the baseline", plan.baseline))
    return [(option, path) for option, path in named if path]


def check_inputs(names: Sequence[str], plan: Plan) -> int:
    """Read, check, mend and report the inputs that *names* stand for; returns the exit status.
    Raises Usage, ProfileError, ConfigError, Failure, ClosedPipe.
    """
    known = baseline.load(plan.baseline) if plan.baseline and not plan.write_baseline else None
    written = [path for path in (plan.write_baseline, *(path for _, path in plan.reports)) if path]
    inputs = expanded(
        names, plan.skipped, quiet=plan.loud.quiet, verbose=plan.loud.verbose, checks=True
    )
    _tell_unmet(names, inputs, plan)
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
            home=plan.home,
        )
        run = _Run(plan, known, [stack.enter_context(outlet) for outlet in reported], names)
        busy = plan.loud.quiet or (
            is_terminal(sys.stdout) and any(is_standard_output(path) for _, path in plan.reports)
        )
        results = spread(
            inputs,
            partial(outcome, task=plan.task),
            plan.jobs,
            prepare=load,
            busy=busy,
            progress=plan.loud.progress,
        )
        for item, made in zip(inputs, results, strict=True):
            run.take(item, made)
        run.finish()
    return run.status()
