"""A JSON array of the findings, indented by one space; the objects are those of ``dispatchkit
schema finding``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import About, Failed


class Report:
    """The format."""

    def __init__(self, about: About) -> None:  # noqa: ARG002 - the protocol's
        self._begun = False

    def begin(self) -> str:
        """The opening bracket."""
        return "["

    # Every finding has its path.
    def add(self, path: str, findings: Sequence[Finding]) -> str:  # noqa: ARG002
        """The findings, indented by one level. In JSON no string holds a line feed, so each line
        feed can be followed by indentation.
        """
        objects = [
            "\n " + encode(finding.to_dict(), indent=1).replace("\n", "\n ") for finding in findings
        ]
        if not objects:
            return ""
        glue, self._begun = "," if self._begun else "", True
        return glue + ",".join(objects)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:  # noqa: ARG002 - the protocol's
        """The closing bracket."""
        yield "\n]\n" if self._begun else "]\n"
