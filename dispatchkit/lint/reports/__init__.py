"""Reports of ``check``: one module per format, found by its name and imported when it is first
asked for.

A module ``<format>.py`` (``<format>_.py`` where the bare name is taken by the standard library)
holds a class ``Report`` with the methods of ``Report`` below. It gets the findings of one input
after another and returns text as soon as it can, so that memory does not grow with the inputs. A
new format is one new file here and nothing else. Modules whose name begins with "_" are helpers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from dispatchkit.errors import UnknownFormat
from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dispatchkit.lint.finding import Finding


class About(NamedTuple):
    """What a report may need to know about the run.

    *root*: the folder that paths in CI reports are relative to; *home*: the one that they are
    relative to where they identify findings (None: *root*), that of the project; *coloured*:
    whether to use colours for a terminal; *fail_on*: the least severity that fails the run, for
    formats that mark failures ("never": none does); *pages*: the URL of the page of all rules, or
    None; *notes*: what a reader should know about the configuration, for formats that have a place
    for it; *kinds*: what is told of instead of the rules of ``check``, each word with what it
    means.
    """

    version: str
    root: str
    coloured: bool = False
    fail_on: str = "info"
    pages: str | None = None
    notes: tuple[str, ...] = ()
    home: str | None = None
    kinds: Mapping[str, str] | None = None


class Failed(NamedTuple):
    """An input that could not be read, and why."""

    path: str
    problem: str


class Report(Protocol):
    """A report in the making: ``begin``, then ``add`` once for each input and again for findings
    across inputs, then ``end``.
    """

    def __init__(self, about: About) -> None: ...

    def begin(self) -> str:
        """The opening of the report."""
        ...

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """The text that can be written once the *findings* of the input *path* (perhaps none) are
        known.
        """
        ...

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """The rest of the report in pieces: all of it in formats that begin with counts. *failed*:
        the inputs that could not be read.
        """
        ...


def formats() -> list[str]:
    """The names of all formats."""
    return sorted(_modules())


def report(name: str, about: About) -> Report:
    """A report in the format *name*. UnknownFormat if there is no such format."""
    modules = _modules()
    if name not in modules:
        raise UnknownFormat(
            f"{name!r} is no format of a report; known: {', '.join(sorted(modules))}"
        )
    # Modules are found by name, so type checkers cannot know their classes.
    made = cast("Callable[[About], Report]", import_module(f"{__name__}.{modules[name]}").Report)
    return made(about)


def _modules() -> dict[str, str]:
    """Format names to module names."""
    return {name.rstrip("_"): name for name in modules_in(__path__)}
