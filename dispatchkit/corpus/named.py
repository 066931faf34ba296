"""What a call names as the inputs of a corpus: files, folders, patterns of paths, and lists of
files.
"""

from __future__ import annotations

import glob
import os
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from dispatchkit.corpus.closing import MANIFEST
from dispatchkit.corpus.folder import is_corpus, is_ours, is_side
from dispatchkit.files.failures import Usage
from dispatchkit.files.inputs import Input, Skipped, expand, reason
from dispatchkit.files.paths import lies_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def listed(path: str, *, null: bool = False) -> list[str]:
    """The names in a list of files, ``-`` for standard input: one a line, or each ended by a NUL
    character, as by ``find -print0``; in UTF-8 or, as PowerShell writes it, in UTF-16 after a byte
    order mark, which belongs to no name. *null*: NUL alone ends a name. Usage if the list cannot be
    read.
    """
    item = next(expand(["-"], Skipped())) if path == "-" else Input(path, "")
    if item.problem is not None:
        raise Usage(f"--files-from {path}: {item.problem}")
    try:
        data = _in_utf8(item.read())
    except OSError as error:
        raise Usage(f"--files-from {path}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise Usage(f"--files-from {path}: not the UTF-16 that its first bytes promise") from error
    # No name holds a NUL character, and find ends each with one.
    names = data.split(b"\0") if null or b"\0" in data else data.splitlines()
    return [_named(os.fsdecode(name)) for name in names if name]


def _in_utf8(data: bytes) -> bytes:
    """A list without its byte order mark, in UTF-8. UnicodeDecodeError if it is not in the UTF-16
    of its mark.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16").encode()
    return data.removeprefix(BOM_UTF8)


def _named(name: str) -> str:
    """A name in a list, where a dash is a file and not standard input."""
    return os.path.join(os.curdir, name) if name == "-" else name


def matched(names: Iterable[str]) -> Iterator[str]:
    """The *names*, with the paths that fit in place of a pattern (``dumps/**/*.txt``), sorted. A
    name that is there is no pattern, and a pattern that nothing fits is left as it is.
    """
    for name in names:
        if glob.has_magic(name) and not os.path.lexists(name):
            yield from sorted(glob.iglob(name, recursive=True)) or [name]
        else:
            yield name


def once(inputs: Iterable[Input]) -> list[Input]:
    """The *inputs*, each at its first place: a file that is named twice is read once."""
    first: dict[str, Input] = {}
    for item in inputs:
        first.setdefault(os.path.normpath(item.name), item)
    return list(first.values())


def without_corpora(
    inputs: Iterable[Input], names: Iterable[str], say: Callable[[str], None]
) -> list[Input]:
    """The *inputs* without what corpora consist of that a walk has met: their records are those of
    other inputs. A corpus is read if it, or a file of it, is among the *names* of the call. *say*
    is called with a line about each that is left out.
    """
    named = set(map(os.path.normpath, names))
    left_out: dict[str, None] = {}
    corpora: dict[str, bool] = {}
    kept = []
    for item in inputs:
        folder, name = os.path.split(item.name)
        if folder not in corpora:
            corpora[folder] = os.path.normpath(folder) not in named and is_corpus(folder)
        if corpora[folder] and is_ours(name) and os.path.normpath(item.name) not in named:
            left_out[folder] = None
        else:
            kept.append(item)
    for folder in left_out:
        say(f"{folder}: left out, a corpus; name the folder to read its records")
    return kept


def without_sides(inputs: Sequence[Input], names: Iterable[str]) -> list[Input]:
    """The *inputs* without what corpora among them say of their records: what is read of a corpus
    are these. A file that is among the *names* of the call is read whatever it is.
    """
    corpora = {
        folder
        for folder, name in (os.path.split(item.name) for item in inputs)
        if name == MANIFEST and is_corpus(folder)
    }
    named = set(map(os.path.normpath, names))

    def is_left_out(item: Input) -> bool:
        folder, name = os.path.split(item.name)
        return folder in corpora and is_side(name) and os.path.normpath(item.name) not in named

    return [item for item in inputs if not is_left_out(item)] if corpora else list(inputs)


def refuse_within(inputs: Sequence[Input], folder: str) -> None:
    """Raise Usage if one of the *inputs* lies in the output *folder*."""
    folders: dict[str, bool] = {}
    for item in inputs:
        if item.data is not None or item.name == "-":
            continue
        above = os.path.dirname(item.name)
        if above not in folders:
            folders[above] = lies_in(above, folder)
        if folders[above]:
            raise Usage(f"the output folder {folder} holds the input {item.name}")
