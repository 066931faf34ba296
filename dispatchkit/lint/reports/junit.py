"""JUnit XML, which Jenkins, GitLab and most other servers read: a suite for each input, a test case for each finding, one that passes for a clean input."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from dispatchkit.lint.finding import at_least
from dispatchkit.lint.reports._paths import STDIN, STDIN_WORDS, relative
from dispatchkit.lint.reports._spool import Spool
from dispatchkit.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed

_TOOL = "dispatchkit"
# What XML 1.0 has no place for and ``one_line`` leaves: even written as a number it makes a file that no parser reads.
_ILLEGAL_RE = re.compile("[\ufffe\uffff]")


class Report:
    """The format. The counts of all suites stand in the head, so all of it is written at the end."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._spool = Spool()
        self._counts: Counter[str] = Counter()

    def begin(self) -> str:
        """Nothing yet."""
        return ""

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """Nothing yet: the suite of an input is laid aside."""
        name = self._name(path)
        cases = [_case(name, finding, fails=at_least(finding.severity, self._about.fail_on)) for finding in findings] or [_clean(name)]
        failures = sum(at_least(finding.severity, self._about.fail_on) for finding in findings)
        self._suite(name, cases, failures=failures, skipped=len(findings) - failures)
        return ""

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """All of it."""
        for path, problem in failed:
            name = self._name(path)
            self._suite(name, [_unread(name, problem)], errors=1)
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{_TOOL}" {_counted(self._counts)}>\n'
        if self._about.notes:
            told = "".join(f'<property name="configuration" value="{_attribute(note)}"/>' for note in self._about.notes)
            yield f'<testsuite name="{_TOOL}" {_counted(Counter())}><properties>{told}</properties></testsuite>\n'
        yield from self._spool.pieces()
        yield "</testsuites>\n"

    def _name(self, path: str) -> str:
        return _attribute(STDIN_WORDS if path == STDIN else relative(path, self._about.root))

    def _suite(self, name: str, cases: Sequence[str], **counts: int) -> None:
        counted = Counter(tests=len(cases), **counts)
        self._counts += counted
        self._spool.write(f'<testsuite name="{name}" {_counted(counted)}>\n{"".join(cases)}</testsuite>\n')


def _counted(counts: Counter[str]) -> str:
    return " ".join(f'{key}="{counts[key]}"' for key in ("tests", "failures", "errors", "skipped"))


def _case(name: str, finding: Finding, *, fails: bool) -> str:
    """A finding: a failure, or skipped where its severity does not fail the run."""
    place = finding.place
    opened = f'<testcase name="{_TOOL}.{finding.code}" classname="{name}" file="{name}" line="{place.line}" column="{place.column}">'
    message = _attribute(f"{finding.code} {finding.message}")
    if not fails:
        return f'{opened}<skipped message="{message}"/></testcase>\n'
    text = _text(f"line {place.line}, column {place.column}, {finding.severity} {finding.code} {finding.message} ({finding.name})\n{finding.excerpt.text}")
    return f'{opened}<failure type="{finding.severity}" message="{message}">{text}</failure></testcase>\n'


def _clean(name: str) -> str:
    return f'<testcase name="{_TOOL}" classname="{name}" file="{name}"/>\n'


def _unread(name: str, problem: str) -> str:
    message = _attribute(problem)
    return f'<testcase name="{_TOOL}.unreadable" classname="{name}" file="{name}"><error type="unreadable" message="{message}"/></testcase>\n'


def _text(text: str) -> str:
    """*text* as XML: control characters as words, for XML 1.0 has none of them."""
    shown = "\n".join(map(one_line, text.split("\n")))
    return escape(_ILLEGAL_RE.sub(lambda found: f"\\u{ord(found[0]):04x}", shown), quote=False)


def _attribute(text: str) -> str:
    """The same for an attribute, in which a bare line feed would be read as a space."""
    return _text(text).replace('"', "&quot;").replace("\n", "&#10;")
