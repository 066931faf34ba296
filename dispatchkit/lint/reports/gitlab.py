"""GitLab's Code Quality (the issues of Code Climate): a JSON array, shown on a merge request.

GitLab shows only one of several issues with the same fingerprint. Those of findings are unique in
an input; combined with its path they are unique in the report, unless an input was named twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.files.paths import identity
from dispatchkit.lint.reports._items import Items
from dispatchkit.lint.reports._paths import fingerprint, relative
from dispatchkit.lint.reports._places import last_of
from dispatchkit.text.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed
    from dispatchkit.text.places import Place

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._root = about.root
        self._home = about.home or about.root
        self._items = Items()

    def begin(self) -> str:
        """The opening bracket."""
        return "["

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """An issue for each finding."""
        shown, known = relative(path, self._root), identity(path, self._home)
        return self._items.more(_issue(shown, known, finding) for finding in findings)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """Issues for inputs that could not be read, and the closing bracket."""
        yield self._items.more(
            _unread(relative(path, self._root), identity(path, self._home), problem)
            for path, problem in failed
        )
        yield self._items.end() + "]\n"


def _issue(path: str, known: str, finding: Finding) -> dict[str, Any]:
    """The issue of a finding in the input *path*, which is *known* by another path in all runs."""
    return {
        "type": "issue",
        "description": f"{finding.code} {one_line(finding.message)} ({finding.name})",
        "check_name": finding.code,
        "categories": ["Duplication" if finding.code.startswith("DK8") else "Style"],
        "fingerprint": fingerprint(known, finding.fingerprint),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, **_where(finding.place)},
    }


def _where(place: Place) -> dict[str, Any]:
    """The first and last characters of the place; only its lines if it is a whole dispatch or ends
    with a line.
    """
    line, column = last_of(place)
    if column is None or place[:2] == place[2:4]:
        return {"lines": {"begin": place.line, "end": line}}
    return {
        "positions": {
            "begin": {"line": place.line, "column": place.column},
            "end": {"line": line, "column": column},
        }
    }


def _unread(path: str, known: str, problem: str) -> dict[str, Any]:
    return {
        "type": "issue",
        "description": f"could not be read: {one_line(problem)}",
        "check_name": "unreadable-input",
        "categories": ["Bug Risk"],
        "fingerprint": fingerprint(known, "unreadable"),
        "severity": "critical",
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }
