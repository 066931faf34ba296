"""Output files that appear whole or not at all, and replace neither an input nor one another."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from dispatchkit.files.failures import ClosedPipe, Closing, Failure, Usage
from dispatchkit.files.inputs import Input, reason
from dispatchkit.files.paths import lies_in
from dispatchkit.files.signals import partial_files
from dispatchkit.files.trees import file_key
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.visible import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

# Where a process sees its own descriptors: Linux, then macOS and the BSDs.
_OWN_DESCRIPTORS = "/proc/self/fd"
_DESCRIPTORS_RE = pattern(r"/proc/(?:self|thread-self)(?:/task/\d+)?/fd|/dev/fd")
# How many bytes of a file are looked at to tell what it is.
_LOOKED_AT = 1 << 20
# The system itself follows no more links than this.
_MOST_LINKS = 40


class WholeFile(Closing):
    """A file that appears whole or not at all. Without a ``write``, nothing is made or changed.

    What is written goes to a file without a name if the system has such files (Linux), else to a
    hidden file beside the target, and takes the place of the target at the end. Links are followed;
    a target that is not a regular file (a device, a pipe, ``/dev/stdout``, the ``/dev/fd/63`` of
    ``>(command)``) is written to directly. A replaced file passes on its permissions. Raises
    Failure, or ClosedPipe for a pipe that nobody reads.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._descriptor = descriptor_of(path)
        self._target = os.path.realpath(path)
        self._nameless = False
        self._partial: str | None = None
        self._stream: BinaryIO | None = None

    def write(self, text: str) -> None:
        """Write text; the first call opens the file."""
        self.write_bytes(encoded(text))

    def write_bytes(self, data: bytes) -> None:
        """Write bytes; the first call opens the file."""
        with self._failing():
            if self._stream is None:
                self._stream = self._open()
            self._stream.write(data)

    def flush(self) -> None:
        """Do nothing: the file appears only at the end."""

    def close(self, *, done: bool) -> None:
        """Put the file in its place; throw it away unless *done*."""
        if self._stream is None:
            return
        try:
            with self._failing():
                if self._nameless and self._partial and done:
                    self._stream.flush()
                    partial_files.add(self._partial)
                    _name(self._stream.fileno(), self._partial)
                self._stream.close()
                if self._partial and done:
                    _replace(self._partial, self._target)
                    partial_files.discard(self._partial)
                    self._partial = None
        finally:
            if self._partial:
                with suppress(OSError):
                    os.remove(self._partial)
                partial_files.discard(self._partial)

    def _open(self) -> BinaryIO:
        """The stream to write to: the target if it is not a regular file, else a partial file."""
        if self._descriptor is not None:
            return os.fdopen(os.dup(self._descriptor), "wb")
        if os.path.exists(self._target) and not stat.S_ISREG(os.stat(self._target).st_mode):
            return open(self._target, "wb")
        folder = os.path.dirname(self._target)
        partial = _beside(self._target)
        nameless = _nameless(folder)
        self._nameless = nameless is not None
        if nameless is None:
            partial_files.add(partial)
        self._partial = partial
        return open(partial, "xb") if nameless is None else nameless

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Turn errors of the system into our own, which name the file."""
        try:
            yield
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            raise Failure(f"{self._path}: {reason(error)}") from error


def save_whole(path: str, write: Callable[[str], None], is_own: Callable[[str], bool]) -> None:
    """Make the file *path* with *write*, which gets the path of a file that is not there yet; it
    takes the place of *path* when it is whole. A replaced file passes on its permissions.

    Raises Failure, also if *path* is a device or a pipe: such files are not written in order; and
    if what lies there is neither empty nor, as *is_own* says of a path, of the same kind.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        raise Failure(f"{path}: not a regular file, and this format can be written to no other")
    try:
        replaceable = not os.path.exists(target) or not os.path.getsize(target) or is_own(target)
    except OSError as error:
        raise Failure(f"{path}: {reason(error)}") from error
    if not replaceable:
        raise Failure(f"{path}: a file of another kind or program lies there, and is not replaced")
    partial = _beside(target)
    partial_files.add(partial)
    try:
        write(partial)
        _replace(partial, target)
    except OSError as error:
        raise Failure(f"{path}: {reason(error)}") from error
    finally:
        with suppress(OSError):
            os.remove(partial)
        partial_files.discard(partial)


