"""Workflow commands of GitHub Actions: annotations on the lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices for each step and silently drops the rest. So
every finding is a plain line of the log, and the gravest are annotations at the end, with a last
one that says how many more there are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dispatchkit.lint.finding import SEVERITIES
from dispatchkit.lint.reports._paths import STDIN, STDIN_WORDS, relative
from dispatchkit.lint.reports._places import last_of
from dispatchkit.text.visible import one_line, unarmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed
    from dispatchkit.text.places import Place

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
# Limits from actions/toolkit's documentation; the tenth notice says what was left out.
_MOST = {"error": 10, "warning": 10, "info": 9}

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._root = about.root
        self._notes = about.notes
        self._kept: defaultdict[str, list[str]] = defaultdict(list)
        self._count = 0

    def begin(self) -> str:
        """What a reader should know about the configuration."""
        return "".join(
            f"::warning title=dispatchkit configuration::{one_line(note.translate(_DATA))}\n"
            for note in self._notes
        )

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """A log line for each finding; the first of each severity are kept for annotations."""
        shown = relative(path, self._root)
        self._count += len(findings)
        for finding in findings:
            kept = self._kept[finding.severity]
            if len(kept) < _MOST[finding.severity]:
                kept.append(
                    _command(
                        _LEVELS[finding.severity],
                        finding.message,
                        f"{finding.code} {finding.name}",
                        shown,
                        finding.place,
                    )
                )
        return "".join(_log(shown, finding) for finding in findings)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """The annotations, by severity, inputs that could not be read first; then how many are left
        out.
        """
        unread = [
            _command("error", problem, "unreadable input", relative(path, self._root), None)
            for path, problem in failed[: _MOST["error"]]
        ]
        self._kept["error"] = [*unread, *self._kept["error"]][: _MOST["error"]]
        yield from (command for severity in SEVERITIES for command in self._kept[severity])
        left = self._count + len(failed) - sum(map(len, self._kept.values()))
        if left:
            yield f"::notice title=dispatchkit check::{left} more in the log of this step\n"


def _log(path: str, finding: Finding) -> str:
    """A plain line of the log, in which the runner finds no command: a leading "::" or any
    "##[".
    """
    place = finding.place
    text = (
        f"{finding.severity} {path}:{place.line}:{place.column}: {finding.code} {finding.message}"
        f" ({finding.name})"
    )
    return f"{unarmed(one_line(text))}\n"


def _command(level: str, message: str, title: str, path: str, place: Place | None) -> str:
    """One workflow command. For standard input there is no file that GitHub could show, so the
    message names it.
    """
    properties = {"title": title}
    if path == STDIN:
        message = f"{STDIN_WORDS}{f', line {place.line}' if place else ''}: {message}"
    else:
        properties |= {"file": path} | (_lines(place) if place else {})
    written = ",".join(
        f"{key}={one_line(value.translate(_PROPERTY))}" for key, value in properties.items()
    )
    return f"::{level} {written}::{one_line(message.translate(_DATA))}\n"


def _lines(place: Place) -> dict[str, str]:
    """The place in GitHub's terms: both ends belong to it, and it may have columns only if it is on
    one line.
    """
    line, column = last_of(place)
    if line != place.line or column is None or place[:2] == place[2:4]:
        return {"line": str(place.line), "endLine": str(line)}
    return {
        "line": str(place.line),
        "endLine": str(line),
        "col": str(place.column),
        "endColumn": str(column),
    }
