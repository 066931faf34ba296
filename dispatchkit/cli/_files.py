"""Output files, one or a folder that mirrors the inputs: whole or not at all, never two for one, never over an input."""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from dispatchkit.cli._inputs import Input, reason
from dispatchkit.cli._status import Failure, Usage
from dispatchkit.cli._stdout import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import BinaryIO, Self

# What counts as the ending of a file name, and gives way to the format's: ".txt", ".html", not ".20211204".
_ENDING = r"\.[A-Za-z][A-Za-z0-9]{0,4}"


class WholeFile:
    """A file that appears whole or not at all, at its first ``write``: without one, nothing is made or changed.

    What is written goes to a hidden file beside it, which takes its place at the end. A link is followed; a device or a pipe
    is written as it is. A file that it takes the place of keeps its permissions. Raises Failure.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._target = os.path.realpath(path)
        self._partial: str | None = None
        self._stream: BinaryIO | None = None

    def write(self, text: str) -> None:
        """Write, the first time to a fresh file."""
        self.write_bytes(encoded(text))

    def write_bytes(self, data: bytes) -> None:
        """As ``write``, for bytes."""
        with self._failing():
            if self._stream is None:
                self._stream = self._open()
            self._stream.write(data)

    def flush(self) -> None:
        """Nothing is handed on before the end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._stream is None:
            return
        try:
            with self._failing():
                self._stream.close()
                if self._partial and kind is None:
                    if os.path.exists(self._target):
                        os.chmod(self._partial, stat.S_IMODE(os.stat(self._target).st_mode))
                    os.replace(self._partial, self._target)
                    self._partial = None
        finally:
            if self._partial:
                with suppress(OSError):
                    os.remove(self._partial)

    def _open(self) -> BinaryIO:
        if os.path.exists(self._target) and not stat.S_ISREG(os.stat(self._target).st_mode):
            return open(self._target, "wb")
        # The random part keeps a process from tripping over what a killed one with the same number left.
        partial = os.path.join(os.path.dirname(self._target), f".dispatchkit-{os.getpid()}-{os.urandom(4).hex()}")
        stream = open(partial, "xb")  # noqa: SIM115 - closed by __exit__
        self._partial = partial
        return stream

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Failure(f"{self._path}: {reason(error)}") from error


def make_folder(path: str) -> None:
    """Make the folder that *path* is to be in. Failure when that cannot be."""
    folder = os.path.dirname(path)
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        raise Failure(f"{folder}: {reason(error)}") from error


def planned(inputs: Sequence[Input], folder: str, ending: str) -> list[str]:
    """The output of each input: its path below *folder*, with the format's ending in place of its own.

    A usage error, before anything is written, when two inputs would share an output or one would overwrite an input.
    """
    sources = {_key(item.name): item.name for item in inputs if item.data is None}
    taken: dict[object, str] = {}
    outputs = []
    for item in inputs:
        output = os.path.join(folder, _renamed(item.inner, ending))
        key = _key(output)
        if key in sources:
            raise Usage(f"the output of {item.name} would overwrite the input {sources[key]}")
        if item.problem is None and taken.setdefault(key, item.name) != item.name:
            raise Usage(f"{taken[key]} and {item.name} would both be written to {output}")
        outputs.append(output)
    return outputs


def refuse_overwriting(inputs: Sequence[Input], output: str) -> None:
    """A usage error when *output* is one of the inputs."""
    for item in inputs:
        if item.data is None and _key(item.name) == _key(output):
            raise Usage(f"the output {output} is also an input")


def refuse_sharing(outputs: Sequence[tuple[str, str]]) -> None:
    """A usage error when two of *outputs* (what asks for a file, and its path) are one file, whatever their names. What is written last would be left."""
    taken: dict[object, str] = {}
    for option, path in outputs:
        key = _key(path)
        if key in taken:
            raise Usage(f"{taken[key]} and {option} {path} are one file")
        taken[key] = f"{option} {path}"


def _key(path: str) -> object:
    """The same for all names of one file, links among them; devices and pipes go by their names."""
    with suppress(OSError):
        state = os.stat(path)
        if stat.S_ISREG(state.st_mode) and state.st_ino:
            return state.st_dev, state.st_ino
    return os.path.normcase(os.path.realpath(path))


def _renamed(inner: str, ending: str) -> str:
    stem, found = os.path.splitext(inner)
    return (stem if re.fullmatch(_ENDING, found) else inner) + ending