def _beside(target: str) -> str:
    """The path of a hidden file in the folder of *target*. The random part keeps a process from
    finding what a killed one with the same number left.
    """
    name = f".dispatchkit-{os.getpid()}-{os.urandom(4).hex()}"
    return os.path.join(os.path.dirname(target), name)


def _replace(partial: str, target: str) -> None:
    """Put a file in the place of *target*, with its permissions if it is there."""
    if os.path.exists(target):
        os.chmod(partial, stat.S_IMODE(os.stat(target).st_mode))
    os.replace(partial, target)


def is_standard_output(path: str) -> bool:
    """Whether *path* is a name of standard output: ``-``, ``/dev/stdout``, ``/dev/fd/1``."""
    return path == "-" or descriptor_of(path) == 1


def descriptor_of(path: str) -> int | None:
    """The open descriptor of this process that *path* names (``/dev/stdout``, ``/dev/fd/63``); None
    for any other path.

    It may lead to a regular file to which the shell appends (``>> log``); that must be neither
    replaced nor emptied.
    """
    for _ in range(_MOST_LINKS):
        folder, name = os.path.split(os.path.abspath(path))
        folder = os.path.realpath(folder)
        if name.isdecimal() and _DESCRIPTORS_RE.fullmatch(
            folder.replace(f"/proc/{os.getpid()}/", "/proc/self/")
        ):
            return int(name)
        try:
            path = os.path.join(folder, os.readlink(os.path.join(folder, name)))
        except (OSError, ValueError):
            return None
    return None


def _nameless(folder: str) -> BinaryIO | None:
    """A file in *folder* without a name, which disappears with its process however that ends; None
    if the system has no such files.
    """
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir(_OWN_DESCRIPTORS):
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666), "w+b")
    except OSError:
        # The file system has no such files, or the folder is at fault: the next attempt shows
        # which.
        return None


def _name(descriptor: int, path: str) -> None:
    """Give a file without a name the name *path*; if the system refuses, copy it there."""
    folder, name = os.path.split(path)
    above = os.open(folder, os.O_RDONLY)
    try:
        # Only with a descriptor for the folder does Python follow the link in /proc.
        os.link(f"{_OWN_DESCRIPTORS}/{descriptor}", name, dst_dir_fd=above)
    except OSError:
        os.lseek(descriptor, 0, os.SEEK_SET)
        with open(path, "xb") as copy:
            while block := os.read(descriptor, 1 << 20):
                copy.write(block)
    finally:
        os.close(above)


def make_folder(path: str) -> None:
    """Make the folder that *path* is to be in. Failure if that is impossible."""
    folder = os.path.dirname(path)
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        raise Failure(f"{folder}: {reason(error)}") from error


def refuse_overwriting(inputs: Sequence[Input], names: Sequence[str], output: str) -> None:
    """Raise Usage if *output* is one of the inputs, or a text in one of the folders among *names*,
    which could be an input.

    A walk leaves out the file that is written, so that the report of an earlier call is not taken
    for a dispatch; but not every file of that name is a report.
    """
    if output == "-":
        return
    key = file_key(output)
    files = (item.name for item in inputs if item.data is None and item.name != "-")
    if any(file_key(name) == key for name in files) or (
        _is_below(names, output) and _is_text(output)
    ):
        raise Usage(f"the output {output} is also an input")


def _is_below(names: Sequence[str], path: str) -> bool:
    """Whether a file lies in one of the folders among *names*."""
    return any(name != "-" and os.path.isdir(name) and lies_in(path, name) for name in names)


def _is_text(path: str) -> bool:
    """Whether *path* is a file in which ``parse`` may find a dispatch; reports in JSON and XML are
    none.
    """
    from dispatchkit.errors import DispatchkitError
    from dispatchkit.reading.door import read
    from dispatchkit.reading.message import Broken
    from dispatchkit.reading.options import ReadOptions

    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            data = file.read(_LOOKED_AT)
    except OSError:
        return False
    try:
        found = read(data, ReadOptions())
        return bool(data.strip()) and not all(isinstance(one, Broken) for one in found)
    except DispatchkitError:
        return False


def refuse_sharing(outputs: Sequence[tuple[str, str]]) -> None:
    """Raise Usage if two of *outputs* (the option that asks for a file, and its path) are one file,
    even under different names: only what is written last would be left.
    """
    taken: dict[object, str] = {}
    for option, path in outputs:
        key = file_key(path)
        if key in taken:
            raise Usage(f"{taken[key]} and {option} {path} are one file")
        taken[key] = f"{option} {path}"
