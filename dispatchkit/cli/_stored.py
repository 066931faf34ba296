"""What a call needs that writes a format which is no text: a file to write, and what writes it."""

from __future__ import annotations

from dispatchkit.errors import MissingWriter
from dispatchkit.files.failures import Failure, Usage
from dispatchkit.writing.stored import format_of


def check_file(name: str, *outputs: str | None) -> None:
    """Usage if none of *outputs*, of which None is not given, names where the format *name* goes;
    Failure if what writes it is not installed.
    """
    if all(output is None for output in outputs):
        raise Usage(f"-f {name} makes a file: name it with -o/--output")
    check_writer(name)


def check_writer(name: str) -> None:
    """Failure if what writes the format *name* is not installed."""
    try:
        format_of(name).ready()
    except MissingWriter as error:
        raise Failure(str(error)) from error
