"""Inputs that failed: named on standard error as they come, counted at the end, and listed in a
file for programs and spreadsheets (``--errors FILE``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.files.terminal import complain, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from dispatchkit.outcomes import Problem


class Failures:
    """The failures of a call, in the order of the inputs, and the *file* that is to list them, if
    any, as JSON Lines or CSV (*form*).
    """

    def __init__(self, file: str | None, form: str = "jsonl") -> None:
        self._file = file
        self._form = form
        self._found: list[tuple[str, Problem]] = []
        self._inputs = 0

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, name: str, problem: Problem) -> None:
        """An input that failed."""
        complain(f"{name}: {problem.message}")
        self._inputs += not self._found or self._found[-1][0] != name
        self._found.append((name, problem))

    def add_outputs(self, name: str, problems: Sequence[Problem]) -> None:
        """The outputs of one input that could not be written; each message names its file."""
        for problem in problems:
            complain(problem.message)
            self._found.append((name, problem))
        self._inputs += bool(problems)

    def sum_up(self, inputs: int) -> None:
        """One line that says how many of the *inputs* failed. Of a single one that is known."""
        if self._found and inputs > 1:
            say(f"{self._inputs:,} of {inputs:,} inputs failed")

    def write(self) -> None:
        """List the failures; an empty file where there is none, so that none of an
        earlier call is read again.
        """
        if self._file is None:
            return
        from dispatchkit.files.outputs import WholeFile

        rows = [{"path": name, **problem._asdict()} for name, problem in self._found]
        with WholeFile(self._file) as file:
            file.write("".join(_as_csv(rows) if self._form == "csv" else _as_lines(rows)))


def _as_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The *rows* as JSON Lines."""
    from dispatchkit.writing.json_ import encode

    return (f"{encode(row)}\n" for row in rows)


def _as_csv(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The *rows* as CSV below the names of their columns."""
    from dispatchkit.writing.csv_ import line

    if rows:
        yield line(list(rows[0]))
    for row in rows:
        yield line(["" if value is None else str(value) for value in row.values()])
