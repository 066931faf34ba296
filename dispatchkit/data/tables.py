"""TOML tables, parsed once and kept beside the byte code.

Reading TOML costs about 1 ms per kilobyte, reading back what was made of it 0.005 ms (measured on
CPython 3.11; JSON takes three times that), and a command line starts anew for every call. So, as
Python does with ``.pyc`` files and in the same format, what was made from a set of files is kept in
``__pycache__`` (or in the user's cache folder where that cannot be written).

A copy is named for the installation, its version and the build of Python that made it, so that none
overwrites another's. It is stamped with the sizes and times of the files it came from, and with a
hash of what they hold, which decides where a time has changed. It is read only if it is a regular
file of no unlikely size that nobody could have written who cannot change the code as well, and only
if its checksum is right: the format of byte code is not safe to read from strangers. Any other copy
is made again; where nothing can be written, everything works, only slower.
"""

from __future__ import annotations

import marshal
import os
import re
import stat
import sys
from functools import cache
from importlib.util import source_hash
from typing import TYPE_CHECKING, Any

from dispatchkit._version import __version__
from dispatchkit.data import bounded
from dispatchkit.errors import ProfileError
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What a copy begins with; another layout of copies has another number.
_MAGIC = b"dispatchkit tables 2\n"
# The hash that Python stamps byte code with has this many bytes.
_SUM = 8
# The largest copy has 0.5 MB. What is many times that is none of ours.
_MOST = 16 << 20
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def parse(path: str) -> dict[str, Any]:
    """The TOML file *path* as a dictionary. ProfileError with file and place when it is not TOML,
    or nested without measure; OSError, also when it is no regular file, or too long.

    Time and memory are bounded, for the file may be anybody's.
    """
    import tomllib

    data = bounded.read(
        path, bounded.MOST_TABLE if path.startswith(ROOT + os.sep) else bounded.MOST_TOML
    )
    try:
        text = bounded.decoded(data)
        if not _deep(text):
            return tomllib.loads(text)
    except RecursionError as error:
        raise ProfileError(os.path.basename(path), "nested too deeply") from error
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of figures
        raise ProfileError(os.path.basename(path), str(error)) from error
    raise ProfileError(os.path.basename(path), f"a key has more than {_DEEPEST} parts")


# tomllib takes time by the square of the parts of a dotted key: 20 s for 20,000 of them (40 kB). No
# table of ours goes deeper than three.
_DEEPEST = 12
# Strings and comments, so that dots in them are no keys. What is not closed goes to the end of the
# line or the text: the pass is linear.
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
    """The table *name*, a path below the package without its ending ("data/months"). Not to be
    changed by the caller.
    """
    path = os.path.join(ROOT, name.replace("/", os.sep) + ".toml")
    result: dict[str, Any] = made(name.replace("/", "-"), [path], lambda: parse(path))
    return result


def made(name: str, sources: Sequence[str], make: Callable[[], Any]) -> Any:
    """What ``make()`` returns (plain lists, dictionaries, texts and numbers), or its kept copy
    where *sources* are as they were then.

    *sources* are the tables it is made from and the modules that make it.
    """
    file, stamp = f"{name}-{_maker().hex()}.{sys.implementation.cache_tag}.tables", _stamps(sources)
    hashed = b""
    for folder in _folders():
        content = _kept(os.path.join(folder, file))
        if content is None:
            continue
        if content["stamp"] == stamp:
            return content["made"]
        hashed = hashed or _hashed(sources)
        if content["hash"] == hashed:
            _keep(file, content | {"stamp": stamp})
            return content["made"]
    hashed = hashed or _hashed(sources)
    value = make()
    _keep(file, {"maker": _maker(), "stamp": stamp, "hash": hashed, "made": value})
    return value


@cache
def _maker() -> bytes:
    """Which installation, version and build of Python makes copies: what tells theirs apart."""
    return source_hash(
        "\n".join([ROOT, __version__, sys.version, str(marshal.version)]).encode(
            "utf-8", "surrogateescape"
        )
    )


def _stamps(sources: Sequence[str]) -> list[list[str | int]]:
    """Path, size, time of change and time of arrival of each file."""
    found: list[list[str | int]] = []
    for source in sources:
        state = os.stat(source)
        found.append([source, state.st_size, state.st_mtime_ns, state.st_ctime_ns])
    return found


def _hashed(sources: Sequence[str]) -> bytes:
    """A hash over what the files hold."""
    hashes = []
    for source in sources:
        with open(source, "rb") as file:
            hashes.append(source_hash(file.read()))
    return source_hash(b"".join(hashes))


def _folders() -> list[str]:
    """Where copies are kept, the first that can be written. A folder of the user's that is not told
    in full would be one of the working folder.
    """
    user = (
        os.environ.get("XDG_CACHE_HOME")
        or os.environ.get("LOCALAPPDATA")
        or os.path.join(os.path.expanduser("~"), ".cache")
    )
    return [
        os.path.join(ROOT, "__pycache__"),
        *([os.path.join(user, "dispatchkit")] if os.path.isabs(user) else []),
    ]


def _kept(path: str) -> dict[str, Any] | None:
    """What a copy holds; None where there is none, or none to be trusted."""
    try:
        with open(path, "rb", buffering=0, opener=_opened) as file:
            state = os.fstat(file.fileno())
            data = file.read(state.st_size) if _is_ours(state) else b""
        head = len(_MAGIC) + _SUM
        body = memoryview(data)[head:]
        if data[: len(_MAGIC)] != _MAGIC or data[len(_MAGIC) : head] != source_hash(body):
            return None
        content = marshal.loads(body)  # noqa: S302 - as trusted as the byte code that it lies beside
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return (
        content
        if isinstance(content, dict)
        and content.get("maker") == _maker()
        and {"stamp", "hash", "made"} <= content.keys()
        else None
    )


def _opened(path: str, flags: int) -> int:
    """A file opened without waiting for anybody who might write into it, as a FIFO would."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_ours(state: os.stat_result) -> bool:
    """Whether a regular file of likely size was written by who may change this code too, and can be
    written by nobody else.
    """
    if not stat.S_ISREG(state.st_mode) or state.st_size > _MOST:
        return False
    if not hasattr(os, "geteuid"):
        return True
    code = _code()
    return (
        state.st_uid in {0, os.geteuid(), code.st_uid}
        and not state.st_mode & _OTHERS & ~code.st_mode
    )


@cache
def _code() -> os.stat_result:
    """Whose the code is."""
    return os.stat(ROOT)


def _keep(file: str, content: dict[str, Any]) -> None:
    """Write a copy whole or not at all, in the first folder that lets us; not beside the byte code
    where Python may write none.
    """
    data = marshal.dumps(content)
    for folder in _folders()[sys.dont_write_bytecode :]:
        path = os.path.join(folder, file)
        partial = f"{path}.{os.urandom(_SUM).hex()}"
        try:
            os.makedirs(folder, exist_ok=True)
            with open(partial, "xb", opener=_private) as out:
                out.write(_MAGIC + source_hash(data) + data)
            os.replace(partial, path)
        except OSError:
            _remove(partial)
            continue
        return


def _private(path: str, flags: int) -> int:
    """A new file that only its owner may change, whatever the umask."""
    return os.open(path, flags, 0o644)


def _remove(path: str) -> None:
    """Take a file away, if it is there and can be."""
    from contextlib import suppress

    with suppress(OSError):
        os.remove(path)
