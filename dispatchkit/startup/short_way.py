"""The short way past click for the commonest call, ``parse [-f FORMAT] INPUT...``.

Importing click and declaring the options costs 22 to 30 ms of CPU time, as much as parsing a
dispatch takes, so the call that scripts make once per file is read here. Nothing is declared twice:
only one option and the names of inputs are recognised, and every other call is left to click.
``tests/test_cli.py`` checks that both ways give the same output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence


class ParseCall(NamedTuple):
    """A call of ``parse`` that names inputs and at most a format (None: the default)."""

    format: str | None
    inputs: tuple[str, ...]


def parse_call(arguments: Sequence[str], formats: Container[str]) -> ParseCall | None:
    """The call, if *arguments* are no more than ``parse [-f FORMAT] INPUT...`` with one of the
    *formats*; None for every other call, which click then reads.
    """
    if arguments[:1] != ["parse"]:
        return None
    format_, inputs = None, arguments[1:]
    if len(inputs) > 1 and inputs[0] in ("-f", "--format", "--to") and inputs[1] in formats:
        format_, inputs = inputs[1], inputs[2:]
    if not inputs or any(name.startswith("-") for name in inputs):
        return None
    return ParseCall(format_, tuple(inputs))
