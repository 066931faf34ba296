"""TOML tables, parsed once and kept beside the byte code.

Reading TOML costs about 1 ms per kilobyte, reading back what was made of it 0.005 ms (measured on CPython 3.11; JSON takes three times
that), and a command line starts anew for every call. So, as Python does with ``.pyc`` files and in the same format, what was made from
a set of files is kept in ``__pycache__`` (or in the user's cache folder where that cannot be written), stamped with the sizes and times
of the files it came from. A stale or unreadable copy is made again; where nothing can be written, everything works, only slower.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit import __version__, bounded
from dispatchkit.errors import ProfileError
from dispatchkit.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = os.path.dirname(os.path.abspath(__file__))


def parse(path: str) -> dict[str, Any]:
    """The TOML file *path* as a dictionary. ProfileError with file and place when it is not TOML, or nested without measure; OSError, also
    when it is no regular file, or too long.

    Time and memory are bounded, for the file may be anybody's.
    """
    import tomllib

    data = bounded.read(path, bounded.MOST_TABLE if path.startswith(ROOT + os.sep) else bounded.MOST_TOML)
    try:
        text = data.decode("utf-8")
        if not _deep(text):
            return tomllib.loads(text)
    except RecursionError as error:
        raise ProfileError(os.path.basename(path), "nested too deeply") from error
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of figures
        raise ProfileError(os.path.basename(path), str(error)) from error
    raise ProfileError(os.path.basename(path), f"a key has more than {_DEEPEST} parts")


# tomllib takes time by the square of the parts of a dotted key: 20 s for 20,000 of them (40 kB). No table of ours goes deeper than three.
_DEEPEST = 12
# Strings and comments, so that dots in them are no keys. What is not closed goes to the end of the line or the text: the pass is linear.
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
_DOTTED_RE = pattern(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_DEEPEST}}}")


def _deep(text: str) -> bool:
    """Whether a key has more parts than tomllib can read in good time."""
    return text.count(".") >= _DEEPEST and _DOTTED_RE.search(_STRING_RE.sub("s", text)) is not None


@cache
def load(name: str) -> dict[str, Any]:
    """The table *name*, a path below the package without its ending ("data/months"). Not to be changed by the caller."""
    path = os.path.join(ROOT, name.replace("/", os.sep) + ".toml")
    result: dict[str, Any] = made(name.replace("/", "-"), [path], lambda: parse(path))
    return result


def made(name: str, sources: Sequence[str], make: Callable[[], Any]) -> Any:
    """What ``make()`` returns (plain lists, dictionaries, texts and numbers), or its kept copy where *sources* are as they were then.

    *sources* are the tables it is made from and the modules that make it.
    """
    stamp = [__version__, *_stamps(sources)]
    file = f"{name}.{sys.implementation.cache_tag}.tables"
    for folder in _folders():
        try:
            with open(os.path.join(folder, file), "rb") as kept:
                content = marshal.loads(kept.read())  # noqa: S302 - as trusted as the byte code that it lies beside
        except (OSError, ValueError, EOFError, TypeError):
            continue
        if isinstance(content, dict) and content.get("stamp") == stamp:
            return content.get("made")
    value = make()
    _keep(file, {"stamp": stamp, "made": value})
    return value


def _stamps(sources: Sequence[str]) -> list[list[str | int]]:
    """Name, size and time of change of each file."""
    found: list[list[str | int]] = []
    for source in sources:
        state = os.stat(source)
        found.append([os.path.basename(source), state.st_size, state.st_mtime_ns])
    return found


def _folders() -> list[str]:
    """Where copies are kept, the first that can be written."""
    user = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.join(os.path.expanduser("~"), ".cache")
    return [os.path.join(ROOT, "__pycache__"), os.path.join(user, "dispatchkit")]


def _keep(file: str, content: dict[str, Any]) -> None:
    """Write a copy whole or not at all, in the first folder that lets us; not beside the byte code where Python may write none."""
    for folder in _folders()[sys.dont_write_bytecode :]:
        path = os.path.join(folder, file)
        partial = f"{path}.{os.getpid()}"
        try:
            os.makedirs(folder, exist_ok=True)
            with open(partial, "wb") as out:
                marshal.dump(content, out)
            os.replace(partial, path)
        except OSError:
            continue
        return
