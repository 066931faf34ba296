"""Paths as reports of CI print them: relative to the root of the run, with forward slashes, in
characters that every reader accepts.
"""

from __future__ import annotations

import os
from hashlib import blake2b

# Standard input, as the record names it, and in words.
STDIN, STDIN_WORDS = "-", "standard input"


def relative(path: str, root: str) -> str:
    """The input *path* relative to the folder *root*; absolute if it lies outside; "-" for standard
    input.
    """
    return encodable(raw_relative(path, root))


def raw_relative(path: str, root: str) -> str:
    """As ``relative``, but with the lone surrogates of a name that is not UTF-8, which
    ``os.fsencode`` needs.
    """
    if path == STDIN:
        return STDIN
    absolute = os.path.abspath(path)
    inside = _inside(absolute, os.path.abspath(root)) or _inside(
        os.path.realpath(absolute), os.path.realpath(root)
    )
    plain = (inside or absolute).replace(os.sep, "/")
    # A file of that name is not standard input.
    return "./-" if plain == STDIN else plain


def _inside(path: str, root: str) -> str | None:
    """The part of *path* below *root*; None if *path* lies elsewhere."""
    folder = root if root.endswith(os.sep) else root + os.sep
    return (
        path[len(folder) :] or None
        if os.path.normcase(path).startswith(os.path.normcase(folder))
        else None
    )


def encodable(text: str) -> str:
    r"""*text* without lone surrogates, which UTF-8 cannot hold: bytes of a file name that are not
    UTF-8 are written as ``\xff``.
    """
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def fingerprint(path: str, own: str) -> str:
    """The fingerprint of a finding for a whole report: *own*, which is unique in its input,
    combined with the *path* that identifies that.
    """
    key = encodable(f"{path}\0{own}")
    return blake2b(key.encode(), digest_size=8).hexdigest()
