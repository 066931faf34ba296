"""What ``check`` counts as it goes on, and what it says of that in the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.counted import number_of
from dispatchkit.lint.finding import SEVERITIES, at_least
from dispatchkit.lint.settings import chosen
from dispatchkit.lint.statistics import Counted, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.cli._checked_input import Outcome, Task
    from dispatchkit.lint.engine import Checked
    from dispatchkit.lint.finding import Finding, Severity


class Tally:
    """The counts of a call. *baseline*: only findings count that a baseline does not know."""

    def __init__(self, task: Task, *, baseline: bool = False) -> None:
        self._task = task
        self._baseline = baseline
        self._inputs = 0
        self._counts: Counter[Counted] = Counter()
        self._reported: Counter[Severity] = Counter()
        # Fixes that were made, that could be made now (the safe ones, all), and that are refused.
        self._fixes = self._safe = self._all = self._refused = 0
        # Inputs that cannot be read, as the baseline knows.
        self._known = 0

    def add_input(self, made: Outcome, checked: Checked) -> None:
        """Count an input that was checked, and its fixes."""
        self._inputs += 1
        self._fixes += made.fixes
        self._safe += checked.fixable.safe
        self._all += checked.fixable.all
        self._refused += sum(one.refused is not None for one in checked.findings)

    def add_known(self) -> None:
        """Count an input that cannot be read, as the baseline knows."""
        self._known += 1

    def add_findings(self, found: Iterable[Finding], told: Iterable[Finding]) -> None:
        """Count findings that are *found*, and how grave those are that are *told* of them."""
        self._counts.update(map(counted, found))
        self._reported.update(finding.severity for finding in told)

    def holds(self, threshold: str) -> bool:
        """Whether a finding as grave as *threshold*, a severity or "never", was found."""
        return any(at_least(one.severity, threshold) for one in self._counts)

    def statistics(self) -> Counter[Counted]:
        """The counts of findings that are grave enough to be reported."""
        least = self._task.settings.min_severity or SEVERITIES[-1]
        return Counter(
            {one: count for one, count in self._counts.items() if at_least(one.severity, least)}
        )

    def written(self, baseline: str, kept: int) -> str:
        """A sentence that says what was written to a *baseline*. *kept*: how many entries it had
        before of which this run tells nothing.
        """
        more = (
            f"; {number_of(kept, 'entry', 'entries')} kept of what was not checked" if kept else ""
        )
        return (
            f"{number_of(self._counts.total(), 'finding')} in"
            f" {number_of(self._inputs, 'input')} written to {baseline}{more}"
        )

    def summary(self, failed: int) -> str:
        """What was found, in a sentence. *failed*: how many inputs could not be checked."""
        inputs = number_of(self._inputs, "input")
        if not self._inputs:
            return "; ".join(["nothing was checked", *self._known_unread()])
        if not chosen(self._task.settings):
            return f"no rule was asked to run on {inputs}: see select and ignore"
        parts = [self._findings(inputs)]
        parts += self._known_unread()
        if failed:
            parts.append(f"{number_of(failed, 'input')} could not be checked")
        if self._fixes:
            done = "possible" if self._task.diff else "made"
            parts.append(f"{number_of(self._fixes, 'fix', 'fixes')} {done}")
        return "; ".join([*parts, *self._outlook()])

    def _known_unread(self) -> Iterator[str]:
        """How many inputs cannot be read, as the baseline knows."""
        if self._known:
            yield f"{number_of(self._known, 'input')} not checked, which the baseline knows"

    def _findings(self, inputs: str) -> str:
        """How many findings of each severity were reported, and how many more there are."""
        if not self._counts:
            return f"nothing {'new ' if self._baseline else ''}found in {inputs}"
        by_severity = [
            number_of(self._reported[severity], severity, severity if severity == "info" else None)
            for severity in SEVERITIES
            if self._reported[severity]
        ]
        return f"{', '.join(by_severity) or 'nothing that grave'} in {inputs}{self._untold()}"

    def _outlook(self) -> Iterator[str]:
        """What fixes would be made now, and how many are refused."""
        if self._all and not self._task.diff:
            more = f" ({self._all} with --unsafe-fixes)" if self._all > self._safe else ""
            what = "can be fixed, known or new" if self._baseline else "can be fixed"
            yield f"{what}: {self._safe} with --fix{more}"
        if self._refused:
            yield f"{number_of(self._refused, 'fix', 'fixes')} refused"

    def _untold(self) -> str:
        """What was found and not reported, and how to see it."""
        untold = self._counts.total() - self._reported.total()
        least = self._task.settings.min_severity
        if not untold:
            return ""
        return (
            f"; {untold:,} below {least} not told"
            if least
            else f"; {untold:,} more of boilerplate, --min-severity info tells each"
        )
