"""rdjson, the format of reviewdog: findings as comments on any code review, fixes as suggestions to
take with a click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.lint.reports._items import Items
from dispatchkit.lint.reports._paths import relative
from dispatchkit.text.visible import one_line
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed
    from dispatchkit.text.places import Place


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._items = Items()

    def begin(self) -> str:
        """What is said once, and the opening bracket of the diagnostics."""
        source = {"name": "dispatchkit"} | ({"url": self._about.pages} if self._about.pages else {})
        return f'{{"source": {encode(source)}, "diagnostics": ['

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """A diagnostic for each finding."""
        shown = relative(path, self._about.root)
        return self._items.more(self._diagnostic(shown, finding) for finding in findings)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """Diagnostics for inputs that could not be read, and the closing brackets."""
        yield self._items.more(
            {
                "message": f"could not be read: {one_line(problem)}",
                "location": {"path": relative(path, self._about.root)},
                "severity": "ERROR",
            }
            for path, problem in failed
        )
        yield self._items.end() + "]}\n"

    def _diagnostic(self, path: str, finding: Finding) -> dict[str, Any]:
        found: dict[str, Any] = {
            "message": f"{one_line(finding.message)} ({finding.name})",
            "location": {"path": path, "range": _range(finding.place)},
            "severity": finding.severity.upper(),
            "code": (
                {"value": finding.code} | ({"url": self._about.pages} if self._about.pages else {})
            ),
        }
        # A fix that changes the encoding of the file is more than its edits.
        if finding.fix and not finding.fix.encoding:
            found["suggestions"] = [
                {"range": _span(change.place), "text": change.text}
                for change in finding.fix.changes
            ]
        return found


def _range(place: Place) -> dict[str, Any]:
    """The place; only its line if it is the whole dispatch."""
    return {"start": {"line": place.line}} if place[:2] == place[2:4] else _span(place)


def _span(place: Place) -> dict[str, Any]:
    """Both ends of a place. Columns count bytes of UTF-8, and the end is not included; a span
    without extent is where text is inserted.
    """
    return {
        "start": {"line": place.line, "column": place.column + place.extra},
        "end": {"line": place.end_line, "column": place.end_column + place.end_extra},
    }
