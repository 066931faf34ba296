"""Small files that somebody else may have put there: only regular ones are read, and only up to a
size.

A configuration is looked for in all folders above the inputs, so a pipe, a device or a file without
end may bear its name.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat

# Configurations and profiles have a few kilobytes, our longest table of phrases 95. The worst that
# a file of this size can hold takes tomllib two seconds (a deep key on each line); text takes a
# quarter of one.
MOST_TOML = 1 << 18
# What ships: the table of countries has 315 kB.
MOST_TABLE = 1 << 20
# A baseline has 150 bytes a finding; ten thousand findings are one and a half megabytes.
MOST_JSON = 1 << 26


def read(path: str, most: int) -> bytes:
    """The bytes of the regular file *path*, at most *most* of them. Raises OSError if it is not a
    regular file, is longer, or cannot be read.
    """
    if "\0" in path:
        raise OSError(errno.EINVAL, "a path cannot hold a NUL character", path.replace("\0", "?"))
    # Opening a pipe waits for its other end, and opening some devices does something: look first,
    # and look again at what was opened.
    _refuse_special(os.stat(path), path)
    with open(
        os.open(
            path,
            os.O_RDONLY
            | getattr(os, "O_NONBLOCK", 0)
            | getattr(os, "O_BINARY", 0)
            | getattr(os, "O_CLOEXEC", 0),
        ),
        "rb",
    ) as file:
        _refuse_special(os.fstat(file.fileno()), path)
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"longer than {most:,} bytes", path)
    return data


def decoded(data: bytes) -> str:
    """Bytes of such a file as text: UTF-8, with a byte-order mark or without, as editors write it.
    Raises ValueError if it is anything else, which names the place as tomllib does.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError("the file is in UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line, column = line_and_column(before, len(before))
        raise ValueError(
            f"not UTF-8: the byte 0x{data[error.start]:02x}; save the file as UTF-8"
            f" (at line {line}, column {column})"
        ) from error


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and the column of an offset in a text, both counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _refuse_special(state: os.stat_result, path: str) -> None:
    """Raise IsADirectoryError or OSError if *state* is that of anything but a regular file."""
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path)
