"""Inputs: files, folders and standard input, in a fixed order, each with what is wrong with it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.files.paths import NO_PATTERNS, Patterns, relative
from dispatchkit.reading.leftovers import is_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO


# A file that is bigger is read piece by piece, not held: a text takes some ten times its size as
# lines and units, and half a megabyte of them is nothing beside what the program itself takes.
_BIG = 1 << 19
# Why an input that is too big is not read.
NO_MEMORY = "not enough memory"


class Input(NamedTuple):
    """One input to read. ``name``: as the call or a walk names it; ``inner``: its path below an
    output folder.

    ``data``: its bytes if they have been read already (standard input). ``problem``: why it cannot
    be read, with the system's ``error`` if there is one.
    """

    name: str
    inner: str
    data: bytes | None = None
    problem: str | None = None
    error: OSError | None = None

    def read(self) -> bytes:
        """Its bytes; OSError if it cannot be read."""
        if self.data is not None:
            return self.data
        with _opened(self.name) as file:
            return _whole(file)

    def content(self) -> bytes | StoredFile:
        """Its bytes; of a big file only where they are. OSError if it cannot be read."""
        if self.data is not None:
            return self.data
        with _opened(self.name) as file:
            found = os.fstat(file.fileno())
            if stat.S_ISREG(found.st_mode) and found.st_size > _BIG:
                return StoredFile(self.name, found.st_size)
            return _whole(file)


class StoredFile:
    """The bytes of a file. A slice of them is read when it is asked for: OSError if that cannot be
    done any more.
    """

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: slice[int | None, int | None, int | None]) -> bytes:
        begin, end, _ = at.indices(self._size)
        with _opened(self._name) as file:
            file.seek(begin)
            return file.read(max(end - begin, 0))


def _opened(name: str) -> BinaryIO:
    """The file of that *name*, to be read. OSError if it cannot be opened."""
    if "\0" in name:
        raise OSError(errno.EINVAL, "a path cannot hold a NUL character", name)
    try:
        return open(name, "rb")
    except OSError as error:
        if not _is_too_long(error):
            raise
    return open(name, "rb", opener=_open_far)


class Skipped(NamedTuple):
    """What a walk leaves out: the files and folders at *paths* (where the output goes, the
    configuration), and what matches *patterns*, relative to *root*.

    *forced*: the patterns also apply to what is named in the call.
    """

    paths: frozenset[str] = frozenset()
    patterns: Patterns = NO_PATTERNS
    root: str | None = None
    forced: bool = False

    def holds(self, path: str, *, folder: bool) -> bool:
        """Whether the file or *folder* is left out."""
        if self.patterns and self.patterns.leave_out(relative(path, self.root), folder=folder):
            return True
        # Resolving the links of a path takes a system call for each folder. A walk follows no
        # links, so only what has the same name can be the same file.
        named = any(os.path.basename(path) == os.path.basename(other) for other in self.paths)
        return named and os.path.realpath(path) in self.paths

    def refuses(self, name: str) -> bool:
        """Whether a file or folder is left out even though it is named in the call."""
        return (
            self.forced
            and bool(self.patterns)
            and self.patterns.leave_out(
                relative(name, self.root), folder=os.path.isdir(name), above=True
            )
        )


class Passed(NamedTuple):
    """What a walk through folders came by besides the files that it gives: the folders that it
    *entered*; the links, pipes and devices (*special*), what *systems* keep in folders and what
    says what must come out of another file (*expectations*), which it does not read.
    """

    entered: list[str]
    special: list[str]
    systems: list[str]
    expectations: list[str]

    @classmethod
    def none(cls) -> Passed:
        """As it is before a walk."""
        return cls([], [], [], [])


def expand(names: Iterable[str], skipped: Skipped, passed: Passed | None = None) -> Iterator[Input]:
    """The files that *names* stand for, in order. Folders are walked as by ``grep -r``: no links,
    nothing hidden, nothing *skipped*, nothing that systems leave there, no expectation beside its
    dump; files sorted by their names. What is met besides is added to *passed*.

    A link that is itself named in the call is read.
    """
    for name in names:
        if name == "-":
            yield _standard_input()
        elif skipped.refuses(name):
            continue
        elif os.path.isdir(name):
            before = skipped.patterns.left_out
            found = list(_walk(name, _root(name), skipped, passed or Passed.none()))
            yield from found
            if not found and skipped.patterns.left_out == before:
                yield Input(name, "", problem="no file in this folder")
        else:
            yield Input(name, _named(name))


def _named(file: str) -> str:
    """Where the output of a file that was named in the call goes below an output folder: at the
    path by which it was named, as with ``cp --parents``; at its bare name if that path is absolute.
    """
    path = os.path.normpath(file)
    if os.path.isabs(path) or os.path.splitdrive(path)[0]:
        return os.path.basename(file)
    names = path.split(os.sep)
    return os.path.join(*[name for name in names if name != os.pardir])


def _root(folder: str) -> str:
    """Where the outputs of a folder that was named in the call go below an output folder: in a
    folder of its name, as with ``cp -r``; "" for the working folder.
    """
    return (
        "" if os.path.normpath(folder) == os.curdir else os.path.basename(os.path.abspath(folder))
    )


def _standard_input() -> Input:
    """Standard input, read to its end."""
    if sys.stdin is None:
        return Input("-", "stdin", problem="standard input is not open")
    try:
        return Input("-", "stdin", data=_whole(sys.stdin.buffer))
    except OSError as error:
        return Input("-", "stdin", problem=reason(error))
    except MemoryError:
        return Input("-", "stdin", problem=NO_MEMORY)


# A terminal and /dev/null end; /dev/zero and /dev/random do not, and would fill the memory.
_MOST_OF_A_DEVICE = 1 << 24


def _whole(file: BinaryIO) -> bytes:
    """All bytes of *file*; OSError if it is a device without end."""
    data = file.read(_MOST_OF_A_DEVICE)
    if len(data) < _MOST_OF_A_DEVICE:
        return data
    if _is_device(file):
        raise OSError(errno.EFBIG, "a device without an end")
    held = BytesIO()
    held.write(data)
    while piece := file.read(_MOST_OF_A_DEVICE):
        held.write(piece)
    # No copy, which joined pieces would be.
    return held.getvalue()


def _is_device(file: BinaryIO) -> bool:
    """Whether a stream is a character device, such as a terminal or /dev/zero."""
    try:
        return stat.S_ISCHR(os.fstat(file.fileno()).st_mode)
    except OSError:  # not a file of the system, but what a caller has put in place of stdin
        return False


class _Met(NamedTuple):
    """A file or folder that a walk has come to; *folder* is None for a link, a pipe or a device."""

    path: str
    inner: str
    folder: bool | None


def _walk(folder: str, inner: str, skipped: Skipped, passed: Passed) -> Iterator[Input]:
    """The files below *folder*, whose outputs go to *inner* below an output folder. Folders may be
    nested deeper than Python can recurse and than the system can open by one path.
    """
    waiting = [_Met(folder, inner, folder=True)]
    while waiting:
        met = waiting.pop()
        if not met.folder:
            yield Input(met.path, met.inner)
            continue
        try:
            entries = _dumps(_wanted(_entries(met), passed.systems), passed.expectations)
        except OSError as error:
            yield Input(met.path, met.inner, problem=reason(error), error=error)
            continue
        passed.entered.append(met.path)
        kept = [
            entry for entry in entries if not skipped.holds(entry.path, folder=bool(entry.folder))
        ]
        passed.special.extend(entry.path for entry in kept if entry.folder is None)
        waiting += [entry for entry in reversed(kept) if entry.folder is not None]


def _wanted(entries: list[_Met], systems: list[str]) -> list[_Met]:
    """The *entries* of a folder without those that *systems* keep there, which are added to it."""
    kept = []
    for entry in entries:
        if is_left(os.path.basename(entry.path), folder=bool(entry.folder)):
            systems.append(entry.path)
        else:
            kept.append(entry)
    return kept


def _dumps(entries: list[_Met], expectations: list[str]) -> list[_Met]:
    """The *entries* of a folder without the *expectations* beside dumps, which are added to that
    list.
    """
    files = [entry.path for entry in entries if entry.folder is False]
    if not any(path.endswith(".json") for path in files):
        return entries
    from dispatchkit.expected import expectations_among

    found = expectations_among(files)
    expectations.extend(sorted(found))
    return [entry for entry in entries if entry.path not in found]


def _entries(met: _Met) -> list[_Met]:
    """What is in one folder, sorted, without hidden files and folders."""
    try:
        found = _scanned(met.path)
    except OSError as error:
        if not _is_too_long(error):
            raise
        descriptor = _open_far(met.path, os.O_RDONLY)
        try:
            found = _scanned(descriptor)
        finally:
            os.close(descriptor)
    return [
        _Met(os.path.join(met.path, name), os.path.join(met.inner, name), folder=folder)
        for name, folder in found
    ]


def _scanned(folder: str | int) -> list[tuple[str, bool | None]]:
    """The names in a folder, sorted, each with whether it is that of a folder; None for a link, a
    pipe or a device.
    """
    with os.scandir(folder) as scan:
        found = [
            (entry.name, None if _is_other(entry) else entry.is_dir(follow_symlinks=False))
            for entry in scan
            if entry.name[0] != "."
        ]
    return sorted(found, key=lambda one: one[0])


def _is_other(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is neither a file nor a folder, but a link, a pipe or a device."""
    return not (entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False))


