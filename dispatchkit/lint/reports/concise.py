"""One line for each finding: ``path:line:column: severity CODE [*] message (name)``; ``[*]`` marks
a safe fix, ``[?]`` an unsafe one.

If a fix would do harm, the line ends with ``; not fixed:`` and the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.text.visible import BOLD, CYAN, RED, YELLOW, one_line, paint, unarmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed

COLOURS = {"error": RED, "warning": YELLOW, "info": CYAN}
MARKS = {"safe": "[*] ", "unsafe": "[?] "}


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._coloured = about.coloured

    def begin(self) -> str:
        """Nothing opens it."""
        return ""

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """A line for each finding."""
        return "".join(line(path, finding, coloured=self._coloured) for finding in findings)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:  # noqa: ARG002 - the protocol's
        """Nothing closes it."""
        return iter(())


def line(path: str, finding: Finding, *, coloured: bool) -> str:
    """The line of a finding, safe for a terminal or a build log whatever the path and the message
    hold.
    """
    # At the beginning of a line "::error::" opens a command of GitHub's; "./" before it names the
    # same file.
    where, severity = (
        one_line(f"./{path}" if path.lstrip().startswith("::") else path),
        str(finding.severity),
    )
    if coloured:
        where, severity = paint(where, BOLD), paint(severity, COLOURS[severity])
    mark = MARKS[finding.fix.safety] if finding.fix else ""
    place = finding.place
    refused = f"; not fixed: {one_line(finding.refused)}" if finding.refused else ""
    return unarmed(
        f"{where}:{place.line}:{place.column}: {severity} {finding.code}"
        f" {mark}{one_line(finding.message)} ({finding.name}){refused}\n"
    )
