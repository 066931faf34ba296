"""Where reports go: files, which appear whole or not at all, or the standard streams."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from dispatchkit._version import __version__
from dispatchkit.files.configuration import upwards
from dispatchkit.files.failures import Closing
from dispatchkit.files.outputs import WholeFile, is_standard_output
from dispatchkit.files.stdout import StandardError, StandardOutput
from dispatchkit.files.terminal import wants_colour
from dispatchkit.lint.reports import About, report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from dispatchkit.files.inputs import Input
    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.reports import Failed


class Outlet(Closing):
    """A report on its way to a file or to one of the standard streams."""

    def __init__(
        self, name: str, stream: StandardOutput | StandardError | WholeFile, about: About
    ) -> None:
        self._report = report(name, about)
        self._stream = stream

    def __enter__(self) -> Self:
        self._stream.write(self._report.begin())
        return self

    def add(self, path: str, findings: Sequence[Finding]) -> None:
        """Report the findings of an input."""
        self._stream.write(self._report.add(path, findings))

    def flush(self) -> None:
        """Hand on what was written, so that messages on standard error come after it."""
        self._stream.flush()

    def end(self, failed: Sequence[Failed]) -> None:
        """Write what closes the report. *failed*: inputs that could not be read."""
        for piece in self._report.end(failed):
            self._stream.write(piece)

    def close(self, *, done: bool) -> None:
        """Close the file or stream."""
        self._stream.close(done=done)


def _repository() -> str | None:
    """The folder of the repository that the working folder is in; None if it is in none."""
    folders = upwards(os.getcwd())
    return next((one for one in folders if os.path.exists(os.path.join(one, ".git"))), None)


def outlets(
    reports: Sequence[tuple[str, str]],
    inputs: Sequence[Input],
    *,
    fixes: bool,
    fail_on: str,
    colour: bool | None,
    notes: tuple[str, ...],
    home: str | None,
    kinds: Mapping[str, str] | None = None,
) -> Iterator[Outlet]:
    """The outlets of *reports*, which are formats and files. *home* is the folder of the
    configuration, which findings are known by outside of a repository. "-" is standard output;
    where that carries an input mended in a pipe (*fixes*), standard error. *kinds*: what is told of
    instead of the rules of ``check``.
    """
    piped = fixes and any(item.data is not None for item in inputs)
    about = About(
        __version__,
        os.getcwd(),
        fail_on=fail_on,
        notes=notes,
        home=_repository() or home,
        kinds=kinds,
    )
    for name, path in reports:
        if not is_standard_output(path):
            yield Outlet(name, WholeFile(path), about)
        elif piped:
            yield Outlet(
                name, StandardError(), about._replace(coloured=wants_colour(colour, sys.stderr))
            )
        else:
            yield Outlet(
                name, StandardOutput(), about._replace(coloured=wants_colour(colour, sys.stdout))
            )
