"""Files of dispatches, for callers of the library, in any format of ``dispatchkit parse``."""

from __future__ import annotations

import errno
import os
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dispatchkit import arguments
from dispatchkit.errors import UnknownFormat
from dispatchkit.files.failures import Failure
from dispatchkit.files.outputs import WholeFile, save_whole
from dispatchkit.meant import hint, meant
from dispatchkit.writing import RENDERERS, extensions, foreign, format_for, join, render, stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch

_Item = TypeVar("_Item")


class Counted(Generic[_Item]):
    """Items that are counted as they pass by."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[_Item]:
        for item in self._items:
            self.count += 1
            yield item


def save(
    dispatches: Iterable[Dispatch],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the word of the record
) -> int:
    """Write *dispatches*, one after another as they come, to the file *path*; returns their number.

    *format* is one of those of ``dispatchkit parse -f`` ("jsonl", "csv", "sqlite", "parquet",
    "txm", ...); without it the extension of *path* says it (".jsonl", ".csv", ".db", ".parquet",
    ".xml", ...). The file appears whole or, if anything is raised, not at all, and takes the place
    of an older one; of no dispatch none is made, which a UserWarning says. A database, workbook or
    Parquet file replaces only one of its kind. What is written as JSON, JSON Lines, CSV, TSV,
    Parquet, Markdown or text ``parse_file`` reads back. Raises UnknownFormat, MissingWriter if a
    library that it needs is not installed, OneDocument for several dispatches in a format that has
    no form for them ("nitf"), TypeError for what is no dispatch, and OSError with the file's name
    if it cannot be written.
    """
    target = arguments.path("path", path)
    name = _format_of(target) if format is None else arguments.of_type("format", format, str)
    counted = Counted(_each(dispatches))
    try:
        if name in stored.names():
            _save_stored(counted, target, name)
        elif name in RENDERERS:
            with WholeFile(target) as file:
                for piece in join((render(one, name) for one in counted), name):
                    file.write(piece)
        else:
            known = sorted([*RENDERERS, *stored.names()])
            raise UnknownFormat(f"format: {name!r} is no format{meant(name, known)}")
    except Failure as failure:
        raise _of_system(failure, target) from failure
    if not counted.count:
        _warn(target)
    return counted.count


def _each(dispatches: Iterable[Dispatch]) -> Iterator[Dispatch]:
    """The *dispatches* as they come, each looked at. TypeError for anything else."""
    from dispatchkit.model import Dispatch

    given: Any = dispatches
    if isinstance(given, (Dispatch, str, bytes)) or not hasattr(given, "__iter__"):
        kind = type(given).__name__
        hint = "; of one, save([dispatch], path)" if isinstance(given, Dispatch) else ""
        raise TypeError(f"dispatches: expected several, found {kind}{hint}")
    return (
        arguments.of_type(f"dispatches[{number}]", one, Dispatch)
        for number, one in enumerate(dispatches)
    )


def _warn(path: str) -> None:
    """Say that there was nothing to write."""
    import warnings

    older = ", and what lies there is an older file" if os.path.lexists(path) else ""
    warnings.warn(f"no dispatch to save: {path!r} was not written{older}", stacklevel=3)


def _format_of(path: str) -> str:
    """The format whose files have the extension of *path*. UnknownFormat if it is none's."""
    named = format_for(path)
    if named is not None:
        return named
    if other := foreign(path):
        raise UnknownFormat(f"path: {path!r}: {other}")
    known = sorted(extensions())
    ending = os.path.splitext(path)[1]
    instead = (ending and hint(ending, known)) or f"; known: {', '.join(known)}"
    raise UnknownFormat(
        f"path: no format has the extension of {path!r}, and none is named"
        f' (format="jsonl"){instead}'
    )


def _save_stored(dispatches: Iterable[Dispatch], path: str, name: str) -> None:
    """Make a file of a format that is no text, unless there is no dispatch."""
    form = stored.format_of(name)
    form.ready()
    left = iter(dispatches)
    first = list(islice(left, 1))
    if first:
        save_whole(path, partial(form.save, chain(first, left)), form.is_own)


def _of_system(failure: Failure, path: str) -> OSError:
    """An output that cannot be written, as the system says it."""
    cause = failure.__cause__
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        return FileNotFoundError(errno.ENOENT, f"No such folder as {folder!r}", path)
    if isinstance(cause, OSError) and cause.errno is not None:
        return OSError(cause.errno, cause.strerror, path)
    return OSError(errno.EEXIST, str(failure).removeprefix(f"{path}: "), path)
