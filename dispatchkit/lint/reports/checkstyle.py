"""Checkstyle XML, which Jenkins (Warnings), SonarQube, reviewdog and many editors read: a file for
each input, an error for each finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.reports._paths import STDIN, STDIN_WORDS, relative
from dispatchkit.lint.reports._xml import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed

# The version of the format that readers expect; the format has not changed since.
_VERSION = "4.3"
_TOOL = "dispatchkit"


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._root = about.root

    def begin(self) -> str:
        """The head."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="{_VERSION}">\n'

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """The element of an input. Without findings it says that the input was checked."""
        return self._file(path, map(_error, findings))

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """The elements of inputs that could not be read, and the foot."""
        for path, problem in failed:
            yield self._file(path, [_unread(problem)])
        yield "</checkstyle>\n"

    def _file(self, path: str, errors: Iterator[str] | Sequence[str]) -> str:
        name = attribute(STDIN_WORDS if path == STDIN else relative(path, self._root))
        return f'<file name="{name}">\n{"".join(errors)}</file>\n'


def _error(finding: Finding) -> str:
    place = finding.place
    message = attribute(f"{finding.code} {finding.message}")
    source = f"{_TOOL}.{finding.code}.{finding.name}"
    return (
        f'<error line="{place.line}" column="{place.column}" severity="{finding.severity}"'
        f' message="{message}" source="{source}"/>\n'
    )


def _unread(problem: str) -> str:
    return (
        f'<error line="1" severity="error" message="{attribute(f"could not be read: {problem}")}"'
        f' source="{_TOOL}.unreadable"/>\n'
    )
