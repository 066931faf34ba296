"""What was made of tables, kept beside the byte code from one call to the next.

Reading TOML costs about 1 ms per kilobyte, reading back what was made of it 0.005 ms (CPython 3.11;
JSON takes three times that), and a command line starts anew for every call: without kept copies a
call takes half a second longer. So what was made from a set of files is kept as Python keeps
``.pyc`` files, in the same format, in ``__pycache__`` (or, if that cannot be written, in the user's
cache folder).

A copy is named for the installation, its version and the build of Python that made it, so that none
overwrites another's. It is stamped with the sizes and times of the files that it came from, and
with a hash of their contents, which decides if a time has changed. It is read only if it is a
regular file of plausible size that nobody could have written who cannot change the code as well,
and only if its checksum is right: it is not safe to read the format of byte code from strangers.
Any other copy is made again; if nothing can be written, everything works, only slower.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
from functools import cache
from importlib.util import source_hash
from typing import TYPE_CHECKING, Any

from dispatchkit._version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What a copy begins with; the number changes with the layout of copies.
_MAGIC = b"dispatchkit tables 2\n"
# The hash that Python stamps byte code with has this many bytes.
_SUM = 8
# The largest copy has 0.5 MB. A file many times that size is not one of ours.
_MOST = 16 << 20
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def made(name: str, sources: Sequence[str], make: Callable[[], Any]) -> Any:
    """What ``make()`` returns (plain lists, dictionaries, texts and numbers), or the kept copy of
    that name if *sources* have not changed since it was made.

    *sources* are the paths of the tables that it is made from and of the modules that make it.
    """
    file, stamp = _file(name), _stamps(sources)
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


def recalled(name: str) -> Any:
    """What ``remember`` has kept under *name*; None if there is nothing."""
    for folder in _folders():
        content = _kept(os.path.join(folder, _file(name)))
        if content is not None:
            return content["made"]
    return None


def remember(name: str, value: Any) -> None:
    """Keep *value*, which does not depend on the contents of any file, under *name*."""
    _keep(_file(name), {"maker": _maker(), "stamp": [], "hash": b"", "made": value})


def _file(name: str) -> str:
    """The name of a copy's file."""
    return f"{name}-{_maker().hex()}.{sys.implementation.cache_tag}.tables"


@cache
def _maker() -> bytes:
    """A hash of this installation, its version and its build of Python, to tell copies apart."""
    return source_hash(
        "\n".join([_ROOT, __version__, sys.version, str(marshal.version)]).encode(
            "utf-8", "surrogateescape"
        )
    )


def _stamps(sources: Sequence[str]) -> list[list[str | int]]:
    """Path, size, time of modification and time of status change of each file."""
    found: list[list[str | int]] = []
    for source in sources:
        state = os.stat(source)
        found.append([source, state.st_size, state.st_mtime_ns, state.st_ctime_ns])
    return found


def _hashed(sources: Sequence[str]) -> bytes:
    """A hash of the contents of the files."""
    hashes = []
    for source in sources:
        with open(source, "rb") as file:
            hashes.append(source_hash(file.read()))
    return source_hash(b"".join(hashes))


def _folders() -> list[str]:
    """The folders for copies, in order: a copy goes into the first that can be written. A relative
    path of the user's cache is left out, because it would lie in the working folder.
    """
    user = (
        os.environ.get("XDG_CACHE_HOME")
        or os.environ.get("LOCALAPPDATA")
        or os.path.join(os.path.expanduser("~"), ".cache")
    )
    return [
        os.path.join(_ROOT, "__pycache__"),
        *([os.path.join(user, "dispatchkit")] if os.path.isabs(user) else []),
    ]


def _kept(path: str) -> dict[str, Any] | None:
    """What the copy at *path* holds; None if there is none, or none that can be trusted."""
    try:
        with open(path, "rb", buffering=0, opener=_opened) as file:
            state = os.fstat(file.fileno())
            data = file.read(state.st_size) if _is_ours(state) else b""
        head = len(_MAGIC) + _SUM
        body = memoryview(data)[head:]
        if data[: len(_MAGIC)] != _MAGIC or data[len(_MAGIC) : head] != source_hash(body):
            return None
        content = marshal.loads(body)  # noqa: S302 - as trusted as the byte code beside it
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
    """Open a file without waiting for a writer, as a FIFO otherwise would."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_ours(state: os.stat_result) -> bool:
    """Whether this is a regular file of plausible size, written by somebody who may also change
    this code, and writable by nobody else.
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
    """The status of the package's folder: who owns the code, and who may write it."""
    return os.stat(_ROOT)


def _keep(file: str, content: dict[str, Any]) -> None:
    """Write a copy, whole or not at all, into the first folder that can be written; not beside the
    byte code if Python has been told to write none.
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
    """Open a new file that only its owner may change, whatever the umask."""
    return os.open(path, flags, 0o644)


def _remove(path: str) -> None:
    """Remove a file, if it exists and can be removed."""
    from contextlib import suppress

    with suppress(OSError):
        os.remove(path)
