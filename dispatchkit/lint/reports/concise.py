"""One line a finding: ``path:line:column: CODE [*] message (name)``; ``[*]`` marks a safe fix, ``[?]`` an unsafe one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        self._about = about

    def begin(self) -> str:
        """Nothing opens it."""
        return ""

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """A line a finding."""
        return "".join(f"{path}:{one.place.line}:{one.place.column}: {one.severity} {one.code} {one.message} ({one.name})\n" for one in findings)

    def end(self, failed: Sequence[Failed]) -> str:  # noqa: ARG002 - the protocol's
        """Nothing closes it."""
        return ""
