"""JSON Lines: one finding on each line; the objects are those of ``dispatchkit schema finding``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed


class Report:
    """The format."""

    def __init__(self, about: About) -> None:
        pass

    def begin(self) -> str:
        """Nothing opens it."""
        return ""

    # Every finding has its path.
    def add(self, path: str, findings: Sequence[Finding]) -> str:  # noqa: ARG002
        """A line for each finding."""
        return "".join(encode(finding.to_dict()) + "\n" for finding in findings)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:  # noqa: ARG002 - the protocol's
        """Nothing closes it."""
        return iter(())
