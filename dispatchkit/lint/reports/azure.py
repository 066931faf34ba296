"""Logging commands of Azure Pipelines: issues on the page of a run, with the place in the file.

Azure knows errors and warnings; info is a plain line of the log. A command may begin anywhere in a
line, so its signs are broken up in findings, names and dumps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.reports._paths import STDIN, STDIN_WORDS, relative
from dispatchkit.text.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed
    from dispatchkit.text.places import Place

_TYPES = {"error": "error", "warning": "warning"}

# The escapes of the agent (azure-pipelines-task-lib, taskcommand.ts).
_DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", "]": "%5D", ";": "%3B"})


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._root = about.root

    def begin(self) -> str:
        """Nothing opens it."""
        return ""

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """A line for each finding."""
        shown = relative(path, self._root)
        return "".join(_line(shown, finding) for finding in findings)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """Lines for the inputs that could not be read."""
        for path, problem in failed:
            yield _command(
                "error",
                f"could not be read: {problem}",
                "unreadable-input",
                relative(path, self._root),
                None,
            )


def _line(path: str, finding: Finding) -> str:
    place = finding.place
    if finding.severity not in _TYPES:
        text = (
            f"{finding.severity} {path}:{place.line}:{place.column}: {finding.code}"
            f" {finding.message} ({finding.name})"
        )
        return f"{_harmless(one_line(text))}\n"
    return _command(
        _TYPES[finding.severity], f"{finding.message} ({finding.name})", finding.code, path, place
    )


def _command(kind: str, message: str, code: str, path: str, place: Place | None) -> str:
    """One logging command. For standard input there is no file that Azure could show, so the
    message names it.
    """
    properties = {"type": kind}
    if path == STDIN:
        message = f"{STDIN_WORDS}{f', line {place.line}' if place else ''}: {message}"
    else:
        properties["sourcepath"] = path
        if place:
            properties |= {"linenumber": str(place.line), "columnnumber": str(place.column)}
    properties["code"] = code
    written = ";".join(
        f"{key}={one_line(_harmless(value).translate(_PROPERTY))}"
        for key, value in properties.items()
    )
    return f"##vso[task.logissue {written}]{one_line(_harmless(message).translate(_DATA))}\n"


def _harmless(text: str) -> str:
    """*text* changed so that the agent finds no command or log format in it ("##vso[", "##[")."""
    return text.replace("##", "# #")
