"""What a run is asked to do, and whether an earlier one was asked the same."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from importlib import metadata
from platform import python_version
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit._version import __version__
from dispatchkit.corpus.journal import SCHEMA
from dispatchkit.startup.patterns import pattern
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatchkit.corpus.shards import Form
    from dispatchkit.files.inputs import Input
    from dispatchkit.reading.options import ReadOptions


# A line of what the package requires: 'selectolax>=0.3.21; extra == "html"'.
_REQUIRED_RE = pattern(
    r"(?P<name>[\w.-]{1,80})[^;\n]{0,200}(?:;.{0,200}extra == [\"'](?P<extra>\w{1,40}))?"
)
# So many characters of an option are in a message, which has two of them: a judgement.
_SHOWN = 60
# Extras for those who work on the package.
_TOOLS = ("dev", "docs", "test")


class Size(NamedTuple):
    """The size of all inputs that can be looked at, and a hash of their names, sizes and times."""

    bytes: tuple[int, ...]
    digest: str


def sized(inputs: Iterable[Input]) -> Size:
    """The sizes of the inputs, 0 where there is none."""
    digest = hashlib.sha256()
    sizes = []
    for item in inputs:
        size, mark = _mark(item)
        sizes.append(size)
        digest.update(encode([item.name, size, mark]).encode() + b"\n")
    return Size(tuple(sizes), digest.hexdigest())


def _mark(item: Input) -> tuple[int, int | str | None]:
    """The size of an input, and what else changes with it: the time of its last change, or the hash
    of what is held already.
    """
    if item.data is not None:
        return len(item.data), hashlib.sha256(item.data).hexdigest()
    try:
        found = os.stat(item.name)
    except (OSError, ValueError):
        return 0, None
    return found.st_size, found.st_mtime_ns


def task(
    inputs: Sequence[Input], size: Size, form: Form, reading: ReadOptions, title: str | None
) -> dict[str, Any]:
    """What is asked for: all on which the bytes of a corpus depend."""
    return {
        "schema": SCHEMA,
        "versions": _versions(form),
        "options": {
            "format": form.format,
            "gzip": form.packed,
            "shard_size": form.size,
            "title": title,
            **_read(reading),
        },
        "inputs": {"count": len(inputs), "bytes": sum(size.bytes), "digest": size.digest},
    }


def _versions(form: Form) -> dict[str, str]:
    """The programs and libraries on which the bytes of records and shards depend."""
    found = {"dispatchkit": __version__, "python": python_version(), **_libraries()}
    if form.format == "sqlite":
        import sqlite3

        found["sqlite"] = sqlite3.sqlite_version
    return found


def _libraries() -> dict[str, str]:
    """The libraries that are installed for reading and writing, with their versions."""
    found = {}
    with suppress(metadata.PackageNotFoundError):
        for line in metadata.requires("dispatchkit") or ():
            named = _REQUIRED_RE.match(line)
            if named and named["extra"] not in _TOOLS:
                with suppress(metadata.PackageNotFoundError):
                    found[named["name"]] = metadata.version(named["name"])
    return dict(sorted(found.items()))


def _read(reading: ReadOptions) -> dict[str, Any]:
    """How inputs are read, in JSON types; files of the user's own with their hashes."""
    return {
        "profile": reading.profile,
        "received": reading.received.isoformat() if reading.received else None,
        "encoding": reading.encoding,
        "date_order": reading.date_order,
        "from": reading.format.word if reading.format else None,
        "split": reading.split,
        "text_column": reading.text_column,
        "filename_date": reading.filename_date,
        "profiles": dict(map(_hashed, reading.own.profiles)),
        "boilerplate": [list(phrase) for phrase in reading.own.phrases],
        "formats": dict(map(_hashed, reading.own.formats)),
    }


def _hashed(path: str) -> tuple[str, str]:
    """A file of the user's own, with its hash."""
    with open(path, "rb") as file:
        return path, hashlib.file_digest(file, "sha256").hexdigest()


def otherwise(asked: Mapping[str, Any], begun: Mapping[str, Any]) -> str | None:
    """How a run is *asked* to read and write if that is not how an earlier one had *begun*, in
    words; None if both are the same.
    """
    for name in ("options", "versions"):
        for key in sorted({*asked[name], *begun[name]}):
            now, then = asked[name].get(key), begun[name].get(key)
            if now != then:
                told = _option if name == "options" else _version
                return told(key, now, then)
    return None


def _option(key: str, now: object, then: object) -> str:
    """How an option differs."""
    return f"option {key.replace('_', '-')}: it was {_shown(then)}, and is {_shown(now)}"


def _version(key: str, now: object, then: object) -> str:
    """How a program or library differs, which may read or write in another way."""
    if then is None:
        return f"without the library {key}, which is installed now; uninstall it to go on"
    if now is None:
        return f"with the library {key} {then}, which is not installed now; install it to go on"
    return f"with {key} {then}; here is {now}"


def others(now: Mapping[str, Any], then: Mapping[str, Any]) -> str | None:
    """How the inputs of a call differ from those of an earlier one, in words; None if they are the
    same.
    """
    if now == then:
        return None
    if now["count"] != then["count"]:
        return f"inputs: there were {then['count']:,}, and are {now['count']:,}"
    return "inputs: some have other names, or were written since"


def _shown(value: object) -> str:
    """A value in a message, on one line and not too long."""
    text = encode(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
