"""The tables that ship, and the TOML files of users: parsed in bounded time and memory."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import bounded
from dispatchkit.errors import ProfileError
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# The folder of the package, below which the tables lie.
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def parse(path: str) -> dict[str, Any]:
    """The TOML file *path* as a dictionary. Raises ProfileError with file and place if it is not
    TOML or is nested too deeply, OSError if it cannot be read, is not a regular file, or is too
    long.

    Time and memory are bounded, because anybody may have written the file.
    """
    import tomllib

    data = bounded.read(
        path, bounded.MOST_TABLE if path.startswith(ROOT + os.sep) else bounded.MOST_TOML
    )
    text = ""
    try:
        text = bounded.decoded(data)
        if not _deep(text):
            return tomllib.loads(text)
    except RecursionError as error:
        raise ProfileError(os.path.basename(path), "nested too deeply") from error
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of figures
        raise ProfileError(*_placed(os.path.basename(path), str(error), text)) from error
    raise ProfileError(os.path.basename(path), f"a key has more than {_DEEPEST} parts")


# tomllib takes time by the square of the parts of a dotted key: 20 s for 20,000 of them (40 kB). No
# table of ours goes deeper than three.
_DEEPEST = 12
# Strings and comments, so that dots in them are no keys. One that is not closed extends to the end
# of the line or the text, so that the pass is linear.
_STRING_RE = pattern(
    r"""
    \"{3} (?: [^\\"] | \\. | "(?!"") )*+ (?: "{3,5} )?
    | '{3} (?: [^'] | '(?!'') )*+ (?: '{3,5} )?
    | " (?: [^\\"\n] | \\. )*+ "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    """,
    re.DOTALL | re.VERBOSE,
)
# Where tomllib says that an error is.
_WHERE_RE = pattern(r" \(at line (\d+), column (\d+)\)$")
_AT_END = " (at end of document)"


def _placed(file: str, message: str, text: str) -> tuple[str, str]:
    """The place and the problem of an error of tomllib, which names its place last. An error at the
    end of *text* mostly comes from a string that is not closed.
    """
    where = _WHERE_RE.search(message)
    if where:
        return f"{file}:{where[1]}:{where[2]}", message[: where.start()]
    if not message.endswith(_AT_END):
        return file, message
    begin = _open_string(text)
    at = len(text.rstrip()) if begin is None else begin
    line, column = bounded.line_and_column(text, at)
    place = f"{file}:{line}:{column}"
    return place, message if begin is None else f"the text that begins here has no end: {message}"


def _open_string(text: str) -> int | None:
    """Where the string begins that goes on to the end of a text; None if there is none."""
    for found in _STRING_RE.finditer(text):
        marks = found[0][:3]
        is_long = marks in ('"""', "'''")
        if found.end() == len(text) and is_long and not found[0][3:].endswith(marks):
            return found.start()
    return None


_DOTTED_RE = pattern(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_DEEPEST}}}")


def _deep(text: str) -> bool:
    """Whether a key has more parts than tomllib can read in good time."""
    return text.count(".") >= _DEEPEST and _DOTTED_RE.search(_STRING_RE.sub("s", text)) is not None


def path_of(name: str) -> str:
    """The file of the table *name*."""
    return os.path.join(ROOT, name.replace("/", os.sep) + ".toml")


@cache
def load(name: str) -> dict[str, Any]:
    """The table *name*, a path below the package without its ending ("data/months"). The caller
    must not change it.
    """
    path = path_of(name)
    result: dict[str, Any] = made(name.replace("/", "-"), [path], lambda: parse(path))
    return result


def words(name: str, *keys: str) -> list[str]:
    """The texts of all lists in the table *name* below *keys*, in order: of every language if there
    is one list for each. All tables of an array of tables are searched.
    """
    found: list[Any] = [load(name)]
    for key in keys:
        found = [
            table[key]
            for entry in found
            for table in (entry if isinstance(entry, list) else [entry])
        ]
    return list(_listed(found))


def _listed(value: list[Any] | dict[str, Any]) -> Iterator[str]:
    """The texts in the lists of *value*; what is set to a single text ("why") is no list."""
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, list | dict):
            yield from _listed(item)
        elif isinstance(item, str) and isinstance(value, list):
            yield item
