"""Problems that ``dispatchkit validate`` finds, on their way to standard output: as lines, or as
the reports of ``check``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.files.failures import Closing
from dispatchkit.files.stdout import StandardOutput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Self

    from dispatchkit.config.values import Config
    from dispatchkit.lint.finding import Finding, Severity
    from dispatchkit.lint.reports import Failed
    from dispatchkit.validation.problem import Problem
    from dispatchkit.validation.source import Source

# The formats of ``check`` that say nothing of dispatches.
REPORTS = ("azure", "checkstyle", "github", "gitlab", "junit", "rdjson", "sarif")


class Checked(NamedTuple):
    """What an input was checked against, in the word for programs and in that for people, what is
    wrong with it, the input itself, and what else should be known of it (*notes*).
    """

    word: str
    title: str
    problems: list[Problem]
    source: Source
    notes: Sequence[Problem] = ()


class Lines(Closing):
    """Lines that *show* makes of each input."""

    def __init__(self, show: Callable[[str, Checked], Iterable[str]]) -> None:
        self._show = show
        self._stream = StandardOutput()

    def close(self, *, done: bool) -> None:
        """Close the stream."""
        self._stream.close(done=done)

    def add(self, path: str, checked: Checked) -> None:
        """Write the lines about an input."""
        for line in self._show(path, checked):
            self._stream.write(line)

    def flush(self) -> None:
        """Hand on what was written, so that messages on standard error come after it."""
        self._stream.flush()

    def end(self, failed: Sequence[Failed]) -> None:
        """Nothing closes lines."""


class Reported(Closing):
    """A report as ``check`` writes it."""

    def __init__(self, form: str, config: Config) -> None:
        from dispatchkit.cli._outlets import outlets
        from dispatchkit.validation.problem import RULES

        (self._outlet,) = outlets(
            [(form, "-")],
            [],
            fixes=False,
            fail_on="error",
            colour=None,
            notes=(),
            home=config.root,
            kinds=RULES,
        )

    def __enter__(self) -> Self:
        self._outlet.__enter__()
        return self

    def close(self, *, done: bool) -> None:
        """Close the stream."""
        self._outlet.close(done=done)

    def add(self, path: str, checked: Checked) -> None:
        """Report the problems of an input; one without any is reported as clean."""
        self._outlet.add(path, list(findings(path, checked)))

    def flush(self) -> None:
        """Hand on what was written, so that messages on standard error come after it."""
        self._outlet.flush()

    def end(self, failed: Sequence[Failed]) -> None:
        """Write what closes the report."""
        self._outlet.end(failed)


def findings(path: str, checked: Checked) -> Iterator[Finding]:
    """The problems of an input as findings, then its notes, which are for information: the code is
    the kind of the problem, the name the standard.
    """
    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.made import fingerprint
    from dispatchkit.text.places import Places

    source, seen = checked.source, Counter[str]()
    places = Places(source.lines)
    graded: list[tuple[Problem, Severity]] = [(one, "error") for one in checked.problems]
    graded += [(one, "info") for one in checked.notes]
    for one, severity in graded:
        lines = source.lines[one.line - 1 : one.line]
        offset = lines[0].start + one.column - 1 if lines else 0
        key = f"{one.rule}\0{one.pointer}\0{one.message}"
        seen[key] += 1
        yield Finding(
            path=path,
            code=one.rule,
            name=checked.word,
            severity=severity,
            message=one.message,
            place=places.place(offset, offset),
            index=None,
            agency=None,
            excerpt=places.excerpt(offset),
            fingerprint=fingerprint(key, seen[key]),
        )
