"""What was made of tables, kept beside the byte code from one call to the next.

Reading TOML costs about 1 ms per kilobyte, reading back what was made of it 0.005 ms (CPython 3.11;
JSON takes three times that), and a command line starts anew for every call: without kept copies a
call takes half a second more. So, as Python does with ``.pyc`` files and in the same format,
what was made from a set of files is kept in ``__pycache__`` (or in the user's cache folder where
that cannot be written).

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
import stat
import sys
from functools import cache
from importlib.util import source_hash
from typing import TYPE_CHECKING, Any

from dispatchkit._version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What a copy begins with; another layout of copies has another number.
_MAGIC = b"dispatchkit tables 2\n"
# The hash that Python stamps byte code with has this many bytes.
_SUM = 8
# The largest copy has 0.5 MB. What is many times that is none of ours.
_MOST = 16 << 20
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


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
        "\n".join([_ROOT, __version__, sys.version, str(marshal.version)]).encode(
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
        os.path.join(_ROOT, "__pycache__"),
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
    return os.stat(_ROOT)


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
