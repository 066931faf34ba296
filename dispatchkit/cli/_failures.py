"""Inputs that failed: told on standard error as they come, counted at the end, and listed in a file for programs (``--errors FILE``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.cli._terminal import complain, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatchkit.cli._work import Problem


class Failures:
    """The failures of a call, in the order of the inputs."""

    def __init__(self, flush: Callable[[], None] = lambda: None) -> None:
        self._flush = flush
        self._found: dict[str, list[Problem]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, name: str, problem: Problem) -> None:
        """An input that failed. Data that were written come before the words about it."""
        self._flush()
        complain(f"{name}: {problem.message}")
        self.keep(name, problem)

    def keep(self, name: str, problem: Problem) -> None:
        """An input about whose failure the words are said already."""
        self._found.setdefault(name, []).append(problem)

    def sum_up(self, inputs: int) -> None:
        """One line that says how many of the *inputs* failed. Of a single one that is known."""
        if self._found and inputs > 1:
            say(f"{len(self._found)} of {inputs:,} inputs failed")

    def write(self, path: str) -> None:
        """The failures as JSON Lines; an empty file where there is none, so that none of an earlier call is read again."""
        from dispatchkit.cli._files import WholeFile
        from dispatchkit.render.json_ import encode

        lines = [{"path": name, **problem._asdict()} for name, problems in self._found.items() for problem in problems]
        with WholeFile(path) as file:
            file.write("".join(f"{encode(line)}\n" for line in lines))