# --- paths that are too long ---

# Linux allows 4,096 bytes, macOS 1,024; a name has up to 255.
_LONGEST_PATH = 700


def _is_too_long(error: OSError) -> bool:
    """Whether a path was refused for its length, on a system where it can be opened piece by
    piece.
    """
    return (
        error.errno == errno.ENAMETOOLONG
        and os.open in os.supports_dir_fd
        and os.scandir in os.supports_fd
    )


def _open_far(path: str, flags: int) -> int:
    """A descriptor of *path*, however long, opened folder by folder."""
    *folders, last = _pieces(path)
    descriptor = None
    try:
        for folder in folders:
            above = descriptor
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY, dir_fd=above)
            if above is not None:
                os.close(above)
        return os.open(last, flags, dir_fd=descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _pieces(path: str) -> list[str]:
    """*path* cut at its separators into relative paths that are short enough; the first one keeps a
    leading separator.
    """
    pieces = [os.sep if path.startswith(os.sep) else ""]
    for name in filter(None, path.split(os.sep)):
        if len(os.fsencode(pieces[-1])) > _LONGEST_PATH:
            pieces.append("")
        pieces[-1] = os.path.join(pieces[-1], name)
    return pieces


def reason(error: OSError) -> str:
    """Why something failed, in the words of the system ("No such file or directory")."""
    return error.strerror or str(error)
