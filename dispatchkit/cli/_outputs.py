"""The options of commands that write dispatches to files: their format, and where they go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from dispatchkit.writing import RENDERERS, stored

_Command = TypeVar("_Command", bound=Callable[..., Any])


def written_format(
    text: str, *own: str, other: tuple[str, ...] = ("--to",)
) -> Callable[[_Command], _Command]:
    """The choice of a format that is written, and those of a command's *own*, with the *text* of
    its help. Its *other* names are those besides ``-f`` and ``--format``.
    """
    return click.option(
        "-f",
        "--format",
        *other,
        "format_",
        type=click.Choice(sorted({*own, *RENDERERS, *stored.names()})),
        help=text,
    )


def output_option(more: str = "") -> Callable[[_Command], _Command]:
    """The file to write; *more* is what its help adds."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(),
        help="Write to this file; it appears whole or not at all, in place of an older one." + more,
    )


def errors_option(command: _Command) -> _Command:
    """The file that lists the inputs that failed."""
    return click.option(
        "--errors",
        metavar="FILE",
        type=click.Path(),
        help="List the inputs that failed in this file, as JSON Lines, or as CSV if it ends in"
        " .csv.",
    )(command)
