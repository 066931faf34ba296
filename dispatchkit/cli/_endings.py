"""What the extension of an output says: the format in which it is written where the call names
none, or that it is to be a file of a program for which nothing is written.
"""

from __future__ import annotations

from dispatchkit.files.failures import Usage
from dispatchkit.writing import foreign, format_for

# The formats that hold the values of fields, and those that hold a list of failures.
_OF_FIELDS, _OF_ERRORS = ("text", "csv", "tsv"), ("text", "json", "jsonl", "csv")


def format_named(given: str | None, output: str | None) -> str | None:
    """The format that is *given* in the call or, without, by the extension of its *output*; None
    where neither does. Usage if that is the extension of another program.
    """
    return given if given is not None or output is None else _format("-o", output)


def table_named(given: str | None, output: str | None) -> str | None:
    """The table of the values of fields that is *given* in the call or, without, by the extension
    of its *output*. Usage if that says anything else.
    """
    if given is not None or output is None:
        return given
    named = _format("-o", output)
    if named not in (None, *_OF_FIELDS):
        raise Usage(
            f"-o {output}: --field writes values, to a .txt, .csv or .tsv; without --field the file"
            f" is {named}"
        )
    return named if named in _OF_FIELDS[1:] else None


def errors_format(path: str | None) -> str:
    """The format of the list of failures at *path*: CSV if its extension says so, else JSON Lines.
    Usage if the extension says anything else.
    """
    named = None if path is None else _format("--errors", path)
    if named not in (None, *_OF_ERRORS):
        raise Usage(f"--errors {path}: the list is written as .jsonl or .csv")
    return "csv" if named == "csv" else "jsonl"


def _format(option: str, path: str) -> str | None:
    """The format that the extension of *path* names."""
    named = format_for(path)
    if named is None and (other := foreign(path)):
        raise Usage(f"{option} {path}: {other}")
    return named
