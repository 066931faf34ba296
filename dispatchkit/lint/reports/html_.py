"""A page to look at: the findings by rule, severity, agency and file, with their places and lines.

The counts are of all findings. The list holds as many as keep the page small enough to open at
once: the first ones of each rule, which show what it finds; the page says how many it left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dispatchkit.lint.finding import SEVERITIES
from dispatchkit.lint.reports._paths import STDIN, STDIN_WORDS, relative
from dispatchkit.lint.reports._spool import Spool
from dispatchkit.lint.reports.full import fix_in_words
from dispatchkit.lint.statistics import counted
from dispatchkit.pages.document import document, embedded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed
    from dispatchkit.lint.statistics import Counted

# A page below 5 MB opens in a second: this many findings of a rule, and characters in all, leave
# room for the counts.
OF_A_RULE, CHARACTERS = 500, 3_000_000
# Files with counts of their own: some hundred bytes each.
_FILES = 20_000
# Files that the page shows, those with most findings.
_SHOWN = 1000


class Report:
    """The format. Its counts stand before the findings, so all is written at the end."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._spool = Spool()
        self._room = CHARACTERS
        self._counts: Counter[Counted] = Counter()
        self._listed: Counter[str] = Counter()
        self._files: dict[str, list[int]] = {}

    def begin(self) -> str:
        """Nothing yet."""
        return ""

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """Nothing yet: the findings are kept for the end."""
        name = STDIN_WORDS if path == STDIN else relative(path, self._about.root)
        for finding in findings:
            self._counts[counted(finding)] += 1
            self._of_file(name)[SEVERITIES.index(finding.severity)] += 1
            self._list(name, finding)
        return ""

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """The whole page."""
        return document(
            "Findings of dispatchkit check", self._lead(failed), "findings", self._data(failed)
        )

    def _of_file(self, name: str) -> list[int]:
        """The counts by severity of a file; of all further ones together if there are too many."""
        if name not in self._files and len(self._files) >= _FILES:
            name = ""
        return self._files.setdefault(name, [0] * len(SEVERITIES))

    def _list(self, name: str, finding: Finding) -> None:
        """Put a finding on the list if there is room."""
        if self._listed[finding.code] >= OF_A_RULE:
            return
        row = embedded(_row(name, finding))
        if len(row) <= self._room:
            self._room -= len(row)
            self._spool.write(f"{',' if self._listed else ''}{row}\n")
            self._listed[finding.code] += 1

    def _lead(self, failed: Sequence[Failed]) -> str:
        """What was found, in a sentence."""
        of: Counter[str] = Counter()
        for one, count in self._counts.items():
            of[one.severity] += count
        told = ", ".join(f"{severity}: {of[severity]:,}" for severity in SEVERITIES if of[severity])
        lead = f"Findings: {of.total():,} ({told})." if told else "Nothing was found."
        return f"{lead} Inputs that could not be read: {len(failed):,}." if failed else lead

    def _data(self, failed: Sequence[Failed]) -> Iterator[str]:
        """The JSON that the page reads, in pieces."""
        files = sorted(self._files.items(), key=lambda item: (-sum(item[1]), item[0]))
        head = {
            "severities": SEVERITIES,
            "pages": self._about.pages,
            "notes": self._about.notes,
            "failed": [
                {"path": relative(one.path, self._about.root), "problem": one.problem}
                for one in failed
            ],
            "counts": [[*one, count] for one, count in sorted(self._counts.items(), key=_order)],
            "files": [[name, *counts] for name, counts in files[:_SHOWN]],
            "more_files": len(files[_SHOWN:]),
        }
        yield embedded(head)[:-1] + ', "findings": [\n'
        yield from self._spool.pieces()
        yield "]}"


def _order(item: tuple[Counted, int]) -> tuple[str, ...]:
    return tuple(part or "" for part in item[0])


def _row(name: str, finding: Finding) -> dict[str, Any]:
    """A finding as the page reads it: ``mark`` is the stretch of the excerpt that it is about."""
    place, excerpt = finding.place, finding.excerpt
    begin = min(max(0, place.column - excerpt.column), len(excerpt.text))
    end = place.end_column - excerpt.column if place.end_line == place.line else len(excerpt.text)
    return {
        "path": name,
        "line": place.line,
        "column": place.column,
        "code": finding.code,
        "severity": finding.severity,
        "agency": finding.agency,
        "message": finding.message,
        "excerpt": excerpt.text,
        "mark": [begin, min(max(begin, end), len(excerpt.text))],
        "fix": finding.fix and fix_in_words(finding.fix, finding),
    }
