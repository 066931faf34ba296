"""JUnit XML, which Jenkins, GitLab and most other servers read: a suite for each input, a test case
for each finding, and one that passes for a clean input.

Servers know a test by its class and name and show only one of several that share both. The class is
the path of the input as a Java name: folders are packages, and other dots are replaced. The name is
that of the rule with the place.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.lint.finding import at_least
from dispatchkit.lint.reports._paths import STDIN, STDIN_WORDS, relative
from dispatchkit.lint.reports._spool import Spool
from dispatchkit.lint.reports._xml import attribute, content
from dispatchkit.text.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed

_TOOL = "dispatchkit"
# What no class name may hold: dots, which Jenkins takes for packages, and characters that mean
# something else in its pages and paths.
_NO_NAME_RE = re.compile(r"[.\s<>:\"'\\|?*#%&;,]")


class Report:
    """The format. Its head has the counts of all suites, so all is written at the end."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._spool = Spool()
        self._counts: Counter[str] = Counter()
        self._classes: dict[str, str] = {}

    def begin(self) -> str:
        """Nothing yet."""
        return ""

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """Nothing yet: the suite of the input is kept for the end."""
        name = self._name(path)
        opened = f'classname="{attribute(self._class(name))}" file="{attribute(name)}"'
        seen: Counter[str] = Counter()
        cases = []
        for finding in findings:
            title = f"{finding.code} {finding.name} {finding.place.line}:{finding.place.column}"
            seen[title] += 1
            number = f" ({seen[title]})" if seen[title] > 1 else ""
            cases.append(
                _case(
                    f"{title}{number}",
                    opened,
                    finding,
                    fails=at_least(finding.severity, self._about.fail_on),
                )
            )
        failures = sum(at_least(finding.severity, self._about.fail_on) for finding in findings)
        self._suite(
            name,
            cases or [f'<testcase name="{_TOOL}" {opened}/>\n'],
            failures=failures,
            skipped=len(findings) - failures,
        )
        return ""

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """The whole report."""
        for path, problem in failed:
            name = self._name(path)
            self._suite(
                name,
                [
                    _unread(
                        f'classname="{attribute(self._class(name))}" file="{attribute(name)}"',
                        problem,
                    )
                ],
                errors=1,
            )
        yield (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{_TOOL}"'
            f" {_counted(self._counts)}>\n"
        )
        if self._about.notes:
            told = "".join(
                f'<property name="configuration" value="{attribute(note)}"/>'
                for note in self._about.notes
            )
            yield (
                f'<testsuite name="{_TOOL}"'
                f" {_counted(Counter())}><properties>{told}</properties></testsuite>\n"
            )
        yield from self._spool.pieces()
        yield "</testsuites>\n"

    def _name(self, path: str) -> str:
        return STDIN_WORDS if path == STDIN else relative(path, self._about.root)

    def _class(self, name: str) -> str:
        """The class of an input: "feeds.de.story_txt" for "feeds/de/story.txt"; a different one if
        another input already has that.
        """
        made = plain = ".".join(
            _NO_NAME_RE.sub("_", one_line(part)) for part in name.split("/") if part
        )
        number = 1
        while self._classes.setdefault(made, name) != name:
            number += 1
            made = f"{plain}_{number}"
        return made

    def _suite(self, name: str, cases: Sequence[str], **counts: int) -> None:
        counted = Counter(tests=len(cases), **counts)
        self._counts += counted
        self._spool.write(
            f'<testsuite name="{attribute(name)}"'
            f" {_counted(counted)}>\n{''.join(cases)}</testsuite>\n"
        )


def _counted(counts: Counter[str]) -> str:
    return " ".join(f'{key}="{counts[key]}"' for key in ("tests", "failures", "errors", "skipped"))


def _case(title: str, opened: str, finding: Finding, *, fails: bool) -> str:
    """The test case of a finding: failed, or skipped if its severity does not fail the run."""
    place = finding.place
    begun = (
        f'<testcase name="{attribute(title)}" {opened} line="{place.line}" column="{place.column}">'
    )
    message = attribute(f"{finding.code} {finding.message}")
    if not fails:
        return f'{begun}<skipped message="{message}"/></testcase>\n'
    text = content(
        f"line {place.line}, column {place.column}, {finding.severity} {finding.code}"
        f" {finding.message} ({finding.name})\n{finding.excerpt.text}"
    )
    return (
        f'{begun}<failure type="{finding.severity}"'
        f' message="{message}">{text}</failure></testcase>\n'
    )


def _unread(opened: str, problem: str) -> str:
    return (
        f'<testcase name="unreadable" {opened}><error type="unreadable"'
        f' message="{attribute(problem)}"/></testcase>\n'
    )
